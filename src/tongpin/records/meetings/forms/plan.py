"""Rows of a plan, which year to show, and what a ledger is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.choices import unit_choices

from ..actions import PlanChange
from ..models import PlanRow


class RowForm(forms.Form):
    """A row of a plan."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    on = Day(label=gettext_lazy("Date"), required=False)
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=120)
    keep = forms.BooleanField(label=gettext_lazy("Keep"), required=False)

    def __init__(self, *args: Any, kinds: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "—"), *kinds.items()]  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """A row that stays has a day, a new one a kind."""
        values: dict[str, Any] = super().clean() or {}
        known = bool(values.get("key"))
        if known and values.get("keep") and not values.get("on") and "on" not in self.errors:
            self.add_error("on", _("Give one day, like 2025-03-05."))
        if not known and values.get("on") and not values.get("kind"):
            self.add_error("kind", _("Choose what is planned."))
        return values

    def change(self, rows: Mapping[int, PlanRow]) -> PlanChange | None:
        """Return what the row says now, None for an empty one."""
        said = self.cleaned_data
        row = rows.get(said.get("key") or 0)
        if row is not None:
            return PlanChange(row.pk, row.kind, said["on"] or row.on, said["title"], said["keep"])
        if not said.get("on"):
            return None
        return PlanChange(None, said["kind"], said["on"], said["title"])


Rows = forms.formset_factory(RowForm, extra=3, max_num=200, absolute_max=200)


def plan_rows(data: Any, rows: Sequence[PlanRow], *, kinds: Mapping[str, str]) -> Any:
    """Return the forms of the rows that are not in the records yet, and empty ones."""
    initial = [{"key": one.pk, "kind": one.kind, "on": one.on, "title": one.title, "keep": True} for one in rows]
    return Rows(data, prefix="rows", initial=initial, form_kwargs={"kinds": kinds})


class WhichYear(forms.Form):
    """Whose year, and which."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)

    def __init__(self, *, units: Sequence[Unit], unit: Unit, year: int, today: dt.date) -> None:
        super().__init__(initial={"unit": str(unit.pk), "year": year})
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined] # a ChoiceField
        years = range(max(today.year + 1, year), min(today.year - 4, year) - 1, -1)
        self.fields["year"].choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]


class LedgerForm(forms.Form):
    """What the ledger is for; the usual answer stands there already."""

    reason = forms.CharField(label=gettext_lazy("What is it for?"), max_length=120)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"reason": _("Kept with the branch's papers")})
