"""Votes, rolls, minutes and plans, without a database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tongpin.foundation.kernel.workdays import is_workday
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.meetings.rules import ledger, plan
from tongpin.records.meetings.rules.minutes import Away, Minutes, Moved, has_minutes, missing, problems, times
from tongpin.records.meetings.rules.roll import Count, OnRoll, Roll, count
from tongpin.records.meetings.rules.votes import Tally, least_for, least_present, verdict, vote_norm
from tongpin.standards.rules import Norm, norm_of, shipped

DAY = dt.date(2025, 3, 5)


def norm(code: str, **changes: Any) -> Norm:
    return norm_of({**next(one for one in shipped("norms") if one["code"] == code), **changes})


ASSEMBLY = norm("ORG.党员大会表决")
COMMITTEE = norm("ORG.支委会表决")


# -- ORG.党员大会表决: 半数以上 includes the half, 超过半数 does not (rules.md §12, §14: of 8 people 4 and 5)
@pytest.mark.parametrize(
    ("entitled", "present", "majority"),
    [(8, 4, 5), (7, 4, 4), (9, 5, 5), (1, 1, 1), (2, 1, 2), (0, 0, 1), (50, 25, 26)],
)
def test_half_suffices_to_vote_and_more_than_half_to_carry(entitled: int, present: int, majority: int) -> None:
    assert (least_present(ASSEMBLY, entitled), least_for(ASSEMBLY, entitled)) == (present, majority)


@pytest.mark.parametrize(
    ("votes_for", "present", "entitled", "found"),
    [
        (5, 5, 8, "carried"),
        (4, 8, 8, "lost"),  # half of those present, and half is not more than half
        (4, 4, 8, "lost"),  # all who are there, and still not more than half of those who should be
        (3, 3, 8, "no_quorum"),
        (3, 4, 8, "lost"),
        (0, 8, 8, "lost"),
        (5, None, 8, "counted"),
        (5, 8, None, "counted"),
    ],
)
def test_motion_is_judged_by_those_who_should_be_there(
    votes_for: int, present: int | None, entitled: int | None, found: str
) -> None:
    assert verdict(ASSEMBLY, Tally(votes_for), entitled=entitled, present=present) == found


def test_vote_is_no_election() -> None:
    """Four fifths are an election's; a meeting of five of eight may vote."""
    assert verdict(ASSEMBLY, Tally(5), entitled=8, present=5) == "carried"


def test_changed_norm_changes_the_vote() -> None:
    stricter = norm("ORG.党员大会表决", params={"quorum": "2/3", "majority": "2/3", "voters": "full"})
    assert (least_present(stricter, 9), least_for(stricter, 9)) == (6, 7)


@pytest.mark.parametrize("share", ["", "viel", "1/0", True])
def test_share_that_is_none_says_nothing(share: Any) -> None:
    broken = norm("ORG.党员大会表决", params={"quorum": "1/2", "majority": share})
    assert verdict(broken, Tally(8), entitled=8, present=8) in {"counted", "lost"}


# -- ORG.支委会: half of the committee; no rule of the catalogue says how it votes
def test_committee_needs_half_and_its_votes_are_only_counted() -> None:
    assert least_present(COMMITTEE, 5) == 3
    assert verdict(COMMITTEE, Tally(3), entitled=5, present=5) == "counted"
    assert verdict(COMMITTEE, Tally(2), entitled=5, present=2) == "no_quorum"


def test_norm_of_votes_is_the_one_that_names_a_quorum() -> None:
    assert vote_norm([norm("ORG.党员大会"), ASSEMBLY]) is ASSEMBLY
    assert vote_norm([norm("ORG.主题党日")]) is None


# -- the roll
def member(key: int, **more: Any) -> OnRoll:
    return OnRoll(key, f"甲{key}", **more)


@pytest.mark.parametrize(
    ("present", "found"),
    [
        ((), Count(3, 0, 2, 0)),
        ((1, 2), Count(3, 2, 2, 2)),
        ((1, 3), Count(3, 2, 2, 1)),  # the probationary one is there without a vote
        ((1, 4), Count(4, 2, 3, 2)),  # the exempt one came: expected like everyone
    ],
)
def test_roll_counts_exempt_members_only_when_they_come(present: tuple[int, ...], found: Count) -> None:
    roll = Roll((member(1), member(2), member(3, probationary=True, votes=False), member(4, exempt=True)), True, True)
    assert count(roll, present) == found


