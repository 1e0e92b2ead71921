"""What is wrong with an entry, in the user's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .rules import Malformed


def malformed_text(error: Malformed) -> str:
    """Return why an entry cannot be read."""
    words = {
        "unknown": _("Unknown items: %(detail)s."),
        "missing": _("Missing items: %(detail)s."),
        "no_such_field": _("Records have no such fields: %(detail)s."),
        "choice": _("Only these values are possible: %(detail)s."),
        "yaml": _("Line %(detail)s is not written as “name: value”."),
    }
    return words[error.code] % {"detail": error.detail}
