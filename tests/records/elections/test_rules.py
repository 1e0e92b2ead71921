"""The arithmetic of elections at its boundaries (rules.md §2, §12, §14), by the catalogue of the day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.elections.queries.norms import book_of, exempting_rule, length_rule, lengths, quote, years_of
from tongpin.records.elections.rules import (
    Count,
    Outcome,
    TermEntry,
    Votes,
    least_candidates,
    least_present,
    offices,
    outcome,
    problems,
    share,
    void,
    votes_needed,
)

D = dt.date
NOW, OLD = D(2025, 6, 10), D(2020, 7, 12)


@pytest.mark.parametrize(("should", "least"), [(8, 7), (5, 4), (10, 8), (1, 1), (13, 11), (100, 80)])
@pytest.mark.django_db
def test_quorum_is_four_fifths_rounded_up(catalogue: None, should: int, least: int) -> None:
    params = book_of(NOW).rule("ELECT.quorum").params
    assert least_present(should, percent=int(params["percent"]), strictly=bool(params["strictly"])) == least


@pytest.mark.parametrize(("should", "least"), [(8, 7), (5, 5), (10, 9)])
@pytest.mark.django_db
def test_quorum_before_2020_07_13_was_more_than_four_fifths(catalogue: None, should: int, least: int) -> None:
    params = book_of(OLD).rule("ELECT.quorum").params
    assert least_present(should, percent=int(params["percent"]), strictly=bool(params["strictly"])) == least


@pytest.mark.parametrize(("places", "least"), [(1, 2), (3, 4), (5, 6), (6, 8), (7, 9), (10, 12)])
@pytest.mark.django_db
def test_candidates_are_a_fifth_more_rounded_up(catalogue: None, places: int, least: int) -> None:
    assert least_candidates(places, percent=book_of(NOW).number("ELECT.candidates", "percent")) == least


@pytest.mark.parametrize(("should", "present", "votes"), [(8, 7, 5), (9, 8, 5), (10, 8, 6), (13, 11, 7)])
@pytest.mark.django_db
def test_elected_by_more_than_half_of_those_who_should_attend(
    catalogue: None, should: int, present: int, votes: int
) -> None:
    assert votes_needed(book_of(NOW).rule("ELECT.majority").params, should_attend=should, present=present) == votes


@pytest.mark.django_db
def test_majority_before_2020_07_13_was_of_those_present(catalogue: None) -> None:
    assert votes_needed(book_of(OLD).rule("ELECT.majority").params, should_attend=10, present=8) == 5


def test_unknown_base_elects_nobody() -> None:
    with pytest.raises(KeyError):
        votes_needed({"percent": 50, "base": "roll"}, should_attend=8, present=8)


@given(st.integers(1, 2000), st.integers(1, 100))
def test_share_is_the_least_whole_number_not_below(people: int, percent: int) -> None:
    least = share(people, percent)
    assert least * 100 >= people * percent > (least - 1) * 100


@pytest.mark.parametrize(
    ("kind", "began", "years"),
    [
        (UnitKind.PARTY_COMMITTEE, D(2018, 7, 12), [5]),
        (UnitKind.PARTY_COMMITTEE, D(2018, 7, 11), [4, 3]),
        (UnitKind.GENERAL_BRANCH, D(2018, 7, 12), [3]),
        (UnitKind.GENERAL_BRANCH, D(2018, 7, 11), [3, 2]),
        (UnitKind.BRANCH, D(2025, 1, 1), [3]),
        (UnitKind.BRANCH, D(2018, 7, 11), [3, 2]),
    ],
)
@pytest.mark.django_db
def test_length_is_that_of_the_day_the_term_began(
    catalogue: None, kind: UnitKind, began: dt.date, years: list[int]
) -> None:
    assert lengths(length_rule(book_of(began), Unit(kind=kind, name="甲"))) == years


@pytest.mark.django_db
def test_village_organisations_have_five_years(catalogue: None) -> None:
    assert lengths(length_rule(book_of(NOW), Unit(kind=UnitKind.BRANCH), village=True)) == [5]


@pytest.mark.parametrize(("years", "ok"), [(None, False), (1, False), (2, True), (3, True), (4, False)])
@pytest.mark.django_db
def test_old_length_is_said_and_not_guessed(catalogue: None, years: int | None, ok: bool) -> None:
    branch, entry = Unit(kind=UnitKind.BRANCH, name="甲"), TermEntry(1, D(2017, 3, 1), years=years)
    if ok:
        assert years_of(branch, entry) == years
    else:
        with pytest.raises(UserError, match="2、3年"):
            years_of(branch, entry)


@pytest.mark.django_db
def test_party_group_and_temporary_branch_have_no_election(catalogue: None) -> None:
    group, branch = Unit(kind=UnitKind.PARTY_GROUP, name="局党组"), Unit(kind=UnitKind.BRANCH, name="甲")
    book = book_of(NOW)
    assert exempting_rule(book, group) == book.get("TERM.party-group")
    assert exempting_rule(book, branch) is None
    branch.form = "temporary"  # type: ignore[attr-defined] # how a branch is set up, where units say so
    assert exempting_rule(book, branch) == book.get("TERM.temporary")
    with pytest.raises(UserError, match="没有换届选举"):
        years_of(group, TermEntry(1, NOW))


@pytest.mark.django_db
def test_what_was_read_second_hand_says_so(catalogue: None) -> None:
    book = book_of(NOW)
    shown = {code: quote(book.rule(code)).verified for code in ("ELECT.majority", "ELECT.quorum", "TERM.remind")}
    assert shown == {"ELECT.majority": False, "ELECT.quorum": True, "TERM.remind": False}


@pytest.mark.django_db
def test_day_without_a_rule_is_refused(catalogue: None) -> None:
    with pytest.raises(UserError, match="没有当天有效的"):
        book_of(D(1980, 1, 1)).rule("ELECT.quorum")


def votes(person: int, for_: int, against: int = 0, abstained: int = 0, **more: bool) -> Votes:
    return Votes(person, f"候选人{person}", for_, against, abstained, **more)


GOOD = [votes(1, 6, 1), votes(2, 5, 1, 1), votes(3, 4, 3), votes(4, 2, 5)]


def found(count: Count, present: int = 8, places: int = 3) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in problems(count, present=present, places=places)]


def test_count_that_adds_up_has_no_problem() -> None:
    assert found(Count(8, 8, 7, 1, GOOD)) == []


@pytest.mark.parametrize(
    ("count", "what"),
    [
        (Count(9, 8, 7, 1, GOOD), [("issued_too_many", "issued")]),
        (Count(7, 8, 7, 1, GOOD), [("returned_too_many", "returned")]),
        (Count(8, 8, 7, 0, GOOD), [("valid_and_invalid", "valid")]),
        (Count(8, 8, 7, 1, [*GOOD[:3], votes(4, 2, 4)]), [("votes_of_one", "候选人4")]),
        (Count(8, 8, 7, 1, [*GOOD, votes(5, 5, written_in=True)]), [("too_many_choices", "choices")]),
        (Count(8, 8, 7, 1, [*GOOD[2:], votes(5, 8, written_in=True)]), [("more_than_valid", "候选人5")]),
    ],
)
def test_count_that_does_not_add_up_says_where(count: Count, what: list[tuple[str, str]]) -> None:
    assert found(count) == what


def test_written_in_names_use_choices_left() -> None:
    assert found(Count(8, 8, 7, 1, [*GOOD, votes(5, 4, written_in=True)])) == []


@pytest.mark.parametrize(("issued", "returned", "is_void"), [(8, 8, False), (8, 7, False), (7, 8, True)])
def test_vote_is_void_when_more_came_back(issued: int, returned: int, is_void: bool) -> None:
    assert void(Count(issued, returned, 0, 0, ())) is is_void


@pytest.mark.parametrize(
    ("given_votes", "places", "run_off", "wanted"),
    [
        ({1: 8, 2: 7, 3: 5, 4: 4}, 3, False, Outcome((1, 2, 3), (), 0)),
        ({1: 8, 2: 7, 3: 4, 4: 4}, 3, False, Outcome((1, 2), (), 1)),
        ({1: 4, 2: 4}, 1, False, Outcome((), (), 1)),
        ({1: 8, 2: 7, 3: 6, 4: 5}, 3, False, Outcome((1, 2, 3), (), 0)),
        ({1: 8, 2: 7, 3: 6, 4: 6}, 3, False, Outcome((1, 2), (3, 4), 1)),
        ({1: 8, 2: 6, 3: 6, 4: 6}, 3, False, Outcome((1,), (2, 3, 4), 2)),
        ({1: 6, 2: 6, 3: 6, 4: 6}, 3, False, Outcome((), (1, 2, 3, 4), 3)),
        ({1: 8, 2: 6, 3: 6}, 3, False, Outcome((1, 2, 3), (), 0)),
        ({3: 4, 4: 3}, 1, True, Outcome((3,), (), 0)),
        ({3: 4, 4: 4}, 1, True, Outcome((), (3, 4), 1)),
        ({3: 0, 4: 0}, 1, True, Outcome((), (), 1)),
    ],
)
def test_outcome(given_votes: dict[int, int], places: int, run_off: bool, wanted: Outcome) -> None:
    assert outcome(given_votes, places=places, needed=5, run_off=run_off) == wanted


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 20)), st.integers(1, 7), st.integers(1, 20))
def test_outcome_fills_places_and_passes_nobody_over(given_votes: dict[int, int], places: int, needed: int) -> None:
    result = outcome(given_votes, places=places, needed=needed)
    assert len(result.elected) + result.open_places == places
    assert all(given_votes[one] >= needed for one in (*result.elected, *result.tied))
    weakest = min((given_votes[one] for one in result.elected), default=21)
    others = [count for one, count in given_votes.items() if one not in result.elected and count >= needed]
    assert all(count <= weakest for count in others)
    assert len(result.tied) > result.open_places or not result.tied


def test_titles_of_elected_posts() -> None:
    said = offices()
    titles = ("书记", "副书记", "组织委员", "文化馆党支部书记", "第一书记", "组长", "党务专干")
    assert [said.is_elected(title, "branch") for title in titles] == [True, True, True, True, False, False, False]
    assert [said.is_secretary(title, "branch") for title in ("书记", "支部书记", "副书记", "党组书记")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not said.is_secretary("党组书记", "party_group")
    assert said.member[0] == "委员"
