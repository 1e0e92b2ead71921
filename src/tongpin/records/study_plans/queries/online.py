"""Notes on online platforms. Nothing else of the program reads them, and no figure ever does."""

from __future__ import annotations

from django.db.models import QuerySet

from ..models import OnlineNote


def online_notes(year: int) -> QuerySet[OnlineNote]:
    """Return the notes whose period touches a year, newest first; withdrawn ones stay readable."""
    rows = OnlineNote.objects.filter(starts_on__year__lte=year, ends_on__year__gte=year)
    return rows.select_related("unit", "person").order_by("-starts_on", "-pk")
