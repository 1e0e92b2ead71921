"""A bureau nobody has seen before: its ledgers are understood without hand work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interfaces.exchange import other_bureau
from tests.interfaces.exchange.counting import counted
from tongpin.interfaces.exchange.actions import ImportSummary, import_paths
from tongpin.records.activities.models import Activity

VILLAGES = Path(__file__).parents[2] / "data" / "villages_2023.csv"

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    other_bureau.write_folder(folder)
    return folder


def take_over(folder: Path) -> ImportSummary:
    return import_paths(by=None, paths=[folder], villages=VILLAGES)


def test_other_bureaus_folder_gives_every_figure_exactly(folder: Path) -> None:
    summary = take_over(folder)
    waiting = {Path(one.name).name: [row.state for row in one.waiting] for one in summary.files if one.waiting}
    assert waiting == other_bureau.WAITING
    assert [one.error for one in summary.files if one.error] == []
    assert counted(other_bureau.YEAR) == other_bureau.TRUTH


def test_other_bureaus_folder_twice_changes_nothing(folder: Path) -> None:
    take_over(folder)
    rows = sorted(Activity.objects.values_list("pk", "version", "digest"))
    again = {state for state, count in take_over(folder).total().items() if count}
    assert again <= {"same", "doubled", "left_out", "question", "error", "warning"}
    assert sorted(Activity.objects.values_list("pk", "version", "digest")) == rows


def test_file_handed_in_under_two_names_counts_once(folder: Path) -> None:
    data = (folder / "惠民演出登记.xlsx").read_bytes()
    (folder / "惠民演出登记(1).xlsx").write_bytes(data)
    take_over(folder)
    assert counted(other_bureau.YEAR)["shows"] == other_bureau.TRUTH["shows"]


def test_show_in_two_ledgers_counts_once(folder: Path) -> None:
    other_bureau.book(
        folder,
        "县豫剧团演出台账.xlsx",
        [
            (
                "演出",
                [
                    ["县豫剧团2024年送戏下乡演出台账"],
                    ["日期", "时段", "乡镇", "村", "剧团", "剧目", "观众人数"],
                    ["2024-03-05", "下午", "香城镇", "大黄庄村委会", "县豫剧团", "朝阳沟", 310],
                    ["2024-03-25", "下午", "香城镇", "大黄庄村委会", "县豫剧团", "朝阳沟", 200],
                ],
                [],
            )
        ],
    )
    take_over(folder)
    assert counted(other_bureau.YEAR)["shows"] == other_bureau.TRUTH["shows"] + 1
