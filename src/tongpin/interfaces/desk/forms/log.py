"""Forms of the log: filters, and the check of the whole chain."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.audit.queries import EXPORTS
from tongpin.foundation.ui.forms import Day

AREAS = {
    EXPORTS: _("Given out (exports)"),
    "account": _("Accounts"),
    "activity": _("Records"),
    "audit": _("The log itself"),
    "channel": _("Channels of messages"),
    "complaint": _("Complaints and suggestions"),
    "compliance": _("Compliance"),
    "contact": _("Contact branches"),
    "election": _("Elections"),
    "evidence": _("Evidence"),
    "feed": _("Calendar feeds"),
    "figure": _("Figures"),
    "file": _("Files"),
    "group": _("Group chats"),
    "honour": _("Honours"),
    "import": _("Imports"),
    "meeting": _("Meetings"),
    "member": _("Memberships"),
    "message": _("Messages"),
    "need": _("Needs"),
    "person": _("Persons"),
    "plan": _("Yearly plans"),
    "poll": _("Ballots"),
    "post": _("Posts"),
    "reach": _("Own addresses for messages"),
    "reminders": _("Reminders chosen"),
    "report": _("Reports"),
    "review": _("Yearly appraisal"),
    "role": _("Roles"),
    "roll": _("Rolls"),
    "standards": _("Standards"),
    "study": _("Study"),
    "task": _("Tasks"),
    "talk": _("Heart-to-heart talks"),
    "term": _("Terms"),
    "unit": _("Units"),
    "venue": _("Venues"),
    "village": _("Villages"),
}
"""What actions begin with, in words; a test holds this against the program's actions."""


class LogFilter(forms.Form):
    """What to show of the log; a filter that does not fit counts as not set."""

    area = forms.ChoiceField(label=_("Area"), required=False, choices=[("", _("All")), *AREAS.items()])
    actor = forms.CharField(label=_("Account"), required=False, max_length=150)
    target = forms.CharField(
        label=_("Object"),
        required=False,
        max_length=101,
        widget=forms.TextInput(attrs={"placeholder": "visits.need:12"}),
    )
    start = Day(label=_("From"), required=False)
    end = Day(label=_("Until"), required=False)

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class VerifyForm(forms.Form):
    """A head of the chain known from outside: only that shows a cut tail or a log written anew."""

    head = forms.CharField(
        label=_("Head of the chain as printed on a report"),
        required=False,
        max_length=80,
        validators=[RegexValidator("^[0-9a-f]{64}$", _("A head has 64 digits and letters from a to f."))],
        help_text=_("May stay empty. With it the check also finds a tail that was cut off or a log written anew."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__({**data.dict(), "head": "".join(data.get("head", "").split()).lower()} if data else None)
