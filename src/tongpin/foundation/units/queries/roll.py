"""Reading probations and exemptions as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from tongpin.foundation.kernel.dated import in_force

from ..enums import Standing
from ..models import Exemption, Extension, Membership
from ..rules import ProbationTerms, probation_end

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Probation:
    """A probation, which may run through several branches: its first day (None: not known) and its extension."""

    membership: Membership
    began: dt.date | None
    extension: Extension | None = None

    def ends_on(self, terms: ProbationTerms) -> dt.date | None:
        """Return the day on which the member may become a full one; None when the first day is not known."""
        if self.extension is not None:
            return self.extension.ends_on
        return probation_end(self.began, terms) if self.began else None


def probations(memberships: Sequence[Membership]) -> list[Probation]:
    """Return the probation each of these probationary memberships belongs to. One query."""
    rows: dict[int, list[Membership]] = {}
    for row in (
        Membership.objects.filter(person__in=[one.person_id for one in memberships], standing=Standing.PROBATIONARY)
        .select_related("extension")
        .order_by("valid_from", "pk")
    ):
        rows.setdefault(row.person_id, []).append(row)
    return [probation_among(one, rows.get(one.person_id, [])) for one in memberships]


def probation_of(membership: Membership) -> Probation:
    """Return the probation a probationary membership belongs to. One query."""
    return probations([membership])[0]


def probation_among(membership: Membership, memberships: Sequence[Membership]) -> Probation:
    """Return the probation a probationary membership belongs to, from the person's memberships read with `extension`.

    They are followed back as long as one ended the day before the next began: a transfer starts none anew.
    """
    rows = [row for row in memberships if row.standing == Standing.PROBATIONARY]
    before = {row.valid_to: row for row in rows if row.valid_to is not None and row.pk != membership.pk}
    chain = [membership]
    while (first := chain[-1].valid_from) is not None and first - ONE_DAY in before:
        chain.append(before.pop(first - ONE_DAY))
    known = {row.pk: row for row in rows}
    extensions = [getattr(known.get(one.pk, one), "extension", None) for one in chain]
    return Probation(membership, chain[-1].valid_from, next((one for one in extensions if one is not None), None))


def exemptions(day: dt.date) -> QuerySet[Exemption]:
    """Return whose meetings and study are not demanded on `day`, with the persons."""
    return Exemption.objects.filter(in_force(day)).select_related("person").order_by("person__initials", "pk")


def with_spared(rows: QuerySet[Membership], day: dt.date) -> QuerySet[Membership]:
    """Return the memberships with `spared`: the ground on which each person is exempt on `day`, None for the others."""
    mine = Exemption.objects.filter(in_force(day), person=OuterRef("person")).values("ground")
    return rows.annotate(spared=Subquery(mine[:1]))


def exempt_persons(day: dt.date) -> set[int]:
    """Return the keys of the persons exempt on `day`. One query."""
    return set(Exemption.objects.filter(in_force(day)).values_list("person", flat=True))
