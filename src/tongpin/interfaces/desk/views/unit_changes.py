"""Changing the organisation tree: the officer of the bureau only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongpin.foundation.access.access.declared import MANAGE_UNITS
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel.text import normal
from tongpin.foundation.people.models import Account
from tongpin.foundation.units import actions
from tongpin.foundation.units.enums import CHILDREN, UnitKind
from tongpin.foundation.units.models import Unit, UnitAlias

from ..forms.units import AliasForm, LastDayForm, NewUnitForm, UnitForm
from .form_page import FormPage, saved, sent, shown

METHODS = ["GET", "HEAD", "POST"]


def _unit(account: Account, pk: int) -> Unit:
    return get_object_or_404(MANAGE_UNITS.units(account).select_related("parent", "host"), pk=pk)


def _page(unit: Unit, title: str, submit: str, note: str = "") -> FormPage:
    return FormPage(title, submit, reverse("desk:unit", args=[unit.pk]), unit.name, note)


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, move, or correct the facts of a unit."""
    account = account_of(request)
    unit = _unit(account, pk)
    form = UnitForm(request.POST or None, unit=unit)
    if sent(request, form, lambda: _edit(account, unit, form)):
        return saved(request, reverse("desk:unit", args=[pk]))
    return shown(request, form, _page(unit, _("Change the unit"), _("Save")))


def _edit(account: Account, unit: Unit, form: UnitForm) -> Unit:
    actions.rename_unit(by=account, unit=unit, name=normal(form.cleaned_data["name"]))
    if "parent" in form.cleaned_data:
        actions.move_unit(by=account, unit=unit, parent=form.cleaned_data["parent"])
    return actions.change_unit(by=account, unit=unit, **form.facts(UnitKind(unit.kind)))


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def unit_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a unit below this one."""
    account = account_of(request)
    parent = _unit(account, pk)
    page = _page(parent, _("Add a unit below"), _("Add"))
    if not CHILDREN[UnitKind(parent.kind)]:
        return render(request, "desk/no_units_below.html", {"unit": parent})
    form = NewUnitForm(request.POST or None, parent=parent)
    if added := sent(request, form, lambda: _add(account, parent, form)):
        return saved(request, reverse("desk:unit", args=[added.pk]))
    return shown(request, form, page)


def _add(account: Account, parent: Unit, form: NewUnitForm) -> Unit:
    kind = UnitKind(form.cleaned_data["kind"])
    name = normal(form.cleaned_data["name"])
    return actions.add_unit(by=account, kind=kind, name=name, parent=parent, **form.facts(kind))


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def unit_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit on its last day."""
    account = account_of(request)
    unit = _unit(account, pk)
    form = LastDayForm(request.POST or None)
    if sent(request, form, lambda: actions.end_unit(by=account, unit=unit, on=form.cleaned_data["on"])):
        return saved(request, reverse("desk:tree"))
    note = _("Its records and its past roll stay. Posts held in it end the same day.")
    return shown(request, form, _page(unit, _("End the unit"), _("End the unit"), note))


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def unit_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the other names ledgers use for a unit, and add one."""
    account = account_of(request)
    unit = _unit(account, pk)
    form = AliasForm(request.POST or None)
    if sent(request, form, lambda: actions.add_alias(by=account, unit=unit, name=normal(form.cleaned_data["name"]))):
        return saved(request, reverse("desk:unit_names", args=[pk]))
    context = {"unit": unit, "form": form, "aliases": unit.aliases.order_by("name")}
    return render(request, "desk/unit_names.html", context)


@screen(MANAGE_UNITS)
@require_POST
def alias_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a name away from a unit; `pk` is the alias's."""
    account = account_of(request)
    alias = get_object_or_404(UnitAlias.objects.filter(unit__in=MANAGE_UNITS.units(account)), pk=pk)
    actions.remove_alias(by=account, alias=alias)
    return saved(request, reverse("desk:unit_names", args=[alias.unit_id]))
