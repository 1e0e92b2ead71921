"""Parts that must be covered whole (quality.md, "Sound"), read from the coverage of the runs on both databases."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from coverage import Coverage

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tongpin"
OVERALL = 94.5  # per cent of lines and branches; a machine without browser or office cannot reach it, so CI asks
WHOLE = ("foundation/access", "foundation/audit", "foundation/kernel/backup")


def lacking(coverage: Coverage, files: list[Path]) -> list[str]:
    """Return "file: lines" for the files of which some line never ran."""
    found = []
    for path in files:
        _, _, _, missed, shown = coverage.analysis2(str(path))
        if missed:
            found.append(f"{path.relative_to(SOURCE)}: {shown}")
    return found


def guarded_files() -> list[Path]:
    """Return the files of the guarded parts, migrations left out."""
    return [
        path
        for part in WHOLE
        for path in sorted((SOURCE / part).rglob("*.py"))
        if "migrations" not in path.parts and path.stat().st_size
    ]


def main() -> int:
    coverage = Coverage()
    coverage.load()
    problems = lacking(coverage, guarded_files())
    total = coverage.report(file=io.StringIO())
    if total < OVERALL:
        problems.append(f"{total:.1f} % of the whole, less than {OVERALL} %")
    for line in problems:
        sys.stderr.write(f"not covered whole: {line}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
