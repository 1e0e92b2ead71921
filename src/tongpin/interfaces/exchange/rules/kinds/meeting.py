"""三会一课: one sheet for each branch, or one sheet with a column of branches; 主题党日 and 组织生活会 found among
them are kept apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tongpin.foundation.kernel.dates import ParsedDate
from tongpin.foundation.kernel.text import people, person_name, squeezed
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.rows import Happening, Row
from tongpin.interfaces.exchange.rules.source import Source, count_of, fate

ASSEMBLY, COMMITTEE, GROUP, LECTURE = "meeting.general", "meeting.committee", "meeting.group", "meeting.lecture"
LIFE, PARTY_DAY = "org_life", "party_day"
TITLES = {
    ASSEMBLY: "支部党员大会",
    COMMITTEE: "支委会",
    GROUP: "党小组会",
    LECTURE: "党课",
    LIFE: "组织生活会",
    PARTY_DAY: "主题党日",
}
_WORDS: tuple[tuple[str, str], ...] = (
    ("主题党日", PARTY_DAY), ("党日", PARTY_DAY), ("组织生活会", LIFE), ("民主评议", LIFE),
    ("党课", LECTURE), ("讲课", LECTURE), ("支部委员会", COMMITTEE), ("支委会", COMMITTEE), ("支委", COMMITTEE),
    ("党小组", GROUP), ("小组会", GROUP), ("党员大会", ASSEMBLY), ("支部大会", ASSEMBLY), ("支部会", ASSEMBLY),
    ("党支部大会", ASSEMBLY), ("全体党员会", ASSEMBLY), ("党员会", ASSEMBLY), ("委员会", COMMITTEE), ("大会", ASSEMBLY),
)  # fmt: skip


@lru_cache(maxsize=1024)
def meeting_kinds(text: str) -> tuple[str, ...]:
    """Return the kinds of meeting a text names, in the order in which it names them."""
    plain = squeezed(text)
    found: dict[str, int] = {}
    for word, kind in _WORDS:
        at = plain.find(word)
        if at >= 0:
            found.setdefault(kind, at)
            plain = plain.replace(word, "＊" * len(word))
    return tuple(sorted(found, key=found.__getitem__))


def read_meetings(source: Source) -> list[Row]:
    """Read a ledger of meetings."""
    values = source.values
    context = next((kinds for text in source.words if (kinds := _only_kind(text))), "")
    columns = zip(
        source.dates(),
        values.filled_down("meeting_type"),
        source.units(),
        source.counts("expected"),
        source.counts("attended"),
        values.texts("people"),
        *(values.texts(name) for name in ("place", "host", "recorder", "speaker", "topic", "content", "decision")),
        *(values.texts(name) for name in ("absent", "time", "status", "remark")),
        source.sections(),
        strict=True,
    )
    rows: list[Row] = []
    for position, (dated, type_text, unit, expected, attended, names, *texts) in enumerate(columns):
        place, host, recorder, speaker, topic, content, decision, absent, time, status, remark, section = texts
        date, problems = dated[0], list(dated[1])
        kind = _kind(type_text, _only_kind(section) or context, problems)
        row = Row(source.sheet, source.line(position), "meeting", None, problems)
        rows.append(row)
        if not unit:
            problems.append(issue("no_unit", "unit"))
        due, came = count_of(expected, problems), count_of(attended, problems)
        _check_attendance(due, came, problems)
        if date is None:
            continue
        listed = tuple(people(names))
        row.record = Happening(
            kind=kind or "meeting",
            title=topic or TITLES.get(kind, type_text),
            start=date.start,
            end=date.end,
            precision=date.precision,
            time_text=_time(date, time),
            unit=unit,
            place=place,
            count=came if came is not None else (len(listed) or None),
            expected=due,
            people=listed,
            host=person_name(host),
            recorder=person_name(recorder),
            speaker=person_name(speaker),
            content=content,
            decision=decision,
            absent=absent,
            remark=remark,
        )
        if fate(remark, status).cancelled:
            row.record.cancelled, row.record.reason = True, f"{remark} {status}".strip()
            problems.append(issue("cancelled", "remark", text=row.record.reason))
    return rows


def _time(date: ParsedDate, column: str) -> str:
    return date.time_text or column[:40]


def _only_kind(text: str) -> str:
    """Return the kind a title or section speaks of, if it is exactly one and the title is not of all four."""
    if not text or re.search(r"三会一课|组织生活(?!会)", text):
        return ""
    kinds = meeting_kinds(text)
    return kinds[0] if len(kinds) == 1 else ""


def _kind(text: str, context: str, problems: list[Issue]) -> str:
    kinds = meeting_kinds(text)
    if not kinds:
        if context:
            return context
        options = tuple((code, title) for code, title in TITLES.items())
        problems.append(issue("kind_unclear", "meeting_type", options=options, text=text))
        return ""
    if len(kinds) > 1:
        problems.append(issue("kind_several", "meeting_type", text=text, taken=TITLES[kinds[0]]))
    return kinds[0]


def _check_attendance(due: int | None, came: int | None, problems: list[Issue]) -> None:
    if due is not None and came is not None and came > due:
        problems.append(issue("attended_over_expected", "attended", attended=str(came), expected=str(due)))
