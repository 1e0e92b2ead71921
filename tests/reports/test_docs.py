"""docs/verification.md says what was really found."""

from __future__ import annotations

from pathlib import Path

from .table import lines

DOCS = Path(__file__).resolve().parents[2] / "docs" / "verification.md"


def test_table_in_the_docs_is_the_one_the_program_gives() -> None:
    """Renew it with `python -m tests.reports.table`."""
    assert "\n".join(lines()) in DOCS.read_text()


def test_docs_say_what_was_not_tried() -> None:
    assert "Word and WPS were not tried" in DOCS.read_text()
