"""Whatever is handed in: an answer in clear sentences, never an exception that nobody expected."""

from __future__ import annotations

import os
import re

import pytest

from tests.interfaces.exchange.malformed import malformed
from tongpin.interfaces.exchange.notices import message, sentence
from tongpin.interfaces.exchange.rules.issues import Severity, Unreadable
from tongpin.interfaces.exchange.rules.ledger import Ledger, read_ledger

# 10,000 in the long run (TONGPIN_MALFORMED=10000); enough here to meet every maker many times.
NUMBER = int(os.environ.get("TONGPIN_MALFORMED", "300"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def answer(seed: int) -> tuple[list[str], Ledger | None]:
    """Return every sentence a clerk would read about file number `seed`, and what was read of it."""
    try:
        ledger = read_ledger(malformed(seed), f"{seed}.xlsx", year=2025)
    except Unreadable as error:
        return [sentence(error.issue)], None
    told = [sentence(found) for _sheet, found in ledger.issues]
    for table in ledger.tables:
        told += [sentence(found) for found in table.issues]
        told += [message(row.issues) for row in table.rows if row.issues]
    return told, ledger


@pytest.mark.parametrize("seed", [3818, 6846, 8646, 9598])
def test_sessions_of_nought_are_said_in_words(seed: int) -> None:
    """Files of the long run in which a clerk was shown a bare 0 for a sentence."""
    told, _ledger = answer(seed)
    assert [text for text in told if not CHINESE.search(text)] == []


@pytest.mark.parametrize("part", range(10))
def test_malformed_ledger_is_answered_in_chinese(part: int) -> None:
    for seed in range(part * NUMBER // 10, (part + 1) * NUMBER // 10):
        told, ledger = answer(seed)
        assert all(CHINESE.search(text) for text in told), seed
        for row in ledger.rows if ledger is not None else ():
            assert row.record is not None or row.left_out or row.severity in {Severity.ERROR, Severity.QUESTION}, seed
