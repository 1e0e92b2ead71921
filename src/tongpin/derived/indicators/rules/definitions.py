"""Definitions (口径) as versioned data, read from definitions.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

import yaml

from tongpin.foundation.kernel.canonical import digest

Where = Mapping[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Definition:
    """How one indicator is computed; the fields are explained at the head of definitions.yaml."""

    code: str
    number: str
    name: str
    unit: str
    source: str
    version: int
    since: dt.date
    words: str
    measure: str = ""
    where: Where = field(default_factory=dict)
    by: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    evidence: str = "self_report"
    display: str = ""
    hash: str = ""

    @property
    def has_source(self) -> bool:
        """Whether some part of the program records what this indicator counts."""
        return self.source != "none"

    @property
    def ratio(self) -> tuple[str, str] | None:
        """The codes of numerator and denominator, or None when it is no ratio."""
        if not self.measure.startswith("ratio:"):
            return None
        top, _slash, bottom = self.measure.removeprefix("ratio:").partition("/")
        return top, bottom


def _read(entry: Mapping[str, object]) -> Definition:
    values = dict(entry)
    values["where"] = MappingProxyType({key: tuple(each) for key, each in dict(values.get("where", {})).items()})  # type: ignore[call-overload]
    for name in ("by", "dimensions"):
        values[name] = tuple(values.get(name, ()))  # type: ignore[arg-type]
    return Definition(**values, hash=digest(dict(entry)))  # type: ignore[arg-type]


@lru_cache
def all_versions() -> tuple[Definition, ...]:
    """Return every version of every definition, in the order of the file."""
    text = resources.files("tongpin.derived.indicators").joinpath("definitions.yaml").read_text("utf-8")
    return tuple(_read(entry) for entry in yaml.safe_load(text))


@lru_cache
def definitions(day: dt.date | None = None) -> Mapping[str, Definition]:
    """Return the definitions in force on `day` (the newest ones) by code, in the order of the file."""
    found: dict[str, Definition] = {}
    for one in all_versions():
        if (day is None or one.since <= day) and (one.code not in found or found[one.code].version < one.version):
            found[one.code] = one
    return MappingProxyType(found)


def definition(code: str, day: dt.date | None = None) -> Definition | None:
    """Return one definition, or None for an unknown code."""
    return definitions(day).get(code)


@lru_cache
def labels(dimension: str) -> Mapping[str, str]:
    """Return the words for the codes of a dimension, in their order; empty where the value is its own word."""
    text = resources.files("tongpin.derived.indicators").joinpath("labels.yaml").read_text("utf-8")
    return MappingProxyType(yaml.safe_load(text).get(dimension, {}))
