"""宣讲 and 讲解: a row may stand for several sessions."""

from __future__ import annotations

import re

from tongpin.foundation.kernel.text import normal, person_name, squeezed
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.rows import Happening, Row
from tongpin.interfaces.exchange.rules.source import Source, count_of, fate

LECTURE, GUIDED = "talk.lecture", "talk.guide"
_ODD_SESSIONS = 60
_BRACKETED = re.compile(r"[(（][^()（）]*取消[^()（）]*[)）]")
_YEAR = re.compile(r"\d{4}年?(?:度)?")
_VENUE = re.compile(
    r"([\u4e00-\u9fff]{0,12}?(?:博物馆|纪念馆|图书馆|文化馆|美术馆|展览馆|陈列馆|故居|展馆|科技馆|档案馆|规划馆|名人馆|非遗馆|传习所|"
    r"体验馆|影剧院|剧院|纪念园|烈士陵园))"
)


def talk_kind(text: str, context: str) -> str:
    """Return the kind a cell says, else the titles; a plain talk is 宣讲."""
    plain = squeezed(text)
    for words in (plain, context):
        if "讲解" in words and "宣讲" not in words:
            return GUIDED
        if "宣讲" in words and "讲解" not in words:
            return LECTURE
    return GUIDED if "导" in plain or "接待" in plain or "接待" in context else LECTURE


def read_talks(source: Source) -> list[Row]:
    """Read a ledger of talks and guided tours."""
    values = source.values
    context = squeezed(" ".join(source.words))
    columns = zip(
        source.dates(),
        venues(source),
        source.counts("sessions"),
        source.counts("audience"),
        *(values.texts(name) for name in ("talk_type", "topic", "group", "speaker", "time", "status", "remark")),
        strict=True,
    )
    rows: list[Row] = []
    for position, (when, venue, sessions, audience, *texts) in enumerate(columns):
        kind_text, topic, group, speaker, time, status, remark = texts
        date, problems = when[0], list(when[1])
        row = Row(source.sheet, source.line(position), "talk", None, problems)
        rows.append(row)
        held = sessions_of(count_of(sessions, problems), problems)
        heard = count_of(audience, problems)
        if not venue:
            problems.append(issue("missing", "venue", what="venue"))
        if date is None or not venue:
            continue
        kind = talk_kind(kind_text, context)
        row.record = Happening(
            kind=kind,
            title=topic or ("讲解" if kind == GUIDED else "宣讲"),
            start=date.start,
            end=date.end,
            precision=date.precision,
            time_text=date.time_text or time[:40],
            unit=venue,
            place=venue,
            sessions=held,
            count=heard,
            approximate=not isinstance(audience, Issue) and audience is not None and audience.approximate,
            group=group,
            speaker=person_name(speaker),
            remark=remark,
        )
        decide_fate(row, row.record, remark, status)
    return rows


def venues(source: Source) -> list[str]:
    """Return each row's venue: its column, else a section heading, else the title's, sheet's or file's name of one."""
    named = next((venue for text in source.words if (venue := venue_in(text))), "")
    column = source.values.filled_down("venue") if source.values.has("venue") else [""] * len(source.values)
    sections = [venue_in(text) for text in source.sections()]
    return [text or section or named for text, section in zip(column, sections, strict=True)]


def venue_in(text: str) -> str:
    """Return the venue a title names (县博物馆2024年讲解登记 → 县博物馆), or ''."""
    match = _VENUE.search(_YEAR.sub("|", squeezed(text)))
    return match[1] if match else ""


def sessions_of(stated: int | None, problems: list[Issue]) -> int:
    """Return how many sessions a row stands for: one unless stated; 0 is an error, very many are worth a look."""
    if stated is None:
        return 1
    if stated == 0:
        problems.append(issue("no_session", "sessions"))
    if stated > _ODD_SESSIONS:
        problems.append(issue("sessions_odd", "sessions", sessions=str(stated)))
    return max(stated, 1)


def decide_fate(row: Row, record: Happening, reason: str, status: str) -> None:
    """Mark what was cancelled; such a row is kept and not counted. A title may say it too: 歌咏比赛（取消）."""
    told = reason
    if "取消" in record.title and (match := _BRACKETED.search(record.title)):
        told = f"{reason} {match[0]}"
    if fate(told, status).cancelled:
        record.cancelled, record.reason = True, normal(f"{told} {status}")
        row.issues.append(issue("cancelled", "remark", text=record.reason))
