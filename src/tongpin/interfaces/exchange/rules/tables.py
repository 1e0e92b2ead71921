"""Finds the tables of a sheet: the header under titles and over up to three rows, look-up lists beside it, several
tables below
one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tongpin.foundation.kernel.text import normal
from tongpin.interfaces.exchange.rules import words
from tongpin.interfaces.exchange.rules.book import Cell, Sheet
from tongpin.interfaces.exchange.rules.columns import Match, good_enough, match_kind
from tongpin.interfaces.exchange.rules.lines import Lines, sort_lines

_HEADER_DEPTH = 3
_SEARCH_ROWS = 400  # rows looked at for the first header of a sheet
_LONGEST_HEADING = 40
_SAMPLE_ROWS = 40


@dataclass(slots=True)
class Table:
    """One table of a sheet. `columns` gives the column of each field, `headings` what stands above each column."""

    sheet: Sheet
    kind: str
    columns: dict[str, int]
    headings: dict[int, str]
    header: tuple[int, int]
    titles: list[str]
    missing: list[str] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)

    @property
    def unused(self) -> list[str]:
        """Return the headings no field was found for."""
        used = set(self.columns.values())
        return [text for column, text in self.headings.items() if column not in used]

    def note(self, name: str) -> str:
        """Return what stands in brackets in a field's heading: its unit, as in 时长（分钟）."""
        column = self.columns.get(name)
        return "" if column is None else words.heading(self.headings[column]).note


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known besides the sheet: the file's name, mappings remembered for headings, a kind the user has
    chosen.
    """

    file_name: str = ""
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kind: str = ""


@dataclass(slots=True)
class _Header:
    first: int
    last: int
    headings: dict[int, list[str]]
    match: Match


def find_tables(sheet: Sheet, hints: Hints) -> list[Table]:
    """Return the sheet's tables from top to bottom; none if no header is recognised."""
    tables: list[Table] = []
    rows, start = sheet.rows, 0
    while (found := _next_header(sheet, start, hints)) is not None:
        headers, titles = found
        first, last = headers[0].first, headers[0].last
        end = _end_of_table(sheet, headers, hints)
        tables += [_table(sheet, header, titles, end) for header in headers]
        start = end
        if start >= len(rows) or last < first:
            break
    return tables


def _table(sheet: Sheet, header: _Header, titles: list[str], end: int) -> Table:
    headings = {column: texts[0] for column, texts in header.headings.items()}
    table = Table(
        sheet,
        header.match.kind.name,
        header.match.columns,
        headings,
        (header.first, header.last),
        titles,
        header.match.missing,
    )
    required = [header.match.columns[name] for name in header.match.kind.required if name in header.match.columns]
    table.lines = sort_lines(sheet, range(header.last + 1, end), sorted(headings), table.columns, required)
    return table


def _next_header(sheet: Sheet, start: int, hints: Hints) -> tuple[list[_Header], list[str]] | None:
    """Return the next header row(s) from `start` on, one entry for each table side by side, and the titles above."""
    titles: list[str] = []
    for index in range(start, min(len(sheet.rows), start + _SEARCH_ROWS)):
        row = sheet.rows[index]
        if _header_like(row) and _known(row, hints) >= 2:
            headers = _headers_at(sheet, index, titles, hints)
            if headers:
                return headers, titles
        titles += _texts(row)
    return None


def _headers_at(sheet: Sheet, index: int, titles: list[str], hints: Hints) -> list[_Header]:
    """Try the header as one, two and three rows; the depth that explains most wins, the shallower one if equal."""
    best: list[_Header] = []
    best_score = 0.0
    for depth in range(_HEADER_DEPTH):
        last = index + depth
        if last >= len(sheet.rows) or (depth and not _continues_header(sheet.rows[last])):
            break
        headers = _match_segments(sheet, index, last, titles, hints)
        total = headers[0].match.score - 2 * len(headers[0].match.missing) if headers else 0.0
        if headers and total > best_score + 0.01:
            best, best_score = headers, total
    return best


def _match_segments(sheet: Sheet, first: int, last: int, titles: list[str], hints: Hints) -> list[_Header]:
    """Divide the headings at blank columns and match each part; a look-up list beside the ledger needs no match."""
    headings = _headings(sheet, first, last)
    segments = _segments(headings)
    whole = {column: texts for column, texts in headings.items() if texts}
    options = [_best_match(sheet, segment, first, last, titles, hints) for segment in segments]
    good = [header for header in options if header is not None and not header.match.missing]
    if not good:
        union = _best_match(sheet, whole, first, last, titles, hints)
        partial = [header for header in [*options, union] if header is not None]
        return sorted(partial, key=lambda h: (len(h.match.missing), -h.match.score))[:1]
    good.sort(key=lambda header: -header.match.score)
    main = good[0]
    beside = [
        h for h in good[1:] if h.match.kind is main.match.kind and len(h.match.columns) >= len(main.match.columns) - 1
    ]
    return [main, *beside] if main.match.kind.name != "village_list" or len(segments) == 1 else []


