"""Reading honours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from django.db.models import Max, Min, Q, QuerySet

from .enums import Holder
from .models import Honour
from .rules import HonourContent

COLUMNS = tuple(one.name for one in fields(HonourContent))


def listing(
    *,
    level: str = "",
    holder_type: str = "",
    year: int | None = None,
    documented: bool | None = None,
    words: str = "",
    named: QuerySet[Honour] | None = None,
) -> QuerySet[Honour]:
    """Return honours by filters, newest first; `documented`: whether a document number is given.

    `words` are looked for in title, issuer, number and unit; in the holder's name only where it is a collective or
    among `named`, the entries whose names the reader may see: a search must not look behind a mask.
    """
    rows = Honour.objects.select_related("unit")
    if level:
        rows = rows.filter(level=level)
    if holder_type:
        rows = rows.filter(holder_type=holder_type)
    if year:
        rows = rows.filter(awarded_on__year=year)
    if documented is not None:
        rows = rows.exclude(doc_no="") if documented else rows.filter(doc_no="")
    for word in words.split():
        found = Q(holder__icontains=word) & ~Q(holder_type=Holder.PERSON)
        for name in ("title", "issuer", "doc_no", "unit__name"):
            found |= Q(**{f"{name}__icontains": word})
        if named is not None:
            found |= Q(pk__in=named.filter(holder__icontains=word).order_by().values("pk"))
        rows = rows.filter(found)
    return rows.order_by("-awarded_on", "-pk")


def years(rows: QuerySet[Honour]) -> list[int]:
    """Return the years from the latest to the earliest honour of `rows`."""
    span = rows.aggregate(first=Min("awarded_on"), last=Max("awarded_on"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["last"] else []


def doubles_of(honour: Honour) -> QuerySet[Honour]:
    """Return other entries that look like the same honour entered twice."""
    return Honour.objects.filter(fingerprint=honour.fingerprint).exclude(pk=honour.pk).select_related("unit")


def content_of(honour: Honour) -> HonourContent:
    """Return what an entry says."""
    return HonourContent(**{name: getattr(honour, name) for name in COLUMNS})


def known_fingerprints(fingerprints: Collection[str]) -> dict[str, Honour]:
    """Return existing honours by fingerprint."""
    return {honour.fingerprint: honour for honour in Honour.objects.filter(fingerprint__in=list(fingerprints))}
