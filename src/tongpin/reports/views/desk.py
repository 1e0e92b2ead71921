"""Preview, draft, issue, the list of issued reports, templates."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.files.views import serve
from tongpin.foundation.kernel.errors import UserError

from ..access import ISSUE, SEE
from ..actions import issue_report, make_pdf, upload_template
from ..forms import ReportForm, TemplateForm
from ..models import Report, ReportTemplate
from ..queries import ledger, preview, template_bytes
from ..rules import office
from ..rules.display import RULES
from ..rules.layout import brand_template
from ..rules.manifest import from_json
from ..rules.naming import file_name

PER_PAGE = 30
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@screen(SEE)
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Show issued reports and drafts, and the way to a new one."""
    rows = Report.objects.select_related("issued_by", "template")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "form": ReportForm(),
        "templates": ReportTemplate.objects.select_related("uploaded_by"),
        "may_issue": ISSUE.held_by(account_of(request)),
    }
    return render(request, "reports/list.html", context)


@screen(ISSUE)
@require_safe
def report_preview(request: HttpRequest) -> HttpResponse:
    """Show every figure a report would state, with what stands against issuing it."""
    form = ReportForm(request.GET)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            context["preview"] = preview(year=chosen["year"], template=chosen["template"])
        except UserError as error:
            form.add_error(None, str(error))
    return render(request, "reports/preview.html", context)


@screen(ISSUE)
@require_POST
def report_issue(request: HttpRequest) -> HttpResponse:
    """Issue a final copy, or make a draft."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return render(request, "reports/preview.html", {"form": form}, status=400)
    chosen, draft = form.cleaned_data, request.POST.get("kind") != "final"
    report = issue_report(by=account_of(request), year=chosen["year"], template=chosen["template"], draft=draft)
    messages.success(request, _("The draft was made.") if draft else _("The report was issued."))
    return redirect("reports:detail", pk=report.pk)


@screen(SEE)
@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an issued report: its facts, its figures, its files."""
    report = _report(request, pk)
    envelope = ledger(report.code)
    assert envelope is not None  # the row itself is the ledger
    context = {
        "report": report,
        "manifest": from_json(envelope.manifest),
        "has_office": office.program() is not None,
        "may_issue": ISSUE.held_by(account_of(request)),
    }
    return render(request, "reports/detail.html", context)


@screen(SEE)
@require_safe
def report_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the Word file."""
    report = _report(request, pk)
    return serve(report.document, request, name=file_name(report.title, report.code, draft=report.draft))


@screen(SEE)
@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the PDF once it was made."""
    report = _report(request, pk)
    if report.pdf is None:
        raise Http404
    name = file_name(report.title, report.code, draft=report.draft, ending="pdf")
    return serve(report.pdf, request, name=name)


@screen(ISSUE)
@require_POST
def report_make_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the PDF/A-3b with the manifest attached; needs LibreOffice on the server."""
    report = _report(request, pk)
    make_pdf(by=account_of(request), report=report)
    messages.success(request, _("The PDF was made."))
    return redirect("reports:detail", pk=report.pk)


@screen(ISSUE)
def template_upload(request: HttpRequest) -> HttpResponse:
    """Take a template, or say what in it cannot be used."""
    posted = request.method == "POST"
    form = TemplateForm(request.POST, request.FILES) if posted else TemplateForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload_template(by=account_of(request), data=file.read(), name=file.name)
        except UserError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The template was kept."))
            return redirect("reports:list")
    return render(request, "reports/template.html", {"form": form, "rules": [r for r in RULES if r]})


@screen(SEE)
@require_safe
def template_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a template that was uploaded."""
    template = SEE.get_or_404(account_of(request), ReportTemplate.objects.all(), pk=pk)
    return _download(template_bytes(template), f"{template.name}.docx", WORD)


@screen(SEE)
@require_safe
def shipped_template(request: HttpRequest) -> HttpResponse:
    """Hand out the template that ships with the program, to start one's own from."""
    return _download(brand_template(), "template.docx", WORD)


def _report(request: HttpRequest, pk: int) -> Report:
    rows = Report.objects.select_related("document", "pdf", "issued_by", "template")
    return SEE.get_or_404(account_of(request), rows, pk=pk)


def _download(data: bytes, name: str, mime: str) -> HttpResponse:
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
