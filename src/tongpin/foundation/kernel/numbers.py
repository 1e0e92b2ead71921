"""Numbers as clerks type them: full-width digits, Chinese numerals, 约 and 余, units, 万."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.text import squeezed

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "俩": 2}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_HAN_CLASS = "〇零一二三四五六七八九两俩壹贰叁肆伍陆柒捌玖十拾百佰千仟万亿"
_NUMBER = re.compile(
    r"^(?P<about>约|大约|大概|近|将近|超过|超|逾|达|共|计|共计|合计|总计|≈|~|>|<)*"
    rf"(?:(?P<arabic>[+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|[+-]?\.\d+)(?P<myriad>[百千万亿]*)|(?P<han>[{_HAN_CLASS}]+))"
    r"(?P<more>余|多|来|\+)?(?P<unit>%|[^\W\d_]{0,8}?)(?P<around>左右|上下|以上|余|多)?$"
)
_HALF = re.compile(rf"^(?P<whole>\d+|[{_HAN_CLASS}]+)(?P<unit1>个|天|小时)?半(?P<unit2>天|小时|个小时|日)?$")
_ABOUT_WORDS = re.compile(r"约|近|超|逾|大概|≈|~|>|<")
_NOTE = re.compile(r"\([^()]*\)$")
_MAX_TEXT = 40


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A number, whether the clerk called it an estimate, and the unit written behind it ('' if none)."""

    value: Decimal
    approximate: bool = False
    unit: str = ""


def parse_number(value: str | float | int | Decimal) -> ParsedNumber:
    """Read one number. Raise `UserError` if there is none, or more than one.

    '约52人' is 52, approximate, unit 人; '1.2万人次' is 12000; '十五' is 15; '半天' is 0.5 天; '两个半小时' is
    2.5 小时; '5（其中党员3人）' is 5.
    """
    if isinstance(value, str):
        return _parse_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise _unreadable(str(value))
    number = Decimal(value) if isinstance(value, int | Decimal) else Decimal(repr(value))
    return ParsedNumber(_plain(number))


def parse_count(value: str | float | int | Decimal) -> ParsedNumber:
    """Read a count of people or things: a whole number, not negative. Raise `UserError` otherwise."""
    parsed = parse_number(value)
    if parsed.value < 0 or parsed.value != parsed.value.to_integral_value() or parsed.value > 10**9:
        raise UserError(
            _("“%(text)s” is not a count.") % {"text": value}, remedy=_("Enter a whole number, not negative.")
        )
    return parsed


def han_to_int(text: str) -> int:
    """Return the value of Chinese numerals, 二〇二五 digit by digit or 一百二十. Raise ValueError if malformed."""
    if not any(c in _TENS or c in _MYRIADS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif char in _MYRIADS:
            total = (total + section + digit or 1) * _MYRIADS[char]
            section = digit = 0
        else:
            raise ValueError(text)
    return total + section + digit


@lru_cache(maxsize=65536)
def _parse_text(text: str) -> ParsedNumber:
    plain = squeezed(text)
    if not plain or len(plain) > _MAX_TEXT:
        raise _unreadable(text)
    half = _halves(plain)
    if half is not None:
        return half
    match = _NUMBER.match(_NOTE.sub("", plain).rstrip("。."))
    if match is None:
        raise _unreadable(text)
    approximate = bool(match["more"] or match["around"] or (match["about"] and _ABOUT_WORDS.search(plain)))
    return ParsedNumber(_value(match, text), approximate, match["unit"])


def _value(match: re.Match[str], text: str) -> Decimal:
    try:
        if match["han"]:
            return Decimal(han_to_int(match["han"]))
        value = Decimal(match["arabic"].replace(",", ""))
    except (ValueError, KeyError, InvalidOperation) as exc:
        raise _unreadable(text) from exc
    for char in match["myriad"]:
        value *= {**_TENS, **_MYRIADS}[char]
    return _plain(value)


def _plain(value: Decimal) -> Decimal:
    """Return whole numbers without a point or exponent, others without trailing zeros."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _halves(plain: str) -> ParsedNumber | None:
    """Read 半天, 半小时, 半个小时, 两个半小时, 一天半."""
    if plain in {"半天", "半日"}:
        return ParsedNumber(Decimal("0.5"), unit="天")
    if plain in {"半小时", "半个小时", "半个钟头"}:
        return ParsedNumber(Decimal("0.5"), unit="小时")
    match = _HALF.match(plain)
    if match is None:
        return None
    whole = int(match["whole"]) if match["whole"].isdigit() else han_to_int(match["whole"])
    unit = (match["unit2"] or match["unit1"] or "").removeprefix("个")
    return ParsedNumber(Decimal(whole) + Decimal("0.5"), unit="天" if unit == "日" else unit)


def _unreadable(text: str) -> UserError:
    shown = text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + "…"
    return UserError(
        _("“%(text)s” is not a number.") % {"text": shown}, remedy=_("Enter digits, for example 52 or 约52人.")
    )
