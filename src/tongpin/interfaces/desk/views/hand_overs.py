"""A post changes hands: the list of what is handed over, and both sides' word."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.foundation.access.access.declared import MANAGE_MEMBERS, SEE_HAND_OVERS
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units import actions
from tongpin.foundation.units.enums import Side
from tongpin.foundation.units.models import HandOver, Post
from tongpin.foundation.units.queries import predecessors

from ..forms.staff import HandOverForm, Items
from ..queries.roll import members_by_name
from .form_page import FormPage, carried_out, saved, sent, shown
from .roll_changes import METHODS


def _post(account: Account, pk: int) -> Post:
    rows = Post.objects.filter(valid_to=None).select_related("person", "unit")
    return MANAGE_MEMBERS.get_or_404(account, rows, pk=pk)


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def post_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a post to somebody else and list what goes along; `pk` is the post's of the one who hands over."""
    account = account_of(request)
    post = _post(account, pk)
    form = HandOverForm(request.POST or None, find=lambda name: members_by_name(account, name))
    if request.method == "POST" and form.is_valid() and isinstance(person := form.chosen(), Person):
        on, items = form.cleaned_data["on"], form.items()
        if made := carried_out(form, lambda: actions.hand_over(by=account, post=post, person=person, on=on, **items)):
            return saved(request, reverse("desk:hand_over", args=[made.pk]))
    title = _("Hand over the post: %(title)s, %(name)s") % {"title": post.title, "name": post.person.name}
    note = _("The post of the one who leaves it ends the day before. Both confirm afterwards, here or on paper.")
    page = FormPage(title, _("Hand over"), reverse("desk:unit", args=[post.unit_id]), post.unit.name, note)
    return shown(request, form, page)


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def post_taken_over(request: HttpRequest, pk: int) -> HttpResponse:
    """List what was handed over when a post changed hands already, such as by an election; `pk` is the new holder's."""
    account = account_of(request)
    post = _post(account, pk)
    if known := HandOver.objects.filter(after=post).first():
        return saved(request, reverse("desk:hand_over", args=[known.pk]))
    before = predecessors([post]).get(post.pk)
    if before is None:
        raise Http404
    form = Items(request.POST or None, initial={"on": post.valid_from})
    if made := sent(
        request,
        form,
        lambda: actions.note_hand_over(
            by=account, before=before, after=post, on=form.cleaned_data["on"], **form.items()
        ),
    ):
        return saved(request, reverse("desk:hand_over", args=[made.pk]))
    title = _("Record the hand-over: %(title)s") % {"title": post.title}
    note = _("From %(before)s to %(after)s.") % {"before": before.person.name, "after": post.person.name}
    page = FormPage(title, _("Save"), reverse("desk:unit", args=[post.unit_id]), post.unit.name, note)
    return shown(request, form, page)


def _hand_over(account: Account, pk: int) -> HandOver:
    rows = HandOver.objects.select_related(
        "before__person", "after__person", "after__unit", "given_by__person", "taken_by__person"
    )
    return SEE_HAND_OVERS.get_or_404(account, rows, pk=pk)


@screen(SEE_HAND_OVERS)
@require_safe
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one hand-over; printed it is the sheet both sign."""
    account = account_of(request)
    one = _hand_over(account, pk)
    persons = {Side.GIVER: one.before.person_id, Side.TAKER: one.after.person_id}
    confirmed = {Side.GIVER: one.given_on, Side.TAKER: one.taken_on}
    party = account.person_id in persons.values()
    keeps = not party and MANAGE_MEMBERS.can_in(account, one.after.unit)
    open_ = [side for side in Side if confirmed[side] is None]
    context = {
        "one": one,
        "own": [side for side in open_ if account.person_id is not None and account.person_id == persons[side]],
        "paper": open_ if keeps else [],
        "keeps": keeps,
    }
    return render(request, "desk/hand_over.html", context)


@screen(SEE_HAND_OVERS)
@require_POST
def hand_over_confirm(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Confirm one side: the person concerned, or for the signed sheet whoever keeps the posts of the unit."""
    account = account_of(request)
    one = _hand_over(account, pk)
    if side not in Side.values:
        raise Http404
    keeps = MANAGE_MEMBERS.can_in(account, one.after.unit)
    actions.confirm_hand_over(by=account, hand_over=one, side=Side(side), on_paper=keeps)
    return saved(request, reverse("desk:hand_over", args=[pk]))
