"""Sources that say what was done for people: activities, needs, honours; and who and where: members, villages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.places.queries import villages_in_force
from tongpin.foundation.units.models import Membership
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import COUNTED
from tongpin.records.honours.models import Honour
from tongpin.records.study_plans.queries import lectures_by_leaders
from tongpin.records.visits.models import Need

from .shape import OWN_EVIDENCE, Period, Source, Values


def _in_period(model: type[Model], day: str, **counted: object) -> Callable[[Period], QuerySet[Any]]:
    def rows(period: Period) -> QuerySet[Any]:
        span = {f"{day}__gte": period.start, f"{day}__lte": period.end}
        return model._default_manager.filter(**span, **counted)

    return rows


def _any_of(field_name: str) -> Callable[[Values], Q]:
    return lambda values: Q(**{f"{field_name}__in": list(values)})


def _title_has(values: Values) -> Q:
    condition = Q()
    for value in values:
        condition |= Q(title__contains=value)
    return condition


def _lectures_by_leaders() -> QuerySet[Any, Any]:
    """Return the keys of the lectures whose lecturer, named as a person, led the bureau on that day (indicator 26)."""
    return lectures_by_leaders(dt.date.min, dt.date.max).order_by().values("activity")


WORK: Mapping[str, Source] = {
    "activities": Source(
        rows=_in_period(Activity, "starts_on", status=COUNTED),
        digest="digest",
        filters={
            "kind": _any_of("kind"),
            "measure": _any_of("measures__unit"),
            "administrative": lambda _values: Q(village__is_administrative=True),
            "by_leader": lambda _values: Q(pk__in=_lectures_by_leaders()),
            "fused": lambda _values: ~Q(lines="") & ~Q(purposes=""),
        },
        quantities={
            "sessions": F("sessions"),
            "served": F("served"),
            "attended": F("attended"),
            "person_hours": F("hours") * F("attended"),
            "amount": F("measures__amount"),
            "edition": F("edition"),
        },
        attributes={
            "branch": "unit__name",
            "kind": "kind",
            "month": "starts_on__month",
            "venue": "venue__name",
            "town": "village__town__name",
            "troupe": "host",
            "title": "title",
            "village": "village__code",
        },
        columns={
            _("Date"): "starts_on",
            _("Title"): "title",
            _("Unit"): "unit__name",
            _("Venue"): "venue__name",
            _("Town"): "village__town__name",
            _("Village"): "village__name",
            _("Sessions"): "sessions",
            _("People served"): "served",
            _("Attended"): "attended",
            _("Hours"): "hours",
            _("Source"): "source_place",
        },
        page="activities:detail",
    ),
    "needs": Source(
        rows=_in_period(Need, "received_on"),
        digest="digest",
        filters={"status": _any_of("status"), "satisfaction": _any_of("satisfaction")},
        attributes={"category": "category", "owner": "owner", "month": "received_on__month"},
        columns={
            _("Day of the visit"): "received_on",
            _("Asked for"): "asked",
            _("Category"): "category",
            _("Owner"): "owner",
            _("State"): "status",
            _("Judgement"): "satisfaction",
            _("Source"): "source_place",
        },
        page="visits:detail",
    ),
    "honours": Source(
        rows=_in_period(Honour, "awarded_on"),
        digest="digest",
        filters={"title_has": _title_has},
        attributes={"level": "level", "title": "title", "holder_type": "holder_type"},
        columns={
            _("Date"): "awarded_on",
            _("Title"): "title",
            _("Level"): "level",
            _("Issuer"): "issuer",
            _("Document number"): "doc_no",
        },
        page="honours:detail",
    ),
    "members": Source(
        rows=lambda period: Membership.objects.filter(in_force(period.end)),
        digest="digest",
        filters={"standing": _any_of("standing")},
        attributes={"branch": "unit__name"},
        columns={_("Party branch"): "unit__name", _("Category"): "standing", _("Since"): "valid_from"},
        **OWN_EVIDENCE,
    ),
    "villages": Source(
        rows=lambda period: villages_in_force(period.end),
        digest="code",
        filters={"administrative": lambda _values: Q(is_administrative=True)},
        attributes={"town": "town__name", "code": "code"},
        columns={_("Town"): "town__name", _("Village"): "name", _("Division code"): "code"},
        **OWN_EVIDENCE,
        within="",
    ),
}
