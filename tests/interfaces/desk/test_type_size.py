"""The reader's type size."""

import pytest
from django.test import Client

URL = "/type-size/"


def test_type_size_is_remembered_and_the_reader_goes_back(client: Client) -> None:
    response = client.post(URL, {"size": "22", "next": "/activities/?kind=tour"})
    assert (response.status_code, response["Location"]) == (302, "/activities/?kind=tour")
    assert response.cookies["type_size"].value == "22"


@pytest.mark.parametrize("size", ["0", "", "17", "x"])
def test_type_size_that_does_not_exist_is_the_ordinary_one(client: Client, size: str) -> None:
    assert client.post(URL, {"size": size, "next": "/"}).cookies["type_size"].value == ""


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_type_size_never_leads_to_another_host(client: Client, back: str) -> None:
    assert client.post(URL, {"size": "18", "next": back})["Location"] == "/"


def test_type_size_refuses_get(client: Client) -> None:
    assert client.get(URL).status_code == 405
