"""Forms of channels, of one's own address, of wishes and feeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.outbox.enums import ChannelKind, MessageState
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.choices import unit_choices

from .queries import Provider

OWN = [one for one in ChannelKind.choices if one[0] != ChannelKind.STANDIN]


class _AddressFields(forms.Form):
    """The kind of a channel and where it leads."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ChannelKind.choices, widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("Robots: open the group's settings, add a robot, and copy its webhook address whole."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("Secret of DingTalk's signature"),
        required=False,
        max_length=140,
        help_text=_("Only if the robot's security setting is “signature” (SEC…). Otherwise choose keyword: 同频."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, known: str = "", **options: Any) -> None:
        """`known` is the address there is, as far as it is shown; then it may stay empty."""
        super().__init__(data, **options)
        if known:
            self.fields["address"].required = False
            self.fields["address"].help_text = _("Now: %(address)s. Leave it empty to keep it.") % {"address": known}


class ChannelForm(_AddressFields):
    """The group of an organisation and its robot."""

    unit = forms.ChoiceField(label=_("Organisation"))
    name = forms.CharField(label=_("Name of the group"), max_length=60, help_text=_("As its members call it."))
    field_order = ["unit", "name", "kind", "address", "secret"]

    def __init__(self, data: Any = None, *, units: Sequence[Unit], **options: Any) -> None:
        super().__init__(data, **options)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined] # a ChoiceField

    def chosen_unit(self) -> Unit:
        """Return the organisation."""
        return self.units[self.cleaned_data["unit"]]

    def channel(self) -> dict[str, str]:
        """Return what the form says of the channel, for the action."""
        return {name: self.cleaned_data[name] for name in ("name", "kind", "address", "secret")}


class AddressForm(_AddressFields):
    """One's own address."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["kind"].choices = OWN  # type: ignore[attr-defined] # a ChoiceField


class WishesForm(forms.Form):
    """Which kinds of reminders somebody wants."""

    kinds = forms.MultipleChoiceField(
        label=_("I want to be told of"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, offered: Sequence[tuple[Provider, bool]]) -> None:
        super().__init__(data, initial={"kinds": [one.code for one, on in offered if on]})
        self.fields["kinds"].choices = [(one.code, one.label) for one, _on in offered]  # type: ignore[attr-defined]


class FeedForm(forms.Form):
    """Of what a calendar is wanted: all one sees, or one organisation."""

    scope = forms.ChoiceField(label=_("Calendar of"))

    def __init__(self, data: Any = None, *, units: Sequence[Unit]) -> None:
        super().__init__(data)
        self.units = {str(unit.pk): unit for unit in units}
        choices = [("own", _("All that I see")), *unit_choices(units)]
        self.fields["scope"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def chosen_unit(self) -> Unit | None:
        """Return the organisation, None for all one sees."""
        return self.units.get(self.cleaned_data["scope"])


class LogFilter(forms.Form):
    """What of the log to show; a filter that does not fit counts as not set."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *MessageState.choices])

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
