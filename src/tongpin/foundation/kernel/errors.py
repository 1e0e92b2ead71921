"""Errors whose text is meant for the person in front of the screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class UserError(Exception):
    """Something the user can understand and mend.

    `message` says what is wrong in the user's words, `place` where (a file, a sheet and cell, a field), `remedy` what
    to do. Nothing has been written when it is raised.
    """

    message: str
    place: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        head = f"{self.place}：{self.message}" if self.place else self.message
        return f"{head} {self.remedy}".strip()


class NotAllowed(UserError):  # noqa: N818 - it is a refusal, named as one
    """The account may not do this; views answer 403, or 404 where the object itself must stay unknown."""
