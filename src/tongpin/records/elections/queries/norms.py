"""The rules of terms and elections as the catalogue had them on a day. Every number of a rule comes from here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.ui.rules import Quote
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.standards.queries import norms
from tongpin.standards.rules import Norm

from ..rules import TermEntry

LENGTHS = {
    UnitKind.PARTY_COMMITTEE: "TERM.committee",
    UnitKind.GENERAL_BRANCH: "TERM.general-branch",
    UnitKind.BRANCH: "TERM.branch",
}
NO_TERM = {UnitKind.PARTY_GROUP: "TERM.party-group"}
TEMPORARY = "temporary"


@dataclass(frozen=True, slots=True)
class Book:
    """The rules in force on one day."""

    day: dt.date
    norms: Mapping[str, Norm]

    def get(self, code: str) -> Norm | None:
        """Return the rule of this code, else the older one it took the place of, else None."""
        return self.norms.get(code) or self.norms.get(f"{code}.old")

    def rule(self, code: str) -> Norm:
        """Return the rule. Raises UserError where the catalogue had none on that day."""
        found = self.get(code)
        if found is None:
            raise UserError(
                _("The catalogue has no rule for that day."),
                place=f"{code} {self.day}",
                remedy=_("The Party-affairs officer adds it under Standards."),
            )
        return found

    def number(self, code: str, name: str) -> int:
        """Return a number of a rule."""
        return int(str(self.rule(code).params[name]))


def book_of(day: dt.date) -> Book:
    """Return the rules in force on `day`. One query."""
    found = {code: norm for code, norm in norms(day).items() if norm.effective_to is None or norm.effective_to >= day}
    return Book(day, found)


def length_rule(book: Book, unit: Unit, *, village: bool = False) -> Norm:
    """Return the rule on the length of a term of this organisation that begins on the book's day."""
    if village and (found := book.get("TERM.village")) is not None:
        return found
    return book.rule(LENGTHS[UnitKind(unit.kind)])


def lengths(norm: Norm) -> list[int]:
    """Return the lengths in years a rule allows, the longest first; one where it leaves no choice."""
    longest = int(str(norm.params["years"]))
    least = int(str(norm.params.get("years_least", longest)))
    return list(range(longest, least - 1, -1))


def exempting_rule(book: Book, unit: Unit) -> Norm | None:
    """Return the rule by which this Party organisation has no election of a term; None where it has one."""
    if getattr(unit, "form", "") == TEMPORARY:
        return book.get("TERM.temporary")
    return book.get(NO_TERM.get(UnitKind(unit.kind), ""))


def source(norm: Norm) -> str:
    """Return the document and article a rule stands in, for the refusal it gives."""
    name = norm.source_name if norm.local else f"《{norm.source_name}》"
    return f"{name}{norm.article}"


def quote(norm: Norm) -> Quote:
    """Return a rule as the pages quote it."""
    return Quote(
        norm.quote or norm.title,
        f"《{norm.source_name}》",
        norm.article,
        norm.issued.isoformat(),
        verified=not norm.needs_review,
        strict=norm.strictness != "usually",
    )


def quotes(book: Book, *codes: str) -> list[Quote]:
    """Return the rules of these codes that are in force."""
    return [quote(norm) for norm in map(book.get, codes) if norm is not None]


def years_of(unit: Unit, entry: TermEntry) -> int:
    """Return the length of a term by the rule in force on the day it began.

    Raises UserError for an organisation without terms, and where the rule leaves a choice that was not made or allows
    no such length.
    """
    book = book_of(entry.began_on)
    exempting = exempting_rule(book, unit)
    if exempting is not None:
        rule = f"{exempting.title}（{source(exempting)}）"
        raise UserError(_("This organisation is not elected for a term."), place=unit.name, remedy=rule)
    norm = length_rule(book, unit, village=entry.village)
    allowed = lengths(norm)
    if entry.years is None and len(allowed) == 1:
        return allowed[0]
    if entry.years not in allowed:
        raise UserError(
            _("The rule of that day allows a term of %(years)s years.")
            % {"years": "、".join(str(one) for one in reversed(allowed))},
            place=str(entry.years or ""),
            remedy=f"{norm.title}（{source(norm)}）",
        )
    return entry.years
