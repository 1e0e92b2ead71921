"""Changing the roll: the officer everywhere, a secretary in the own branch. Transfers touch two rolls: the officer."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.access import Policy
from tongpin.foundation.access.access.declared import MANAGE_MEMBERS, TRANSFER_MEMBERS
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel.text import normal
from tongpin.foundation.people.actions import add_person, correct_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units import actions
from tongpin.foundation.units.enums import PARTY_KINDS, Leaving, Standing
from tongpin.foundation.units.models import Membership, Unit

from ..forms.roll import AdmitForm, CorrectPersonForm, LeaveForm, TransferForm
from ..queries.roll import known_by_name
from .form_page import FormPage, saved, sent, shown

METHODS = ["GET", "HEAD", "POST"]


def current(policy: Policy, account: Account, pk: int) -> Membership:
    """Return a membership that goes on and lies within reach, or answer 404."""
    rows = Membership.objects.filter(valid_to=None).select_related("person", "unit")
    return policy.get_or_404(account, rows, pk=pk)


def page_of(membership: Membership, title: str, submit: str, note: str = "") -> FormPage:
    """Return the frame of a form about one member."""
    name = f"{membership.person.name}（{membership.unit.name}）"
    return FormPage(title, submit, reverse("desk:member", args=[membership.pk]), name, note)


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def member_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody onto the roll of the unit `pk`: someone new, or someone known by this name."""
    account = account_of(request)
    unit = get_object_or_404(MANAGE_MEMBERS.units(account).filter(kind__in=PARTY_KINDS), pk=pk)
    form = AdmitForm(request.POST or None, find=lambda name: known_by_name(account, name))
    if admitted := sent(request, form, lambda: _admit(account, unit, form)):
        return saved(request, reverse("desk:member", args=[admitted.pk]))
    page = FormPage(
        _("Take onto the roll"),
        _("Take onto the roll"),
        reverse("desk:unit", args=[pk]),
        unit.name,
        folded=("organisation", "letter_no", "gender", "ethnicity", "birth_month", "joined_party_on", "phone"),
    )
    return shown(request, form, page)


def _admit(account: Account, unit: Unit, form: AdmitForm) -> Membership:
    data = form.cleaned_data
    known = form.chosen()
    person = _completed(account, known, form) if known else _new_person(account, form)
    standing, organisation = Standing(data["standing"]), normal(data["organisation"])
    if not organisation:
        since = data["valid_from"]
        return actions.admit_member(by=account, person=person, unit=unit, standing=standing, valid_from=since)
    return actions.receive_member(
        by=account,
        person=person,
        unit=unit,
        standing=standing,
        on=data["valid_from"],
        organisation=organisation,
        letter_no=normal(data["letter_no"]),
    )


def _new_person(account: Account, form: AdmitForm) -> Person:
    data = form.cleaned_data
    return add_person(
        by=account,
        name=data["name"],
        gender=data["gender"],
        ethnicity=data["ethnicity"],
        birth_month=data["birth_month"],
        joined_party_on=data["joined_party_on"],
        phone=normal(data["phone"]),
    )


def _completed(account: Account, person: Person, form: AdmitForm) -> Person:
    """Bring what was typed to the person known; what was left empty takes nothing away."""
    data = form.cleaned_data
    return correct_person(
        by=account,
        person=person,
        name=person.name,
        gender=data["gender"] or person.gender,
        ethnicity=data["ethnicity"] or person.ethnicity,
        birth_month=data["birth_month"] or person.birth_month,
        joined_party_on=data["joined_party_on"] or person.joined_party_on,
        phone=normal(data["phone"]) or None,
    )


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def member_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the data of a member's person."""
    account = account_of(request)
    membership = current(MANAGE_MEMBERS, account, pk)
    person = membership.person
    form = CorrectPersonForm(request.POST or None, person=person)
    if sent(request, form, lambda: _correct(account, person, form)):
        return saved(request, reverse("desk:member", args=[pk]))
    return shown(request, form, page_of(membership, _("Correct the data"), _("Save")))


def _correct(account: Account, person: Person, form: CorrectPersonForm) -> Person:
    data = form.cleaned_data
    return correct_person(
        by=account,
        person=person,
        name=data["name"],
        gender=data["gender"],
        ethnicity=data["ethnicity"],
        birth_month=data["birth_month"],
        joined_party_on=data["joined_party_on"],
        phone=form.new_phone(),
    )


def finished(request: HttpRequest, form: forms.Form, page: FormPage, run: Callable[[], Membership]) -> HttpResponse:
    """Show the form until it is sent and carried out, then the membership that came of it."""
    if after := sent(request, form, run):
        return saved(request, reverse("desk:member", args=[after.pk]))
    return shown(request, form, page)


@screen(TRANSFER_MEMBERS)
@require_http_methods(METHODS)
def member_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a member to the roll of another branch from a day on."""
    account = account_of(request)
    old = current(TRANSFER_MEMBERS, account, pk)
    targets = TRANSFER_MEMBERS.units(account).filter(kind__in=PARTY_KINDS).exclude(pk=old.unit_id).order_by("path")
    form = TransferForm(request.POST or None, units=targets)
    note = _("Posts held in the old branch end the day before; records of earlier days stay with it.")
    return finished(
        request,
        form,
        page_of(old, _("Transfer to another branch"), _("Transfer"), note),
        lambda: actions.transfer_member(
            by=account, membership=old, unit=form.cleaned_data["unit"], on=form.cleaned_data["on"]
        ),
    )


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a member off the roll; the entry and its past stay."""
    account = account_of(request)
    old = current(MANAGE_MEMBERS, account, pk)
    form = LeaveForm(request.POST or None, probationary=old.standing == Standing.PROBATIONARY)
    note = _("Nothing is deleted: earlier counts still need the entry. Posts held in the branch end the same day.")
    page = page_of(old, _("Take off the roll"), _("Take off the roll"), note)
    return finished(request, form, page, lambda: _leave(account, old, form))


def _leave(account: Account, old: Membership, form: LeaveForm) -> Membership:
    """End the membership by the action its reason has."""
    data, note = form.cleaned_data, normal(form.cleaned_data["note"])
    if data["reason"] == Leaving.MOVED_OUT:
        return actions.release_member(
            by=account,
            membership=old,
            on=data["on"],
            organisation=normal(data["organisation"]),
            letter_no=normal(data["letter_no"]),
            note=note,
        )
    if data["reason"] == Leaving.CANCELLED:
        return actions.cancel_probation(by=account, membership=old, on=data["on"], note=note)
    return actions.end_membership(by=account, membership=old, on=data["on"], reason=form.why(), ends_posts=True)
