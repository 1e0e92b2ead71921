"""Messages waiting for delivery, and the channels they go through; knows no domain."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.foundation.outbox"
    label = "outbox"
