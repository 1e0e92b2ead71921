"""Every address × method × role × position answers as the table says."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, path, reverse

from tongpin.foundation.access.access.declared import MANAGE_UNITS, SEE_UNITS
from tongpin.foundation.access.enums import Role
from tongpin.foundation.access.views import public_screen, screen, signed_in_screen
from tongpin.foundation.units.models import Unit

from .matrix.asking import complaints, misplaced_writes
from .matrix.resolver import Address, addresses
from .matrix.samples import FACTORIES
from .matrix.table import (
    BELOW,
    ENTRANCES,
    EVERYWHERE,
    FOREIGN,
    NOT_OFFERED,
    PAGES,
    PUBLIC,
    SIGNED_IN,
    WRITING,
    Page,
    roles,
)
from .matrix.world import ANONYMOUS, NOBODY, Position, World, build

ADDRESSES = {address.name: address for address in addresses()}
ASKERS = [ANONYMOUS, NOBODY, *(role.value for role in Role)]

pytestmark = pytest.mark.django_db


def undeclared(address: Address, page: Page | None) -> list[str]:
    """Return what an address lacks before it can be asked at all."""
    if address.mark is None or page is None:
        return [
            *([f"{address.name} carries no mark"] if address.mark is None else []),
            *([f"{address.name} has no line in the table"] if page is None else []),
        ]
    kinds = (address.mark.public, address.mark.policy is None and not address.mark.public)
    return [
        *(
            [f"{address.name} is marked otherwise than the table says"]
            if kinds != (page.public, page.signed_in)
            else []
        ),
        *([f"{address.name} has no sample"] if address.parameters and address.name not in FACTORIES else []),
    ]


def all_complaints(address: Address, page: Page, world: World) -> list[str]:
    positions = list(Position) if address.parameters else [Position.OWN]
    return [one for role in ASKERS for where in positions for one in complaints(address, page, world, role, where)]


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - set(FOREIGN)))
def test_address_answers_as_the_table_says(name: str) -> None:
    address, page = ADDRESSES[name], PAGES.get(name)
    assert undeclared(address, page) == []
    assert page is not None
    assert all_complaints(address, page, build()) == []


@pytest.mark.parametrize("name", sorted(WRITING))
def test_form_writes_as_far_as_the_table_says(name: str) -> None:
    world = build()
    found = [
        one
        for role in ASKERS
        for where in Position
        for one in misplaced_writes(ADDRESSES[name], WRITING[name], world, role, where)
    ]
    assert found == []


def test_matrix_finds_a_form_that_writes_too_far() -> None:
    world, narrow = build(), Page({Role.OFFICER.value: BELOW})
    found = list(misplaced_writes(ADDRESSES["visits:create"], narrow, world, "officer", Position.SIBLING))
    assert found == ["visits:create as officer, into unit sibling: wrote 1 events"]


def test_table_names_no_address_that_is_gone() -> None:
    assert sorted(name for name in (*PAGES, *FOREIGN, *FACTORIES) if name not in ADDRESSES) == []


@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_foreign_view_is_allauths_and_asks_for_log_in(name: str, client: Client) -> None:
    address = ADDRESSES[name]
    assert address.view.__module__.startswith("allauth.")
    kwargs = dict.fromkeys(address.parameters, 1)
    response = client.get(reverse(name, kwargs=kwargs))
    assert (response.status_code == 200) is (name in ENTRANCES)


@pytest.mark.parametrize("name", NOT_OFFERED)
def test_page_is_not_offered(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


# -- the matrix can fail: planted addresses, each wrong in one way


@screen(SEE_UNITS)
def good_unit(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(SEE_UNITS.get_or_404(request.user, Unit.objects.all(), pk=pk).name)


@screen(SEE_UNITS)
def careless_unit(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Unit.objects.get(pk=pk).name)


@screen(MANAGE_UNITS)
def writes_on_get(request: HttpRequest) -> HttpResponse:
    from tongpin.foundation.audit.actions import record

    record(by=request.user, action="test.read", target=Unit.objects.first())
    return HttpResponse("ok")


@signed_in_screen
def open_to_all_accounts(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@public_screen
def open_to_the_world(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    path("good/<int:pk>/", good_unit, name="good"),
    path("careless/<int:pk>/", careless_unit, name="careless"),
    path("writes/", writes_on_get, name="writes"),
    path("accounts-only/", open_to_all_accounts, name="accounts_only"),
    path("open/", open_to_the_world, name="open"),
    path("unmarked/", unmarked, name="unmarked"),
    path("login/", unmarked, name="account_login"),
]
UNIT_READERS = Page(
    {
        Role.MEMBER.value: frozenset({Position.MINE, Position.OWN}),
        **dict.fromkeys([Role.SECRETARY.value, Role.UNIT_OFFICER.value], BELOW),
        **dict.fromkeys(["officer", "leader", "auditor", "system_operator"], EVERYWHERE),
    }
)


@pytest.fixture
def planted(settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, Address]:
    settings.ROOT_URLCONF = __name__
    for name in ("good", "careless"):
        monkeypatch.setitem(FACTORIES, name, lambda world, position: {"pk": world.unit(position).pk})
    return {address.name: address for address in addresses()}


def test_matrix_lets_a_good_page_pass(planted: dict[str, Address]) -> None:
    assert undeclared(planted["good"], UNIT_READERS) == []
    assert all_complaints(planted["good"], UNIT_READERS, build()) == []


def test_matrix_finds_a_page_that_shows_foreign_objects(planted: dict[str, Address]) -> None:
    found = all_complaints(planted["careless"], UNIT_READERS, build())
    assert "careless as secretary, object sibling: GET gave in, wanted 404" in found


def test_matrix_finds_a_page_open_too_wide_and_one_closed_too_far(planted: dict[str, Address]) -> None:
    world = build()
    narrow = Page({**UNIT_READERS.reach, Role.LEADER.value: BELOW})
    wide = Page({**UNIT_READERS.reach, Role.CITIZEN.value: EVERYWHERE})
    assert "good as leader, object above: GET gave in, wanted 404" in all_complaints(planted["good"], narrow, world)
    assert "good as citizen, object own: GET gave 403, wanted in" in all_complaints(planted["good"], wide, world)


def test_matrix_finds_a_read_that_writes(planted: dict[str, Address]) -> None:
    found = all_complaints(planted["writes"], roles(Role.OFFICER), build())
    assert found == ["writes as officer, object own: GET wrote 1 events"]


def test_matrix_finds_a_page_open_without_log_in(planted: dict[str, Address]) -> None:
    found = all_complaints(planted["open"], SIGNED_IN, build())
    assert "open as anonymous, object own: GET gave in, wanted log in first" in found


def test_matrix_finds_what_is_not_declared(planted: dict[str, Address]) -> None:
    assert undeclared(planted["unmarked"], None) == [
        "unmarked carries no mark",
        "unmarked has no line in the table",
    ]
    assert undeclared(planted["open"], SIGNED_IN) == ["open is marked otherwise than the table says"]
    assert undeclared(planted["accounts_only"], PUBLIC) == ["accounts_only is marked otherwise than the table says"]
    FACTORIES.pop("good")
    assert undeclared(planted["good"], UNIT_READERS) == ["good has no sample"]
