"""Needs gathered on visits."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class VisitsConfig(AppConfig):
    """Registers the needs in the navigation."""

    name = "tongpin.records.visits"
    label = "visits"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE

        register_nav(NavItem(_("Needs"), "visits:list", 20, "/needs/", SEE.held_by, group="work"))
