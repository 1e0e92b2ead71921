"""Forms of Party-affairs staff: handing a post over, and what its holder can do besides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.text import normal, person_name
from tongpin.foundation.ui.forms import Day

from .roll import ChosenByName, Finder


class Items(forms.Form):
    """What is handed over; each may stay empty."""

    on = Day(label=_("Handed over on"))
    documents = forms.CharField(
        label=_("Documents"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Minute books, rolls, ledgers, fee records …"),
    )  # fmt: skip
    seals = forms.CharField(label=_("Seals"), required=False, max_length=200)
    tasks = forms.CharField(
        label=_("Open tasks"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.today()}, **kwargs})

    def items(self) -> dict[str, str]:
        """Return the items as the actions take them."""
        return {name: self.cleaned_data[name].strip() for name in ("documents", "seals", "tasks")}


class HandOverForm(ChosenByName, Items):
    """A post goes to somebody else."""

    name = forms.CharField(label=_("Taken over by"), max_length=60)
    field_order = ["name", "on"]

    def __init__(self, *args: Any, find: Finder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find
        self._ask_who()

    def clean_name(self) -> str:
        if not self.candidates:
            raise forms.ValidationError(_("Nobody of this name is on a roll."))
        return person_name(self.cleaned_data["name"])


class SkillForm(forms.Form):
    """Something a person can do besides Party affairs."""

    words = forms.CharField(label=_("Skill"), max_length=40, help_text=_("Guiding, accounting, restoring old books …"))

    def clean_words(self) -> str:
        return normal(self.cleaned_data["words"])


class StaffExportForm(forms.Form):
    """What a list of persons is taken out for."""

    reason = forms.CharField(label=_("What is it for?"), max_length=120, help_text=_("It is kept in the log."))
