"""What a year of many organisations costs: the same queries for one and for many, and no look at the others."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import MakeAccount
from tests.derived.compliance.making import hold
from tongpin.derived.compliance.queries import DATED, MEETINGS, cell_of, live_units, owed, standing
from tongpin.derived.compliance.rules import Period
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit, admit_member
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity
from tongpin.standards.actions import add_local_rule
from tongpin.standards.rules import LocalTerms

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 1, 1)
PARTY_DAY = "ORG.主题党日"


@pytest.fixture
def filled(catalogue: None, operator: Account, officer: Account, committee: Unit, branch: Unit) -> list[Unit]:
    """Some branches with a member and a party day each."""
    others = [add_unit(by=operator, kind=UnitKind.BRANCH, name=f"第{n}支部", parent=committee) for n in range(1, 6)]
    for unit in (branch, *others):
        admit_member(by=operator, person=add_person(by=operator, name="甲"), unit=unit, standing=Standing.FULL)
        hold(officer, unit, "party_day", "2025-03-05")
    add_local_rule(
        by=officer, code=PARTY_DAY, unit=branch, terms=LocalTerms(applies=False), valid_from=dt.date(2025, 9, 1),
        reason="冻结", source="纪要",
    )  # fmt: skip
    return [branch, *others]


def queries(run: object) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        run()  # type: ignore[operator]
    return [one["sql"] for one in captured.captured_queries]


def test_year_takes_no_more_queries_for_more_organisations(filled: list[Unit]) -> None:
    one = queries(lambda: standing(live_units(Unit.objects.filter(pk=filled[0].pk), 2025), 2025, ON))
    all_ = queries(lambda: standing(live_units(Unit.objects.all(), 2025), 2025, ON))
    assert len(one) == len(all_) == 10


def test_what_is_owed_takes_no_more_queries_for_more_organisations(filled: list[Unit]) -> None:
    for only, wanted in ((None, 10), (DATED, 5), (MEETINGS, 4)):
        counted = {len(queries(lambda units=units, only=only: owed(live_units(units, 2026), ON, only=only)))
                   for units in (Unit.objects.filter(pk=filled[0].pk), Unit.objects.all())}  # fmt: skip
        assert counted == {wanted}


def test_one_organisation_is_told_without_reading_the_others(
    filled: list[Unit], officer: Account, make_account: MakeAccount, bureau: Unit
) -> None:
    """After one record changes, its organisation's year costs the same whatever the other organisations hold."""

    def read() -> list[str]:
        return queries(lambda: standing([Unit.objects.get(pk=filled[1].pk)], 2025, ON))

    before = read()
    for unit in filled[2:]:
        for month in range(4, 13):
            hold(officer, unit, "party_day", f"2025-{month:02d}-05")
    hold(officer, filled[1], "party_day", "2025-04-05", confirmed_by=make_account(Role.OFFICER, bureau, "second"))
    after = read()
    assert len(after) == len(before)
    asked = [sql for sql in after if "activities_activity" in sql]
    assert len(asked) == 2  # its meetings, and what its members studied
    assert all(f'"unit_id" IN ({filled[1].pk})' in sql for sql in asked)
    found = cell_of(filled[1], PARTY_DAY, Period("month", 2025, 4), ON)
    assert found is not None
    assert found.state == "done"


def test_writing_a_record_asks_compliance_nothing(filled: list[Unit], officer: Account) -> None:
    """Nothing is stored, so that a ledger of 50,000 rows pays nothing for it."""
    wrote = queries(lambda: hold(officer, filled[1], "party_day", "2025-05-05"))
    assert [sql for sql in wrote if "standards_localrule" in sql or "reviews_review" in sql] == []
    assert Activity.objects.count() == len(filled) + 1
