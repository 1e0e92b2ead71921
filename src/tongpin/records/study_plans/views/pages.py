"""A page that is one form, and carrying out what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongpin.foundation.kernel.errors import NotAllowed, UserError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page says around its form; `back` is where it leads to when nothing is done."""

    title: str
    submit: str
    back: str
    back_label: str
    note: str = ""
    key: str = ""  # under which the browser keeps unsent text
    files: bool = False


def shown(
    request: HttpRequest, form: forms.Form, sheet: Sheet, *, other: tuple[str, str] | None = None
) -> HttpResponse:
    """Show the form; `other` is the address and the words of something else that may be done instead."""
    return render(request, "study_plans/form_page.html", {"form": form, "sheet": sheet, "other": other})


def sent(request: HttpRequest, form: forms.Form, run: Callable[[], T]) -> T | None:
    """Return what `run` returns when the form was sent and is complete; a refusal undoes it and goes to its head."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return run()
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, str(error))
        return None
