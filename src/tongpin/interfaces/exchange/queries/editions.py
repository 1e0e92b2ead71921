"""Which rows are new, the same as before, changed, or entered twice: against this file and against all that was
imported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tongpin.foundation.kernel.bulk import rows_where_in
from tongpin.foundation.units.models import Membership
from tongpin.records.activities import queries as activities
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content
from tongpin.records.honours import queries as honours
from tongpin.records.honours.models import Honour
from tongpin.records.visits import queries as visits
from tongpin.records.visits.models import Need

from ..enums import RowState, TargetKind
from ..models import ImportRow
from ..rules.issues import issue
from ..rules.names import unit_key
from ..rules.rows import Member
from .plan import Planned

_PORTION = 20_000
_MANY = 2_000  # more open rows than this are compared by their line only
_ALIKE = 0.5
_COMPARED = (
    "title", "unit_id", "starts_on", "time_text", "venue_id", "place", "village_id", "host", "sessions", "served",
    "attended", "hours",
)  # fmt: skip


def settle(rows: Sequence[Planned], ledger: str) -> None:
    """Decide the state of every row that can be taken."""
    able = [one for one in rows if one.content is not None and one.state is RowState.NEW]
    _double_in_file(able)
    able = [one for one in able if one.state is RowState.NEW]
    if ImportRow.objects.exists():
        able = _same_as_before(able)
        able = _changed_rows(able, rows, ledger)
    _double_in_records(able)
    _known_members(able)


def _known_members(rows: Iterable[Planned]) -> None:
    """A member who is on a roll already is changed, not new: the same name and branch, or the same name and birth."""
    rolls: dict[str, list[Membership]] | None = None
    for one in rows:
        if not isinstance(one.content, Member) or one.state is not RowState.NEW:
            continue
        if rolls is None:
            rolls = _rolls()
        person = _member_meant(one.content, rolls.get(one.content.name, []))
        if person is not None:
            one.state, one.target_id = RowState.CHANGED, person


def _rolls() -> dict[str, list[Membership]]:
    rolls: dict[str, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(valid_to=None).select_related("person", "unit"):
        rolls[membership.person.name].append(membership)
    return rolls


def _member_meant(row: Member, known: Sequence[Membership]) -> int | None:
    """Return the person; two of one name in a branch are told apart by their month of birth."""
    birth = row.birth.replace(day=1) if row.birth else None
    fits = [one for one in known if birth is None or one.person.birth_month in (None, birth)]
    here = [one for one in fits if unit_key(one.unit.name) == unit_key(row.unit)]
    elsewhere = [one for one in fits if birth is not None and one.person.birth_month == birth]
    chosen = here or elsewhere
    return chosen[0].person_id if len({one.person_id for one in chosen}) == 1 else None


def _double_in_file(rows: Iterable[Planned]) -> None:
    """The same event twice in one file: the first counts."""
    first: dict[str, Planned] = {}
    for one in rows:
        if not one.mark or one.cancelled:
            continue
        if (earlier := first.setdefault(one.mark, one)) is not one:
            one.state = RowState.DOUBLED
            place = f"{earlier.row.sheet}!{earlier.row.line}"
            one.row.double_of = place
            one.issues.append(issue("doubled", place=place))


def _same_as_before(rows: Sequence[Planned]) -> list[Planned]:
    """Mark rows whose very content was imported before; each earlier row answers for one of now. Return the others."""
    earlier: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    keys = [one.key for one in rows]
    for start in range(0, len(keys), _PORTION):
        columns = ["key", "id", "target_id", "state"]
        found = rows_where_in(ImportRow, "key", keys[start : start + _PORTION], columns)
        for key, pk, target, state in sorted(found, key=lambda row: -row[1]):
            if target is not None and state != RowState.DOUBLED:
                earlier[key].append((pk, target))
    rest = []
    for one in rows:
        if links := earlier.get(one.key):
            one.link_id, one.target_id = links.pop()
            one.state = RowState.SAME
        else:
            rest.append(one)
    return rest


def _changed_rows(rows: list[Planned], all_rows: Sequence[Planned], ledger: str) -> list[Planned]:
    """Match what is left with the rows of earlier editions of this ledger that no row of now answers for."""
    if not rows:
        return rows
    matched = {one.link_id for one in all_rows if one.link_id is not None}
    sheets = {one.row.sheet for one in rows}
    names = {ledger, *_editions(matched)}
    links = ImportRow.objects.filter(batch__ledger__in=names, sheet__in=sheets, target_id__isnull=False)
    links = links.exclude(state=RowState.DOUBLED).exclude(pk__in=list(matched)[:_PORTION])
    open_rows = [link for link in links.order_by("line") if link.pk not in matched]
    if not open_rows:
        return rows
    old = _contents(open_rows)
    rest: list[Planned] = []
    for one in rows:
        link = _closest(one, open_rows, old)
        if link is None:
            rest.append(one)
            continue
        open_rows.remove(link)
        one.state, one.link_id, one.target_id = RowState.CHANGED, link.pk, link.target_id
    return rest


def _editions(matched: Iterable[int]) -> set[str]:
    """Return the ledgers that most of the matched rows came from: this file under another name."""
    names: dict[str, int] = defaultdict(int)
    found = list(matched)
    for start in range(0, len(found), _PORTION):
        rows = ImportRow.objects.filter(pk__in=found[start : start + _PORTION])
        for name in rows.values_list("batch__ledger", flat=True):
            names[name] += 1
    return {name for name, count in names.items() if count * 2 >= len(found)}


def _closest(one: Planned, links: Sequence[ImportRow], old: dict[tuple[str, int], object]) -> ImportRow | None:
    """Return the earlier row this one most likely was: the same line if alike, else the most alike."""
    best: ImportRow | None = None
    best_score = _ALIKE
    for link in links:
        if link.kind != one.row.kind or link.sheet != one.row.sheet:
            continue
        if len(links) > _MANY and link.line != one.row.line:
            continue
        before = old.get((link.target_kind, link.target_id or 0))
        score = _likeness(one.content, before) + (0.1 if link.line == one.row.line else 0.0)
        if score >= best_score:
            best, best_score = link, score + 0.0001
    return best


def _likeness(now: object, before: object) -> float:
    """Return the share of what both say that is equal, 0 to 1."""
    if before is None or type(now) is not type(before):
        return 0.0
    names = _COMPARED if isinstance(now, Content) else tuple(getattr(type(now), "__slots__", ()))
    pairs = [(getattr(now, name), getattr(before, name)) for name in names]
    said = [(new, was) for new, was in pairs if new not in (None, "") or was not in (None, "")]
    return sum(new == was for new, was in said) / len(said) if said else 0.0


def _contents(links: Sequence[ImportRow]) -> dict[tuple[str, int], object]:
    """Return what the records behind earlier rows say now."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for link in links:
        if link.target_id is not None:
            by_kind[link.target_kind].append(link.target_id)
    found: dict[tuple[str, int], object] = {}
    for start in range(0, len(by_kind[TargetKind.ACTIVITY]), _PORTION):
        part = by_kind[TargetKind.ACTIVITY][start : start + _PORTION]
        query = Activity.objects.filter(pk__in=part).prefetch_related("measures", "attendances")
        found |= {(TargetKind.ACTIVITY.value, row.pk): activities.content_of(row) for row in query}
    for need in Need.objects.filter(pk__in=by_kind[TargetKind.NEED]):
        found[(TargetKind.NEED.value, need.pk)] = visits.content_of(need)
    for honour in Honour.objects.filter(pk__in=by_kind[TargetKind.HONOUR]):
        found[(TargetKind.HONOUR.value, honour.pk)] = honours.content_of(honour)
    return found


def _double_in_records(rows: Sequence[Planned]) -> None:
    """The same event stands in the records already: from another ledger, or entered by hand."""
    by_kind: dict[TargetKind | None, dict[str, list[Planned]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        if one.mark and not one.cancelled:
            by_kind[one.target_kind][one.mark].append(one)
    for kind, marks in by_kind.items():
        for mark, (pk, place) in _known(kind, marks).items():
            for one in marks[mark]:
                one.state, one.target_id = RowState.DOUBLED, pk
                one.row.double_of = place
                one.issues.append(issue("doubled", place=place))


def _known(kind: TargetKind | None, marks: Iterable[str]) -> dict[str, tuple[int, str]]:
    if kind is TargetKind.ACTIVITY:
        known = activities.known_fingerprints(list(marks))
        places = dict(
            Activity.objects.filter(pk__in=[one.pk for one in known.values()][:_PORTION]).values_list(
                "pk", "source_place"
            )
        )
        return {mark: (one.pk, places.get(one.pk) or str(one.pk)) for mark, one in known.items()}
    if kind is TargetKind.NEED:
        return {
            mark: (one.pk, one.source_place or str(one.pk))
            for mark, one in visits.known_fingerprints(list(marks)).items()
        }
    return {}
