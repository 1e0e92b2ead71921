"""Changing the catalogue: an entry as text, checked before it is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel.errors import NotAllowed, UserError

from ..access import EDIT_CATALOGUE
from ..actions import change_entry
from ..enums import EntryType
from ..forms import EntryForm
from ..models import Entry
from ..notices import item_labels
from ..queries import history
from ..rules import ActivityKind, Norm, as_yaml, prohibitions, shape_names

# What a new entry begins with: the items every entry of its type has.
BLANK: dict[EntryType, dict[str, Any]] = {
    EntryType.KIND: {
        "code": "", "name": "", "party": False, "people": "attendance", "needs": ["unit", "starts_on", "attended"],
        "same_when": ["unit", "starts_on", "title"], "evidence": "", "lines": [], "purposes": [], "norms": [],
    },
    EntryType.NORM: {
        "code": "", "title": "", "subject": "branch", "period": "year", "strictness": "usually", "source_name": "",
        "article": "", "doc_no": "", "issued": "", "effective_from": "", "level": "U", "quote": "",
    },
}  # fmt: skip
SHAPES = {EntryType.KIND: ActivityKind, EntryType.NORM: Norm}


def _type_of(text: str) -> EntryType:
    if text not in EntryType.values:
        raise Http404
    return EntryType(text)


@screen(EDIT_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, type_: str) -> HttpResponse:
    """Add an entry."""
    kind = _type_of(type_)
    form = EntryForm(request.POST or None, initial={"text": as_yaml(BLANK[kind]), "version": 0})
    return _handle(request, form, kind, None)


@screen(EDIT_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, type_: str, code: str) -> HttpResponse:
    """Write the next version of an entry."""
    kind = _type_of(type_)
    newest = history(kind, code).first()
    if newest is None:
        raise Http404
    initial = {"text": as_yaml(newest.body), "version": newest.version}
    return _handle(request, EntryForm(request.POST or None, initial=initial, code=code), kind, newest)


def _handle(request: HttpRequest, form: EntryForm, kind: EntryType, newest: Entry | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        saved = _saved(request, form, kind)
        if saved is not None:
            messages.success(request, _("Saved as version %(n)s.") % {"n": saved.version})
            return redirect("standards:entry", kind, saved.code)
    labels = item_labels()
    context = {
        "form": form,
        "newest": newest,
        "type": kind,
        "items": [(name, labels[name]) for name in shape_names(SHAPES[kind])],
        "rules": prohibitions(),
    }
    return render(request, "standards/edit.html", context)


def _saved(request: HttpRequest, form: EntryForm, kind: EntryType) -> Entry | None:
    """Save what the form says; where it is refused, put the validator's words beside the text and return None."""
    data = form.cleaned_data
    try:
        return change_entry(
            by=account_of(request),
            type_=kind,
            body=form.body,
            reason=data["reason"],
            valid_from=data["valid_from"],
            version=data["version"],
        )
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error("text", str(error))
        return None
