"""A norm as it applies to one organisation on one day: the catalogue's version, and a local rule where there is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from .entries import Malformed, Norm

Value = int | str | bool
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LocalTerms:
    """What a local rule says instead of its norm: that it does not apply, or another number, period or parameter.

    What is left empty stays as the norm has it.
    """

    applies: bool = True
    least: int | None = None
    period: str = ""
    params: Mapping[str, Value] = field(default_factory=dict, hash=False)

    @property
    def says_nothing(self) -> bool:
        """Whether it would leave the norm as it is."""
        return self.applies and self.least is None and not self.period and not self.params


@dataclass(frozen=True, slots=True)
class Override:
    """A local rule with its days, both included; `unit_id` None: for every organisation."""

    pk: int
    code: str
    unit_id: int | None
    valid_from: dt.date
    valid_to: dt.date | None
    terms: LocalTerms
    reason: str
    source: str

    def holds_on(self, day: dt.date) -> bool:
        """Say whether it is in force on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def changed(self, norm: Norm) -> Norm:
        """Return the norm with this rule's terms in place of its own."""
        terms = self.terms
        return replace(
            norm,
            min=norm.min if terms.least is None else terms.least,
            period=terms.period or norm.period,
            params={**norm.params, **terms.params},
        )


class Version(Protocol):
    """A version of a norm and the days it judges; None: without an end."""

    @property
    def norm(self) -> Norm: ...
    @property
    def valid_from(self) -> dt.date | None: ...
    @property
    def valid_to(self) -> dt.date | None: ...


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a norm asks of an organisation on a day, and by which local rule if by one."""

    norm: Norm
    local: Override | None = None

    @property
    def applies(self) -> bool:
        """Whether it asks anything at all: a local rule may say that it does not."""
        return self.local is None or self.local.terms.applies


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Norms in all their versions with all local rules, read once and asked for many organisations and days."""

    versions: Mapping[str, Sequence[Version]]
    overrides: Mapping[str, Sequence[Override]]

    def on(self, code: str, day: dt.date, unit_id: int | None = None) -> Ruling | None:
        """Return what the norm asks of the organisation on `day`; None where it is not in force.

        A rule for the very organisation goes before one for all.
        """
        version = self._version(code, day)
        if version is None:
            return None
        local = self.override(code, day, unit_id)
        return Ruling(local.changed(version.norm), local) if local else Ruling(version.norm)

    def override(self, code: str, day: dt.date, unit_id: int | None) -> Override | None:
        """Return the local rule in force for the organisation on `day`."""
        held = [one for one in self.overrides.get(code, ()) if one.unit_id in (None, unit_id) and one.holds_on(day)]
        return max(held, key=lambda one: (one.unit_id is not None, one.valid_from), default=None)

    def has_own(self, code: str, unit_id: int) -> bool:
        """Say whether the organisation ever had a rule of its own."""
        return any(one.unit_id == unit_id for one in self.overrides.get(code, ()))

    def since(self, code: str, day: dt.date) -> dt.date:
        """Return the first day of the stretch around `day` on which the norm is in force without a gap."""
        start = day
        for version in sorted(self.versions.get(code, ()), key=_start, reverse=True):
            if _start(version) <= start and _end(version) >= start - ONE_DAY:
                start = min(start, _start(version))
        return start

    def _version(self, code: str, day: dt.date) -> Version | None:
        return next((one for one in self.versions.get(code, ()) if _start(one) <= day <= _end(one)), None)


def _start(version: Version) -> dt.date:
    """Return the first day a version judges: never before the document itself was in force."""
    return max(version.valid_from or dt.date.min + ONE_DAY, version.norm.effective_from)


def _end(version: Version) -> dt.date:
    """Return the last day a version judges: never after the document's own end, unless it is continued locally."""
    over = None if version.norm.params.get("continued_locally") is True else version.norm.effective_to
    return min(version.valid_to or dt.date.max, over or dt.date.max)


def params_of(norm: Norm, given: Mapping[str, str]) -> dict[str, Value]:
    """Read parameters typed by a person as values of the sort the norm has them in; empty ones are left out.

    Raises Malformed for a name the norm does not have and for a word where it has a number.
    """
    found: dict[str, Value] = {}
    for name, text in given.items():
        if not text.strip():
            continue
        before = norm.params.get(name)
        if before is None:
            raise Malformed("unknown", name)
        found[name] = _read(name, text.strip(), before)
    return {name: value for name, value in found.items() if value != norm.params[name]}


def _read(name: str, text: str, before: Value) -> Value:
    if isinstance(before, bool):
        if text not in ("true", "false"):
            raise Malformed("flag", name)
        return text == "true"
    if isinstance(before, int):
        if not text.isdecimal():
            raise Malformed("number", name)
        return int(text)
    return text
