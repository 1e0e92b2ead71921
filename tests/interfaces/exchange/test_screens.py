"""The screens of the import, as the bureau's officer uses them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.exchange.actions import commit_clear
from tongpin.interfaces.exchange.actions.clear import Cleared
from tongpin.interfaces.exchange.models import ColumnMapping, ImportBatch
from tongpin.records.activities.models import Activity

pytestmark = pytest.mark.usefixtures("catalogue")

HEADER = ["日期", "党支部", "主题", "参加人数", "学时", "怪列"]
GOOD = ["3月5日", "市文化馆党支部", "学雷锋", 12, "半天", "x"]
BAD = ["2月30日", "市文化馆党支部", "读书", 12, 2, ""]


def workbook(*rows: list[object], title: str = "2025年主题党日台账") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    for row in [[title], HEADER, *rows]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def desk(officer: Account, branch: Unit) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def hand_in(desk: Client, data: bytes, name: str = "主题党日.xlsx") -> str:
    """Upload a file and return where its preview is."""
    key = form_key(desk.get("/import/").content.decode())
    response = desk.post("/import/", {"_key": key, "file": SimpleUploadedFile(name, data), "year": ""})
    assert response.status_code == 302, response.content.decode()[-2000:]
    return str(response["Location"])


def test_preview_shows_rows_questions_and_unused_columns(desk: Client) -> None:
    page = desk.get(hand_in(desk, workbook(GOOD, BAD))).content.decode()
    assert "学雷锋" in page
    assert "日历上没有“2月30日”这一天。" in page
    assert "怪列" in page
    assert Activity.objects.count() == 0


def test_commit_records_the_good_rows_and_gives_the_rest_back(desk: Client) -> None:
    address = hand_in(desk, workbook(GOOD, BAD))
    key = form_key(desk.get(address).content.decode())
    desk.post(f"{address}commit/", {"_key": key})
    assert list(Activity.objects.values_list("title", "attended")) == [("学雷锋", 12)]
    assert ImportBatch.objects.get().counts["error"] == 1
    back = desk.get(f"{address}errors/")
    sheet = openpyxl.load_workbook(io.BytesIO(back.content)).worksheets[0]
    assert sheet.cell(2, 7).value == "导入提示"
    assert sheet.cell(3, 7).value is None
    assert str(sheet.cell(4, 7).value).startswith("日历上没有“2月30日”这一天。")


def test_mended_file_handed_in_again_adds_only_the_mended_row(desk: Client) -> None:
    address = hand_in(desk, workbook(GOOD, BAD))
    desk.post(f"{address}commit/", {"_key": form_key(desk.get(address).content.decode())})
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"{address}errors/").content))
    book.worksheets[0].cell(4, 1).value = "3月20日"
    out = io.BytesIO()
    book.save(out)
    again = hand_in(desk, out.getvalue(), "主题党日-待更正.xlsx")
    desk.post(f"{again}commit/", {"_key": form_key(desk.get(again).content.decode())})
    assert sorted(Activity.objects.values_list("title", flat=True)) == ["学雷锋", "读书"]
    counts = ImportBatch.objects.order_by("-pk").first()
    assert counts is not None
    assert {key: value for key, value in counts.counts.items() if value} == {"same": 1, "new": 1}


def test_column_mapped_once_is_remembered(desk: Client) -> None:
    header = [*HEADER[:2], "干了啥", *HEADER[3:]]
    book = openpyxl.Workbook()
    for row in (["2025年主题党日台账"], header, GOOD):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    address = hand_in(desk, out.getvalue())
    page = desk.get(address).content.decode()
    said = {"_key": form_key(page), "kind": "party_day", "heading": "干了啥", "field": "topic"}
    desk.post(f"{address}column/", said)
    assert ColumnMapping.objects.get().field == "topic"
    assert "学雷锋" in desk.get(address).content.decode()


def test_file_that_cannot_be_read_is_refused_in_words(desk: Client) -> None:
    key = form_key(desk.get("/import/").content.decode())
    file = SimpleUploadedFile("台账.xlsx", b"PK\x03\x04 cut off")
    page = desk.post("/import/", {"_key": key, "file": file, "year": ""}).content.decode()
    assert "工作簿已损坏或没有复制完整。" in page
    assert ImportBatch.objects.count() == 0


def test_list_asks_no_more_for_three_imports_than_for_one(desk: Client) -> None:
    hand_in(desk, workbook(GOOD))
    one = queries_of(desk, "/import/")
    for number in range(2):
        hand_in(desk, workbook(GOOD, title=f"2025年主题党日台账{number}"))
    assert queries_of(desk, "/import/") == one <= MOST_QUERIES


def test_preview_asks_no_more_for_three_rows_than_for_one(desk: Client) -> None:
    one = queries_of(desk, hand_in(desk, workbook(GOOD)))
    others = [["4月5日", *GOOD[1:]], ["5月5日", *GOOD[1:]]]
    assert queries_of(desk, hand_in(desk, workbook(GOOD, *others))) == one


def test_put_aside_records_nothing(desk: Client) -> None:
    address = hand_in(desk, workbook(GOOD))
    desk.post(f"{address}discard/", {"_key": form_key(desk.get(address).content.decode())})
    assert ImportBatch.objects.get().status == "discarded"
    assert Activity.objects.count() == 0


def hand_in_several(desk: Client, *files: tuple[str, bytes]) -> str:
    """Upload several files at once and return the answer's text, or where it leads."""
    key = form_key(desk.get("/import/").content.decode())
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    response = desk.post("/import/", {"_key": key, "file": sent, "year": ""})
    return str(response["Location"]) if response.status_code == 302 else response.content.decode()


def test_folder_is_handed_in_at_once_and_what_is_clear_taken_over(desk: Client) -> None:
    other = ["4月2日", "市文化馆党支部", "植树", 10, 2, ""]
    place = hand_in_several(desk, ("清楚.xlsx", workbook(GOOD)), ("有错.xlsx", workbook(other, BAD)))
    assert place == "/import/"
    key = form_key(desk.get("/import/").content.decode())
    page = desk.post("/import/clear/", {"_key": key}, follow=True).content.decode()
    assert "已导入 1 份台账，还有 1 份等您处理。" in page
    assert Activity.objects.count() == 1
    assert sorted(ImportBatch.objects.values_list("status", flat=True)) == ["committed", "preview"]


def test_one_file_that_is_no_ledger_does_not_lose_the_others(desk: Client) -> None:
    page = hand_in_several(desk, ("清楚.xlsx", workbook(GOOD)), ("坏.xlsx", b"PK\x03\x04nothing"))
    assert "坏.xlsx" in page
    assert ImportBatch.objects.count() == 1


def test_long_ledger_waits_for_the_background(desk: Client, officer: Account) -> None:
    hand_in(desk, workbook(GOOD))
    assert commit_clear(by=officer, longest=0) == Cleared(taken=0, waiting=1)
