"""Forms of the yearly cycle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms import RecordForm
from tongpin.records.activities.forms.choices import unit_choices
from tongpin.records.activities.models import Activity

from .fields import day_field, number_field, past_day


class ReviewFilter(forms.Form):
    """Which year to look at."""

    year = forms.TypedChoiceField(label=_("Counts for the year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, years: Sequence[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [(one, one) for one in years]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class OpenForm(forms.Form):
    """Which branch, which year."""

    unit = forms.ChoiceField(label=_("Party branch"))
    year = forms.TypedChoiceField(
        label=_("Counts for the year"),
        coerce=int,
        help_text=_("A meeting held in the first months may count for the year before."),
    )

    def __init__(self, data: Any = None, *, units: Sequence[Unit], years: Sequence[int], **initial: Any) -> None:
        first = str(units[0].pk) if len(units) == 1 else ""
        super().__init__(data, initial={"unit": first, "year": years[0], **initial})
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined]
        self.fields["year"].choices = [(one, one) for one in years]  # type: ignore[attr-defined]


class MeetingForm(RecordForm):
    """The common form of a record; of the organisational-life meeting also whether the appraisal was part of it."""

    together = forms.BooleanField(
        label=_("The appraisal of members was part of this meeting"),
        required=False,
        help_text=_("Both may be held together; they are then one record."),
    )

    def __init__(self, data: Any = None, *, may_join: bool, title: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.initial["title"] = title
        if not may_join:
            del self.fields["together"]


class LinkForm(forms.Form):
    """One of the records that are there already."""

    activity = forms.ModelChoiceField(Activity.objects.none(), label=_("A record that is there already"))
    together = forms.BooleanField(label=_("The appraisal of members was part of this meeting"), required=False)

    def __init__(self, data: Any = None, *, rows: Any, may_join: bool = False) -> None:
        super().__init__(data)
        self.fields["activity"].queryset = rows  # type: ignore[attr-defined] # a ModelChoiceField
        if not may_join:
            del self.fields["together"]


class TalksForm(forms.Form):
    """The day on which the branch had its talks behind it."""

    on = day_field(_("Done on"))

    def clean_on(self) -> dt.date:
        return past_day(self.cleaned_data["on"])


class OpinionsForm(TalksForm):
    """When opinions had been gathered, and how many."""

    number = number_field(_("How many opinions"))


class RemedyForm(forms.Form):
    """A measure, who is responsible, until when."""

    text = forms.CharField(label=_("What is put right, and how"), max_length=300, widget=forms.Textarea({"rows": 3}))
    responsible = forms.ChoiceField(label=_("Responsible"))
    due = day_field(_("Due"))
    done_on = day_field(_("Done on"), required=False)

    def __init__(self, data: Any = None, *, roll: Sequence[tuple[str, str]], known: bool = False, **initial: Any):
        """`roll` are the persons that may be chosen, by key and name; `known` when a measure is brought up to date."""
        super().__init__(data, initial=initial)
        self.fields["responsible"].choices = [("", "—"), *roll]  # type: ignore[attr-defined]
        if not known:
            del self.fields["done_on"]

    def clean_done_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["done_on"]
        return past_day(day) if day else None
