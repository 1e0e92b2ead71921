"""Elections of committees and secretaries, counted from paper."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class ElectionsConfig(AppConfig):
    """Registers terms and elections in the navigation."""

    name = "tongpin.records.elections"
    label = "elections"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE_TERMS

        register_nav(
            NavItem(_("Terms and elections"), "elections:terms", 32, "/elections/", SEE_TERMS.held_by, "organisation")
        )
