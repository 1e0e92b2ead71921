"""Bytes → `Book`: what a file is, is told from its content, never from its name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree.ElementTree import Element

import python_calamine as calamine
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from tongpin.interfaces.exchange.rules import limits
from tongpin.interfaces.exchange.rules.book import Book, Sheet
from tongpin.interfaces.exchange.rules.csvtext import read_text
from tongpin.interfaces.exchange.rules.issues import Unreadable
from tongpin.interfaces.exchange.rules.zipguard import Looked, look_through

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"{\\rtf": "RTF", b"BM": "BMP",
    b"II*\x00": "TIFF", b"\x7fELF": "ELF", b"MZ": "EXE", b"SQLite format 3": "SQLite", b"RIFF": "RIFF",
}  # fmt: skip
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_WEB = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<table|<\?xml|<head|<meta|MIME-Version:)", re.IGNORECASE
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_book(data: bytes, name: str) -> Book:
    """Read a file's sheets. Raise `Unreadable` with the reason; nothing else escapes."""
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable("empty_file")
    if len(data) > limits.MAX_BYTES:
        raise Unreadable("too_big", limit=str(limits.MAX_BYTES >> 20))
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _read_zip(data, name)
    if data[:8] == _OLE:
        return _read_ole(data, name)
    _refuse_others(data)
    return read_text(data, name)


def _refuse_others(data: bytes) -> None:
    if _WEB.match(data[:512]):
        raise Unreadable("is_web_page")
    if data.startswith(_ARCHIVES):
        raise Unreadable("is_archive")
    for magic, form in _MAGIC.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            raise Unreadable("is_other", form=form)


def _read_zip(data: bytes, name: str) -> Book:
    looked = look_through(data)
    names = set(looked.names)
    if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names:
        raise Unreadable(_other_zip(names))
    sheets = _calamine_sheets(data)
    if looked.valueless:
        parts = _sheet_parts(data)
        for sheet in sheets:
            sheet.valueless = frozenset(looked.valueless.get(parts.get(sheet.name, ""), ()))
    return Book(name, "xlsx", sheets)


def _other_zip(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "is_word"
    if "ppt/presentation.xml" in names:
        return "is_slides"
    if "content.xml" in names and "mimetype" in names:
        return "is_ods"
    return "is_archive" if "[Content_Types].xml" not in names else "damaged"


def _read_ole(data: bytes, name: str) -> Book:
    """Old binary files: a workbook, a Word document, or an encrypted modern workbook."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("encrypted")
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        if "WordDocument".encode("utf-16-le") in data:
            raise Unreadable("is_word")
        if "PowerPoint Document".encode("utf-16-le") in data:
            raise Unreadable("is_slides")
        raise Unreadable("damaged")
    return Book(name, "xls", _calamine_sheets(data))


def _calamine_sheets(data: bytes) -> list[Sheet]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return [
                _sheet(workbook, meta)
                for meta in workbook.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as exc:
        raise Unreadable("encrypted") from exc
    except Unreadable:
        raise
    except MemoryError as exc:
        raise Unreadable("too_many_rows", limit=str(limits.MAX_ROWS)) from exc
    except Exception as exc:
        raise Unreadable("damaged") from exc
    except BaseException as exc:
        # A panic inside the reader's Rust code arrives as a BaseException of its own.
        if type(exc).__name__ == "PanicException":
            raise Unreadable("damaged") from exc
        raise


def _sheet(workbook: Any, meta: Any) -> Sheet:
    sheet = workbook.get_sheet_by_name(meta.name)
    if sheet.total_height > limits.MAX_ROWS:
        raise Unreadable("too_many_rows", limit=str(limits.MAX_ROWS))
    if sheet.total_width > limits.MAX_COLUMNS:
        raise Unreadable("too_wide", sheet=meta.name, cell=f"R{sheet.total_height}C{sheet.total_width}")
    rows = sheet.to_python(skip_empty_area=False)
    width = len(rows[0]) if rows else 0
    merged = [(a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or [] if a[0] < len(rows) and a[1] < width]
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    return Sheet(meta.name, rows, merged, hidden=hidden)


def _sheet_parts(data: bytes) -> dict[str, str]:
    """Return the zip part of each sheet by the sheet's name; empty if the workbook's index cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = fromstring(archive.read("xl/workbook.xml"))
            relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile, ValueError):
        return {}
    targets = {node.get("Id", ""): _part_name(node) for node in relations}
    return {
        node.get("name", ""): targets.get(node.get(_RELATION, ""), "")
        for node in book.iter()
        if node.tag.endswith("}sheet")
    }


def _part_name(relation: Element) -> str:
    target = relation.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


__all__ = ["Looked", "read_book"]
