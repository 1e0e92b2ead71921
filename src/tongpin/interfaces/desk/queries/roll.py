"""Who may be meant by a name, and the roll as it is printed and taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongpin.foundation.access.access.declared import MANAGE_MEMBERS, SEE_NAMES
from tongpin.foundation.kernel.sheets import Cell
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import members


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the name that was typed; who is on a roll now cannot be taken onto another."""

    person: Person
    label: str
    may_be_taken: bool


def _last_memberships(persons: Sequence[Person]) -> dict[int, Membership]:
    """Return the present membership of each person, or else the last one, by one query."""
    rows = Membership.objects.filter(person__in=persons).select_related("unit").order_by("valid_to", "pk")
    last: dict[int, Membership] = {}
    for row in rows:
        known = last.get(row.person_id)
        if known is None or known.valid_to is not None:
            last[row.person_id] = row
    return last


def known_by_name(account: Account, name: str) -> list[Candidate]:
    """Return the persons of exactly this name, for admitting; their branch is named only to who may see names there."""
    persons = list(Person.objects.filter(name=name).order_by("pk"))
    last = _last_memberships(persons)
    seen = SEE_NAMES.visible(account, Membership.objects.filter(pk__in=[row.pk for row in last.values()]))
    clear = set(seen.values_list("pk", flat=True)) if persons else set()
    return [_candidate(person, last.get(person.pk), clear) for person in persons]


def _candidate(person: Person, row: Membership | None, clear: set[int]) -> Candidate:
    words = {"name": person.name}
    if row is None:
        return Candidate(person, _("%(name)s, entered but never on a roll") % words, True)
    words["unit"] = row.unit.name if row.pk in clear else _("another branch")
    if row.valid_to is None:
        said = _("%(name)s of %(unit)s is on that roll now; the officer transfers members.") % words
        return Candidate(person, said, False)
    words["day"] = row.valid_to.isoformat()
    return Candidate(person, _("%(name)s, on the roll of %(unit)s until %(day)s") % words, True)


def members_by_name(account: Account, name: str) -> list[Candidate]:
    """Return the members of this name on rolls the account manages, for a post."""
    rows = MANAGE_MEMBERS.visible(account, Membership.objects.filter(valid_to=None, person__name=name))
    return [
        Candidate(row.person, f"{row.person.name}（{row.unit.name}）", True)
        for row in rows.select_related("person", "unit").order_by("unit__path", "pk")
    ]


def namesakes(account: Account, membership: Membership) -> tuple[list[Membership], int]:
    """Return the other current members of the same name the account may see, and how many more there are."""
    others = Membership.objects.filter(valid_to=None, person__name=membership.person.name).exclude(
        person=membership.person_id
    )
    rows = list(others.select_related("unit").order_by("unit__path", "pk"))
    seen = [row for row in rows if SEE_NAMES.can_in(account, row.unit)]
    return seen, len(rows) - len(seen)


def roll_sheet(account: Account, unit: Unit, day: dt.date) -> list[Membership]:
    """Return the roll of the unit and below whose names the account may see: by branch, in it in stroke order."""
    rows = SEE_NAMES.visible(account, members(unit, day))
    return sorted(rows, key=lambda row: (row.unit.path, stroke_key(row.person.name), row.pk))


def roll_line(number: int, row: Membership, *, phone: bool) -> Sequence[Cell]:
    """Return one line of the roll taken out."""
    person = row.person
    cells: list[Cell] = [
        number,
        person.name,
        person.gender,
        person.ethnicity,
        f"{person.birth_month:%Y-%m}" if person.birth_month else "",
        person.joined_party_on,
        row.get_standing_display(),
        row.unit.name,
        row.valid_from,
    ]
    return [*cells, person.phone] if phone else cells
