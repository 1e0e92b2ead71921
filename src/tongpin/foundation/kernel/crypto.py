"""Encryption of single values and of files: AES-256-GCM with a key id, and blind indexes for look-up.

The data key lives in TONGPIN_HOME/keys/data and never in the database; whoever has only one of the two reads nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from .errors import UserError

NONCE = 12
KEY_ID = 4


@lru_cache(maxsize=8)
def load_key(path: Path) -> bytes:
    """Return the 32-byte key at `path`, made on first use and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(AESGCM.generate_key(256))
        except FileExistsError:
            pass  # made by another process between the question and the answer
    return path.read_bytes()


def data_key() -> bytes:
    """Return the installation's key for personal data and files."""
    return load_key(Path(settings.TONGPIN_HOME) / "keys" / "data")


def key_id(key: bytes) -> bytes:
    """Return the four bytes that name a key in what it encrypted."""
    return hashlib.sha256(b"tongpin key id" + key).digest()[:KEY_ID]


def encrypt(key: bytes, plain: bytes, *, context: str) -> bytes:
    """Encrypt `plain`, bound to `context` (table/column/row): moved to another place it no longer decrypts."""
    nonce = os.urandom(NONCE)
    return key_id(key) + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def decrypt(key: bytes, sealed: bytes, *, context: str) -> bytes:
    """Undo `encrypt`. Raises UserError when key or context differ or the bytes were altered."""
    if sealed[:KEY_ID] != key_id(key):
        raise UserError(
            _("These data were encrypted with another key."), remedy=_("Restore the key file of that time (keys/data).")
        )
    try:
        return AESGCM(key).decrypt(sealed[KEY_ID : KEY_ID + NONCE], sealed[KEY_ID + NONCE :], context.encode())
    except InvalidTag as error:
        raise UserError(_("Encrypted data were altered or moved."), remedy=_("Restore them from a backup.")) from error


def blind_index(key: bytes, value: str) -> str:
    """Return a keyed hash by which equal values can be found without decrypting any."""
    return hmac.new(key, b"blind:" + value.encode(), hashlib.sha256).hexdigest()
