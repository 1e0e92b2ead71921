"""Which titles of posts belong to an elected body (offices.yaml). Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Offices:
    """Titles as posts carry them: of the leaders, of committee members, and the endings of all of them."""

    secretary: str
    deputy: str
    member: Sequence[str]
    endings: Sequence[str]
    not_elected: Sequence[str]

    def is_elected(self, title: str) -> bool:
        """Say whether a post of this title is held by election to the organisation's leading body."""
        return title.endswith(tuple(self.endings)) and title not in self.not_elected

    def is_secretary(self, title: str) -> bool:
        """Say whether this is the secretary: the deputy's title ends alike."""
        return title.endswith(self.secretary) and not title.endswith(self.deputy) and title not in self.not_elected


@lru_cache
def offices() -> Offices:
    """Return the titles, read once."""
    text = resources.files("tongpin.records.elections").joinpath("offices.yaml").read_text("utf-8")
    said: Mapping[str, object] = yaml.safe_load(text)
    return Offices(**said)  # type: ignore[arg-type] # the file has these names
