"""Malformed ledgers by the thousand: real tables with something wrong in them, and noise that looks like tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable

import xlsxwriter

from tongpin.interfaces.exchange.rules import words

TRASH: list[object] = [
    *("", " ", "/", "无", "#REF!", "=1+1", "约", "abc", "0", "-5", "1e400", "二〇二五年", "2月30日", "3.10"),
    *("2025-13-45", "25:61", "１２３" * 20, "合计", "注：", "第1页", "\u200b", "\x00\x07", "😀", "是", "null"),
    *("<script>alert(1)</script>", "𠮷" * 50, -1.5, 0, 1e300, 45721.75, float(2**53), True),
    *(dt.datetime(1900, 1, 1), dt.datetime(9999, 12, 31), dt.date(2025, 3, 5)),
]
Make = Callable[[random.Random], bytes]


def table(chance: random.Random) -> list[list[object]]:
    """Return a ledger of a random kind with headings, some rows, and damage."""
    kind = chance.choice(list(words.kinds().values()))
    fields = chance.sample(list(kind.fields), k=chance.randint(1, len(kind.fields)))
    header: list[object] = [chance.choice(list(kind.fields[name].words)) for name in fields]
    rows = [[chance.choice(TRASH) for _name in fields] for _row in range(chance.randint(0, 12))]
    titles: list[list[object]] = [
        [f"{chance.choice(['2025年', '', '第九届', '二〇二四年度'])}{chance.choice(kind.titles)}"]
    ]
    grid = [*titles * chance.randint(0, 2), header, *rows]
    for _damage in range(chance.randint(0, 4)):
        chance.choice([_drop, _blank, _repeat, _shuffle, _lengthen])(grid, chance)
    return grid


def _drop(grid: list[list[object]], chance: random.Random) -> None:
    if len(grid) > 1:
        grid.pop(chance.randrange(len(grid)))


def _blank(grid: list[list[object]], chance: random.Random) -> None:
    grid.insert(chance.randint(0, len(grid)), [""] * chance.randint(0, 8))


def _repeat(grid: list[list[object]], chance: random.Random) -> None:
    grid.append(list(chance.choice(grid)))


def _shuffle(grid: list[list[object]], chance: random.Random) -> None:
    chance.shuffle(chance.choice(grid))


def _lengthen(grid: list[list[object]], chance: random.Random) -> None:
    chance.choice(grid).extend(chance.choice(TRASH) for _value in range(chance.randint(1, 30)))


def as_xlsx(chance: random.Random) -> bytes:
    """Write a damaged table as xlsx, with merged cells anywhere."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "nan_inf_to_errors": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for page in range(chance.randint(1, 2)):
        sheet = book.add_worksheet(f"页{page}")
        for line, row in enumerate(table(chance)):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(line, column, dt.datetime(value.year, value.month, value.day), day)
                else:
                    sheet.write(line, column, value)
        if chance.random() < 0.4:
            top, left = chance.randint(0, 6), chance.randint(0, 6)
            sheet.merge_range(
                top, left, top + chance.randint(1, 4), left + chance.randint(0, 3), chance.choice(["合并", 3, ""])
            )
        if chance.random() < 0.3:
            sheet.write_formula(chance.randint(0, 8), chance.randint(0, 6), "=SUM(A1:A9)", None, chance.choice(["", 3]))
    book.close()
    return out.getvalue()


def as_csv(chance: random.Random) -> bytes:
    """Write a damaged table as text in one of the encodings, now and then with a wrong delimiter or a broken quote."""
    out = io.StringIO()
    csv.writer(out, delimiter=chance.choice(",\t;|")).writerows(table(chance))
    text = out.getvalue() + chance.choice(["", '"', "\r", "，，，"])
    return text.encode(chance.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), errors="replace")


def cut(chance: random.Random) -> bytes:
    """Cut a workbook off, or turn some of its bytes over."""
    data = bytearray(as_xlsx(chance))
    if chance.random() < 0.5:
        return bytes(data[: chance.randrange(len(data))])
    for _byte in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def rezipped(chance: random.Random) -> bytes:
    """Put a workbook's parts together again with one part damaged, emptied or left out."""
    source = zipfile.ZipFile(io.BytesIO(as_xlsx(chance)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        victim = chance.choice(source.namelist())
        for name in source.namelist():
            content = source.read(name)
            if name == victim:
                content = chance.choice(
                    [b"", content[: len(content) // 2], content.replace(b"<", b"", 3), b"\xff" * 99]
                )
            target.writestr(name, content)
    return out.getvalue()


MAKERS: list[Make] = [
    as_xlsx,
    as_xlsx,
    as_csv,
    as_csv,
    cut,
    rezipped,
    lambda chance: chance.randbytes(chance.randint(0, 2000)),
]


def malformed(seed: int) -> bytes:
    """Return the malformed file number `seed`."""
    chance = random.Random(seed)
    return chance.choice(MAKERS)(chance)
