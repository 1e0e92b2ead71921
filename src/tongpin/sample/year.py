"""What happened in one year of the sample bureau, before any clerk wrote it down. Plain Python."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from . import vocabulary as words
from .world import Village, World


@dataclass(frozen=True, slots=True)
class Meeting:
    branch: str
    kind: str  # as truth counts it: 支部党员大会, 支委会, 党小组会, 党课
    on: dt.date
    topic: str
    host: str
    recorder: str
    expected: int
    attended: int


@dataclass(frozen=True, slots=True)
class PartyDay:
    branch: str
    on: dt.date
    topic: str
    form: str
    attended: int
    hours: int


@dataclass(frozen=True, slots=True)
class Talk:
    on: dt.date
    venue: str
    guided: bool  # 讲解, otherwise 宣讲
    topic: str
    group: str
    sessions: int
    audience: int
    speaker: str


@dataclass(frozen=True, slots=True)
class Show:
    on: dt.date
    slot: str
    village: Village
    troupe: str
    play: str
    minutes: int
    audience: int
    cancelled: bool = False
    moved_to: dt.date | None = None
    written_twice: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """One volunteering activity."""

    on: dt.date
    project: str
    place: str
    people: tuple[str, ...]
    starts: int  # hour of the day
    half_hours: int


@dataclass(frozen=True, slots=True)
class FestivalEvent:
    name: str
    on: dt.date
    days: int
    place: str
    visitors: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A need heard on a visit."""

    on: dt.date
    visitor: str
    village: Village
    text: str
    category: str
    owner: str
    state: str  # 已办结, 办理中, or empty
    verdict: str  # 满意, 基本满意, 不满意, or empty


@dataclass(frozen=True, slots=True)
class Won:
    """An honour."""

    name: str
    level: str
    on: dt.date
    number: int
    holder: str


@dataclass(slots=True)
class Year:
    """All that happened in a year."""

    year: int
    meetings: list[Meeting] = field(default_factory=list)
    party_days: list[PartyDay] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    shows: list[Show] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    festival: list[FestivalEvent] = field(default_factory=list)
    needs: list[Asked] = field(default_factory=list)
    honours: list[Won] = field(default_factory=list)


