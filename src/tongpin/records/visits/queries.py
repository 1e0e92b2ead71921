"""Reading needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from django.db.models import QuerySet

from .models import Need
from .rules import NeedContent

COLUMNS = tuple(one.name for one in fields(NeedContent))


def listing() -> QuerySet[Need]:
    """Return needs, newest first."""
    return Need.objects.select_related("unit", "village").order_by("-received_on", "-pk")


def content_of(need: Need) -> NeedContent:
    """Return what a need says."""
    return NeedContent(**{name: getattr(need, name) for name in COLUMNS})


def known_fingerprints(fingerprints: Collection[str]) -> dict[str, Need]:
    """Return existing needs by fingerprint."""
    return {need.fingerprint: need for need in Need.objects.filter(fingerprint__in=list(fingerprints))}
