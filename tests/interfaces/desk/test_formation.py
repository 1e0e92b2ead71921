"""Reminders of how a Party organisation is set up."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit, admit_member, appoint, change_unit, move_unit, set_form
from tongpin.foundation.units.enums import BranchForm, Standing, UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.desk.notices import finding_text
from tongpin.interfaces.desk.queries.formation import picture, reminders
from tongpin.interfaces.desk.rules import CHECKS, Facts, Finding, findings
from tongpin.standards.enums import EntryType
from tongpin.standards.models import Entry
from tongpin.standards.queries import norms

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


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        # a branch: at least three full members, usually at most fifty members
        (Facts("branch", full=2, members=9), ["too_few_full"]),
        (Facts("branch", full=3, members=50), []),
        (Facts("branch", full=3, members=51), ["too_many"]),
        # a committee from seven full members; below that a secretary, and one deputy where needed
        (Facts("branch", full=6, members=6), []),
        (Facts("branch", full=7, members=7), ["no_committee"]),
        (Facts("branch", full=6, members=6, has_committee=True), ["committee_of_few"]),
        (Facts("branch", full=7, members=7, has_committee=True), []),
        (Facts("branch", full=6, members=6, deputies=1), []),
        (Facts("branch", full=6, members=6, deputies=2), ["many_deputies"]),
        # three to five on a committee, at most seven; none recorded says nothing of its size
        (Facts("branch", full=9, members=9, has_committee=True, committee=2), ["committee_small"]),
        (Facts("branch", full=9, members=9, has_committee=True, committee=3), []),
        (Facts("branch", full=9, members=9, has_committee=True, committee=7), []),
        (Facts("branch", full=9, members=9, has_committee=True, committee=8), ["committee_large"]),
        # a joint branch covers usually two to five units
        (Facts("branch", "joint", full=3, members=3, covered=1), ["covers_few"]),
        (Facts("branch", "joint", full=3, members=3, covered=5), []),
        (Facts("branch", "joint", full=3, members=3, covered=6), ["covers_many"]),
        # a temporary branch holds no elections, so it owes no committee
        (Facts("branch", "temporary", full=9, members=9), []),
        # general branch and committee of the Party, with and without the superior's approval
        (Facts("general_branch", members=49), ["too_few_unapproved"]),
        (Facts("general_branch", members=49, approved=True), []),
        (Facts("general_branch", members=50), []),
        (Facts("party_committee", members=99), ["too_few_unapproved"]),
        (Facts("party_committee", members=100), []),
        # a small group: three members, a full one among them; without a roll of its own it says nothing
        (Facts("group"), []),
        (Facts("group", members=3), ["group_without_full"]),
        (Facts("group", full=1, members=2), ["too_few"]),
        (Facts("group", full=1, members=3), []),
        (Facts("department"), []),
    ],
)
def test_boundaries_of_each_norm(facts: Facts, found: list[str]) -> None:
    known = norms(clock.today())
    assert [one.what for one in findings(facts, known)] == found


def test_every_finding_has_words() -> None:
    whats = {"too_few_full", "too_few", "too_few_unapproved", "too_many", "no_committee", "committee_small"}
    whats |= {"committee_large", "committee_of_few", "many_deputies", "covers_few", "covers_many", "group_without_full"}
    said_ = [finding_text(Finding("FORM.branch.least", what, 2, 3)) for what in sorted(whats)]
    assert len(set(said_)) == len(whats)


def test_norm_judges_its_own_days_only(operator: Account, sibling: Unit) -> None:
    fill(operator, sibling, 2)
    assert reminders(sibling, dt.date(2018, 10, 28)) != []
    assert reminders(sibling, dt.date(2018, 10, 27)) == []


def test_past_is_judged_by_what_stood_then(operator: Account, committee: Unit, branch: Unit) -> None:
    """A general branch counts the branches that stood below it on the day, not those of today."""
    general = add_unit(by=operator, kind=UnitKind.GENERAL_BRANCH, name="党总支", parent=committee)
    fill(operator, branch, 50)
    day = dt.date(2025, 7, 1)
    move_unit(by=operator, unit=branch, parent=general, on=day)
    before = reminders(general, day - dt.timedelta(days=1))
    assert [one.text for one in before] == ["现有党员 0 名，规范为不少于 50 名，也未登记上级批准。"]
    assert reminders(general, day) == []
    approved = set_form(by=operator, unit=general, form=BranchForm.ORDINARY, approval="1号", approved_on=day)
    assert len(reminders(approved, day - dt.timedelta(days=1))) == 1


def test_committee_size_is_counted_from_the_posts(operator: Account, branch: Unit) -> None:
    fill(operator, branch, 7)
    people = [add_person(by=operator, name=f"乙{number}") for number in range(2)]
    for person, title in zip(people, ("书记", "组织委员"), strict=True):
        appoint(by=operator, person=person, unit=branch, title=title)
    assert said(branch) == ["现有支部委员 2 名，规范为不少于 3 名。"]
    appoint(by=operator, person=people[0], unit=branch, title="宣传委员")
    assert said(branch) == ["现有支部委员 2 名，规范为不少于 3 名。"]
    appoint(by=operator, person=add_person(by=operator, name="丙"), unit=branch, title="纪检委员")
    assert said(branch) == []


def test_whole_organisation_is_read_by_a_fixed_number_of_queries(
    operator: Account, branch: Unit, sibling: Unit, django_assert_num_queries: object
) -> None:
    set_form(by=operator, unit=sibling, form=BranchForm.JOINT)
    with django_assert_num_queries(5):  # type: ignore[operator]
        now = picture(clock.today())
        assert len(now.reminders(branch.pk)) + len(now.reminders(sibling.pk)) > 0
