"""Print the table of docs/verification.md from real results: `python -m tests.reports.table`."""

from __future__ import annotations

from .catalogue import cases, summary
from .helpers import check, issued
from .rules.test_office import TELLING

WORDS = {
    "altered": "altered", "missing": "missing", "moved": "moved into another sentence", "duplicated": "duplicated",
    "same_by_context": "same, by context", "invalid": "invalid",
}  # fmt: skip


def lines() -> list[str]:
    """Return the rows of the table: what was done, what was found, whether a save through LibreOffice was tried too."""
    rows = ["| # | edit | what was done | verdict | again after a save as docx, odt, doc |", "|---|---|---|---|---|"]
    for number, case in enumerate(cases(), 1):
        found = summary(check(case.edit(issued().docx)))
        again = "same verdict" if case.name in TELLING else ""
        rows.append(f"| {number} | {case.name} | {case.chinese} | {_said(found)} | {again} |")
    return rows


def _said(found: dict[str, object]) -> str:
    if "seal" in found:
        return f"seal {found['seal']}"
    said = []
    for name, what in found.items():
        if name.startswith("literal "):
            said.append(f"other number {name.removeprefix('literal ')}: {what}")
        elif name == "annex":
            said.append(f"annex {what}")
        else:
            said.append(WORDS[str(what)])
    counted = dict.fromkeys(said)
    return (
        "; ".join(f"{what} (×{said.count(what)})" if said.count(what) > 1 else what for what in counted)
        or "no difference"
    )


if __name__ == "__main__":
    import sys

    sys.stdout.write("\n".join(lines()) + "\n")
