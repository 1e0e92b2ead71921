"""Where a channel leads: the address as it is pasted, and the part of it that is kept. Plain Python.

Only the platform's own host is accepted and only the key is kept, so that nothing pasted can lead a message elsewhere.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

KEY = re.compile(r"[A-Za-z0-9_-]{8,128}")
DINGTALK_TOKEN, DINGTALK_SECRET = re.compile(r"[A-Za-z0-9]{16,128}"), re.compile(r"SEC[A-Za-z0-9]{8,128}")
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\.[A-Za-z]{2,24}")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class BadAddress(ValueError):  # noqa: N818 - it is what the address is
    """An address that is not one of its kind."""


def read_address(kind: str, text: str, secret: str = "") -> str:
    """Return what is kept of a pasted address: the robot's key, the mailbox, the stand-in's address.

    DingTalk's key is followed by its secret where the robot wants signatures. Raises BadAddress.
    """
    reader = {"wecom": _wecom, "dingtalk": _dingtalk, "feishu": _feishu, "email": _email, "standin": _standin}[kind]
    kept = reader(text.strip())
    if not secret.strip():
        return kept
    if kind != "dingtalk" or not DINGTALK_SECRET.fullmatch(secret.strip()):
        raise BadAddress(kind)
    return f"{kept} {secret.strip()}"


def _of(text: str, kind: str, host: str, path: str) -> tuple[str, dict[str, list[str]]]:
    """Return what follows the fixed path, and the query; anything but https at the platform's host is refused."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadAddress(kind) from error
    plain = parts.scheme == "https" and parts.hostname == host and port in (None, 443) and not parts.username
    if not plain or not parts.path.startswith(path):
        raise BadAddress(kind)
    return parts.path.removeprefix(path).strip("/"), parse_qs(parts.query)


def _key(kind: str, found: str, pattern: re.Pattern[str] = KEY) -> str:
    if not pattern.fullmatch(found):
        raise BadAddress(kind)
    return found


def _wecom(text: str) -> str:
    rest, query = _of(text, "wecom", "qyapi.weixin.qq.com", "/cgi-bin/webhook/send")
    return _key("wecom", "".join(query.get("key", [])) if not rest else "")


def _dingtalk(text: str) -> str:
    rest, query = _of(text, "dingtalk", "oapi.dingtalk.com", "/robot/send")
    return _key("dingtalk", "".join(query.get("access_token", [])) if not rest else "", DINGTALK_TOKEN)


def _feishu(text: str) -> str:
    rest, _query = _of(text, "feishu", "open.feishu.cn", "/open-apis/bot/v2/hook/")
    return _key("feishu", rest)


def _email(text: str) -> str:
    return _key("email", text, MAILBOX)


def _standin(text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadAddress("standin") from error
    if parts.scheme != "http" or parts.hostname not in LOOPBACK or not port or parts.query or parts.username:
        raise BadAddress("standin")
    return text


def masked(kind: str, address: str) -> str:
    """Return an address as screens show it: enough to tell two apart, too little to use."""
    if not address:
        return ""
    if kind == "email":
        name, _at, host = address.partition("@")
        return f"{name[:1]}***@{host}"
    if kind == "standin":
        return address
    token = address.partition(" ")[0]
    return f"{token[:4]}…{token[-4:]}"
