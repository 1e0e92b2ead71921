"""The number a complaint is looked up by. Plain Python."""

from __future__ import annotations

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def new_code() -> str:
    """Return a number nobody can guess (about 49 bits), without letters and digits that look alike."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
