"""Taking over a ledger of 50,000 shows.

Program: the file's bytes through `start_import` and `commit_import`, everything an officer's import does: table
found, rows
read, villages found, doubles looked for, a record, an audit event and a link for each row.
Floor: calamine reads the file, and the rows the import leaves behind (record, audit entry and link of each) go, ready
made, by COPY (PostgreSQL) or executemany (SQLite) into their tables: the least any program can do that leaves the same
behind. Beside it two smaller ones: the records alone into their table, and the cells of the file as texts into a table
without keys or indexes.
Peer: django-import-export with bulk writes into the same model of records, told every column.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .harness import ROUNDS, database, describe, median, start_django, timed

if TYPE_CHECKING:
    from django.db.models import Model

ROWS = 50_000
PEER_ROWS = 5_000  # the peer is measured on a tenth and scaled, or a round would take minutes
HEADER = [
    "序号",
    "日期",
    "时段",
    "乡镇",
    "村",
    "区划码",
    "演出团体",
    "剧目",
    "时长（分钟）",
    "观众（估计）",
    "验收日期",
    "村负责人签字",
    "改期/取消原因",
]
TOWNS, VILLAGES = 20, 40


def ledger(rows: int, seed: int) -> bytes:
    """Write a ledger with `rows` different shows; bytes differ by `seed`, so that no round meets an earlier one."""
    import xlsxwriter

    chance = random.Random(seed)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet("演出登记"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write(0, 0, "2025年送戏下乡演出登记表")
    sheet.write_row(1, 0, HEADER)
    first = dt.date(2025, 1, 1)
    for number in range(rows):
        round_, place = divmod(number, TOWNS * VILLAGES)
        date = first + dt.timedelta(days=round_ % 365)
        slot = "下午" if chance.random() < 0.5 else "晚上"
        where = [f"第{place % TOWNS}镇", f"东{place // TOWNS}村", ""]
        who = [f"{seed}第{round_ // 365}团", "墙头记", chance.choice([90, 100, 120]), chance.randint(50, 900)]
        values = [number + 1, None, slot, *where, *who, None, "是", ""]
        sheet.write_row(number + 2, 0, values)
        sheet.write_datetime(number + 2, 1, dt.datetime.combine(date, dt.time()), day)
        sheet.write_datetime(number + 2, 10, dt.datetime.combine(date, dt.time()), day)
    book.close()
    return out.getvalue()


def prepare() -> None:
    """Set up a bureau, its catalogue and the villages of the ledger."""
    from django.db import connection

    from tongpin.foundation.access.actions import grant
    from tongpin.foundation.access.enums import Role
    from tongpin.foundation.people.actions import command_line_account
    from tongpin.foundation.places.models import Town, Village
    from tongpin.foundation.units.actions import add_unit
    from tongpin.foundation.units.enums import UnitKind
    from tongpin.standards.actions import load_shipped

    by = command_line_account()
    root = add_unit(by=by, kind=UnitKind.BUREAU, name="测试市文化和旅游局", parent=None)
    grant(by=by, account=by, role=Role.OFFICER, unit=root)
    load_shipped(by=by)
    for town in range(TOWNS):
        row = Town.objects.create(code=f"990001{town:03d}", name=f"第{town}镇")
        Village.objects.bulk_create(
            Village(code=f"990001{town:03d}{200 + n}", name=f"东{n}村委会", town=row, is_administrative=True)
            for n in range(VILLAGES)
        )
    with connection.cursor() as cursor:
        columns = ", ".join(f"c{number} text" for number in range(len(HEADER)))
        cursor.execute(f"CREATE TABLE bench_floor ({columns})")


def program(data: bytes, seed: int) -> None:
    """Import the ledger as the command line does."""
    from tongpin.foundation.people.actions import command_line_account
    from tongpin.interfaces.exchange.actions import commit_import, start_import
    from tongpin.interfaces.exchange.queries import read_file

    by = command_line_account()
    name = f"送戏下乡{seed}.xlsx"
    read = read_file(data, name, year=None, kinds={})
    batch = start_import(by=by, data=data, name=name, ledger=read)
    plan = commit_import(by=by, batch=batch, ledger=read)
    assert plan.counts()["new"] == ROWS, plan.counts()


def bare_floor(data: bytes) -> None:
    """Read the file and put its rows into one table."""
    import python_calamine
    from django.db import connection, transaction

    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[2:]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy("COPY bench_floor FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([str(value) for value in row])
        else:
            marks = ", ".join(["%s"] * len(HEADER))
            cursor.executemany(
                f"INSERT INTO bench_floor VALUES ({marks})", [[str(value) for value in row] for row in rows]
            )


Stored = list[tuple[type["Model"], list[tuple[object, ...]]]]


def left_behind(seed: int) -> Stored:
    """Return what one round's import left behind, table by table, as rows under keys of their own."""
    from tongpin.foundation.audit.models import Event
    from tongpin.interfaces.exchange.models import ImportRow
    from tongpin.records.activities.models import Activity

    records = Activity.objects.filter(host__startswith=f"{seed}第")
    keys = [str(key) for key in records.values_list("pk", flat=True)]
    events = Event.objects.filter(pk__gte=Event.objects.get(target_id=keys[0], action="activity.take_over").pk)
    links = ImportRow.objects.filter(batch__name=f"送戏下乡{seed}.xlsx")
    found: Stored = []
    for query in (records, events, links):
        columns = [field.attname for field in query.model._meta.concrete_fields]
        rows = query.order_by("pk").values_list(*columns)[:ROWS]
        found.append((query.model, [(row[0] + (seed + 1) * 10_000_000, *row[1:]) for row in rows]))
    return found


