"""主题党日: one ledger for the bureau with a column of branches, or one for each branch."""

from __future__ import annotations

from decimal import Decimal

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.numbers import parse_number
from tongpin.foundation.kernel.text import people, person_name
from tongpin.interfaces.exchange.rules.book import Cell
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.rows import Happening, Row
from tongpin.interfaces.exchange.rules.source import Source, count_of, fate
from tongpin.interfaces.exchange.rules.values import duration, text_of

STUDY_HOURS_HALF_DAY, STUDY_HOURS_DAY = Decimal(4), Decimal(8)
"""学时 of half a day and a day: a local parameter (one unit's rule of 2018), see rules on study hours."""


def study_hours(value: Cell) -> Decimal | None:
    """Read 学时: a number, 半天, 1天, 2小时, 90分钟. None where there is none to read."""
    text = text_of(value)
    if not text:
        return None
    try:
        number = parse_number(text)
    except UserError:
        spent = duration(value, minutes=False)
        return spent.minutes / 60 if spent is not None else None
    if number.unit in {"天", "日"}:
        return number.value * STUDY_HOURS_DAY
    if number.unit in {"分钟", "分"}:
        return number.value / 60
    return number.value


def read_party_days(source: Source) -> list[Row]:
    """Read a ledger of Party days."""
    values = source.values
    columns = zip(
        source.dates(),
        source.units(),
        source.counts("expected"),
        source.counts("attended"),
        values.parsed("hours", study_hours),
        values.texts("people"),
        *(
            values.texts(name)
            for name in ("topic", "form", "place", "host", "content", "follow_up", "time", "status", "remark")
        ),
        strict=True,
    )
    rows: list[Row] = []
    for position, (dated, unit, expected, attended, hours, names, *texts) in enumerate(columns):
        topic, form, place, host, content, follow_up, time, status, remark = texts
        date, problems = dated[0], list(dated[1])
        row = Row(source.sheet, source.line(position), "party_day", None, problems)
        rows.append(row)
        if not unit:
            problems.append(issue("no_unit", "unit"))
        due, came = count_of(expected, problems), count_of(attended, problems)
        if due is not None and came is not None and came > due:
            problems.append(issue("attended_over_expected", "attended", attended=str(came), expected=str(due)))
        listed = tuple(people(names))
        _check_hours(hours, problems)
        if date is None:
            continue
        row.record = Happening(
            kind="party_day",
            title=topic or "主题党日",
            start=date.start,
            end=date.end,
            precision=date.precision,
            time_text=date.time_text or time[:40],
            unit=unit,
            place=place,
            count=came if came is not None else (len(listed) or None),
            expected=due,
            hours=hours,
            people=listed,
            host=person_name(host),
            form=form,
            content=content,
            decision=follow_up,
            remark=remark,
        )
        if fate(remark, status).cancelled:
            row.record.cancelled, row.record.reason = True, f"{remark} {status}".strip()
            problems.append(issue("cancelled", "remark", text=row.record.reason))
    return rows


def _check_hours(hours: Decimal | None, problems: list[Issue]) -> None:
    if hours is not None and not 0 <= hours <= 80:
        problems.append(issue("duration_odd", "hours", hours=f"{hours:f}"))
