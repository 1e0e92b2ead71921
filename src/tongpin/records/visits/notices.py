"""What the fields of a need are called."""

from __future__ import annotations

from django.utils.translation import gettext as _


def field_labels() -> dict[str, str]:
    """Return the label of each field of a need, as forms, pages and the history show it."""
    return {
        "received_on": _("Day of the visit"),
        "asked": _("What was asked for"),
        "unit_id": _("Unit"),
        "visitor": _("Who went"),
        "asker": _("Who asked"),
        "village_id": _("Village"),
        "category": _("Category"),
        "owner": _("Owner"),
        "due_on": _("To be answered by"),
        "status": _("State"),
        "answer": _("What was answered"),
        "followed_up_on": _("Followed up on"),
        "satisfaction": _("The asker's word"),
    }
