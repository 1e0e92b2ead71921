"""What an answer of a receiver means. Plain Python.

WeCom and DingTalk answer a refused message with HTTP 200 and an error code in the body, which apprise takes for
success; so the answers are read here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

OK, TOO_MANY, GONE_AWAY = 200, 429, 503
CERTAIN = range(200, 500)  # above: a gateway may have passed the message on before it failed


@dataclass(frozen=True, slots=True)
class Answer:
    """How a try ended: values of enums.Outcome and enums.Reason, and the receiver's own code."""

    outcome: str
    reason: str = ""
    code: str = ""


@lru_cache
def _table() -> Sequence[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = yaml.safe_load(
        resources.files(__package__).joinpath("../answers.yaml").read_text("utf-8")
    )
    return rows


def read_answer(kind: str, status: int, body: bytes) -> Answer:
    """Return what a robot's HTTP answer means."""
    if status == TOO_MANY:
        return Answer("busy", "limit", str(status))
    if status == GONE_AWAY:
        return Answer("away", "unreachable", str(status))
    if status not in CERTAIN:
        return Answer("unknown", "no_answer", str(status))
    if status != OK:
        return Answer("refused", "address" if status in {404, 410} else "strange", str(status))
    return _read_body(kind, body)


def _read_body(kind: str, body: bytes) -> Answer:
    try:
        said = json.loads(body)
        code = said.get("errcode", said.get("code", said.get("StatusCode")))
        words = str(said.get("errmsg", said.get("msg", ""))).lower()
    except (ValueError, AttributeError):
        return Answer("refused", "strange", "200")
    if code == 0:
        return Answer("sent")
    spoken = "wecom" if kind == "standin" else kind
    for row in _table():
        if (row["kind"], row["code"]) == (spoken, code) and row.get("says", "") in words:
            return Answer(row["outcome"], row["reason"], str(code))
    return Answer("refused", "strange", str(code)[:20])
