"""Forms of needs: filters, the need itself, and one small form for each step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.places.forms import village_named
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.choices import unit_choices

from .enums import NeedStatus, Satisfaction
from .queries import LATE
from .rules import NeedContent

COMMON = ("unit", "received_on", "asked", "village", "asker", "category", "owner", "due_on")
"""Fields on the common path: eight at most on a phone (mission.md)."""

FURTHER = ("visitor",)


class NeedFilter(forms.Form):
    """What to show; a filter that does not fit counts as not set."""

    text = forms.CharField(label=_("Words"), required=False, max_length=60)
    status = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *NeedStatus.choices, (LATE, _("Overdue"))]
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, categories: Sequence[str], years: Sequence[int]) -> None:
        super().__init__(data)
        self.fields["category"].choices = [("", _("All")), *((one, one) for one in categories)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("All")), *((one, one) for one in years)]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class NeedForm(forms.Form):
    """What a need says; how it stands changes by its steps, not here."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    unit = forms.ChoiceField(label=_("Unit"))
    received_on = Day(label=_("Day of the visit"), help_text=_("For example 20250305, 2025-03-05 or 3月5日."))
    asked = forms.CharField(label=_("What was asked for"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    village = forms.CharField(
        label=_("Village"),
        required=False,
        max_length=120,
        help_text=_("Town and village, for example 石桥镇 东王村."),
        widget=forms.TextInput(
            attrs={"list": "villages", "data-suggest": reverse_lazy("activities:villages"), "autocomplete": "off"}
        ),
    )
    asker = forms.CharField(label=_("Who asked"), required=False, max_length=120)
    category = forms.CharField(
        label=_("Category"), required=False, max_length=30, widget=forms.TextInput(attrs={"list": "categories"})
    )
    owner = forms.CharField(label=_("Owner"), required=False, max_length=80, help_text=_("Who has to answer it."))
    due_on = Day(label=_("To be answered by"), required=False)
    visitor = forms.CharField(label=_("Who went"), required=False, max_length=60)
    reason = forms.CharField(label=_("Why is it corrected?"), max_length=200)

    def __init__(
        self, data: Any = None, *, units: Sequence[Unit], before: NeedContent | None = None, **initial: Any
    ) -> None:
        """`units` may be chosen from; `before` is what the need says now, None for a new one."""
        super().__init__(data, initial=initial)
        self.before, self.choose_unit = before, len(units) != 1
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined] # a ChoiceField
        if not self.choose_unit:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = units[0].pk
        if before is None:
            del self.fields["reason"], self.fields["version"]
        else:
            self.fields["version"].required = True

    @property
    def common_bound(self) -> list[BoundField]:
        """Return the fields of the common path."""
        return [self[name] for name in COMMON if self.choose_unit or name != "unit"]

    @property
    def further_bound(self) -> list[BoundField]:
        """Return the fields that fold away."""
        return [self[name] for name in FURTHER]

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The day of the visit lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """Find the village on the list of the day of the visit."""
        values: dict[str, Any] = super().clean() or {}
        values["village_id"] = None
        if values.get("village") and values.get("received_on"):
            try:
                values["village_id"] = village_named(values["village"], values["received_on"])
            except forms.ValidationError as error:
                self.add_error("village", error)
        due = values.get("due_on")
        if due and values.get("received_on") and due < values["received_on"]:
            self.add_error("due_on", _("It lies before the visit."))
        return values

    def content(self) -> NeedContent:
        """Return what the form says, for the action; how the need stands is left as it is."""
        values, before = self.cleaned_data, self.before
        return NeedContent(
            received_on=values["received_on"],
            asked=values["asked"],
            unit_id=int(values["unit"]),
            visitor=values["visitor"],
            asker=values["asker"],
            village_id=values["village_id"],
            category=values["category"],
            owner=values["owner"],
            due_on=values["due_on"],
            status=before.status if before else NeedStatus.OPEN.value,
            answer=before.answer if before else "",
            followed_up_on=before.followed_up_on if before else None,
            satisfaction=before.satisfaction if before else "",
        )


class StepForm(forms.Form):
    """A step of a need, with the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class AnswerForm(StepForm):
    """What was done."""

    answer = forms.CharField(
        label=_("What was done about it?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    owner = forms.CharField(label=_("Owner"), required=False, max_length=80)


class RefuseForm(StepForm):
    """Cannot, because."""

    because = forms.CharField(
        label=_("It cannot be met, because"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In words the one who asked understands; they are told so."),
    )
    owner = forms.CharField(label=_("Owner"), required=False, max_length=80)


class WordForm(StepForm):
    """The word of the one who asked."""

    satisfaction = forms.TypedChoiceField(
        label=_("What does the one who asked say?"),
        coerce=Satisfaction,
        choices=[(one.value, one.label) for one in Satisfaction if one is not Satisfaction.UNKNOWN],
        widget=forms.RadioSelect,
        help_text=_("If they want more to be done, open the need again instead."),
    )
    followed_up_on = Day(label=_("Followed up on"))


class ReopenForm(StepForm):
    """Why a need is opened again."""

    reason = forms.CharField(label=_("Why is it opened again?"), max_length=200)
