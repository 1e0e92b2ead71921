"""The kinds of reminders this program brings, and the one place where what is due is read for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from tongpin.foundation.units.models import Unit
from tongpin.standards.queries import kinds_and_rulebook

from .dated import dated
from .duties import DUTIES, duties
from .registry import Item, Provider, register_provider
from .tree import units_in


def due(day: dt.date, unit: Unit) -> Iterator[Item]:
    """Yield all that is due on `day` in the unit and below.

    Four queries, one more where there are local rules, and one less for the whole bureau as `tree.whole` returns it.
    """
    units, (kinds, book) = units_in(unit), kinds_and_rulebook(day)
    yield from dated(day, unit, units, kinds, book)
    yield from duties(day, units, kinds, book)


def register() -> None:
    """Register the kinds of reminders this program brings."""
    register_provider(Provider("waiting", gettext_lazy("Records that wait for confirmation"), due))
    register_provider(Provider("past", gettext_lazy("Plans that are past"), due))
    register_provider(
        Provider("coming", gettext_lazy("Activities of the next seven days"), due, for_members=True, for_groups=True)
    )
    register_provider(Provider("needs", gettext_lazy("Needs to be answered"), due))
    register_provider(Provider(DUTIES, gettext_lazy("Organisational life that is due"), due, for_groups=True))
    register_provider(Provider("terms", gettext_lazy("Terms that run out"), due, for_groups=True))
    register_provider(Provider("tasks", gettext_lazy("Tasks that are due"), due, for_groups=True))
