"""A list as an xlsx workbook: for people who go on in Excel or WPS, and for printing on A4."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

Cell = str | int | float | Decimal | dt.date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading and its width in characters."""

    heading: str
    width: int = 14


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, note: str = "") -> bytes:
    """Return a workbook with a title, a note line (organisation, cut-off), headings and rows.

    Texts are written as texts, so that one beginning with "=" is no formula; nothing becomes a link.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(1, 0, note)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(2, place, column.heading, bold)
    number = 2
    for number, row in enumerate(rows, start=3):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, day)
    sheet.freeze_panes(3, 0)
    sheet.autofilter(2, 0, number, len(columns) - 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C&P / &N")
    book.close()
    return file.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: Cell, day: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, place, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, place, dt.datetime.combine(value, dt.time()), day)
    else:
        sheet.write_number(row, place, float(value))


def download(content: bytes, name: str, content_type: str = XLSX) -> HttpResponse:
    """Return a file to save under `name`; the type is never guessed by the browser."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
