"""The columns of the ledgers and the marks the program's own import writes into notes, from ledger.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Shape:
    """One ledger: its title, the kinds that stand in it, its columns by name, and their widths."""

    code: str
    title: str
    kinds: tuple[str, ...]
    columns: Mapping[str, str]
    widths: Mapping[str, int]


@lru_cache
def _words() -> Mapping[str, Mapping[str, object]]:
    text = resources.files("tongpin.records.meetings").joinpath("ledger.yaml").read_text("utf-8")
    words: Mapping[str, Mapping[str, object]] = yaml.safe_load(text)
    return words


@lru_cache
def shapes() -> Mapping[str, Shape]:
    """Return the ledgers by code, in their order."""
    found = {}
    for code, said in _words()["ledgers"].items():
        assert isinstance(said, dict)
        columns = {name: str(one["heading"]) for name, one in said["columns"].items()}
        widths = {name: int(one["width"]) for name, one in said["columns"].items()}
        found[code] = Shape(code, said["title"], tuple(said["kinds"]), columns, widths)
    return found


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart: what it says, who was absent, who recorded."""

    text: str
    absent: str = ""
    recorder: str = ""


def read_note(note: str) -> Note:
    """Take apart the note of a record that came from a ledger; other notes are all text."""
    marks = {name: str(mark) for name, mark in _words()["notes"].items()}
    kept, found = [], {"absent": "", "recorder": ""}
    for line in note.splitlines():
        name = next((name for name, mark in marks.items() if line.startswith(mark)), "")
        if name:
            found[name] = line.removeprefix(marks[name]).strip()
        elif line.strip():
            kept.append(line.strip())
    return Note("\n".join(kept), found["absent"], found["recorder"])
