"""Where figures come from: for each source the rows that count, and what may be filtered, summed and split."""

from __future__ import annotations

from collections.abc import Mapping

from .life import LIFE
from .shape import Period, Source
from .work import WORK

SOURCES: Mapping[str, Source] = {**WORK, **LIFE}

__all__ = ["SOURCES", "Period", "Source"]
