"""An election step by step: what each step takes, and what it refuses by which rule."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import MakeAccount
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import enter_term
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.models import Attendance as Roster
from tongpin.records.activities.rules import Content
from tongpin.records.elections.actions import (
    Attendance,
    cancel_election,
    name_tellers,
    note_attendance,
    prepare_election,
    put_up,
    replan_election,
    set_base,
)
from tongpin.records.elections.enums import Ground, Kind, Stage, State
from tongpin.records.elections.models import Candidate, Election, Exclusion, Poll, Teller
from tongpin.records.elections.queries import people as lists

from .helpers import ASKED, HELD, keys, plan, poll_of, roll_of, started, to_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(branch: Unit, catalogue: None) -> list[Person]:
    return roll_of(branch)


@pytest.fixture
def election(secretary: Account, branch: Unit, people: list[Person]) -> Election:
    return started(secretary, branch)


@pytest.fixture
def poll(secretary: Account, election: Election, people: list[Person]) -> Poll:
    """The vote on the committee with its four candidates."""
    return put_up(by=secretary, poll=poll_of(election), persons=keys(people[:4]))


# -- 1 prepare


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"approval_no": " "}, "批准"),
        ({"approved_on": HELD + dt.timedelta(days=1)}, "批复日期晚于"),
        ({"seats": 0, "secretaries": 0}, "名额"),
        ({"secretaries": 2}, "一名书记"),
        ({"secretaries": 0}, "书记"),
        ({"seats": 0}, "委员会"),
        ({"kind": Kind.VACANCY, "secretaries": 0}, "正在任期"),
        ({"delegates": 5}, "党员大会"),
    ],
)
def test_plan_that_does_not_fit_is_refused(
    secretary: Account, branch: Unit, people: list[Person], change: dict[str, object], says: str
) -> None:
    with pytest.raises(UserError, match=says):
        prepare_election(by=secretary, plan=plan(branch, **change))
    assert not Election.objects.exists()


def test_branch_without_committee_elects_no_committee(officer: Account, sibling: Unit, catalogue: None) -> None:
    roll_of(sibling)
    with pytest.raises(UserError, match="未设委员会"):
        prepare_election(by=officer, plan=plan(sibling, seats=3))
    assert prepare_election(by=officer, plan=plan(sibling, seats=0)).secretaries == 1


def test_party_group_has_no_election_and_the_refusal_says_why(officer: Account, bureau: Unit, catalogue: None) -> None:
    group = Unit.objects.create(kind=UnitKind.PARTY_GROUP, name="局党组", parent=bureau, path=f"{bureau.path}99/")
    with pytest.raises(UserError, match="党组由上级党组织批准设立"):
        prepare_election(by=officer, plan=plan(group))


def test_secretary_prepares_no_election_elsewhere(secretary: Account, sibling: Unit, catalogue: None) -> None:
    with pytest.raises(NotAllowed):
        prepare_election(by=secretary, plan=plan(sibling, seats=0))


def test_second_election_at_once_is_refused(secretary: Account, branch: Unit, election: Election) -> None:
    with pytest.raises(UserError, match="正在进行"):
        prepare_election(by=secretary, plan=plan(branch))


@pytest.mark.parametrize(("began", "ok"), [(dt.date(2023, 6, 11), True), (dt.date(2023, 6, 12), False)])
def test_election_more_than_a_year_early_needs_its_own_approval(
    secretary: Account, operator: Account, branch: Unit, people: list[Person], began: dt.date, ok: bool
) -> None:
    enter_term(by=operator, unit=branch, number=4, began_on=began, years=3)
    if ok:
        assert prepare_election(by=secretary, plan=plan(branch)).pk
    else:
        with pytest.raises(UserError, match="一般不超过1年"):
            prepare_election(by=secretary, plan=plan(branch))


def test_number_must_be_a_new_one(secretary: Account, operator: Account, branch: Unit, people: list[Person]) -> None:
    enter_term(by=operator, unit=branch, number=5, began_on=dt.date(2022, 6, 1), years=3)
    with pytest.raises(UserError, match="届次"):
        prepare_election(by=secretary, plan=plan(branch))


def test_congress_needs_500_members_or_scattered_organisations(
    officer: Account, committee: Unit, branch: Unit, people: list[Person]
) -> None:
    with pytest.raises(UserError, match="500名以上"):
        prepare_election(by=officer, plan=plan(committee, seats=5, delegates=6))
    made = started(officer, committee, seats=5, delegates=6, scattered=True)
    assert (made.should_attend, poll_of(made).body) == (6, "congress")


def test_plan_is_changed_until_something_was_counted(secretary: Account, branch: Unit, poll: Poll) -> None:
    changed = replan_election(by=secretary, election=poll.election, plan=plan(branch, seats=5))
    assert (changed.seats, changed.should_attend) == (5, None)
    assert not Poll.objects.exists()
    assert not Candidate.objects.exists()


def test_election_is_broken_off_with_a_reason(secretary: Account, election: Election) -> None:
    with pytest.raises(UserError, match="中止原因"):
        cancel_election(by=secretary, election=election, reason=" ")
    cancel_election(by=secretary, election=election, reason="上级要求改期")
    assert Election.objects.get().state == State.CANCELLED
    with pytest.raises(UserError, match="已经结束"):
        set_base(by=secretary, election=election, exclusions={})


# -- 2 voting base


def test_base_is_the_full_members_of_the_day(election: Election) -> None:
    assert (election.roll_full, election.roll_probationary, election.should_attend) == (8, 1, 8)


def test_exclusion_needs_consent_and_approval_and_lowers_the_base(
    secretary: Account, branch: Unit, people: list[Person]
) -> None:
    election = prepare_election(by=secretary, plan=plan(branch))
    left_out = {people[7].pk: Ground.FRAIL}
    for given in ({"consent_no": "", "consented": True}, {"consent_no": "机党〔2025〕7号", "consented": False}):
        with pytest.raises(UserError, match="党员大会通过"):
            set_base(by=secretary, election=election, exclusions=left_out, **given)
    set_base(by=secretary, election=election, exclusions=left_out, consent_no="机党〔2025〕7号", consented=True)
    assert (Election.objects.get().should_attend, Exclusion.objects.count()) == (7, 1)
    assert people[7] not in lists.electors(election)


def test_probationary_member_cannot_be_excluded_having_no_vote(
    secretary: Account, branch: Unit, people: list[Person]
) -> None:
    election = prepare_election(by=secretary, plan=plan(branch))
    probationer = Person.objects.get(name="预备0")
    with pytest.raises(UserError, match="预备0"):
        set_base(
            by=secretary, election=election, exclusions={probationer.pk: Ground.AWAY}, consent_no="1", consented=True
        )


@pytest.mark.parametrize(
    ("ground", "can_be_elected"),
    [(Ground.PROBATION, False), (Ground.DETAINED, False), (Ground.SUSPENDED, False), (Ground.ABROAD, True)],
)
def test_member_without_a_vote_cannot_be_elected(
    secretary: Account, branch: Unit, people: list[Person], ground: Ground, can_be_elected: bool
) -> None:
    election = prepare_election(by=secretary, plan=plan(branch))
    set_base(by=secretary, election=election, exclusions={people[0].pk: ground}, consent_no="1", consented=True)
    assert (people[0] in lists.pool(poll_of(election))) is can_be_elected


# -- 3 candidates


def test_candidates_are_ordered_by_strokes(secretary: Account, election: Election, people: list[Person]) -> None:
    poll = put_up(by=secretary, poll=poll_of(election), persons=keys([people[8 - 1], people[2], people[0], people[5]]))
    assert [row.person.name for row in lists.candidates(poll)] == ["丁一", "方三", "乐六", "李八"]


def test_too_few_candidates_are_refused_with_the_rule(
    secretary: Account, election: Election, people: list[Person]
) -> None:
    with pytest.raises(UserError, match=r"应选3人，候选人应有4人，现有3人.*20%"):
        put_up(by=secretary, poll=poll_of(election), persons=keys(people[:3]))


def test_probationary_member_and_stranger_are_no_candidates(
    secretary: Account, operator: Account, election: Election, people: list[Person], sibling: Unit
) -> None:
    stranger = roll_of(sibling, 1, 0)[0]
    for one in (Person.objects.get(name="预备0"), stranger):
        with pytest.raises(UserError, match=f"{one.name}.*不在"):
            put_up(by=secretary, poll=poll_of(election), persons=[*keys(people[:3]), one.pk])


# -- 4 attendance


@pytest.mark.parametrize(("present", "ok"), [(6, False), (7, True), (8, True)])
def test_quorum_of_eight_is_seven(secretary: Account, poll: Poll, present: int, ok: bool) -> None:
    if ok:
        assert note_attendance(by=secretary, poll=poll, came=Attendance(present)).stage == Stage.TELLERS
    else:
        with pytest.raises(UserError, match=r"应到8人，至少应到会7人，实到6人.*五分之四"):
            note_attendance(by=secretary, poll=poll, came=Attendance(present))
        assert Poll.objects.get().stage == Stage.ATTENDANCE


def test_more_present_than_should_attend_are_refused(secretary: Account, poll: Poll) -> None:
    with pytest.raises(UserError, match="9"):
        note_attendance(by=secretary, poll=poll, came=Attendance(9))


def test_meeting_is_recorded_with_its_roster_in_the_same_step(
    secretary: Account, poll: Poll, people: list[Person]
) -> None:
    came = Attendance(7, roster=tuple(people[:7]), title="换届选举党员大会")
    note_attendance(by=secretary, poll=poll, came=came)
    meeting = Activity.objects.get()
    assert (meeting.kind, meeting.starts_on, meeting.attended, meeting.expected) == ("meeting.general", HELD, 7, 8)
    assert Roster.objects.count() == 7
    assert Poll.objects.get().activity == meeting


def test_meeting_on_record_is_linked_only_when_it_is_that_meeting(secretary: Account, branch: Unit, poll: Poll) -> None:
    good = Content("meeting.general", "党员大会", branch.pk, HELD, attended=8)
    meeting = record_activity(by=secretary, content=good)
    other = record_activity(by=secretary, content=Content("party_day", "主题党日", branch.pk, HELD, attended=8))
    with pytest.raises(UserError, match="主题党日"):
        note_attendance(by=secretary, poll=poll, came=Attendance(7, other))
    assert note_attendance(by=secretary, poll=poll, came=Attendance(7, meeting)).activity == meeting


# -- 5 tellers


def test_teller_who_is_a_candidate_is_refused(secretary: Account, poll: Poll, people: list[Person]) -> None:
    poll = note_attendance(by=secretary, poll=poll, came=Attendance(7))
    for watching, counting in (([people[0]], [people[5]]), ([people[5]], [people[1]])):
        with pytest.raises(UserError, match="不能担任"):
            name_tellers(by=secretary, poll=poll, overseers=keys(watching), counters=keys(counting), passed=True)
    assert not Teller.objects.exists()


@pytest.mark.parametrize(
    ("overseers", "counters", "passed", "says"),
    [([], [5], True, "至少"), ([4], [], True, "至少"), ([4], [4], True, "不兼"), ([4], [5], False, "表决通过")],
)
def test_tellers_are_named_whole(
    secretary: Account,
    poll: Poll,
    people: list[Person],
    overseers: list[int],
    counters: list[int],
    passed: bool,
    says: str,
) -> None:
    poll = note_attendance(by=secretary, poll=poll, came=Attendance(7))
    with pytest.raises(UserError, match=says):
        name_tellers(
            by=secretary,
            poll=poll,
            overseers=[people[one].pk for one in overseers],
            counters=[people[one].pk for one in counters],
            passed=passed,
        )


def test_teller_put_up_as_candidate_later_is_refused(secretary: Account, poll: Poll, people: list[Person]) -> None:
    poll = to_count(secretary, poll, people[:4], people[4:6], 7)
    with pytest.raises(UserError, match="田五"):
        put_up(by=secretary, poll=poll, persons=keys(people[:5]))


def test_steps_come_in_their_order(secretary: Account, election: Election, people: list[Person]) -> None:
    poll = poll_of(election)
    with pytest.raises(UserError, match="前面的步骤"):
        note_attendance(by=secretary, poll=poll, came=Attendance(8))
    with pytest.raises(UserError, match="前面的步骤"):
        name_tellers(by=secretary, poll=poll, overseers=[], counters=[], passed=True)


def test_step_taken_twice_changes_nothing_but_itself(secretary: Account, poll: Poll, people: list[Person]) -> None:
    poll = to_count(secretary, poll, people[:4], people[4:6], 7)
    poll = note_attendance(by=secretary, poll=poll, came=Attendance(8))
    assert (poll.stage, poll.present, Teller.objects.count()) == (Stage.COUNT, 8, 2)


def test_reader_and_neighbour_run_nothing(
    make_account: MakeAccount, bureau: Unit, sibling: Unit, poll: Poll, people: list[Person]
) -> None:
    for account in (make_account(Role.LEADER, bureau), make_account(Role.SECRETARY, sibling)):
        with pytest.raises(NotAllowed):
            put_up(by=account, poll=poll, persons=keys(people[:4]))


def test_every_step_is_logged(secretary: Account, poll: Poll, people: list[Person]) -> None:
    to_count(secretary, poll, people[:4], people[4:6], 7)
    logged = Event.objects.filter(action__startswith="election.").values_list("action", flat=True)
    steps = Event.objects.filter(action__startswith="poll.").values_list("action", flat=True)
    assert list(logged) == ["election.prepare", "election.base"]
    assert list(steps) == ["poll.open", "poll.candidates", "poll.attendance", "poll.tellers"]
    assert ASKED < HELD
