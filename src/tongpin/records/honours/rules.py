"""What an entry in the register of honours says. Plain Python."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass

from tongpin.foundation.kernel.canonical import digest

_YEAR_IN_BRACKETS = re.compile(r"[\[(（【〔［]\s*((?:19|20)\d{2})\s*[\])）】〕］]")


@dataclass(frozen=True, slots=True)
class HonourContent:
    """An honour received; `rank` and `out_of` only together: a rank says nothing without how many took part."""

    title: str
    level: str
    awarded_on: dt.date
    unit_id: int
    issuer: str = ""
    doc_no: str = ""
    holder_type: str = "collective"
    holder: str = ""
    rank: int | None = None
    out_of: int | None = None


def honour_digest(content: HonourContent, version: int) -> str:
    """Return the digest that lineage proves."""
    return digest([version, asdict(content)])


def honour_fingerprint(content: HonourContent) -> str:
    """Return what two entries of one honour share: title, level, holder, day."""
    return digest(["honour", content.title, content.level, content.holder, content.awarded_on])


def document_number(text: str) -> str:
    """Return a document number with its year in the brackets official documents use: [2026] becomes 〔2026〕."""
    return _YEAR_IN_BRACKETS.sub(r"〔\1〕", text.strip())
