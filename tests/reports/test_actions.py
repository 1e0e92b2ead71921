"""Issuing: what is computed, kept, refused."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError

from tongpin.foundation.audit.models import Event
from tongpin.foundation.files.queries import read_original
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Venue
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import cancel_activity, record_many
from tongpin.records.activities.models import Activity
from tongpin.reports.actions import issue_report, make_pdf, render_brand_report, upload_template
from tongpin.reports.enums import RecomputeVerdict, SealVerdict
from tongpin.reports.models import Report, ReportTemplate
from tongpin.reports.queries import ledger, preview, public_key_pem, verify_file, verify_with_ledger
from tongpin.reports.rules import office
from tongpin.reports.rules.layout import brand_template

from .conftest import talks
from .rules.test_templates import template

pytestmark = pytest.mark.django_db


def test_issue_keeps_report_and_says_so_in_the_log(officer: Account, records: None, own_template: bytes) -> None:
    kept = upload_template(by=officer, data=own_template, name="本局.docx")
    report = issue_report(by=officer, year=2025, template=kept, draft=False)
    assert (report.title, report.draft, report.figures, report.unproven) == (
        "测试市文化和旅游局2025年度党建品牌工作报告",
        False,
        2,
        0,
    )
    assert report.document.name == f"{report.title}_{report.code}.docx"
    event = Event.objects.get(action="report.issue")
    assert (event.target_id, report.document.sha256 in event.details) == (str(report.pk), True)


def test_issued_file_verifies_online_and_with_the_public_key_alone(
    officer: Account, records: None, own_template: bytes
) -> None:
    kept = upload_template(by=officer, data=own_template, name="本局.docx")
    data = read_original(issue_report(by=officer, year=2025, template=kept, draft=False).document)
    online = verify_with_ledger(data, "a.docx")
    assert (online.ok, online.seal, set(online.recomputed.values())) == (
        True,
        SealVerdict.VALID,
        {RecomputeVerdict.HOLDS},
    )
    offline = verify_file(data, "a.docx", public_key=public_key_pem())
    assert (offline.ok, offline.recomputed) == (True, {})
    assert [f.issued for f in offline.figures] == ["12场次", "比上年增长20%"]


def test_change_of_the_records_shows_afterwards(officer: Account, records: None, own_template: bytes) -> None:
    kept = upload_template(by=officer, data=own_template, name="本局.docx")
    data = read_original(issue_report(by=officer, year=2025, template=kept, draft=False).document)
    cancel_activity(by=officer, activity=Activity.objects.filter(starts_on__year=2025).latest("pk"), reason="误记")
    verdict = verify_with_ledger(data, "a.docx")
    assert (verdict.ok, verdict.recomputed["F001"]) == (False, RecomputeVerdict.DATA_CHANGED)


def test_other_records_with_the_same_value_are_told(
    officer: Account, branch: Unit, museum: Venue, records: None, own_template: bytes
) -> None:
    kept = upload_template(by=officer, data=own_template, name="本局.docx")
    data = read_original(issue_report(by=officer, year=2025, template=kept, draft=False).document)
    cancel_activity(by=officer, activity=Activity.objects.filter(starts_on__year=2025).latest("pk"), reason="误记")
    record_many(by=officer, incoming=talks(branch, museum, 2025, 20)[-1:])
    verdict = verify_with_ledger(data, "a.docx")
    assert (verdict.ok, verdict.recomputed["F001"]) == (True, RecomputeVerdict.RECORDS_CHANGED)


def test_final_copy_without_evidence_is_refused_and_keeps_nothing(
    officer: Account, branch: Unit, museum: Venue, catalogue: None, own_template: bytes
) -> None:
    record_many(by=officer, incoming=talks(branch, museum, 2025, 3, grade=0))
    kept = upload_template(by=officer, data=own_template, name="本局.docx")
    with pytest.raises(UserError, match="宣讲讲解场次"):
        issue_report(by=officer, year=2025, template=kept, draft=False)
    assert Report.objects.count() == 0
    draft = issue_report(by=officer, year=2025, template=kept, draft=True)
    assert (draft.unproven, "（草稿）" in draft.document.name) == (1, True)
    assert preview(year=2025, template=kept).unproven == ("宣讲讲解场次",)


def test_database_refuses_a_final_copy_without_evidence(officer: Account, records: None) -> None:
    report = issue_report(by=officer, year=2025, draft=True)
    report.unproven, report.draft = 1, False
    with pytest.raises(IntegrityError):
        report.save(update_fields=["unproven", "draft"])


def test_shipped_report_is_issued_over_the_register(officer: Account, records: None) -> None:
    made = render_brand_report(by=officer, year=2025, draft=True)
    verdict = verify_with_ledger(made.docx, "b.docx")
    assert (verdict.ok, verdict.draft, made.pdf) == (True, True, None)
    assert ledger(made.code) is not None
    assert ledger("TP-2025-00000000") is None


@pytest.mark.parametrize("who", ["secretary", "leader"])
def test_only_the_officer_issues_and_uploads(who: str, request: pytest.FixtureRequest, own_template: bytes) -> None:
    account = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        issue_report(by=account, year=2025, draft=True)
    with pytest.raises(NotAllowed):
        upload_template(by=account, data=own_template, name="x.docx")


def test_upload_names_every_unknown_tag_and_keeps_nothing(officer: Account) -> None:
    with pytest.raises(UserError) as caught:
        upload_template(by=officer, data=template('{{ n("tour.show") }}{{ m("x") }}'), name="x.docx")
    assert "没有代码为“tour.show”的指标。是否应为“tour.shows”？" in str(caught.value)
    assert "没有“m”这个标签。" in str(caught.value)
    assert ReportTemplate.objects.count() == 0


def test_signing_key_is_made_once_and_private(officer: Account) -> None:
    assert public_key_pem() == public_key_pem()
    path = Path(settings.TONGPIN_HOME) / "keys" / "report"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_reports_of_an_earlier_key_stay_trusted(officer: Account, records: None) -> None:
    made = render_brand_report(by=officer, year=2025, draft=True)
    path = Path(settings.TONGPIN_HOME) / "keys" / "report"
    from tongpin.foundation.kernel.crypto import load_key

    old = path.read_bytes()
    try:
        path.unlink()
        load_key.cache_clear()
        assert verify_with_ledger(made.docx, "b.docx").seal is SealVerdict.VALID
    finally:
        path.write_bytes(old)
        load_key.cache_clear()


@pytest.mark.office
@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_pdf_is_made_once_and_verifies(officer: Account, records: None) -> None:
    report = issue_report(by=officer, year=2025, draft=True)
    made = make_pdf(by=officer, report=report)
    assert make_pdf(by=officer, report=Report.objects.get(pk=report.pk)) == made
    verdict = verify_with_ledger(read_original(made), "b.pdf")
    assert (verdict.ok, verdict.seal, verdict.without_marks) == (True, SealVerdict.VALID, True)


def test_shipped_template_is_the_same_bytes_each_time() -> None:
    assert brand_template() == brand_template()
