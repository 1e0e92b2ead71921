"""Evidence beside a record: a file, or the description of a paper kept elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.files.actions import store_file
from tongpin.foundation.files.views import serve
from tongpin.foundation.kernel.errors import UserError

from ..access import RECORD, SEE
from ..actions import attach_evidence, withdraw_evidence
from ..forms import EvidenceForm, WithdrawForm
from ..models import Activity, Evidence


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Put evidence beside a record."""
    account = account_of(request)
    activity = RECORD.get_or_404(account, Activity.objects.select_related("unit"), pk=pk)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given, upload = form.cleaned_data, form.cleaned_data["file"]
        try:
            kept = store_file(by=account, data=upload.read(), name=upload.name) if upload else None
            attach_evidence(by=account, activity=activity, grade=given["grade"], title=given["title"], file=kept)
        except UserError as error:
            form.add_error("file" if upload else None, str(error))
        else:
            messages.success(request, _("The evidence was added."))
            return redirect("activities:detail", pk)
    return render(request, "activities/evidence_form.html", {"form": form, "activity": activity})


def _evidence(activity: Activity, number: int) -> Evidence:
    return get_object_or_404(activity.evidence.select_related("file", "activity"), pk=number)


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a piece of evidence back with a reason; it stays readable but counts no more."""
    account = account_of(request)
    activity = RECORD.get_or_404(account, Activity.objects.select_related("unit"), pk=pk)
    evidence = _evidence(activity, number)
    if evidence.withdrawn_reason:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_evidence(by=account, evidence=evidence, reason=form.cleaned_data["reason"])
        messages.success(request, _("The evidence was withdrawn; it stays readable."))
        return redirect("activities:detail", pk)
    return render(request, "activities/withdraw.html", {"form": form, "activity": activity, "evidence": evidence})


@screen(SEE)
@require_safe
def file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give out the file of a piece of evidence to those who may see the record."""
    activity = SEE.get_or_404(account_of(request), Activity.objects.all(), pk=pk)
    evidence = _evidence(activity, number)
    if evidence.file is None:
        raise Http404
    return serve(evidence.file, request)
