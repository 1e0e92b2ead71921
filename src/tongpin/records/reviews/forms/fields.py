"""Fields the forms of the yearly cycle share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.forms import Day

MOST = 999


def day_field(label: Any, **options: Any) -> Day:
    return Day(label=label, help_text=_("For example 20250305, 2025-03-05 or 3月5日."), **options)


def past_day(day: dt.date) -> dt.date:
    if day > clock.today():
        raise forms.ValidationError(_("This day has not come yet."))
    return day


def number_field(label: Any, *, least: int = 0, required: bool = True) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, required=required, widget=widget)
