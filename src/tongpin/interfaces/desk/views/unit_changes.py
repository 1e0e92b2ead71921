"""Changing the organisation tree: the officer of the bureau only."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongpin.foundation.access.access.declared import MANAGE_UNITS
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.text import normal
from tongpin.foundation.people.models import Account
from tongpin.foundation.units import actions
from tongpin.foundation.units.enums import CHILDREN, PARTY_KINDS, UnitKind
from tongpin.foundation.units.models import Coverage, Unit, UnitAlias

from ..forms.units import AliasForm, CoverForm, EndUnitForm, LastDayForm, MergeForm, NewUnitForm, UnitForm
from ..queries.probation import quotes
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
    page = replace(_page(unit, _("Change the unit"), _("Save")), folded=("approval", "approved_on"))
    return shown(request, form, page)


def _edit(account: Account, unit: Unit, form: UnitForm) -> Unit:
    data, kind = form.cleaned_data, UnitKind(unit.kind)
    actions.rename_unit(by=account, unit=unit, name=normal(data["name"]), on=data["on"])
    if "parent" in data:
        actions.move_unit(by=account, unit=unit, parent=data["parent"], on=data["on"])
    actions.change_unit(by=account, unit=unit, on=data["on"], **form.facts(kind))
    return actions.set_form(
        by=account,
        unit=unit,
        form=form.branch_form(kind),
        approval=normal(data.get("approval", "")),
        approved_on=data.get("approved_on"),
    )


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
    added = actions.add_unit(by=account, kind=kind, name=name, parent=parent, **form.facts(kind))
    return actions.set_form(by=account, unit=added, form=form.branch_form(kind))


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def unit_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit on its last day."""
    account = account_of(request)
    unit = _unit(account, pk)
    form = EndUnitForm(request.POST or None, kind=UnitKind(unit.kind))
    if sent(request, form, lambda: _end(account, unit, form)):
        return saved(request, reverse("desk:unit", args=[pk]))
    note = _("Its records and its past roll stay. Posts held in it end the same day.")
    return shown(request, form, _page(unit, _("End the unit"), _("End the unit"), note))


def _end(account: Account, unit: Unit, form: EndUnitForm) -> Unit:
    leaving, on = form.why(), form.cleaned_data["on"]
    if leaving is None:
        return actions.end_unit(by=account, unit=unit, on=on)
    return actions.dissolve_unit(by=account, unit=unit, on=on, leaving=leaving)


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def unit_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge a Party organisation into another one of its kind."""
    account = account_of(request)
    unit = get_object_or_404(MANAGE_UNITS.units(account).filter(kind__in=PARTY_KINDS), pk=pk)
    form = MergeForm(request.POST or None, unit=unit)
    if sent(
        request,
        form,
        lambda: actions.merge_unit(by=account, unit=unit, into=form.cleaned_data["into"], on=form.cleaned_data["on"]),
    ):
        return saved(request, reverse("desk:unit", args=[pk]))
    note = _("All in one step: members and units below move, posts end, the organisation ends and stays readable.")
    return shown(request, form, _page(unit, _("Merge into another organisation"), _("Merge"), note))


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def unit_covers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which units a joint branch covers, and add one."""
    account = account_of(request)
    unit = get_object_or_404(MANAGE_UNITS.units(account).filter(kind__in=PARTY_KINDS), pk=pk)
    form = CoverForm(request.POST or None)
    if sent(request, form, lambda: _cover(account, unit, form)):
        return saved(request, reverse("desk:unit_covers", args=[pk]))
    rows = unit.covers.order_by("valid_to", "name")
    context = {"unit": unit, "form": form, "rows": rows, "quotes": quotes(clock.today(), "FORM.joint.most")}
    return render(request, "desk/unit_covers.html", context)


def _cover(account: Account, unit: Unit, form: CoverForm) -> Coverage:
    data = form.cleaned_data
    return actions.cover_unit(
        by=account, branch=unit, unit=data["unit"], name=normal(data["name"]), valid_from=data["valid_from"]
    )


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def cover_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a joint branch cover a unit no more; `pk` is the coverage's."""
    account = account_of(request)
    rows = Coverage.objects.filter(valid_to=None, branch__in=MANAGE_UNITS.units(account)).select_related("branch")
    cover = get_object_or_404(rows, pk=pk)
    form, back = LastDayForm(request.POST or None), reverse("desk:unit_covers", args=[cover.branch_id])
    if sent(request, form, lambda: actions.uncover_unit(by=account, cover=cover, on=form.cleaned_data["on"])):
        return saved(request, back)
    title = _("Covered no more: %(unit)s") % {"unit": cover.name}
    return shown(request, form, FormPage(title, _("Save"), back, cover.branch.name))


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
