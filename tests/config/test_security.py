"""Log-in, sessions, headers and keys, as docs/security.md says they are."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tongpin.config import environment
from tongpin.foundation.kernel import clock, crypto
from tongpin.foundation.people.models import Account
from tongpin.foundation.ui.middleware import ProxyMiddleware

ROOT = Path(__file__).resolve().parents[2]
RIGHT, WRONG = "correct-horse-9", "wrong-horse-9"
LOGIN = "/accounts/login/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_failures_counted_yet() -> None:
    """Forget the attempts other tests made: they are counted in the cache."""
    cache.clear()


def log_in(client: Client, name: str = "officer", password: str = RIGHT) -> int:
    return client.post(LOGIN, {"login": name, "password": password}).status_code


def inside(client: Client) -> bool:
    """Say whether the client is logged in: a page of one's own opens."""
    return client.get("/me/").status_code == 200


def test_log_in_opens_and_log_out_ends_the_session_on_the_server(client: Client, officer: Account) -> None:
    assert log_in(client) == 302
    assert inside(client)
    kept = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    stolen = Client()
    stolen.cookies["sessionid"] = kept
    assert not inside(stolen)


def test_lock_after_five_failures_refuses_the_right_password_too(
    client: Client, officer: Account, secretary: Account
) -> None:
    """The lock is axes' and kept in the database; allauth counts beside it, in the cache, and is silenced here."""

    def fail(times: int) -> None:
        for _try in range(times):
            cache.clear()
            log_in(Client(), password=WRONG)
        cache.clear()

    fail(4)
    assert log_in(Client()) == 302, "four failures do not lock"
    fail(5)
    assert log_in(client) != 302
    assert not inside(client)
    assert log_in(Client(), "secretary") == 302, "another account is not locked with it"
    AccessAttempt.objects.update(attempt_time=clock.now() - dt.timedelta(minutes=16))
    assert log_in(Client()) == 302, "the lock ends after a quarter of an hour"


def test_guessing_is_slowed_down_before_it_locks(client: Client, officer: Account) -> None:
    """Many names from one address: allauth counts the address."""
    for number in range(10):
        log_in(client, f"nobody-{number}", WRONG)
    assert log_in(client) != 302


def test_log_in_does_not_tell_which_names_exist(client: Client, officer: Account) -> None:
    said = [
        re.sub(r'value="[^"]*"', "", Client().post(LOGIN, {"login": name, "password": WRONG}).content.decode())
        for name in ("officer", "nobody")
    ]
    assert said[0] == said[1]


def test_session_key_changes_at_log_in(client: Client, officer: Account) -> None:
    client.get(LOGIN)
    client.session["planted"] = True
    before = client.session.session_key
    log_in(client)
    assert client.session.session_key != before


def test_idle_session_ends_after_half_an_hour(client: Client, officer: Account) -> None:
    log_in(client)
    session = Session.objects.get(session_key=client.session.session_key)
    left = session.expire_date - clock.now()
    assert dt.timedelta(minutes=29) < left <= dt.timedelta(minutes=30)
    Session.objects.update(expire_date=clock.now() - dt.timedelta(seconds=1))
    assert not inside(client)


def test_changed_password_ends_other_sessions(client: Client, officer: Account) -> None:
    other = Client()
    log_in(client)
    log_in(other)
    officer.set_password("another-horse-9")
    officer.save(update_fields=["password"])
    assert not inside(other)


def test_second_factor_is_asked_for(client: Client, officer: Account) -> None:
    TOTP.activate(officer, generate_totp_secret())
    response = client.post(LOGIN, {"login": "officer", "password": RIGHT})
    assert "/2fa/" in response["Location"]
    assert not inside(client)