@dataclass(slots=True)
class Teller:
    """Invents a year; the second is busier than the first, so that year on year says something."""

    world: World
    year: int
    dice: random.Random
    pace: float

    def day(self, month: int | None = None) -> dt.date:
        return dt.date(self.year, month or self.dice.randint(1, 12), self.dice.randint(1, 28))

    def about(self, number: int) -> int:
        return max(1, round(number * self.pace * self.dice.uniform(0.92, 1.08)))

    def meeting(self, branch: str, kind: str, month: int, expected: int) -> Meeting:
        roll = self.world.of_branch(branch)
        attended = expected - min(expected - 1, self.dice.choice((0, 0, 0, 1, 2)))
        topic = self.dice.choice(words.MEETING_TOPICS)
        return Meeting(branch, kind, self.day(month), topic, roll[0].name, roll[1].name, expected, attended)

    def meetings(self) -> list[Meeting]:
        found = []
        for branch, _host, has_committee, has_groups in words.BRANCHES:
            size = len(self.world.of_branch(branch))
            months = [month for month in range(1, 13) if self.dice.random() > 0.06]
            found += [self.meeting(branch, "支部党员大会", month, size) for month in (3, 6, 9, 12)]
            found += [self.meeting(branch, "支委会", month, 3) for month in months if has_committee]
            found += [self.meeting(branch, "党小组会", month, 5) for month in months if has_groups]
            found += [self.meeting(branch, "党课", month, size) for month in self.dice.sample(range(1, 13), 3)]
        # Two meetings of one kind on one day would be one meeting written twice.
        return list({(one.branch, one.kind, one.on): one for one in sorted(found, key=lambda one: one.on)}.values())

    def party_days(self) -> list[PartyDay]:
        found = []
        for month in range(1, 13):
            for branch, *_rest in words.BRANCHES:
                if self.dice.random() < 0.07:
                    continue
                size = len(self.world.of_branch(branch))
                form, hours = self.dice.choice(words.PARTY_DAY_FORMS), self.dice.choice((2, 4, 4))
                topic = self.dice.choice(words.PARTY_DAY_TOPICS)
                found.append(PartyDay(branch, self.day(month), topic, form, size - self.dice.randint(0, 2), hours))
        return found

    def talks(self) -> list[Talk]:
        def one() -> Talk:
            sessions = self.dice.choice((1, 1, 1, 1, 2, 3))
            return Talk(
                on=self.day(),
                venue=self.dice.choice(words.VENUES),
                guided=self.dice.random() < 0.6,
                topic=self.dice.choice(words.TALK_TOPICS),
                group=self.dice.choice(words.TALK_GROUPS),
                sessions=sessions,
                audience=sessions * self.dice.randint(18, 60),
                speaker=self.dice.choice(self.world.members).name,
            )

        return sorted((one() for _ in range(self.about(150))), key=lambda talk: talk.on)

    def shows(self) -> list[Show]:
        found: dict[object, Show] = {}
        for _ in range(self.about(130)):
            village, on = self.dice.choice(self.world.villages), self.day(self.dice.randint(3, 11))
            slot, troupe = self.dice.choice(("上午", "下午", "晚上")), self.dice.choice(words.TROUPES)
            fate = self.dice.random()
            found[on, slot, village.code, troupe] = Show(
                on=on,
                slot=slot,
                village=village,
                troupe=troupe,
                play=self.dice.choice(words.PLAYS),
                minutes=self.dice.choice((90, 100, 120)),
                audience=self.dice.randint(80, 420),
                cancelled=fate < 0.05,
                moved_to=on + dt.timedelta(days=7) if 0.05 <= fate < 0.09 else None,
                written_twice=0.09 <= fate < 0.12,
            )
        return sorted(found.values(), key=lambda show: show.on)

    def shifts(self) -> list[Shift]:
        places = ("市图书馆", "文昌社区", "河湾镇文化站", "市博物馆")
        found = []
        for _ in range(self.about(48)):
            people = self.dice.sample([one.name for one in self.world.members], self.dice.randint(3, 8))
            project, place = self.dice.choice(words.VOLUNTEERING), self.dice.choice(places)
            found.append(
                Shift(self.day(), project, place, tuple(people), self.dice.randint(8, 14), self.dice.randint(3, 8))
            )
        return sorted(found, key=lambda shift: shift.on)

    def festival(self) -> list[FestivalEvent]:
        count = len(words.FESTIVAL) - (4 if self.pace < 1 else 0)
        return [
            FestivalEvent(
                name=name,
                on=self.day(self.dice.randint(5, 10)),
                days=self.dice.choice((1, 1, 1, 3)),
                place=self.dice.choice(("市民广场", "市文化馆", "滨河公园")),
                visitors=self.dice.randint(200, 2600),
            )
            for name in words.FESTIVAL[:count]
        ]

    def needs(self) -> list[Asked]:
        found = []
        for _ in range(self.about(42)):
            text, category = self.dice.choice(words.NEEDS)
            state = self.dice.choice(("已办结",) * 9 + ("办理中",))
            verdict = self.dice.choice(("满意",) * 5 + ("基本满意",) * 2 + ("不满意",)) if state == "已办结" else ""
            visitor, village = self.dice.choice(self.world.members).name, self.dice.choice(self.world.villages)
            owner = self.dice.choice(words.OWNERS)
            found.append(Asked(self.day(), visitor, village, text, category, owner, state, verdict))
        return sorted(found, key=lambda need: need.on)

    def honours(self) -> list[Won]:
        chosen = words.HONOURS if self.pace >= 1 else words.HONOURS[:6]
        branches = [branch for branch, *_rest in words.BRANCHES]
        return [
            Won(name, level, self.day(), self.dice.randint(10, 99), self.dice.choice(branches))
            for name, level in chosen
        ]

    def tell(self) -> Year:
        return Year(
            year=self.year,
            meetings=self.meetings(),
            party_days=self.party_days(),
            talks=self.talks(),
            shows=self.shows(),
            shifts=self.shifts(),
            festival=self.festival(),
            needs=self.needs(),
            honours=self.honours(),
        )


def invent(world: World, year: int, seed: int = 1) -> Year:
    """Return what happened in `year`."""
    dice = random.Random(f"year-{year}-{seed}")  # noqa: S311 - a sample, not a secret
    return Teller(world, year, dice, pace=0.85 if year == words.YEARS[0] else 1.0).tell()
