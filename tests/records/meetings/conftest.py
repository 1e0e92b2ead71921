"""A branch with a roll: ten full members, one probationary, one of whom nothing is demanded."""

from __future__ import annotations

import datetime as dt

import pytest

from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Ground, Standing
from tongpin.foundation.units.models import Exemption, Unit
from tongpin.records.activities.rules import Content, RosterEntry

DAY = dt.date(2025, 3, 5)
NAMES = ("丁一", "王二", "李三", "张四", "陈五", "赵六", "钱七", "孙八", "周九", "吴十")


@pytest.fixture
def roll(operator: Account, branch: Unit, catalogue: None) -> dict[str, Person]:
    """Return the members by name; 郑预备 is probationary, 冯老 exempt."""
    people = {}
    for name in (*NAMES, "郑预备", "冯老"):
        people[name] = add_person(by=operator, name=name)
        standing = Standing.PROBATIONARY if name == "郑预备" else Standing.FULL
        admit_member(by=operator, person=people[name], unit=branch, standing=standing)
    Exemption.objects.create(person=people["冯老"], ground=Ground.FRAIL)
    return people


def called(roll: dict[str, Person], *names: str) -> tuple[RosterEntry, ...]:
    return tuple(RosterEntry(name, roll[name].pk) for name in names)


@pytest.fixture
def assembly(branch: Unit, roll: dict[str, Person]) -> Content:
    """A meeting of all members with eight of the ten who have a vote, and the probationary one."""
    return Content(
        "meeting.general",
        "讨论季度工作",
        branch.pk,
        DAY,
        time_text="14:30-16:05",
        place="二楼会议室",
        roster=called(roll, *NAMES[:8], "郑预备"),
    )
