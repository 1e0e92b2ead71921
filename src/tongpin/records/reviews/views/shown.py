"""The cycle as one reader may see it: its steps in their order, each with its rule, its state and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import mask_name
from tongpin.foundation.ui.rules import Quote
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.standards.queries import norms
from tongpin.standards.rules import Norm

from ..access import GRADE, RECORD
from ..enums import Step
from ..models import Remedy, Review
from ..queries import judged_on
from ..rules import APPRAISAL, GRADES, ORG_LIFE, SHARE, TALKS


@dataclass(frozen=True)
class Action:
    """What the reader may do next at a step."""

    label: str
    url: str
    main: bool = False


@dataclass(frozen=True)
class StepLine:
    """One step: `state` is done, planned, open or later; `url` leads to its record."""

    number: int
    label: str
    state: str
    state_label: str
    said: str
    url: str
    quotes: Sequence[Quote]
    actions: Sequence[Action]


def quote(norm: Norm | None) -> Quote | None:
    """Return a norm as a quote."""
    if norm is None:
        return None
    source, strict = f"《{norm.source_name}》", norm.strictness == "must"
    day = norm.issued.isoformat()
    return Quote(norm.title, source, norm.article, day, verified=not norm.needs_review, strict=strict)


def quotes_of(year: int) -> Callable[..., list[Quote]]:
    """Return a function from codes of norms to their quotes, as in force for a year. One query."""
    found = norms(judged_on(year))

    def quotes(*codes: str) -> list[Quote]:
        made = [quote(found.get(code)) for code in codes]
        return [one for one in made if one is not None]

    return quotes


STATES = {"done": "confirmed", "planned": "planned", "open": "new", "later": "zero"}


def state_label(state: str) -> str:
    """Return a step's state in words."""
    return {
        "done": _("step done"),
        "planned": _("meeting planned"),
        "open": _("to be done"),
        "later": _("comes later"),
    }[state]


def meeting_state(activity: Activity | None) -> str:
    """Return the state of a meeting: a record taken back is none."""
    if activity is None or activity.status == Status.CANCELLED:
        return "open"
    return "planned" if activity.status == Status.PLANNED else "done"


def progress(review: Review) -> tuple[int, int]:
    """Return how many of the steps up to the grades are done, and how many there are. No query."""
    states = [state for step, state in states_of(review, ()).items() if step is not Step.REMEDIES]
    return states.count("done"), len(states)


def states_of(review: Review, remedies: Sequence[Remedy]) -> Mapping[Step, str]:
    """Return the state of each step; `remedies` are the cycle's measures."""
    org_life, appraisal = meeting_state(review.org_life), meeting_state(review.appraisal)
    counted = review.valid is not None
    open_remedies = [one for one in remedies if one.done_on is None]

    def noted(value: object) -> str:
        return "done" if value else "open"

    def after(value: object, before: bool) -> str:
        return "done" if value else "open" if before else "later"

    return {
        Step.STUDY: "done" if meeting_state(review.study) == "done" else "open",
        Step.TALKS: noted(review.talks_on),
        Step.OPINIONS: noted(review.opinions_on),
        Step.ORG_LIFE: org_life,
        Step.APPRAISAL: appraisal,
        Step.SELF: after(review.self_on, appraisal == "done"),
        Step.PEER: after(review.peer_on, appraisal == "done"),
        Step.BALLOT: after(counted, appraisal == "done"),
        Step.GRADES: after(review.decided_on, counted),
        Step.REMEDIES: after(remedies and not open_remedies, org_life == "done"),
    }


def _day(value: dt.date | None) -> str:
    return value.isoformat() if value else ""


def steps(account: Account, review: Review, remedies: Sequence[Remedy]) -> list[StepLine]:
    """Return the steps in their order with what the reader may do at each."""
    quotes, states = quotes_of(review.year), states_of(review, remedies)
    said, rules, urls = _said(review, remedies), _rules(), _urls(review)
    actions = _actions(account, review, states)
    return [
        StepLine(
            number=number,
            label=str(step.label),
            state=STATES[state],
            state_label=state_label(state),
            said=said.get(step, ""),
            url=urls.get(step, ""),
            quotes=quotes(*rules.get(step, ())),
            actions=actions.get(step, []),
        )
        for number, (step, state) in enumerate(states.items(), start=1)
    ]


def _rules() -> dict[Step, tuple[str, ...]]:
    """Return the norms each step rests on."""
    return {
        Step.STUDY: (ORG_LIFE,),
        Step.TALKS: (TALKS,),
        Step.OPINIONS: (ORG_LIFE,),
        Step.ORG_LIFE: (ORG_LIFE,),
        Step.APPRAISAL: (APPRAISAL,),
        Step.SELF: (APPRAISAL,),
        Step.PEER: (APPRAISAL,),
        Step.BALLOT: (GRADES,),
        Step.GRADES: (APPRAISAL, SHARE),
        Step.REMEDIES: (ORG_LIFE,),
    }


