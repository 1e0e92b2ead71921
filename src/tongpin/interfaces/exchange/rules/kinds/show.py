"""送戏下乡: shows by village, with those cancelled and moved."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from tongpin.foundation.kernel.text import squeezed
from tongpin.interfaces.exchange.rules.book import Cell
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.kinds.talk import sessions_of
from tongpin.interfaces.exchange.rules.rows import Happening, Row
from tongpin.interfaces.exchange.rules.source import Source, count_of, fate, moved_day
from tongpin.interfaces.exchange.rules.values import Duration, duration, text_of

_NO = frozenset({"", "否", "无", "未", "未签", "未签字", "未签收", "未验收", "待验收", "不合格", "×", "0", "N", "n"})
NOT_STATED = "（未写明）"
_TROUPE = re.compile(
    r"(?:演出单位|承演单位|演出团体|院团|剧团|演出院团)[:：]([^\s|,，;；]{2,30})|([\u4e00-\u9fff]{2,12}(?:剧团|艺术团|歌舞团|演出队|文工团))"
)
_ODD_MINUTES = Decimal(600)


def read_shows(source: Source) -> list[Row]:
    """Read a register of shows."""
    values = source.values
    in_minutes = "小时" not in source.table.note("minutes")
    dated = source.dates()
    days = [day for day, _problems in dated]
    columns = zip(
        dated,
        values.filled_down("town"),
        values.texts("village"),
        values.texts("code"),
        source.counts("sessions"),
        source.counts("audience"),
        values.parsed("minutes", lambda cell: duration(cell, minutes=in_minutes)),
        values.parsed("minutes", text_of),
        source.later_date("accepted_on", days),
        _signatures(source),
        *(values.texts(name) for name in ("slot", "troupe", "program", "genre", "place")),
        *(values.texts(name) for name in ("reason", "new_date", "status", "remark")),
        strict=True,
    )
    one_troupe = "" if values.has("troupe") else _troupe_named(source)
    rows: list[Row] = []
    for position, (
        when,
        town,
        village,
        code,
        sessions,
        audience,
        spent,
        spent_text,
        accepted,
        signed,
        *texts,
    ) in enumerate(columns):
        slot, troupe, program, genre, place, reason, new_date, status, remark = texts
        date, problems = when[0], list(when[1]) if when[1] else []
        row = Row(source.sheet, source.line(position), "show", None, problems)
        rows.append(row)
        held = sessions_of(count_of(sessions, problems), problems) if sessions is not None else 1
        seen = count_of(audience, problems)
        if not village and not code:
            problems.append(issue("missing", "village", what="village"))
        if date is None or not (village or code):
            continue
        record = row.record = Happening(
            kind="tour.show",
            title=program or "送戏下乡演出",
            start=date.start,
            end=date.end,
            precision=date.precision,
            time_text=slot or date.time_text,
            place=place,
            town=town,
            village=village,
            village_code=code,
            sessions=held,
            count=seen,
            approximate=audience is not None and not isinstance(audience, Issue),
            hours=_hours(spent, spent_text, in_minutes, problems),
            form=genre,
            troupe=troupe or one_troupe,
            accepted_on=accepted,
            signed=signed,
            remark=remark,
        )
        if one_troupe == NOT_STATED:
            problems.append(issue("troupe_missing", "troupe"))
        if reason or new_date or status or remark:
            _decide(row, record, reason, new_date, status, remark)
    return rows


def _signatures(source: Source) -> list[bool] | list[None]:
    """Say for each row whether it was signed; None throughout where the ledger has no column for that."""
    if "signed" not in source.table.columns:
        return [None] * len(source.table.lines.data)
    return source.values.parsed("signed", _signed)


def _troupe_named(source: Source) -> str:
    """Return the troupe a title, sheet or file names where the ledger has no column of troupes."""
    found = (_TROUPE.search(squeezed(text)) for text in source.words)
    return next((match[1] or match[2] for match in found if match), NOT_STATED)


def _signed(cell: Cell) -> bool:
    """A signature is a yes or a name; nothing, 否 or a stroke is none."""
    return text_of(cell) not in _NO


def _hours(spent: Duration | None, text: str, in_minutes: bool, problems: list[Issue]) -> Decimal | None:
    """Return the length of the show in hours; a cell that names the other unit than its heading is said."""
    if spent is None:
        return None
    if in_minutes and "小时" in text:
        problems.append(issue("minutes_as_hours", "minutes", text=text, minutes=f"{spent.minutes.normalize():f}"))
    if spent.minutes > _ODD_MINUTES:
        problems.append(issue("duration_odd", "minutes", hours=f"{spent.minutes / 60:.1f}"))
    return (spent.minutes / 60).quantize(Decimal("0.01"))


def _decide(row: Row, record: Happening, reason: str, new_date: str, status: str, remark: str) -> None:
    """Decide whether the show was held as planned, on another day, or not at all."""
    said = " ".join(text for text in (reason, remark) if text)
    what = fate(said, status)
    if new_date and (day := moved_day(new_date, record.start)) is not None:
        if day != record.start:
            _move(row, record, day)
        return
    if what.cancelled:
        record.cancelled, record.reason = True, squeezed(f"{said} {status}")
        row.issues.append(issue("cancelled", "reason", text=record.reason))
    elif what.moved:
        _moved(row, record, what.new_day, what.old_day, said or status)


def _moved(row: Row, record: Happening, new_day: str, old_day: str, said: str) -> None:
    day = moved_day(new_day, record.start) if new_day else None
    if day is not None and day != record.start:
        _move(row, record, day)
    elif old_day and (old := moved_day(old_day, record.start)) is not None:
        record.moved_from, record.reason = old, squeezed(said)
        row.issues.append(issue("moved", "date", old=old.isoformat(), new=record.start.isoformat()))
    elif day is None and (record.signed or record.accepted_on is not None):
        row.issues.append(issue("moved_held", "date", text=said))
        if record.accepted_on is not None and record.accepted_on > record.start:
            _move(row, record, record.accepted_on)
    elif day is None:
        options = (("cancelled", "取消"),)
        row.issues.append(issue("moved_where", "date", options=options, text=said, subject=_subject(record, said)))


def _subject(record: Happening, said: str) -> str:
    """Return what tells this show from others that were moved for the same reason."""
    return f"{record.start}|{record.town}|{record.village}|{record.troupe}|{said}"


def _move(row: Row, record: Happening, day: dt.date) -> None:
    record.moved_from, record.start, record.end = record.start, day, day
    row.issues.append(issue("moved", "date", old=record.moved_from.isoformat(), new=day.isoformat()))
