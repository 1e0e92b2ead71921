"""Sorts the lines below a header: data, totals, notes, section headings, the header printed again, blank ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tongpin.foundation.kernel.text import normal, squeezed
from tongpin.interfaces.exchange.rules.book import Cell, Sheet

_TOTAL = re.compile(
    r"^(?:[一二三四1-4]季度|第[一二三四1-4]季度|\d{1,2}月份?|[一二三四五六七八九十]+月份?|上半年|下半年|全年|本月|本年|本季|全市|全县|总)?"
    r"(?:合|小|总|共|累)计(?!划)"
)
_SUM = re.compile(r"^(?:合计|总计|小计|共计|共|计)[约有]?[\d,.]+[\u4e00-\u9fff]{0,4}$")
_NOTE = re.compile(
    r"^(?:\*|※|注|备注|说明|填写|填表|填报|制表|审核|审批|复核|经办|报送|统计|单位负责人|负责人|联系人|联系电话|分管|主管|主要负责人|盖章|签字|"
    r"单位[((]|温馨|以上|附[:件注]|日期[:：]|要求|本表|此表|数据来源|截至|截止|\d+[.、]|[((]?[一二三四五六七八九十]+[)、)])"
)
_PAGE = re.compile(r"^(?:第\d+页|共\d+页|-\d+-|—\d+—|\d+/\d+)")
_CONTEXT_FIELDS = ("seq", "month", "unit", "town", "year", "venue", "status", "meeting_type")


@dataclass(slots=True)
class Lines:
    """Row indexes of the data; section headings (row, text) in order; rows left out with the code of the reason and
    their text.
    """

    data: list[int] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)


def sort_lines(
    sheet: Sheet, span: range, table_columns: Sequence[int], fields: dict[str, int], required: Sequence[int]
) -> Lines:
    """Sort the rows of `span`. Only the table's own columns count; what stands beside them is another list."""
    lines = Lines()
    if not table_columns or not span:
        return lines
    left, right = table_columns[0], table_columns[-1] + 1
    rows = sheet.rows
    header = tuple(_plain(value) for value in rows[span.start - 1][left:right])
    context = {fields[name] - left for name in _CONTEXT_FIELDS if name in fields}
    carried = _merged_cells(sheet, span, left, right)
    inside = [column - left for column in required]
    first_text = _first_text_column(fields, left)
    for index in span:
        row = rows[index][left:right]
        sure = inside and all(map(_filled, map(row.__getitem__, inside)))
        if sure and len(inside) == 1:
            sure = sum(map(_filled, row)) > 2
        if sure and not (_says_total(row[first_text]) or _says_total(row[0])):
            if not isinstance(row[inside[0]], str) or tuple(map(_plain, row)) != header:
                lines.data.append(index)
            continue
        _sort_one(index, row, lines, context, carried.get(index, ()), header)
    return lines


def _sort_one(
    index: int, row: list[Cell], lines: Lines, context: set[int], carried: Sequence[int], header: tuple[str, ...]
) -> None:
    """Judge a row with a gap in its required columns."""
    filled = [column for column, value in enumerate(row) if value != "" and _plain(value)]
    if not filled:
        return
    text = _plain(row[filled[0]])
    if tuple(map(_plain, row)) == header:
        return
    if _is_total(row, filled):
        lines.left_out.append((index, "total_row", _shown(row, filled)))
    elif len(filled) == 1 and isinstance(row[filled[0]], str) and filled[0] not in carried:
        _single(index, text, filled[0] in context and filled[0] != 0, lines)
    elif all(column in context for column in filled):
        return
    elif _NOTE.match(text) and isinstance(row[filled[0]], str) and len(filled) <= 4:
        lines.left_out.append((index, "note_row", _shown(row, filled)))
    else:
        lines.data.append(index)


def _single(index: int, text: str, in_context: bool, lines: Lines) -> None:
    """A row with one text: a page number, a note, or a heading that holds for the rows below it."""
    if _PAGE.match(squeezed(text)):
        return
    if len(text) <= 30 and not re.match(r"^(?:注|备注|说明|填|制表|审核)", text) and "。" not in text:
        lines.sections.append((index, text))
        if not in_context and _NOTE.match(text):
            lines.left_out.append((index, "note_row", text))
        return
    lines.left_out.append((index, "note_row", text[:200]))


def _is_total(row: Sequence[Cell], filled: Sequence[int]) -> bool:
    if any(_says_total(row[column]) for column in filled[:3]):
        return True
    return len(filled) <= 3 and any(_SUM.match(squeezed(_plain(row[column]))) for column in filled)


def _filled(value: Cell) -> bool:
    return value != "" and not (isinstance(value, str) and value.isspace())


def _says_total(value: Cell) -> bool:
    return isinstance(value, str) and _total_text(value)


@lru_cache(maxsize=8192)
def _total_text(value: str) -> bool:
    plain = squeezed(value)
    return len(plain) <= 40 and bool(_TOTAL.match(plain))


def _first_text_column(fields: dict[str, int], left: int) -> int:
    """Return the column where 合计 would stand: the serial number's, else the table's first."""
    return fields.get("seq", left) - left


def _merged_cells(sheet: Sheet, span: range, left: int, right: int) -> dict[int, list[int]]:
    """Return for each row the columns that a cell merged from above covers."""
    covered: dict[int, list[int]] = {}
    for top, first, bottom, last in sheet.merged:
        if bottom == top or top < span.start or last - first >= right - left - 1:
            continue
        for row in range(top + 1, min(bottom, span.stop - 1) + 1):
            covered.setdefault(row, []).extend(range(max(first, left) - left, min(last + 1, right) - left))
    return covered


def _plain(value: Cell) -> str:
    return normal(value) if isinstance(value, str) else str(value)


def _shown(row: Sequence[Cell], filled: Sequence[int]) -> str:
    return " ".join(_plain(row[column]) for column in filled)[:200]
