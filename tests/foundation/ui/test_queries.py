"""Navigation and remembered filters."""

from __future__ import annotations

import pytest

from tongpin.foundation.ui import rules
from tongpin.foundation.ui.queries import navigation


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_registry", {})


def item(name: str, prefix: str, order: int = 1, *, allowed: bool = True) -> rules.NavItem:
    return rules.NavItem(name, name, order, prefix, lambda _account: allowed)


def test_navigation_is_ordered_and_shows_only_what_one_may_follow() -> None:
    rules.register_nav(item("activities:list", "/activities/", 2))
    rules.register_nav(item("desk:home", "/", 1))
    rules.register_nav(item("desk:tree", "/units/", 3, allowed=False))
    assert [link.label for group in navigation(None, "/") for link in group.links] == ["desk:home", "activities:list"]


def test_longest_fitting_entry_is_the_current_one() -> None:
    rules.register_nav(item("desk:home", "/"))
    rules.register_nav(item("activities:list", "/activities/"))
    rules.register_nav(item("activities:confirm_several", "/activities/confirm/"))

    def current(path: str) -> list[str]:
        return [link.label for group in navigation(None, path) for link in group.links if link.current]

    assert current("/activities/confirm/") == ["activities:confirm_several"]
    assert current("/activities/7/") == ["activities:list"]
    assert current("/") == ["desk:home"]
    assert current("/elsewhere/") == []


def test_entry_of_an_app_that_is_left_out_goes_with_it() -> None:
    rules.register_nav(item("no.such:page", "/none/"))
    assert navigation(None, "/") == []


def test_registering_an_entry_again_replaces_it() -> None:
    rules.register_nav(item("desk:home", "/", 5))
    rules.register_nav(item("desk:home", "/", 1))
    assert [one.order for one in rules.nav_items(None)] == [1]


def test_entries_of_a_theme_stand_under_one_name_and_a_single_one_for_itself() -> None:
    rules.register_nav(item("desk:home", "/", 1))
    rules.register_nav(item("desk:own_record", "/me/", 90))
    for name, prefix, group in (
        ("activities:list", "/activities/", "work"),
        ("visits:list", "/needs/", "work"),
        ("reports:list", "/reports/", "results"),
    ):
        rules.register_nav(rules.NavItem(name, name, 5, prefix, lambda _account: True, group))
    found = [
        (group.label, [link.label for link in group.links], group.current) for group in navigation(None, "/needs/")
    ]
    assert found == [
        ("", ["desk:home"], False),
        ("工作记录", ["activities:list", "visits:list"], True),
        ("", ["reports:list"], False),
        ("", ["desk:own_record"], False),
    ]
