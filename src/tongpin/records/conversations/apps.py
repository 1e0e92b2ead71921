"""Heart-to-heart talks: who, with whom, when and how; never what."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class ConversationsConfig(AppConfig):
    """Registers the talks in the navigation."""

    name = "tongpin.records.conversations"
    label = "conversations"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE

        register_nav(
            NavItem(_("Heart-to-heart talks"), "conversations:list", 13, "/conversations/", SEE.held_by, group="life")
        )
