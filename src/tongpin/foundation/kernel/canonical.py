"""One way to write data down before it is hashed or signed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import json.encoder
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False, check_circular=False
)


def _encoding() -> Callable[[object], str]:
    """Return the encoder made once: json makes its C part anew for every value, which is half of the time on small
    ones.
    """
    make = getattr(json.encoder, "c_make_encoder", None)
    quote = getattr(json.encoder, "c_encode_basestring", None)
    if make is None or quote is None:
        return _ENCODER.encode
    chunks = make(None, _plain, quote, None, ":", ",", True, False, False)
    return lambda value: "".join(chunks(value, 0))


_encode = _encoding()


def canonical(value: object) -> str:
    """Return the canonical JSON of `value`: sorted keys, no spaces, decimals without trailing zeros, UTC times.

    Raises TypeError for a type without such a form, ValueError for NaN and infinity.
    """
    return _encode(value)


def digest(value: object) -> str:
    """Return the hex SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
