"""Confirming several records at once: choose, look at the preview, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.standards.queries import kinds

from ..access import CONFIRM
from ..actions import confirm_many
from ..models import Activity
from ..queries import waiting_for_confirmation

MOST = 100


@screen(CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_several(request: HttpRequest) -> HttpResponse:
    """List what waits for the reader, preview what was chosen, and confirm all of it or nothing."""
    account = account_of(request)
    # One's own records wait for somebody else.
    waiting = CONFIRM.visible(account, waiting_for_confirmation().select_related("venue", "village"))
    waiting = waiting.exclude(recorded_by=account)
    keys = [int(key) for key in request.POST.getlist("chosen") if key.isdecimal()][:MOST]
    chosen: list[Activity] = list(waiting.filter(pk__in=keys)) if keys else []
    if request.method == "POST" and "confirm" in request.POST and chosen:
        if len(chosen) != len(set(keys)):
            messages.warning(request, _("Some of the records have changed meanwhile. Look again before you confirm."))
        else:
            count = confirm_many(by=account, activities=chosen)
            text = ngettext("%(n)s record confirmed.", "%(n)s records confirmed.", count) % {"n": count}
            messages.success(request, text)
            return redirect("activities:confirm_several")
    if request.method == "POST" and not chosen:
        messages.warning(request, _("Choose the records first."))
    page = Paginator(waiting, MOST).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": page.object_list,
        "chosen": chosen,
        "names": {code: kind.name for code, kind in kinds().items()},
    }
    return render(request, "activities/confirm_preview.html" if chosen else "activities/confirm.html", context)
