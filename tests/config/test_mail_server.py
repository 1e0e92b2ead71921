"""TONGPIN_EMAIL as operators write it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongpin.config.environment import mail_server, read
from tongpin.foundation.outbox.rules.post import MailServer


def server(text: str) -> MailServer:
    return MailServer(**mail_server(replace(read(), email_url=text, public_url="https://tongpin.example.cn")))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", MailServer()),
        ("mail.example.cn", MailServer("mail.example.cn", sender="tongpin@tongpin.example.cn")),
        ("smtp://127.0.0.1:2525", MailServer("127.0.0.1", 2525, sender="tongpin@tongpin.example.cn")),
        (
            "smtps://u%40x:p%2Fw@mail.example.cn:465?from=a@example.cn",
            MailServer("mail.example.cn", 465, "u@x", "p/w", "a@example.cn", "ssl"),
        ),
        ("smtp+tls://mail.example.cn?from=a@b.cn", MailServer("mail.example.cn", sender="a@b.cn", mode="starttls")),
    ],
)
def test_mail_server_is_read(text: str, wanted: MailServer) -> None:
    assert server(text) == wanted


@pytest.mark.parametrize("text", ["http://mail.example.cn", "smtp://", "imap://mail.example.cn"])
def test_other_addresses_are_refused_with_the_expected_form(text: str) -> None:
    with pytest.raises(ValueError, match="smtps://user:password@host:465"):
        server(text)