def floor(data: bytes, stored: Stored) -> None:
    """Read the file and put the rows that come of it into their own tables, ready made."""
    import python_calamine
    from django.db import transaction

    from tongpin.foundation.kernel.bulk import insert_rows

    python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    with transaction.atomic():
        for model, rows in stored:
            insert_rows(model, [field.column for field in model._meta.concrete_fields], rows)


def peer(data: bytes) -> None:
    """Let django-import-export put the same columns into the records, in bulk and without a report of each row."""
    import python_calamine
    import tablib
    from import_export import resources

    from tongpin.foundation.kernel import clock
    from tongpin.foundation.people.actions import command_line_account
    from tongpin.foundation.places.models import Village
    from tongpin.foundation.units.queries import root
    from tongpin.records.activities.models import Activity

    by, unit, now = command_line_account(), root(), clock.now()
    assert unit is not None
    villages = {(v.town.name, v.name.removesuffix("委会")): v.pk for v in Village.objects.select_related("town")}

    class Shows(resources.ModelResource):
        class Meta:
            model = Activity
            use_bulk = True
            batch_size = 1000
            skip_diff = True
            report_skipped = False
            force_init_instance = True
            fields = (
                *("kind", "title", "unit", "starts_on", "time_text", "village", "host", "sessions", "served", "status"),
                *("digest", "recorded_by", "recorded_at", "confirmed_by", "confirmed_at", "basis"),
            )

    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    table = tablib.Dataset(headers=list(Shows._meta.fields))
    for row in sheet.to_python()[2:]:
        told = ["tour.show", row[7], unit.pk, row[1], row[2], villages[row[3], row[4]], row[6], 1, int(row[9])]
        table.append([*told, "confirmed", "0" * 64, by.pk, now, by.pk, now, "ledger"])
    result = Shows().import_data(table, raise_errors=True)
    assert not result.has_errors()


def memory(data: bytes) -> int:
    """Return the MiB that a process reaches which does nothing but import the ledger, its database in memory
    included.
    """
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        told = subprocess.run([sys.executable, "-m", "bench.import_ledger", file.name], check=True, capture_output=True)
    return int(told.stdout.split()[-1])


def import_alone(path: Path) -> None:
    """Import one ledger and print the memory this process reached."""
    start_django()
    with database():
        prepare()
        program(path.read_bytes(), 0)
    # Not getrusage: its peak is handed down from the process that started this one.
    peak = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    print(int(peak[1]) // 1024 if peak else 0)


def main() -> None:
    """Print rows a second of program, floor and peer, interleaved, and the memory an import reaches."""
    start_django()
    print(f"Taking over a ledger of {ROWS:,} shows: {describe()}")
    with database():
        prepare()
        times: dict[str, list[float]] = {"program": [], "floor": [], "records alone": [], "bare cells": [], "peer": []}
        for seed in range(ROUNDS):
            data = ledger(ROWS, seed)
            times["bare cells"].append(timed(partial(bare_floor, data)))
            times["program"].append(timed(partial(program, data, seed)))
            stored = left_behind(seed)
            assert [len(rows) for _model, rows in stored] == [ROWS] * 3
            times["floor"].append(timed(partial(floor, data, stored)))
            again = [(model, [(row[0] + 5_000_000, *row[1:]) for row in rows]) for model, rows in stored[:1]]  # type: ignore[operator]
            times["records alone"].append(timed(partial(floor, data, again)))
            del stored, again
            small = ledger(PEER_ROWS, seed + 1000)
            times["peer"].append(timed(partial(peer, small)) * ROWS / PEER_ROWS)
        rates = {name: ROWS / median(found) for name, found in times.items()}
        for name, rate in rates.items():
            print(f"  {name:14} {rate:10,.0f} rows/s   {median(times[name]):6.2f} s (median of {ROUNDS})")
        share = {name: rates["program"] / rate for name, rate in rates.items()}
        print(
            f"  of the floor {share['floor']:.2f} (wanted: 0.33); of the records alone {share['records alone']:.2f}, ",
            end="",
        )
        print(f"of the bare cells {share['bare cells']:.2f}; times the peer {share['peer']:.1f} (wanted: 5)")
    print(f"  memory of the import alone {memory(ledger(ROWS, 0))} MiB")


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].endswith(".xlsx"):
        import_alone(Path(sys.argv[1]))
    else:
        main()
