"""Reading needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from django.db.models import Max, Min, Q, QuerySet

from tongpin.foundation.kernel import clock

from .enums import NeedStatus
from .models import Need
from .rules import NeedContent

COLUMNS = tuple(one.name for one in fields(NeedContent))


LATE = "late"


def listing(
    *,
    status: str = "",
    category: str = "",
    year: int | None = None,
    words: str = "",
    named: QuerySet[Need] | None = None,
) -> QuerySet[Need]:
    """Return needs by filters, newest first. `status` may be LATE: not answered by the day agreed on.

    `words` are looked for in what was asked and answered, category, owner and village; in the names of visitor and
    asker only among `named`, the needs whose names the reader may see: a search must not look behind a mask.
    """
    rows = Need.objects.select_related("unit", "village__town")
    if status == LATE:
        rows = rows.filter(status=NeedStatus.OPEN, due_on__lt=clock.today())
    elif status:
        rows = rows.filter(status=status)
    if category:
        rows = rows.filter(category=category)
    if year:
        rows = rows.filter(received_on__year=year)
    for word in words.split():
        found = Q()
        for name in ("asked", "answer", "category", "owner", "village__name"):
            found |= Q(**{f"{name}__icontains": word})
        if named is not None:
            names = Q(asker__icontains=word) | Q(visitor__icontains=word)
            found |= Q(pk__in=named.filter(names).order_by().values("pk"))
        rows = rows.filter(found)
    return rows.order_by("-received_on", "-pk")


def categories(rows: QuerySet[Need]) -> list[str]:
    """Return the categories in use among `rows`, in order."""
    return list(rows.exclude(category="").order_by("category").values_list("category", flat=True).distinct())


def years(rows: QuerySet[Need]) -> list[int]:
    """Return the years from the latest to the earliest need of `rows`."""
    span = rows.aggregate(first=Min("received_on"), last=Max("received_on"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["last"] else []


def content_of(need: Need) -> NeedContent:
    """Return what a need says."""
    return NeedContent(**{name: getattr(need, name) for name in COLUMNS})


def known_fingerprints(fingerprints: Collection[str]) -> dict[str, Need]:
    """Return existing needs by fingerprint."""
    return {need.fingerprint: need for need in Need.objects.filter(fingerprint__in=list(fingerprints))}


def doubles_of(need: Need) -> QuerySet[Need]:
    """Return other needs that look like the same one entered twice."""
    return Need.objects.filter(fingerprint=need.fingerprint).exclude(pk=need.pk).select_related("unit")
