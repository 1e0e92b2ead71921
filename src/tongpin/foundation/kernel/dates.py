"""Dates as clerks type them: 2025.3.5, 3月5日, 2025年3月, 20250305, 2025/6/25  19:00, Excel serials, 8月10日-13日."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.numbers import han_to_int
from tongpin.foundation.kernel.text import normal

FIRST_YEAR, LAST_YEAR = 1900, 2100
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(10_000, 73_051)  # 1927-05-18 … 2100-01-01; smaller numbers are not dates of anyone's ledger
_MAX_TEXT = 60


class Precision(StrEnum):
    """How exactly the text says it."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """First and last day (equal unless a span or a month is written), and the time of day as written, else ''.

    `year_given` is false where the year came from `default_year`.
    """

    start: dt.date
    end: dt.date
    precision: Precision = Precision.DAY
    time_text: str = ""
    year_given: bool = True


_TIME = re.compile(
    r"(?P<time>(?:上午|下午|中午|晚上|晚|早上|凌晨)?\s*\d{1,2}(?::\d{2}){1,2}(?:\s*(?:-|—|–|~|至|到)+\s*(?:次日)?\d{1,2}(?::\d{2}){1,2})?"
    r"|(?:上午|下午|中午|晚上|晚|早上|凌晨)?\s*\d{1,2}[点时](?:\d{1,2}分|半|整)?(?:\s*(?:-|—|–|~|至|到)+\s*\d{1,2}[点时](?:\d{1,2}分|半|整)?)?"
    r"|上午|下午|中午|晚上|全天|晚|早上|凌晨)"
)
_WEEKDAY = re.compile(r"[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?")
_SPAN = re.compile(r"(?:--+|—+|–|~|至|到)|(?<=[日号])-|(?<=\d)-(?=\d+[月日号.])")
_DOTTED_SPAN = re.compile(r"^((?:\d{4}[年./])?\d{1,2}[月./]\d{1,2}[日号]?)-(\d.*)$")
_FULL = re.compile(r"^(?P<y>\d{4})[年./,-]\s*(?P<m>\d{1,2})[月./,-]\s*(?P<d>\d{1,2})[日号]?$")
_SHORT_YEAR = re.compile(r"^'?(?P<y>\d{2})[年./-](?P<m>\d{1,2})[月./-](?P<d>\d{1,2})[日号]?$")
_COMPACT = re.compile(r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})$")
_MONTH_DAY = re.compile(r"^(?P<m>\d{1,2})[月./-]\s*(?P<d>\d{1,2})[日号]?$")
_MONTH = re.compile(
    r"^(?P<y>\d{4})[年./-]\s*(?P<m>\d{1,2})(?:月份?)?(?:[上中下]旬)?$|^(?P<y2>(?:19|20)\d{2})(?P<m2>\d{2})$"
)
_BARE_MONTH = re.compile(r"^(?P<m>\d{1,2})月份?(?:[上中下]旬)?$")
_YEAR = re.compile(r"^(?P<y>\d{4})年?度?$")
_BARE_DAY = re.compile(r"^(?P<d>\d{1,2})[日号]?$")
_YEAR_MARKED = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})\s*[-—~至到、]+\s*)?((?:19|20)\d{2})(?=\s*年)")
_YEAR_BARE = re.compile(r"(?<!\d)(20\d{2})(?:\d{4}|\d{2})?(?!\d)")
_HAN_DATE = re.compile(r"[〇○零一二三四五六七八九十]+(?=[年月日号])")


def parse_date(value: str | dt.date | dt.datetime | float | int, *, default_year: int | None = None) -> ParsedDate:
    """Read one date or span. `default_year` is used where the text names none; without it such a text is refused.

    Raise `UserError` with a remedy if the text is no date, is impossible (2月30日), or names no year and none is known.
    """
    if isinstance(value, dt.datetime):
        time = value.strftime("%H:%M") if (value.hour or value.minute) else ""
        return ParsedDate(_within(value.date()), value.date(), time_text=time)
    if isinstance(value, dt.date):
        return ParsedDate(_within(value), value)
    if isinstance(value, str):
        return _parse_text(value, default_year)
    return _from_number(value, default_year)


def year_in(text: str) -> int | None:
    """Return the year a title or name speaks of (2025年度, 二〇二五年, a bare 2025); None if none or several."""
    plain = _HAN_DATE.sub(_numerals_or_same, normal(text))
    marked = _YEAR_MARKED.findall(plain)
    years = {int(year) for pair in marked for year in pair if year} or {int(year) for year in _YEAR_BARE.findall(plain)}
    return years.pop() if len(years) == 1 else None


@lru_cache(maxsize=65536)
def _parse_text(text: str, default_year: int | None) -> ParsedDate:
    plain = normal(text).replace("。", ".").replace("．", ".")
    if not plain or len(plain) > _MAX_TEXT:
        raise _unreadable(text)
    plain = _WEEKDAY.sub(" ", plain)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", plain):
        return _from_number(float(plain), None)
    plain = _HAN_DATE.sub(_numerals_or_same, plain)
    plain, time_text = _take_time(plain)
    parts = _ends(plain.strip("."))
    if not 1 <= len(parts) <= 2:
        raise _unreadable(text)
    first = _single(parts[0], default_year, text)
    if len(parts) == 1:
        return ParsedDate(first.start, first.end, first.precision, time_text, first.year_given)
    last = _second(parts[1], first, text)
    if last.end < first.start:
        raise UserError(_("“%(text)s” ends before it begins.") % {"text": text}, remedy=_("Correct the date."))
    return ParsedDate(first.start, last.end, first.precision, time_text, first.year_given)


def _ends(plain: str) -> list[str]:
    """Split a span into its two ends; 3月5日、6日 is a span too."""
    if dotted := _DOTTED_SPAN.match(plain):
        return list(dotted.groups())
    parts = [part for part in _SPAN.split(plain) if part]
    if len(parts) == 1 and "、" in plain:
        return [part for part in plain.split("、") if part]
    return parts


def _take_time(plain: str) -> tuple[str, str]:
    """Split off the time of day; what stays is the date."""
    plain = re.sub(r"(?<=\d)T(?=\d)", " ", plain)
    match = _TIME.search(plain)
    if match is None:
        return plain.replace(" ", ""), ""
    rest = (plain[: match.start()] + " " + plain[match.end() :]).strip()
    more = _TIME.search(rest)
    time = match["time"].strip()
    if more is not None and not more["time"][0].isdigit():
        rest, time = rest.replace(more["time"], "", 1), time + more["time"]
    elif more is not None:
        rest, time = rest.replace(more["time"], "", 1), f"{time} {more['time'].strip()}"
    return rest.strip("() -—").replace(" ", ""), "" if time in {"0:00", "00:00", "00:00:00"} else time


def _single(part: str, default_year: int | None, text: str) -> ParsedDate:
    """Read one end of a span."""
    match = _FULL.match(part) or _COMPACT.match(part)
    if match:
        return _day(int(match["y"]), int(match["m"]), int(match["d"]), text)
    if match := _SHORT_YEAR.match(part):
        return _day(_short_year(int(match["y"]), default_year, text), int(match["m"]), int(match["d"]), text)
    if match := _MONTH.match(part):
        return _month(int(match["y"] or match["y2"]), int(match["m"] or match["m2"]), text)
    if match := _MONTH_DAY.match(part):
        return _day(_known(default_year, text), int(match["m"]), int(match["d"]), text, year_given=False)
    if match := _BARE_MONTH.match(part):
        return _month(_known(default_year, text), int(match["m"]), text, year_given=False)
    if match := _YEAR.match(part):
        year = _within(_date(int(match["y"]), 1, 1, text)).year
        return ParsedDate(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)
    raise _unreadable(text)


def _second(part: str, first: ParsedDate, text: str) -> ParsedDate:
    """Read the last day of a span: a bare day belongs to the first day's month."""
    if match := _BARE_DAY.match(part):
        return _day(first.start.year, first.start.month, int(match["d"]), text)
    last = _single(part, first.start.year, text)
    if last.end < first.start and not last.year_given and not first.year_given:
        raise UserError(
            _("“%(text)s” seems to cross into the next year.") % {"text": text}, remedy=_("Write both years.")
        )
    return last


