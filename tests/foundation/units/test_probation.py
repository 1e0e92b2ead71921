"""How a probation ends: after a year, extended once, or cancelled."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import (
    admit_member,
    cancel_probation,
    change_standing,
    extend_probation,
    transfer_member,
)
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Extension, Membership, Unit
from tongpin.foundation.units.queries import probation_of, probations
from tongpin.foundation.units.rules import ProbationTerms, extension_bounds, probation_end

TERMS = ProbationTerms(months=12, least=6, most=12, source="《中国共产党章程》第七条")
BEGAN, END = dt.date(2024, 7, 1), dt.date(2025, 7, 1)


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(by=operator, name="甲乙")


@pytest.fixture
def probationer(operator: Account, person: Person, branch: Unit) -> Membership:
    return admit_member(by=operator, person=person, unit=branch, standing=Standing.PROBATIONARY, valid_from=BEGAN)


@pytest.mark.parametrize(
    ("began", "end"),
    [
        (dt.date(2024, 7, 1), dt.date(2025, 7, 1)),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        (dt.date(2023, 12, 31), dt.date(2024, 12, 31)),
    ],
)
def test_probation_lasts_a_year(began: dt.date, end: dt.date) -> None:
    assert probation_end(began, TERMS) == end


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)))
def test_extension_ends_half_a_year_to_a_year_after_the_probation(began: dt.date) -> None:
    first, last = extension_bounds(began, TERMS)
    assert probation_end(began, TERMS) < first < last
    assert 180 <= (first - probation_end(began, TERMS)).days <= 184
    assert 365 <= (last - probation_end(began, TERMS)).days <= 366


@pytest.mark.django_db
def test_full_member_on_the_last_day_not_the_day_before(operator: Account, probationer: Membership) -> None:
    with pytest.raises(UserError, match=r"2025-07-01.*党章|章程"):
        change_standing(by=operator, membership=probationer, on=END - dt.timedelta(days=1), terms=TERMS)
    assert change_standing(by=operator, membership=probationer, on=END, terms=TERMS).standing == Standing.FULL


@pytest.mark.django_db
def test_transfer_begins_no_probation_anew(operator: Account, sibling: Unit, probationer: Membership) -> None:
    moved = transfer_member(by=operator, membership=probationer, unit=sibling, on=dt.date(2025, 1, 15))
    assert probation_of(moved).began == BEGAN
    assert probation_of(moved).ends_on(TERMS) == END


@pytest.mark.django_db
def test_probation_after_a_gap_is_another_one(operator: Account, branch: Unit, probationer: Membership) -> None:
    cancel_probation(by=operator, membership=probationer, on=dt.date(2025, 7, 1))
    again = admit_member(
        by=operator, person=probationer.person, unit=branch, standing=Standing.PROBATIONARY,
        valid_from=dt.date(2025, 9, 1),
    )  # fmt: skip
    assert probation_of(again).began == dt.date(2025, 9, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("until", "allowed"),
    [
        (dt.date(2025, 12, 31), False),
        (dt.date(2026, 1, 1), True),
        (dt.date(2026, 7, 1), True),
        (dt.date(2026, 7, 2), False),
    ],
)
def test_extension_stays_within_its_bounds(
    operator: Account, probationer: Membership, until: dt.date, allowed: bool
) -> None:
    def extend() -> Extension:
        return extend_probation(by=operator, membership=probationer, decided_on=END, until=until, terms=TERMS)

    if allowed:
        assert extend().ends_on == until
        assert probation_of(probationer).ends_on(TERMS) == until
    else:
        with pytest.raises(UserError, match="2026-01-01 到 2026-07-01"):
            extend()


@pytest.mark.django_db
def test_extended_once_only_and_kept_through_a_transfer(
    operator: Account, sibling: Unit, probationer: Membership
) -> None:
    until = dt.date(2026, 3, 1)
    extend_probation(by=operator, membership=probationer, decided_on=END, until=until, terms=TERMS)
    extend_probation(by=operator, membership=probationer, decided_on=END, until=until, terms=TERMS)
    assert Event.objects.filter(action="member.extend").count() == 1
    moved = transfer_member(by=operator, membership=probationer, unit=sibling, on=dt.date(2025, 9, 1))
    with pytest.raises(UserError, match="只能延长一次"):
        extend_probation(by=operator, membership=moved, decided_on=END, until=dt.date(2026, 5, 1), terms=TERMS)
    with pytest.raises(UserError, match="2026-03-01"):
        change_standing(by=operator, membership=moved, on=dt.date(2026, 2, 28), terms=TERMS)
    assert change_standing(by=operator, membership=moved, on=until, terms=TERMS).standing == Standing.FULL


@pytest.mark.django_db
def test_full_member_is_neither_extended_nor_cancelled(operator: Account, probationer: Membership) -> None:
    full = change_standing(by=operator, membership=probationer, on=END)
    with pytest.raises(UserError, match="只有预备党员"):
        extend_probation(by=operator, membership=full, decided_on=END, until=dt.date(2026, 3, 1), terms=TERMS)
    with pytest.raises(UserError, match="只有预备党员"):
        cancel_probation(by=operator, membership=full, on=clock.today())


@pytest.mark.django_db
def test_unknown_first_day_is_said_and_not_guessed(operator: Account, branch: Unit, person: Person) -> None:
    member = admit_member(by=operator, person=person, unit=branch, standing=Standing.PROBATIONARY)
    assert probation_of(member).ends_on(TERMS) is None
    with pytest.raises(UserError, match="起始日期不明"):
        extend_probation(by=operator, membership=member, decided_on=END, until=dt.date(2026, 3, 1), terms=TERMS)
    assert change_standing(by=operator, membership=member, on=END, terms=TERMS).standing == Standing.FULL


@pytest.mark.django_db
def test_cancelled_probation_is_off_the_roll_with_its_reason(operator: Account, probationer: Membership) -> None:
    cancel_probation(by=operator, membership=probationer, on=END, note="支部大会决议")
    assert Membership.objects.get().valid_to == END
    assert "cancelled: 支部大会决议" in Event.objects.get(action="member.end").details


@pytest.mark.django_db
def test_probations_are_read_at_once(
    operator: Account, branch: Unit, probationer: Membership, django_assert_num_queries: object
) -> None:
    other = add_person(by=operator, name="丙丁")
    more = admit_member(by=operator, person=other, unit=branch, standing=Standing.PROBATIONARY, valid_from=END)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = probations([probationer, more])
    assert [one.began for one in found] == [BEGAN, END]


@pytest.mark.django_db
def test_database_itself_refuses_an_extension_that_ends_before_its_decision(probationer: Membership) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(membership=probationer, decided_on=END, ends_on=END)
