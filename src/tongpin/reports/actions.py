"""Issuing reports and keeping templates."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record, seal
from tongpin.foundation.audit.queries import head
from tongpin.foundation.files.actions import store_file
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.files.queries import read_original
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.canonical import Json
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from .access import ISSUE
from .models import Report, ReportTemplate
from .notices import in_words, problem_words
from .queries import data_for, known_codes, signing_key, template_bytes, wanted_by
from .queries.preview import order_of
from .rules.checking import check_template
from .rules.compose import Composed, Order, compose
from .rules.faults import Fault
from .rules.manifest import from_json
from .rules.naming import file_name, new_code
from .rules.pdf import to_pdf
from .rules.seal import unpack

_SHOWN_PROBLEMS = 12


@transaction.atomic
def issue_report(
    *, by: Account, year: int, template: ReportTemplate | None = None, draft: bool, as_of: dt.date | None = None
) -> Report:
    """Compute, compose, seal and keep a report.

    Raises UserError, having kept nothing, when the template cannot be used or a final copy lacks evidence for a figure.
    """
    ISSUE.require_held(by)
    now = clock.now()
    order = _addressed(order_of(year=year, as_of=as_of, draft=draft, code=new_code(year, secrets.choice), now=now))
    made = _composed(template_bytes(template), year=year, as_of=as_of, order=order)
    report = Report.objects.create(
        code=order.report,
        title=order.title,
        year=year,
        draft=draft,
        as_of=dt.date.fromisoformat(order.as_of),
        issued_at=now,
        issued_by=by,
        template=template,
        document=store_file(by=by, data=made.docx, name=file_name(order.title, order.report, draft=draft)),
        envelope=made.envelope.pack(),
        key=made.envelope.key.hex(),
        figures=len(made.placed),
        unproven=sum(place.blocks_final for place in made.placed),
    )
    details: dict[str, Json] = {"code": report.code, "year": year, "draft": draft, "sha256": report.document.sha256}
    record(by=by, action="report.issue", target=report, details=details)
    return report


@transaction.atomic
def upload_template(*, by: Account, data: bytes, name: str) -> ReportTemplate:
    """Keep an officer's template. Raises UserError naming every unknown tag; nothing but the tag language is let in."""
    ISSUE.require_held(by)
    checked = check_template(data, known_codes())
    if checked.problems:
        said = "；".join(map(problem_words, checked.problems[:_SHOWN_PROBLEMS]))
        raise UserError(said, place=name[:80], remedy=_("Mend the template in Word and upload it again."))
    template = ReportTemplate.objects.create(
        name=name.removesuffix(".docx")[:120],
        file=store_file(by=by, data=data, name=name),
        tags=checked.tags,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    record(by=by, action="report.template", target=template, details={"sha256": template.file.sha256})
    return template


@transaction.atomic
def make_pdf(*, by: Account, report: Report) -> StoredFile:
    """Make a report's PDF/A-3b, once; raises UserError where LibreOffice is missing or fails."""
    ISSUE.require_held(by)
    if report.pdf is not None:
        return report.pdf
    envelope = unpack(report.envelope)
    try:
        data = to_pdf(read_original(report.document), envelope, from_json(envelope.manifest))
    except Fault as fault:
        raise in_words(fault) from fault
    name = file_name(report.title, report.code, draft=report.draft, ending="pdf")
    report.pdf = store_file(by=by, data=data, name=name)
    report.save(update_fields=["pdf"])
    record(by=by, action="report.pdf", target=report, details={"sha256": report.pdf.sha256})
    return report.pdf


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report as the command line writes it to disk."""

    code: str
    docx: bytes
    pdf: bytes | None


def render_brand_report(*, by: Account, year: int, draft: bool, pdf: bool = False) -> Rendered:
    """Issue the shipped report and return its files. Raises as `issue_report` and `make_pdf`."""
    seal()  # so that the head printed in the annex covers what was written up to now
    with transaction.atomic():
        report = issue_report(by=by, year=year, draft=draft)
        made = make_pdf(by=by, report=report) if pdf else None
    return Rendered(report.code, read_original(report.document), read_original(made) if made else None)


def _composed(template: bytes, *, year: int, as_of: dt.date | None, order: Order) -> Composed:
    data = data_for(year=year, wanted=wanted_by(template), as_of=as_of)
    try:
        return compose(template, data, order, signing_key())
    except Fault as fault:
        raise in_words(fault) from fault


def _addressed(order: Order) -> Order:
    path = reverse("verify:report", kwargs={"code": order.report})
    return replace(order, audit_head=head(), verify_url=settings.TONGPIN_PUBLIC_URL + path)
