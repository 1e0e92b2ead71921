"""The sample's ledgers: own wording, own file names, and the habits that make ledgers hard to read."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from . import vocabulary as words
from .sheets import Hand, Ledger, workbook
from .world import World
from .year import Show, Year

SPOKEN = {"支部党员大会": "支部党员大会", "支委会": "支部委员会", "党小组会": "党小组会", "党课": "党课"}
FICTION = "本表为演示用虚构数据。"


def write_villages(world: World, path: Path) -> Path:
    """Write the village list as the statistics office publishes it: CSV, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(["村代码", "村名称", "乡镇代码", "乡镇名称"])
        out.writerows([one.code, one.name, one.town_code, one.town] for one in world.villages)
    return path


def _roll(world: World, _told: Year, folder: Path, hand: Hand) -> Path:
    path = folder / "党员名册.xlsx"
    with workbook(str(path)) as book:
        sheet = Ledger(book, "在册党员", f"{words.BUREAU}党员名册", 10)
        sheet.head(
            "编号", "姓名", "性别", "民族", "出生日期", "入党日期", "党员类型", "所属党支部", "党内任职", "手机号"
        )
        for number, one in enumerate(world.members, 1):
            spaced = " ".join(one.name) if len(one.name) == 2 and hand.dice.random() < 0.3 else one.name
            born = hand.any_of(f"{one.born:%Y.%m}", f"{one.born.year}年{one.born.month}月", one.born)
            standing = "正式党员" if one.full else "预备党员"
            joined = hand.any_of(one.joined, f"{one.joined:%Y.%m.%d}")
            sheet.write(number, spaced, one.gender, "汉族", born, joined, standing, one.branch, one.post, one.phone)
        sheet.note(FICTION)
    return path


def _meetings(_world: World, told: Year, folder: Path, hand: Hand) -> Path:
    path = folder / f"{told.year}年支部组织生活登记.xlsx"
    with workbook(str(path)) as book:
        for branch, *_rest in words.BRANCHES:
            rows = [one for one in told.meetings if one.branch == branch]
            if not rows:
                continue
            sheet = Ledger(book, branch[:31], f"{branch}{told.year}年度组织生活登记（三会一课）", 10)
            sheet.group_head(("", 1), ("会议", 3), ("人员", 2), ("到会", 2), ("内容", 2))
            sheet.head(
                "序号",
                "会议类别",
                "召开时间",
                "召开地点",
                "主持",
                "记录",
                "应到人数",
                "实到人数",
                "会议主题",
                "形成决议",
            )
            for number, one in enumerate(rows, 1):
                expected, attended = hand.number(one.expected), hand.number(one.attended)
                when, room = hand.date(one.on), hand.dice.choice(words.ROOMS)
                sheet.write(
                    *(
                        number,
                        SPOKEN[one.kind],
                        when,
                        room,
                        one.host,
                        one.recorder,
                        expected,
                        attended,
                        one.topic,
                        "通过",
                    )
                )
            sheet.write("合计", None, None, None, None, None, None, f"{len(rows)}次")
    return path


def _party_days(_world: World, told: Year, folder: Path, hand: Hand) -> Path:
    path = folder / f"{told.year}年主题党日开展情况.xlsx"
    with workbook(str(path)) as book:
        sheet = Ledger(book, str(told.year), f"{told.year}年各支部主题党日开展情况表", 8)
        sheet.head("月份", "党支部", "开展时间", "活动主题", "活动形式", "参加党员数", "学时", "落实情况")
        month = 0
        for one in told.party_days:
            shown, month = (f"{one.on.month}月" if one.on.month != month else None), one.on.month
            hours = hand.any_of(one.hours, "半天" if one.hours == 4 else "2学时")
            when = hand.date(one.on)
            sheet.write(shown, one.branch, when, one.topic, one.form, hand.number(one.attended), hours, "已落实")
        sheet.note(f"说明：{FICTION}")
    return path


