"""The yearly archive: its list on the screen and as a paper, filing, withdrawing, handing out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.files.actions import store_file
from tongpin.foundation.files.views import serve
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.papers import WORD, Paper, Table, wordings
from tongpin.foundation.kernel.sheets import download
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import root

from ..access import CHANGE_ROW, RUN_GROUP, SEE_GROUP, SEE_ROW
from ..actions import add_paper, withdraw_paper
from ..enums import PaperKind
from ..forms import PaperForm, ReasonForm
from ..models import ArchivePaper
from ..queries import archive, held_sessions, is_study_group, norms_of_study
from ..queries.groups import ARCHIVE_NORM
from . import groups, pages, shown

METHODS = ["GET", "HEAD", "POST"]
PACKAGE = "tongpin.records.study_plans"
SHARES = (2, 5, 8, 4, 2)


def kind_text(kind: str) -> str:
    """Return the words for a kind of paper; evidence that names none is other material."""
    return str(PaperKind(kind).label) if kind else _("Other material")


@screen(SEE_GROUP)
@require_safe
def listing(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Show what the archive of a year holds, and what it has not got yet: a reminder, never a duty to write."""
    account = account_of(request)
    unit = groups.group_of(account, pk, year)
    if not is_study_group(unit):
        return groups.no_group(request, unit)
    found = archive(unit, year, held_sessions(unit, year))
    norm = norms_of_study(clock.today()).get(ARCHIVE_NORM)
    context: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "today": clock.today(),
        "filed": [(kind_text(one.kind), one) for one in found.filed],
        "lacking": [(kind_text(kind), kind, held) for kind, held in found.lacking],
        "quote": shown.quote(norm) if norm else None,
        "may_run": RUN_GROUP.can_in(account, unit),
    }
    return render(request, "study_plans/archive.html", context)


@screen(SEE_GROUP)
@require_safe
def word(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Give out the cover and the list of the archive as a Word file; it names papers, no persons of its own."""
    unit = groups.group_of(account_of(request), pk, year)
    found = archive(unit, year, held_sessions(unit, year))
    rows = [
        (number, kind_text(one.kind), one.title, one.held.activity.starts_on if one.held else year, "")
        for number, one in enumerate(found.filed, 1)
    ]
    said, bureau = wordings(PACKAGE), root()
    values = {"organisation": bureau.name if bureau else unit.name, "unit": unit.name, "year": year, "n": len(rows)}
    table = Table(said["heads"].split("|"), rows, SHARES)
    paper = Paper(said["title"].strip().format_map(values)).lines(said["cover"], values, {"list": table})
    paper.signed(unit.name, clock.today())
    name = _("Archive list")
    return download(paper.file(), f"{unit.name}-{name}-{year}.docx", WORD)


@screen(RUN_GROUP)
@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """File a paper of the year or of a session."""
    account = account_of(request)
    groups.require_year(year)
    unit = RUN_GROUP.get_or_404(account, Unit.objects.all(), pk=pk)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        held=held_sessions(unit, year),
        kind=request.GET.get("kind", ""),
        session=request.GET.get("session", ""),
    )
    back = reverse("study_plans:archive", args=[unit.pk, year])
    if pages.sent(request, form, lambda: _filed(request, unit, year, form)) is not None:
        messages.success(request, _("Filed in the archive."))
        return redirect(back)
    note = _("Only papers that exist anyway. Nobody is asked to write one, and their number says nothing.")
    sheet = pages.Sheet(_("File a paper of %(year)s") % {"year": year}, _("File it"), back, unit.name, note, files=True)
    return pages.shown(request, form, sheet)


def _filed(request: HttpRequest, unit: Unit, year: int, form: PaperForm) -> ArchivePaper:
    given, upload = form.cleaned_data, form.cleaned_data["file"]
    by = account_of(request)
    kept = store_file(by=by, data=upload.read(), name=upload.name) if upload else None
    held = form.held.get(given["session"])
    activity = held.activity if held else None
    return add_paper(
        by=by, unit=unit, year=year, kind=given["kind"], title=given["title"], activity=activity, file=kept
    )


@screen(CHANGE_ROW)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a paper out of the archive with a reason."""
    account = account_of(request)
    rows = ArchivePaper.objects.select_related("unit", "evidence__activity__unit")
    paper = CHANGE_ROW.get_or_404(account, rows, pk=pk)
    form = ReasonForm(request.POST or None)
    back = reverse("study_plans:archive", args=[paper.unit_id, paper.year])

    def run() -> ArchivePaper:
        return withdraw_paper(by=account, paper=paper, reason=form.cleaned_data["reason"])

    if pages.sent(request, form, run) is not None:
        messages.success(request, _("Withdrawn; it stays readable with the reason."))
        return redirect(back)
    title = _("Withdraw “%(title)s”?") % {"title": paper.title}
    return pages.shown(request, form, pages.Sheet(title, _("Withdraw"), back, paper.unit.name))


@screen(SEE_ROW)
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out the file of a paper of the year to those who may see the group."""
    paper = SEE_ROW.get_or_404(account_of(request), ArchivePaper.objects.select_related("file"), pk=pk)
    if paper.file is None:
        raise Http404
    return serve(paper.file, request)