@given(
    some.lists(some.tuples(some.booleans(), some.booleans()), max_size=30),
    some.sets(some.integers(min_value=0, max_value=40)),
)
def test_counts_never_contradict_each_other(members: list[tuple[bool, bool]], present: set[int]) -> None:
    roll = Roll(tuple(member(key, exempt=exempt, votes=votes) for key, (exempt, votes) in enumerate(members)))
    found = count(roll, present)
    assert 0 <= found.voters <= found.entitled <= found.expected <= len(members)
    assert found.voters <= found.present <= found.expected


# -- what stands against minutes
ROLL = Roll(tuple(member(key) for key in range(1, 9)), True, True)


def content(*present: int, **more: Any) -> Content:
    return Content(
        "meeting.general", "会", 1, DAY, roster=tuple(RosterEntry(f"甲{key}", key) for key in present), **more
    )


@pytest.mark.parametrize(
    ("said", "minutes", "found"),
    [
        (content(1, 2), Minutes(), []),
        (content(1, time_text="16:00-14:30"), Minutes(), ["ends_before_it_begins"]),
        (content(1, time_text="14:30-14:30"), Minutes(), ["ends_before_it_begins"]),
        (content(1, time_text="14:30"), Minutes(), []),
        (content(1, 99), Minutes(), ["not_on_the_roll"]),
        (content(1, 99), Minutes(guests=(RosterEntry("甲99", 99),)), []),
        (content(1), Minutes(absent=(Away(1, "甲1", "leave"),)), ["absent_and_present"]),
        (content(1), Minutes(absent=(Away(99, "甲99"),)), ["absent_from_no_roll"]),
        (content(attended=9), Minutes(), ["more_than_members"]),
        (content(attended=8), Minutes(), []),
        (content(1, 2), Minutes(motions=(Moved("甲", Tally(2, 1)),), voters=2), ["more_votes_than_voters"]),
        (content(1, 2), Minutes(motions=(Moved("甲", Tally(1, 0, 1)),), voters=2), []),
        (content(attended=2), Minutes(motions=(Moved("甲", Tally(3)),)), ["more_votes_than_voters"]),
        (content(1), Minutes(entitled=3, voters=4), ["more_voters_than_entitled"]),
    ],
)
def test_bad_minutes_are_refused(said: Content, minutes: Minutes, found: list[str]) -> None:
    assert [one.code for one in problems(said, minutes, ROLL, held=True)] == found


def test_body_whose_roll_is_not_closed_may_have_more() -> None:
    assert list(problems(content(attended=9), Minutes(), Roll(ROLL.people, True), held=True)) == []


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("14:30-16:05", dt.time(14, 30), dt.time(16, 5)),
        ("9：00 至 11：30", dt.time(9), dt.time(11, 30)),
        ("14:30~16:00", dt.time(14, 30), dt.time(16)),
        ("14:30", dt.time(14, 30), None),
        ("下午", None, None),
        ("25:00-26:00", None, None),
        ("14:75", None, None),
        ("", None, None),
    ],
)
def test_times_are_read_to_the_minute(text: str, begin: dt.time | None, end: dt.time | None) -> None:
    assert times(text) == (begin, end)


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("meeting.group", True), ("party_day", True), ("org_life", True), ("study.group", True), ("tour.show", False)],
)
def test_minutes_are_kept_of_meetings_only(kind: str, kept: bool) -> None:
    assert has_minutes(kind) is kept


def test_minutes_tell_what_they_lack_and_never_more() -> None:
    bare = missing(content(), Minutes())
    assert bare == ["times", "place", "chair", "recorder", "agenda", "summary", "roster"]
    whole = content(*range(1, 8), time_text="14:30-16:00", place="会议室")
    said = Minutes(chair="甲1", recorder="甲2", agenda="一", summary="二", absent=(Away(8, "甲8", "leave"),))
    assert missing(whole, said) == []
    assert missing(whole, replace(said, absent=(Away(8, "甲8"), Away(9, "甲9", "", exempt=True)))) == ["reasons"]


# -- the plan
NORMS = [norm_of(one) for one in shipped("norms")]
HABIT = plan.Habits(fixed_day=5, meeting_day=12, month_of_quarter=3, month_of_year=11)
FIRST = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("has_committee", "groups", "owed"),
    [
        (False, [], {"meeting.general", "party_day", "org_life", "appraisal"}),
        (True, [], {"meeting.general", "party_day", "org_life", "appraisal", "meeting.committee"}),
        (False, [7, 8], {"meeting.general", "party_day", "org_life", "appraisal", "meeting.group"}),
    ],
)
def test_branch_owes_no_committees_meeting_without_one_and_no_lecture(
    has_committee: bool, groups: list[int], owed: set[str]
) -> None:
    found = plan.owed(NORMS, branch_id=1, has_committee=has_committee, groups=groups)
    assert {one.kind for one in found} == owed
    assert [one.unit_id for one in found if one.kind == "meeting.group"] == groups


