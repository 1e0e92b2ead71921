"""Helps for tests of screens."""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST_QUERIES = 15
"""What a page of the desk may ask of the database (quality.md)."""


def queries_of(client: Client, address: str) -> int:
    """Open a page and return how many queries it took; fails on anything but 200."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, response.status_code
    return len(captured)


def form_key(html: str) -> str:
    """Return the once-only key of the first form of a page."""
    found = re.search(r'name="_key" value="(\w+)"', html)
    assert found is not None, "the page has no form with a key"
    return found[1]
