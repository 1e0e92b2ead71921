"""Preparing an election: its plan, and the voting base of the day."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.enums import ELECTED_KINDS, Standing
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import members, terms
from tongpin.foundation.units.rules import falls_due, months_after

from ..access import RUN
from ..enums import Body, Ground, Kind, State
from ..models import Candidate, Election, Exclusion, Poll, Teller
from ..queries.guards import chosen, hold
from ..queries.norms import Book, book_of, exempting_rule, source
from ..queries.people import full_members, roll
from ..rules import Plan
from .polls import open_next

PLANNED = ("held_on", "superior", "approval_no", "approved_on", "seats", "secretaries", "deputies", "delegates")

BASE = ("roll_full", "roll_probationary", "should_attend")


@transaction.atomic
def prepare_election(*, by: Account, plan: Plan) -> Election:
    """Begin an election.

    Raises NotAllowed outside the account's units; UserError for an organisation without elections, without the
    superior's approval, while another election runs, for places that do not fit, or too early a day.
    """
    unit = Unit.objects.get(pk=plan.unit_id)
    RUN.require_in(by, unit)
    terms.hold_terms(unit)
    if Election.objects.filter(unit=unit, state=State.RUNNING).exists():
        raise UserError(
            _("An election of this organisation is under way."),
            place=unit.name,
            remedy=_("Go on with it, or break it off."),
        )
    _check(plan, unit, book_of(plan.held_on))
    election = Election(
        unit=unit,
        kind=plan.kind,
        number=plan.number,
        body=Body.MEMBERS if plan.delegates is None else Body.CONGRESS,
        scattered=plan.scattered,
        recorded_by=by,
        recorded_at=clock.now(),
        **{name: getattr(plan, name) for name in PLANNED},
    )
    election.save(force_insert=True)
    record(by=by, action="election.prepare", target=election, details={"unit": unit.pk, "number": plan.number})
    return election


@transaction.atomic
def replan_election(*, by: Account, election: Election, plan: Plan) -> Election:
    """Change the plan before anything was counted; voting base and candidates are then gone through again.

    Raises UserError once a vote was counted, or as `prepare_election` does.
    """
    RUN.require(by, election)
    election = hold(election)
    _require_nothing_counted(election)
    _check(plan, election.unit, book_of(plan.held_on))
    _start_over(election)
    election.kind, election.number, election.scattered = plan.kind, plan.number, plan.scattered
    election.body = Body.MEMBERS if plan.delegates is None else Body.CONGRESS
    for name in PLANNED:
        setattr(election, name, getattr(plan, name))
    election.roll_full = election.roll_probationary = election.should_attend = None
    election.save(update_fields=[*PLANNED, "kind", "number", "scattered", "body", *BASE])
    record(by=by, action="election.replan", target=election, details={"held_on": plan.held_on.isoformat()})
    return election


def _require_nothing_counted(election: Election) -> None:
    if election.polls.exclude(returned=None).exists():
        raise UserError(_("A vote of this election has been counted."), place=str(election))


def _start_over(election: Election) -> None:
    """Take back base and votes that nothing was counted of."""
    for model in (Candidate, Teller):
        model._default_manager.filter(poll__election=election).delete()
    Poll.objects.filter(election=election).delete()
    Exclusion.objects.filter(election=election).delete()


def _check(plan: Plan, unit: Unit, book: Book) -> None:
    exempting = exempting_rule(book, unit)
    if exempting is not None or unit.kind not in ELECTED_KINDS:
        why = f"{exempting.title}（{source(exempting)}）" if exempting else ""
        raise UserError(_("This organisation is not elected for a term."), place=unit.name, remedy=why)
    if not (plan.superior.strip() and plan.approval_no.strip()):
        raise UserError(_("An election is held with the superior's approval: give its number."), place=unit.name)
    if plan.approved_on > plan.held_on:
        raise UserError(_("The approval is later than the election."), place=str(plan.approved_on))
    _check_places(plan, unit)
    _check_congress(plan, unit, book)
    (_check_new_term if plan.kind == Kind.TERM else _check_running_term)(plan, unit, book)


def _check_places(plan: Plan, unit: Unit) -> None:
    if plan.seats + plan.secretaries + plan.deputies < 1:
        raise UserError(_("Say how many places are to be filled."), place=unit.name)
    if plan.secretaries > 1:
        raise UserError(_("An organisation has one secretary."), place=str(plan.secretaries))
    committee = unit.has_committee or unit.kind != "branch"
    if plan.seats and not committee:
        raise UserError(
            _("This branch has no committee: its members' meeting elects the secretary."),
            place=unit.name,
            remedy=_("Leave the committee members at 0, or have the committee entered first."),
        )
    if plan.kind == Kind.TERM and (plan.secretaries != 1 or (committee and not plan.seats)):
        raise UserError(
            _("A new term needs a secretary, and its committee where the organisation has one."), place=unit.name
        )


def _check_congress(plan: Plan, unit: Unit, book: Book) -> None:
    if plan.delegates is None:
        return
    norm = book.rule("ELECT.congress")
    size = members(unit, plan.held_on).count()
    if size < int(str(norm.params["members"])) and not plan.scattered:
        raise UserError(
            _("With %(size)s members the members' meeting elects, not delegates.") % {"size": size},
            place=unit.name,
            remedy=f"{norm.title}（{source(norm)}）",
        )


def _check_new_term(plan: Plan, unit: Unit, book: Book) -> None:
    """A number not used yet, and a day not earlier than a term may be cut short without a word of its own."""
    if unit.terms.filter(number__gte=plan.number).exists():
        raise UserError(_("There is already a term of this number or a later one."), place=str(plan.number))
    running = terms.open_term(unit)
    if running is None:
        return
    due, norm = falls_due(terms.facts_of(running), clock.today()), book.rule("TERM.move")
    if plan.held_on < months_after(due, -int(str(norm.params["months"]))):
        raise UserError(
            _("The term runs until %(due)s; this is too early.") % {"due": due},
            place=str(plan.held_on),
            remedy=_("Enter the superior's approval of an early election first. %(rule)s")
            % {"rule": f"{norm.title}（{source(norm)}）"},
        )
    if plan.held_on <= running.began_on:
        raise UserError(_("The new term begins before the one it follows."), place=str(plan.held_on))


def _check_running_term(plan: Plan, unit: Unit, _book: Book) -> None:
    running = terms.open_term(unit)
    if running is None or running.number != plan.number:
        raise UserError(
            _("A by-election belongs to the term that runs."), place=unit.name, remedy=_("Enter that term first.")
        )


@transaction.atomic
def set_base(
    *, by: Account, election: Election, exclusions: Mapping[int, Ground], consent_no: str = "", consented: bool = False
) -> Election:
    """Take the voting base from the roll of the day, less the lawful exclusions, and open the first vote.

    Raises UserError for somebody who is no full member on the roll, and for exclusions without the superior's consent
    or the meeting's approval, or when nobody is left.
    """
    RUN.require(by, election)
    election = hold(election)
    _require_nothing_counted(election)
    norm = book_of(election.held_on).rule("ELECT.exclusions")
    rows = roll(election)
    left_out = chosen(full_members(election), exclusions, _("is no full member on the roll of that day"), source(norm))
    if left_out and not (consent_no.strip() and consented):
        raise UserError(
            _("Whoever is left out needs the superior's consent and the approval of the members' meeting."),
            remedy=f"{norm.title}（{source(norm)}）",
        )
    full = sum(row.standing == Standing.FULL for row in rows)
    base = election.delegates if election.body == Body.CONGRESS else full - len(left_out)
    if not base:
        raise UserError(_("Nobody is left to vote."), place=election.unit.name)
    _start_over(election)
    Exclusion.objects.bulk_create(
        Exclusion(election=election, person=one, ground=exclusions[one.pk]) for one in left_out
    )
    election.roll_full, election.roll_probationary = full, len(rows) - full
    election.should_attend = base
    election.consent_no, election.consented = consent_no, consented
    election.save(update_fields=[*BASE, "consent_no", "consented"])
    record(by=by, action="election.base", target=election, details={"should_attend": base, "left_out": len(left_out)})
    open_next(by=by, election=election)
    return election


@transaction.atomic
def cancel_election(*, by: Account, election: Election, reason: str) -> Election:
    """Break an election off with the reason; what was counted stays readable and elects nobody."""
    RUN.require(by, election)
    election = hold(election)
    if not reason.strip():
        raise UserError(_("Say why it is broken off."), place=_("Reason"))
    election.state, election.cancel_reason = State.CANCELLED, reason
    election.save(update_fields=["state", "cancel_reason"])
    record(by=by, action="election.cancel", target=election, details={"reason": reason})
    return election
