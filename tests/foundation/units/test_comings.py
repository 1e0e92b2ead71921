"""Transfers with outside organisations, and of whom nothing is demanded."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import (
    admit_member,
    appoint,
    change_standing,
    end_exemption,
    exempt_person,
    receive_member,
    release_member,
    transfer_member,
)
from tongpin.foundation.units.enums import Direction, Ground, Standing
from tongpin.foundation.units.models import Exemption, Membership, Post, Transfer, Unit
from tongpin.foundation.units.queries import exempt_persons, exemptions

pytestmark = pytest.mark.django_db
SINCE, DAY = dt.date(2024, 7, 1), dt.date(2025, 7, 1)
BEFORE = DAY - dt.timedelta(days=1)


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(by=operator, name="甲乙")


@pytest.fixture
def member(operator: Account, person: Person, branch: Unit) -> Membership:
    return admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL, valid_from=SINCE)


def test_coming_and_going_keep_organisation_and_letter(operator: Account, person: Person, branch: Unit) -> None:
    came = receive_member(
        by=operator, person=person, unit=branch, standing=Standing.FULL, on=SINCE,
        organisation="邻县机关党委", letter_no="邻组转〔2024〕031号",
    )  # fmt: skip
    appoint(by=operator, person=person, unit=branch, title="书记", valid_from=SINCE)
    exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=SINCE)
    release_member(by=operator, membership=came, on=DAY, organisation="省直机关党委", letter_no="7号", note="调动")
    rows = list(Transfer.objects.order_by("on").values_list("direction", "on", "organisation", "letter_no"))
    assert rows == [
        (Direction.IN, SINCE, "邻县机关党委", "邻组转〔2024〕031号"),
        (Direction.OUT, DAY, "省直机关党委", "7号"),
    ]
    assert [model.objects.get().valid_to for model in (Membership, Post, Exemption)] == [DAY] * 3
    assert "moved_out: 调动" in Event.objects.get(action="member.end").details


def test_transfer_names_the_other_side(operator: Account, person: Person, branch: Unit, member: Membership) -> None:
    with pytest.raises(UserError, match="另一方党组织"):
        release_member(by=operator, membership=member, on=DAY, organisation="")
    with pytest.raises(UserError, match="另一方党组织"):
        receive_member(by=operator, person=person, unit=branch, standing=Standing.FULL, on=DAY, organisation="")
    assert Membership.objects.get().valid_to is None


def test_nobody_is_received_who_is_on_a_roll(
    operator: Account, person: Person, sibling: Unit, member: Membership
) -> None:
    with pytest.raises(UserError, match="已在一个党支部"), transaction.atomic():
        receive_member(
            by=operator, person=person, unit=sibling, standing=Standing.FULL, on=DAY, organisation="邻县机关党委"
        )
    assert not Transfer.objects.exists()


def test_exemption_holds_for_the_person_wherever_on_the_roll(
    operator: Account, person: Person, branch: Unit, sibling: Unit
) -> None:
    member = admit_member(by=operator, person=person, unit=branch, standing=Standing.PROBATIONARY, valid_from=SINCE)
    exempt_person(by=operator, person=person, ground=Ground.FRAIL, valid_from=SINCE, note="送学上门")
    full = change_standing(by=operator, membership=member, on=DAY)
    transfer_member(by=operator, membership=full, unit=sibling, on=clock.today())
    assert exempt_persons(clock.today()) == exempt_persons(SINCE) == {person.pk}
    assert exempt_persons(SINCE - dt.timedelta(days=1)) == set()
    assert [one.note for one in exemptions(DAY)] == ["送学上门"]


def test_exemptions_do_not_overlap_and_the_same_is_one(operator: Account, person: Person, member: Membership) -> None:
    facts = {"by": operator, "person": person, "valid_from": SINCE, "valid_to": BEFORE}
    one = exempt_person(ground=Ground.ILL, **facts)  # type: ignore[arg-type]
    assert exempt_person(ground=Ground.ILL, **facts) == one  # type: ignore[arg-type]
    with pytest.raises(UserError, match="已有豁免"):
        exempt_person(by=operator, person=person, ground=Ground.FRAIL, valid_from=BEFORE)
    exempt_person(by=operator, person=person, ground=Ground.FRAIL, valid_from=DAY)
    assert Exemption.objects.count() == 2


def test_exemption_may_end_ahead_but_not_begin_ahead(operator: Account, person: Person, member: Membership) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    with pytest.raises(UserError, match="还没有到"):
        exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=tomorrow)
    with pytest.raises(UserError, match="早于"):
        exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=DAY, valid_to=BEFORE)
    one = exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=DAY, valid_to=tomorrow)
    assert end_exemption(by=operator, exemption=one, on=DAY).valid_to == DAY
    with pytest.raises(UserError, match="已经结束"):
        end_exemption(by=operator, exemption=one, on=clock.today())


def test_only_members_are_exempt(operator: Account, person: Person) -> None:
    with pytest.raises(UserError, match="不在任何党支部名册"):
        exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=DAY)


def test_log_holds_neither_ground_nor_note(operator: Account, person: Person, member: Membership) -> None:
    exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=DAY, note="住院")
    details = Event.objects.get(action="member.exempt").details
    assert ("ill" in details, "住院" in details) == (False, False)


def test_database_itself_refuses_two_open_exemptions(operator: Account, person: Person, member: Membership) -> None:
    exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemption.objects.create(person=person, ground=Ground.FRAIL, valid_from=SINCE)
