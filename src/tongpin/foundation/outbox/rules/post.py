"""Handing a message to its receiver, through apprise. Plain Python.

Each plugin is built from the one key that is kept, never from an address with options, and follows no redirection:
nothing in an address can add a second receiver. apprise says only yes or no, so its plugins are listened to.
"""

from __future__ import annotations

import smtplib
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from apprise import AppriseAsset, NotifyBase, NotifyFormat
from apprise.exception import AppriseException
from apprise.plugins import custom_json, dingtalk, feishu, wecombot
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.email import base as mail
from apprise.plugins.email.base import NotifyEmail
from apprise.plugins.email.smtp import AppriseSMTPController
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from .answers import Answer, read_answer

ASSET = AppriseAsset(app_id="Tongpin", app_desc="Tongpin", async_mode=False, http_redirects=False)
PLUGINS: Mapping[str, Any] = {
    "wecom": NotifyWeComBot,
    "dingtalk": NotifyDingTalk,
    "feishu": NotifyFeishu,
    "standin": NotifyJSON,
    "email": NotifyEmail,
}
SECONDS = {"cto": 5, "rto": 10}  # to reach the receiver, and for its answer

SMTP_NEVER = 500

Heard = requests.Response | Exception
_heard: ContextVar[list[Heard] | None] = ContextVar("heard", default=None)


@dataclass(frozen=True, slots=True)
class MailServer:
    """The bureau's own mail server; `mode` is insecure, starttls or ssl. Without a host no mail is sent."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    sender: str = ""
    mode: str = "insecure"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way: the kind and key of its channel, and what it says."""

    kind: str
    address: str
    subject: str
    text: str


def _note(what: Heard) -> None:
    if (heard := _heard.get()) is not None:
        heard.append(what)


class _Listening:
    """Stands in the plugins for the module `requests`: the same post, and what came back is noted."""

    codes = requests.codes
    RequestException = requests.RequestException

    @staticmethod
    def request(method: str, url: str, **options: Any) -> requests.Response:
        try:
            answer = requests.request(method, url, **options)  # noqa: S113 - the plugin gives the time-out
        except requests.RequestException as error:
            _note(error)
            raise
        _note(answer)
        return answer

    @classmethod
    def post(cls, url: str, **options: Any) -> requests.Response:
        return cls.request("POST", url, **options)


class _Post(AppriseSMTPController):
    """The connection to a mail server; what it says no to is noted."""

    _socket: Any

    def __enter__(self) -> AppriseSMTPController:
        try:
            return super().__enter__()
        except (OSError, smtplib.SMTPException) as error:
            _note(error)
            raise

    def sendmail(self, from_addr: str, to_addrs: list[str], message: str) -> bool:
        try:
            self._socket.sendmail(from_addr, to_addrs, message)
        except (OSError, smtplib.SMTPException) as error:
            _note(_Interrupted(error) if not _says_no(error) else error)
            return False
        return True


class _Interrupted(Exception):  # noqa: N818 - it says what happened
    """The mail server fell silent while it was being given the message."""


for _module in (wecombot, dingtalk, feishu, custom_json):
    vars(_module)["requests"] = _Listening
vars(mail)["AppriseSMTPController"] = _Post


def _says_no(error: Exception) -> bool:
    told = smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused | smtplib.SMTPNotSupportedError
    return isinstance(error, told)


def _plugin(parcel: Parcel, server: MailServer) -> NotifyBase:
    """Build the plugin of a parcel's channel from its key alone."""
    key, _space, secret = parcel.address.partition(" ")
    options: dict[str, Any] = {"asset": ASSET, "redirect": False, **SECONDS}
    if parcel.kind == "wecom":
        options |= {"key": key}
    elif parcel.kind == "dingtalk":
        options |= {"token": key, "secret": secret or None}
    elif parcel.kind == "feishu":
        options |= {"token": key}
    elif parcel.kind == "standin":
        parts = urlsplit(key)
        options |= {"host": parts.hostname, "port": parts.port, "fullpath": parts.path, "schema": "json"}
    else:
        options |= {"smtp_host": server.host, "host": server.host, "port": server.port or None, "format": "text"}
        options |= {"user": server.user or None, "password": server.password or None, "secure_mode": server.mode}
        options |= {"from_addr": server.sender, "targets": [key]}
    plugin: NotifyBase = PLUGINS[parcel.kind](**options)
    return plugin


def hand_over(parcel: Parcel, server: MailServer) -> Answer:
    """Give a message to its receiver once and return how it ended. Raises nothing."""
    if parcel.kind == "email" and not server.host:
        return Answer("refused", "no_server")
    heard: list[Heard] = []
    token = _heard.set(heard)
    robot = parcel.kind != "email"
    text = f"{parcel.subject}\n{parcel.text}" if robot else parcel.text
    try:
        title = "" if robot else parcel.subject
        taken = _plugin(parcel, server).notify(body=text, title=title, body_format=NotifyFormat.TEXT)
    except (AppriseException, TypeError, ValueError):
        return Answer("refused", "address")
    finally:
        _heard.reset(token)
    return _meaning(parcel.kind, heard, taken=taken)


def _meaning(kind: str, heard: Sequence[Heard], *, taken: bool) -> Answer:
    last = heard[-1] if heard else None
    if isinstance(last, requests.Response):
        return read_answer(kind, last.status_code, last.content)
    if isinstance(last, requests.RequestException):
        return Answer("away", "unreachable") if _never_left(last) else Answer("unknown", "no_answer")
    if isinstance(last, _Interrupted):
        return Answer("unknown", "no_answer")
    if isinstance(last, Exception):
        return _mail_trouble(last)
    return Answer("sent") if taken else Answer("refused", "address")


def _never_left(error: requests.RequestException) -> bool:
    """Say whether the receiver cannot have got anything: no connection was made."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError | requests.exceptions.ProxyError):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError | ConnectTimeoutError)


def _mail_trouble(error: Exception) -> Answer:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Answer("refused", "login", str(error.smtp_code))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _refusal(next(code for code, _said in error.recipients.values()), "address")
    if isinstance(error, smtplib.SMTPResponseException):
        return _refusal(error.smtp_code, "strange")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Answer("refused", "login")
    return Answer("away", "unreachable")


def _refusal(code: int, reason: str) -> Answer:
    """Read a code of SMTP: 4xx means later, 5xx never."""
    return Answer("busy", "limit", str(code)) if code < SMTP_NEVER else Answer("refused", reason, str(code))
