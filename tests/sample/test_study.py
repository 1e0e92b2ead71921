"""The sample's study: built once, through the same actions, and counted as it was told."""

from __future__ import annotations

import pytest

from tongpin.derived.indicators.queries.compute import figure
from tongpin.derived.study.queries import hours_of
from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Membership, Unit
from tongpin.records.study_plans.models import OnlineNote, StudyAbsence, StudyTopic
from tongpin.records.study_plans.queries import group_members, secretary_of
from tongpin.sample import organisation, study, vocabulary

YEAR = vocabulary.YEARS[-1]


@pytest.fixture
def built(operator: Account, catalogue: None) -> Account:
    """The sample's tree with a few members of each branch, and its study."""
    bureau = organisation.build_units(by=operator)
    for branch, *_rest in vocabulary.BRANCHES:
        for name in "甲乙丙丁":
            person = add_person(by=operator, name=f"{name}{branch[:2]}")
            admit_member(by=operator, person=person, unit=Unit.objects.get(name=branch), standing=Standing.FULL)
    officer = Account.objects.create_user("officer")
    for account in (operator, officer):
        grant(by=operator, account=account, role=Role.OFFICER, unit=bureau)
    study.build(by=operator, officer=officer)
    return officer


def test_figures_are_what_the_story_tells(built: Account) -> None:
    found = {code: figure(code, year=YEAR).value for code in study.TOLD}
    assert found == study.TOLD == {"study.group": 5, "study.tutorials": 2, "study.research": 1, "study.reports": 3}


def test_party_group_has_members_a_secretary_and_two_years_of_plans(built: Account) -> None:
    group = Unit.objects.get(kind=UnitKind.PARTY_GROUP)
    assert len(group_members(group, clock.today())) == 5
    assert secretary_of(group, clock.today()) is not None
    years = set(StudyTopic.objects.values_list("planned_on__year", flat=True))
    assert years == {*vocabulary.YEARS, clock.today().year}
    assert StudyAbsence.objects.filter(session__activity__starts_on__year=YEAR, made_up_on=None).count() == 1
    assert StudyAbsence.objects.filter(session__activity__starts_on__year=YEAR).count() == 3


def test_members_have_hours_and_the_note_brings_none(built: Account) -> None:
    everyone = list(Membership.objects.values_list("person", flat=True))
    found = hours_of(everyone, YEAR, clock.today())
    assert max(one.total for one in found.values()) > 32
    assert OnlineNote.objects.count() == 1


def test_building_again_changes_nothing(built: Account, operator: Account) -> None:
    before = Event.objects.count()
    study.build(by=operator, officer=built)
    assert Event.objects.count() == before
