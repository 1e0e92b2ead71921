"""Find every issued figure and literal in a document again, and say what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..enums import FigureVerdict, LiteralVerdict, PlaceKind
from .faults import Fault, gettext_noop
from .findings import (
    FigureFinding,
    LiteralFinding,
    Spot,
    cross,
    finding,
    same,
    shown,
    snippet,
    visible_keeping_marks,
)
from .likeness import SAME_PLACE, likeness
from .manifest import Literal, Statement
from .story import Context, Mark, Passage, Story, context, squeeze
from .tokens import normal

MAX_NUMBERS = 8000
CLEARLY = 0.25  # by so much must another place fit better before a figure counts as moved there
SURE = 0.6


class Matcher:
    """Holds the document's numbers while figures and literals claim them."""

    def __init__(self, story: Story) -> None:
        self.flowing = story.flowing
        self.passages = [p for p in story.passages if p.where != "annex"]
        self.spots: list[Spot] = []
        self.marks: dict[str, list[tuple[Passage, Mark]]] = defaultdict(list)
        for passage in self.passages:
            passage.text = visible_keeping_marks(passage)
            for mark in passage.marks:
                self.marks[mark.name].append((passage, mark))
            for token in passage.tokens():
                around = context(passage, token.start, token.end)
                self.spots.append(Spot(passage, token, around, len(self.spots)))
            if len(self.spots) > MAX_NUMBERS:
                raise Fault(gettext_noop("The document holds more numbers than a report can have."))
        self.in_passage: dict[int, list[Spot]] = defaultdict(list)
        for spot in self.spots:
            self.in_passage[id(spot.passage)].append(spot)

    # figures ---------------------------------------------------------------------------------------------------------

    def figures(self, statements: Sequence[Statement]) -> list[FigureFinding]:
        """Judge every issued figure: first those whose marks survived, then the others by context."""
        findings: dict[str, FigureFinding] = {}
        extra: list[FigureFinding] = []
        for issued in statements:
            places = self._marked(issued)
            if not places:
                continue
            best = max(places, key=lambda place: self._fit(issued, *place))
            judged = self._by_mark(issued, *best, statements)
            if judged:
                findings[issued.id] = judged
            extra += [self._doubled(issued, *place) for place in places if place is not best]
        self._by_context([s for s in statements if s.id not in findings], findings)
        return [findings[s.id] for s in statements] + [e for e in extra if e.found]

    def _marked(self, issued: Statement) -> list[tuple[Passage, Mark]]:
        """Return the places of a figure's mark: bookmarks, and controls where no bookmark is inside."""
        books = self.marks.get(f"fig_{issued.id}", [])
        controls = self.marks.get(f"sdt:{issued.id}", [])
        lone = [(p, m) for p, m in controls if not any(p is q and cross(m, b) for q, b in books)]
        return books + lone

    def _fit(self, issued: Statement, passage: Passage, mark: Mark) -> tuple[bool, float]:
        spot = self._spot_at(passage, mark)
        right = spot is not None and issued.number is not None and spot.token.number == issued.number.identity
        return right, likeness(issued.context, context(passage, mark.start, mark.end))

    def _spot_at(self, passage: Passage, mark: Mark) -> Spot | None:
        """Return the number under a mark: the token that overlaps it, or, if the mark is empty, the one it touches."""
        near = [s for s in self.in_passage[id(passage)] if s.token.start <= mark.end and mark.start <= s.token.end]
        over = [s for s in near if s.token.start < mark.end and mark.start < s.token.end]
        return next(iter(over or near), None)

    def _by_mark(
        self, issued: Statement, passage: Passage, mark: Mark, statements: Sequence[Statement]
    ) -> FigureFinding | None:
        if issued.kind is PlaceKind.WORDS:
            return self._words_by_mark(issued, passage, mark)
        spot = self._spot_at(passage, mark)
        if spot is None or spot.taken:
            return None
        spot.taken = True
        unchanged = issued.number is not None and same(spot.token, issued)
        for other in self.in_passage[id(passage)]:  # "1.2万，3" typed into one mark: what else lies under it
            if other is not spot and other.token.start < mark.end and mark.start < other.token.end:
                other.taken, unchanged = True, False
        verdict = FigureVerdict.ALTERED
        if unchanged:
            moved = self._stands_elsewhere(issued, spot.around, statements)
            verdict = FigureVerdict.MOVED if moved else FigureVerdict.SAME
        return finding(issued, spot, verdict)

    def _words_by_mark(self, issued: Statement, passage: Passage, mark: Mark) -> FigureFinding | None:
        inside = [s for s in self.in_passage[id(passage)] if s.token.start <= mark.end and mark.start <= s.token.end]
        start = min([mark.start, *(s.token.start for s in inside)])
        end = max([mark.end, *(s.token.end for s in inside)])
        found = passage.text[start:end]
        if not squeeze(found):
            return None
        for spot in inside:
            spot.taken = True
        around = context(passage, mark.start, mark.end)
        if normal(squeeze(found)) != normal(squeeze(issued.text)):
            verdict = FigureVerdict.ALTERED
        else:
            moved = likeness(issued.context, around) < SAME_PLACE
            verdict = FigureVerdict.MOVED if moved else FigureVerdict.SAME
        return FigureFinding(issued.id, issued.name, issued.text, found, verdict, snippet(around, found))

    def _stands_elsewhere(self, issued: Statement, around: Context, statements: Sequence[Statement]) -> bool:
        own = likeness(issued.context, around)
        if own < SAME_PLACE:
            return True
        if own >= 0.9:
            return False
        return any(likeness(s.context, around) >= own + CLEARLY for s in statements if s.id != issued.id)

    def _by_context(self, missing: Sequence[Statement], findings: dict[str, FigureFinding]) -> None:
        """Give the figures without marks the free numbers that fit best, same numbers first, then altered ones."""
        for alike, least, verdict in ((True, 0.5, FigureVerdict.SAME_BY_CONTEXT), (False, SURE, FigureVerdict.ALTERED)):
            offers = []
            for index, issued in enumerate(missing):
                if issued.number is None or issued.id in findings:
                    continue
                for spot in self.spots:
                    if not spot.taken and same(spot.token, issued) is alike:
                        score = self._likeness(issued, spot)
                        if score >= least:
                            offers.append((-score, abs(spot.order - index), index, spot.order))
            for _, _, index, order in sorted(offers):
                issued, spot = missing[index], self.spots[order]
                if issued.id not in findings and not spot.taken:
                    spot.taken = True
                    findings[issued.id] = finding(issued, spot, verdict)
        for issued in missing:
            if issued.id not in findings:
                findings[issued.id] = self._words_by_context(issued)

    def _likeness(self, issued: Statement | Literal, spot: Spot) -> float:
        around = spot.around
        if self.flowing and (issued.context.row or issued.context.column):
            before = squeeze(spot.passage.text[max(0, spot.token.start - 60) : spot.token.start])
            return 0.55 if issued.context.row and issued.context.row in before else 0.5
        return likeness(issued.context, around, flowing=self.flowing)

    def _words_by_context(self, issued: Statement) -> FigureFinding:
        found = FigureFinding(issued.id, issued.name, issued.text, "", FigureVerdict.MISSING)
        if issued.kind is not PlaceKind.WORDS:
            return found
        wanted, best = normal(issued.text), 0.0
        for passage in self.passages:
            text = normal(passage.text)
            start = text.find(wanted)
            while start >= 0:
                around = context(passage, start, start + len(wanted))
                score = likeness(issued.context, around, flowing=self.flowing)
                if score >= 0.5 and score > best:
                    best = score
                    verdict = FigureVerdict.SAME_BY_CONTEXT
                    found = FigureFinding(
                        issued.id, issued.name, issued.text, issued.text, verdict, snippet(around, issued.text)
                    )
                    hit = (passage, start, start + len(wanted))
                start = text.find(wanted, start + 1)
        if best:
            self._take(*hit)
        return found

    def _take(self, passage: Passage, start: int, end: int) -> None:
        for spot in self.in_passage[id(passage)]:
            if spot.token.start < end and start < spot.token.end:
                spot.taken = True

    def _doubled(self, issued: Statement, passage: Passage, mark: Mark) -> FigureFinding:
        self._take(passage, mark.start, mark.end)
        found = passage.text[mark.start : mark.end]
        around = snippet(context(passage, mark.start, mark.end), found)
        return FigureFinding(issued.id, issued.name, issued.text, found, FigureVerdict.DUPLICATED, around)

    # other numbers ---------------------------------------------------------------------------------------------------

    def literals(
        self, registered: Sequence[Literal], statements: Sequence[Statement]
    ) -> tuple[list[LiteralFinding], list[FigureFinding]]:
        """Judge the numbers no figure claimed; returns findings about literals and figures found a second time."""
        left = self._match_literals(registered)
        findings: list[LiteralFinding] = []
        doubled: list[FigureFinding] = []
        for spot in [s for s in self.spots if not s.taken]:
            twin = self._twin(spot, statements)
            if twin:
                doubled.append(finding(twin, spot, FigureVerdict.DUPLICATED))
                continue
            near = max(left, key=lambda lit: self._likeness(lit, spot), default=None)
            text = shown(spot)
            if near is not None and self._likeness(near, spot) >= SURE:
                left.remove(near)
                issued = near.text + near.number.unit
                around = snippet(spot.around, spot.token.text)
                findings.append(LiteralFinding(issued, text, LiteralVerdict.ALTERED, around))
            elif not self._page_number(spot):
                around = snippet(spot.around, spot.token.text)
                findings.append(LiteralFinding("", text, LiteralVerdict.NEW, around))
        for lit in left:
            around = snippet(lit.context, lit.text)
            findings.append(LiteralFinding(lit.text + lit.number.unit, "", LiteralVerdict.REMOVED, around))
        return findings, doubled

    def _match_literals(self, registered: Sequence[Literal]) -> list[Literal]:
        offers = []
        for index, lit in enumerate(registered):
            for spot in self.spots:
                if not spot.taken and spot.token.number == lit.number.identity and spot.token.unit == lit.number.unit:
                    score = self._likeness(lit, spot)
                    if score >= SAME_PLACE:
                        offers.append((-score, abs(spot.order - index), index, spot.order))
        matched: set[int] = set()
        for _, _, index, order in sorted(offers):
            if index not in matched and not self.spots[order].taken:
                matched.add(index)
                self.spots[order].taken = True
        return [lit for index, lit in enumerate(registered) if index not in matched]

    def _twin(self, spot: Spot, statements: Sequence[Statement]) -> Statement | None:
        for issued in statements:
            if issued.number is not None and same(spot.token, issued) and self._likeness(issued, spot) >= SURE:
                return issued
        return None

    def _page_number(self, spot: Spot) -> bool:
        return self.flowing and spot.passage.where == "page"
