"""Titles, codes and file names of reports."""

from __future__ import annotations

from collections.abc import Callable

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that can be misread on paper
DRAFT = "（草稿）"


def title(bureau: str, year: int) -> str:
    """Return the title of a year's report."""
    return f"{bureau}{year}年度党建品牌工作报告"


def file_name(title: str, code: str, *, draft: bool, ending: str = "docx") -> str:
    """Return the name a report is handed out under; a draft says so."""
    return f"{title}{DRAFT if draft else ''}_{code}.{ending}"


def new_code(year: int, choose: Callable[[str], str]) -> str:
    """Return a report code; `choose` picks one of the letters at random."""
    return f"TP-{year}-" + "".join(choose(LETTERS) for _ in range(8))
