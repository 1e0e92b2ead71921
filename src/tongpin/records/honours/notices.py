"""What the fields of an honour are called."""

from __future__ import annotations

from django.utils.translation import gettext as _


def field_labels() -> dict[str, str]:
    """Return the label of each field of an honour, as forms, pages and the history show it."""
    return {
        "title": _("Name of the honour"),
        "level": _("Level"),
        "awarded_on": _("Awarded on"),
        "unit_id": _("Unit"),
        "issuer": _("Issuer"),
        "doc_no": _("Document number"),
        "holder_type": _("Awarded to"),
        "holder": _("Holder"),
        "rank": _("Rank"),
        "out_of": _("Out of how many"),
    }
