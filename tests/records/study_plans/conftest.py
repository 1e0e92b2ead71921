"""A leading Party group with three members and a study secretary."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from tests.conftest import MakeAccount
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import add_unit, admit_member, appoint
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.study_plans.rules import SessionContent

DAY = dt.date(2025, 3, 18)


@dataclass(frozen=True)
class Group:
    """The Party group, its members in stroke order, and somebody of a branch who is no member."""

    unit: Unit
    members: list[Person]
    stranger: Person

    def session(self, **changes: object) -> SessionContent:
        """Return a session on DAY at which the first two were present and the third was ill."""
        first, second, third = (one.pk for one in self.members)
        said: dict[str, object] = {
            "unit_id": self.unit.pk,
            "form": "study.group",
            "title": "学习有关精神",
            "starts_on": DAY,
            "present": (first, second),
            "absent": ((third, "生病"),),
        }
        return SessionContent(**{**said, **changes})  # type: ignore[arg-type]


@pytest.fixture
def group(operator: Account, bureau: Unit, branch: Unit, catalogue: None) -> Group:
    unit = add_unit(by=operator, kind=UnitKind.PARTY_GROUP, name="局党组", parent=bureau)
    members = []
    for name, title in (("王一", "党组书记"), ("李二", "党组副书记"), ("赵三", "党组成员")):
        person = add_person(by=operator, name=name)
        admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL)
        appoint(by=operator, person=person, unit=unit, title=title, valid_from=dt.date(2024, 1, 1))
        members.append(person)
    secretary = add_person(by=operator, name="钱秘")
    admit_member(by=operator, person=secretary, unit=branch, standing=Standing.FULL)
    appoint(by=operator, person=secretary, unit=unit, title="学习秘书", valid_from=dt.date(2024, 1, 1))
    return Group(unit, members, secretary)


@pytest.fixture
def study_secretary(make_account: MakeAccount, group: Group) -> Account:
    return make_account(Role.UNIT_OFFICER, group.unit, "study-secretary", person=group.stranger)
