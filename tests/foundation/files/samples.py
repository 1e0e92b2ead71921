"""Files made on the spot: sound ones, and ones that try something."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

GPS_IFD, ORIENTATION = 0x8825, 0x0112


def jpeg(size: tuple[int, int] = (40, 20), *, orientation: int = 1, mode: str = "RGB") -> bytes:
    """A photograph with a place, a comment and an orientation."""
    picture = Image.new(mode, size, "red" if mode == "RGB" else 0)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (35.0, 24.0, 0.0), 3: "E", 4: (116.0, 58.0, 0.0)})
    target = BytesIO()
    picture.save(target, "JPEG", exif=exif, comment=b"secret place")
    return target.getvalue()


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (8, 8)) -> bytes:
    target = BytesIO()
    Image.new(mode, size).save(target, kind)
    return target.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def huge_png(width: int = 20_000, height: int = 20_000) -> bytes:
    """400 megapixels announced in 57 bytes: signature, IHDR, an empty IDAT, IEND."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", b"") + _chunk(b"IEND", b"")


def zipped(entries: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as handle:
        for name, body in entries.items():
            handle.writestr(name, body)
    return target.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **more})


def encrypted_zip() -> bytes:
    """A zip whose entries say that they are encrypted."""
    data = bytearray(docx())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def ole(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(512)
        + b"".join(one.encode("utf-16-le") + bytes(64) for one in streams)
    )


PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
