"""Marks on views: who may come in, and the once-only POST.

Every view carries exactly one of these marks; the permission matrix in tests/laws reads them and fails on a view
without.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tongpin.foundation.audit import actions as audit
from tongpin.foundation.audit import queries as log
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account

from .access import Policy

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
KEY_FIELD = "_key"
METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Mark:
    """Who may come in: everyone, everyone signed in, or holders of a policy."""

    public: bool = False
    policy: Policy | None = None


def account_of(request: HttpRequest) -> Account:
    """Return the signed-in account of a view that is marked so."""
    return cast(Account, request.user)


def _once(request: HttpRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Carry out a POST whose form key is new; answer a repeated one with where the first one led.

    The outcome is kept in the transaction of the write. Two at the same moment: the second one fails on the unique
    key, its writes are undone, and it answers with the first one's outcome.
    """
    account, key = account_of(request), request.POST.get(KEY_FIELD, "")[:64]
    if not key:
        raise UserError(_("This form is incomplete."), remedy=_("Open the page again and send it once more."))
    if (known := log.outcome(account.pk, key)) is not None:
        return HttpResponseRedirect(known)
    try:
        with transaction.atomic():
            response = run()
            if isinstance(response, HttpResponseRedirect):
                audit.remember(by=account, key=key, location=response.url)
            return response
    except IntegrityError:
        if (known := log.outcome(account.pk, key)) is None:
            raise
        return HttpResponseRedirect(known)


def _guarded(view: View[P], mark: Mark) -> View[P]:
    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if account_of(request).must_change_password:
            return HttpResponseRedirect(reverse("account_change_password"))
        if mark.policy is not None and not mark.policy.held_by(account_of(request)):
            raise NotAllowed(_("This page is not for your role."), remedy=_("Ask the bureau's Party-affairs officer."))
        if request.method not in METHODS:  # a write by PUT would pass by the form's key
            return HttpResponseNotAllowed(METHODS)
        if request.method == "POST":
            return _once(request, lambda: view(request, *args, **kwargs))
        return view(request, *args, **kwargs)

    inner.mark = mark  # type: ignore[attr-defined] # read by tests/laws
    return cast("View[P]", inner)


def screen(policy: Policy) -> Callable[[View[P]], View[P]]:
    """Open a view to holders of `policy`; its POST is idempotent by the form's key."""
    return lambda view: _guarded(view, Mark(policy=policy))


def signed_in_screen(view: View[P]) -> View[P]:
    """Open a view to everyone signed in."""
    return _guarded(view, Mark())


def public_screen(view: View[P]) -> View[P]:
    """Open a view to everyone. It must neither write the bureau's records nor show personal data."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return view(request, *args, **kwargs)

    inner.mark = Mark(public=True)  # type: ignore[attr-defined] # read by tests/laws
    return cast("View[P]", inner)
