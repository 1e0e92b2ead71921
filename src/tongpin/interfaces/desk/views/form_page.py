"""One form on one page, and carrying out what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.ui.rules import Quote

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FormPage:
    """What the page says around its form; `back` is where it leads to when nothing is done."""

    title: str
    submit: str
    back: str
    back_label: str
    note: str = ""
    quotes: Sequence[Quote] = ()
    folded: Collection[str] = ()  # fields behind a fold, shown at once where one of them has an error or an answer


def shown(request: HttpRequest, form: forms.Form, page: FormPage) -> HttpResponse:
    """Show the form."""
    folded = [name for name in page.folded if name in form.fields]
    told = form.is_bound and any(form.errors.get(name) or form.data.get(name) for name in folded)
    return render(request, "desk/form_page.html", {"form": form, "sheet": page, "folded": folded, "fold_open": told})


def carried_out(form: forms.Form, run: Callable[[], T]) -> T | None:
    """Return what `run` returns; a refusal undoes all of it, goes to the head of the form and gives None."""
    try:
        with transaction.atomic():
            return run()
    except UserError as error:
        form.add_error(None, str(error))
        return None


def sent(request: HttpRequest, form: forms.Form, run: Callable[[], T]) -> T | None:
    """Return what `run` returns when the form was sent, is complete and was not refused; else None."""
    return carried_out(form, run) if request.method == "POST" and form.is_valid() else None


def saved(request: HttpRequest, address: str) -> HttpResponse:
    """Go on to where the change shows."""
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(address)
