"""Small forms: a paper, a lecturer, a note on an online platform, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.text import person_name
from tongpin.foundation.people.models import Person
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.choices import unit_choices

from ..enums import PaperKind
from ..queries import Held, by_names
from ..rules import invited_names


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=120)


class ExportForm(forms.Form):
    """Why names leave the house."""

    reason = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=120,
        help_text=gettext_lazy("For example: quarterly return to the city. It is kept in the log."),
    )


class PaperForm(forms.Form):
    """A paper of the archive: its kind, its session, what it is."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"), choices=PaperKind.choices)
    session = forms.ChoiceField(label=gettext_lazy("Session"), required=False)
    title = forms.CharField(
        label=gettext_lazy("What is it?"),
        max_length=120,
        help_text=gettext_lazy("Its title, or where the paper lies, for example: folder 3 of the Party office."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("Scan or document, if there is one; a paper kept in a folder needs none."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, held: Sequence[Held], **initial: Any) -> None:
        super().__init__(data, files, initial=initial)
        self.held = {str(one.activity.pk): one for one in held}
        self.fields["session"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            ("", _("of the whole year")),
            *((key, f"{one.activity.starts_on} {one.activity.title}") for key, one in self.held.items()),
        ]


class LecturerForm(forms.Form):
    """Who gave a lecture, by name; of two people of one name with the branch."""

    name = forms.CharField(
        label=gettext_lazy("Lecturer"),
        max_length=60,
        help_text=gettext_lazy("The name as on the roll; of two people of one name add the branch in brackets."),
    )

    def clean(self) -> dict[str, Any]:
        """Find exactly one member of the name."""
        values: dict[str, Any] = super().clean() or {}
        if name := values.get("name"):
            values["person"] = one_person(self, "name", name)
        return values


def one_person(form: forms.Form, field: str, text: str) -> Person | None:
    """Return the one member a text names; put on the form why there is none."""
    named = invited_names(text)
    if len(named) != 1:
        form.add_error(field, _("Name one person."))
        return None
    fits = by_names(named, clock.today())[named[0]]
    if len(fits) == 1:
        return fits[0]
    said = {"name": person_name(named[0][0])}
    form.add_error(
        field,
        _("Several people are called %(name)s; add the branch.") % said
        if fits
        else _("Nobody of the name %(name)s is on a roll.") % said,
    )
    return None


class OnlineNoteForm(forms.Form):
    """A note: who, which platform, when, what for. There is no field for hours."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    platform = forms.CharField(label=gettext_lazy("Platform"), max_length=60)
    starts_on = Day(label=gettext_lazy("From"))
    ends_on = Day(label=gettext_lazy("Until"))
    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What it was used for. Time spent online is neither asked for nor counted."),
    )  # fmt: skip
    person = forms.CharField(
        label=gettext_lazy("Person"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Only when it is about one."),
    )

    def __init__(self, data: Any = None, *, units: Sequence[Unit]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Find the person, where one is named."""
        values: dict[str, Any] = super().clean() or {}
        values["who"] = one_person(self, "person", values["person"]) if values.get("person") else None
        return values
