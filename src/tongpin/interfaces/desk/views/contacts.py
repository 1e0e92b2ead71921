"""Contact branches of the leaders: naming one, and ending it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.access.declared import MANAGE_UNITS
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.people.models import Person
from tongpin.foundation.units import actions
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import ContactBranch, Unit

from ..forms.contacts import ContactForm
from ..forms.units import LastDayForm
from ..queries.roll import members_by_name
from .form_page import FormPage, carried_out, saved, sent, shown

METHODS = ["GET", "HEAD", "POST"]


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def contact_new(request: HttpRequest) -> HttpResponse:
    """Name a branch a leader keeps in contact with."""
    account = account_of(request)
    branches = Unit.objects.filter(kind=UnitKind.BRANCH, valid_to=None).order_by("path")
    form = ContactForm(request.POST or None, find=lambda name: members_by_name(account, name), units=branches)
    back = reverse("compliance:leaders")
    if request.method == "POST" and form.is_valid() and isinstance(person := form.chosen(), Person):
        data = form.cleaned_data
        if carried_out(
            form,
            lambda: actions.assign_contact(by=account, person=person, unit=data["unit"], valid_from=data["on"]),
        ):
            return saved(request, back)
    return shown(request, form, FormPage(_("Name a contact branch"), _("Save"), back, _("Dual organisational life")))


@screen(MANAGE_UNITS)
@require_http_methods(METHODS)
def contact_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a contact on its last day; `pk` is the contact's."""
    account = account_of(request)
    contact = get_object_or_404(ContactBranch.objects.filter(valid_to=None).select_related("person", "unit"), pk=pk)
    form, back = LastDayForm(request.POST or None), reverse("compliance:leaders")
    if sent(request, form, lambda: actions.end_contact(by=account, contact=contact, on=form.cleaned_data["on"])):
        return saved(request, back)
    title = _("End the contact: %(name)s, %(unit)s") % {"name": contact.person.name, "unit": contact.unit.name}
    return shown(request, form, FormPage(title, _("End the contact"), back, _("Dual organisational life")))
