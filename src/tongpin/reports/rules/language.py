"""The tag language of a report template: n, has, yoy, all_of, parts.

Every tag that prints a computed statement goes through `Speaker.place`, so the list of placed statements is complete by
construction; the text itself carries only a private-use sentinel with the place's index.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tongpin.derived.indicators.enums import FigureState
from tongpin.derived.indicators.rules import Figure

from ..enums import PlaceKind
from . import comparing, sentinels
from .display import show
from .faults import Fault, gettext_noop

NO_DATA_TEXT = "—"
By = str | Sequence[str] | None
_UNKNOWN = gettext_noop("There is no indicator “%(code)s”.")
_NO_PART = gettext_noop("“%(name)s” has no part “%(part)s”.")


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of the reported year and of the year before; `previous` may lack any of them.

    `displays` are the display rules of the definitions, used where a tag names none.
    """

    year: int
    figures: Mapping[str, Figure]
    previous: Mapping[str, Figure] = field(default_factory=dict)
    displays: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Use:
    """What a tag asked for; enough to compute the same statement again years later."""

    tag: str  # n, yoy, all_of
    code: str
    rule: str = ""
    by: tuple[str, ...] = ()
    last: bool = False
    other: str = ""  # the second code of all_of


@dataclass(frozen=True, slots=True)
class Placed:
    """One computed statement in the text: its id (F001 …), what was asked, the figure behind it and the words."""

    id: str
    use: Use
    figure: Figure
    text: str
    kind: PlaceKind

    @property
    def blocks_final(self) -> bool:
        """A final copy may not state what no evidence carries."""
        return self.figure.state is FigureState.NO_EVIDENCE


def part_of(figure: Figure, by: tuple[str, ...]) -> Figure:
    """Return the part of `figure` named by `by` (one key per dimension); raises Fault if it cannot be split."""
    for key in by:
        if key not in figure.by:
            if not figure.by and figure.records:
                raise Fault(_NO_PART, name=figure.name, part=key)
            return comparing.absent(figure)  # nothing was recorded of this part: a dash, never 0
        figure = figure.by[key]
    return figure


def look_up(data: Year, use: Use) -> Figure:
    """Return the figure a `n` tag names; raises Fault for an unknown code or part."""
    source = data.previous if use.last else data.figures
    figure = source.get(use.code)
    if figure is None:
        if use.last and use.code in data.figures:
            return comparing.absent(data.figures[use.code])
        raise Fault(_UNKNOWN, code=use.code)
    return part_of(figure, use.by)


def resolve(data: Year, use: Use) -> tuple[Figure, str, PlaceKind]:
    """Compute a statement: the figure behind it, its words and their kind. Used at issue and at every recomputation."""
    return _RESOLVERS[use.tag](data, use)


def _number(data: Year, use: Use) -> tuple[Figure, str, PlaceKind]:
    figure = look_up(data, use)
    if figure.state is FigureState.NO_EVIDENCE:
        return figure, f"【缺依据：{figure.name}】", PlaceKind.WORDS
    if figure.value is None or figure.state in (FigureState.NO_DATA, FigureState.NO_SOURCE):
        return figure, NO_DATA_TEXT, PlaceKind.WORDS
    return figure, show(figure.value, use.rule), PlaceKind.NUMBER


def _year_on_year(data: Year, use: Use) -> tuple[Figure, str, PlaceKind]:
    now = look_up(data, use)
    before = data.previous.get(use.code)
    change = comparing.year_on_year(now, part_of(before, use.by) if before and _has_part(before, use.by) else None)
    if change.figure.state is FigureState.NO_EVIDENCE and change.text:
        return change.figure, f"【缺依据：{change.figure.name}】", PlaceKind.WORDS
    return change.figure, change.text, PlaceKind.WORDS


def _all_of(data: Year, use: Use) -> tuple[Figure, str, PlaceKind]:
    done, whole = (look_up(data, Use("n", code)) for code in (use.code, use.other))
    return comparing.joined(done, whole), comparing.all_of(done, whole), PlaceKind.WORDS


def _has_part(figure: Figure, by: tuple[str, ...]) -> bool:
    for key in by:
        if key not in figure.by:
            return False
        figure = figure.by[key]
    return True


_RESOLVERS: dict[str, Callable[[Year, Use], tuple[Figure, str, PlaceKind]]] = {
    "n": _number,
    "yoy": _year_on_year,
    "all_of": _all_of,
}


class Speaker:
    """What a template may call. One instance renders one report and remembers all it placed, in order."""

    def __init__(self, data: Year) -> None:
        self.data = data
        self.placed: list[Placed] = []

    def vocabulary(self) -> dict[str, Callable[..., object]]:
        """Return the functions under the names templates use."""
        names = ("n", "yoy", "all_of", "has", "recorded", "parts", "yoy_said", "all_said")
        return {name: getattr(self, name) for name in names}

    def n(self, code: str, rule: str = "", *, by: By = None, last: bool = False) -> str:
        """Print the value of `code` by a display rule, the definition's own if none is named.

        `by` names a part (a list: one key per dimension), `last` takes the year before.
        """
        return self._place(Use("n", code, rule or self.data.displays.get(code, ""), _keys(by), last))

    def yoy(self, code: str, *, by: By = None) -> str:
        """Print 比上年增长12.5%, 比上年下降3%, 与上年持平, or nothing if last year is missing."""
        return self._place(Use("yoy", code, by=_keys(by)))

    def all_of(self, code: str, other: str) -> str:
        """Print 全部 if the two counts are equal and above zero, else nothing."""
        return self._place(Use("all_of", code, other=other))

    def has(self, code: str, *, by: By = None) -> bool:
        """Tell whether the sentence about `code` should stand: false only where the count is a known zero."""
        use = Use("n", code, by=_keys(by))
        if use.by and code in self.data.figures and not _has_part(self.data.figures[code], use.by):
            return False
        return look_up(self.data, use).state is not FigureState.ZERO

    def recorded(self, code: str, *, by: By = None) -> bool:
        """Tell whether there is something to say of `code`: neither a known zero nor nothing kept.

        For what a bureau need not keep here: without it the sentence goes, where `has` would print a dash.
        """
        return self.has(code, by=by) and look_up(self.data, Use("n", code, by=_keys(by))).value is not None

    def parts(self, code: str, *, by: By = None) -> list[str]:
        """Return the names of the parts of `code` (venues, branches, kinds …) for a loop over table rows."""
        return list(look_up(self.data, Use("n", code, by=_keys(by))).by)

    def yoy_said(self, code: str, *, by: By = None) -> bool:
        """Tell whether `yoy` has anything to say, so that a template can leave out the comma before it."""
        return bool(resolve(self.data, Use("yoy", code, by=_keys(by)))[1])

    def all_said(self, code: str, other: str) -> bool:
        """Tell whether `all_of` may say 全部."""
        return bool(resolve(self.data, Use("all_of", code, other=other))[1])

    def _place(self, use: Use) -> str:
        figure, text, kind = resolve(self.data, use)
        if not text:
            return ""
        self.placed.append(Placed(f"F{len(self.placed) + 1:03d}", use, figure, text, kind))
        return sentinels.enclose(len(self.placed) - 1, text)


def _keys(by: By) -> tuple[str, ...]:
    if by is None:
        return ()
    return (by,) if isinstance(by, str) else tuple(by)
