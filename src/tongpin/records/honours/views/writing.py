"""Entering an honour and correcting an entry."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel.errors import NotAllowed, UserError

from ..access import RECORD
from ..actions import correct_honour, record_honour
from ..forms import HonourForm
from ..models import Honour
from ..queries import COLUMNS


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Enter an honour in eight fields at most."""
    account = account_of(request)
    form = HonourForm(request.POST or None, units=list(RECORD.units(account).order_by("path")))
    if request.method == "POST" and form.is_valid():
        honour = record_honour(by=account, content=form.content())
        messages.success(request, _("Entered in the register."))
        return redirect("honours:detail", honour.pk)
    return render(request, "honours/form.html", {"form": form, "honour": None})


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an entry; the earlier wording stays readable with the reason."""
    account = account_of(request)
    honour = RECORD.get_or_404(account, Honour.objects.select_related("unit"), pk=pk)
    initial = {name: getattr(honour, name) for name in COLUMNS if name != "unit_id"}
    form = HonourForm(
        request.POST or None,
        units=list(RECORD.units(account).order_by("path")),
        known=True,
        unit=honour.unit_id,
        version=honour.version,
        **initial,
    )
    if request.method == "POST" and form.is_valid() and _corrected(request, form, honour):
        return redirect("honours:detail", pk)
    return render(request, "honours/form.html", {"form": form, "honour": honour})


def _corrected(request: HttpRequest, form: HonourForm, honour: Honour) -> bool:
    data = form.cleaned_data
    try:
        changed = correct_honour(
            by=account_of(request),
            honour=honour,
            content=form.content(),
            reason=data["reason"],
            version=data["version"],
        )
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Corrected.") if changed else _("Nothing was different."))
    return True
