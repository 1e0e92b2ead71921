"""The only reader of the process environment: every setting an operator can change, with its default.

Documented for operators in docs/operations.md.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings from the environment, read once at start."""

    home: Path  # TONGPIN_HOME: database, files, keys, cache
    database_url: str  # TONGPIN_DATABASE_URL: empty for SQLite in the home folder
    allowed_hosts: list[str]  # TONGPIN_HOSTS, comma separated
    public_url: str  # TONGPIN_PUBLIC_URL: address printed on reports for verification
    behind_https: bool  # TONGPIN_HTTPS=1: secure cookies, HSTS, trust X-Forwarded-Proto
    debug: bool  # TONGPIN_DEBUG=1: never in production
    language: str  # TONGPIN_LANGUAGE: zh-hans or en
    email_url: str  # TONGPIN_EMAIL: a host, or smtps://user:password@host:465?from=address; empty: none


def read() -> Environment:
    """Read the environment; unknown variables are ignored, empty ones count as absent."""
    get = os.environ.get
    return Environment(
        home=Path(get("TONGPIN_HOME") or "var").resolve(),
        database_url=get("TONGPIN_DATABASE_URL") or "",
        allowed_hosts=[h for h in (get("TONGPIN_HOSTS") or "127.0.0.1,localhost,[::1]").split(",") if h],
        public_url=(get("TONGPIN_PUBLIC_URL") or "http://127.0.0.1:8000").rstrip("/"),
        behind_https=get("TONGPIN_HTTPS") == "1",
        debug=get("TONGPIN_DEBUG") == "1",
        language=get("TONGPIN_LANGUAGE") or "zh-hans",
        email_url=get("TONGPIN_EMAIL") or "",
    )


def choose_settings() -> None:
    """Name the settings module to Django, unless the caller of the process has named another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")


def secret_key(home: Path) -> str:
    """Return the installation's own secret, made on first use and readable by its owner only."""
    path = home / "keys" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:  # another process of the same start was quicker
            return path.read_text()
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(64))
    return path.read_text()


MAIL_MODES = {"smtp": "insecure", "smtps": "ssl", "smtp+tls": "starttls"}


def mail_server(env: Environment) -> dict[str, Any]:
    """Translate TONGPIN_EMAIL into the fields of the outbox's MailServer.

    The sender is tongpin@ the host of the public address unless `from` says otherwise. Raises ValueError with the
    expected form for any other address.
    """
    text = env.email_url if "://" in env.email_url or not env.email_url else f"smtp://{env.email_url}"
    if not text:
        return {}
    parts = urlsplit(text)
    if parts.scheme not in MAIL_MODES or not parts.hostname:
        raise ValueError("TONGPIN_EMAIL must look like smtps://user:password@host:465?from=tongpin@example.cn")
    sender = parse_qs(parts.query).get("from", [f"tongpin@{urlsplit(env.public_url).hostname}"])[0]
    return {
        "host": parts.hostname,
        "port": parts.port or 0,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "sender": sender,
        "mode": MAIL_MODES[parts.scheme],
    }


def database(env: Environment) -> dict[str, Any]:
    """Translate TONGPIN_DATABASE_URL into Django's setting.

    SQLite runs in WAL mode with IMMEDIATE transactions: with deferred ones most concurrent writes fail (quality.md).
    Raises ValueError with the expected form when the address is not a PostgreSQL one.
    """
    if not env.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(env.home / "tongpin.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(env.database_url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("TONGPIN_DATABASE_URL must look like postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
