"""Local rules, and norms as they apply to one organisation on one day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongpin.foundation.kernel.dated import in_force

from ..enums import EntryType
from ..models import Entry, LocalRule
from ..rules import ActivityKind, LocalTerms, Override, Rulebook, Ruling, kind_of, norm_of
from .catalogue import NormVersion, dated


def local_rules(code: str) -> QuerySet[LocalRule]:
    """Return every local rule there ever was for a norm, newest first."""
    return LocalRule.objects.filter(code=code).select_related("unit").order_by("-valid_from", "-pk")


def override_of(rule: LocalRule) -> Override:
    """Return a local rule as rules read it."""
    terms = LocalTerms(rule.applies, rule.least, rule.period, rule.params)
    return Override(rule.pk, rule.code, rule.unit_id, rule.valid_from, rule.valid_to, terms, rule.reason, rule.source)


def rulebook(codes: Collection[str] | None = None) -> Rulebook:
    """Return these norms (all of them) in every version with every local rule.

    One query, and one more where there is a local rule.
    """
    entries, rules = Entry.objects.filter(type=EntryType.NORM), LocalRule.objects.all()
    if codes is not None:
        entries, rules = entries.filter(code__in=list(codes)), rules.filter(code__in=list(codes))
    return _book(_marked(entries), rules)


def kinds_and_rulebook(day: dt.date) -> tuple[Mapping[str, ActivityKind], Rulebook]:
    """Return the kinds of activities in force on `day`, and `rulebook()`, by the queries of `rulebook` alone."""
    kinds = Q(in_force(day), type=EntryType.KIND)
    found = _marked(Entry.objects.filter(kinds | Q(type=EntryType.NORM)))
    known = {entry.code: kind_of(entry.body) for entry in found if entry.type == EntryType.KIND}
    return known, _book([entry for entry in found if entry.type == EntryType.NORM], LocalRule.objects.all())


def _marked(entries: QuerySet[Entry]) -> list[Entry]:
    """Return the entries, each saying whether there is a local rule for its code."""
    return list(entries.annotate(is_overridden=Exists(LocalRule.objects.filter(code=OuterRef("code")))).order_by("pk"))


def _book(entries: Iterable[Entry], rules: QuerySet[LocalRule]) -> Rulebook:
    versions, overrides = defaultdict[str, list[NormVersion]](list), defaultdict[str, list[Override]](list)
    overridden = False
    for entry in entries:
        versions[entry.code].append(NormVersion(norm_of(dated(entry.body)), entry.valid_from, entry.valid_to))
        overridden |= entry.is_overridden  # type: ignore[attr-defined] # annotated
    for rule in rules.order_by("pk") if overridden else ():
        overrides[rule.code].append(override_of(rule))
    return Rulebook(versions, overrides)


def ruling(code: str, day: dt.date, unit_id: int | None = None) -> Ruling | None:
    """Return what the norm asks of an organisation on `day`, local rules applied and named; None: not in force.

    For many organisations or days ask `rulebook` once.
    """
    return rulebook([code]).on(code, day, unit_id)
