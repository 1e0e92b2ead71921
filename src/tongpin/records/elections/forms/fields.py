"""Fields the forms of elections share."""

from __future__ import annotations

from typing import Any

from django import forms

MOST_PEOPLE = 100_000


def whole(label: Any, *, least: int = 0, most: int = MOST_PEOPLE, required: bool = True, **options: Any) -> Any:
    """Return a field for a whole number, with the keyboard of numbers on a phone."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=required, widget=widget, **options)


def ticks(label: Any, *, required: bool = True, **options: Any) -> forms.MultipleChoiceField:
    """Return a list of persons to tick, laid out like a roll."""
    widget = forms.CheckboxSelectMultiple(attrs={"class": "roll"})
    return forms.MultipleChoiceField(label=label, required=required, widget=widget, **options)
