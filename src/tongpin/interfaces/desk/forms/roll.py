"""Forms that change the roll and the posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.text import normal, person_name
from tongpin.foundation.people.models import Person
from tongpin.foundation.people.rules import GENDERS, mask_phone
from tongpin.foundation.ui.forms import Day, WrittenDate
from tongpin.foundation.units.enums import Ground, Leaving, Standing
from tongpin.foundation.units.models import Unit

from ..queries.roll import Candidate

SOMEONE_NEW = "new"
GENDER_CHOICES = [("", "—"), *((word, word) for word in GENDERS)]
Finder = Callable[[str], Sequence[Candidate]]


class PersonFacts(forms.Form):
    """A person's data as the roll needs them."""

    name = forms.CharField(label=_("Name"), max_length=60)
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=GENDER_CHOICES)
    ethnicity = forms.CharField(label=_("Ethnic group"), required=False, max_length=20)
    birth_month = WrittenDate(label=_("Month of birth"), required=False)
    joined_party_on = Day(label=_("Joined the Party"), required=False)

    def clean_name(self) -> str:
        return person_name(self.cleaned_data["name"])

    def clean_birth_month(self) -> dt.date | None:
        written = self.cleaned_data["birth_month"]
        return written.start.replace(day=1) if written else None

    def clean_ethnicity(self) -> str:
        return normal(self.cleaned_data["ethnicity"])


class ChosenByName(forms.Form):
    """Asks who is meant when the name typed belongs to somebody known; `find` says who that may be."""

    find: Finder
    someone_new = False

    def _ask_who(self) -> None:
        name = person_name(str(self.data.get("name", ""))) if self.is_bound else ""
        self.candidates = list(self.find(name)) if name else []
        if self.candidates and (self.someone_new or len(self.candidates) > 1):
            choices = [(str(one.person.pk), one.label) for one in self.candidates if one.may_be_taken]
            if self.someone_new:
                choices.append((SOMEONE_NEW, str(_("Someone else, not entered yet"))))
            self.fields["person"] = forms.ChoiceField(
                label=_("Who is meant?"),
                choices=choices,
                widget=forms.RadioSelect,
                help_text=" ".join(one.label for one in self.candidates if not one.may_be_taken),
                error_messages={"required": _("People of this name are known. Say who is meant.")},
            )
            self.order_fields(["name", "person"])

    def chosen(self) -> Person | None:
        """Return the person meant; None stands for someone new."""
        key = self.cleaned_data.get("person")
        if key is None and not self.someone_new and len(self.candidates) == 1:
            return self.candidates[0].person
        return next((one.person for one in self.candidates if str(one.person.pk) == key), None)


