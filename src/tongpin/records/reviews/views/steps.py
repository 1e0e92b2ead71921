"""The steps before the meetings, and what is put right after them."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import mask_name

from ..access import RECORD
from ..actions import add_remedy, change_remedy, note_opinions, note_study, note_talks
from ..enums import NOTED, Gathering, Step
from ..forms import LinkForm, OpinionsForm, RemedyForm, TalksForm
from ..models import Remedy, Review
from ..queries import NORM_OF, norm_for, roll_in_order, studies
from ..rules import ORG_LIFE, TALKS, latest_month
from . import shown
from .common import done, review_of, small_form


def _step(text: str) -> Step:
    if text not in NOTED:
        raise Http404
    return Step(text)


def _form(request: HttpRequest, review: Review, step: Step) -> forms.Form:
    data = request.POST or None
    if step is Step.STUDY:
        latest = latest_month(norm_for(NORM_OF[Gathering.ORG_LIFE.value], review.year))
        return LinkForm(data, rows=studies(review, latest))
    if step is Step.TALKS:
        return TalksForm(data, initial={"on": review.talks_on or clock.today()})
    return OpinionsForm(data, initial={"on": review.opinions_on or clock.today(), "number": review.opinions})


def _carry_out(account: Account, review: Review, step: Step, values: Mapping[str, object]) -> None:
    if step is Step.STUDY:
        note_study(by=account, review=review, activity=values["activity"])  # type: ignore[arg-type] # of the form
    elif step is Step.TALKS:
        note_talks(by=account, review=review, on=values["on"])  # type: ignore[arg-type]
    else:
        note_opinions(by=account, review=review, on=values["on"], number=values["number"])  # type: ignore[arg-type]


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Note that a step before the meetings is done."""
    account, review, which = account_of(request), review_of(request, RECORD, pk), _step(step)
    form = _form(request, review, which)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if done(form, lambda: _carry_out(account, review, which, values)):
            messages.success(request, _("Noted."))
            return redirect("reviews:detail", pk)
    notes = {
        Step.STUDY: _("Record the study among the records first; then choose it here."),
        Step.TALKS: _("Only that the talks of the branch are done. Who talked with whom is recorded under the talks."),
        Step.OPINIONS: _("Only how many opinions there were; neither whose nor what they said."),
    }
    quotes = shown.quotes_of(review.year)(TALKS if which is Step.TALKS else ORG_LIFE)
    return small_form(
        request, form, review, title=str(which.label), submit=_("Note it"), note=notes[which], quotes=quotes
    )


def _choices(account: Account, review: Review, *more: Person) -> list[tuple[str, str]]:
    """Return who may be responsible, in stroke order; names as the reader may see them."""
    clear = SEE_NAMES.can_in(account, review.unit)
    persons = {row.person_id: row.person for row in roll_in_order(review.unit, clock.today())}
    persons |= {one.pk: one for one in more}
    return [(str(key), one.name if clear else mask_name(one.name)) for key, one in persons.items()]


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def remedy_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a measure."""
    account, review = account_of(request), review_of(request, RECORD, pk)
    form = RemedyForm(request.POST or None, roll=_choices(account, review))

    def run() -> None:
        data = form.cleaned_data
        person = Person.objects.get(pk=data["responsible"])
        add_remedy(by=account, review=review, text=data["text"], responsible=person, due=data["due"])

    if request.method == "POST" and form.is_valid() and done(form, run):
        messages.success(request, _("Saved."))
        return redirect("reviews:detail", pk)
    quotes = shown.quotes_of(review.year)(ORG_LIFE)
    return small_form(request, form, review, title=_("Add a measure"), submit=_("Save"), quotes=quotes)


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def remedy(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Bring a measure up to date, or say when it was done."""
    account, review = account_of(request), review_of(request, RECORD, pk)
    one = get_object_or_404(Remedy.objects.select_related("responsible", "review__unit"), review=review, pk=number)
    form = RemedyForm(
        request.POST or None,
        roll=_choices(account, review, one.responsible),
        known=True,
        text=one.text,
        responsible=str(one.responsible_id),
        due=one.due,
        done_on=one.done_on,
    )

    def run() -> None:
        data = form.cleaned_data
        person = Person.objects.get(pk=data["responsible"])
        change_remedy(
            by=account, remedy=one, text=data["text"], responsible=person, due=data["due"], done_on=data["done_on"]
        )

    if request.method == "POST" and form.is_valid() and done(form, run):
        messages.success(request, _("Saved."))
        return redirect("reviews:detail", pk)
    return small_form(request, form, review, title=_("Measure put right"), submit=_("Save"))
