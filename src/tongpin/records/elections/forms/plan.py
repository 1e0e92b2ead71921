"""The plan of an election: eight fields, the rest folded away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.choices import unit_choices

from ..enums import Kind
from ..rules import Plan
from .fields import whole

COMMON = ("unit", "kind", "number", "held_on", "seats", "superior", "approval_no", "approved_on")
FURTHER = ("secretaries", "deputies", "delegates", "scattered")


class PlanForm(forms.Form):
    """Whose election, why, when, how many places, by which approval."""

    unit = forms.ChoiceField(label=_("Party organisation"))
    kind = forms.ChoiceField(label=_("Why it is held"), choices=Kind.choices, widget=forms.RadioSelect)
    number = whole(_("Number of the term"), least=1, most=200, help_text=_("In a by-election that of the running one."))
    held_on = Day(label=_("Day of the election"), help_text=_("For example 20250305, 2025-03-05 or 3月5日."))
    seats = whole(
        _("Committee members to elect"), most=60, initial=0, help_text=_("0 where the branch has no committee.")
    )
    superior = forms.CharField(label=_("Superior Party organisation"), max_length=80)
    approval_no = forms.CharField(
        label=_("Number of its approval to hold the election"),
        max_length=60,
        help_text=_("As on the document, for example 机党〔2026〕6号."),
    )
    approved_on = Day(label=_("Day of that approval"))
    secretaries = whole(_("Secretary to elect"), most=1, initial=1, help_text=_("1 for a new term; 0 or 1 otherwise."))
    deputies = whole(_("Deputy secretaries to elect"), most=9, initial=0)
    delegates = whole(
        _("Delegates who should attend"),
        least=1,
        required=False,
        help_text=_("Only for a delegates' congress; empty for a members' meeting."),
    )
    scattered = forms.BooleanField(label=_("The organisations below lie far apart"), required=False)

    def __init__(self, data: Any = None, *, units: Sequence[Unit], **initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.choose_unit = len(units) != 1
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined] # a ChoiceField
        if not self.choose_unit:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = units[0].pk

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
        """Whether something there differs from the usual, or has to be mended."""
        usual = {"secretaries": 1, "deputies": 0, "delegates": None, "scattered": False}
        changed = any(str(self[name].value() or 0) != str(usual[name] or 0) for name in ("secretaries", "deputies"))
        return changed or any(self[name].errors or self[name].value() for name in ("delegates", "scattered"))

    def plan(self) -> Plan:
        """Return what the form says, for the action."""
        values = {name: self.cleaned_data[name] for name in (*COMMON, *FURTHER) if name != "unit"}
        return Plan(unit_id=int(self.cleaned_data["unit"]), **values)
