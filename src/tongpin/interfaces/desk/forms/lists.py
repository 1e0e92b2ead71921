"""Forms of the desk's own screens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dates import parse_date
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.places.rules import year_in_name
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.enums import Standing

LARGEST_LIST = 2 * 1024 * 1024


class OnDayForm(forms.Form):
    """As of which day; empty or unreadable: today."""

    on = Day(label=_("As of the day"), required=False)

    def day(self) -> dt.date:
        """Return the day asked for."""
        found: dt.date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return found or clock.today()


class MemberFilter(OnDayForm):
    """Filters of a roll."""

    text = forms.CharField(label=_("Name or initials"), required=False, max_length=30)
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("All")), *Standing.choices])
    field_order = ["text", "standing", "on"]


class StaffFilter(OnDayForm):
    """Filters of the register of staff."""

    text = forms.CharField(label=_("Unit, post or name"), required=False, max_length=30)
    show = forms.ChoiceField(
        label=_("Show only"),
        required=False,
        choices=[
            ("", _("All")),
            ("vacant", _("Vacancies only")),
            ("dual", _("Dual-skilled only")),
            ("open", _("Hand-overs still open")),
        ],
    )


class VillageFilter(forms.Form):
    """Filters of the village list: on which day, part of a name or code, town, kind."""

    day = forms.CharField(label=_("On the day"), required=False, max_length=20)
    text = forms.CharField(label=_("Part of the name, or code"), required=False, max_length=30)
    town = forms.ChoiceField(label=_("Town"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), ("village", _("Administrative villages")), ("community", _("Communities"))],
    )

    def __init__(self, *args: Any, towns: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["town"]).choices = [("", _("All")), *towns]

    def clean_day(self) -> dt.date:
        return _day(self.cleaned_data["day"]) or clock.today()


class VillageListForm(forms.Form):
    """A village list to look at before it is imported."""

    file = forms.FileField(
        label=_("Village list (CSV)"),
        help_text=_("UTF-8 or GBK, with the columns code, name and town; a whole list, not only what changed."),
    )
    as_of = forms.CharField(
        label=_("The list holds from"),
        required=False,
        max_length=20,
        help_text=_("May stay empty when the file's name says the year: villages_2023.csv holds from 2023-01-01."),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_LIST:
            raise forms.ValidationError(_("A village list has at most 2 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "file" in data and not self.errors:
            data["as_of"] = _day(data.get("as_of", "")) or year_in_name(data["file"].name or "")
            if data["as_of"] is None:
                self.add_error("as_of", _("The file's name does not say the year; write the day from which it holds."))
        return data


def _day(text: str) -> dt.date | None:
    """Read a day as clerks type it; a year stands for its first day."""
    if not text.strip():
        return None
    try:
        return parse_date(text).start
    except UserError as error:
        raise forms.ValidationError(str(error)) from error
