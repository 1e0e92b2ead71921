"""The catalogue on screen: list, entry with history, what is refused, changing an entry as text."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.screens import MOST_QUERIES, form_key, queries_of

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.standards.actions import change_entry
from tongpin.standards.enums import EntryType
from tongpin.standards.queries import history
from tongpin.standards.rules import as_yaml, prohibitions, shipped

pytestmark = pytest.mark.django_db

PARTY_DAY = "/standards/norm/ORG.主题党日/"
COMMITTEE = "/standards/norm/ORG.支委会/"


@pytest.fixture
def reader(client: Client, catalogue: None, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


@pytest.fixture
def editor(client: Client, catalogue: None, officer: Account) -> Client:
    client.force_login(officer)
    return client


def norm(name: str, **changes: object) -> dict[str, object]:
    return {**next(dict(entry) for entry in shipped("norms") if entry["code"] == name), **changes}


def send(client: Client, address: str, body: object, **fields: object) -> object:
    """Send the form of an entry and return the response."""
    page = client.get(address).content.decode()
    text = body if isinstance(body, str) else as_yaml(body)
    data = {"_key": form_key(page), "version": 1, "text": text, "reason": "核对原文", **fields}
    return client.post(address, data)


def test_list_names_source_article_number_and_dates(reader: Client) -> None:
    html = reader.get("/standards/").content.decode()
    assert "《志愿服务条例》 第十九条、第二十五条 国务院令第685号" in html
    assert "2019-05-06 起" in html
    assert "党员志愿服务" in html


def test_list_marks_what_a_party_affairs_officer_has_to_review(reader: Client) -> None:
    rows = reader.get("/standards/", {"review": "open"}).context["norms"]
    assert {row.level for row in rows} == {"V2", "G"}
    everything = reader.get("/standards/", {"type": "norm"}).content.decode()
    assert everything.count("待党务干部复核</span>") == len(rows)
    done = reader.get("/standards/", {"review": "done"})
    assert {row.level for row in done.context["norms"]} == {"V"}
    assert done.context["kinds"] == []


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"text": "主题党日 每月"}, ["ORG.主题党日"]),
        ({"text": "meeting.lecture"}, ["meeting.lecture"]),
        ({"text": "有没有这样的"}, []),
        ({"type": "norm", "strictness": "may", "text": "CUL"}, ["CUL.送戏"]),
        ({"day": "20170601", "type": "kind", "text": "party_day"}, ["party_day"]),
    ],
    ids=str,
)
def test_list_is_filtered(reader: Client, query: dict[str, str], codes: list[str]) -> None:
    found = reader.get("/standards/", query).context
    assert [row.entry.code for row in [*found["kinds"], *found["norms"]]] == codes


def test_list_ignores_filters_that_do_not_fit(reader: Client) -> None:
    response = reader.get("/standards/", {"type": "poem", "day": "someday", "review": "x" * 9, "text": "党日 每月"})
    assert response.status_code == 200
    assert response.context["found"] == 1


def test_list_remembers_its_filters_until_they_are_cleared(reader: Client) -> None:
    reader.get("/standards/", {"text": "党课"})
    assert reader.get("/standards/")["Location"].endswith("?text=%E5%85%9A%E8%AF%BE")
    reader.get("/standards/", {"reset": "1"})
    assert reader.get("/standards/").status_code == 200


def test_list_takes_no_more_queries_with_more_entries(client: Client, officer: Account) -> None:
    client.force_login(officer)
    client.get("/standards/?reset=1")
    change_entry(by=officer, type_=EntryType.NORM, body=norm("ORG.党课"), reason="一")
    before = queries_of(client, "/standards/")
    for code in ("ORG.豁免", "EDU.折算"):
        change_entry(by=officer, type_=EntryType.NORM, body=norm(code), reason="二")
    assert queries_of(client, "/standards/") == before <= MOST_QUERIES


def test_workbook_holds_the_rows_of_the_list(reader: Client) -> None:
    response = reader.get("/standards/export/", {"type": "norm", "strictness": "may"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    suitable = sorted(one["code"] for one in shipped("norms") if one["strictness"] == "may")
    assert {"CUL.送戏", "EDU.折算"} <= set(suitable)
    assert [row[1] for row in rows[3:]] == suitable
    assert "attachment" in response["Content-Disposition"]


def test_entry_quotes_its_source_and_says_how_binding_it_is(reader: Client) -> None:
    html = reader.get(PARTY_DAY).content.decode()
    assert "每月开展1次主题党日" in html
    assert "《中国共产党党员教育管理工作条例》 第十六条" in html
    assert "待党务干部复核" not in html
    html = reader.get(COMMITTEE).content.decode()
    assert "待党务干部复核" in html
    assert "设支委会的支部" in html
    assert "/edit/" not in html


def test_kind_leads_to_its_norms_and_a_norm_to_its_kind(reader: Client) -> None:
    assert 'href="/standards/norm/VOL.' in reader.get("/standards/kind/volunteer/").content.decode()
    assert 'href="/standards/kind/party_day/"' in reader.get(PARTY_DAY).content.decode()


@pytest.mark.parametrize("address", ["/standards/norm/NO.SUCH/", "/standards/poem/ORG.党课/", f"{PARTY_DAY}?version=9"])
def test_entry_that_does_not_exist_answers_404(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_history_says_who_when_why_and_what_changed(editor: Client) -> None:
    assert send(editor, f"{PARTY_DAY}edit/", norm("ORG.主题党日", article="第十五条")).status_code == 302
    html = editor.get(PARTY_DAY).content.decode()
    assert "officer：核对原文" in html
    assert "条款：<del>第十六条</del> → <ins>第十五条</ins>" in html
    assert "<dd>第十五条</dd>" in html
    old = editor.get(PARTY_DAY, {"version": "1"}).content.decode()
    assert "<dd>第十六条</dd>" in old
    assert "已有更新的版本" in old


def test_change_that_begins_later_is_shown_but_not_yet_the_entry_of_today(editor: Client) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    send(editor, f"{PARTY_DAY}edit/", norm("ORG.主题党日", article="第十五条"), valid_from=tomorrow.isoformat())
    html = editor.get(PARTY_DAY).content.decode()
    assert "<dd>第十六条</dd>" in html
    assert f"{tomorrow.isoformat()} 起" in html


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("code: [1, 2", "不是“名称: 值”的写法"),
        (norm("ORG.主题党日", colour="红"), "未知的项目：colour。"),
        (
            norm("ORG.主题党日", title="党员积分排行榜"),
            "不得设置积分排名或排行榜（《政务移动互联网应用程序规范化管理办法》",
        ),
        (norm("ORG.党课"), "条目代码不能改：ORG.主题党日。"),
        (norm("ORG.主题党日", issued="昨天"), "应写成日期"),
    ],
    ids=["no yaml", "unknown item", "forbidden", "other code", "no date"],
)
def test_refused_entry_shows_why_and_keeps_the_text(editor: Client, body: object, words: str) -> None:
    response = send(editor, f"{PARTY_DAY}edit/", body)
    html = response.content.decode()
    assert response.status_code == 200
    assert words in html
    assert html.count("检查结果") == 1
    text = body if isinstance(body, str) else as_yaml(body)
    assert text.split("\n")[0].replace("'", "&#x27;") in html
    assert history(EntryType.NORM, "ORG.主题党日").count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "字" * 201}, "reason"),
        ({"valid_from": "2月30日"}, "valid_from"),
        ({"valid_from": "2025年3月"}, "valid_from"),
        ({"text": "字" * 20_001}, "text"),
        ({"version": "x"}, "version"),
        ({"valid_from": "2018-01-01"}, "text"),
    ],
    ids=str,
)
def test_bad_field_is_named_and_nothing_saved(editor: Client, fields: dict[str, object], field: str) -> None:
    response = send(editor, f"{PARTY_DAY}edit/", norm("ORG.主题党日", article="第十五条"), **fields)
    assert list(response.context["form"].errors) == [field]
    assert history(EntryType.NORM, "ORG.主题党日").count() == 1


def test_second_editor_is_told_that_the_entry_changed_meanwhile(editor: Client) -> None:
    body = norm("ORG.主题党日", article="第十五条")
    assert send(editor, f"{PARTY_DAY}edit/", body).status_code == 302
    response = send(editor, f"{PARTY_DAY}edit/", norm("ORG.主题党日", article="第十四条"), version=1)
    assert "这期间已有他人修改了此条目" in response.content.decode()
    assert history(EntryType.NORM, "ORG.主题党日").count() == 2


def test_new_entry_is_added_once_and_its_code_is_then_taken(editor: Client) -> None:
    page = editor.get("/standards/new/norm/").content.decode()
    data = {"_key": form_key(page), "version": 0, "text": as_yaml(norm("ORG.党课", code="LOC.本地")), "reason": "本地"}
    first, again = (editor.post("/standards/new/norm/", data) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert editor.get(first["Location"]).status_code == 200
    assert history(EntryType.NORM, "LOC.本地").count() == 1
    response = editor.post("/standards/new/norm/", {**data, "_key": "another"})
    assert "已有此代码的条目" in response.content.decode()


def test_form_of_a_sort_or_entry_that_does_not_exist_answers_404(editor: Client) -> None:
    assert editor.get("/standards/new/poem/").status_code == 404
    assert editor.get("/standards/norm/NO.SUCH/edit/").status_code == 404


def test_secretary_can_read_but_not_change(reader: Client) -> None:
    for address in ("/standards/new/norm/", f"{PARTY_DAY}edit/"):
        assert reader.get(address).status_code == 403
        assert reader.post(address, {"_key": "k"}).status_code == 403


def test_page_of_prohibitions_names_each_with_its_source(reader: Client) -> None:
    html = reader.get("/standards/refused/").content.decode()
    assert "本系统拒绝的配置" in html
    for rule in prohibitions():
        assert rule.message in html
        assert rule.source in html
