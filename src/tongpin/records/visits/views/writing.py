"""Recording a need and correcting what it says."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError

from ..access import RECORD, SEE
from ..actions import correct_need, record_need
from ..forms import NeedForm
from ..models import Need
from ..queries import categories, content_of
from . import shown


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Record a need in eight fields at most."""
    account = account_of(request)
    units = list(RECORD.units(account).order_by("path"))
    form = NeedForm(request.POST or None, units=units, received_on=clock.today(), visitor=str(account)[:60])
    if request.method == "POST" and form.is_valid():
        need = record_need(by=account, content=form.content())
        messages.success(request, _("Recorded. Its owner answers it; the one who asked closes it."))
        return redirect("visits:detail", need.pk)
    return render(request, "visits/form.html", _context(request, form, None))


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a need says; the earlier wording stays readable with the reason."""
    account = account_of(request)
    need = RECORD.get_or_404(account, Need.objects.select_related("unit", "village__town"), pk=pk)
    before = content_of(need)
    initial = {name: getattr(before, name) for name in ("received_on", "asked", "asker", "category", "owner", "due_on")}
    form = NeedForm(
        request.POST or None,
        units=list(RECORD.units(account).order_by("path")),
        before=before,
        unit=need.unit_id,
        village=shown.place(need),
        visitor=need.visitor,
        version=need.version,
        **initial,
    )
    if request.method == "POST" and form.is_valid() and _corrected(request, form, need):
        return redirect("visits:detail", pk)
    return render(request, "visits/form.html", _context(request, form, need))


def _corrected(request: HttpRequest, form: NeedForm, need: Need) -> bool:
    data = form.cleaned_data
    try:
        changed = correct_need(
            by=account_of(request), need=need, content=form.content(), reason=data["reason"], version=data["version"]
        )
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Corrected.") if changed else _("Nothing was different."))
    return True


def _context(request: HttpRequest, form: NeedForm, need: Need | None) -> dict[str, object]:
    mine = SEE.visible(account_of(request), Need.objects.all())
    return {"form": form, "need": need, "categories": categories(mine)}
