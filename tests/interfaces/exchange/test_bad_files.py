"""Files that are not what their name says, damaged ones and dangerous ones: refused in one sentence, quickly."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
import xlsxwriter

from tongpin.interfaces.exchange.notices import remedy, sentence
from tongpin.interfaces.exchange.rules import limits
from tongpin.interfaces.exchange.rules.book import column_index, column_letters
from tongpin.interfaces.exchange.rules.issues import Unreadable
from tongpin.interfaces.exchange.rules.ledger import read_ledger
from tongpin.interfaces.exchange.rules.reader import read_book


def workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (["2025年主题党日台账"], ["日期", "党支部", "主题", "参加人数"], ["3月5日", "甲支部", "学习", 3]):
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def document() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """Return a workbook with one part replaced."""
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    return zipped({one: source.read(one) for one in source.namelist()} | {name: content})


def far_cell(cell: str) -> bytes:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="{cell}"><v>1</v></c></row>'
    text = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    return with_part("xl/worksheets/sheet1.xml", text.encode())


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def lying_bomb() -> bytes:
    """Return a zip whose header states a few bytes for a part that inflates to far more than the limit."""
    data = bytearray(with_part("xl/media/bomb.bin", bytes(limits.MAX_UNPACKED + (1 << 20))))
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + 17] != b"xl/media/bomb.bin":
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\x00" * 100, "empty_file"),
        (b"PK\x03\x04 cut", "damaged"),
        (workbook()[:2000], "damaged"),
        (document(), "is_word"),
        (zipped({"ppt/presentation.xml": b"x"}), "is_slides"),
        (zipped({"mimetype": b"x", "content.xml": b"x"}), "is_ods"),
        (zipped({"a.txt": b"x"}), "is_archive"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is_web_page"),
        (b"%PDF-1.7\n", "is_other"),
        (b"\x89PNG\r\n\x1a\n\x00", "is_other"),
        (b"Rar!\x1a\x07", "is_archive"),
        (encrypted(), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (bytes(range(256)) * 20, "unknown_text"),
        (far_cell("XFD9"), "too_wide"),
        (far_cell("A1048576"), "too_wide"),
        (lying_bomb(), "unpacks_too_big"),
        (zipped({f"xl/{number}": b"" for number in range(limits.MAX_PARTS + 1)}), "too_many_parts"),
        (bytes(limits.MAX_BYTES) + b"x", "too_big"),
    ],
)
def test_bad_file_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_book(data, "台账.xlsx")
    assert caught.value.issue.code == code
    assert sentence(caught.value.issue)
    assert remedy(caught.value.issue)


def test_ledger_without_its_suffix_is_read_by_its_content() -> None:
    assert [table.kind for table in read_ledger(workbook(), "台账.csv").tables] == ["party_day"]


def test_formula_without_value_is_named_with_its_cell() -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (["2025年主题党日台账"], ["日期", "党支部", "主题", "参加人数"], ["3月5日", "甲支部", "学习", "=1+2"]):
        book.worksheets[0].append(row)
    book.save(out)
    (row,) = read_ledger(out.getvalue(), "党日.xlsx").rows
    assert [(found.code, dict(found.params)["cell"]) for found in row.issues] == [("no_value", "D3")]


def test_formula_with_its_value_is_read() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "2025年主题党日台账")
    sheet.write_row(1, 0, ["日期", "党支部", "主题", "参加人数"])
    sheet.write_row(2, 0, ["3月5日", "甲支部", "学习"])
    sheet.write_formula(2, 3, "=1+2", None, 3)
    book.close()
    (row,) = read_ledger(out.getvalue(), "党日.xlsx").rows
    assert row.record is not None
    assert row.record.count == 3  # type: ignore[union-attr]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_file_in_any_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    lines = ["日期,党支部,主题,参加人数", "2025年3月5日,甲支部,学习,3", "2025年4月5日,甲支部,读书,约4人"]
    data = "\r\n".join(line.replace(",", delimiter) for line in lines).encode(encoding)
    ledger = read_ledger(data, "党日.csv")
    assert [row.record.count for row in ledger.rows if row.record is not None] == [3, 4]  # type: ignore[union-attr]


def test_year_nobody_states_is_asked_for_not_guessed() -> None:
    data = "日期,党支部,主题,参加人数\n3月5日,甲支部,学习,3\n".encode()
    (row,) = read_ledger(data, "党日.csv").rows
    assert [found.code for found in row.issues] == ["bad_date"]
    (row,) = read_ledger(data, "党日.csv", year=2024).rows
    assert row.record is not None
    assert row.record.start.year == 2024  # type: ignore[union-attr]


@pytest.mark.parametrize("index", [0, 25, 26, 701, 702, 16383])
def test_column_letters_and_index_undo_each_other(index: int) -> None:
    assert column_index(column_letters(index)) == index
