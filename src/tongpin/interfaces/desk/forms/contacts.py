"""A leader and the branch they keep in contact with."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.kernel.text import person_name
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit

from .roll import ChosenByName, Finder


class ContactForm(ChosenByName):
    """Who, which branch, since when."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    unit = forms.ModelChoiceField(label=gettext_lazy("Contact branch"), queryset=Unit.objects.none())
    on = Day(label=gettext_lazy("From the day"))

    def __init__(self, *args: Any, find: Finder, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = units
        self.find = find
        self._ask_who()

    def clean_name(self) -> str:
        if not self.candidates:
            raise forms.ValidationError(_("Nobody of this name is on a roll."))
        return person_name(self.cleaned_data["name"])
