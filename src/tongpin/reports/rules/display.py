"""How a value is written: the display rules an officer names in a tag."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from tongpin.derived.indicators.rules import Number

from .faults import Fault, gettext_noop

NUMERALS = "零一二三四五六七八九"
RULES: dict[str, str] = {
    "": "the number as it is",
    "数": "the number as it is, whatever the definition's own rule",
    "余": "rounded down to a round number, with 余 only if something was cut off",
    "万": "in ten thousands, two decimals at most",
    "万余": "in ten thousands rounded down, with 余 only if something was cut off",
    "%": "with a percent sign, one decimal at most",
    "第": "as a rank or an ordinal: 第3",
    "汉字": "in Chinese numerals",
    "第汉字": "as an ordinal in Chinese numerals: 第三",
}


def show(value: Number, rule: str = "") -> str:
    """Write `value` by `rule`; raises Fault for a rule that does not exist or does not fit the value."""
    writer = _WRITERS.get(rule)
    if writer is None:
        raise Fault(gettext_noop("There is no display rule “%(rule)s”."), rule=rule)
    return writer(Decimal(value))


def plain(value: Decimal, places: int = 2) -> str:
    """Write a decimal without trailing zeros, rounded half up to `places`."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_down(value: Decimal) -> Decimal:
    """Return the round number below: two leading digits are kept, tens for two-digit values, units below ten."""
    whole = int(value)
    step = 10 ** max(len(str(abs(whole))) - 2, 1) if abs(whole) >= 10 else 1
    return Decimal(whole - whole % step)


def chinese(value: int) -> str:
    """Write a whole number from 0 to 99,999,999 in Chinese numerals: 12 → 十二, 205 → 二百零五."""
    if not 0 <= value < 10**8:
        raise Fault(gettext_noop("%(value)s cannot be written in Chinese numerals."), value=value)
    high, low = divmod(value, 10_000)
    text = f"{_below_ten_thousand(high)}万" if high else ""
    if low or not high:
        gap = "零" if high and low < 1000 else ""
        text += gap + _below_ten_thousand(low)
    return text.removeprefix("一") if text.startswith("一十") else text


def _below_ten_thousand(value: int) -> str:
    if value == 0:
        return NUMERALS[0]
    text, gap = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            text += ("零" if gap and text else "") + NUMERALS[digit] + word
            gap = False
        else:
            gap = True
    return text


def _with_more(value: Decimal) -> str:
    floor = round_down(value)
    return plain(floor) + ("" if floor == value else "余")


def _ten_thousands(value: Decimal) -> str:
    return f"{plain(value / 10_000)}万" if value >= 10_000 else plain(value)


def _ten_thousands_with_more(value: Decimal) -> str:
    if value < 10_000:
        return _with_more(value)
    floor = round_down(value)
    return f"{plain(floor / 10_000)}万" + ("" if floor == value else "余")


def _whole(value: Decimal) -> int:
    if value != int(value):
        raise Fault(gettext_noop("%(value)s is not a whole number."), value=value)
    return int(value)


_WRITERS: dict[str, Callable[[Decimal], str]] = {
    "": plain,
    "数": plain,
    "余": _with_more,
    "万": _ten_thousands,
    "万余": _ten_thousands_with_more,
    "%": lambda value: f"{plain(value, 1)}%",
    "第": lambda value: f"第{_whole(value)}",
    "汉字": lambda value: chinese(_whole(value)),
    "第汉字": lambda value: f"第{chinese(_whole(value))}",
}
