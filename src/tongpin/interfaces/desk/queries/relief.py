"""The self-check against formalism: what the rules forbid, and what this installation actually does.

The five prohibitions are those of 《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号）. What can be
looked up is looked up each time the page is opened: columns, settings, the catalogue in force, the records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from tongpin.derived.indicators.rules import definitions
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.outbox.models import Message
from tongpin.foundation.outbox.queries import sent_outside_hours, settings_in_force
from tongpin.records.activities.enums import Grade, Status
from tongpin.records.activities.models import Activity
from tongpin.standards.enums import EntryType
from tongpin.standards.queries import entries
from tongpin.standards.rules import forbidden, prohibitions, shipped

COUNTS_PEOPLE = re.compile(r"last_login|login_count|online|check_?in|streak|leaderboard|(^|_)rank($|_)|likes?($|_)")
# A placing printed on a certificate of the organisation, with "out of how many"; it ranks nobody.
NO_RANK_OF_PEOPLE = {"honours.Honour.rank"}
SELLS = re.compile(r"price|payment|order_no|coupon|invoice|advert")
PHOTO = re.compile(r"photo|picture|video|screenshot")


@dataclass(frozen=True)
class Finding:
    """One thing looked up: what was found, and whether it is as the rules want."""

    text: str
    good: bool


@dataclass(frozen=True)
class Check:
    """One of the five prohibitions with what was found about it."""

    rule: str
    findings: Sequence[Finding]

    @property
    def good(self) -> bool:
        """Return whether everything found is as the rules want."""
        return all(one.good for one in self.findings)


def _fields_like(pattern: re.Pattern[str]) -> list[str]:
    """Return the columns of this program's own tables whose name says what is forbidden."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("tongpin.")
        for field in model._meta.concrete_fields
        if pattern.search(field.name) and f"{model._meta.label}.{field.name}" not in NO_RANK_OF_PEOPLE
    ]


def _absent(pattern: re.Pattern[str], good: str, bad: str) -> Finding:
    found = _fields_like(pattern)
    return Finding(f"{bad} {', '.join(found)}" if found else good, not found)


def _entered_once() -> Sequence[Finding]:
    fed = sum(1 for one in definitions().values() if one.source == "activities")
    text = _("One record of an activity feeds %(n)s figures, the calendar, the ledgers and the report.") % {"n": fed}
    return [
        Finding(text, fed > 1),
        Finding(
            _("Ledgers are taken over as they are; what is known already is recognised and not asked again."), True
        ),
    ]


def _reminders() -> Finding:
    """Look up when reminders leave, that the database allows one a day, and whether any ever left at night."""
    try:
        hours = settings_in_force()
    except UserError as error:
        return Finding(str(error), False)
    single = any(one.name == "one_reminder_a_day_per_channel" for one in Message._meta.constraints)
    late = sent_outside_hours()
    text = _(
        "Reminders leave on workdays between %(from)s and %(to)s, at most one a day to each receiver, and each can be"
        " switched off; %(late)s ever left outside working hours. There are no receipts and no mentions of all."
    )
    values = {"from": f"{hours.opens:%H:%M}", "to": f"{hours.closes:%H:%M}", "late": late}
    return Finding(text % values, single and not late)


def _no_compulsion() -> Sequence[Finding]:
    broken = [entry.code for type_ in EntryType for entry in entries(type_) if forbidden(entry.body)]
    text = _("The catalogue in force was checked against %(n)s prohibitions.") % {"n": len(prohibitions())}
    outcome = _("Found:") + f" {', '.join(broken)}" if broken else _("Nothing against them was found.")
    return [
        _absent(COUNTS_PEOPLE, _("No table keeps check-ins, ranks, log-ins or time online."), _("These columns do:")),
        Finding(f"{text} {outcome}", not broken),
        Finding(_("Attendance is called by the person who records, or signed on a printed sheet."), True),
        _reminders(),
    ]


def _no_forced_use() -> Sequence[Finding]:
    kept = not settings.AXES_DISABLE_ACCESS_LOG
    return [
        Finding(_("It runs in the browser: there is nothing to install and no rate of installation."), True),
        Finding(_("Successful log-ins are recorded.") if kept else _("Successful log-ins are not recorded."), not kept),
    ]


def _no_traces_for_their_own_sake() -> Sequence[Finding]:
    asking = [body["code"] for body in shipped("kinds") if any(PHOTO.search(need) for need in body["needs"])]
    bare = Activity.objects.filter(status=Status.CONFIRMED, grade=Grade.NONE).count()
    all_ = Activity.objects.filter(status=Status.CONFIRMED).count()
    text = _("%(some)s of %(all)s confirmed records have no evidence and stand all the same.")
    return [
        Finding(_("No kind of activity asks for a photograph or a video."), not asking),
        Finding(text % {"some": bare, "all": all_}, True),
        Finding(
            _("Hours are those of meetings and courses held, entered by who held them; there are no online hours."),
            True,
        ),
    ]


def _no_business() -> Sequence[Finding]:
    return [
        _absent(SELLS, _("No table keeps prices, payments or advertisements."), _("These columns do:")),
        Finding(_("Pages fetch nothing from other sites: no advertisement and no counter can be put in."), True),
    ]


CHECKS: Sequence[Callable[[], Sequence[Finding]]] = (
    _entered_once,
    _no_compulsion,
    _no_forced_use,
    _no_traces_for_their_own_sake,
    _no_business,
)


def checks() -> list[Check]:
    """Return the five prohibitions with what this installation does about each."""
    rules = (
        _("No arbitrary or repeated demands on the grass roots for forms, numbers and materials"),
        _("No compulsory functions such as check-ins, ranking by points or counting time online"),
        _("No forced installation or use, no reports on installation rates, no compulsory regular log-in"),
        _("Not a carrier of assessment: no likes, votes or study time as a measure; no forced photographs or tracks"),
        _("No business for profit"),
    )
    return [Check(rule, look()) for rule, look in zip(rules, CHECKS, strict=True)]
