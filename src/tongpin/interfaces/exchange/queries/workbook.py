"""The clerk's own workbook back, with a column that says what each waiting row needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import PurePath

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tongpin.foundation.files.queries import read_original

from ..enums import WAITING, BatchStatus
from ..models import ImportBatch
from ..notices import message
from ..rules.book import Book, Cell
from ..rules.issues import Severity
from ..rules.ledger import Ledger
from ..rules.reader import read_book
from .batches import ledger_of, plan_of

_FILL = PatternFill("solid", fgColor="FDE9D9")
_WIDTH = 48.0
Messages = dict[tuple[str, int], str]


def messages_of(batch: ImportBatch, ledger: Ledger) -> Messages:
    """Return what each waiting row needs, by sheet and line: as told at the commit, or as it stands in the preview."""
    if batch.status == BatchStatus.COMMITTED:
        rows = batch.rows.filter(state__in=WAITING).values_list("sheet", "line", "message")
        return {(sheet, line): text for sheet, line, text in rows}
    _read, plan = plan_of(batch, ledger)
    waiting = [one for one in plan.rows if one.state in WAITING]
    return {(one.row.sheet, one.row.line): message(one.all_issues, least=Severity.WARNING) for one in waiting}


def error_workbook(batch: ImportBatch) -> tuple[str, bytes]:
    """Return name and bytes of the file to be mended and handed in again; its format is kept, an old xls becomes xlsx.

    Rows that were taken over stay in it: handed in again they are the same as before. Raises UserError where the file
    can no longer be read.
    """
    data = read_original(batch.file)
    ledger = ledger_of(batch)
    texts = messages_of(batch, ledger)
    ending = _("to mend")
    name = f"{PurePath(batch.name).stem}-{ending}"
    heads = {table.sheet: table.header[1] + 1 for table in reversed(ledger.tables)}
    if ledger.book.form == "csv":
        return f"{name}.csv", _csv_with_column(ledger.book, texts, heads)
    if ledger.book.form == "xls":
        book = _from_grid(read_book(data, batch.name))
    else:
        book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        told = {line: text for (name, line), text in texts.items() if name == sheet.title}
        if told:
            _add_column(sheet, told, heads.get(sheet.title, 1))
    out = io.BytesIO()
    book.save(out)
    return f"{name}.xlsx", out.getvalue()


def _add_column(sheet: Worksheet, told: Mapping[int, str], head: int) -> None:
    """Write the column beside everything that stands in the sheet; an earlier one of ours is written over."""
    heading = _("To mend")
    column = next((cell.column for cell in sheet[head] if cell.value == heading), None) or sheet.max_column + 1
    for line in range(head + 1, sheet.max_row + 1):
        if sheet.cell(line, column).value is not None:
            sheet.cell(line, column).value = None
    top = sheet.cell(head, column, heading)
    top.font = Font(bold=True)
    sheet.column_dimensions[top.column_letter].width = _WIDTH
    for line, text in told.items():
        cell = sheet.cell(line, column, text)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = _FILL


def _csv_with_column(book: Book, texts: Messages, heads: Mapping[str, int]) -> bytes:
    sheet = book.sheets[0]
    heading = _("To mend")
    head = heads.get(sheet.name, 1)
    rows = [list(map(str, row)) for row in sheet.rows]
    if heading in rows[head - 1]:
        at = rows[head - 1].index(heading)
        rows = [row[:at] + row[at + 1 :] for row in rows]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=book.delimiter, lineterminator="\r\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow([*row, heading if number == head else texts.get((sheet.name, number), "")])
    encoding = "utf-8-sig" if book.encoding.startswith("utf") else book.encoding
    return out.getvalue().encode(encoding, errors="replace")


def _from_grid(book: Book) -> openpyxl.Workbook:
    """Put the values of an old workbook into a new one; its formats cannot be kept."""
    new = openpyxl.Workbook()
    new.remove(new.worksheets[0])
    for sheet in book.sheets:
        page = new.create_sheet(sheet.name)
        for line, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    _put(page, line, column, value)
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return new


def _put(page: Worksheet, line: int, column: int, value: Cell) -> None:
    """Write a value; a text stays a text, even if it begins like a formula."""
    if isinstance(value, str):
        page.cell(line, column, value).data_type = "s"
    else:
        page.cell(line, column, value)
