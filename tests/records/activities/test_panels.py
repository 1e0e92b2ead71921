"""Panels other apps put on the page of a record."""

from __future__ import annotations

import pytest
from django.test import Client

from tongpin.foundation.people.models import Account
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import panels
from tongpin.records.activities.rules.panels import Panel, panels_for, register_panel


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_registry", {})


def test_panels_come_in_their_order_and_only_where_they_say_something() -> None:
    register_panel(Panel("b", 20, "b.html", lambda account, activity: {"who": account}))
    register_panel(Panel("a", 10, "a.html", lambda account, activity: {"what": activity}))
    register_panel(Panel("c", 5, "c.html", lambda account, activity: None))
    assert [(one.template, one.values) for one in panels_for("me", "it")] == [
        ("a.html", {"what": "it"}),
        ("b.html", {"who": "me"}),
    ]


def test_registering_the_same_key_replaces_the_panel() -> None:
    register_panel(Panel("a", 10, "old.html", lambda account, activity: {}))
    register_panel(Panel("a", 10, "new.html", lambda account, activity: {}))
    assert [one.template for one in panels_for("me", "it")] == ["new.html"]


@pytest.mark.django_db
def test_page_of_a_record_shows_a_panel(client: Client, secretary: Account, held: Activity) -> None:
    register_panel(Panel("a", 10, "ui/empty.html", lambda account, activity: {"pk": activity.pk}))
    client.force_login(secretary)
    page = client.get(f"/activities/{held.pk}/")
    assert [one.values for one in page.context["panels"]] == [{"pk": held.pk}]
    assert 'class="empty"' in page.content.decode()
