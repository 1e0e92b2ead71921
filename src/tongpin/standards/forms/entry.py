"""Filters of the catalogue, and an entry as text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.ui.forms import Day

from ..enums import EntryType, Strictness
from ..notices import malformed_text
from ..rules import Body, Malformed, from_yaml

LONGEST_ENTRY = 20_000


class CatalogueFilter(forms.Form):
    """What to show of the catalogue; a filter that does not fit counts as not set."""

    text = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=60)
    type = forms.ChoiceField(
        label=gettext_lazy("Sort of entry"), required=False, choices=[("", gettext_lazy("All")), *EntryType.choices]
    )
    strictness = forms.ChoiceField(
        label=gettext_lazy("How binding"), required=False, choices=[("", gettext_lazy("All")), *Strictness.choices]
    )
    review = forms.ChoiceField(
        label=gettext_lazy("Review"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("To be reviewed by the Party-affairs officer")),
            ("done", gettext_lazy("Read in the original")),
        ],
    )
    day = Day(label=gettext_lazy("In force on"), required=False)

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class EntryForm(forms.Form):
    """An entry as YAML text, the day from which it holds, and why. Text that is refused stays as typed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    text = forms.CharField(
        label=gettext_lazy("The entry"),
        max_length=LONGEST_ENTRY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false", "class": "code"}),
        help_text=gettext_lazy("One line for each item, as “name: value”."),
    )
    valid_from = Day(
        label=gettext_lazy("Holds from"),
        required=False,
        help_text=gettext_lazy("Today when left empty. Records before that day are judged by the earlier version."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why does it change?"),
        max_length=200,
        help_text=gettext_lazy("For example: compared with the original on 5 March; the county wants another form."),
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        """`code` is the entry's code, which stays; empty for a new one."""
        super().__init__(*args, **kwargs)
        self.code = code
        self.body: Body = {}

    def clean_text(self) -> str:
        """Read the text into `body`."""
        text: str = self.cleaned_data["text"]
        try:
            self.body = from_yaml(text)
        except Malformed as error:
            raise forms.ValidationError(malformed_text(error)) from error
        if self.code and self.body.get("code") != self.code:
            raise forms.ValidationError(_("The code of an entry stays: %(code)s.") % {"code": self.code})
        return text
