"""Forms of complaints."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ComplaintForm(forms.Form):
    """What somebody wants to say. Nothing about them is asked that is not needed to answer."""

    text = forms.CharField(
        label=_("Your complaint or suggestion"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For example: asked for the same numbers twice, made to check in, a fault of this system."),
    )
    contact = forms.CharField(
        label=_("How can we reach you?"),
        max_length=100,
        required=False,
        help_text=_("Telephone or mail, kept encrypted. Leave it empty to stay unknown."),
    )


class LookUpForm(forms.Form):
    """The number of a complaint."""

    code = forms.CharField(label=_("Number of the complaint"), max_length=20)


class AnswerForm(forms.Form):
    """The answer to a complaint."""

    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
