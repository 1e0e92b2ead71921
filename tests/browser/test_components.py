"""The page with every component, as a person meets it."""

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide, wide_parts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.foundation.ui.preview")]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_components_are_accessible_and_fit_the_window(open_page: OpenPage, size: str) -> None:
    page = open_page("/preview/", size)
    assert axe_findings(page) == []
    assert too_wide(page) == 0, wide_parts(page)
    assert small_targets(page, 44) == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_components_in_the_largest_type_still_fit(open_page: OpenPage, size: str) -> None:
    page = open_page("/preview/", size)
    while page.get_by_role("button", name="大字").or_(page.get_by_role("button", name="再大些")).count():
        page.get_by_role("button", name="大字").or_(page.get_by_role("button", name="再大些")).first.click()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "30px"
    assert axe_findings(page) == []
    assert small_targets(page, 60) == []
    assert too_wide(page) == 0, wide_parts(page)


def test_chart_is_drawn_when_it_comes_into_view(open_page: OpenPage) -> None:
    page = open_page("/preview/")
    assert page.locator(".chart-canvas canvas").count() == 0
    page.locator("figure.chart").scroll_into_view_if_needed()
    page.locator(".chart-canvas canvas").wait_for()
    assert axe_findings(page) == []


def test_chart_waits_to_be_asked_for_on_the_phone(open_page: OpenPage) -> None:
    page = open_page("/preview/", "phone")
    page.locator("figure.chart").scroll_into_view_if_needed()
    assert page.locator(".chart-table[open]").count() == 1
    assert page.locator(".chart-canvas canvas").count() == 0
    page.get_by_role("button", name="显示图表").click()
    page.locator(".chart-canvas canvas").wait_for()


def test_text_typed_is_offered_again_and_can_be_discarded(open_page: OpenPage) -> None:
    page = open_page("/preview/form/")
    page.get_by_label("名称").fill("党课：守初心")
    page.get_by_label("说明").fill("第一讲")
    page.get_by_label("名称").focus()
    page.reload()
    page.get_by_role("button", name="恢复").click()
    assert page.get_by_label("名称").input_value() == "党课：守初心"
    page.reload()
    page.get_by_role("button", name="不要了").click()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_page_weighs_little_without_its_chart(open_page: OpenPage) -> None:
    page = open_page("/preview/", "phone")
    sizes = page.evaluate(
        "performance.getEntries().filter(e => e.encodedBodySize).map(e => [e.name, e.encodedBodySize])"
    )
    assert not [name for name, _ in sizes if "echarts" in name]
    assert sum(size for _, size in sizes) < 150_000
