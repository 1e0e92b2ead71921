"""A branch with a committee, members, one exempt; another branch beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member, appoint
from tongpin.foundation.units.enums import Ground, Standing
from tongpin.foundation.units.models import Exemption, Unit

SINCE = dt.date(2020, 1, 1)


@dataclass(frozen=True)
class People:
    """Those of the branch, and a stranger of the other one."""

    chief: Person
    organiser: Person
    first: Person
    second: Person
    third: Person
    stranger: Person


def member(by: Account, unit: Unit, name: str, standing: Standing = Standing.FULL) -> Person:
    person = add_person(by=by, name=name)
    admit_member(by=by, person=person, unit=unit, standing=standing, valid_from=SINCE)
    return person


def exempt(person: Person) -> None:
    Exemption.objects.create(person=person, ground=Ground.FRAIL)


@pytest.fixture
def people(operator: Account, branch: Unit, sibling: Unit, catalogue: None) -> People:
    names = ("赵一", "钱二", "孙三", "李四", "周五")
    chief, organiser, *others = [member(operator, branch, name) for name in names]
    appoint(by=operator, person=chief, unit=branch, title="书记", valid_from=SINCE)
    appoint(by=operator, person=organiser, unit=branch, title="组织委员", valid_from=SINCE)
    return People(chief, organiser, *others, member(operator, sibling, "吴六"))
