"""The bureau's language, not the browser's."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_english_browser_is_answered_in_chinese(client: Client) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "en-US,en;q=0.9"})
    assert "登录" in page.content.decode()
