"""Forms: which report, a template to upload, a file to verify."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tongpin.derived.indicators.queries import newest_year
from tongpin.foundation.kernel import clock

from .models import ReportTemplate
from .rules.archive import MAX_FILE

EARLIEST = 2000


class ReportForm(forms.Form):
    """Which year, by which template."""

    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST)
    template = forms.ModelChoiceField(
        label=_("Template"),
        queryset=ReportTemplate.objects.all(),
        required=False,
        empty_label=_("The template that ships with the program"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = newest_year()

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > clock.today().year:
            raise forms.ValidationError(_("That year has not begun."))
        return year


class TemplateForm(forms.Form):
    """A Word template."""

    file = forms.FileField(
        label=_("Word template (.docx)"),
        help_text=_("Written in Word or WPS; where a figure belongs, write its tag. Macros are refused."),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        return _small(self.cleaned_data["file"])


class VerifyForm(forms.Form):
    """A report to verify."""

    file = forms.FileField(
        label=_("Report"),
        help_text=_("The Word file (.docx, .doc), OpenDocument (.odt) or PDF. It is read and not kept."),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        return _small(self.cleaned_data["file"])


def _small(file: UploadedFile[bytes]) -> UploadedFile[bytes]:
    if (file.size or 0) > MAX_FILE:
        raise forms.ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": MAX_FILE // 2**20})
    return file
