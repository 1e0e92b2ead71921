"""Forms of the register of honours: filters and the entry itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.choices import unit_choices

from .enums import Holder, Level
from .rules import HonourContent, document_number

COMMON = ("unit", "title", "level", "awarded_on", "issuer", "doc_no", "holder_type", "holder")
"""Fields on the common path: eight at most on a phone (mission.md)."""

FURTHER = ("rank", "out_of")
MOST_TOOK_PART = 1_000_000


class HonourFilter(forms.Form):
    """What to show; a filter that does not fit counts as not set."""

    text = forms.CharField(label=_("Words"), required=False, max_length=60)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All")), *Level.choices])
    holder_type = forms.ChoiceField(label=_("Awarded to"), required=False, choices=[("", _("All")), *Holder.choices])
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    document = forms.ChoiceField(
        label=_("Document number"),
        required=False,
        choices=[("", _("All")), ("with", _("With a number")), ("without", _("Without a number"))],
    )

    def __init__(self, data: Any, *, years: Sequence[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [("", _("All")), *((one, one) for one in years)]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _count(label: Any, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=MOST_TOOK_PART, widget=widget, **options
    )


class HonourForm(forms.Form):
    """What an entry says."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    unit = forms.ChoiceField(label=_("Unit"))
    title = forms.CharField(label=_("Name of the honour"), max_length=120)
    level = forms.ChoiceField(
        label=_("Level"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        help_text=_("“City level” alone may be the prefecture or the county: look who issued it."),
    )
    awarded_on = Day(label=_("Awarded on"), help_text=_("For example 20250305, 2025-03-05 or 3月5日."))
    issuer = forms.CharField(label=_("Issuer"), required=False, max_length=120)
    doc_no = forms.CharField(
        label=_("Document number"),
        required=False,
        max_length=60,
        help_text=_("As on the document, for example 文旅发〔2026〕12号. With it the honour can be looked up."),
    )
    holder_type = forms.ChoiceField(label=_("Awarded to"), choices=Holder.choices, initial=Holder.COLLECTIVE.value)
    holder = forms.CharField(
        label=_("Holder"), required=False, max_length=120, help_text=_("The unit itself when left empty.")
    )
    rank = _count(_("Rank"), help_text=_("Only together with out of how many: a rank alone says nothing."))
    out_of = _count(_("Out of how many"))
    reason = forms.CharField(label=_("Why is it corrected?"), max_length=200)

    def __init__(self, data: Any = None, *, units: Sequence[Unit], known: bool = False, **initial: Any) -> None:
        """`units` may be chosen from; `known` when an entry is corrected, which wants a reason."""
        super().__init__(data, initial=initial)
        self.choose_unit = len(units) != 1
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined] # a ChoiceField
        if not self.choose_unit:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = units[0].pk
        if not known:
            del self.fields["reason"], self.fields["version"]

    @property
    def common_bound(self) -> list[BoundField]:
        """Return the fields of the common path."""
        return [self[name] for name in COMMON if self.choose_unit or name != "unit"]

    @property
    def further_bound(self) -> list[BoundField]:
        """Return the fields that fold away."""
        return [self[name] for name in FURTHER]

    @property
    def further_open(self) -> bool:
        """Whether something stands in the fields that fold away, or has to be mended there."""
        return any(bound.errors or bound.value() for bound in self.further_bound)

    def clean_awarded_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["awarded_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The day of the award lies in the future."))
        return day

    def clean_doc_no(self) -> str:
        """Put the year into the brackets official documents use."""
        return document_number(self.cleaned_data["doc_no"])

    def clean(self) -> dict[str, Any]:
        """A rank and out of how many belong together."""
        values: dict[str, Any] = super().clean() or {}
        if self.errors.keys() & set(FURTHER):
            return values
        rank, out_of = values.get("rank"), values.get("out_of")
        if rank is not None and out_of is None:
            self.add_error("out_of", _("A rank needs out of how many."))
        elif rank is None and out_of is not None:
            self.add_error("rank", _("Say the rank, or leave both empty."))
        elif rank is not None and out_of is not None and rank > out_of:
            self.add_error("rank", _("The rank is not between 1 and the number of those who took part."))
        if values.get("holder_type") == Holder.PERSON and not values.get("holder"):
            self.add_error("holder", _("Say who received it."))
        return values

    def content(self) -> HonourContent:
        """Return what the form says, for the action."""
        names = [one.name for one in fields(HonourContent) if one.name != "unit_id"]
        return HonourContent(
            unit_id=int(self.cleaned_data["unit"]), **{name: self.cleaned_data[name] for name in names}
        )
