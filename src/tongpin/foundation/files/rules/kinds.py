"""Type by content. Only what officers need as evidence is taken; everything else is refused by name.

The extension of a name is never believed. What could be two things at once (a picture that is also a zip, a PDF that is
also a page) is refused, because each reader of it would see something else.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO

import puremagic

from .archives import zip_kind
from .refusals import Refusal, Refused

__all__ = ["Kind", "Refusal", "Refused", "checked_name", "extension_of", "kind_of"]

_HEAD = 4096
_ZIP_TAIL = 65_557  # an end-of-archive record with the longest comment
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php)", re.I)
_MARKUP_START = re.compile(r"\s*<[!?a-z]", re.I)
_FORBIDDEN_IN_NAMES = re.compile(r"[/\\:\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]|^\.|\.\.")
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Kind:
    """A type we keep. `picture`: a copy is shown; everything else is only handed out as an attachment."""

    mime: str
    extension: str
    picture: bool = False


_PICTURES = (
    (re.compile(rb"\xff\xd8\xff"), Kind("image/jpeg", "jpg", picture=True)),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind("image/png", "png", picture=True)),
    (re.compile(rb"RIFF.{4}WEBP", re.S), Kind("image/webp", "webp", picture=True)),
    (re.compile(rb"BM.{4}\x00{4}", re.S), Kind("image/bmp", "bmp", picture=True)),
)
_PDF = Kind("application/pdf", "pdf")
_ZIPPED = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "ofd": "application/ofd",
}
# The name of the stream that tells which program wrote an old binary file, as it stands in the directory (UTF-16).
_OLE = (
    ("WordDocument", Kind("application/msword", "doc")),
    ("Workbook", Kind("application/vnd.ms-excel", "xls")),
    ("Book", Kind("application/vnd.ms-excel", "xls")),
    ("PowerPoint Document", Kind("application/vnd.ms-powerpoint", "ppt")),
)
_TEXTS = {"csv": Kind("text/csv", "csv"), "": Kind("text/plain", "txt")}


_EXTENSIONS = {
    **{kind.mime: kind.extension for kind in (*_TEXTS.values(), *(kind for _, kind in (*_PICTURES, *_OLE)), _PDF)},
    **{mime: extension for extension, mime in _ZIPPED.items()},
}


def extension_of(mime: str) -> str:
    """Return the extension that belongs to a type we keep, without the dot."""
    return _EXTENSIONS[mime]


def checked_name(name: str) -> str:
    """Return the name in NFC. Raises Refused for a path, control or direction characters, a hidden or endless name."""
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain or len(plain) > _LONGEST_NAME or _FORBIDDEN_IN_NAMES.search(plain):
        raise Refused(Refusal.NAME)
    return plain


def kind_of(data: bytes, name: str = "") -> Kind:
    """Return what the content is; `name` only tells a table (csv) from other text. Raises Refused."""
    if not data:
        raise Refused(Refusal.EMPTY)
    for pattern, kind in _PICTURES:
        if pattern.match(data):
            return _only(data, kind)
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise Refused(Refusal.DAMAGED)
        return _only(data, _PDF)
    if data.startswith(b"PK\x03\x04"):
        extension = zip_kind(data)
        return Kind(_ZIPPED[extension], extension)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(data)
    return _text_kind(data, name)


def _only(data: bytes, kind: Kind) -> Kind:
    """Return `kind` unless the bytes can be read as something else as well."""
    head = data[:_HEAD]
    pdf_too = kind is not _PDF and b"%PDF-" in head
    zip_too = b"PK\x05\x06" in data[-_ZIP_TAIL:] and zipfile.is_zipfile(BytesIO(data))
    if pdf_too or zip_too or _MARKUP.search(head):
        raise Refused(Refusal.TWO_THINGS)
    return kind


def _ole_kind(data: bytes) -> Kind:
    """Return the kind of an old binary office file; one with a password or macros is refused."""
    if _stream(data, "EncryptedPackage") or _stream(data, "EncryptionInfo"):
        raise Refused(Refusal.LOCKED)
    if _stream(data, "_VBA_PROJECT"):
        raise Refused(Refusal.MACROS)
    for stream, kind in _OLE:
        if _stream(data, stream):
            return kind
    raise Refused(Refusal.UNKNOWN)


def _stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _text_kind(data: bytes, name: str) -> Kind:
    """Return the kind of plain text; markup and anything binary is refused."""
    text = _as_text(data)
    if text is None:
        raise Refused(Refusal.UNKNOWN, _guess(data))
    if _MARKUP_START.match(text.lstrip("\ufeff")) or _MARKUP.search(data[:_HEAD]):
        raise Refused(Refusal.MARKUP)
    return _TEXTS["csv" if name.lower().endswith(".csv") else ""]


def _as_text(data: bytes) -> str | None:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text) else text
    return None


def _guess(data: bytes) -> str:
    """Return what the file seems to be, to name it in the refusal; empty when nobody knows."""
    try:
        found = puremagic.magic_string(data[:65_536])
    except (puremagic.PureError, ValueError):
        return ""
    return str(found[0].extension).lstrip(".") if found else ""
