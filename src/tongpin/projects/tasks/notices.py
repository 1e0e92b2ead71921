"""Labels of tasks, the same on forms, in lists and in workbooks."""

from __future__ import annotations

from django.utils.translation import gettext as _


def field_labels() -> dict[str, str]:
    """Return the label of each field."""
    return {
        "title": _("What is to be done"),
        "unit": _("Unit responsible"),
        "owner": _("Who does it"),
        "due_on": _("Due on"),
        "source": _("Where it comes from"),
        "state": _("State"),
        "done_on": _("Done on"),
        "note": _("What came of it"),
    }
