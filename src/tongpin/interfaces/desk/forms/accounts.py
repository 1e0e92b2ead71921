"""Forms of the operators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.models import Person
from tongpin.foundation.units.models import Unit

from ..queries.accounts import persons_named


class AccountFilter(forms.Form):
    """Filter of the list of accounts."""

    text = forms.CharField(label=_("Name"), required=False, max_length=30)


class NewAccountForm(forms.Form):
    """A new account; the person is named where the account belongs to somebody on the roll."""

    username = forms.CharField(label=_("Log-in name"), max_length=150)
    name = forms.CharField(
        label=_("Name on the roll"),
        required=False,
        max_length=60,
        help_text=_("For members, who see their own record; may stay empty for others."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["person"] = self._person(data.get("name", "").strip())
        return data

    def _person(self, name: str) -> Person | None:
        if not name:
            return None
        found = list(persons_named(name)[:2])
        if not found:
            self.add_error("name", _("Nobody of this name is on a roll."))
        elif len(found) > 1:
            self.add_error("name", _("Several people have this name; open the account without it and ask the officer."))
        return found[0] if len(found) == 1 else None


class GrantForm(forms.Form):
    """A role for a unit."""

    role = forms.ChoiceField(label=_("Role"), choices=[one for one in Role.choices if one[0] != Role.CITIZEN])
    unit = forms.ModelChoiceField(label=_("For the unit"), queryset=Unit.objects.filter(valid_to=None).order_by("path"))
