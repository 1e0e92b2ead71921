"""The outbox in words: what went wrong and what to do, what is refused and why."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError

from .enums import ChannelKind, Reason
from .rules.sending import EARLIEST, LATEST, NotPermitted
from .rules.texts import Refusal


def remedy(reason: str) -> str:
    """Return what to do about a message that was not sent, in the words of whoever looks after the channel."""
    texts = {
        Reason.LIMIT: _("Nothing: it is tried again later."),
        Reason.ADDRESS: _("Open the group's settings, make a robot again, and paste its address here."),
        Reason.KEYWORD: _("In the robot's security settings add the keyword 同频: every message has it."),
        Reason.SIGNATURE: _("DingTalk: copy the secret (SEC…) again. Feishu: choose keyword instead of signature."),
        Reason.NETWORK: _("Add this server's outside address to the robot's list, or choose keyword instead."),
        Reason.TOO_LONG: _("Tell the makers of this program: it should have been cut."),
        Reason.UNREACHABLE: _(
            "Ask the system operator whether this server may reach the platform (docs/operations.md)."
        ),
        Reason.NO_ANSWER: _(
            "Look into the group whether it arrived. It is not sent again by itself; you can send it again."
        ),
        Reason.NO_SERVER: _("Ask the system operator to set TONGPIN_EMAIL (docs/operations.md)."),
        Reason.LOGIN: _("Ask the system operator to check user and password of the mail server."),
        Reason.STRANGE: _("Send a test message; if it stays so, give the code to the system operator."),
        Reason.OVERTAKEN: _("Nothing: the next one says what is still due."),
        Reason.SWITCHED_OFF: _("Nothing: whoever gets it did not want it."),
        Reason.FORBIDDEN: _("Nothing: such messages are not sent."),
    }
    return texts.get(Reason(reason), "") if reason else ""


def bad_address(kind: str) -> UserError:
    """Return the error for an address that is not one of its kind."""
    samples = {
        ChannelKind.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
        ChannelKind.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=…",
        ChannelKind.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/…",
        ChannelKind.EMAIL: "name@example.cn",
        ChannelKind.STANDIN: "http://127.0.0.1:8125/",
    }
    return UserError(
        _("This is no address of a %(kind)s.") % {"kind": ChannelKind(kind).label},
        remedy=_("Copy it whole; it looks like %(sample)s") % {"sample": samples[ChannelKind(kind)]},
    )


def not_permitted(error: NotPermitted) -> UserError:
    """Return the error for settings outside the frame; while they stand nothing is sent."""
    frame = {"from": f"{EARLIEST:%H:%M}", "to": f"{LATEST:%H:%M}", "found": error.detail}
    if error.code == "number":
        text = _("At most one reminder a day may go to one receiver; the settings say otherwise (%(found)s).") % frame
    else:
        text = _("Messages may leave between %(from)s and %(to)s only; the settings say %(found)s.") % frame
    return UserError(text, place="sending.yaml", remedy=_("Nothing is sent until the settings are mended."))


def refused_text(found: Sequence[Refusal]) -> UserError:
    """Return the error for a text no message may say, with the documents that forbid it."""
    return UserError(
        _("Messages hold no mention of all or of somebody, no receipts, no chain lists, no check-ins, no rankings."),
        place="、".join(dict.fromkeys(one.source for one in found)),
        remedy=_("Say only what is due."),
    )
