"""Reading who is in charge of what."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from tongpin.foundation.people.models import Person

from .models import Charge


def charges(day: dt.date, person: Person | None = None) -> QuerySet[Charge]:
    """Return who is in charge of which unit on a day, of one leader or of all, in the order of the tree."""
    rows = Charge.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    if person is not None:
        rows = rows.filter(person=person)
    return rows.select_related("unit", "person").order_by("unit__path")
