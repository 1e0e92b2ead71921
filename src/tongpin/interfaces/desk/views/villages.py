"""The dated list of villages, and importing the list of another year."""

from __future__ import annotations

import base64
import datetime as dt

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.foundation.access.access.declared import MANAGE_VILLAGES, SEE_VILLAGES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.places.actions import import_village_list, preview_village_list
from tongpin.foundation.places.models import VillageList
from tongpin.foundation.places.queries import list_in_force, search_villages, towns_in_force

from ..forms import VillageFilter, VillageListForm

PER_PAGE = 50
SALT = "village-list"
LIST_KEPT_FOR = dt.timedelta(hours=2)
KINDS = {"village": True, "community": False}


@screen(SEE_VILLAGES)
@require_safe
def village_list(request: HttpRequest) -> HttpResponse:
    """Show the villages in force on a day, and the lists they rest on."""
    today = clock.today()
    towns = list(towns_in_force(today).values_list("code", "name"))
    form = VillageFilter(request.GET, towns=towns)
    form.is_valid()
    chosen = form.cleaned_data
    day = chosen.get("day", today)
    rows = search_villages(
        day, text=chosen.get("text", ""), town=chosen.get("town", ""), administrative=KINDS.get(chosen.get("kind", ""))
    )
    context = {
        "filters": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "day": day,
        "basis": list_in_force(day),
        "lists": VillageList.objects.all(),
        "may_import": MANAGE_VILLAGES.held_by(account_of(request)),
    }
    return render(request, "desk/villages.html", context)


@screen(MANAGE_VILLAGES)
def import_list(request: HttpRequest) -> HttpResponse:
    """Take a list, show what it would change, import it when that is confirmed.

    Between the two steps the list travels in the form, signed: nothing waits on the server to be cleared away.
    """
    if request.method == "POST" and "list" in request.POST:
        return _import(request)
    form = VillageListForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file, as_of = form.cleaned_data["file"], form.cleaned_data["as_of"]
        data = file.read()
        try:
            context["plan"] = preview_village_list(by=account_of(request), data=data, as_of=as_of, source=file.name)
        except UserError as error:
            form.add_error("file", str(error))
        else:
            packed = [file.name, as_of.isoformat(), base64.b64encode(data).decode()]
            context["packed"] = signing.dumps(packed, salt=SALT, compress=True)
    return render(request, "desk/village_import.html", context)


def _import(request: HttpRequest) -> HttpResponse:
    """Import the list that was looked at."""
    try:
        name, day, data = signing.loads(request.POST["list"], salt=SALT, max_age=LIST_KEPT_FOR)
    except signing.BadSignature as error:
        raise UserError(_("This form is too old or was altered."), remedy=_("Choose the list once more.")) from error
    outcome = import_village_list(
        by=account_of(request),
        data=base64.b64decode(data),
        as_of=dt.date.fromisoformat(day),
        source=name,
        confirmed_loss="confirmed_loss" in request.POST,
    )
    said = _("This list was imported before; nothing changed.") if outcome.already else _("The list was imported.")
    messages.success(request, said)
    return redirect("desk:villages")