def drafted(**more: Any) -> list[plan.Row]:
    due = plan.owed(NORMS, branch_id=1, has_committee=False, groups=[])
    settings: dict[str, Any] = {"known": [], "last_year": [], "habit": HABIT, **more}
    return plan.draft(due, year=2026, since=settings.pop("since", FIRST), **settings)


def test_draft_holds_what_is_owed_on_workdays() -> None:
    rows = drafted()
    kinds = [row.kind for row in rows]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "party_day": 12, "meeting.general": 4, "org_life": 1, "appraisal": 1,
    }  # fmt: skip
    assert [row.on.month for row in rows if row.kind == "meeting.general"] == [3, 6, 9, 12]
    assert all(is_workday(row.on) for row in rows)


def test_draft_never_doubles_what_is_planned() -> None:
    known = [
        plan.Past("meeting.general", 1, dt.date(2026, 1, 20), "会"),
        plan.Past("party_day", 1, dt.date(2026, 2, 9), ""),
    ]
    rows = drafted(known=known)
    assert [row.on.month for row in rows if row.kind == "meeting.general"] == [6, 9, 12]
    assert 2 not in {row.on.month for row in rows if row.kind == "party_day"}
    again = [plan.Past(row.kind, row.unit_id, row.on, row.title) for row in rows]
    assert drafted(known=[*known, *again]) == []


def test_draft_begins_today() -> None:
    assert {row.on.month for row in drafted(since=dt.date(2026, 11, 25))} == {12}


def test_draft_takes_titles_and_lectures_of_last_year() -> None:
    last = [
        plan.Past("party_day", 1, dt.date(2025, 4, 10), "走进博物馆"),
        plan.Past("party_day", 1, dt.date(2025, 5, 10), "义务植树"),
        plan.Past("meeting.lecture", 1, dt.date(2025, 7, 1), "讲党史"),
    ]
    rows = drafted(last_year=last, habit=plan.habits(norm("MEET.plan"), last))
    april = next(row for row in rows if row.kind == "party_day" and row.on.month == 4)
    assert (april.title, april.on) == ("走进博物馆", dt.date(2026, 4, 10))  # the 10th was the usual day
    lecture = next(row for row in rows if row.kind == "meeting.lecture")
    assert (lecture.title, lecture.on, lecture.origin) == ("讲党史", dt.date(2026, 7, 1), "last_year")


@given(some.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 12, 31)))
def test_workday_stays_in_its_month_and_off_weekends_and_holidays(day: dt.date) -> None:
    found = plan.workday(day)
    assert is_workday(found)
    assert (found.year, found.month) == (day.year, day.month)
    assert abs((found - day).days) <= 10


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (dt.date(2026, 10, 1), dt.date(2026, 10, 8)),  # 国庆节
        (dt.date(2026, 2, 16), dt.date(2026, 2, 24)),  # 春节, a Monday
        (dt.date(2026, 10, 10), dt.date(2026, 10, 10)),  # a Saturday worked in exchange
        (dt.date(2026, 1, 31), dt.date(2026, 1, 30)),  # the next day worked lies in February
    ],
)
def test_workday_knows_the_yearly_arrangement(day: dt.date, moved: dt.date) -> None:
    assert plan.workday(day) == moved


def test_ledgers_have_the_columns_of_the_bureau() -> None:
    """rules.md §11, in this order."""
    meetings, days = ledger.shapes()["meetings"], ledger.shapes()["party_days"]
    assert list(meetings.columns.values()) == [
        "序号", "会议类型", "届次/期次", "时间", "地点", "主持", "记录", "应到", "实到", "缺席及原因", "列席", "主题",
        "主要内容", "决议", "备注",
    ]  # fmt: skip
    assert list(days.columns.values()) == [
        "序号", "月份", "日期", "主题", "形式", "地点", "组织者", "参加数", "学时", "主要内容", "议定事项落实",
    ]  # fmt: skip


def test_note_of_a_ledger_is_taken_apart() -> None:
    found = ledger.read_note("学习文件\n形成决议\n缺席：张三（事假）\n记录：李四")
    assert found == ledger.Note("学习文件\n形成决议", "张三（事假）", "李四")
