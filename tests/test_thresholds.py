"""The check of parts that must be covered whole can fail."""

from __future__ import annotations

from pathlib import Path

from .thresholds import SOURCE, guarded_files, lacking


class Seen:
    """Coverage in which line 7 of one file never ran."""

    def analysis2(self, path: str) -> tuple[str, list[int], list[int], list[int], str]:
        missed = [7] if Path(path).name == "policy.py" else []
        return path, [], [], missed, ", ".join(map(str, missed))


def test_files_of_the_guarded_parts_are_looked_at() -> None:
    names = {path.relative_to(SOURCE).as_posix() for path in guarded_files()}
    assert {"foundation/access/access/policy.py", "foundation/audit/rules.py"} <= names
    assert any(name.startswith("foundation/kernel/backup/") for name in names)
    assert not any("migrations" in name for name in names)


def test_line_that_never_ran_is_named() -> None:
    assert lacking(Seen(), guarded_files()) == ["foundation/access/access/policy.py: 7"]  # type: ignore[arg-type]
