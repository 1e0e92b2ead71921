"""Why a file is not taken."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """Reasons; `notices.py` says them in words."""

    NAME = "name"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    TWO_THINGS = "two_things"
    MARKUP = "markup"
    LOCKED = "locked"  # asks for a password
    MACROS = "macros"
    ARCHIVE = "archive"  # too many or too large entries, names that leave the archive
    UNKNOWN = "unknown"


class Refused(Exception):  # noqa: N818 - it is a refusal, named as one
    """The file is not taken; `text` is what it seems to be, or a measure of it."""

    def __init__(self, reason: Refusal, text: str = "") -> None:
        super().__init__(reason, text)
        self.reason, self.text = reason, text
