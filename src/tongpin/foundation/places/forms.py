"""Finding the village somebody typed."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext as _

from .queries import find_village
from .rules import MatchState

MOST_OFFERED = 6


def village_named(text: str, day: dt.date) -> int:
    """Return the key of the village named like "town village" on the list of `day`.

    Raises ValidationError with the villages that may be meant: an ambiguous name is asked, never guessed.
    """
    town, _space, name = text.strip().rpartition(" ")
    match = find_village(town.strip(), name, on=day)
    if match.state is MatchState.ONE and match.village is not None:
        return match.village.id
    offered = "、".join(f"{one.town_name} {one.name}" for one in match.candidates[:MOST_OFFERED])
    if match.state is MatchState.AMBIGUOUS:
        raise forms.ValidationError(_("Several villages fit. Write the town too: %(names)s.") % {"names": offered})
    if offered:
        raise forms.ValidationError(_("The village is not on the list. Did you mean: %(names)s?") % {"names": offered})
    raise forms.ValidationError(_("The village is not on the list of that day. Write town and village as on the list."))
