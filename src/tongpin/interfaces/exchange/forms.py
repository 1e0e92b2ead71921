"""Forms of the import."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import RowState


class UploadForm(forms.Form):
    """A ledger to look at before it is taken over."""

    file = forms.FileField(
        label=_("Ledger"), help_text=_("An Excel workbook or a CSV file, as you keep it; nothing has to be retyped.")
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
