"""Reminders to those responsible, digests to groups, calendar feeds."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.interfaces.notify"
    label = "notify"
