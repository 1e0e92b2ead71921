"""Local rules: an officer's override of a norm, with reason, source and dates; ended by date, never deleted."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import EDIT_CATALOGUE
from ..models import LocalRule
from ..notices import refuse_forbidden
from ..queries import rulebook
from ..rules import LocalTerms


@transaction.atomic
def add_local_rule(
    *,
    by: Account,
    code: str,
    unit: Unit | None,
    terms: LocalTerms,
    valid_from: dt.date,
    reason: str,
    source: str,
    valid_to: dt.date | None = None,
) -> LocalRule:
    """Override a norm for one organisation, or for all where `unit` is None.

    Raises NotAllowed; UserError when the norm is not in force on the first day, the rule says nothing or something
    forbidden, has no reason or source, ends before it begins, or overlaps another one of the same organisation.
    """
    EDIT_CATALOGUE.require_held(by)
    if not reason.strip():
        raise UserError(_("Say why it applies otherwise."), place=_("Reason"))
    if not source.strip():
        raise UserError(_("Say which decision or paper it rests on."), place=_("Source"))
    refuse_forbidden([reason, source, dict(terms.params)], code)
    if terms.says_nothing or (not terms.applies and (terms.least is not None or terms.period or terms.params)):
        raise UserError(
            _("A local rule either does not apply, or says another number, period or parameter."), place=code
        )
    if valid_to is not None and valid_to < valid_from:
        raise UserError(_("The last day lies before the first."), place=str(valid_to))
    ruling = rulebook([code]).on(code, valid_from)
    if ruling is None:
        raise UserError(_("The catalogue has no such norm on this day."), place=f"{code} {valid_from}")
    if strange := sorted(set(terms.params) - set(ruling.norm.params)):
        raise UserError(_("The norm has no such parameter."), place="、".join(strange))
    _require_free(code, unit, valid_from, valid_to)
    rule = LocalRule.objects.create(
        code=code,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        applies=terms.applies,
        least=terms.least,
        period=terms.period,
        params=dict(terms.params),
        reason=reason.strip(),
        source=source.strip(),
        made_by=by.username,
        made_at=clock.now(),
    )
    record(
        by=by,
        action="standards.local_rule",
        target=rule,
        details={"code": code, "unit": unit.pk if unit else None, "from": valid_from.isoformat(), "reason": reason},
    )
    return rule


def _require_free(code: str, unit: Unit | None, start: dt.date, end: dt.date | None) -> None:
    """Refuse days on which the same organisation has a local rule for the norm already."""
    rules = LocalRule.objects.select_for_update().filter(code=code, unit=unit)
    rules = rules.filter(Q(valid_to=None) | Q(valid_to__gte=start))
    taken = (rules.filter(valid_from__lte=end) if end else rules).order_by("valid_from").first()
    if taken is not None:
        raise UserError(
            _("There is a local rule for these days already."),
            place=f"{taken.valid_from} – {taken.valid_to or ''}",
            remedy=_("End that one first, then enter the new one from the day after."),
        )


@transaction.atomic
def end_local_rule(*, by: Account, rule: LocalRule, on: dt.date, reason: str) -> LocalRule:
    """End a local rule on its last day; days before keep being judged by it. Ended on that day already: no change.

    Raises NotAllowed; UserError without a reason, or when the day lies before its first or after its last one.
    """
    EDIT_CATALOGUE.require_held(by)
    if not reason.strip():
        raise UserError(_("Say why it ends."), place=_("Reason"))
    refuse_forbidden(reason, rule.code)
    rule = LocalRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if rule.valid_to == on:
        return rule
    if on < rule.valid_from:
        raise UserError(_("The last day lies before the first."), place=str(on))
    if rule.valid_to is not None and rule.valid_to < on:
        raise UserError(_("It has ended before that day."), place=str(rule.valid_to))
    rule.valid_to, rule.end_reason = on, reason.strip()
    rule.ended_by, rule.ended_at = by.username, clock.now()
    rule.save(update_fields=["valid_to", "end_reason", "ended_by", "ended_at"])
    record(by=by, action="standards.end_local_rule", target=rule, details={"on": on.isoformat(), "reason": reason})
    return rule
