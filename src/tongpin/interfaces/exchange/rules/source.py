"""What the readers of all kinds share: dates with their fallbacks, counts, the branch a row belongs to, cancelled or
moved.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache

from tongpin.foundation.kernel.dates import ParsedDate, Precision, parse_date
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.numbers import ParsedNumber
from tongpin.foundation.kernel.text import normal, squeezed
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.tables import Table
from tongpin.interfaces.exchange.rules.values import Values

_PARTY_UNIT = re.compile(
    r"(?:中共)?([\u4e00-\u9fff\d()]{1,24}?(?:第[一二三四五六七八九十\d]+)?(?:联合)?(?:党支部|党总支|总支部|总支|支部|机关党委|党委|党小组)(?:第[一二三四五六七八九十\d]+(?:支部|党小组))?)"
)
_NOT_A_UNIT = re.compile(r"^(?:各|全体|基层|所属|下属|本|我|先进|优秀|示范|标准化)")
_YEAR_NOISE = re.compile(r"^(?:\d{4}年(?:度)?|\d{4})")


@dataclass(slots=True)
class Source:
    """A table ready to be read: its values, the year of dates without one, the file's words."""

    table: Table
    values: Values
    year: int | None
    file_name: str
    _sections: list[str] | None = field(default=None)

    @property
    def sheet(self) -> str:
        return self.table.sheet.name

    @property
    def words(self) -> list[str]:
        """Return what titles, sheet and file say, the nearest first."""
        return [*reversed(self.table.titles), self.sheet, self.file_name]

    def line(self, position: int) -> int:
        """Return a row's line number as the clerk sees it."""
        return self.table.lines.data[position] + 1

    def sections(self) -> list[str]:
        """Return for each row the section headings above it in the table, joined; '' if none."""
        if self._sections is None:
            marks = self.table.lines.sections
            found, upto, current = [], 0, ""
            for index in self.table.lines.data if marks else ():
                while upto < len(marks) and marks[upto][0] < index:
                    current = marks[upto][1]
                    upto += 1
                found.append(current)
            self._sections = found if marks else [""] * len(self.values)
        return self._sections

    def units(self) -> list[str]:
        """Return each row's Party organisation as written: its column, else a section heading, else title, sheet or
        file.
        """
        column = self.values.filled_down("unit") if self.values.has("unit") else [""] * len(self.values)
        named = next((unit for text in self.words if (unit := party_unit(text))), "")
        if not named and not self.values.has("unit"):
            named = self.sheet if _looks_like_a_unit(self.sheet) else ""
        sections = [party_unit(text) for text in self.sections()]
        return [text or section or named for text, section in zip(column, sections, strict=True)]

    def dates(self, name: str = "date") -> list[tuple[ParsedDate | None, list[Issue]]]:
        """Return each row's day, from its date column, or put together with year and month columns; with what is
        doubtful.
        """
        parsed = self.values.dates(name, self.year)
        if (
            not (self.values.has("month") or self.values.has("year") or self.values.has("day"))
            and not self._month_sections()
        ):
            return [self._judged(value) for value in parsed]
        texts = self.values.texts(name) if self.values.has(name) else self.values.texts("day")
        months = self.values.filled_down("month") if self.values.has("month") else [""] * len(texts)
        months = [month or _month_of(section) for month, section in zip(months, self.sections(), strict=True)]
        years = self.values.filled_down("year") if self.values.has("year") else [""] * len(texts)
        return [self._with_month(*args) for args in zip(parsed, texts, months, years, strict=True)]

    def _month_sections(self) -> bool:
        return any(_month_of(text) for _row, text in self.table.lines.sections)

    def _judged(self, value: ParsedDate | Issue | None) -> tuple[ParsedDate | None, list[Issue]]:
        if isinstance(value, ParsedDate):
            if value.precision is not Precision.DAY:
                return value, [issue("month_only", "date", text=f"{value.start:%Y-%m}")]
            if value.year_given and self.year is not None and value.start.year != self.year:
                return value, [issue("other_year", "date", date=value.start.isoformat(), year=str(self.year))]
            return value, []
        return None, [value if value is not None else issue("missing", "date", what="date")]

    def _with_month(
        self, parsed: ParsedDate | Issue | None, text: str, month: str, year: str
    ) -> tuple[ParsedDate | None, list[Issue]]:
        """Complete a day by the month column, and say where the two contradict each other."""
        year_number = _year_number(year) or self.year
        if not isinstance(parsed, ParsedDate) or (not parsed.year_given and year_number != self.year):
            again = _composed(text, month, year_number)
            parsed = again if again is not None else parsed
        judged, problems = self._judged(parsed)
        if judged is None and month and not text:
            whole = _composed("", month, year_number)
            if whole is not None:
                return whole, [issue("month_only", "date", text=f"{whole.start:%Y-%m}")]
        if judged is not None and _contradicts(judged, _month_number(month)):
            problems = [*problems, issue("month_differs", "date", month=month, date=judged.start.isoformat())]
        return judged, problems

    def later_date(self, name: str, first: list[ParsedDate | None]) -> list[dt.date | None]:
        """Return a day that follows the row's own (due, accepted, revisited): without a year it is the next such
        day.
        """
        values = self.values.dates(name, None)
        texts = self.values.texts(name)
        result: list[dt.date | None] = []
        for value, text, own in zip(values, texts, first, strict=True):
            if isinstance(value, ParsedDate):
                result.append(value.end if value.precision is not Precision.DAY else value.start)
            else:
                result.append(_next_such_day(text, own.start) if own is not None and text else None)
        return result

    def counts(self, name: str) -> list[ParsedNumber | Issue | None]:
        """Return a column of counts."""
        return self.values.counts(name)


