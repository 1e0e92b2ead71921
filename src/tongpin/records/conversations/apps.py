"""Heart-to-heart talks: who, with whom, when and how; never what."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Registers the app."""

    name = "tongpin.records.conversations"
    label = "conversations"
