"""Keeping files."""

from __future__ import annotations

import hashlib
import os
import tempfile

from django.conf import settings
from django.db import transaction

from tongpin.foundation.audit.actions import Actor, record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.crypto import data_key, encrypt

from .models import StoredFile
from .notices import refusal
from .queries import ORIGINAL, SHOWN, context_of, path_of
from .rules import Refusal, Refused, checked_name, kind_of, shown_copy


@transaction.atomic
def store_file(*, by: Actor, data: bytes, name: str) -> StoredFile:
    """Keep a file and return its row; the same content again returns the row there is.

    The type is told from the content. Of a picture a copy without location or camera data is made beside the encrypted
    original; only that copy is ever shown. Raises UserError, having kept nothing, for what is not taken.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        plain_name = checked_name(name)
        if len(data) > settings.TONGPIN_UPLOAD_LIMIT:
            raise Refused(Refusal.TOO_LARGE)
        if (known := StoredFile.objects.filter(sha256=sha256).first()) and _complete(known):
            return known
        kind = kind_of(data, plain_name)
        shown = shown_copy(data)[0] if kind.picture else None
    except Refused as refused:
        raise refusal(refused, name) from refused
    _write(sha256, ORIGINAL, data)
    if shown is not None:
        _write(sha256, SHOWN, shown)
    stored, made = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": len(data), "mime": kind.mime, "name": plain_name, "uploaded_at": clock.now()},
    )
    if made:
        record(by=by, action="file.store", target=stored, details={"sha256": sha256, "mime": kind.mime})
    return stored


def _complete(stored: StoredFile) -> bool:
    """Say whether the bytes are where they belong; a file restored without them is written again when it comes back."""
    parts = [ORIGINAL, SHOWN] if stored.is_picture else [ORIGINAL]
    return all(path_of(stored.sha256, part).exists() for part in parts)


def _write(sha256: str, part: str, data: bytes) -> None:
    """Encrypt and write a part, whole or not at all; it stays when the transaction is undone, harmless and unnamed."""
    path = path_of(sha256, part)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sealed = encrypt(data_key(), data, context=context_of(sha256, part))
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(sealed)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
