"""Small forms: a reason, a piece of evidence."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import Grade


class CancelForm(forms.Form):
    """Why a record is cancelled."""

    reason = forms.CharField(label=_("Why is it cancelled?"), max_length=120)


class ExportForm(forms.Form):
    """Why records leave the house."""

    reason = forms.CharField(
        label=_("What is it for?"),
        max_length=120,
        help_text=_("For example: quarterly return to the city. It is kept in the log."),
    )


class WithdrawForm(forms.Form):
    """Why a piece of evidence is taken back."""

    reason = forms.CharField(label=_("Why is it withdrawn?"), max_length=120)


class EvidenceForm(forms.Form):
    """A file, or a paper kept elsewhere and described. Nothing demands a photograph."""

    grade = forms.TypedChoiceField(
        label=_("What kind of evidence is it?"),
        coerce=lambda value: Grade(int(value)),
        choices=[(grade.value, grade.label) for grade in sorted(Grade, reverse=True) if grade is not Grade.NONE],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("What is it?"),
        max_length=120,
        help_text=_("For example: acceptance form signed by the village, kept in folder 3. No photograph is needed."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Scan or document, if there is one; a paper kept in a folder needs none."),
    )
