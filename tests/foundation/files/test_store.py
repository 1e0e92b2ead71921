"""Keeping files and handing them out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from PIL import Image

from tongpin.foundation.audit.models import Event
from tongpin.foundation.files import actions, queries
from tongpin.foundation.files.actions import store_file
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.files.queries import ORIGINAL, SHOWN, damaged_files, path_of, read_original, read_shown
from tongpin.foundation.files.views import serve
from tongpin.foundation.kernel import crypto
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from . import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: Path) -> Iterator[Path]:
    settings.TONGPIN_HOME = tmp_path  # type: ignore[attr-defined] # pytest-django's settings
    yield tmp_path
    crypto.load_key.cache_clear()


def get(stored: StoredFile, name: str = "", **headers: str) -> HttpResponse:
    return serve(stored, RequestFactory().get("/", headers=headers), name=name)


def test_store_keeps_the_original_encrypted(operator: Account, home: Path) -> None:
    stored = store_file(by=operator, data=samples.PDF, name="验收单.pdf")
    assert (stored.sha256, stored.size) == (hashlib.sha256(samples.PDF).hexdigest(), len(samples.PDF))
    assert (stored.mime, stored.name) == ("application/pdf", "验收单.pdf")
    assert read_original(stored) == samples.PDF
    on_disk = [path.read_bytes() for path in (home / "files").rglob("*") if path.is_file()]
    assert len(on_disk) == 1
    assert b"PDF" not in on_disk[0]


def test_store_is_idempotent_by_content(operator: Account, home: Path) -> None:
    first = store_file(by=operator, data=samples.jpeg(), name="一.jpg")
    second = store_file(by=operator, data=samples.jpeg(), name="二.jpg")
    assert first == second
    assert StoredFile.objects.count() == 1
    assert Event.objects.filter(action="file.store").count() == 1


def test_store_writes_lost_bytes_again(operator: Account) -> None:
    stored = store_file(by=operator, data=samples.jpeg(), name="一.jpg")
    path_of(stored.sha256, SHOWN).unlink()
    assert [one for one, _why in damaged_files()] == [stored]
    assert store_file(by=operator, data=samples.jpeg(), name="一.jpg") == stored
    assert list(damaged_files()) == []


def test_log_names_no_file(operator: Account) -> None:
    store_file(by=operator, data=samples.PDF, name="张某某身份证.pdf")
    assert "张" not in Event.objects.get(action="file.store").details


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (samples.huge_png(), "大.png", "4000 万像素"),
        (samples.docx()[:60], "坏.docx", "损坏"),
        (samples.PDF, "../验收单.pdf", "路径"),
        (b"<svg/>", "图.svg", "矢量图"),
        (samples.ole("EncryptedPackage"), "密.xlsx", "密码"),
        (samples.picture("GIF"), "动.gif", "gif"),
        (b"", "空.pdf", "空"),
    ],
    ids=["huge picture", "cut short", "path", "drawing", "locked", "moving picture", "empty"],
)
def test_store_refuses_in_a_clear_sentence(operator: Account, home: Path, data: bytes, name: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        store_file(by=operator, data=data, name=name)
    assert said in str(caught.value)
    assert caught.value.remedy
    assert not StoredFile.objects.exists()
    assert not (home / "files").exists()


def test_store_refuses_too_large_a_file(operator: Account, settings: object) -> None:
    settings.TONGPIN_UPLOAD_LIMIT = 10  # type: ignore[attr-defined] # pytest-django's settings
    with pytest.raises(UserError, match="MB"):
        store_file(by=operator, data=samples.PDF, name="a.pdf")


def test_store_leaves_no_half_written_file(operator: Account, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(actions.os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        store_file(by=operator, data=samples.PDF, name="a.pdf")
    assert [path for path in (home / "files").rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()


def test_read_refuses_altered_moved_and_missing_bytes(operator: Account) -> None:
    stored = store_file(by=operator, data=samples.PDF, name="a.pdf")
    other = store_file(by=operator, data=samples.PDF + b"\n", name="b.pdf")
    path, kept = path_of(stored.sha256, ORIGINAL), path_of(stored.sha256, ORIGINAL).read_bytes()
    for wrong in (kept[:-1] + bytes([kept[-1] ^ 1]), path_of(other.sha256, ORIGINAL).read_bytes()):
        path.write_bytes(wrong)
        with pytest.raises(UserError):
            read_original(stored)
    path.unlink()
    with pytest.raises(UserError, match="缺少"):
        read_original(stored)


def test_read_refuses_content_that_is_not_its_hash(operator: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = store_file(by=operator, data=samples.PDF, name="a.pdf")
    monkeypatch.setattr(queries, "decrypt", lambda *_args, **_options: b"other")
    with pytest.raises(UserError, match="改动"):
        read_original(stored)


def test_serve_shows_the_copy_of_a_picture_never_the_original(operator: Account) -> None:
    stored = store_file(by=operator, data=samples.jpeg(), name="现场.jpg")
    response = get(stored)
    assert response["Content-Type"] == "image/jpeg"
    assert response.content == read_shown(stored) != samples.jpeg()
    assert dict(Image.open(BytesIO(response.content)).getexif()) == {}
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("data", "name", "mime", "saved_as"),
    [
        (samples.PDF, "验收单.exe", "application/pdf", "%E9%AA%8C%E6%94%B6%E5%8D%95.pdf"),
        (
            samples.docx(),
            "a.pdf.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "a.pdf.docx",
        ),
        (b"a,b\n", "t.csv", "text/csv", "t.csv"),
    ],
    ids=["pdf named exe", "docx named pdf", "csv"],
)
def test_serve_hands_documents_out_as_attachments(
    operator: Account, data: bytes, name: str, mime: str, saved_as: str
) -> None:
    response = get(store_file(by=operator, data=data, name=name))
    assert (response.content, response["Content-Type"]) == (data, mime)
    assert response["Content-Disposition"].startswith("attachment")
    assert saved_as in response["Content-Disposition"]


def test_serve_lets_no_browser_guess_or_run(operator: Account) -> None:
    response = get(store_file(by=operator, data=samples.PDF, name="a.pdf"))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]


def test_serve_sends_nothing_the_browser_has(operator: Account) -> None:
    stored = store_file(by=operator, data=samples.picture("PNG"), name="a.png")
    first = get(stored)
    assert first["Content-Type"] == "image/png"
    assert get(stored, **{"If-None-Match": first["ETag"]}).status_code == 304


def test_serve_under_another_name(operator: Account) -> None:
    response = get(store_file(by=operator, data=samples.PDF, name="a.pdf"), name="receipt.doc")
    assert "receipt.pdf" in response["Content-Disposition"]


def test_stored_file_says_its_name(operator: Account) -> None:
    assert str(store_file(by=operator, data=samples.PDF, name="a.pdf")) == "a.pdf"
