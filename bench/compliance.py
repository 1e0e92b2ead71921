"""The year of 1,000 organisations from nothing, and of one of them after a record changed.

Floor: one bare SQL aggregate over the same activities. Compliance is computed when somebody asks (docs/adr/0010), with
nothing to renew after a write; the second contestant shows that one organisation does not pay for the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from .harness import database, describe, median, rounds, start_django, timed

ORGANISATIONS = 1000
YEAR = 2025
ON = dt.date(2026, 1, 15)


def prepare() -> Sequence[int]:
    """Set up a bureau of branches with committees, and a year of records: some 32 for each."""
    from django.db import connection, transaction

    from tongpin.foundation.people.actions import command_line_account
    from tongpin.foundation.units.actions import add_unit
    from tongpin.foundation.units.enums import UnitKind
    from tongpin.standards.actions import load_shipped

    by = command_line_account()
    bureau = add_unit(by=by, kind=UnitKind.BUREAU, name="文化和旅游局", parent=None)
    committee = add_unit(by=by, kind=UnitKind.PARTY_COMMITTEE, name="机关党委", parent=bureau)
    load_shipped(by=by)
    with transaction.atomic():
        keys = [
            add_unit(by=by, kind=UnitKind.BRANCH, name=f"第{n}支部", parent=committee, has_committee=True).pk
            for n in range(ORGANISATIONS)
        ]
        fill(keys)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return keys


def fill(units: Sequence[int]) -> None:
    """Record what a busy year of each branch holds, with a gap here and there."""
    from tongpin.foundation.kernel.bulk import insert_rows
    from tongpin.foundation.kernel.clock import now
    from tongpin.foundation.people.actions import command_line_account
    from tongpin.records.activities.models import Activity

    by, moment = command_line_account(), now()
    columns = [field.column for field in Activity._meta.concrete_fields if field.column != "id"]
    fixed = {
        "date_precision": "day", "sessions": 1, "served_estimated": False, "status": "confirmed", "version": 1,
        "grade": 1, "source_grade": 0, "attended": 9, "expected": 10, "recorded_by_id": by.pk, "recorded_at": moment,
        "confirmed_by_id": by.pk, "confirmed_at": moment, "basis": "ledger",
    }  # fmt: skip
    text = {
        "time_text", "place", "host", "series", "lines", "purposes", "note", "evidence_digest", "source_place",
        "cancel_reason",
    }  # fmt: skip
    base = [fixed.get(name, "" if name in text else None) for name in columns]
    at = {name: columns.index(name) for name in ("kind", "title", "unit_id", "starts_on", "digest", "fingerprint")}
    told = [(kind, month) for kind in ("party_day", "meeting.committee", "meeting.lecture") for month in range(1, 13)]
    told += [("meeting.general", month) for month in (3, 6, 9, 12)] + [("org_life", 12), ("appraisal", 12)]

    def row(number: int, unit: int, kind: str, month: int) -> list[object]:
        values = list(base)
        values[at["kind"]], values[at["unit_id"]] = kind, unit
        values[at["title"]] = f"{YEAR}年度组织生活会" if kind == "org_life" else kind
        values[at["starts_on"]] = dt.date(YEAR, month, 1 + number % 28)
        values[at["digest"]] = values[at["fingerprint"]] = f"{number:064x}"
        return values

    numbered = enumerate((unit, kind, month) for unit in units for kind, month in told)
    kept = ((number, *one) for number, one in numbered if number % 17)
    insert_rows(Activity, columns, (row(*one) for one in kept))


def whole_year() -> int:
    """Compute the year of all organisations and return how many cells that were."""
    from tongpin.derived.compliance.queries import counts, live_units, standing
    from tongpin.foundation.units.models import Unit

    return sum(counts(standing(live_units(Unit.objects.all(), YEAR), YEAR, ON)).values())


def one_organisation(unit: int) -> None:
    """Change a record of one organisation and compute its year."""
    from tongpin.derived.compliance.queries import live_units, standing
    from tongpin.foundation.units.models import Unit
    from tongpin.records.activities.models import Activity

    changed = Activity.objects.filter(unit=unit, kind="party_day").order_by("pk").first()
    assert changed is not None
    Activity.objects.filter(pk=changed.pk).update(cancel_reason="")
    standing(live_units(Unit.objects.filter(pk=unit), YEAR), YEAR, ON)


def floor() -> None:
    """Count the same activities by organisation, kind, month and state with one statement."""
    from django.db import connection

    month = "EXTRACT(MONTH FROM starts_on)" if connection.vendor == "postgresql" else "substr(starts_on, 6, 2)"
    statement = f"""SELECT unit_id, kind, {month}, status, COUNT(*) FROM activities_activity
        WHERE kind IN ('party_day', 'meeting.committee', 'meeting.group', 'meeting.general', 'org_life', 'appraisal')
        AND status IN ('planned', 'held', 'confirmed') AND starts_on BETWEEN %s AND %s GROUP BY 1, 2, 3, 4"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31)])
        cursor.fetchall()


def main() -> None:
    """Print the medians and the ratio to the floor."""
    start_django()
    with database("tongpin_bench_compliance"):
        units = prepare()
        cells = whole_year()
        from tongpin.records.activities.models import Activity

        taken = rounds(
            {
                "floor": lambda: timed(floor),
                "year of all": lambda: timed(whole_year),
                "year of one after a change": lambda: timed(lambda: one_organisation(units[500])),
            }
        )
        print(f"compliance of {ORGANISATIONS:,} organisations, {Activity.objects.count():,} records — {describe()}")
        for name, seconds in taken.items():
            print(f"  {name}: median {median(seconds) * 1e3:.1f} ms, slowest {max(seconds) * 1e3:.1f} ms")
        print(
            f"  {cells:,} cells; ratio year of all / floor: {median(taken['year of all']) / median(taken['floor']):.1f}"
        )
