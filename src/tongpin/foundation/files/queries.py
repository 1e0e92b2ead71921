"""Reading stored files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.crypto import data_key, decrypt
from tongpin.foundation.kernel.errors import UserError

from .models import StoredFile

ORIGINAL, SHOWN = "original", "shown"


def path_of(sha256: str, part: str) -> Path:
    """Return where a part of a file lies: its original, or the copy that is shown."""
    return Path(settings.TONGPIN_HOME) / "files" / sha256[:2] / f"{sha256}.{part}"


def context_of(sha256: str, part: str) -> str:
    """Return what the encryption of a part is bound to: moved under another name it no longer opens."""
    return f"files/{part}/{sha256}"


def _read(sha256: str, part: str) -> bytes:
    try:
        sealed = path_of(sha256, part).read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            _("The file is missing from the store."), place=sha256[:12], remedy=_("Restore it from a backup.")
        ) from error
    return decrypt(data_key(), sealed, context=context_of(sha256, part))


def read_original(stored: StoredFile) -> bytes:
    """Return the bytes that were uploaded. Raises UserError when they are missing, altered or under another key."""
    data = _read(stored.sha256, ORIGINAL)
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise UserError(_("The stored file was altered."), place=stored.name, remedy=_("Restore it from a backup."))
    return data


def read_shown(stored: StoredFile) -> bytes:
    """Return the copy of a picture that may be shown. Raises UserError as `read_original`."""
    return _read(stored.sha256, SHOWN)


def damaged_files() -> Iterator[tuple[StoredFile, str]]:
    """Yield every file that cannot be read back as it was uploaded, with the reason."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        try:
            read_original(stored)
            if stored.is_picture:
                read_shown(stored)
        except UserError as error:
            yield stored, str(error)
