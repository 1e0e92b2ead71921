"""Sign a manifest with Ed25519 and check such a signature; keys travel as 32 raw bytes or PEM."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from .faults import Fault, gettext_noop

MAX_MANIFEST = 4 * 1024 * 1024
_DAMAGED = gettext_noop("The manifest in the file is damaged.")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A signed manifest: the canonical bytes, the signature over them, the public key it was made with."""

    manifest: bytes
    signature: bytes
    key: bytes

    def pack(self) -> str:
        """Return the envelope as one line of ASCII, compressed."""
        parts = {"m": self.manifest.decode(), "s": self.signature.hex(), "k": self.key.hex()}
        return base64.b64encode(zlib.compress(json.dumps(parts, ensure_ascii=False).encode(), 9)).decode()


def unpack(packed: str) -> Envelope:
    """Read an envelope back; raises Fault for anything damaged or larger than a manifest can be."""
    try:
        raw = base64.b64decode("".join(packed.split()), validate=True)
        inflater = zlib.decompressobj()
        data = inflater.decompress(raw, MAX_MANIFEST)
        if inflater.unconsumed_tail:
            raise Fault(_DAMAGED)
        parts = json.loads(data)
        return Envelope(parts["m"].encode(), bytes.fromhex(parts["s"]), bytes.fromhex(parts["k"]))
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error, binascii.Error, RecursionError) as error:
        raise Fault(_DAMAGED) from error


def sign(manifest: bytes, key: Ed25519PrivateKey) -> Envelope:
    """Seal canonical manifest bytes."""
    return Envelope(manifest, key.sign(manifest), key.public_key().public_bytes_raw())


def is_valid(envelope: Envelope, trusted: tuple[bytes, ...]) -> bool:
    """Tell whether the envelope was sealed with one of the trusted public keys (raw bytes)."""
    if envelope.key not in trusted:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(envelope.key).verify(envelope.signature, envelope.manifest)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(data: bytes) -> bytes:
    """Return the 32 raw bytes of a public key given as PEM, hex or raw; raises Fault for anything else."""
    if len(data) == 32:
        return data
    text = data.strip()
    if len(text) == 64:
        try:
            return bytes.fromhex(text.decode())
        except ValueError:
            pass
    try:
        key = load_pem_public_key(text)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Fault(gettext_noop("The key file is not an Ed25519 public key.")) from error
    if not isinstance(key, Ed25519PublicKey):
        raise Fault(gettext_noop("The key file is not an Ed25519 public key."))
    return key.public_bytes_raw()


def fingerprint(key: bytes) -> str:
    """Return the short name of a public key, for people to compare: 16 hex digits in groups of four."""
    digest = hashlib.sha256(key).hexdigest()[:16]
    return " ".join(digest[i : i + 4] for i in range(0, 16, 4))
