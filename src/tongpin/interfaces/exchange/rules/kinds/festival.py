"""市民文化节 and other series: each row is one event; 第17届 stands in the title or a column."""

from __future__ import annotations

import re
from functools import lru_cache

from tongpin.foundation.kernel.numbers import han_to_int
from tongpin.foundation.kernel.text import normal, squeezed
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.kinds.talk import decide_fate, sessions_of
from tongpin.interfaces.exchange.rules.rows import Happening, Row
from tongpin.interfaces.exchange.rules.source import Source, count_of

_NUMBER = re.compile(r"第?([\d〇零一二三四五六七八九十]+)届")
_SERIES = (
    re.compile(r"届([\u4e00-\u9fff“”]{2,20}?(?:节|季|周|月|会|赛))"),
    re.compile(r"([\u4e00-\u9fff]{0,6}?(?:文化节|艺术节|文化季|旅游节|文旅节))"),
)


@lru_cache(maxsize=1024)
def series_number(text: str) -> int | None:
    """Return N of 第N届, in digits or Chinese numerals; None if there is none."""
    match = _NUMBER.search(squeezed(text))
    if match is None:
        plain = squeezed(text)
        return int(plain) if plain.isdigit() and len(plain) <= 3 else None
    try:
        return int(match[1]) if match[1].isdigit() else han_to_int(match[1])
    except (ValueError, KeyError):
        return None


def series_name(texts: list[str]) -> str:
    """Return what the series is called, from the titles; 市民文化节 where they do not say."""
    for pattern in _SERIES:
        for text in texts:
            if match := pattern.search(squeezed(text)):
                return match[1]
    return "市民文化节"


def read_festival(source: Source) -> list[Row]:
    """Read the events of a series."""
    values = source.values
    titled = next((number for text in source.words if "届" in text and (number := series_number(text))), None)
    series = series_name(source.words)
    columns = zip(
        source.dates(),
        values.filled_down("series_no"),
        source.counts("audience"),
        source.counts("sessions"),
        *(values.texts(name) for name in ("name", "place", "organiser", "form", "status", "remark")),
        strict=True,
    )
    rows: list[Row] = []
    for position, (when, number_text, audience, sessions, *texts) in enumerate(columns):
        name, place, organiser, form, status, remark = texts
        date, problems = when[0], list(when[1])
        row = Row(source.sheet, source.line(position), "festival", None, problems)
        rows.append(row)
        came = count_of(audience, problems)
        held = sessions_of(count_of(sessions, problems), problems)
        if not name:
            problems.append(issue("missing", "name", what="name"))
        if date is None or not name:
            continue
        row.record = Happening(
            kind="festival.event",
            title=name,
            start=date.start,
            end=date.end,
            precision=date.precision,
            time_text=date.time_text,
            unit=organiser,
            place=place,
            sessions=held,
            count=came,
            approximate=not isinstance(audience, Issue) and audience is not None and audience.approximate,
            form=normal(form),
            series=series,
            series_no=series_number(number_text) or titled,
            remark=remark,
        )
        decide_fate(row, row.record, remark, status)
    return rows
