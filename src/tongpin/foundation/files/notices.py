"""Refusals of files in words."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError

from .rules import MOST_PIXELS, Refusal, Refused


def refusal(refused: Refused, name: str) -> UserError:
    """Return the error to raise for a file that is not taken."""
    message, remedy = {
        Refusal.NAME: (
            _("The file's name is a path, hidden, too long, or holds characters that cannot be seen."),
            _("Rename the file and upload it again."),
        ),
        Refusal.EMPTY: (_("The file is empty."), _("Choose the file once more.")),
        Refusal.TOO_LARGE: (
            _("The file is larger than %(limit)s MB.") % {"limit": settings.TONGPIN_UPLOAD_LIMIT // 1024 // 1024},
            _("Make it smaller, or upload its parts."),
        ),
        Refusal.TOO_MANY_PIXELS: (
            _("The picture has more than %(limit)s million pixels.") % {"limit": MOST_PIXELS // 1_000_000},
            _("Save it smaller and upload it again."),
        ),
        Refusal.DAMAGED: (_("The file is damaged or cut short."), _("Open and save it once more, then upload it.")),
        Refusal.TWO_THINGS: (
            _("The file is of two types at once."),
            _("Save it anew in the program it comes from, then upload it."),
        ),
        Refusal.MARKUP: (_("Web pages and vector drawings are not taken."), _("Save it as PDF.")),
        Refusal.LOCKED: (_("The file is protected by a password."), _("Take the password off and upload it again.")),
        Refusal.MACROS: (_("The file holds macros."), _("Save it without macros.")),
        Refusal.ARCHIVE: (
            _("The file unpacks to something far too large, or to places outside of itself."),
            _("Save it anew in the program it comes from, then upload it."),
        ),
        Refusal.UNKNOWN: (
            _("This type of file is not taken."),
            _("Pictures (JPG, PNG, WEBP, BMP), PDF, OFD, Word, Excel, WPS and text files are."),
        ),
    }[refused.reason]
    return UserError(f"{message} ({refused.text})" if refused.text else message, place=name[:80], remedy=remedy)
