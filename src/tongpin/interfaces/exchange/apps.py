"""Ledgers in: look, settle doubts, take over, and the rest back."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class ExchangeConfig(AppConfig):
    """Registers the import in the navigation."""

    name = "tongpin.interfaces.exchange"
    label = "exchange"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import IMPORT

        register_nav(NavItem(_("Import"), "exchange:list", 20, "/import/", IMPORT.held_by, group="work"))
