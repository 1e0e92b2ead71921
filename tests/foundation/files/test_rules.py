"""What a file is, what is refused, and the copy that is shown."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tongpin.foundation.files.rules import (
    Refusal,
    Refused,
    archives,
    checked_name,
    extension_of,
    kind_of,
    shown_copy,
)

from . import samples

ODT = samples.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""})
ODS = samples.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""})
SOUND = {
    "jpg": samples.jpeg(),
    "png": samples.picture("PNG"),
    "webp": samples.picture("WEBP"),
    "bmp": samples.picture("BMP"),
    "pdf": samples.PDF,
    "docx": samples.docx(),
    "xlsx": samples.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}),
    "pptx": samples.zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}),
    "odt": ODT,
    "ods": ODS,
    "ofd": samples.zipped({"OFD.xml": b""}),
    "doc": samples.ole("WordDocument"),
    "xls": samples.ole("Workbook"),
    "ppt": samples.ole("PowerPoint Document"),
    "txt": "会议记录".encode("gbk"),
}


@pytest.mark.parametrize("extension", SOUND)
def test_kind_is_told_from_content(extension: str) -> None:
    kind = kind_of(SOUND[extension], "证明.exe")
    assert kind.extension == extension
    assert kind.picture is (extension in {"jpg", "png", "webp", "bmp"})
    assert extension_of(kind.mime) == extension


def test_kind_of_a_table_follows_the_name() -> None:
    assert kind_of("日期,地点\n".encode(), "台账.CSV").mime == "text/csv"
    assert kind_of("日期,地点\n".encode(), "台账.txt").mime == "text/plain"


REFUSED = {
    "empty": (b"", Refusal.EMPTY),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal.MARKUP),
    "svg behind a declaration": (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", Refusal.MARKUP),
    "page": (b"<!DOCTYPE html><script>alert(1)</script>", Refusal.MARKUP),
    "page behind text": ("说明\n<script>alert(1)</script>".encode(), Refusal.MARKUP),
    "picture that is a page": (samples.jpeg()[:20] + b"<script>" + samples.jpeg()[20:], Refusal.TWO_THINGS),
    "picture that is a PDF": (samples.jpeg()[:20] + b"%PDF-1.4" + samples.jpeg()[20:], Refusal.TWO_THINGS),
    "picture that is a zip": (samples.picture("PNG") + samples.docx(), Refusal.TWO_THINGS),
    "PDF that is a zip": (samples.PDF + samples.docx(), Refusal.TWO_THINGS),
    "cut PDF": (samples.PDF[:20], Refusal.DAMAGED),
    "cut docx": (samples.docx()[:60], Refusal.DAMAGED),
    "docx with macros": (samples.docx(**{"word/vbaProject.bin": b""}), Refusal.MACROS),
    "docx with a password": (samples.ole("EncryptedPackage"), Refusal.LOCKED),
    "zip with a password": (samples.encrypted_zip(), Refusal.LOCKED),
    "xls with macros": (samples.ole("Workbook", "_VBA_PROJECT"), Refusal.MACROS),
    "other compound file": (samples.ole("Thumbs"), Refusal.UNKNOWN),
    "entry outside": (samples.docx(**{"../evil": b""}), Refusal.ARCHIVE),
    "absolute entry": (samples.docx(**{"/etc/x": b""}), Refusal.ARCHIVE),
    "drive entry": (samples.docx(**{"C:x": b""}), Refusal.ARCHIVE),
    "bomb": (samples.docx(**{"word/media": bytes(20_000_000)}), Refusal.ARCHIVE),
    "other zip": (samples.zipped({"a.txt": b"a"}), Refusal.UNKNOWN),
    "other open document": (samples.zipped({"mimetype": b"application/x"}), Refusal.UNKNOWN),
    "program": (b"MZ\x90\x00" + bytes(60), Refusal.UNKNOWN),
    "gif": (samples.picture("GIF"), Refusal.UNKNOWN),
    "noise": (b"\x00\x01\x02", Refusal.UNKNOWN),
}


@pytest.mark.parametrize("name", REFUSED)
def test_kind_refuses(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(Refused) as caught:
        kind_of(data)
    assert caught.value.reason is reason


def test_kind_refuses_an_archive_of_too_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 1)
    with pytest.raises(Refused):
        kind_of(samples.docx())


def test_kind_names_what_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        kind_of(samples.picture("GIF"))
    assert caught.value.text == "gif"


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_kind_never_fails_otherwise(data: bytes, head: bytes) -> None:
    try:
        kind = kind_of(head + data)
    except Refused:
        return
    assert extension_of(kind.mime) == kind.extension


@pytest.mark.parametrize("name", ["证明.pdf", "2025年 送戏（甲镇）.jpg", "a" * 150, " 验收单.docx "])
def test_name_is_kept(name: str) -> None:
    assert checked_name(name) == name.strip()


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "../a.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "C:a.pdf",
        ".htaccess",
        "a\x00.pdf",
        "gpj.\u202eexe",
        "a" * 151,
        "a..pdf",
    ],
)
def test_name_that_is_a_path_or_a_trick_is_refused(name: str) -> None:
    with pytest.raises(Refused) as caught:
        checked_name(name)
    assert caught.value.reason is Refusal.NAME


def test_shown_copy_drops_place_comment_and_camera() -> None:
    original = samples.jpeg()
    with Image.open(BytesIO(original)) as before:
        assert before.getexif().get_ifd(samples.GPS_IFD)
        assert before.info["comment"] == b"secret place"
    copy, mime = shown_copy(original)
    assert mime == "image/jpeg"
    with Image.open(BytesIO(copy)) as after:
        assert dict(after.getexif()) == {}
        assert "comment" not in after.info
    assert b"secret place" not in copy


def test_shown_copy_is_turned_upright() -> None:
    copy, _mime = shown_copy(samples.jpeg((40, 20), orientation=6))
    assert Image.open(BytesIO(copy)).size == (20, 40)


@pytest.mark.parametrize(
    ("data", "mime", "mode"),
    [
        (samples.picture("PNG", "RGBA"), "image/png", "RGBA"),
        (samples.picture("PNG", "LA"), "image/png", "RGBA"),
        (samples.picture("PNG", "P"), "image/png", "RGB"),
        (samples.picture("PNG", "I;16"), "image/png", "RGB"),
        (samples.picture("WEBP", "RGBA"), "image/jpeg", "RGB"),
        (samples.jpeg(mode="CMYK"), "image/jpeg", "RGB"),
    ],
)
def test_shown_copy_of_every_mode(data: bytes, mime: str, mode: str) -> None:
    copy, found = shown_copy(data)
    assert (found, Image.open(BytesIO(copy)).mode) == (mime, mode)


def test_shown_copy_of_a_large_picture_is_smaller() -> None:
    copy, _mime = shown_copy(samples.picture("JPEG", size=(5120, 100)))
    assert Image.open(BytesIO(copy)).size == (2560, 50)


@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (8_000, 8_000), (8_000, 5_001)])
def test_shown_copy_refuses_by_the_header_alone(width: int, height: int) -> None:
    data = samples.huge_png(width, height)
    assert len(data) == 57
    with pytest.raises(Refused) as caught:
        shown_copy(data)
    assert caught.value.reason is Refusal.TOO_MANY_PIXELS


@pytest.mark.parametrize("data", [samples.jpeg()[:-200], samples.picture("PNG")[:40], samples.huge_png(8, 8), b"BM"])
def test_shown_copy_refuses_what_is_damaged(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        shown_copy(data)
    assert caught.value.reason is Refusal.DAMAGED
