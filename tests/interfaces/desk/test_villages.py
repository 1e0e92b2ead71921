"""The village list and the import of another year's."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.foundation.places import lists
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.actions import import_village_list
from tongpin.foundation.places.models import Village, VillageList

D2020, D2023 = dt.date(2020, 1, 1), dt.date(2023, 1, 1)


@pytest.fixture
def both(operator: Account) -> None:
    import_village_list(by=operator, data=lists.OLD.encode(), as_of=D2020, source="villages_2020.csv")
    import_village_list(by=operator, data=lists.NEW.encode(), as_of=D2023, source="villages_2023.csv")


def upload(client: Client, text: str, name: str = "villages_2023.csv", **fields: str) -> str:
    """Send a list to look at and return the page."""
    key = form_key(client.get("/villages/import/").content.decode())
    file = SimpleUploadedFile(name, text.encode("gb18030"))
    response = client.post("/villages/import/", {"_key": key, "file": file, **fields})
    assert response.status_code == 200
    return response.content.decode()


def confirm(client: Client, page: str, **fields: str) -> int:
    """Import what the page shows and return the status."""
    packed = re.search(r'name="list" value="([^"]+)"', page)
    assert packed is not None
    return client.post("/villages/import/", {"_key": form_key(page), "list": packed[1], **fields}).status_code


def test_list_is_of_the_day_asked_for(client: Client, secretary: Account, both: None) -> None:
    client.force_login(secretary)
    assert client.get("/villages/").context["page"].paginator.count == 7
    assert client.get("/villages/", {"day": "2021年"}).context["page"].paginator.count == 6
    assert "小庄村民委员会" in client.get("/villages/?day=2022-12-31").content.decode()
    assert "小庄村民委员会" not in client.get("/villages/?day=2023-01-01").content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("text=北关", 2),
        ("kind=community", 1),
        ("kind=village", 6),
        ("town=990101101", 3),
        ("day=garbage", 7),
        ("page=x", 7),
    ],
)
def test_list_filters(client: Client, secretary: Account, both: None, query: str, count: int) -> None:
    client.force_login(secretary)
    assert client.get(f"/villages/?{query}").context["page"].paginator.count == count


def test_list_without_any_import_says_so(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    assert "尚未导入名录" in client.get("/villages/").content.decode()


def test_list_takes_no_more_queries_with_more_villages(client: Client, secretary: Account, operator: Account) -> None:
    client.force_login(secretary)
    few = "".join(lists.OLD.splitlines(keepends=True)[:2])
    import_village_list(by=operator, data=few.encode(), as_of=D2020, source="a.csv")
    before = queries_of(client, "/villages/")
    import_village_list(by=operator, data=lists.NEW.encode(), as_of=D2023, source="b.csv")
    assert queries_of(client, "/villages/") == before <= MOST_QUERIES


def test_import_shows_what_changes_then_imports(client: Client, officer: Account, operator: Account) -> None:
    import_village_list(by=operator, data=lists.OLD.encode(), as_of=D2020, source="villages_2020.csv")
    client.force_login(officer)
    page = upload(client, lists.NEW)
    assert "河崖村民委员会 → 河崖庄村民委员会" in page
    assert "小庄村民委员会" in page
    assert not VillageList.objects.filter(as_of=D2023).exists()
    assert confirm(client, page) == 302
    assert Village.objects.get(code="990101101202").valid_to == dt.date(2022, 12, 31)
    assert "以前已导入" in upload(client, lists.NEW)


def test_import_asks_for_the_year_rather_than_guess(client: Client, officer: Account) -> None:
    client.force_login(officer)
    assert "没有写明年份" in upload(client, lists.NEW, "villages.csv")
    page = upload(client, lists.NEW, "villages.csv", as_of="2022年6月")
    assert confirm(client, page) == 302
    assert VillageList.objects.get().as_of == dt.date(2022, 6, 1)


@pytest.mark.parametrize(
    ("text", "said"), [("a,b\n", "找不到表头"), (lists.OLD.replace("990101001202", "1"), "第 3 行"), ("", "")]
)
def test_import_of_a_faulty_list_says_what_is_wrong(client: Client, officer: Account, text: str, said: str) -> None:
    client.force_login(officer)
    page = upload(client, text)
    assert "error-summary" in page
    assert said in page
    assert not Village.objects.exists()


def test_import_of_too_large_a_list_is_refused(client: Client, officer: Account) -> None:
    client.force_login(officer)
    assert "2 MB" in upload(client, "x" * (2 * 1024 * 1024 + 1))


def test_import_refuses_an_altered_form(client: Client, officer: Account) -> None:
    client.force_login(officer)
    page = upload(client, lists.NEW)
    response = client.post("/villages/import/", {"_key": form_key(page), "list": "altered"})
    assert response.status_code == 400
    assert not Village.objects.exists()


def test_import_that_loses_most_villages_needs_the_tick(client: Client, officer: Account, operator: Account) -> None:
    many = lists.HEAD + "".join(f"9901011012{n:02},第{n}村民委员会,990101101,乙镇\n" for n in range(30))
    import_village_list(by=operator, data=many.encode(), as_of=D2020, source="a.csv")
    client.force_login(officer)
    page = upload(client, lists.NEW)
    assert confirm(client, page) == 400
    assert confirm(client, upload(client, lists.NEW), confirmed_loss="1") == 302
