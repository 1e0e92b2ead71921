"""What goes out today, to whom, and why."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account

from ..access import CHANNELS, PREVIEW
from ..queries.composing import Draft, drafts_for_groups, drafts_for_persons, found
from ..queries.today import today_text
from ..queries.tree import whole
from .tabs import tabs


def _may_see(account: Account, draft: Draft) -> bool:
    """Say whether the reader may see a message: digests of own units, one's own; the bureau's officer sees all."""
    if draft.unit is not None:
        return PREVIEW.can_in(account, draft.unit)
    return draft.account == account or CHANNELS.held_by(account)


@screen(PREVIEW)
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Show today's digests word for word, made by the same function that sends them."""
    bureau, today = whole(), clock.today()
    return _shown(request, "groups", bureau.name if bureau else "", drafts_for_groups(today, found(today, bureau)))


@screen(PREVIEW)
@require_safe
def preview_persons(request: HttpRequest) -> HttpResponse:
    """Show today's reminders to those responsible word for word."""
    bureau, today = whole(), clock.today()
    return _shown(request, "persons", bureau.name if bureau else "", drafts_for_persons(today, found(today, bureau)))


def _shown(request: HttpRequest, to: str, organisation: str, made: Sequence[Draft]) -> HttpResponse:
    account = account_of(request)
    context = {
        "tabs": tabs(account, "preview"),
        "to": to,
        "state": today_text(),
        "drafts": [draft for draft in made if _may_see(account, draft)],
        "today": clock.today(),
        "may_connect": CHANNELS.held_by(account),
        "ui_organisation": organisation,  # known already: the frame need not ask again
    }
    return render(request, "notify/preview.html", context)
