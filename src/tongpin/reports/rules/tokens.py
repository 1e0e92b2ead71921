"""Numbers in Chinese prose: Arabic, full-width and Chinese, with what belongs to them (余, 万, %, 第, the unit).

A digit typed just beside a figure, 场 turned into 万场 and 470 retyped as 四百六十 must all be seen, so the unit of
comparison is the whole numeric token, never the text between two marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .measures import LABEL, PHRASES, SINGLE_ONE_UNITS, UNIT

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"○": 0, "两": 2, "弍": 2, "貳": 2, "參": 3, "陸": 6}
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CHINESE = "".join(_DIGITS) + "".join(_POWERS) + "".join(_MYRIADS)
_PREFIX = r"(?P<prefix>第|百分之|约|近|逾|超过|超|不足|负|(?<![0-9A-Za-z])[-−])?"
_TAIL = r"(?P<scale>[十百千万亿]*)(?P<more>余|多|几|\+)?(?P<scale2>[万亿]?)(?P<percent>%|‰|个百分点)?"
_TOKEN = re.compile(
    _PREFIX
    + r"(?:(?P<arabic>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    + rf"|(?P<chinese>[{_CHINESE}]+)|(?P<odd>\uFFFC))"
    + _TAIL
)
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD, *range(0xFE00, 0xFE10)])


@dataclass(frozen=True, slots=True)
class Token:
    """One number as it stands in a text, from `start` to `end`, with the measure word after it."""

    start: int
    end: int
    text: str
    value: str  # canonical decimal, "" if the numerals make no number
    more: bool
    percent: str
    prefix: str
    unit: str

    @property
    def number(self) -> tuple[str, bool, str, str]:
        """What must stay the same for the number to be the same, however it is written."""
        return (self.value or self.text, self.more, self.percent, self.prefix)


def visible(text: str) -> str:
    """Return `text` without zero-width characters, which could hide a digit from a reader or from us."""
    return text.translate(_INVISIBLE)


def normal(text: str) -> str:
    """Return `text`, same length, with every kind of decimal digit as ASCII and full-width signs narrowed."""
    return text if text.isascii() else "".join(map(_narrow, text))


@lru_cache(maxsize=4096)
def _narrow(char: str) -> str:
    if char < "\x80" or "\u4e00" <= char <= "\u9fff":
        return char
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if char != "〇" and unicodedata.category(char) in ("No", "Nl"):
        return "\ufffc"  # ②, ½, Ⅳ: one character, one number
    return {"．": ".", "％": "%", "－": "-", "﹣": "-", "﹪": "%", "＋": "+"}.get(char, char)


def tokens(text: str) -> list[Token]:
    """Return the numbers of a paragraph in order; outline labels (一、 （二） 3.) and set phrases are no numbers."""
    plain = normal(text)
    label = LABEL.match(plain)
    begin = label.end() if label else 0
    banned = [match.span() for match in PHRASES.finditer(plain)]
    found = (_token(match, text, plain) for match in _TOKEN.finditer(plain, begin))
    return [t for t in found if t and not any(a <= t.start and t.end <= b for a, b in banned)]


def _token(match: re.Match[str], text: str, plain: str) -> Token | None:
    unit_match = UNIT.match(plain, match.end())
    unit = unit_match.group() if unit_match and not match["percent"] else ""
    prefix = {"−": "-", "负": "-"}.get(match["prefix"] or "", match["prefix"] or "")
    if match["chinese"] and not _counts(match, prefix, unit):
        return None
    value = _value(match, text)
    percent = match["percent"] or ""
    if prefix == "百分之":
        prefix, percent = "", "%"
    return Token(
        match.start(),
        match.end(),
        plain[match.start() : match.end()],
        value,
        bool(match["more"]),
        percent,
        prefix,
        unit,
    )


def _counts(match: re.Match[str], prefix: str, unit: str) -> bool:
    """Tell a Chinese number from a numeral inside a word: 四百 and 三场 count, 一体 and 万众 do not."""
    run = match["chinese"]
    if prefix in ("第", "百分之") or match["percent"]:
        return True
    if len(run) > 1:
        return chinese_value(run) is not None
    return unit in SINGLE_ONE_UNITS if run == "一" else bool(unit)


def _value(match: re.Match[str], text: str) -> str:
    if match["odd"]:
        return _canonical(Decimal(str(unicodedata.numeric(text[match.start("odd")]))))
    if match["arabic"]:
        number: Decimal | None = Decimal(match["arabic"].replace(",", ""))
    else:
        whole = chinese_value(match["chinese"])
        number = None if whole is None else Decimal(whole)
    if number is None or len(match.group()) > 40:
        return ""
    for word in match["scale"] + match["scale2"]:
        number *= _POWERS.get(word) or _MYRIADS[word]
    return _canonical(number)


def _canonical(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def chinese_value(run: str) -> int | None:
    """Return the value of Chinese numerals (四百七十二, 二〇二五, 三万), or None if they make no number."""
    if len(run) > 24:
        return None
    if all(char in _DIGITS for char in run):
        return int("".join(str(_DIGITS[char]) for char in run))
    total = section = digit = 0
    for char in run:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _POWERS:
            section += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            total = (total + (section + digit or 1)) * _MYRIADS[char]
            section = digit = 0
    return total + section + digit
