"""Text files: encoding and delimiter found from the content."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import PurePath

from tongpin.interfaces.exchange.rules import limits
from tongpin.interfaces.exchange.rules.book import Book, Cell, Sheet
from tongpin.interfaces.exchange.rules.issues import Unreadable

_DELIMITERS = ",\t;|，"
_SAMPLE_LINES = 60


def read_text(data: bytes, name: str) -> Book:
    """Read a csv or tsv. Raise `Unreadable` if it is not text or has no columns."""
    text, encoding = _decode(data)
    delimiter = _delimiter(text)
    try:
        rows: list[list[Cell]] = [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as exc:
        raise Unreadable("bad_csv") from exc
    if len(rows) > limits.MAX_ROWS:
        raise Unreadable("too_many_rows", limit=str(limits.MAX_ROWS))
    width = max((len(row) for row in rows), default=0)
    if width > limits.MAX_COLUMNS:
        raise Unreadable("bad_csv")
    for row in rows:
        row.extend([""] * (width - len(row)))
    return Book(name, "csv", [Sheet(PurePath(name).stem, rows)], encoding, delimiter)


def _decode(data: bytes) -> tuple[str, str]:
    """Try the encodings of Chinese offices, the unambiguous first. GB18030 covers GBK and GB2312."""
    marked = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    candidates = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text, "utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else encoding.replace("utf-8-sig", "utf-8")
    raise Unreadable("unknown_text")


def _is_text(text: str) -> bool:
    """Refuse binary data that happens to decode: control characters, or mostly private and rare ones."""
    sample = text[:20_000]
    control = sum(1 for c in sample if ord(c) < 32 and c not in "\t\r\n\f\x0b")
    odd = sum(1 for c in sample if "\ue000" <= c <= "\uf8ff" or c == "\ufffd")
    return "\x00" not in text and control <= len(sample) // 500 and odd <= len(sample) // 20


def _delimiter(text: str) -> str:
    """Return the delimiter that divides most lines into the same number of columns; one column is a comma's."""
    lines = [line for line in text.splitlines()[: _SAMPLE_LINES * 2] if line.strip()][:_SAMPLE_LINES]
    best, best_score = ",", 0.0
    for mark in _DELIMITERS:
        counts = Counter(line.count(mark) for line in lines)
        counts.pop(0, None)
        if not counts:
            continue
        columns, agreeing = counts.most_common(1)[0]
        score = agreeing + min(columns, 20) / 100
        if score > best_score + (1 if mark == "，" else 0):
            best, best_score = mark, score
    return best
