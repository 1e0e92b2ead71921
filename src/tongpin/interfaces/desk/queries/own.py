"""What a member sees of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from tongpin.foundation.people.models import Account
from tongpin.records.activities.access import SEE
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity

PER_PAGE = 20


@dataclass(frozen=True)
class Attended:
    """A page of what somebody took part in; `open` holds the keys of those whose record they may open."""

    page: Page[Activity]
    rows: Sequence[Activity]
    open: frozenset[int]


def attended(account: Account, wanted: str | None) -> Attended:
    """Return what the account's own person took part in, newest first, whoever recorded it; cancelled ones not."""
    rows = Activity.objects.filter(attendances__person=account.person_id).exclude(status=Status.CANCELLED)
    rows = rows.select_related("unit").order_by("-starts_on", "-pk").distinct()
    page = Paginator(rows, PER_PAGE).get_page(wanted)
    found = list(page.object_list)
    return Attended(page, found, frozenset(row.pk for row in found if SEE.can_in(account, row.unit)))