def _talks(_world: World, told: Year, folder: Path, hand: Hand) -> Path:
    path = folder / f"{told.year}年场馆宣讲讲解登记.csv"
    with path.open("w", encoding="gb18030", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(["接待日期", "展馆", "服务类型", "讲解主题", "接待对象", "批次", "接待人数", "讲解员"])
        for one in told.talks:
            kind = "讲解" if one.guided else "宣讲"
            audience = hand.any_of(one.audience, f"约{one.audience}人", f"{one.audience}人")
            when = hand.date(one.on)
            out.writerow([when, one.venue, kind, one.topic, one.group, one.sessions, audience, one.speaker])
    return path


def _village_words(show: Show, hand: Hand) -> str:
    """Return the village as written: with or without one of its suffixes."""
    name = show.village.short
    if not show.village.administrative:
        return name
    return hand.dice.choice((name if name.endswith("村") else f"{name}村", f"{name}村委会", show.village.name))


def _shows(world: World, told: Year, folder: Path, hand: Hand) -> Path:
    path = folder / f"{told.year}年文化惠民演出台账.xlsx"
    with workbook(str(path)) as book:
        sheet = Ledger(book, "演出台账", f"{told.year}年送戏下乡文化惠民演出台账", 11)
        sheet.head(
            *("序号", "演出日期", "时段", "镇街", "村居", "演出单位", "剧目名称", "演出时长（分钟）", "观众人数"),
            *("村居签收", "变更情况"),
        )
        number = 0
        for show in told.shows:
            change = "因雨取消" if show.cancelled else ""
            on = show.moved_to or show.on
            if show.moved_to:
                change = f"原定{show.on.month}月{show.on.day}日，因天气改期"
            signed = "" if show.cancelled or hand.dice.random() < 0.06 else "已签收"
            for _ in range(2 if show.written_twice else 1):
                number += 1
                village, when = _village_words(show, hand), hand.date(on)
                sheet.write(
                    *(number, when, show.slot, show.village.town, village, show.troupe, show.play, show.minutes),
                    *(None if show.cancelled else hand.estimate(show.audience), signed, change),
                )
        sheet.write("合计", None, None, None, f"{number}场")
        sheet.note(FICTION)
    return path


def _shifts(_world: World, told: Year, folder: Path, hand: Hand) -> Path:
    path = folder / f"{told.year}年党员志愿服务记录.xlsx"
    with workbook(str(path)) as book:
        sheet = Ledger(book, "志愿服务", f"{told.year}年党员志愿服务活动记录", 9)
        sheet.head(
            *("序号", "服务日期", "服务项目", "服务地点", "志愿者名单", "志愿者人数", "起止时间", "服务时长（小时）"),
            "带队人",
        )
        for number, one in enumerate(told.shifts, 1):
            hours = one.half_hours / 2
            end = one.starts * 60 + one.half_hours * 30
            span = f"{one.starts}:00-{end // 60}:{end % 60:02d}"
            spent = hand.any_of(hours, f"{hours:g}小时")
            people, count = hand.names(one.people), hand.number(len(one.people))
            sheet.write(number, hand.date(one.on), one.project, one.place, people, count, span, spent, one.people[0])
    return path


def _festival(_world: World, told: Year, folder: Path, hand: Hand) -> Path:
    edition = words.FIRST_FESTIVAL + told.year - words.YEARS[0]
    path = folder / f"第{edition}届市民文化节活动一览（{told.year}年）.xlsx"
    with workbook(str(path)) as book:
        sheet = Ledger(book, "系列活动", f"{told.year}年第{edition}届市民文化节系列活动", 5)
        sheet.head("序号", "项目名称", "举办时间", "举办地点", "参加人次")
        for number, one in enumerate(told.festival, 1):
            last = one.on.day + one.days - 1
            when = hand.date(one.on) if one.days == 1 else f"{one.on.month}月{one.on.day}日-{last}日"
            sheet.write(number, one.name, when, one.place, hand.number(one.visitors, "人次"))
    return path


def _needs(_world: World, told: Year, folder: Path, hand: Hand) -> Path:
    path = folder / f"{told.year}年走访群众诉求台账.xlsx"
    with workbook(str(path)) as book:
        sheet = Ledger(book, "诉求", f"{told.year}年文旅走访群众诉求办理台账", 8)
        sheet.head(
            "序号", "走访时间", "走访干部", "受访对象", "反映问题", "问题类别", "责任单位", "办理情况", "群众评价"
        )
        for number, one in enumerate(told.needs, 1):
            asker = f"{one.village.town}{one.village.short}{'村' if one.village.administrative else ''}"
            when = hand.date(one.on)
            sheet.write(number, when, one.visitor, asker, one.text, one.category, one.owner, one.state, one.verdict)
    return path


def _honours(_world: World, told: Year, folder: Path, hand: Hand) -> Path:
    path = folder / f"{told.year}年获奖情况.xlsx"
    with workbook(str(path)) as book:
        sheet = Ledger(book, "获奖", f"{told.year}年获得荣誉情况", 7)
        sheet.head("序号", "奖项名称", "级别", "颁发单位", "文号", "获奖时间", "获奖对象")
        for number, one in enumerate(told.honours, 1):
            document, when = f"安文虚〔{told.year}〕{one.number}号", hand.date(one.on)
            sheet.write(number, one.name, one.level, words.ISSUERS[one.level], document, when, one.holder)
    return path


WRITERS: tuple[Callable[[World, Year, Path, Hand], Path], ...] = (
    *(_roll, _meetings, _party_days, _talks, _shows, _shifts, _festival, _needs, _honours),
)


OF_BRANCHES = (_meetings, _party_days)
"""The ledgers of organisational life alone."""


def write_ledgers(
    world: World, told: Year, folder: Path, writers: Sequence[Callable[[World, Year, Path, Hand], Path]] = WRITERS
) -> list[Path]:
    """Write a year's ledgers (all of them) into `folder` and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    hand = Hand(random.Random(f"hand-{told.year}"))  # noqa: S311 - a sample, not a secret
    return [write(world, told, folder, hand) for write in writers]