def count_of(value: ParsedNumber | Issue | None, problems: list[Issue]) -> int | None:
    """Return a count, noting it in `problems` where it cannot be read."""
    if value is None:
        return None
    if isinstance(value, Issue):
        problems.append(value)
        return None
    return int(value.value)


@lru_cache(maxsize=4096)
def party_unit(text: str) -> str:
    """Return the Party organisation a title names ('市文化馆党支部2025年台账' → 市文化馆党支部), or ''."""
    plain = squeezed(text)
    plain = re.sub(r"(?:\d{4}|二[〇○零]二[〇○零一二三四五六七八九])年度?", "|", plain)
    plain = re.sub(
        r"(?:党支部|支部)(?:党员大会|委员会|大会|会议|工作|名称|台账|活动)|^单位(?:名称)?[:：]|支部[:：]",
        lambda m: "|" if "支部" not in m[0][:3] else m[0],
        plain,
    )
    for match in _PARTY_UNIT.finditer(plain):
        name = match[1]
        rest = plain[match.end() :]
        if re.match(r"(?:党员大会|委员会|大会|会议)", rest) and len(name) <= 3:
            continue
        if not _NOT_A_UNIT.match(name) and len(name) > 3:
            return name
    return ""


def _looks_like_a_unit(sheet: str) -> bool:
    """Tell whether a sheet's name can be a unit's: words, not Sheet1, a year, a month or a ledger's title."""
    plain = squeezed(sheet)
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,20}[\d一二三四五六七八九十]?", plain)) and not re.search(
        r"台账|登记|统计|汇总|花名册|会议|记录|名单|一览|明细|目录|说明|月|季度|年|党课|大会|支委|小组会|工作表|党日|活动|表$",
        plain,
    )


def _month_of(text: str) -> str:
    match = (
        re.fullmatch(r"(?:\d{4}年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月份?.{0,6}", squeezed(text)) if text else None
    )
    return f"{match[1]}月" if match else ""


@lru_cache(maxsize=256)
def _month_number(month: str) -> int | None:
    try:
        return parse_date(month if "月" in month else f"{month}月", default_year=2024).start.month if month else None
    except UserError:
        return None


def _contradicts(date: ParsedDate, month: int | None) -> bool:
    """Tell whether a day lies in another month than the month column says; a span over the new year is not judged."""
    if month is None or date.precision is not Precision.DAY or date.start.year != date.end.year:
        return False
    return not date.start.month <= month <= date.end.month