def _said(review: Review, remedies: Sequence[Remedy]) -> dict[Step, str]:
    done = sum(one.done_on is not None for one in remedies)
    found = {
        Step.STUDY: str(review.study or ""),
        Step.TALKS: _day(review.talks_on),
        Step.ORG_LIFE: meeting_text(review, review.org_life),
        Step.APPRAISAL: meeting_text(review, review.appraisal),
        Step.SELF: _day(review.self_on),
        Step.PEER: _day(review.peer_on),
        Step.GRADES: f"{_day(review.decided_on)} {review.get_decided_in_display()}".strip(),
    }
    if review.opinions_on:
        count = review.opinions or 0
        number = ngettext("%(n)s opinion", "%(n)s opinions", count) % {"n": count}
        found[Step.OPINIONS] = f"{_day(review.opinions_on)} {number}"
    if review.valid is not None:
        words = {"issued": review.issued, "returned": review.returned, "valid": review.valid}
        found[Step.BALLOT] = _("given out %(issued)s, returned %(returned)s, valid %(valid)s") % words
    if remedies:
        found[Step.REMEDIES] = _("%(done)s of %(all)s measures done") % {"done": done, "all": len(remedies)}
    return found


def meeting_text(review: Review, activity: Activity | None) -> str:
    """Return when a meeting was, its state, and what it counts for where that is not plain."""
    if activity is None or activity.status == Status.CANCELLED:
        return ""
    parts = [activity.starts_on.isoformat(), str(Status(activity.status).label)]
    if activity.starts_on.year > review.year:
        parts.append(_("counts for %(year)s") % {"year": review.year})
    if activity.pk == review.appraisal_id == review.org_life_id:
        parts.append(_("both in one meeting"))
    return " · ".join(parts)


def _urls(review: Review) -> dict[Step, str]:
    return {
        step: reverse("activities:detail", args=[activity.pk])
        for step, activity in (
            (Step.STUDY, review.study),
            (Step.ORG_LIFE, review.org_life),
            (Step.APPRAISAL, review.appraisal),
        )
        if activity is not None and activity.status != Status.CANCELLED
    }


def _actions(account: Account, review: Review, states: Mapping[Step, str]) -> dict[Step, list[Action]]:
    """Return what the reader may do at each step."""
    found: dict[Step, list[Action]] = {step: [] for step in states}
    if RECORD.can_in(account, review.unit):
        _recording(review, states, found)
    if GRADE.can_in(account, review.unit):
        _grading(review, states, found)
    return found


def _recording(review: Review, states: Mapping[Step, str], found: dict[Step, list[Action]]) -> None:
    for step in (Step.STUDY, Step.TALKS, Step.OPINIONS):
        label = _("Note it") if states[step] == "open" else _("Put it right")
        found[step].append(Action(label, reverse("reviews:step", args=[review.pk, step.value])))
    pairs = f"{reverse('conversations:pairs', args=[review.unit_id])}?year={review.year}"
    found[Step.TALKS].append(Action(_("Who still has to talk with whom"), pairs))
    for step in (Step.ORG_LIFE, Step.APPRAISAL):
        if states[step] == "open":
            address = reverse("reviews:meeting", args=[review.pk, step.value])
            found[step].append(Action(_("Record the meeting"), address, main=True))
    if states[Step.ORG_LIFE] == "done":
        found[Step.REMEDIES].append(Action(_("Add a measure"), reverse("reviews:remedy_new", args=[review.pk])))


def _grading(review: Review, states: Mapping[Step, str], found: dict[Step, list[Action]]) -> None:
    if review.decided_on is None and states[Step.BALLOT] != "later":
        label = _("Enter the totals") if review.valid is None else _("Count anew")
        main = review.valid is None
        found[Step.BALLOT].append(Action(label, reverse("reviews:ballots", args=[review.pk]), main=main))
    if states[Step.GRADES] == "open":
        found[Step.GRADES].append(
            Action(_("Decide the grades"), reverse("reviews:grades", args=[review.pk]), main=True)
        )
    if review.decided_on is not None:
        found[Step.GRADES].append(Action(_("See the result"), reverse("reviews:result", args=[review.pk]), main=True))


@dataclass(frozen=True)
class RemedyLine:
    """A measure with the name as the reader may see it."""

    remedy: Remedy
    responsible: str
    late: bool


def remedy_lines(account: Account, review: Review, remedies: Sequence[Remedy]) -> list[RemedyLine]:
    """Return the measures, soonest due first."""
    clear, today = SEE_NAMES.can_in(account, review.unit), clock.today()
    return [
        RemedyLine(
            one,
            one.responsible.name if clear else mask_name(one.responsible.name),
            one.done_on is None and one.due < today,
        )
        for one in remedies
    ]
