"""Posts: never the same twice at once, one secretary at a time; what is handed over; what holders can do besides."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from tests.conftest import MakeAccount

from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person, erase_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import (
    add_skill,
    add_unit,
    appoint,
    confirm_hand_over,
    end_post,
    hand_over,
    note_hand_over,
    remove_skill,
)
from tongpin.foundation.units.enums import Side, UnitKind
from tongpin.foundation.units.models import HandOver, Post, Skill, Unit
from tongpin.foundation.units.queries import predecessors, staff

pytestmark = pytest.mark.django_db
SINCE, DAY = dt.date(2024, 7, 1), dt.date(2025, 7, 1)
BEFORE = DAY - dt.timedelta(days=1)


@pytest.fixture
def first(operator: Account) -> Person:
    return add_person(by=operator, name="甲乙")


@pytest.fixture
def second(operator: Account) -> Person:
    return add_person(by=operator, name="丙丁")


def test_branch_has_one_secretary_at_a_time(operator: Account, branch: Unit, first: Person, second: Person) -> None:
    post = appoint(by=operator, person=first, unit=branch, title="书记", valid_from=SINCE)
    for start in (None, SINCE, DAY):
        with pytest.raises(UserError, match=r"甲乙.*支部委员会设书记1名"):
            appoint(by=operator, person=second, unit=branch, title="党支部书记", valid_from=start)
    end_post(by=operator, post=post, on=BEFORE)
    with pytest.raises(UserError, match="甲乙"):
        appoint(by=operator, person=second, unit=branch, title="书记", valid_from=BEFORE)
    assert appoint(by=operator, person=second, unit=branch, title="书记", valid_from=DAY).seat == "secretary"


def test_past_posts_may_not_overlap_either(operator: Account, branch: Unit, first: Person, second: Person) -> None:
    appoint(by=operator, person=first, unit=branch, title="书记", valid_from=SINCE, valid_to=DAY)
    with pytest.raises(UserError, match="甲乙"):
        appoint(by=operator, person=second, unit=branch, title="书记", valid_from=dt.date(2020, 1, 1), valid_to=SINCE)
    earlier = SINCE - dt.timedelta(days=1)
    appoint(by=operator, person=second, unit=branch, title="书记", valid_from=dt.date(2020, 1, 1), valid_to=earlier)
    assert Post.objects.count() == 2


def test_same_post_of_a_person_does_not_overlap(operator: Account, branch: Unit, first: Person) -> None:
    post = appoint(by=operator, person=first, unit=branch, title="组织委员", valid_from=SINCE)
    assert appoint(by=operator, person=first, unit=branch, title="组织委员", valid_from=DAY) == post
    end_post(by=operator, post=post, on=DAY)
    with pytest.raises(UserError, match="已任此职"):
        appoint(by=operator, person=first, unit=branch, title="组织委员", valid_from=DAY)


def test_several_sit_on_a_committee(operator: Account, branch: Unit, first: Person, second: Person) -> None:
    appoint(by=operator, person=first, unit=branch, title="委员", valid_from=SINCE)
    appoint(by=operator, person=second, unit=branch, title="委员", valid_from=SINCE)
    assert staff(DAY).count() == 2


def test_secretaries_of_two_branches_do_not_meet(
    operator: Account, branch: Unit, sibling: Unit, first: Person, second: Person
) -> None:
    appoint(by=operator, person=first, unit=branch, title="书记")
    appoint(by=operator, person=second, unit=sibling, title="书记")
    assert staff(DAY).count() == 2


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(DAY, SINCE, "早于"), (dt.date(2099, 1, 1), None, "还没有到"), (SINCE, dt.date(2099, 1, 1), "还没有到")],
)
def test_days_are_possible(
    operator: Account, branch: Unit, first: Person, start: dt.date, end: dt.date | None, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        appoint(by=operator, person=first, unit=branch, title="书记", valid_from=start, valid_to=end)
    assert not Post.objects.exists()


def test_database_itself_refuses_a_second_secretary(
    operator: Account, branch: Unit, first: Person, second: Person
) -> None:
    appoint(by=operator, person=first, unit=branch, title="书记")
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(person=second, unit=branch, title="支部书记", seat="secretary")


def test_staff_of_a_day_is_one_query_and_holds_party_posts_only(
    operator: Account, bureau: Unit, branch: Unit, first: Person, django_assert_num_queries: object
) -> None:
    appoint(by=operator, person=first, unit=branch, title="书记", valid_from=DAY)
    appoint(by=operator, person=first, unit=bureau, title="科长", valid_from=SINCE)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = [(one.unit.name, one.person.name, one.title, one.seat) for one in staff(DAY)]
    assert found == [(branch.name, "甲乙", "书记", "secretary")]
    assert staff(BEFORE).count() == 0


def test_post_changes_hands_on_one_day(operator: Account, branch: Unit, first: Person, second: Person) -> None:
    post = appoint(by=operator, person=first, unit=branch, title="书记", valid_from=SINCE)
    made = hand_over(by=operator, post=post, person=second, on=DAY, documents="名册", seals="支部印章", tasks="换届")
    assert (made.before.valid_to, made.after.valid_from, made.after.person) == (BEFORE, DAY, second)
    assert (made.documents, made.seals, made.tasks, made.done) == ("名册", "支部印章", "换届", False)
    assert predecessors([made.after]) == {made.after.pk: made.before}
    with pytest.raises(UserError, match="已担任该职务"):
        hand_over(by=operator, post=made.after, person=second, on=clock.today())


def test_hand_over_is_noted_after_the_fact_once(
    operator: Account, branch: Unit, sibling: Unit, first: Person, second: Person
) -> None:
    before = appoint(by=operator, person=first, unit=branch, title="书记", valid_from=SINCE, valid_to=BEFORE)
    after = appoint(by=operator, person=second, unit=branch, title="支部书记", valid_from=DAY)
    elsewhere = appoint(by=operator, person=second, unit=sibling, title="书记", valid_from=DAY)
    for wrong in ((after, before), (before, elsewhere)):
        with pytest.raises(UserError, match="前后相接"):
            note_hand_over(by=operator, before=wrong[0], after=wrong[1], on=DAY)
    made = note_hand_over(by=operator, before=before, after=after, on=DAY, seals="印章")
    assert note_hand_over(by=operator, before=before, after=after, on=DAY) == made
    assert Event.objects.filter(action="post.hand_over").count() == 1


@pytest.fixture
def given(operator: Account, branch: Unit, first: Person, second: Person) -> HandOver:
    post = appoint(by=operator, person=first, unit=branch, title="书记", valid_from=SINCE)
    return hand_over(by=operator, post=post, person=second, on=DAY)


def test_each_confirms_their_own_side(
    make_account: MakeAccount, branch: Unit, given: HandOver, first: Person, second: Person
) -> None:
    giver = make_account(Role.MEMBER, branch, "giver", person=first)
    taker = make_account(Role.SECRETARY, branch, "taker", person=second)
    with pytest.raises(UserError, match="只能由本人"):
        confirm_hand_over(by=giver, hand_over=given, side=Side.TAKER)
    with pytest.raises(UserError, match="只能由本人"):  # the new secretary notes no signature of the old one
        confirm_hand_over(by=taker, hand_over=given, side=Side.GIVER, on_paper=True)
    confirm_hand_over(by=giver, hand_over=given, side=Side.GIVER)
    confirm_hand_over(by=giver, hand_over=given, side=Side.GIVER)
    kept = confirm_hand_over(by=taker, hand_over=given, side=Side.TAKER)
    assert (kept.done, kept.given_by, kept.taken_by) == (True, giver, taker)
    assert Event.objects.filter(action="post.confirm_hand_over").count() == 2


def test_third_person_notes_signatures_on_paper(officer: Account, given: HandOver) -> None:
    with pytest.raises(UserError, match="只能由本人"):
        confirm_hand_over(by=officer, hand_over=given, side=Side.GIVER)
    for side in Side:
        kept = confirm_hand_over(by=officer, hand_over=given, side=side, on_paper=True)
    assert (kept.done, kept.given_by, kept.taken_on) == (True, officer, clock.today())


def test_database_itself_wants_who_and_when(given: HandOver) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.filter(pk=given.pk).update(given_on=DAY)


def test_skills_are_noted_once_and_forgotten_with_the_person(operator: Account, first: Person) -> None:
    one = add_skill(by=operator, person=first, words="讲解")
    assert add_skill(by=operator, person=first, words="讲解") == one
    with pytest.raises(UserError, match="请填写"):
        add_skill(by=operator, person=first, words="")
    remove_skill(by=operator, skill=one)
    remove_skill(by=operator, skill=one)
    assert Event.objects.filter(action="person.unskill").count() == 1
    for words in ("会计", "讲解"):
        add_skill(by=operator, person=first, words=words)
    erase_person(by=operator, person=first, reason="本人申请")
    assert not Skill.objects.exists()


def test_small_group_has_one_leader(operator: Account, branch: Unit, first: Person, second: Person) -> None:
    group = add_unit(by=operator, kind=UnitKind.GROUP, name="第一党小组", parent=branch)
    appoint(by=operator, person=first, unit=group, title="组长")
    with pytest.raises(UserError, match="党小组设组长1名"):
        appoint(by=operator, person=second, unit=group, title="党小组长")
