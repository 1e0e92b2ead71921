"""The catalogue of kinds and norms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class StandardsConfig(AppConfig):
    """Registers the catalogue in the navigation."""

    name = "tongpin.standards"
    label = "standards"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE_CATALOGUE

        register_nav(NavItem(_("Standards"), "standards:list", 70, "/standards/", SEE_CATALOGUE.held_by, group="rules"))
