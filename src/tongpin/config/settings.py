"""Django settings. Values an operator may change come from `environment`; the rest is the program's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from tongpin.config import environment

ENV = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent
TONGPIN_HOME = ENV.home
TONGPIN_HOME.mkdir(parents=True, exist_ok=True)
TONGPIN_PUBLIC_URL = ENV.public_url

SECRET_KEY = environment.secret_key(TONGPIN_HOME)
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.allowed_hosts
ROOT_URLCONF = "tongpin.config.urls"
WSGI_APPLICATION = "tongpin.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "tongpin.interfaces.desk",
    "tongpin.interfaces.showcase",
    "tongpin.interfaces.exchange",
    "tongpin.interfaces.notify",
    "tongpin.interfaces.steering",
    "tongpin.reports",
    "tongpin.derived.indicators",
    "tongpin.derived.compliance",
    "tongpin.derived.points",
    "tongpin.derived.study",
    "tongpin.records.activities",
    "tongpin.records.meetings",
    "tongpin.records.elections",
    "tongpin.records.reviews",
    "tongpin.records.conversations",
    "tongpin.records.study_plans",
    "tongpin.records.visits",
    "tongpin.records.honours",
    "tongpin.records.cases",
    "tongpin.projects.brand",
    "tongpin.projects.criteria",
    "tongpin.projects.duties",
    "tongpin.projects.problems",
    "tongpin.projects.tasks",
    "tongpin.standards",
    "tongpin.foundation.access",
    "tongpin.foundation.units",
    "tongpin.foundation.people",
    "tongpin.foundation.outbox",
    "tongpin.foundation.places",
    "tongpin.foundation.files",
    "tongpin.foundation.audit",
    "tongpin.foundation.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    *(["tongpin.foundation.ui.middleware.ProxyMiddleware"] if ENV.behind_https else []),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tongpin.foundation.ui.middleware.UserErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "tongpin.interfaces.desk.queries.navigation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database(ENV)}
CACHES = {
    # On disk, so that the progress of a job is seen by every process although its transaction is still open.
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": TONGPIN_HOME / "cache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- language and time
# The bureau's language, not the browser's: everyone in an office sees the same words.
LANGUAGE_CODE = ENV.language
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
# Apps bring their own catalogues; the kernel is no app, and the command line stands above all of them.
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "foundation" / "kernel" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# -- files
STATIC_URL = "/static/"
STATIC_ROOT = TONGPIN_HOME / "static"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
TONGPIN_UPLOAD_LIMIT = 40 * 1024 * 1024  # bytes of one uploaded file

# -- accounts
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "tongpin.foundation.people.access.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tongpin"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "ui/locked.html"
# No statistics of log-ins: rules.md §6.2, item 2. Successful log-ins are not kept by axes.
AXES_DISABLE_ACCESS_LOG = True

# -- sessions, headers
SESSION_COOKIE_AGE = 30 * 60  # idle time-out, seconds
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENV.behind_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_https else None
SECURE_HSTS_SECONDS = 31_536_000 if ENV.behind_https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

TONGPIN_MAIL_SERVER = environment.mail_server(ENV)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if ENV.email_url else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = TONGPIN_MAIL_SERVER.get("host", "")
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
