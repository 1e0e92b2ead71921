"""Forms of the figure pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.units.models import Unit


class Scope(forms.Form):
    """Year and part of the bureau a figure is read for."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, data: Any, *, years: Sequence[int], units: Iterable[Unit], whole: bool) -> None:
        """`whole`: the reader may see figures of the whole bureau, which is then the first choice."""
        super().__init__(data)
        rows = list(units)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]
        choices = [(str(unit.pk), unit.name) for unit in rows if unit.parent_id or not whole]
        self.fields["unit"].choices = ([("", _("The whole bureau"))] if whole else []) + choices  # type: ignore[attr-defined]
        self.years, self.units, self.whole = years, {str(unit.pk): unit for unit in rows}, whole

    def chosen_year(self) -> int:
        """Return the year asked for, else the first one offered."""
        self.is_valid()
        return self.cleaned_data.get("year") or self.years[0]

    def chosen_unit(self) -> Unit | None:
        """Return the unit asked for; without one the first the reader may see; None for the whole bureau."""
        self.is_valid()
        unit = self.units.get(self.cleaned_data.get("unit") or "")
        return unit if unit or self.whole else next(iter(self.units.values()), None)


class TakeOutForm(forms.Form):
    """Why the records behind a figure leave the house."""

    reason = forms.CharField(label=_("What is it for?"), max_length=120, help_text=_("It is kept in the log."))
