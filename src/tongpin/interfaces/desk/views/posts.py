"""Appointing to posts and ending them: whoever keeps the roll of the unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.access.declared import MANAGE_MEMBERS
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.people.models import Person
from tongpin.foundation.units import actions
from tongpin.foundation.units.models import Post

from ..forms.roll import AppointForm
from ..forms.units import LastDayForm
from ..queries.roll import members_by_name
from .form_page import FormPage, carried_out, saved, sent, shown

METHODS = ["GET", "HEAD", "POST"]


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def post_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody on a roll a post in the unit `pk`."""
    account = account_of(request)
    unit = get_object_or_404(MANAGE_MEMBERS.units(account), pk=pk)
    form = AppointForm(request.POST or None, find=lambda name: members_by_name(account, name))
    back = reverse("desk:unit", args=[pk])
    if request.method == "POST" and form.is_valid() and isinstance(person := form.chosen(), Person):
        data = form.cleaned_data
        if carried_out(
            form,
            lambda: actions.appoint(
                by=account,
                person=person,
                unit=unit,
                title=data["title"],
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
            ),
        ):
            return saved(request, back)
    page = FormPage(_("Appoint to a post"), _("Appoint"), back, unit.name, folded=("valid_to",))
    return shown(request, form, page)


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def post_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post on its last day; `pk` is the post's."""
    account = account_of(request)
    rows = Post.objects.filter(valid_to=None).select_related("person", "unit")
    post = MANAGE_MEMBERS.get_or_404(account, rows, pk=pk)
    form, back = LastDayForm(request.POST or None), reverse("desk:unit", args=[post.unit_id])
    if sent(request, form, lambda: actions.end_post(by=account, post=post, on=form.cleaned_data["on"])):
        return saved(request, back)
    title = _("End the post: %(title)s, %(name)s") % {"title": post.title, "name": post.person.name}
    return shown(request, form, FormPage(title, _("End the post"), back, post.unit.name))
