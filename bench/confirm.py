"""Confirming one activity: what it costs with 10^6 records in the table against 10^3.

Floor: the one guarded UPDATE. A figure is computed from the records when it is asked for, so a confirmation has nothing
to bring up to date and may not grow with history.
"""

from __future__ import annotations

import datetime as dt
import time

from .harness import ROUNDS, database, describe, median, percentile, start_django

SMALL, LARGE = 10**3, 10**6
CONFIRMS = 40


def fill(total: int) -> None:
    """Put `total` confirmed records into the table, spread over ten years."""
    from tongpin.foundation.kernel.bulk import insert_rows
    from tongpin.foundation.kernel.clock import now
    from tongpin.foundation.people.actions import command_line_account
    from tongpin.foundation.units.queries import root
    from tongpin.records.activities.models import Activity

    by, unit, first = command_line_account(), root(), dt.date(2016, 1, 1)
    assert unit is not None
    columns = [field.column for field in Activity._meta.concrete_fields if field.column != "id"]
    moment = now()
    fixed = {
        "kind": "talk.guide", "title": "讲解", "unit_id": unit.pk, "date_precision": "day", "sessions": 1, "served": 30,
        "served_estimated": False, "status": "confirmed", "version": 1, "grade": 1, "source_grade": 0,
        "recorded_by_id": by.pk, "recorded_at": moment, "confirmed_by_id": by.pk, "confirmed_at": moment,
        "basis": "ledger",
    }  # fmt: skip
    text = {"time_text", "place", "host", "series", "lines", "purposes", "note", "evidence_digest", "source_place"}
    base = [fixed.get(name, "" if name in text or name == "cancel_reason" else None) for name in columns]
    day, mark, print_ = columns.index("starts_on"), columns.index("digest"), columns.index("fingerprint")

    def row(number: int) -> list[object]:
        values = list(base)
        values[day] = first + dt.timedelta(days=number % 3650)
        values[mark] = values[print_] = f"{number:064x}"
        return values

    insert_rows(Activity, columns, (row(number) for number in range(total)))


def prepare(total: int) -> None:
    """Set up a bureau with an officer and a secretary, the catalogue, and the history."""
    from django.db import connection, transaction

    from tongpin.foundation.access.actions import grant
    from tongpin.foundation.access.enums import Role
    from tongpin.foundation.people.actions import add_account, command_line_account
    from tongpin.foundation.units.actions import add_unit
    from tongpin.foundation.units.enums import UnitKind
    from tongpin.standards.actions import load_shipped

    operator = command_line_account()
    bureau = add_unit(by=operator, kind=UnitKind.BUREAU, name="文化和旅游局", parent=None)
    branch = add_unit(by=operator, kind=UnitKind.BRANCH, name="一支部", parent=bureau)
    load_shipped(by=operator)
    for name, role, unit in (("officer", Role.OFFICER, bureau), ("secretary", Role.SECRETARY, branch)):
        grant(by=operator, account=add_account(by=operator, username=name, password=None), role=role, unit=unit)
    with transaction.atomic():
        fill(total)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def confirm_some() -> list[float]:
    """Record `CONFIRMS` activities and return the seconds each confirmation took."""
    from tongpin.foundation.people.models import Account
    from tongpin.foundation.units.queries import find_unit
    from tongpin.records.activities.actions import confirm_activity, record_activity
    from tongpin.records.activities.rules import Content

    branch = find_unit("一支部")
    assert branch is not None
    secretary, taken = Account.objects.get(username="secretary"), []
    for number in range(CONFIRMS):
        content = Content("party_day", f"党日 {number}", branch.pk, dt.date(2025, 3, 5), attended=9)
        activity = record_activity(by=secretary, content=content)
        officer = Account.objects.get(username="officer")  # a fresh one: grants are read once per request
        begin = time.perf_counter()
        confirm_activity(by=officer, activity=activity)
        taken.append(time.perf_counter() - begin)
    return taken


def floor_some() -> list[float]:
    """Return the seconds the bare guarded UPDATE takes on the same rows, undone each time."""
    from django.db import transaction

    from tongpin.records.activities.models import Activity

    taken = []
    for pk in Activity.objects.filter(kind="party_day").order_by("-pk").values_list("pk", flat=True)[:CONFIRMS]:
        begin = time.perf_counter()
        with transaction.atomic():
            Activity.objects.filter(pk=pk, version=1).update(cancel_reason="")
        taken.append(time.perf_counter() - begin)
    return taken


def main() -> None:
    """Print the medians at both sizes and their ratio."""
    start_django()
    from django.db import connection

    if connection.vendor != "postgresql":
        print("confirm: needs PostgreSQL; set TONGPIN_DATABASE_URL")
        return
    with database("tongpin_bench_small"):
        small = connection.settings_dict["NAME"]
        prepare(SMALL)
        with database("tongpin_bench_large"):
            large = connection.settings_dict["NAME"]
            prepare(LARGE)
            taken: dict[str, list[float]] = {small: [], large: []}
            floor: list[float] = []
            for turn in range(ROUNDS + 1):
                for name in (small, large):
                    connection.close()
                    connection.settings_dict["NAME"] = name
                    seconds = confirm_some()
                    if turn:  # the first turn warms both up
                        taken[name] += seconds
                floor += floor_some()
            print(f"confirm one activity — {describe()}")
            for name, size in ((small, SMALL), (large, LARGE)):
                middle, tail = median(taken[name]) * 1e3, percentile(taken[name], 0.99) * 1e3
                print(f"  {size:>9,} records: median {middle:.2f} ms, p99 {tail:.2f} ms")
            print(f"  floor (one UPDATE): median {median(floor) * 1e3:.2f} ms")
            print(f"  ratio large/small: {median(taken[large]) / median(taken[small]):.2f} (wanted: at most 1.20)")
