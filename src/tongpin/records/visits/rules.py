"""What a need says. Plain Python."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from tongpin.foundation.kernel.canonical import digest

from .enums import NeedStatus, Step


@dataclass(frozen=True, slots=True)
class NeedContent:
    """A need as gathered on a visit; `visitor` and `asker` are who went and whom (a household, a village) they met."""

    received_on: dt.date
    asked: str
    unit_id: int
    visitor: str = ""
    asker: str = ""
    village_id: int | None = None
    category: str = ""
    owner: str = ""
    due_on: dt.date | None = None
    status: str = "open"
    answer: str = ""
    followed_up_on: dt.date | None = None
    satisfaction: str = ""


def need_digest(content: NeedContent, version: int) -> str:
    """Return the digest that lineage proves."""
    return digest([version, asdict(content)])


def need_fingerprint(content: NeedContent) -> str:
    """Return what two entries of one need share: the day, who went, whom they met, what was asked."""
    return digest(["need", content.received_on, content.visitor, content.asker, content.village_id, content.asked])


def steps_from(content: NeedContent) -> frozenset[Step]:
    """Return what may be done next with a need.

    The one who asked closes it: an answered need waits for that word. A ledger may hold closed needs nobody followed
    up; the word can still be added.
    """
    if content.status == NeedStatus.OPEN:
        return frozenset({Step.ANSWER, Step.REFUSE})
    follow_up = {Step.FOLLOW_UP} if not content.satisfaction else set()
    return frozenset({Step.REOPEN, *follow_up})


def is_late(content: NeedContent, today: dt.date) -> bool:
    """Say whether nobody has answered although the day agreed on has passed."""
    return content.status == NeedStatus.OPEN and content.due_on is not None and content.due_on < today
