"""A report with 50 figures over 100,000 activities.

Floor: docxtpl filling the same template with ready words, plus the 50 bare SQL queries of the values. The program does
more: roots over all records and evidence, content controls, manifest, annex, signature, and it keeps the file.
"""

from __future__ import annotations

import datetime as dt
import io
import random

from .harness import ROUNDS, database, describe, median, percentile, rounds, start_django, timed

ACTIVITIES = 100_000
FIGURES = 50
YEAR = 2025


def fill() -> None:
    """Put confirmed activities of two years into the table, of every kind counted, in twenty branches and venues."""
    from tongpin.derived.indicators.rules import definitions
    from tongpin.foundation.kernel.bulk import insert_rows
    from tongpin.foundation.kernel.clock import now
    from tongpin.foundation.people.models import Account
    from tongpin.foundation.places.models import Venue
    from tongpin.foundation.units.models import Unit
    from tongpin.records.activities.models import Activity

    dice = random.Random(7)
    kinds = sorted({kind for one in definitions().values() for kind in map(str, one.where.get("kind", ()))})
    by, units = Account.objects.get(username="officer"), list(Unit.objects.values_list("pk", flat=True))
    venues = [Venue.objects.create(name=f"场馆{number}").pk for number in range(20)]
    columns = [field.column for field in Activity._meta.concrete_fields if field.column != "id"]
    fixed = {
        "title": "活动", "date_precision": "day", "sessions": 1, "served_estimated": False, "status": "confirmed",
        "version": 1, "grade": 3, "source_grade": 0, "recorded_by_id": by.pk, "recorded_at": now(),
        "confirmed_by_id": by.pk, "confirmed_at": now(), "basis": "ledger",
        "hours": 2, "edition": 12,
    }  # fmt: skip
    text = {"time_text", "place", "host", "series", "note", "evidence_digest", "source_place", "cancel_reason"}

    def row(number: int) -> list[object]:
        day = dt.date(YEAR - number % 2, 1, 1) + dt.timedelta(days=dice.randrange(365))
        fused = dice.random() < 1 / 3  # serves a Party purpose and a business line
        own = {
            "kind": dice.choice(kinds), "unit_id": dice.choice(units), "starts_on": day,
            "venue_id": dice.choice(venues), "served": dice.randrange(500), "attended": dice.randrange(40),
            "lines": "culture" if fused else "", "purposes": "study",
            "digest": f"{number:064x}", "fingerprint": f"{number:064x}",
        }  # fmt: skip
        values = {**fixed, **own}
        return [values.get(name, "" if name in text else None) for name in columns]

    insert_rows(Activity, columns, (row(number) for number in range(ACTIVITIES)))


def prepare() -> None:
    """Set up a bureau with twenty branches, an officer, the catalogue and the records."""
    from django.db import connection, transaction

    from tongpin.foundation.access.actions import grant
    from tongpin.foundation.access.enums import Role
    from tongpin.foundation.people.actions import add_account, command_line_account
    from tongpin.foundation.units.actions import add_unit
    from tongpin.foundation.units.enums import UnitKind
    from tongpin.standards.actions import load_shipped

    operator = command_line_account()
    bureau = add_unit(by=operator, kind=UnitKind.BUREAU, name="文化和旅游局", parent=None)
    for number in range(20):
        add_unit(by=operator, kind=UnitKind.BRANCH, name=f"支部{number}", parent=bureau)
    load_shipped(by=operator)
    account = add_account(by=operator, username="officer", password=None)
    grant(by=operator, account=account, role=Role.OFFICER, unit=bureau)
    with transaction.atomic():
        fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def uses() -> list[tuple[str, bool]]:
    """Return 50 figures: (code, last year?), all indicators with a source first, then last year's values of some."""
    from tongpin.derived.indicators.rules import definitions

    codes = [code for code, definition in definitions().items() if definition.has_source]
    return [*((code, False) for code in codes), *((code, True) for code in codes)][:FIGURES]


def template() -> bytes:
    """Return the shipped page with 50 sentences of one figure each."""
    import docx

    from tongpin.reports.rules.layout import brand_template

    document = docx.Document(io.BytesIO(brand_template()))
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    for code, last in uses():
        tag = f'{{{{ n("{code}", last=True) }}}}' if last else f'{{{{ n("{code}") }}}}'
        document.add_paragraph(
            f"按照年度安排，本局各单位持续推进此项工作，全年完成（{code}）{tag}，相关情况见附表，下一步继续做好各项工作。"
        )
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def bare_queries() -> list[str]:
    """Return the SQL of the 50 values, nothing else computed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tongpin.derived.indicators.queries import period_of
    from tongpin.derived.indicators.queries.compute import aggregates, known, rows_of

    found = []
    for code, last in uses():
        definition = known(code)
        definition = known(definition.ratio[0]) if definition.ratio else definition
        rows = rows_of(definition, period_of(YEAR - last))
        with CaptureQueriesContext(connection) as captured:
            rows.aggregate(value=aggregates(definition)["value"])
        found.append(captured.captured_queries[-1]["sql"])
    return found


def main() -> None:
    """Print the medians and the ratio."""
    start_django()
    from django.db import connection
    from docxtpl import DocxTemplate

    with database("tongpin_bench_report"):
        prepare()
        from tongpin.foundation.people.models import Account
        from tongpin.reports.actions import issue_report, upload_template
        from tongpin.reports.queries import data_for, wanted_by

        officer = Account.objects.get(username="officer")
        kept = upload_template(by=officer, data=template(), name="五十个数字.docx")
        queries, file = bare_queries(), template()

        def program() -> None:
            issue_report(by=officer, year=YEAR, template=kept, draft=True)

        def figures() -> None:
            data_for(year=YEAR, wanted=wanted_by(file))

        def fifty_queries() -> None:
            with connection.cursor() as cursor:
                for query in queries:
                    cursor.execute(query)
                    cursor.fetchall()

        def docxtpl() -> None:
            plain = DocxTemplate(io.BytesIO(file))
            plain.render({"n": lambda code, last=False: "12345"}, autoescape=True)
            plain.save(io.BytesIO())

        contestants = {"program": program, "figures": figures, "docxtpl": docxtpl, "queries": fifty_queries}
        for run in contestants.values():
            run()
        taken = rounds({name: lambda run=run: timed(run) for name, run in contestants.items()}, ROUNDS)  # type: ignore[misc]
        middle = {name: median(values) for name, values in taken.items()}
        floor = middle["docxtpl"] + middle["queries"]
        print(f"report with {FIGURES} figures over {ACTIVITIES:,} activities — {describe()}")
        print(f"  program: median {middle['program']:.3f} s, slowest {percentile(taken['program'], 0.99):.3f} s")
        parts = f"docxtpl {middle['docxtpl']:.3f} s + {FIGURES} bare queries {middle['queries']:.3f} s"
        print(f"  of it the figures with their roots: median {middle['figures']:.3f} s")
        print(f"  floor: {parts} = {floor:.3f} s")
        print(f"  ratio: {middle['program'] / floor:.2f} (wanted: at most 2.00)")
