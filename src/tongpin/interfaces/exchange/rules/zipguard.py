"""Looks through a zip before any library opens it: how many parts, how large they really are, how far the cells reach.

The sizes written in a zip are the stranger's own claim, so each part is inflated here, in small pieces, and counted.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tongpin.interfaces.exchange.rules import limits
from tongpin.interfaces.exchange.rules.book import column_index
from tongpin.interfaces.exchange.rules.issues import Unreadable

_PIECE = 1 << 20
_OVERLAP = 512
_LOCAL_HEADER = 30
_ENCRYPTED_FLAG = 0x1
_FAR_CELL = re.compile(rb'<c r="(?:[A-Z]{3}\d|[A-Z]{1,2}\d{6})')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_VALUELESS = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*\bt="e"[^>]*>'
    rb"|[^>]*(?<!/)><f[^>]*(?:/>|>[^<]{0,8192}</f>)(?:<v\s*/>|<v></v>)?</c>)"
)
_VALUELESS_HINT = re.compile(rb't="e"|</f></c>|</f><v></v>|</f><v\s*/>|<f[^>]*/></c>|<f[^>]*/><v></v>|<f[^>]*/><v\s*/>')
_SHEET_PART = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


@dataclass(slots=True)
class Looked:
    """What a look through the parts found: names, and per sheet part the cells that hold no value."""

    names: list[str]
    valueless: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


def look_through(data: bytes) -> Looked:
    """Inspect a zip. Raise `Unreadable` where it is damaged, encrypted or larger than the limits."""
    try:
        infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, UnicodeDecodeError) as exc:
        raise Unreadable("damaged") from exc
    if len(infos) > limits.MAX_PARTS:
        raise Unreadable("too_many_parts")
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        raise Unreadable("encrypted")
    looked = Looked([info.filename for info in infos])
    spare = limits.MAX_UNPACKED
    for info in infos:
        pieces = _inflate(data, info)
        if _SHEET_PART.match(info.filename):
            spare -= _scan_sheet(pieces, info.filename, looked, spare)
        else:
            spare -= _measure(pieces, spare)
    return looked


def _inflate(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part's true content piece by piece, without belief in the sizes its header states."""
    start = info.header_offset
    header = data[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise Unreadable("damaged")
    start += _LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[i : i + _PIECE]) for i in range(0, len(packed), _PIECE))
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable("damaged")
    inflater = zlib.decompressobj(-15)
    try:
        for i in range(0, len(packed), _PIECE):
            piece = inflater.decompress(packed[i : i + _PIECE], _PIECE)
            while piece:
                yield piece
                piece = inflater.decompress(inflater.unconsumed_tail, _PIECE)
    except zlib.error as exc:
        raise Unreadable("damaged") from exc
    if not inflater.eof:
        raise Unreadable("damaged")


def _measure(pieces: Iterator[bytes], spare: int) -> int:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > spare:
            raise Unreadable("unpacks_too_big", limit=str(limits.MAX_UNPACKED >> 20))
    return size


def _scan_sheet(pieces: Iterator[bytes], name: str, looked: Looked, spare: int) -> int:
    """Measure a sheet and note how far its cells reach and which of them hold no value."""
    size, tail = 0, b""
    far_row = far_column = 0
    valueless: set[tuple[int, int]] = set()
    for piece in pieces:
        size += len(piece)
        if size > spare:
            raise Unreadable("unpacks_too_big", limit=str(limits.MAX_UNPACKED >> 20))
        text = tail + piece
        if _FAR_CELL.search(text):
            for letters, row in _FILLED_CELL.findall(text):
                far_row, far_column = max(far_row, int(row)), max(far_column, column_index(letters.decode()) + 1)
            _check_reach(far_row, far_column, name)
        if _VALUELESS_HINT.search(text):
            valueless |= {(int(row) - 1, column_index(letters.decode())) for letters, row in _VALUELESS.findall(text)}
        tail = text[-_OVERLAP:]
    if valueless:
        looked.valueless[name] = valueless
    return size


def _check_reach(rows: int, columns: int, name: str) -> None:
    if columns > limits.MAX_COLUMNS or rows > limits.MAX_ROWS or rows * columns > limits.MAX_CELLS:
        raise Unreadable("too_wide", sheet=name.rsplit("/", 1)[-1].removesuffix(".xml"), cell=f"R{rows}C{columns}")
