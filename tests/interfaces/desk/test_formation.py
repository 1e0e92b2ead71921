"""Reminders of how a Party organisation is set up."""

from __future__ import annotations

import pytest
from django.test import Client

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member, change_unit
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.desk.queries.formation import reminders
from tongpin.interfaces.desk.rules import CHECKS
from tongpin.standards.enums import EntryType
from tongpin.standards.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def fill(by: Account, unit: Unit, full: int, probationary: int = 0) -> None:
    for number in range(full + probationary):
        standing = Standing.FULL if number < full else Standing.PROBATIONARY
        admit_member(by=by, person=add_person(by=by, name=f"甲{number}"), unit=unit, standing=standing)


def said(unit: Unit) -> list[str]:
    return [one.text for one in reminders(Unit.objects.get(pk=unit.pk), clock.today())]


def test_every_norm_is_in_the_catalogue() -> None:
    assert set(Entry.objects.filter(type=EntryType.NORM, code__in=CHECKS).values_list("code", flat=True)) == set(CHECKS)


@pytest.mark.parametrize(("full", "probationary", "count"), [(2, 5, 1), (3, 0, 0), (6, 5, 0)])
def test_branch_has_at_least_three_full_members(
    operator: Account, sibling: Unit, full: int, probationary: int, count: int
) -> None:
    fill(operator, sibling, full, probationary)
    assert len(said(sibling)) == count


def test_seven_full_members_want_a_committee(operator: Account, sibling: Unit) -> None:
    fill(operator, sibling, 7)
    assert said(sibling) == ["现有正式党员 7 名，未设支部委员会。"]
    change_unit(by=operator, unit=sibling, host=None, valid_from=None, has_committee=True, has_groups=False)
    assert said(sibling) == []


@pytest.mark.parametrize(("number", "count"), [(50, 0), (51, 1)])
def test_branch_has_usually_at_most_fifty_members(operator: Account, branch: Unit, number: int, count: int) -> None:
    fill(operator, branch, number)
    found = reminders(branch, clock.today())
    assert len(found) == count
    assert all(not one.quote.strict for one in found)


def test_numbers_are_the_catalogues(operator: Account, sibling: Unit) -> None:
    fill(operator, sibling, 4)
    entry = Entry.objects.get(code="FORM.branch.least")
    entry.body = {**entry.body, "min": 5}
    entry.save(update_fields=["body"])
    assert said(sibling) == ["现有正式党员 4 名，规范为不少于 5 名。"]


def test_department_is_reminded_of_nothing(bureau: Unit) -> None:
    assert said(bureau) == []


def test_page_shows_the_source_and_never_calls_it_a_violation(
    client: Client, officer: Account, operator: Account, branch: Unit
) -> None:
    fill(operator, branch, 51)
    client.force_login(officer)
    html = client.get(f"/units/{branch.pk}/").content.decode()
    assert "规范为不超过 50 名" in html
    assert "中国共产党支部工作条例（试行）" in html
    assert "提醒，不算违规" in html
