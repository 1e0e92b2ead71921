"""The sample's yearly cycles and talks: a meeting in January, a branch missing, a few pairs open; built once."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import MakeAccount
from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member, appoint
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity
from tongpin.records.conversations.queries import missing_pairs
from tongpin.records.reviews.models import Appraised, Review
from tongpin.records.reviews.queries import reviews_of
from tongpin.sample import organisation, vocabulary, yearly

SINCE = dt.date(2020, 1, 1)


@pytest.fixture
def branches(operator: Account, catalogue: None) -> list[Unit]:
    organisation.build_units(by=operator)
    found = list(Unit.objects.filter(kind=UnitKind.BRANCH).order_by("path"))
    for unit in found:
        for number in range(7):
            person = add_person(by=operator, name=f"党员{unit.pk}之{number}")
            standing = Standing.PROBATIONARY if number == 6 else Standing.FULL
            admit_member(by=operator, person=person, unit=unit, standing=standing, valid_from=SINCE)
            if number < 2:
                title = "书记" if number == 0 else "组织委员"
                appoint(by=operator, person=person, unit=unit, title=title, valid_from=SINCE)
    return found


def test_two_years_are_built_once(operator: Account, branches: list[Unit], make_account: MakeAccount) -> None:
    officer = make_account(Role.OFFICER, Unit.objects.get(parent=None), "officer")
    yearly.build(by=_officer(operator), officer=officer)
    first, second = (reviews_of(branches, year) for year in vocabulary.YEARS)
    assert (len(first), len(second)) == (len(branches), len(branches) - 1)
    hall = Unit.objects.get(name=organisation.BRANCH)
    held = first[hall.pk].org_life_on
    assert held is not None
    assert held.year == vocabulary.YEARS[0] + 1
    assert all(one.decided_on for one in (*first.values(), *second.values()))
    assert not Appraised.objects.filter(standing=Standing.PROBATIONARY).exclude(grade="").exists()
    assert set(Activity.objects.values_list("kind", flat=True)) == {"org_life", "appraisal"}
    open_pairs = missing_pairs(branches, vocabulary.YEARS[1])
    assert 0 < open_pairs[hall.pk].count < open_pairs[hall.pk].asked / 2
    events = Event.objects.count()
    yearly.build(by=_officer(operator), officer=officer)
    assert Event.objects.count() == events
    assert Review.objects.count() == 2 * len(branches)


def _officer(operator: Account) -> Account:
    grant(by=operator, account=operator, role=Role.OFFICER, unit=Unit.objects.get(parent=None))
    return Account.objects.get(pk=operator.pk)
