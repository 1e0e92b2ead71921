"""The list of villages with codes, as another sheet or file of the same folder."""

from __future__ import annotations

from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.rows import Row, VillageLine
from tongpin.interfaces.exchange.rules.source import Source


def read_village_lines(source: Source) -> list[Row]:
    """Read the lines; the list is judged as a whole by `places`, not here."""
    values = source.values
    columns = zip(
        *(values.texts(name) for name in ("code", "name")),
        *(values.filled_down(name) for name in ("town", "town_code")),
        strict=True,
    )
    rows: list[Row] = []
    for position, (code, name, town, town_code) in enumerate(columns):
        problems: list[Issue] = []
        for field, text in (("code", code), ("name", name)):
            if not text:
                problems.append(issue("missing", field, what=field))
        rows.append(
            Row(source.sheet, source.line(position), "village_list", VillageLine(code, name, town, town_code), problems)
        )
    return rows
