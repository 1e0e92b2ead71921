"""党员花名册. Applicants and those who have left are named and left out."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from tongpin.foundation.kernel.dates import ParsedDate
from tongpin.foundation.kernel.text import person_name, squeezed
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.rows import Member, Row
from tongpin.interfaces.exchange.rules.source import Source

_NO_MEMBER = re.compile(r"积极分子|发展对象|申请人|群众|共青团|团员|民主党派|无党派")
_LEFT = re.compile(r"已?(?:转出|调出|调离|迁出)|去世|病故|逝世|死亡|除名|开除|退党|出党|脱党|已转")
_LEFT_NOT = re.compile(r"未转出|未调|待转|拟转|正在转")
_PHONE = re.compile(r"\d[\d-]{5,}\d")


@lru_cache(maxsize=512)
def standing(text: str) -> str:
    """Return full, probationary, none (no member) or '' (unsaid) for what the category column says."""
    plain = squeezed(text)
    if _NO_MEMBER.search(plain):
        return "none"
    if "预备" in plain:
        return "probationary"
    if plain in {"否"}:
        return "probationary"
    return "full" if re.search(r"正式|党员|^是$|中共", plain) else ""


def read_members(source: Source) -> list[Row]:
    """Read a roster. A date of joining without a year is left blank, not given the ledger's year."""
    values = source.values
    columns = zip(
        values.texts("name"),
        source.units(),
        values.texts("category"),
        values.dates("birth", None),
        values.dates("joined", None),
        values.dates("confirmed", None),
        *(values.texts(name) for name in ("gender", "ethnicity", "post", "phone", "status", "remark")),
        strict=True,
    )
    rows: list[Row] = []
    for position, (name, unit, category, birth, joined, confirmed, *texts) in enumerate(columns):
        gender, ethnicity, post, phone, status, remark = texts
        problems: list[Issue] = []
        row = Row(source.sheet, source.line(position), "member", None, problems)
        rows.append(row)
        said = standing(category) or standing(_hint(remark))
        if said == "none":
            problems.append(issue("not_a_member", "category", text=category))
            row.left_out = True
            continue
        if gone := _left(f"{status} {remark} {category}"):
            problems.append(issue("member_left", "remark", text=gone))
            row.left_out = True
            continue
        if not name:
            problems.append(issue("missing", "name", what="name"))
        if not unit:
            problems.append(issue("no_unit", "unit"))
        if not said:
            problems.append(issue("category_missing", "category"))
        days = [
            _day(value, field, problems)
            for value, field in ((birth, "birth"), (joined, "joined"), (confirmed, "confirmed"))
        ]
        if name and unit:
            row.record = Member(
                name=person_name(name),
                unit=unit,
                full=said != "probationary",
                gender=gender[:4],
                ethnicity=ethnicity,
                birth=days[0],
                joined=days[1],
                confirmed=days[2],
                post=post,
                phone=(found[0] if (found := _PHONE.search(phone)) else ""),
                remark=remark,
            )
    return rows


def _hint(remark: str) -> str:
    return remark if "预备" in remark else ""


def _left(text: str) -> str:
    return text.strip() if _LEFT.search(text) and not _LEFT_NOT.search(text) else ""


def _day(value: ParsedDate | Issue | None, field: str, problems: list[Issue]) -> dt.date | None:
    """Return the day; what cannot be read is said and left blank, for the person counts all the same."""
    if isinstance(value, Issue):
        if value.code == "bad_date":
            problems.append(Issue("bad_date_kept_out", field, value.params))
        return None
    return value.start if value is not None else None
