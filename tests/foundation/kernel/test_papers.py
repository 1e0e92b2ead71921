"""Papers the program words itself."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest

from tongpin.foundation.kernel.papers import Paper, Table

WORDING = """
@ 中共{to}
## 一、选举结果
应到会{due}名，实到会{present}名。
| votes
### （一）说明
^ 第{number}次
"""


def _texts(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs if one.text]


def test_wording_is_filled_line_by_line() -> None:
    paper = Paper("关于选举结果\n的报告").lines(
        WORDING,
        {"to": "某某局机关委员会", "due": 12, "present": 11, "number": 1},
        {"votes": Table(["姓名", "赞成"], [["王某", 10], ["李某", None]], (2, 1))},
    )
    document = docx.Document(io.BytesIO(paper.signed("某某支部委员会", dt.date(2026, 3, 5)).file()))
    assert [one.text for one in document.paragraphs if one.text] == [
        *("关于选举结果", "的报告", "中共某某局机关委员会：", "一、选举结果", "应到会12名，实到会11名。", "（一）说明"),
        *("第1次", "某某支部委员会", "2026年3月5日"),
    ]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["姓名", "赞成"],
        ["王某", "10"],
        ["李某", ""],
    ]


def test_unsigned_paper_leaves_room_for_the_day() -> None:
    assert _texts(Paper("签到表").signed("某某支部", None).file())[-1].split() == ["年", "月", "日"]


def test_wording_with_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError, match="due"):
        Paper("报告").lines("应到会{due}名", {})
