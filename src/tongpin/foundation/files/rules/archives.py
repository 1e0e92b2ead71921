"""Office files that are zip archives: judged by their directory before a single entry is opened."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from .refusals import Refusal, Refused

MOST_ENTRIES = 4_000
MOST_UNPACKED = 300 * 1024 * 1024  # bytes of all entries together, as declared
MOST_GROWTH = 200  # unpacked : packed; office XML reaches 20, a bomb 1,000
_SMALL = 1024 * 1024  # below this the ratio says nothing
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\\|[\x00-\x1f]")
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|Basic/.+)$", re.I)
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", ""),
    ("ppt/presentation.xml", "pptx"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def zip_kind(data: bytes) -> str:
    """Return docx, xlsx, pptx, odt, ods or ofd. Raises Refused for other archives, bombs, macros, passwords."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries)
            return _kind(archive, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeDecodeError, ValueError) as error:
        raise Refused(Refusal.DAMAGED) from error
    except RuntimeError as error:  # zipfile's way to say that an entry is encrypted
        raise Refused(Refusal.LOCKED) from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    bomb = unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked > MOST_GROWTH * max(packed, 1))
    if len(names) > MOST_ENTRIES or len(set(names)) < len(names) or bomb or any(map(_OUTSIDE.search, names)):
        raise Refused(Refusal.ARCHIVE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(Refusal.LOCKED)
    if any(map(_MACROS.search, names)):
        raise Refused(Refusal.MACROS)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        found = next((extension for part, extension in _PARTS if part in names), "")
    elif "mimetype" in names:
        with archive.open("mimetype") as handle:
            found = _OPEN_DOCUMENT.get(handle.read(100).strip(), "")
    else:
        found = "ofd" if "OFD.xml" in names else ""
    if not found:
        raise Refused(Refusal.UNKNOWN, "zip")
    return found
