"""Sources of organisational life: terms, posts, talks, leaders in their branches, channels.

Each register says itself which of its rows count in a period; nothing is decided here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from tongpin.derived.compliance.queries.leaders import own_branch_attendances
from tongpin.foundation.outbox.models import Channel
from tongpin.foundation.outbox.queries import in_use
from tongpin.foundation.units.models import Post, Term
from tongpin.foundation.units.queries.staff import staff
from tongpin.foundation.units.queries.terms import FALLS_DUE, done, due
from tongpin.records.conversations.models import Conversation
from tongpin.records.conversations.queries import standing

from .shape import BY_ACTIVITY, OWN_EVIDENCE, Period, Source


def _posts(period: Period) -> QuerySet[Post]:
    """A post has no digest of its own: whose, where, which and since when; its end does not change its past."""
    said = [Cast("person_id", TextField()), Cast("unit_id", TextField()), F("title"), _day("valid_from")]
    return staff(period.end).annotate(said=_joined(said)).order_by()


def _channels(period: Period) -> QuerySet[Channel]:
    return in_use(period.start, period.end).annotate(said=_joined([F("name"), F("kind")])).order_by()


def _day(name: str) -> Coalesce:
    return Coalesce(Cast(name, CharField()), Value(""), output_field=TextField())


def _joined(parts: Sequence[object]) -> Concat:
    between = [one for part in parts for one in (Value("|"), part)][1:]
    return Concat(*between, output_field=TextField())


def _terms(found: Callable[[dt.date, dt.date], QuerySet[Term]], digest: str) -> Source:
    """Return the source of terms that `found` counts by the last day of a period, since its first."""
    return Source(
        rows=lambda period: found(period.end, period.start).order_by(),
        digest=digest,
        attributes={"branch": "unit__name"},
        columns={_("Unit"): "unit__name", _("Term"): "number", _("Falls due on"): FALLS_DUE, _("Ended on"): "ended_on"},
        kept=lambda period: Term.objects.filter(began_on__lte=period.end),
        **OWN_EVIDENCE,
    )


LIFE: Mapping[str, Source] = {
    "terms_due": _terms(due, "digest"),
    "terms_done": _terms(done, "end_digest"),
    "staff": Source(
        rows=_posts,
        digest="said",
        attributes={"branch": "unit__name", "post": "title", "person": "person"},
        columns={_("Unit"): "unit__name", _("Post"): "title", _("Since"): "valid_from"},
        **OWN_EVIDENCE,
    ),
    "conversations": Source(
        rows=lambda period: standing(start=period.start, end=period.end).order_by(),
        digest="digest",
        attributes={"branch": "unit__name", "month": "held_on__month"},
        columns={_("Date"): "held_on", _("Unit"): "unit__name", _("Way"): "way"},
        kept=lambda period: Conversation.objects.filter(held_on__lte=period.end),
        **OWN_EVIDENCE,
    ),
    "dual_life": Source(
        rows=lambda period: own_branch_attendances(period.start, period.end).order_by(),
        attributes={"branch": "activity__unit__name", "month": "activity__starts_on__month"},
        columns={_("Date"): "activity__starts_on", _("Title"): "activity__title", _("Unit"): "activity__unit__name"},
        **BY_ACTIVITY,
    ),
    "channels": Source(
        rows=_channels,
        digest="said",
        attributes={},
        columns={_("Channel"): "name", _("Sort"): "kind"},
        kept=lambda _period: Channel.objects.filter(personal=False),
        within="",
        **OWN_EVIDENCE,
    ),
}
