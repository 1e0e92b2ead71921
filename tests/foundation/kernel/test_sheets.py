"""A list as a workbook."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from tongpin.foundation.kernel.sheets import XLSX, Column, download, workbook


def sheet_of(*rows: list[object]) -> openpyxl.worksheet.worksheet.Worksheet:
    columns = [Column("甲"), Column("乙", 30)]
    book = openpyxl.load_workbook(io.BytesIO(workbook("标题", columns, rows, note="说明")))  # type: ignore[arg-type]
    return book.active


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "http://example.invalid", "0012"])
def test_text_stays_text(text: str) -> None:
    cell = sheet_of([text, None])["A4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_numbers_and_days_keep_their_kind() -> None:
    sheet = sheet_of([3, dt.date(2025, 3, 5)], [Decimal("1.5"), ""])
    assert (sheet["A4"].value, sheet["B4"].value) == (3, dt.datetime(2025, 3, 5))
    assert (sheet["A5"].value, sheet["B5"].value) == (1.5, None)


def test_head_stands_above_the_rows_and_is_repeated_in_print() -> None:
    sheet = sheet_of(["一", "二"])
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value, sheet["B3"].value] == ["标题", "说明", "甲", "乙"]
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.freeze_panes) == ("$3:$3", "landscape", "A4")


def test_workbook_without_rows_is_a_workbook() -> None:
    assert sheet_of().max_row == 3


def test_download_is_saved_under_its_name_and_never_guessed() -> None:
    response = download(b"x", "活动记录.xlsx")
    assert response["Content-Type"] == XLSX
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "filename*=utf-8''%E6%B4%BB" in response["Content-Disposition"]
