"""Settings of the test suite: the same program, quick password hashes, an own home that goes with the run."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tongpin.config import environment
from tongpin.config.settings import *  # noqa: F403 - the point of this module
from tongpin.config.settings import ENV

TONGPIN_HOME = Path(tempfile.mkdtemp(prefix="tongpin-test-"))
SECRET_KEY = environment.secret_key(TONGPIN_HOME)
STATIC_ROOT = TONGPIN_HOME / "static"
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DATABASES = {"default": environment.database(ENV)}
if not ENV.database_url:
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LANGUAGE_CODE = "zh-hans"
TONGPIN_MAIL_SERVER = {}