def _best_match(
    sheet: Sheet, headings: dict[int, list[str]], first: int, last: int, titles: list[str], hints: Hints
) -> _Header | None:
    """Return the kind of ledger the headings fit best, titles and names counted in; None if none fits."""
    samples = _samples(sheet, headings, last + 1)
    best: Match | None = None
    best_score = 0.0
    for kind in words.kinds().values():
        if hints.kind and kind.name != hints.kind:
            continue
        match = match_kind(kind, headings, samples, hints.remembered.get(kind.name, {}))
        points = _title_points(kind, sheet, titles, hints)
        total = match.score + points - 1.5 * len(match.missing)
        if (good_enough(match, points) or hints.kind) and match.columns and total > best_score:
            best, best_score = match, total
    return None if best is None else _Header(first, last, headings, best)


def _title_points(kind: words.KindWords, sheet: Sheet, titles: Sequence[str], hints: Hints) -> int:
    """Weigh the words of title, sheet name and file name, in this order."""
    in_title = max((words.title_score(kind, title) for title in titles), default=0)
    in_name = words.title_score(kind, sheet.name)
    in_file = words.title_score(kind, hints.file_name)
    return max(min(in_title, 6), min(in_name, 5), min(in_file, 4))


def _headings(sheet: Sheet, first: int, last: int) -> dict[int, list[str]]:
    """Return for each column the texts its heading may be read as: the lowest line, all lines together, the upper
    line.
    """
    grid = {row: [_heading_text(value) for value in sheet.rows[row]] for row in range(first, last + 1)}
    for top, left, bottom, right in sheet.merged:
        if top > last or bottom < first or top not in grid:
            continue
        for row in range(max(top, first), min(bottom, last) + 1):
            for column in range(left, min(right, len(grid[row]) - 1) + 1):
                grid[row][column] = grid[top][left]
    width = max(len(line) for line in grid.values())
    headings: dict[int, list[str]] = {}
    for column in range(width):
        parts = list(dict.fromkeys(line[column] for line in grid.values() if column < len(line) and line[column]))
        headings[column] = [] if not parts else list(dict.fromkeys([parts[-1], "".join(parts), parts[0]]))
    return headings


def _segments(headings: dict[int, list[str]]) -> list[dict[int, list[str]]]:
    segments: list[dict[int, list[str]]] = [{}]
    for column, texts in headings.items():
        if texts:
            segments[-1][column] = texts
        elif segments[-1]:
            segments.append({})
    return [segment for segment in segments if segment]


def _samples(sheet: Sheet, headings: Mapping[int, Sequence[str]], start: int) -> dict[int, list[Cell]]:
    rows = sheet.rows[start : start + _SAMPLE_ROWS]
    return {column: [row[column] for row in rows if column < len(row)] for column in headings}


def _end_of_table(sheet: Sheet, headers: list[_Header], hints: Hints) -> int:
    """Return the row where the next table's titles begin: above a header that is not this one repeated."""
    rows = sheet.rows
    last = headers[0].last
    own = _signature(rows[last])
    blank_before = False
    for index in range(last + 1, len(rows)):
        row = rows[index]
        sparse = _is_sparse(row)
        if not sparse and blank_before and _header_like(row) and _known(row, hints) >= 3 and _signature(row) != own:
            return _back_over_titles(rows, index, last)
        blank_before = sparse
    return len(rows)


def _back_over_titles(rows: list[list[Cell]], index: int, last: int) -> int:
    """Step back over the title lines above a header, as far as the blank line that parts the tables."""
    start = index
    while start - 1 > last and len(_texts(rows[start - 1])) == 1:
        start -= 1
    return start


def _is_sparse(row: Sequence[Cell]) -> bool:
    filled = 0
    for value in row:
        if value != "":
            filled += 1
            if filled > 1:
                return False
    return True


def _signature(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(_heading_text(value) for value in row)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [text for value in row if isinstance(value, str) and (text := normal(value))]


def _heading_text(value: Cell) -> str:
    return normal(value) if isinstance(value, str) and len(value) <= 4 * _LONGEST_HEADING else ""


def _header_like(row: Sequence[Cell]) -> bool:
    """Tell whether a row may be a header: at least two short texts and nothing but text."""
    filled = [value for value in row if value != ""]
    return len(filled) >= 2 and all(isinstance(value, str) and len(value) <= _LONGEST_HEADING for value in filled)


def _continues_header(row: Sequence[Cell]) -> bool:
    """Tell whether a row may be the lower line of a header: words, and no digits as data have."""
    filled = [value for value in row if value != ""]
    return bool(filled) and all(
        isinstance(value, str) and len(value) <= _LONGEST_HEADING and not any(char.isdigit() for char in value)
        for value in filled
    )


def _known(row: Sequence[Cell], hints: Hints) -> int:
    """Count the cells that are headings of the synonym table or remembered ones."""
    known = words.known_headings()
    remembered = {text for mapping in hints.remembered.values() for text in mapping}
    count = 0
    for value in row:
        if isinstance(value, str) and value.strip():
            head = words.heading(value)
            count += head.full in known or head.base in known or head.full in remembered
    return count
