"""What goes out today, to whom, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account

from ..access import CHANNELS, PREVIEW
from ..queries.composing import Draft, drafts
from ..queries.today import today_text
from .tabs import tabs


def _may_see(account: Account, draft: Draft) -> bool:
    """Say whether the reader may see a message: digests of own units, one's own; the bureau's officer sees all."""
    if draft.unit is not None:
        return PREVIEW.can_in(account, draft.unit)
    return draft.account == account or CHANNELS.held_by(account)


@screen(PREVIEW)
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Show today's messages word for word, made by the same function that sends them."""
    account = account_of(request)
    rows = [draft for draft in drafts(clock.today()) if _may_see(account, draft)]
    context = {
        "tabs": tabs(account, "preview"),
        "state": today_text(),
        "groups": [draft for draft in rows if draft.unit is not None],
        "persons": [draft for draft in rows if draft.account is not None],
        "today": clock.today(),
        "may_connect": CHANNELS.held_by(account),
    }
    return render(request, "notify/preview.html", context)
