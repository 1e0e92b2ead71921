"""党员志愿服务: names against the number, hours a person against hours of all, the times against the hours."""

from __future__ import annotations

from decimal import Decimal

from tongpin.foundation.kernel.text import people, person_name
from tongpin.interfaces.exchange.rules.book import Cell
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.kinds.talk import decide_fate
from tongpin.interfaces.exchange.rules.rows import Happening, Row
from tongpin.interfaces.exchange.rules.source import Source, count_of
from tongpin.interfaces.exchange.rules.values import Duration, clock_span, duration, text_of

_MOST_HOURS = Decimal(24)
_CENT = Decimal("0.01")


def read_services(source: Source) -> list[Row]:
    """Read a ledger of voluntary service."""
    values = source.values
    in_minutes = "分" in source.table.note("hours")
    units = source.units()
    columns = zip(
        source.dates(),
        units,
        values.parsed("people", _names),
        source.counts("count"),
        values.parsed("hours", lambda cell: duration(cell, minutes=in_minutes)),
        values.parsed("total_hours", lambda cell: duration(cell, minutes="分" in source.table.note("total_hours"))),
        values.parsed("hours", text_of),
        *(
            values.texts(name)
            for name in ("span", "project", "place", "served", "leader", "content", "status", "remark")
        ),
        strict=True,
    )
    rows: list[Row] = []
    for position, (when, unit, names, count, hours, total, hours_text, *texts) in enumerate(columns):
        span, project, place, served, leader, content, status, remark = texts
        date, problems = when[0], list(when[1])
        row = Row(source.sheet, source.line(position), "volunteer", None, problems)
        rows.append(row)
        if not project:
            problems.append(issue("missing", "project", what="project"))
        came = _head_count(names, count_of(count, problems), problems)
        clock = span or (date.time_text if date is not None else "")
        each = _hours_each(hours, hours_text, clock, problems)
        whole = (total.minutes / 60).quantize(_CENT) if total is not None else None
        if each is None and whole is not None and came:
            each = (whole / came).quantize(_CENT)
        if date is None or not project:
            continue
        row.record = Happening(
            kind="volunteer",
            title=project,
            start=date.start,
            end=date.end,
            precision=date.precision,
            time_text=clock[:40],
            unit=unit,
            place=place,
            count=came,
            hours=each,
            total_hours=whole,
            people=names,
            host=person_name(leader),
            group=served,
            content=content,
            remark=remark,
        )
        decide_fate(row, row.record, remark, status)
    return rows


def _names(cell: Cell) -> tuple[str, ...]:
    """Return the names in a cell; a bare number is none."""
    text = cell if isinstance(cell, str) else text_of(cell)
    return tuple(people(text)) if not text.strip().isdigit() else ()


def _head_count(names: tuple[str, ...], stated: int | None, problems: list[Issue]) -> int | None:
    """Return the number of people: what the clerk states, else the names; say where they differ."""
    if stated is None:
        if names:
            problems.append(issue("count_from_names", "count", count=str(len(names))))
            return len(names)
        if not any(found.field == "count" for found in problems):
            problems.append(issue("missing", "count", what="count"))
        return None
    if names and len(names) != stated:
        problems.append(issue("names_differ", "count", names=str(len(names)), count=str(stated)))
    return stated


def _hours_each(hours: Duration | None, text: str, span: str, problems: list[Issue]) -> Decimal | None:
    """Return hours a person: as stated, else from the times of begin and end."""
    minutes = clock_span(span) if span else None
    if hours is None:
        if text and (spanned := clock_span(text)) is not None:
            return (spanned / 60).quantize(_CENT)
        if text:
            problems.append(issue("bad_duration", "hours", text=text))
        return (minutes / 60).quantize(_CENT) if minutes is not None else None
    each = (hours.minutes / 60).quantize(_CENT)
    if each > _MOST_HOURS:
        options = (("minutes", "分钟"), ("hours", "小时"))
        problems.append(issue("duration_odd", "hours", options=options, hours=f"{each.normalize():f}"))
    elif minutes is not None and abs(minutes - hours.minutes) > 5:
        computed, stated = (minutes / 60).quantize(_CENT).normalize(), each.normalize()
        problems.append(issue("span_differs", "hours", span=span, computed=f"{computed:f}", stated=f"{stated:f}"))
    return each
