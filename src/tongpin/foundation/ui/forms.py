"""Fields the screens share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dates import ParsedDate, Precision, parse_date
from tongpin.foundation.kernel.errors import UserError


class DayInput(forms.TextInput):
    """A text field for a day, typed in any of the ways clerks write it, with the browser's own picker beside it."""

    template_name = "ui/day_input.html"

    def format_value(self, value: Any) -> str | None:
        """Show a date as 2025-03-05; what was typed stays as typed."""
        return value.isoformat() if isinstance(value, dt.date) else super().format_value(value)


class WrittenDate(forms.CharField):
    """A day, a span or a month as typed; cleans to a ParsedDate, or to None when left empty.

    A text without a year means the present one.
    """

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Read the date; the error says how to write it."""
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            return parse_date(text, default_year=clock.today().year)
        except UserError as error:
            raise forms.ValidationError(str(error)) from error


class Day(WrittenDate):
    """A single day as typed; cleans to a date, or to None when left empty."""

    def clean(self, value: Any) -> dt.date | None:
        """Refuse months and spans."""
        parsed: ParsedDate | None = super().clean(value)
        if parsed is None:
            return None
        if parsed.precision is not Precision.DAY or parsed.start != parsed.end:
            raise forms.ValidationError(_("Give one day, like 2025-03-05."))
        return parsed.start
