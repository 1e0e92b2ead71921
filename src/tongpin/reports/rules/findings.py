"""What matching finds, and the small questions it asks of a number."""

from __future__ import annotations

from dataclasses import dataclass

from ..enums import FigureVerdict, LiteralVerdict
from .manifest import Statement
from .story import Context, Mark, Passage
from .tokens import Token, visible


@dataclass(slots=True, eq=False)
class Spot:
    """One number of the document: where it stands and what stands around it."""

    passage: Passage
    token: Token
    around: Context
    order: int
    taken: bool = False


@dataclass(frozen=True, slots=True)
class FigureFinding:
    """What became of one figure; `found` is the text that stands there now."""

    id: str
    name: str
    issued: str
    found: str
    verdict: FigureVerdict
    around: str = ""


@dataclass(frozen=True, slots=True)
class LiteralFinding:
    """What became of one other number; `issued` is "" for a new one, `found` "" for a removed one."""

    issued: str
    found: str
    verdict: LiteralVerdict
    around: str = ""


def visible_keeping_marks(passage: Passage) -> str:
    """Return the passage's text without invisible characters, its marks shifted along."""
    text = visible(passage.text)
    if len(text) != len(passage.text):
        for mark in passage.marks:
            mark.start = len(visible(passage.text[: mark.start]))
            mark.end = len(visible(passage.text[: mark.end]))
    return text


def same(token: Token, issued: Statement) -> bool:
    number = issued.number
    return number is not None and token.number == number.identity and token.unit == number.unit


def cross(one: Mark, other: Mark) -> bool:
    return one.start <= other.end and other.start <= one.end


def shown(spot: Spot) -> str:
    return spot.token.text + spot.token.unit


def finding(issued: Statement, spot: Spot, verdict: FigureVerdict) -> FigureFinding:
    text = shown(spot)
    unit = issued.number.unit if issued.number else ""
    return FigureFinding(
        issued.id, issued.name, issued.text + unit, text, verdict, snippet(spot.around, spot.token.text)
    )


def snippet(around: Context, text: str) -> str:
    if around.row or around.column:
        return f"{around.row} / {around.column}: {text}"
    return f"…{around.before}[{text}]{around.after}…"
