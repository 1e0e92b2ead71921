"""The secret ballot and the grades: totals only, a third at most, no order but that of names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import MakeAccount
from tests.records.reviews.conftest import JANUARY, counted, decided
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity
from tongpin.records.reviews.actions import Decision, count_ballots, decide_grades, reopen_grades
from tongpin.records.reviews.enums import DecidedIn, Grade
from tongpin.records.reviews.models import Appraised, Remedy, Review, ReviewVersion
from tongpin.records.reviews.queries import appraised_in_order, heads
from tongpin.records.reviews.rules import Ballots, Heads, Tally
from tongpin.standards.actions import change_entry
from tongpin.standards.enums import EntryType
from tongpin.standards.rules import shipped

pytestmark = pytest.mark.django_db


def test_no_table_could_join_a_voter_and_a_vote() -> None:
    """The law: of a person there are totals and a grade; a row for a ballot, or a second person in it, is nowhere."""
    persons = {
        model: [field.name for field in model._meta.concrete_fields if field.related_model is Person]
        for model in (Review, Appraised, Remedy, ReviewVersion)
    }
    assert persons == {Review: [], Appraised: ["person"], Remedy: ["responsible"], ReviewVersion: []}
    assert {field.name for field in Appraised._meta.concrete_fields} == {
        "id", "review", "person", "standing", "exempt", "excellent", "qualified", "basic", "unqualified", "grade",
    }  # fmt: skip
    unique = [one for one in Appraised._meta.constraints if one.name == "one_appraisal_per_person_and_review"]
    assert len(unique) == 1


def test_nothing_is_ordered_by_votes(
    secretary: Account, review: Review, full: list[Person], gathering: Activity
) -> None:
    assert list(Appraised._meta.ordering) == []
    # the same names with the votes turned round stand in the same order
    counted(secretary, review, full)
    first = [row.person.name for row in appraised_in_order(review)]
    counted(secretary, review, list(reversed(full)))
    assert [row.person.name for row in appraised_in_order(review)] == first == sorted(first, key=stroke_key)


def test_count_keeps_totals_and_the_roll_of_the_day(
    secretary: Account, review: Review, full: list[Person], newcomer: Person, elder: Person, gathering: Activity
) -> None:
    counted(secretary, review, full)
    rows = appraised_in_order(review)
    assert heads(rows) == Heads(members=11, participants=10, full=10)
    totals = {row.person_id: (row.excellent, row.qualified, row.basic, row.unqualified) for row in rows}
    assert totals[full[2].pk] == (2, 7, 0, 0)
    assert totals[newcomer.pk] == totals[elder.pk] == (None,) * 4
    review.refresh_from_db()
    assert (review.issued, review.returned, review.valid, review.self_on) == (10, 9, 9, JANUARY)


def test_count_is_refused_where_it_does_not_add_up(
    secretary: Account, review: Review, full: list[Person], newcomer: Person, gathering: Activity
) -> None:
    review.refresh_from_db()
    good = Ballots(9, 9, 9, {one.pk: Tally(9) for one in full})

    def count(ballots: Ballots, **change: object) -> None:
        given = {"self_on": JANUARY, "peer_on": JANUARY, "version": review.version, **change}
        count_ballots(by=secretary, review=review, ballots=ballots, **given)

    one = full[3].pk
    with pytest.raises(UserError, match="李四 的票数合计与有效票不符"):
        count(replace(good, tallies={**good.tallies, one: Tally(8)}))
    with pytest.raises(UserError, match=r"收回的测评票多于发出的.*年度组织生活会和民主评议党员工作通知"):
        count(replace(good, issued=8))
    with pytest.raises(UserError, match="李四 是正式党员"):
        count(replace(good, tallies={key: tally for key, tally in good.tallies.items() if key != one}))
    with pytest.raises(UserError, match="陈十 是预备党员，参加评议，但不评定等次"):
        count(replace(good, tallies={**good.tallies, newcomer.pk: Tally(9)}))
    with pytest.raises(UserError, match="名册以外的人"):
        count(replace(good, tallies={**good.tallies, 99999: Tally(9)}))
    with pytest.raises(UserError, match=r"个人自评、党员互评、民主测评.*第十八条"):
        count(good, self_on=JANUARY, peer_on=JANUARY - dt.timedelta(days=1))
    with pytest.raises(UserError, match="个人自评、党员互评、民主测评"):
        count(good, peer_on=JANUARY + dt.timedelta(days=1))
    with pytest.raises(UserError, match="已有他人修改"):
        count(good, version=1)
    assert not Appraised.objects.exists()


def test_nothing_is_counted_before_the_meeting(secretary: Account, review: Review, full: list[Person]) -> None:
    with pytest.raises(UserError, match="还没有召开"):
        counted(secretary, review, full)


@pytest.mark.parametrize(("excellent", "fits"), [(3, True), (4, False)])
def test_excellent_at_most_a_third_of_all_members(
    secretary: Account,
    review: Review,
    full: list[Person],
    newcomer: Person,
    elder: Person,
    gathering: Activity,
    excellent: int,
    fits: bool,
) -> None:
    """Eleven on the roll: 3; the newcomer and the exempt one are members too."""
    counted(secretary, review, full)
    if fits:
        assert decided(secretary, review, full, excellent).decided_on == JANUARY
        return
    with pytest.raises(UserError, match=r"党员总数 11 × 1/3，取整，优秀不超过 3 名.*有 4 名.*不超过党员总数的三分之一"):
        decided(secretary, review, full, excellent)
    assert not Appraised.objects.exclude(grade="").exists()


@pytest.mark.parametrize(
    ("params", "excellent", "fits"),
    [
        ({"share_of": "full"}, 3, True),  # 9 full members: 3
        ({"share_of": "participants"}, 3, True),  # 10 take part: 3
        ({"share_denominator": 4}, 3, False),  # 10 / 4: 2
        ({"share_denominator": 4}, 2, True),
        ({"share_denominator": 4, "refuse": False}, 5, True),  # only a reminder
    ],
    ids=str,
)
def test_share_follows_the_catalogue(
    officer: Account,
    secretary: Account,
    review: Review,
    full: list[Person],
    newcomer: Person,
    gathering: Activity,
    params: dict[str, object],
    excellent: int,
    fits: bool,
) -> None:
    body = next(one for one in shipped("norms") if one["code"] == "ORG.评议优秀比例")
    changed = {**body, "params": {**body["params"], **params}}
    change_entry(by=officer, type_=EntryType.NORM, body=changed, reason="本地", valid_from=dt.date(2024, 1, 1))
    counted(secretary, review, full)
    if fits:
        decided(secretary, review, full, excellent)
    else:
        with pytest.raises(UserError, match="优秀不超过 2 名"):
            decided(secretary, review, full, excellent)


def test_decision_is_refused_out_of_order_or_without_everyone(
    secretary: Account, review: Review, branch: Unit, full: list[Person], newcomer: Person, gathering: Activity
) -> None:
    everyone = {one.pk: Grade.QUALIFIED for one in full}

    def decide(grades: dict[int, Grade], on: dt.date = JANUARY, body: DecidedIn = DecidedIn.COMMITTEE) -> None:
        review.refresh_from_db()
        decision = Decision(on, body, grades)
        decide_grades(by=secretary, review=review, decision=decision, version=review.version)

    with pytest.raises(UserError, match="测评票还没有录入"):
        decide(everyone)
    counted(secretary, review, full)
    with pytest.raises(UserError, match="冯九 还没有评定等次"):
        decide({key: grade for key, grade in everyone.items() if key != full[8].pk})
    with pytest.raises(UserError, match="陈十 未参加测评"):
        decide({**everyone, newcomer.pk: Grade.QUALIFIED})
    with pytest.raises(UserError, match="不能早于"):
        decide(everyone, on=JANUARY - dt.timedelta(days=1))
    Unit.objects.filter(pk=branch.pk).update(has_committee=False)
    with pytest.raises(UserError, match=r"未设支委会.*第十八条"):
        decide(everyone)
    decide(everyone, body=DecidedIn.GENERAL)
    with pytest.raises(UserError, match="评定等次已确定"):
        decide(everyone, body=DecidedIn.GENERAL)
    with pytest.raises(UserError, match="评定等次已确定"):
        counted(secretary, review, full)


def test_decision_taken_up_again_keeps_what_it_was(
    secretary: Account, review: Review, full: list[Person], gathering: Activity
) -> None:
    counted(secretary, review, full)
    decided(secretary, review, full, 3)
    before = Review.objects.get(pk=review.pk)
    with pytest.raises(UserError, match="原因"):
        reopen_grades(by=secretary, review=review, reason=" ")
    reopen_grades(by=secretary, review=review, reason="等次录错一人")
    review.refresh_from_db()
    assert (review.decided_on, review.decided_in) == (None, "")
    assert not Appraised.objects.exclude(grade="").exists()
    kept = review.versions.get()
    assert (kept.number, kept.digest, kept.reason) == (before.version, before.digest, "等次录错一人")
    grades = [row["grade"] for row in kept.content["appraised"]]
    assert grades.count("excellent") == 3
    decided(secretary, review, full, 2)
    reopen_grades(by=secretary, review=review, reason="一")
    with pytest.raises(UserError, match="尚未确定"):
        reopen_grades(by=secretary, review=review, reason="二")


def test_log_names_no_vote_and_no_grade(
    secretary: Account, review: Review, full: list[Person], gathering: Activity
) -> None:
    counted(secretary, review, full)
    decided(secretary, review, full, 3)
    details = " ".join(Event.objects.filter(action__startswith="review.").values_list("details", flat=True))
    assert not any(word in details for word in ("excellent", "qualified", *(one.name for one in full)))


def test_database_itself_refuses_what_does_not_add_up(review: Review, newcomer: Person, full: list[Person]) -> None:
    for change in ({"issued": 3, "returned": 4, "valid": 4}, {"issued": 3}, {"decided_on": JANUARY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.filter(pk=review.pk).update(**change)
    for values in (
        {"person": newcomer, "standing": "probationary", "grade": "qualified"},
        {"person": full[0], "standing": "full", "grade": "qualified"},
        {"person": full[0], "standing": "full", "excellent": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appraised.objects.create(review=review, **values)


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.MEMBER, Role.LEADER, Role.AUDITOR])
def test_others_count_and_decide_nothing(
    make_account: MakeAccount,
    secretary: Account,
    branch: Unit,
    review: Review,
    full: list[Person],
    gathering: Activity,
    role: Role,
) -> None:
    other = make_account(role, branch)
    with pytest.raises(NotAllowed):
        counted(other, review, full)
    counted(secretary, review, full)
    with pytest.raises(NotAllowed):
        decided(other, review, full, 1)
    with pytest.raises(NotAllowed):
        reopen_grades(by=other, review=review, reason="一")
