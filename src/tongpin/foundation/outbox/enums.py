"""Vocabulary of the outbox."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChannelKind(models.TextChoices):
    """What a channel speaks. The stand-in is a receiver on the same machine, for trying things out."""

    WECOM = "wecom", _("WeCom group robot")
    DINGTALK = "dingtalk", _("DingTalk group robot")
    FEISHU = "feishu", _("Feishu group robot")
    EMAIL = "email", _("E-mail")
    STANDIN = "standin", _("Stand-in receiver on this machine")


class Purpose(models.TextChoices):
    """Why a message is sent. Of reminders there is at most one a day for each channel, by a constraint."""

    REMINDER = "reminder", _("Reminder")
    TEST = "test", _("Test message")


class MessageState(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    DROPPED = "dropped", _("Taken back unsent")


class Outcome(models.TextChoices):
    """How one try ended."""

    UNDER_WAY = "under_way", _("under way")
    SENT = "sent", _("taken by the receiver")
    BUSY = "busy", _("the receiver takes no more for the moment")
    AWAY = "away", _("the receiver could not be reached")
    REFUSED = "refused", _("the receiver refused it")
    UNKNOWN = "unknown", _("nobody knows whether it arrived")


class Reason(models.TextChoices):
    """Why a message was not sent; what to do about it is said by `notices.remedy`."""

    LIMIT = "limit", _("too many messages in a short time")
    ADDRESS = "address", _("the robot or mailbox does not exist (any more)")
    KEYWORD = "keyword", _("the robot wants a keyword the message does not have")
    SIGNATURE = "signature", _("the robot's signature does not fit")
    NETWORK = "network", _("the robot does not take messages from this network")
    TOO_LONG = "too_long", _("the message is too long")
    UNREACHABLE = "unreachable", _("no connection")
    NO_ANSWER = "no_answer", _("the connection broke before the answer came")
    NO_SERVER = "no_server", _("no mail server is configured")
    LOGIN = "login", _("the mail server refused the log-in")
    STRANGE = "strange", _("an unexpected answer")
    OVERTAKEN = "overtaken", _("its day is over; a later message says what is due")
    SWITCHED_OFF = "switched_off", _("switched off")
    FORBIDDEN = "forbidden", _("it says what messages may not say")
