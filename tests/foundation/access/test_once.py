"""A POST is carried out once: repeated, without its key, or twice at the same moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from tongpin.foundation.access.access.declared import MANAGE_UNITS
from tongpin.foundation.access.views import screen
from tongpin.foundation.audit import queries as log
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_alias
from tongpin.foundation.units.models import Unit, UnitAlias

Post = Callable[[str], HttpResponse]


@pytest.fixture
def post(officer: Account, branch: Unit) -> Post:
    @screen(MANAGE_UNITS)
    def name_it(request: HttpRequest) -> HttpResponse:
        number = UnitAlias.objects.count()
        add_alias(by=officer, unit=branch, name=f"别名{number}")
        return HttpResponseRedirect(f"/units/{number}/")

    def send(key: str) -> HttpResponse:
        request = RequestFactory().post("/", {"_key": key} if key else {})
        request.user = officer
        return name_it(request)

    return send


def test_repeated_key_answers_with_the_first_outcome(post: Post) -> None:
    assert [post("a")["Location"], post("a")["Location"], post("b")["Location"]] == [
        "/units/0/",
        "/units/0/",
        "/units/1/",
    ]
    assert UnitAlias.objects.count() == 2


def test_form_without_a_key_writes_nothing(post: Post) -> None:
    with pytest.raises(UserError):
        post("")
    assert not UnitAlias.objects.exists()


def test_second_of_two_at_the_same_moment_is_undone(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post("a")
    real, asked = log.outcome, []

    def outcome(actor: int, key: str) -> str | None:
        asked.append(key)
        return None if len(asked) == 1 else real(actor, key)

    monkeypatch.setattr(log, "outcome", outcome)
    assert post("a")["Location"] == "/units/0/"
    assert UnitAlias.objects.count() == 1


def test_another_broken_constraint_is_not_taken_for_a_repeated_key(officer: Account) -> None:
    @screen(MANAGE_UNITS)
    def broken(request: HttpRequest) -> HttpResponse:
        raise IntegrityError("something else")

    request = RequestFactory().post("/", {"_key": "a"})
    request.user = officer
    with pytest.raises(IntegrityError, match="something else"):
        broken(request)


def test_first_password_has_to_be_changed_before_anything(officer: Account) -> None:
    @screen(MANAGE_UNITS)
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("in")

    request = RequestFactory().get("/")
    request.user, officer.must_change_password = officer, True
    assert page(request)["Location"] == "/accounts/password/change/"
    officer.must_change_password = False
    assert page(request).content == b"in"
