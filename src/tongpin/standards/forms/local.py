"""A local rule: whom it is for, what it says instead of its norm, from when to when, why and by what paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit

from ..enums import Period
from ..notices import malformed_text, param_labels
from ..rules import LocalTerms, Malformed, Norm, params_of

COMMON = ("unit", "effect", "valid_from", "valid_to", "reason", "source", "least", "period")
"""Fields on the common path: eight."""

NOT_APPLICABLE, OTHERWISE = "off", "other"


class LocalRuleForm(forms.Form):
    """What the officer decides; the norm's own parameters can be changed in the part that folds away."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Organisation"),
        required=False,
        empty_label=gettext_lazy("All organisations"),
    )
    effect = forms.ChoiceField(
        label=gettext_lazy("What applies instead"),
        choices=[
            (NOT_APPLICABLE, gettext_lazy("The norm does not apply")),
            (OTHERWISE, gettext_lazy("Another number, period or parameter")),
        ],
        initial=NOT_APPLICABLE,
        widget=forms.RadioSelect,
    )
    least = forms.IntegerField(
        label=gettext_lazy("At least"),
        required=False,
        min_value=0,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Leave it empty to keep the norm's own number."),
    )
    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        required=False,
        choices=[("", gettext_lazy("As the norm has it")), *Period.choices],
    )
    valid_from = Day(label=gettext_lazy("From"))
    valid_to = Day(label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until further notice."))
    reason = forms.CharField(
        label=gettext_lazy("Why does it apply otherwise?"),
        max_length=200,
        help_text=gettext_lazy("For example: three members only; the branch is frozen during the reform."),
    )
    source = forms.CharField(
        label=gettext_lazy("Decision or paper it rests on"),
        max_length=200,
        help_text=gettext_lazy("For example: minutes of the Party committee of 5 March; document number."),
    )

    def __init__(self, data: Any = None, *, norm: Norm, units: Sequence[Unit]) -> None:
        super().__init__(data)
        self.norm = norm
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])  # type: ignore[attr-defined]
        labels = param_labels()
        for name in norm.params:
            self.fields[f"param_{name}"] = forms.CharField(
                label=labels.get(name, name),
                required=False,
                max_length=100,
                help_text=_("The norm says: %(value)s") % {"value": norm.params[name]},
            )
        self.terms = LocalTerms()

    @property
    def common_bound(self) -> list[BoundField]:
        """Return the fields of the common path."""
        return [self[name] for name in COMMON]

    @property
    def further_bound(self) -> list[BoundField]:
        """Return the norm's own parameters, which fold away."""
        return [self[name] for name in self.fields if name.startswith("param_")]

    @property
    def further_open(self) -> bool:
        """Whether a field that folds away has an error and must be seen."""
        return any(bound.errors for bound in self.further_bound)

    def clean(self) -> dict[str, Any]:
        """Read what applies instead into `terms`."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("effect") == NOT_APPLICABLE:
            self.terms = LocalTerms(applies=False)
            return values
        typed = {name.removeprefix("param_"): str(values.get(name) or "") for name in values if name[:6] == "param_"}
        try:
            params = params_of(self.norm, typed)
        except Malformed as error:
            self.add_error(f"param_{error.detail}", malformed_text(error))
            return values
        self.terms = LocalTerms(True, values.get("least"), values.get("period") or "", params)
        return values


class EndLocalRuleForm(forms.Form):
    """When and why a local rule ends."""

    on = Day(label=gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Why does it end?"), max_length=200)
