"""A newer copy of a ledger: what changed becomes a new version with its reason, never a second record."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Town, Village
from tongpin.interfaces.exchange.actions import answer_question, commit_import, start_import
from tongpin.interfaces.exchange.models import ImportBatch
from tongpin.interfaces.exchange.queries import plan_of, question_key
from tongpin.records.activities.models import Activity, Version

pytestmark = pytest.mark.usefixtures("catalogue", "branch")

HEADER = ["日期", "场馆", "类别", "主题", "场次", "受众人数", "讲解员"]
ROWS: list[list[object]] = [
    ["3月5日", "市博物馆", "讲解", "馆史", 1, 30, "讲一"],
    ["3月6日", "市博物馆", "讲解", "馆史", 2, 50, "讲一"],
    ["3月7日", "市博物馆", "宣讲", "党史", 1, 20, "讲二"],
]


def workbook(rows: list[list[object]], header: list[str] = HEADER, title: str = "2025年宣讲讲解登记") -> bytes:
    book = openpyxl.Workbook()
    for row in [[title], header, *rows]:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take_over(officer: Account, data: bytes, name: str = "宣讲讲解.xlsx") -> ImportBatch:
    batch = start_import(by=officer, data=data, name=name)
    commit_import(by=officer, batch=batch)
    batch.refresh_from_db()
    return batch


def counts(batch: ImportBatch) -> dict[str, int]:
    return {state: count for state, count in batch.counts.items() if count and state != "warning"}


@pytest.mark.parametrize(("column", "value"), [(5, 60), (0, "3月16日"), (3, "馆藏"), (4, 3)])
def test_changed_cell_becomes_a_new_version_with_reason(officer: Account, column: int, value: object) -> None:
    take_over(officer, workbook(ROWS))
    rows = [list(row) for row in ROWS]
    rows[1][column] = value
    assert counts(take_over(officer, workbook(rows))) == {"same": 2, "changed": 1}
    assert Activity.objects.count() == 3
    version = Version.objects.get()
    assert version.activity.version == 2
    assert "宣讲讲解.xlsx" in version.reason
    assert Event.objects.filter(action="activity.correct").count() == 1


def test_changed_cell_changes_back_without_a_second_record(officer: Account) -> None:
    take_over(officer, workbook(ROWS))
    rows = [list(row) for row in ROWS]
    rows[0][5] = 31
    take_over(officer, workbook(rows))
    assert counts(take_over(officer, workbook(ROWS))) == {"same": 2, "changed": 1}
    assert (Activity.objects.count(), Version.objects.count()) == (3, 2)


def test_row_inserted_in_the_middle_is_new_and_the_others_the_same(officer: Account) -> None:
    take_over(officer, workbook(ROWS))
    rows = [ROWS[0], ["4月1日", "市博物馆", "讲解", "新展", 1, 10, "讲三"], *ROWS[1:]]
    assert counts(take_over(officer, workbook(rows))) == {"same": 3, "new": 1}


def test_row_cancelled_later_is_kept_and_no_longer_counted(officer: Account) -> None:
    header = [*HEADER, "备注"]
    take_over(officer, workbook([[*row, ""] for row in ROWS], header))
    again = [[*ROWS[0], "取消"], *([*row, ""] for row in ROWS[1:])]
    take_over(officer, workbook(again, header))
    assert sorted(Activity.objects.values_list("status", flat=True)) == ["cancelled", "confirmed", "confirmed"]


def test_ambiguous_village_is_asked_once_and_remembered(officer: Account, village: Village) -> None:
    other = Town.objects.create(code="990001102", name="邻镇")
    Village.objects.create(code="990001102201", name="东村村民委员会", town=other, is_administrative=True)
    header = ["日期", "时段", "村", "剧团", "剧目", "观众"]
    rows: list[list[object]] = [[day, "下午", "东村", "一团", "戏", 100] for day in ("3月5日", "3月6日")]
    data = workbook(rows, header, "2025年送戏下乡演出登记")
    batch = start_import(by=officer, data=data, name="送戏.xlsx")
    _ledger, plan = plan_of(batch)
    assert [one.state.value for one in plan.rows] == ["question", "question"]
    keys = {question_key(found) for one in plan.rows for found in one.all_issues if found.options}
    assert len(keys) == 1
    answer_question(by=officer, batch=batch, question=keys.pop(), answer=village.code)
    commit_import(by=officer, batch=batch)
    assert list(Activity.objects.values_list("village__code", flat=True)) == [village.code] * 2
    assert counts(take_over(officer, data, "送戏.xlsx")) == {"same": 2}


def test_same_event_in_another_ledger_is_linked_not_counted(officer: Account) -> None:
    header = ["日期", "党支部", "主题", "参加人数"]
    title = "2025年主题党日台账"
    take_over(officer, workbook([["3月5日", "市文化馆党支部", "学雷锋", 12]], header, title), "甲.xlsx")
    again = workbook([["2025-03-05", "市文化馆支部", "学雷锋", 13]], header, title)
    assert counts(take_over(officer, again, "乙.xlsx")) == {"doubled": 1}
    assert Activity.objects.count() == 1
