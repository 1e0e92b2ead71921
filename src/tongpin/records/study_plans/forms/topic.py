"""A line of the yearly plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.kernel.dates import ParsedDate, Precision
from tongpin.foundation.people.models import Person
from tongpin.foundation.ui.forms import WrittenDate

from ..enums import Form
from ..models import StudyTopic
from ..rules import TopicContent


def person_choices(persons: Sequence[Person], empty: str) -> list[tuple[str, str]]:
    """Return persons as choices after an empty one."""
    return [("", empty), *((str(one.pk), one.name) for one in persons)]


class TopicForm(forms.Form):
    """What is studied, how, when, under whose lead."""

    title = forms.CharField(label=gettext_lazy("Topic"), max_length=120)
    form = forms.ChoiceField(label=gettext_lazy("How it is studied"), choices=Form.choices)
    planned_on = WrittenDate(
        label=gettext_lazy("Planned for"),
        help_text=gettext_lazy("A day or a month, for example 2026-03-18 or 2026-03."),
    )
    leader = forms.TypedChoiceField(label=gettext_lazy("Who leads it"), required=False, coerce=int, empty_value=None)
    materials = forms.CharField(
        label=gettext_lazy("Materials"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, data: Any = None, *, year: int, members: Sequence[Person], topic: StudyTopic | None = None
    ) -> None:
        super().__init__(data, initial=_initial(topic))
        self.year = year
        self.fields["leader"].choices = person_choices(members, _("not said yet"))  # type: ignore[attr-defined]

    def clean_planned_on(self) -> ParsedDate:
        """The plan is that of one year, by days or months."""
        written: ParsedDate = self.cleaned_data["planned_on"]
        if written.start.year != self.year:
            raise forms.ValidationError(_("This day is not in the year of the plan."))
        if written.precision is not Precision.MONTH and written.end != written.start:
            raise forms.ValidationError(_("Give a day or a month."))
        return written

    def content(self) -> TopicContent:
        """Return what the form says, for the action."""
        values = self.cleaned_data
        written: ParsedDate = values["planned_on"]
        return TopicContent(
            title=values["title"].strip(),
            form=values["form"],
            planned_on=written.start,
            precision="month" if written.precision is Precision.MONTH else "day",
            leader_id=values["leader"],
            materials=values["materials"],
        )


def _initial(topic: StudyTopic | None) -> dict[str, Any]:
    if topic is None:
        return {"form": Form.GROUP.value}
    return {
        "title": topic.title,
        "form": topic.form,
        "planned_on": planned_text(topic.planned_on, topic.precision),
        "leader": topic.leader_id,
        "materials": topic.materials,
    }


def planned_text(day: dt.date, precision: str) -> str:
    """Return a planned day as lists show it: 2026-03, or 2026-03-18."""
    return f"{day:%Y-%m}" if precision == "month" else day.isoformat()
