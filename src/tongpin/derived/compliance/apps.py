"""What is due, done, late or not applicable, for each organisation by the rule in force on its day."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class ComplianceConfig(AppConfig):
    """Registers the year of the organisations in the navigation."""

    name = "tongpin.derived.compliance"
    label = "compliance"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE

        register_nav(NavItem(_("Compliance"), "compliance:overview", 15, "/compliance/", SEE.held_by, group="life"))
