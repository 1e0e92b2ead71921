"""Terms: when they run out, what moves them, what was due and done of them by a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import (
    close_term,
    correct_term,
    end_unit,
    enter_term,
    postpone_term,
    renew_term,
)
from tongpin.foundation.units.enums import Ending, TermState
from tongpin.foundation.units.models import Postponement, Term, Unit
from tongpin.foundation.units.queries import terms
from tongpin.foundation.units.rules import Shift, TermFacts, falls_due, last_day, months_after, state_on

pytestmark = pytest.mark.django_db
BEGAN, DUE = dt.date(2022, 6, 15), dt.date(2025, 6, 14)
APPROVED = dt.date(2025, 5, 1)
D = dt.date


@pytest.mark.parametrize(
    ("began", "years", "due"),
    [
        (D(2022, 6, 15), 3, D(2025, 6, 14)),
        (D(2020, 2, 29), 3, D(2023, 2, 27)),
        (D(2024, 3, 1), 4, D(2028, 2, 29)),
        (D(2018, 1, 1), 5, D(2022, 12, 31)),
    ],
)
def test_term_runs_until_the_day_before_the_same_day(began: dt.date, years: int, due: dt.date) -> None:
    assert last_day(began, years) == due


@given(st.dates(D(1990, 1, 1), D(2060, 1, 1)), st.integers(-24, 60))
def test_months_keep_the_day_or_take_the_last_of_the_month(day: dt.date, months: int) -> None:
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after + dt.timedelta(days=1)).day == 1


TERM = TermFacts(BEGAN, DUE)
LATER = TermFacts(BEGAN, DUE, shifts=[Shift(D(2025, 12, 31), D(2025, 5, 1))])
EARLIER = TermFacts(BEGAN, DUE, shifts=[Shift(D(2025, 1, 31), D(2024, 12, 1))])


@pytest.mark.parametrize(
    ("facts", "on", "state"),
    [
        (TERM, D(2022, 6, 14), TermState.NOT_BEGUN),
        (TERM, D(2022, 6, 15), TermState.IN_FORCE),
        (TERM, D(2024, 12, 13), TermState.IN_FORCE),
        (TERM, D(2024, 12, 14), TermState.DUE_SOON),
        (TERM, D(2025, 6, 14), TermState.DUE_SOON),
        (TERM, D(2025, 6, 15), TermState.OVERDUE),
        (LATER, D(2025, 4, 30), TermState.DUE_SOON),
        (LATER, D(2025, 5, 1), TermState.POSTPONED),
        (LATER, D(2025, 12, 31), TermState.POSTPONED),
        (LATER, D(2026, 1, 1), TermState.OVERDUE),
        (EARLIER, D(2024, 11, 30), TermState.IN_FORCE),
        (EARLIER, D(2024, 12, 1), TermState.EARLY),
        (EARLIER, D(2025, 2, 1), TermState.OVERDUE),
        (TermFacts(BEGAN, DUE, D(2025, 6, 1)), D(2025, 6, 1), TermState.DUE_SOON),
        (TermFacts(BEGAN, DUE, D(2025, 6, 1)), D(2025, 6, 2), TermState.ENDED),
    ],
)
def test_state_of_a_term_on_a_day(facts: TermFacts, on: dt.date, state: TermState) -> None:
    assert state_on(facts, on, remind_months=6) == state


def test_latest_approval_counts() -> None:
    facts = TermFacts(BEGAN, DUE, shifts=[Shift(D(2025, 9, 1), D(2025, 5, 1)), Shift(D(2025, 12, 1), D(2025, 8, 1))])
    assert [falls_due(facts, day) for day in (D(2025, 4, 30), D(2025, 7, 31), D(2025, 8, 1))] == [
        DUE, D(2025, 9, 1), D(2025, 12, 1),
    ]  # fmt: skip


@pytest.fixture
def term(operator: Account, branch: Unit) -> Term:
    return enter_term(by=operator, unit=branch, number=4, began_on=BEGAN, years=3, seats=3)


def move(by: Account, term: Term, until: dt.date, on: dt.date = APPROVED, **more: str) -> Postponement:
    said = {"approved_by": "机关党委", "doc_no": "机党〔2025〕8号", "reason": "机构改革", **more}
    return postpone_term(by=by, term=term, until=until, approved_on=on, **said)


def test_entered_term_knows_its_last_day_and_is_logged(term: Term) -> None:
    assert (term.due_on, term.ended_on, len(term.digest)) == (DUE, None, 64)
    assert Event.objects.filter(action="term.enter").count() == 1


def test_term_that_ends_before_it_begins_is_refused(operator: Account, branch: Unit) -> None:
    with pytest.raises(UserError, match="早于开始日期"):
        enter_term(by=operator, unit=branch, number=1, began_on=BEGAN, years=3, ended_on=D(2022, 6, 14))
    with pytest.raises(IntegrityError, match="term_ends_after_it_begins"), transaction.atomic():
        Term.objects.create(
            unit=branch, number=1, began_on=BEGAN, years=3, due_on=DUE, ended_on=D(2022, 6, 14), ending="renewed",
            digest="x", end_digest="x",
        )  # fmt: skip


def test_term_that_has_not_begun_yet_is_refused(operator: Account, branch: Unit) -> None:
    with pytest.raises(UserError, match="还没有到"):
        enter_term(by=operator, unit=branch, number=1, began_on=clock.today() + dt.timedelta(days=1), years=3)


@pytest.mark.parametrize(
    ("began", "ended"),
    [(D(2021, 1, 1), D(2022, 6, 15)), (D(2021, 1, 1), None), (D(2023, 1, 1), D(2023, 2, 1)), (D(2024, 1, 1), None)],
)
def test_overlapping_terms_are_refused(
    operator: Account, branch: Unit, term: Term, began: dt.date, ended: dt.date | None
) -> None:
    with pytest.raises(UserError, match="重叠"):
        enter_term(by=operator, unit=branch, number=3, began_on=began, years=3, ended_on=ended)


def test_earlier_term_up_to_the_day_before_is_taken(operator: Account, branch: Unit, term: Term) -> None:
    before = enter_term(by=operator, unit=branch, number=3, began_on=D(2019, 6, 1), years=3, ended_on=D(2022, 6, 14))
    assert (before.ending, before.end_digest != "") == (Ending.RENEWED, True)


def test_number_is_used_once(operator: Account, branch: Unit, term: Term) -> None:
    with pytest.raises(UserError, match="已有这个届次"):
        enter_term(by=operator, unit=branch, number=4, began_on=D(2019, 1, 1), years=3, ended_on=D(2020, 1, 1))


def test_second_open_term_is_refused_by_the_database(branch: Unit, term: Term) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(unit=branch, number=5, began_on=D(2026, 1, 1), years=3, due_on=D(2028, 12, 31), digest="x")


def test_party_group_has_no_term(operator: Account, bureau: Unit) -> None:
    group = Unit.objects.create(kind="party_group", name="局党组", parent=bureau, path=f"{bureau.path}9/")
    with pytest.raises(UserError, match="不实行任期选举"):
        enter_term(by=operator, unit=group, number=1, began_on=BEGAN, years=5)


def test_renewal_ends_the_term_the_day_before_and_changes_nothing_proved(
    operator: Account, branch: Unit, term: Term
) -> None:
    proved = term.digest
    new = renew_term(by=operator, unit=branch, number=5, began_on=D(2025, 6, 10), years=3)
    term.refresh_from_db()
    assert (term.ended_on, term.ending, term.digest) == (D(2025, 6, 9), Ending.RENEWED, proved)
    assert (new.due_on, terms.open_term(branch)) == (D(2028, 6, 9), new)


def test_renewal_on_the_day_it_began_is_refused(operator: Account, branch: Unit, term: Term) -> None:
    with pytest.raises(UserError, match="早于上一届"):
        renew_term(by=operator, unit=branch, number=5, began_on=BEGAN, years=3)


def test_ended_term_does_not_end_again(operator: Account, term: Term) -> None:
    close_term(by=operator, term=term, on=D(2025, 1, 1), ending=Ending.DISSOLVED)
    for refused in (
        lambda: close_term(by=operator, term=term, on=D(2025, 1, 2), ending=Ending.DISSOLVED),
        lambda: move(operator, term, D(2025, 12, 1)),
    ):
        with pytest.raises(UserError, match="已经结束"):
            refused()


def test_correction_needs_a_reason_and_moves_the_last_day(operator: Account, branch: Unit, term: Term) -> None:
    values = {"number": 4, "began_on": D(2022, 7, 1), "years": 3, "seats": 5, "ended_on": None}
    with pytest.raises(UserError, match="更正原因"):
        correct_term(by=operator, term=term, reason=" ", **values)
    before = term.digest
    correct_term(by=operator, term=term, reason="日期写错", **values)
    term.refresh_from_db()
    assert (term.due_on, term.seats, term.digest != before) == (D(2025, 6, 30), 5, True)


@pytest.mark.parametrize("lacking", ["approved_by", "doc_no", "reason"])
def test_moved_term_needs_approval_and_reason(operator: Account, term: Term, lacking: str) -> None:
    with pytest.raises(UserError, match=r"批准|原因"):
        move(operator, term, D(2025, 12, 1), **{lacking: " "})
    assert not Postponement.objects.exists()


def test_term_is_not_moved_to_where_it_ends_anyway_or_before_it_began(operator: Account, term: Term) -> None:
    with pytest.raises(UserError, match="原定的届满日期"):
        move(operator, term, DUE)
    with pytest.raises(UserError, match="早于开始日期"):
        move(operator, term, D(2022, 1, 1))


def test_approvals_come_in_their_order(operator: Account, term: Term) -> None:
    move(operator, term, D(2025, 12, 1), on=D(2025, 5, 2))
    with pytest.raises(UserError, match="日期更晚的批复"):
        move(operator, term, D(2025, 11, 1), on=D(2025, 5, 1))


def counts(on: dt.date) -> tuple[int, int, int]:
    return terms.due(on).count(), terms.done(on).count(), terms.moved(on).count()


def test_term_due_in_a_year_is_done_when_the_next_one_began(operator: Account, branch: Unit, term: Term) -> None:
    renew_term(by=operator, unit=branch, number=5, began_on=D(2025, 6, 10), years=3)
    assert counts(D(2024, 12, 31)) == (0, 0, 0)
    assert counts(D(2025, 6, 9)) == (0, 0, 0)
    assert counts(D(2025, 6, 10)) == counts(D(2025, 12, 31)) == (1, 1, 0)
    assert counts(D(2026, 12, 31)) == (0, 0, 0)


def test_term_followed_before_its_last_day_counts_in_the_year_of_the_election(
    operator: Account, branch: Unit, term: Term
) -> None:
    renew_term(by=operator, unit=branch, number=5, began_on=D(2024, 12, 20), years=3)
    assert counts(D(2024, 12, 31)) == (1, 1, 0)
    assert counts(D(2025, 12, 31)) == (0, 0, 0)


def test_overdue_term_stays_due_in_the_next_year(operator: Account, branch: Unit, term: Term) -> None:
    renew_term(by=operator, unit=branch, number=5, began_on=D(2026, 1, 1), years=3)
    assert counts(D(2025, 12, 31)) == (1, 0, 0)
    assert counts(D(2026, 12, 31)) == (1, 1, 0)
    assert counts(D(2027, 12, 31)) == (0, 0, 0)


def test_approved_postponement_is_an_exception_from_its_day_on(operator: Account, term: Term) -> None:
    move(operator, term, D(2026, 3, 31), on=D(2025, 7, 1))
    assert counts(D(2025, 6, 30)) == (1, 0, 0)
    assert counts(D(2025, 12, 31)) == (0, 0, 1)
    assert counts(D(2026, 4, 1)) == (1, 0, 0)


def test_dissolved_organisation_owes_no_election(operator: Account, branch: Unit, term: Term) -> None:
    end_unit(by=operator, unit=branch, on=D(2025, 9, 1))
    assert counts(D(2025, 8, 31)) == (1, 0, 0)
    assert counts(D(2025, 12, 31)) == (0, 0, 0)


def test_clock_takes_no_more_queries_with_more_terms(
    operator: Account, branch: Unit, sibling: Unit, term: Term, django_assert_num_queries: object
) -> None:
    enter_term(by=operator, unit=sibling, number=1, began_on=BEGAN, years=3)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len([terms.facts_of(one) for one in Term.objects.prefetch_related("postponements")]) == 2
