"""Reading towns, villages and venues."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.kernel.text import squeezed

from .models import Town, Venue, VenueAlias, Village, VillageList
from .rules import Match, VillageIndex, VillageRow


def villages_in_force(day: dt.date) -> QuerySet[Village]:
    """Return the villages and communities on the list in force on `day`."""
    return Village.objects.filter(in_force(day))


def administrative_villages(day: dt.date) -> QuerySet[Village]:
    """Return the 行政村 in force on `day`: what coverage is measured against."""
    return villages_in_force(day).filter(is_administrative=True)


def towns_in_force(day: dt.date) -> QuerySet[Town]:
    """Return the towns in force on `day`."""
    return Town.objects.filter(in_force(day))


def list_in_force(day: dt.date) -> VillageList | None:
    """Return the list by which `day` is judged: the newest not after it, else the earliest; None without any."""
    lists = VillageList.objects.order_by("-as_of")
    return lists.filter(as_of__lte=day).first() or lists.last()


def index() -> VillageIndex:
    """Return the index over all rows of all vintages: two queries, then `find(town, name, code, on=day)` asks none.

    Build it once per import; it does not follow later changes.
    """
    rows = Village.objects.values_list(
        "id", "code", "name", "town__code", "town__name", "valid_from", "valid_to", "is_administrative"
    )
    built = VillageIndex(VillageRow(*row) for row in rows.iterator())
    for code, name in Town.objects.values_list("code", "name"):
        built.add_town(code, name)
    return built


def find_village(town: str, name: str, code: str = "", *, on: dt.date | None = None) -> Match:
    """Find one village. For many, build `index()` once instead."""
    return index().find(town, name, code, on=on or clock.today())


def search_villages(
    day: dt.date, *, text: str = "", town: str = "", administrative: bool | None = None
) -> QuerySet[Village]:
    """Return villages in force on `day` by part of name or code, by town code, by kind."""
    rows = villages_in_force(day).select_related("town")
    if word := squeezed(text):
        rows = rows.filter(Q(name__icontains=word) | Q(code__startswith=word) | Q(town__name__icontains=word))
    if town:
        rows = rows.filter(town__code=town)
    if administrative is not None:
        rows = rows.filter(is_administrative=administrative)
    return rows


def venues_by_name() -> dict[str, int]:
    """Return the keys of all venues by their names and aliases, in the form `squeezed` gives. For batches."""
    known = {squeezed(name): pk for name, pk in VenueAlias.objects.values_list("name", "venue_id")}
    return known | {squeezed(name): pk for name, pk in Venue.objects.values_list("name", "pk")}


def find_venue(name: str) -> Venue | None:
    """Return the venue of this name or alias; None when nobody has it."""
    key = venues_by_name().get(squeezed(name))
    return Venue.objects.get(pk=key) if key is not None else None
