"""The sample's two years of organisation: everything the screens show, and no figure of a ledger changed."""

from __future__ import annotations

import datetime as dt

import pytest

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member, appoint
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Exemption, HandOver, Membership, Transfer, Unit
from tongpin.foundation.units.queries import staff
from tongpin.sample import organisation, structure, world
from tongpin.sample.vocabulary import YEARS


@pytest.fixture
def bureau_of_the_sample(operator: Account, catalogue: None) -> Unit:
    """The sample's units and rolls as the rosters bring them."""
    bureau = organisation.build_units(by=operator)
    grant(by=operator, account=operator, role=Role.OFFICER, unit=bureau)
    for one in world.build().members:
        person, unit = add_person(by=operator, name=one.name), Unit.objects.get(name=one.branch)
        standing = Standing.FULL if one.full else Standing.PROBATIONARY
        admit_member(by=operator, person=person, unit=unit, standing=standing, valid_from=one.joined)
        if one.post:
            appoint(by=operator, person=person, unit=unit, title=one.post)
    return bureau


def counted(year: int) -> list[tuple[str, str]]:
    """Return branch and standing of everyone on a roll at the end of a year."""
    rows = Membership.objects.filter(in_force(dt.date(year, 12, 31)))
    return sorted(rows.values_list("unit__name", "standing"))


@pytest.mark.django_db
def test_ends_of_the_ledgers_years_stay_what_they_were(operator: Account, bureau_of_the_sample: Unit) -> None:
    before = {year: counted(year) for year in YEARS}
    structure.build(by=operator)
    assert {year: counted(year) for year in YEARS} == before


@pytest.mark.django_db
def test_sample_shows_each_thing_once_and_comes_once(operator: Account, bureau_of_the_sample: Unit) -> None:
    structure.build(by=operator)
    joint = Unit.objects.get(name=structure.JOINT)
    assert joint.merged_into == Unit.objects.get(name=organisation.SECOND_BRANCH)
    assert joint.covers.count() == 3
    assert sorted(Transfer.objects.values_list("direction", flat=True)) == ["in", "in", "out", "out"]
    assert Exemption.objects.count() == 3
    assert sorted(one.done for one in HandOver.objects.all()) == [False, True]
    assert Membership.objects.filter(standing=Standing.PROBATIONARY, valid_to=None).count() == 4
    assert staff(clock.today()).count() > 20
    events = Event.objects.count()
    structure.build(by=operator)
    assert Event.objects.count() == events
