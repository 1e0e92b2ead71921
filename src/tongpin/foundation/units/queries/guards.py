"""What every write here asks first. Each function raises UserError in the words of the officer."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Person

from ..enums import CHILDREN, UnitKind
from ..models import Post, Unit, UnitAlias
from ..rules import Title


def hold_tree() -> None:
    """Let one writer at a time change the shape of the tree, until the end of the transaction.

    Without it a unit added below one that is just being moved would keep the old path. SQLite has one writer anyway.
    """
    list(Unit.objects.select_for_update(no_key=True).filter(parent=None).values_list("pk"))


def hold_units(*units: Unit) -> None:
    """Let one writer at a time change who holds the posts of these units, until the end of the transaction."""
    keys = sorted({unit.pk for unit in units})
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def hold_person(person: Person) -> None:
    """Let one writer at a time change where a person is on the roll, until the end of the transaction."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))


def overlapping(start: dt.date | None, end: dt.date | None) -> Q:
    """Return the condition that a dated row shares a day with the days from `start` to `end`; None is open."""
    begins = Q() if end is None else Q(valid_from=None) | Q(valid_from__lte=end)
    return begins & (Q() if start is None else Q(valid_to=None) | Q(valid_to__gte=start))


def require_span(start: dt.date | None, end: dt.date | None) -> None:
    """Refuse days that have not come, and a last day before the first."""
    for day in (start, end):
        if day is not None:
            require_past(day)
    if start is not None and end is not None and end < start:
        raise UserError(_("The last day lies before the first."), place=f"{start} – {end}")


def require_free_post(unit: Unit, person: Person, title: str, seat: Title | None, days: Q) -> None:
    """Refuse a post the person holds in these days already, and a second holder of one that has a single holder."""
    held = Post.objects.filter(days, unit=unit).select_related("person").order_by("valid_to", "pk")
    sole = seat.code if seat is not None and seat.sole else None
    for post in held.filter(Q(person=person, title=title) | (Q(seat=sole) if sole else Q(pk=None))):
        since = post.valid_from.isoformat() if post.valid_from else _("an unknown day")
        words = {"name": post.person.name, "since": since, "until": post.valid_to or _("today"), "title": post.title}
        remedy = _("Let it end the day before first, or hand it over.")
        if post.person_id == person.pk:
            raise UserError(
                _("%(name)s holds this post from %(since)s until %(until)s already.") % words,
                place=title,
                remedy=remedy,
            )
        raise UserError(
            _("There is one %(title)s at a time: %(name)s from %(since)s until %(until)s (%(rule)s).")
            % {**words, "rule": seat.rule if seat else ""},
            place=unit.name,
            remedy=remedy,
        )


def fresh(unit: Unit) -> Unit:
    """Return the unit as the database has it now; call it while holding the tree."""
    return Unit.objects.get(pk=unit.pk)


def require_current(unit: Unit) -> None:
    """Refuse a unit that has ended."""
    if unit.valid_to is not None:
        raise UserError(_("This unit has ended."), place=unit.name, remedy=_("Choose one that exists today."))


def require_place(kind: UnitKind, name: str, parent: Unit) -> None:
    """Refuse a kind of unit that may not stand below `parent`."""
    require_current(parent)
    if kind not in CHILDREN[UnitKind(parent.kind)]:
        raise UserError(
            _("A %(child)s cannot stand below a %(parent)s.")
            % {"child": kind.label, "parent": UnitKind(parent.kind).label},
            place=name,
        )


def require_free_name(name: str, unit: Unit | None = None) -> None:
    """Refuse an empty name, and one that means another unit than `unit`."""
    if not name:
        raise UserError(_("Give the unit a name."))
    if Unit.objects.filter(name=name, valid_to=None).exclude(pk=unit.pk if unit else 0).exists():
        raise UserError(_("There is already a unit of this name."), place=name)
    require_free_alias(name, unit)


def require_free_alias(name: str, unit: Unit | None = None) -> None:
    """Refuse a name that is an alias of another unit than `unit`."""
    taken = UnitAlias.objects.filter(name=name).exclude(unit=unit).select_related("unit").first()
    if taken is not None:
        raise UserError(
            _("This name already stands for another unit."),
            place=name,
            remedy=_("Take it from “%(unit)s” first.") % {"unit": taken.unit.name},
        )


def require_host(unit_kind: UnitKind, host: Unit | None) -> None:
    """Refuse a host that is itself a Party organisation, or a host of something else than a Party organisation."""
    if host is None:
        return
    require_current(host)
    if not unit_kind.is_party or UnitKind(host.kind).is_party:
        raise UserError(
            _("Only a Party organisation belongs to a part of the bureau, never the other way round."),
            place=host.name,
        )


def require_past(day: dt.date) -> None:
    """Refuse a day that has not come yet: the roll says what is, not what is planned."""
    if day > clock.today():
        raise UserError(_("This day has not come yet."), place=str(day), remedy=_("Enter it when it has."))
