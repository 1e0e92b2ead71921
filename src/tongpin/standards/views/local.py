"""Local rules: entering one under its norm, and ending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.units.enums import PARTY_KINDS
from tongpin.foundation.units.models import Unit

from ..access import EDIT_CATALOGUE
from ..actions import add_local_rule, end_local_rule
from ..enums import EntryType
from ..forms import EndLocalRuleForm, LocalRuleForm
from ..models import LocalRule
from ..notices import terms_text
from ..queries import entries, rulebook
from ..queries.local import override_of


@screen(EDIT_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Override a norm for one organisation or for all."""
    versions = rulebook([code]).versions.get(code)
    if not versions:
        raise Http404
    norm = versions[-1].norm
    units = list(Unit.objects.filter(kind__in=PARTY_KINDS, valid_to=None).order_by("path"))
    form = LocalRuleForm(request.POST or None, norm=norm, units=units)
    if request.method == "POST" and form.is_valid() and _added(request, form, code):
        messages.success(request, _("Saved."))
        return redirect("standards:entry", EntryType.NORM, code)
    return render(request, "standards/local.html", {"form": form, "norm": norm})


def _added(request: HttpRequest, form: LocalRuleForm, code: str) -> bool:
    data = form.cleaned_data
    try:
        add_local_rule(
            by=account_of(request),
            code=code,
            unit=data["unit"],
            terms=form.terms,
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            reason=data["reason"],
            source=data["source"],
        )
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, str(error))
        return False
    return True


@screen(EDIT_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a local rule; what it judged stays judged by it."""
    rule = get_object_or_404(LocalRule.objects.select_related("unit"), pk=pk)
    form = EndLocalRuleForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            end_local_rule(
                by=account_of(request), rule=rule, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"]
            )
        except NotAllowed:
            raise
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("standards:entry", EntryType.NORM, rule.code)
    norm = entries(EntryType.NORM).filter(code=rule.code).first()
    context = {"form": form, "rule": rule, "norm": norm, "terms": terms_text(override_of(rule).terms)}
    return render(request, "standards/local_end.html", context)
