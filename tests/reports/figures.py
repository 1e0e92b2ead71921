"""Hand-made figures of two years: no database, every value visible to the reader of a test."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from decimal import Decimal

from tongpin.derived.indicators.enums import FigureState
from tongpin.derived.indicators.rules import Figure, Number

AS_OF = dt.date(2025, 12, 31)
BRANCHES = {"局机关第一党支部": 15, "市文化馆党支部": 23, "市图书馆党支部": 13, "市博物馆党支部": 19}
PARTY_DAYS = {"局机关第一党支部": 10, "市文化馆党支部": 11, "市图书馆党支部": 11, "市博物馆党支部": 12}
VENUES = {"市图书馆": 114, "纪念馆": 161, "市博物馆": 170}
LEVELS = {"省级": 2, "地级市级": 3, "县级": 5}
PLAIN: dict[str, tuple[str, str, Number, int | str | None]] = {
    # code: name, unit, value, last year
    "members": ("党员", "名", 70, 68),
    "members.full": ("正式党员", "名", 66, 63),
    "meetings": ("三会一课", "次", 125, 119),
    "talks.sessions": ("宣讲讲解场次", "场次", 445, 402),
    "talks.audience": ("宣讲讲解听众", "人次", 21038, 19000),
    "tour.shows": ("送戏下乡场次", "场", 472, 450),
    "tour.villages": ("送戏覆盖行政村", "个", 352, 340),
    "tour.coverage": ("送戏村覆盖率", "%", Decimal("52.85"), "51.05"),
    "tour.audience": ("送戏观众", "人次", 128400, 120000),
    "villages.administrative": ("行政村", "个", 666, 666),
    "volunteer.activities": ("志愿服务", "次", 90, 90),
    "volunteer.person_times": ("志愿服务人次", "人次", 502, 480),
    "volunteer.hours": ("志愿服务时长", "小时", Decimal("1305.5"), "1200"),
    "festival.edition": ("市民文化节届次", "届", 12, 11),
    "festival.events": ("文化节系列活动", "项", 38, 41),
    "festival.person_times": ("文化节参加人次", "人次", 15260, 16000),
    "honours": ("荣誉", "项", 10, 9),
    "needs": ("群众诉求", "件", 120, 110),
    "needs.closed": ("办结诉求", "件", 111, 100),
    "needs.closed_rate": ("诉求办结率", "%", Decimal("92.5"), "90.9"),
    "needs.satisfied": ("满意诉求", "件", 104, 90),
    "needs.satisfied_rate": ("诉求满意率", "%", Decimal("93.7"), "90"),
    "activities.fusion": ("党建业务融合度", "%", Decimal("61.3"), "55.2"),
    "elections.due": ("应换届党组织", "个", 4, 2),
    "elections.done": ("已换届", "个", 3, 2),
    "cadres": ("党务干部", "人", 31, 29),
    "cadres.posts": ("党务岗位", "个", 36, 33),
    "org_life": ("组织生活会", "次", 13, 12),
    "talks_with_members": ("谈心谈话", "人次", 214, 190),
    "dual_life": ("双重组织生活", "人次", 58, 61),
    "study.group": ("理论学习中心组学习研讨", "次", 11, 10),
    "study.tutorials": ("专题辅导", "次", 6, 5),
    "study.research": ("调研", "次", 9, 9),
    "study.reports": ("形势政策报告", "场", 3, None),
    "lectures.leaders": ("班子成员讲党课", "次", 7, 5),
    "channels": ("交流群", "个", 0, None),
}


def root(*words: object) -> str:
    """Return a stand-in for a Merkle root."""
    return hashlib.sha256(repr(words).encode()).hexdigest()


def figure(code: str, name: str, unit: str, value: Number | None, **changes: object) -> Figure:
    """Return a fully evidenced figure with as many records as its value suggests."""
    count = 0 if value is None else int(value)
    state = FigureState.NO_DATA if value is None else FigureState.OK if value else FigureState.ZERO
    made = Figure(
        code=code, name=name, unit=unit, value=value, state=state, records=count, evidenced=count, as_of=AS_OF,
        definition_version=1, definition_hash=root("definition", code), definition_words=f"{name}的口径",
        records_root=root("records", code, value), evidence_root=root("evidence", code, value),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def split(code: str, name: str, unit: str, parts: dict[str, int]) -> Figure:
    """Return a figure with parts."""
    by = {key: figure(code, name, unit, value, params={"part": key}) for key, value in parts.items()}
    return figure(code, name, unit, sum(parts.values()), by=by)


def this_year() -> dict[str, Figure]:
    """Return the figures of 2025."""
    made = {code: figure(code, name, unit, value) for code, (name, unit, value, _) in PLAIN.items()}
    made["members.by_branch"] = split("members.by_branch", "党员分布", "名", BRANCHES)
    made["party_days"] = split("party_days", "主题党日", "次", PARTY_DAYS)
    made["talks.by_venue"] = split("talks.by_venue", "分场馆宣讲讲解", "场次", VENUES)
    made["honours.by_level"] = split("honours.by_level", "分级荣誉", "项", LEVELS)
    return made


def last_year() -> dict[str, Figure]:
    """Return the figures of 2024; some are missing."""
    known = {code: row for code, row in PLAIN.items() if row[3] is not None}
    return {
        code: figure(code, name, unit, Decimal(str(old)) if isinstance(old, str) else old)
        for code, (name, unit, _, old) in known.items()
    }
