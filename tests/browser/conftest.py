"""A browser for the pages: the system's Chromium, driven by playwright, with axe looking at what it shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, sync_playwright

from tongpin.foundation.people.models import Account

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
CHROMIUM = shutil.which("chromium") or ""
SIZES = {"desktop": (1366, 768), "phone": (360, 740)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs Chromium; without it these tests are skipped, and say so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # playwright's own loop must not make Django believe it runs asynchronously
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: object) -> Iterator[OpenPage]:
    """Return a function that opens an address in a new window of a size, signed in as an account.

    Whatever the page writes to the console as an error, or throws, fails the test: a broken content security policy
    shows itself there.
    """
    troubles: list[str] = []
    contexts = []

    def open_(address: str, size: str = "desktop", account: Account | None = None) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        contexts.append(context)
        base = live_server.url  # type: ignore[attr-defined]
        if account is not None:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": _session(account), "url": base}])
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(base + address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert troubles == []


def _session(account: Account) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key


def axe_findings(page: Page) -> list[str]:
    """Return what axe finds serious or critical, as "rule: selector" lines.

    The page's policy forbids inline scripts, so the driver evaluates axe outside of it.
    """
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target'][0]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def too_wide(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def small_targets(page: Page, least: int) -> list[str]:
    """Return the controls lower than `least` pixels; links inside a sentence are exempt (WCAG 2.5.8)."""
    script = """least => [...document.querySelectorAll('button, .btn, .form-control, .form-select, nav a')]
      .filter(one => one.offsetParent && one.getBoundingClientRect().height < least - 0.5)
      .map(one => one.outerHTML.slice(0, 90))"""
    return list(page.evaluate(script, least))


def wide_parts(page: Page) -> list[str]:
    """Return what sticks out on the right, for the message of a failed width test."""
    script = """() => [...document.querySelectorAll('main *, header *')]
      .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map(one => one.outerHTML.slice(0, 90))"""
    return list(page.evaluate(script))
