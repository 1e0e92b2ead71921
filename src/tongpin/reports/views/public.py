"""Verification without log-in: upload a file, or look a report code up. Nothing is kept of an uploaded file."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import public_screen
from tongpin.foundation.kernel.errors import UserError

from ..enums import FigureVerdict, LiteralVerdict, RecomputeVerdict
from ..forms import VerifyForm
from ..models import Report
from ..notices import annex_word, figure_word, literal_word, recompute_word, seal_word
from ..queries import public_key_pem, signing_key, verify_with_ledger
from ..rules import seal
from ..rules.findings import LiteralFinding
from ..rules.verify import Verdict

WINDOW = 600  # seconds
FILES_PER_ADDRESS = 20  # in a window
FILES_ALTOGETHER = 200  # in a window: converting old files costs the server seconds each


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the result: what was issued, what stands there, what that means."""

    name: str
    issued: str
    found: str
    words: str
    tone: str
    around: str
    today: str = ""


@public_screen
def verify(request: HttpRequest) -> HttpResponse:
    """Take a file and say what became of every figure in it."""
    posted = request.method == "POST"
    form = VerifyForm(request.POST, request.FILES) if posted else VerifyForm()
    context: dict[str, object] = {"form": form}
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            _count(request)
            context.update(_result(verify_with_ledger(file.read(), file.name)))
        except UserError as error:
            form.add_error("file", str(error))
    return render(request, "reports/verify.html", context)


@public_screen
@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a report of this code was issued here, and what belongs to it."""
    found = Report.objects.filter(code=code).first()
    fingerprint = seal.fingerprint(bytes.fromhex(found.key)) if found else ""
    context = {"report": found, "code": code, "fingerprint": fingerprint}
    return render(request, "reports/verify_code.html", context, status=200 if found else 404)


@public_screen
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Hand out the public key, for verifying offline."""
    response = HttpResponse(public_key_pem(), content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="tongpin-report-key.pem"'
    return response


def _count(request: HttpRequest) -> None:
    """Count this file against the limits. Raises UserError when one is reached."""
    address = request.META.get("REMOTE_ADDR", "")
    for name, most in ((f"verify-{address}", FILES_PER_ADDRESS), ("verify-all", FILES_ALTOGETHER)):
        cache.add(name, 0, WINDOW)
        try:
            reached = cache.incr(name) > most
        except ValueError:  # it expired between the two calls
            reached = False
        if reached:
            raise UserError(_("Too many files in a short time."), remedy=_("Wait ten minutes, then go on."))


def _result(verdict: Verdict) -> dict[str, object]:
    """Return the verdict as the page shows it: what differs first."""
    rows = [_figure_row(verdict, index) for index in range(len(verdict.figures))]
    others = [_other_row(found) for found in verdict.literals]
    return {
        "verdict": verdict,
        "rows": sorted([*others, *rows], key=lambda row: row.tone == "done"),
        "differing": sum(row.tone != "done" for row in [*others, *rows]),
        "seal_words": seal_word(verdict.seal),
        "annex_words": annex_word(verdict.annex),
        "trusted": seal.fingerprint(signing_key().public_key().public_bytes_raw()),
    }


def _figure_row(verdict: Verdict, index: int) -> Row:
    found = verdict.figures[index]
    today = verdict.recomputed.get(found.id)
    fine = found.verdict in (FigureVerdict.SAME, FigureVerdict.SAME_BY_CONTEXT)
    tone = _tone(fine and today is not RecomputeVerdict.DATA_CHANGED)
    name = f"{found.id} {found.name}"
    return Row(name, found.issued, found.found, figure_word(found.verdict), tone, found.around, recompute_word(today))


def _other_row(found: LiteralFinding) -> Row:
    tone = _tone(found.verdict is LiteralVerdict.REMOVED)
    return Row(_("Other number"), found.issued, found.found, literal_word(found.verdict), tone, found.around)


def _tone(fine: bool) -> str:
    return "done" if fine else "alert"
