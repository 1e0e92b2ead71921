"""Forms of the import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .enums import RowState


class SeveralFiles(forms.ClearableFileInput):
    """Lets a whole folder of ledgers be chosen at once."""

    allow_multiple_selected = True


class LedgersField(forms.FileField):
    """One or several files; cleans to their list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(LedgersField, self).clean(one, initial) for one in files]


class UploadForm(forms.Form):
    """Ledgers to look at before they are taken over."""

    file = LedgersField(
        label=_("Ledgers"),
        help_text=_(
            "Excel workbooks or CSV files, as you keep them; nothing has to be retyped. Several at once are welcome."
        ),
    )
    year = forms.IntegerField(
        label=_("Year of the ledger"),
        required=False,
        min_value=1949,
        max_value=2100,
        help_text=_("Only needed when neither the dates nor the titles say it."),
    )


class RowFilter(forms.Form):
    """Rows of a preview by their state."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("warning", _("With a warning")), *RowState.choices],
    )