class AdmitForm(ChosenByName, PersonFacts):
    """Somebody comes onto the roll."""

    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices)
    valid_from = Day(
        label=_("On the roll since"), required=False, help_text=_("Empty: since before the records begin.")
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    organisation = forms.CharField(
        label=_("Transferred from"),
        required=False,
        max_length=120,
        help_text=_("The Party organisation outside the bureau that sent the letter; empty for anyone else."),
    )
    letter_no = forms.CharField(label=_("Number of the letter"), required=False, max_length=60)
    field_order = ["name", "standing", "valid_from", "organisation", "letter_no"]
    someone_new = True

    def __init__(self, *args: Any, find: Finder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find
        self._ask_who()

    def clean_valid_from(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["valid_from"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("organisation") and not data.get("valid_from") and "valid_from" not in self.errors:
            self.add_error("valid_from", _("A transfer has a day: the one on which the branch took the member in."))
        return data


class CorrectPersonForm(PersonFacts):
    """A person's data as they are; the telephone stays hidden and is only replaced."""

    phone = forms.CharField(label=_("New telephone"), required=False, max_length=30)
    no_phone = forms.BooleanField(label=_("Take the telephone number away"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        first = {name: getattr(person, name) for name in ("name", "gender", "ethnicity", "joined_party_on")}
        first["birth_month"] = f"{person.birth_month:%Y-%m}" if person.birth_month else ""
        super().__init__(*args, **{"initial": first, **kwargs})
        now = {"phone": mask_phone(person.phone) or "—"}
        self.fields["phone"].help_text = _("Now %(phone)s. Empty: it stays.") % now

    def new_phone(self) -> str | None:
        """Return the new number, an empty text to take it away, None to leave it."""
        if self.cleaned_data["no_phone"]:
            return ""
        return normal(self.cleaned_data["phone"]) or None


class FirstDayForm(forms.Form):
    """The first day of something new."""

    on = Day(label=_("From the day"))


class TransferForm(FirstDayForm):
    """Another branch from a day on."""

    unit = forms.ModelChoiceField(label=_("To the branch"), queryset=Unit.objects.none())
    field_order = ["unit", "on"]

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = units


class LeaveForm(forms.Form):
    """Somebody goes off the roll."""

    on = Day(label=_("Last day on the roll"))
    reason = forms.ChoiceField(label=_("Why"), choices=Leaving.choices)
    organisation = forms.CharField(
        label=_("Transferred to"),
        required=False,
        max_length=120,
        help_text=_("For a transfer: the Party organisation outside the bureau, as the letter names it."),
    )
    letter_no = forms.CharField(label=_("Number of the letter"), required=False, max_length=60)
    note = forms.CharField(label=_("Note"), required=False, max_length=120, help_text=_("It is kept in the log."))

    def __init__(self, *args: Any, probationary: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not probationary:
            choices = [(code, label) for code, label in Leaving.choices if code != Leaving.CANCELLED]
            cast(forms.ChoiceField, self.fields["reason"]).choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("reason") == Leaving.MOVED_OUT and not normal(data.get("organisation", "")):
            self.add_error("organisation", _("Say which organisation the member goes to."))
        return data

    def why(self) -> str:
        """Return the reason as the log keeps it."""
        note = normal(self.cleaned_data["note"])
        return f"{self.cleaned_data['reason']}: {note}" if note else str(self.cleaned_data["reason"])


class AppointForm(ChosenByName):
    """Somebody is given a post."""

    name = forms.CharField(label=_("Name"), max_length=60)
    title = forms.CharField(
        label=_("Post held"), max_length=40, help_text=_("Secretary, deputy secretary, organisation commissioner …")
    )
    valid_from = Day(label=_("Held since"), required=False)
    valid_to = Day(label=_("Held until"), required=False, help_text=_("Only for a post that is over."))

    def __init__(self, *args: Any, find: Finder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find
        self._ask_who()

    def clean_title(self) -> str:
        return normal(self.cleaned_data["title"])

    def clean_name(self) -> str:
        if not self.candidates:
            raise forms.ValidationError(_("Nobody of this name is on a roll."))
        return person_name(self.cleaned_data["name"])


class ExtensionForm(forms.Form):
    """A probation goes on."""

    decided_on = Day(label=_("Decided by the branch meeting on"))
    until = Day(label=_("Extended until"))


class ExemptForm(forms.Form):
    """Somebody of whom meetings and study are not demanded."""

    ground = forms.ChoiceField(
        label=_("Ground"), choices=[(code, label) for code, label in Ground.choices if code != Ground.NOTED]
    )
    valid_from = Day(label=_("From the day"))
    valid_to = Day(label=_("Until"), required=False, help_text=_("Empty: until further notice."))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=120, help_text=_("As little as needed; never a diagnosis.")
    )


class RollExportForm(forms.Form):
    """What a roll is taken out for."""

    reason = forms.CharField(label=_("What is it for?"), max_length=120, help_text=_("It is kept in the log."))
    phones = forms.BooleanField(
        label=_("With telephone numbers"), required=False, help_text=_("Only where they are needed.")
    )
