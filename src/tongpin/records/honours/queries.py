"""Reading honours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from django.db.models import QuerySet

from .models import Honour
from .rules import HonourContent

COLUMNS = tuple(one.name for one in fields(HonourContent))


def listing() -> QuerySet[Honour]:
    """Return honours, newest first."""
    return Honour.objects.select_related("unit").order_by("-awarded_on", "-pk")


def content_of(honour: Honour) -> HonourContent:
    """Return what an entry says."""
    return HonourContent(**{name: getattr(honour, name) for name in COLUMNS})


def known_fingerprints(fingerprints: Collection[str]) -> dict[str, Honour]:
    """Return existing honours by fingerprint."""
    return {honour.fingerprint: honour for honour in Honour.objects.filter(fingerprint__in=list(fingerprints))}
