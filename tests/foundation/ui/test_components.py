"""Components as they come out of the templates."""

import re

import pytest
from django.test import Client, override_settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.ui.preview")]


@pytest.fixture
def page(client: Client) -> str:
    return client.get("/preview/?kind=tour&page=5&sort=date").content.decode()


def test_no_inline_script_or_style_reaches_the_page(page: str) -> None:
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []
    for tag in re.findall(r"<script[^>]*>", page):
        assert "src=" in tag or 'type="application/json"' in tag


def test_no_address_of_another_host_reaches_the_page(page: str) -> None:
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page) == []


def test_once_key_differs_with_each_form(client: Client) -> None:
    found = [re.findall(r'name="_key" value="(\w{32})"', client.get("/preview/").content.decode()) for _ in range(2)]
    assert [len(keys) for keys in found] == [1, 1]
    assert found[0] != found[1]


def test_error_summary_links_to_its_field(page: str) -> None:
    target = re.search(r'<li><a href="#(id_title)">', page)
    assert target is not None
    assert f'id="{target[1]}"' in page
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'id="id_title_error"' in page


def test_pager_keeps_the_filters(page: str) -> None:
    assert 'href="?kind=tour&amp;page=6&amp;sort=date"' in page


def test_sort_head_turns_round_and_forgets_the_page(page: str) -> None:
    assert 'aria-sort="ascending"' in page
    assert 'href="?kind=tour&amp;sort=-date"' in page


def test_filter_bar_says_how_many_filters_are_set(page: str) -> None:
    assert "已设 1 项" in page
    assert "共 12 条" in page


def test_chart_has_its_table_and_its_data(page: str) -> None:
    assert '<script id="chart-tour" type="application/json">' in page
    assert '<th scope="row">2月</th><td class="number">—</td><td class="number">8</td>' in page


def test_quote_that_was_not_verified_says_so(page: str) -> None:
    assert "待党务干部复核" in page
    assert "第十六条" in page


def test_state_is_said_in_words(page: str) -> None:
    assert '<span class="state state-done">已确认</span>' in page


def test_type_size_from_the_cookie_marks_the_page(client: Client) -> None:
    client.cookies["type_size"] = "22"
    assert 'class="large type-22"' in client.get("/preview/").content.decode()
    client.cookies["type_size"] = "23"
    assert "large type-" not in client.get("/preview/").content.decode()


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_page_says_what_to_do(status: str) -> None:
    from django.template.loader import render_to_string

    html = render_to_string(f"{status}.html")
    assert "回首页" in html
    assert 'data-page="error"' in html


@override_settings(DEBUG=False)
def test_unknown_address_answers_with_our_page(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "这里没有内容" in response.content.decode()


def test_every_tone_has_its_own_sign_in_the_style() -> None:
    from pathlib import Path

    from tongpin.foundation import ui
    from tongpin.foundation.ui.templatetags.ui import STATE_TONES

    style = (Path(ui.__file__).parent / "static" / "ui" / "components.css").read_text(encoding="utf-8")
    signs = {
        tone: re.search(rf"\.state-{tone}::before {{ content: (\"[^\"]+\")", style) for tone in STATE_TONES.values()
    }
    assert [tone for tone, sign in signs.items() if sign is None] == []
    assert len({sign[1] for sign in signs.values() if sign}) == len(signs)
