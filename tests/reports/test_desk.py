"""The officer's screens, as the officer sees them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongpin.foundation.people.models import Account
from tongpin.reports.actions import issue_report
from tongpin.reports.models import Report, ReportTemplate

from ..screens import MOST_QUERIES, form_key, queries_of
from .rules.test_templates import template

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def desk(officer: Account, client: Client) -> Client:
    client.force_login(officer, backend=BACKEND)
    return client


def test_preview_lists_figures_and_issue_follows(desk: Client, records: None) -> None:
    page = desk.get("/reports/preview/", {"year": 2025}).content.decode()
    assert "宣讲讲解场次" in page
    answer = desk.post(
        "/reports/issue/", {"year": 2025, "template": "", "kind": "draft", "_key": form_key(page)}, follow=True
    )
    report = Report.objects.get()
    assert answer.redirect_chain == [(f"/reports/{report.pk}/", 302)]
    assert report.code in answer.content.decode()
    word = desk.get(f"/reports/{report.pk}/docx/")
    assert word["Content-Disposition"].startswith("attachment")
    assert b"".join(word)[:2] == b"PK" if word.streaming else word.content[:2] == b"PK"


def test_issue_twice_with_one_key_makes_one_report(desk: Client, records: None) -> None:
    data = {"year": 2025, "kind": "draft", "_key": "k" * 20}
    first, second = (desk.post("/reports/issue/", data) for _ in range(2))
    assert (first.url, Report.objects.count()) == (second.url, 1)


def test_preview_says_what_blocks_a_final_copy(desk: Client, records: None) -> None:
    from tongpin.records.activities.models import Activity

    Activity.objects.update(grade=0)
    page = desk.get("/reports/preview/", {"year": 2025}).content.decode()
    assert "暂不能签发正式稿" in page
    assert 'value="final"' not in page


@pytest.mark.parametrize("year", ["", "abc", "1899", "2999"])
def test_preview_of_a_wrong_year_shows_the_error(desk: Client, year: str) -> None:
    answer = desk.get("/reports/preview/", {"year": year})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert desk.post("/reports/issue/", {"year": year, "_key": "k" * 20}).status_code == 400


def test_template_upload_shows_problems_then_keeps(desk: Client) -> None:
    page = desk.get("/reports/templates/new/").content.decode()
    wrong = SimpleUploadedFile("模板.docx", template('{{ n("tour.show") }}'))
    answer = desk.post("/reports/templates/new/", {"file": wrong, "_key": form_key(page)}).content.decode()
    assert "是否应为“tour.shows”" in answer
    right = SimpleUploadedFile("模板.docx", template('{{ n("tour.shows") }}'))
    desk.post("/reports/templates/new/", {"file": right, "_key": form_key(answer)})
    kept = ReportTemplate.objects.get()
    assert kept.name == "模板"
    assert desk.get(f"/reports/templates/{kept.pk}/").content[:2] == b"PK"
    assert desk.get("/reports/templates/shipped/").content[:2] == b"PK"


def test_list_asks_as_much_for_three_reports_as_for_one(desk: Client, officer: Account, records: None) -> None:
    issue_report(by=officer, year=2025, draft=True)
    one = queries_of(desk, "/reports/")
    for _ in range(2):
        issue_report(by=officer, year=2025, draft=True)
    assert queries_of(desk, "/reports/") == one <= MOST_QUERIES


def test_pdf_that_was_not_made_is_absent(desk: Client, officer: Account, records: None) -> None:
    report = issue_report(by=officer, year=2025, draft=True)
    assert desk.get(f"/reports/{report.pk}/pdf/").status_code == 404


def test_leader_reads_but_does_not_issue(client: Client, leader: Account, officer: Account, records: None) -> None:
    report = issue_report(by=officer, year=2025, draft=True)
    client.force_login(leader, backend=BACKEND)
    page = client.get("/reports/").content.decode()
    assert report.code in page
    assert "/reports/preview/" not in page
    assert client.get(f"/reports/{report.pk}/").status_code == 200
    assert client.get("/reports/preview/").status_code == 403
