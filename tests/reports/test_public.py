"""Verification without log-in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongpin.foundation.audit.models import Event
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.files.queries import read_original
from tongpin.foundation.people.models import Account
from tongpin.reports.actions import issue_report
from tongpin.reports.models import Report
from tongpin.reports.rules.seal import public_key
from tongpin.reports.views import public

from . import edits as e
from .helpers import edit_xml

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(officer: Account, records: None) -> Report:
    return issue_report(by=officer, year=2025, draft=True)


def _post(client: Client, data: bytes, name: str = "报告.docx") -> str:
    return client.post("/verify/", {"file": SimpleUploadedFile(name, data)}).content.decode()


def test_untouched_report_is_found_to_be_so(client: Client, report: Report) -> None:
    page = _post(client, read_original(report.document))
    assert "与签发时一致。" in page
    assert report.code in page
    assert "被改动" not in page


def test_altered_number_is_named(client: Client, report: Report) -> None:
    altered = edit_xml(read_original(report.document), lambda root: e.replace(root, "12", "92"))
    page = _post(client, altered)
    assert "此文件与签发时不一致。" in page
    assert "被改动" in page


def test_nothing_is_written_and_nothing_kept(client: Client, report: Report) -> None:
    before = (Event.objects.count(), StoredFile.objects.count())
    _post(client, read_original(report.document))
    assert (Event.objects.count(), StoredFile.objects.count()) == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello", "文件不是 Word、OpenDocument 或 PDF 文件。"),
        (b"PK\x03\x04junk", "文件不是 Word 或 OpenDocument 文件，或者已损坏。"),
    ],
)
def test_strange_file_gets_a_sentence(client: Client, data: bytes, words: str) -> None:
    page = _post(client, data)
    assert words in page


def test_no_file_gets_a_sentence(client: Client) -> None:
    answer = client.post("/verify/", {})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


def test_code_page_says_what_was_issued(client: Client, report: Report) -> None:
    page = client.get(f"/verify/{report.code}/")
    assert (page.status_code, report.title in page.content.decode()) == (200, True)
    assert client.get("/verify/TP-2025-00000000/").status_code == 404
    assert client.get("/verify/x/").status_code == 404


def test_key_is_handed_out(client: Client, report: Report) -> None:
    assert public_key(client.get("/verify/key.pem").content).hex() == report.key


def test_too_many_files_from_one_address_are_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "FILES_PER_ADDRESS", 2)
    pages = [_post(client, b"hello") for _ in range(3)]
    assert ["短时间内核验的文件过多" in page for page in pages] == [False, False, True]
