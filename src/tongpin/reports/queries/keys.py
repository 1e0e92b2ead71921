"""The installation's signing key: TONGPIN_HOME/keys/report, made on first use, readable by its owner only."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from tongpin.foundation.kernel.crypto import load_key

from ..models import Report


def signing_key() -> Ed25519PrivateKey:
    """Return the key reports are signed with."""
    return Ed25519PrivateKey.from_private_bytes(load_key(Path(settings.TONGPIN_HOME) / "keys" / "report"))


def public_key_pem() -> bytes:
    """Return the public key as PEM: what a stranger needs to verify offline."""
    return signing_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def trusted_keys() -> tuple[bytes, ...]:
    """Return the raw public keys this installation signed with: today's, and those of reports in the ledger."""
    today = signing_key().public_key().public_bytes_raw()
    earlier = Report.objects.exclude(key=today.hex()).order_by().values_list("key", flat=True).distinct()
    return (today, *map(bytes.fromhex, earlier))