def _day(year: int, month: int, day: int, text: str, *, year_given: bool = True) -> ParsedDate:
    date = _within(_date(year, month, day, text))
    return ParsedDate(date, date, Precision.DAY, "", year_given)


def _month(year: int, month: int, text: str, *, year_given: bool = True) -> ParsedDate:
    start = _within(_date(year, month, 1, text))
    end = start.replace(day=calendar.monthrange(year, month)[1])
    return ParsedDate(start, end, Precision.MONTH, "", year_given)


def _date(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as exc:
        raise UserError(
            _("“%(text)s” is not a day of the calendar.") % {"text": text}, remedy=_("Correct the date.")
        ) from exc


def _within(date: dt.date) -> dt.date:
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise UserError(_("The year %(year)s cannot be right.") % {"year": date.year}, remedy=_("Correct the date."))
    return date


def _known(default_year: int | None, text: str) -> int:
    if default_year is None:
        raise UserError(
            _("“%(text)s” names no year.") % {"text": text},
            remedy=_("Write the year in the title of the sheet, or give it when importing."),
        )
    return default_year


def _short_year(two: int, default_year: int | None, text: str) -> int:
    """Accept 25.3.5 only where the ledger's own year ends so; a birth in 64 must not become 2064."""
    if default_year is None or default_year % 100 != two:
        raise UserError(
            _("“%(text)s” has a year of two digits.") % {"text": text}, remedy=_("Write the year with four digits.")
        )
    return default_year


def _from_number(number: float, default_year: int | None) -> ParsedDate:
    """Read a number cell: an Excel serial, 20250305, 202503, 2025, or 3.15 and 2025.11 typed as numbers.

    Excel turns 3.10 into 3.1 and 2025.10 into 2025.1, so what may have lost a zero is refused.
    """
    if not math.isfinite(number):
        raise _unreadable(str(number))
    if int(number) not in _SERIALS:
        return _from_digits(number, default_year)
    day = _EXCEL_EPOCH + dt.timedelta(days=int(number))
    minutes = round((number - int(number)) * 1440)
    return ParsedDate(day, day, time_text=f"{minutes // 60:02d}:{minutes % 60:02d}" if 0 < minutes < 1440 else "")


def _from_digits(number: float, default_year: int | None) -> ParsedDate:
    text = repr(float(number)).removesuffix(".0")
    if re.fullmatch(r"(?:19|20)\d{6}|(?:19|20)\d{4}|(?:19|20)\d{2}", text):
        return _parse_text(text, None)
    if re.fullmatch(r"(?:19|20)\d{2}\.(?:0[1-9]|1[012]|[2-9])", text):
        return _parse_text(text, None)
    if re.fullmatch(r"(?:[1-9]|1[012])\.(?:[4-9]|0[1-9]|[12]\d|3[01])", text):
        return _parse_text(text, default_year)
    raise UserError(
        _("“%(text)s” is a number, and may have lost a zero.") % {"text": text},
        remedy=_("Write it like 2025-03-05 or 3月5日."),
    )


def _numerals_or_same(match: re.Match[str]) -> str:
    """Turn Chinese numerals into digits; what is malformed stays and is refused later."""
    try:
        return str(han_to_int(match[0].replace("○", "〇")))
    except (ValueError, KeyError):
        return match[0]


def _unreadable(text: str) -> UserError:
    shown = text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + "…"
    return UserError(_("“%(text)s” is not a date.") % {"text": shown}, remedy=_("Write it like 2025-03-05 or 3月5日."))
