"""Comings and goings of the roll: transfers with outside organisations and exemptions, for those who may see names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.kernel.sheets import Cell
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.models import Exemption, Membership, Transfer
from tongpin.foundation.units.queries import exemptions


@dataclass(frozen=True, slots=True)
class ExemptMember:
    """Somebody of whom nothing is demanded, with the membership that holds on the day."""

    exemption: Exemption
    membership: Membership


def transfers(account: Account, year: int) -> QuerySet[Transfer]:
    """Return the transfers of a year with organisations outside the bureau, newest first."""
    reach = SEE_NAMES.visible(account, Membership.objects.all())
    return (
        Transfer.objects.filter(membership__in=reach, on__year=year)
        .select_related("membership__person", "membership__unit")
        .order_by("-on", "-pk")
    )


def transfer_years(account: Account, today: dt.date) -> Sequence[int]:
    """Return the years in which there were transfers, and the present one, newest first."""
    reach = SEE_NAMES.visible(account, Membership.objects.all())
    found = Transfer.objects.filter(membership__in=reach).dates("on", "year")
    return sorted({today.year, *(day.year for day in found)}, reverse=True)


def transfer_line(number: int, row: Transfer) -> Sequence[Cell]:
    """Return one line of the workbook."""
    return [
        number,
        row.on,
        row.get_direction_display(),
        row.membership.person.name,
        row.membership.get_standing_display(),
        row.membership.unit.name,
        row.organisation,
        row.letter_no,
    ]


def exempt_members(account: Account, day: dt.date) -> list[ExemptMember]:
    """Return who is exempt on `day`, by branch and in it in stroke order. Two queries."""
    rows = {row.person_id: row for row in exemptions(day)}
    current = SEE_NAMES.visible(
        account, Membership.objects.filter(in_force(day), Q(person__in=rows)).select_related("person", "unit")
    )
    found = [ExemptMember(rows[one.person_id], one) for one in current]
    return sorted(found, key=lambda one: (one.membership.unit.path, stroke_key(one.membership.person.name)))