@pytest.mark.parametrize("password", ["short-9", "12345678901", "password123", "officer-name"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, Account(username="officer-name"))


def test_cookies_and_headers(client: Client, officer: Account) -> None:
    response = client.post(LOGIN, {"login": "officer", "password": RIGHT})
    cookie = response.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    response = client.get("/me/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_post_without_its_token_is_refused(officer: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post("/villages/import/", {"_key": "k"}).status_code == 403


def test_unknown_host_is_refused(client: Client) -> None:
    assert client.get(LOGIN, headers={"host": "evil.example"}).status_code == 400


def settings_under(**variables: str) -> dict[str, object]:
    """Return some settings as they are with these environment variables."""
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEBUG",
             "SECURE_PROXY_SSL_HEADER", "MIDDLEWARE"]  # fmt: skip
    shown = f"{{name: getattr(settings, name) for name in {names}}}"
    code = f"import json\nfrom tongpin.config import settings\nprint(json.dumps({shown}))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TONGPIN_", "DJANGO_"))}
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=kept | variables | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
    )
    found: dict[str, object] = json.loads(told.stdout)
    return found


def test_https_makes_cookies_secure_and_is_off_by_default(tmp_path: Path) -> None:
    plain = settings_under(TONGPIN_HOME=str(tmp_path))
    assert (plain["SESSION_COOKIE_SECURE"], plain["SECURE_PROXY_SSL_HEADER"], plain["DEBUG"]) == (False, None, False)
    secure = settings_under(TONGPIN_HOME=str(tmp_path), TONGPIN_HTTPS="1")
    assert secure["SESSION_COOKIE_SECURE"] is secure["CSRF_COOKIE_SECURE"] is secure["SECURE_SSL_REDIRECT"] is True
    assert secure["SECURE_HSTS_SECONDS"] == 31_536_000
    assert str(secure["MIDDLEWARE"]).count("ProxyMiddleware") == 1
    assert "ProxyMiddleware" not in str(plain["MIDDLEWARE"])


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("10.9.8.7, 203.0.113.7", "203.0.113.7"),
        ("<script>", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_visitor_is_counted_by_the_address_the_proxy_tells(told: str, counted: str) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.META["REMOTE_ADDR"])

    request = RequestFactory().get("/", headers={"X-Forwarded-For": told} if told else {})
    assert ProxyMiddleware(answer)(request).content.decode() == counted


def test_keys_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    assert environment.secret_key(tmp_path) == environment.secret_key(tmp_path)
    crypto.load_key.cache_clear()
    key = crypto.load_key(tmp_path / "keys" / "data")
    crypto.load_key.cache_clear()
    assert crypto.load_key(tmp_path / "keys" / "data") == key
    for name in ("secret", "data"):
        assert stat.S_IMODE((tmp_path / "keys" / name).stat().st_mode) == 0o600
    crypto.load_key.cache_clear()


def test_encrypted_value_opens_only_with_its_key_and_at_its_place() -> None:
    key, other = b"k" * 32, b"o" * 32
    sealed = crypto.encrypt(key, b"13800001234", context="people_person/phone/1")
    assert crypto.decrypt(key, sealed, context="people_person/phone/1") == b"13800001234"
    assert crypto.encrypt(key, b"13800001234", context="people_person/phone/1") != sealed
    for wrong_key, wrong_place, wrong_bytes in [
        (other, "people_person/phone/1", sealed),
        (key, "people_person/phone/2", sealed),
        (key, "people_person/phone/1", sealed[:-1] + bytes([sealed[-1] ^ 1])),
    ]:
        with pytest.raises(Exception, match=r"密钥|改动"):
            crypto.decrypt(wrong_key, wrong_bytes, context=wrong_place)


def test_every_environment_variable_is_documented() -> None:
    """An operator finds each variable in docs/operations.md, and none there that does nothing."""
    read = set(re.findall(r'get\("(TONGPIN_\w+)"\)', (ROOT / "src/tongpin/config/environment.py").read_text()))
    told = set(re.findall(r"`(TONGPIN_\w+)`", (ROOT / "docs/operations.md").read_text()))
    assert read == told


def test_security_paper_names_tests_that_exist() -> None:
    """Each claim of docs/security.md that names a test names one there is."""
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/security.md").read_text()))
    text = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    assert named
    assert {name for name in named if f"def {name}(" not in text} == set()
