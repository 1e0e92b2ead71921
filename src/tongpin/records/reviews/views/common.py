"""What the forms of the cycle share: finding the cycle, carrying a form out, showing it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tongpin.foundation.access.access import Policy
from tongpin.foundation.access.views import account_of
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.ui.rules import Quote

from ..models import Review
from ..queries import whole


def review_of(request: HttpRequest, policy: Policy, pk: int) -> Review:
    """Return the cycle within the reader's reach; 404 otherwise."""
    return policy.get_or_404(account_of(request), whole(), pk=pk)


def done(form: forms.Form, run: Callable[[], object]) -> bool:
    """Carry out what a form asks for; put a refusal at its head, so that nothing typed is lost."""
    try:
        with transaction.atomic():
            run()
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, str(error))
        return False
    return True


def small_form(
    request: HttpRequest,
    form: forms.Form,
    review: Review,
    *,
    title: str,
    submit: str,
    note: str = "",
    quotes: list[Quote] | None = None,
) -> HttpResponse:
    """Show one form of a cycle."""
    context = {"form": form, "review": review, "title": title, "submit": submit, "note": note, "quotes": quotes or []}
    context["back"] = reverse("reviews:detail", args=[review.pk])
    return render(request, "reviews/small.html", context)