@lru_cache(maxsize=64)
def _year_number(year: str) -> int | None:
    match = re.fullmatch(r"((?:19|20)\d{2})年?度?", squeezed(year))
    return int(match[1]) if match else None


@lru_cache(maxsize=8192)
def _composed(text: str, month: str, year: int | None) -> ParsedDate | None:
    """Read 5日 in a row of 3月 (or a bare month) as a date; None where that makes none."""
    month = month if not month or "月" in month else f"{month}月"
    day = f"{text}日" if text.isdigit() and len(text) <= 2 else text
    for candidate in (f"{month}{day}", text):
        try:
            return parse_date(candidate, default_year=year)
        except UserError:
            continue
    return None


@lru_cache(maxsize=8192)
def _next_such_day(text: str, own: dt.date) -> dt.date | None:
    for year in (own.year, own.year + 1):
        try:
            day = parse_date(text, default_year=year).start
        except UserError:
            return None
        if day >= own:
            return day
    return None


# -- cancelled, moved

_CANCELLED = re.compile(
    r"取消|未演|停演|没演|作废|撤销|未举行|未开展|未举办|未能(?:演|举|开|进)|不再(?:举|演|开)|没有(?:举|演|开)|已?撤回"
)
_NOT_CANCELLED = re.compile(r"(?:未|没有?|不)(?:被)?取消|取消(?:改期|延期)?原因[:：]?无|无取消")
_MOVED = re.compile(r"改期|延期|推迟|顺延|改到|改至|改在|调整[到至为]|补演|提前[到至]|移[到至]|另行安排|择期")
_OPEN = re.compile(r"另行安排|择期|待定|时间待")
_NEW_DAY = re.compile(
    r"(?:改期|延期|推迟|顺延|改|调整|补演|提前|移|实际演出|实际)?(?:[到至为于在]|后为|为|时间|[:：])+[:：]?\s*"
    r"(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}(?!\d)|\d{1,2}[日号])"
)
_MAKE_UP = re.compile(
    r"(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}(?!\d))[已日]?(?:进行)?补"
)
_OLD_DAY = re.compile(
    r"(?:原定|原计划|原为|原|由|从)(?:于|在)?\s*(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}(?!\d))"
)
_NEGATIVE_STATUS = frozenset(
    {"否", "未", "未完成", "未落实", "×", "x", "X", "没有", "不", "未演出", "未开展", "未举办", "未举行", "停"}
)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a plan: cancelled, moved (with the new or the old day as text, where given), or neither."""

    cancelled: bool = False
    moved: bool = False
    new_day: str = ""
    old_day: str = ""


HELD = Fate()


@lru_cache(maxsize=8192)
def fate(text: str, status: str = "") -> Fate:
    """Judge the texts of the columns of reasons, state and remarks."""
    plain = squeezed(f"{text} {status}")
    if not plain:
        return HELD
    if _MOVED.search(plain) and not _NOT_CANCELLED.search(plain):
        old = _OLD_DAY.search(plain)
        rest = plain.replace(old[0], "") if old else plain
        new = _NEW_DAY.search(rest) or _MAKE_UP.search(rest)
        if new or old or not (_CANCELLED.search(plain) and not _OPEN.search(plain) and "补演" not in plain):
            return Fate(moved=True, new_day=new[1] if new else "", old_day=old[1] if old else "")
        return Fate(cancelled=True)
    if _CANCELLED.search(plain) and not _NOT_CANCELLED.search(plain):
        return Fate(cancelled=True)
    return Fate(cancelled=squeezed(status) in _NEGATIVE_STATUS)


def moved_day(text: str, day: dt.date) -> dt.date | None:
    """Read the other day of a moved event; without year and month they are those of `day`, or the next that follow."""
    plain = normal(text)
    if match := re.fullmatch(r"(\d{1,2})[日号]", plain):
        plain = f"{day.month}月{match[1]}日"
    try:
        return parse_date(plain, default_year=day.year).start
    except UserError:
        return None
