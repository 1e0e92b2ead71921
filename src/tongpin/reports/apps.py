"""Reports: issued as Word files whose every number can be opened and checked."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class ReportsConfig(AppConfig):
    """Registers the entry in the navigation."""

    name = "tongpin.reports"
    label = "reports"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE

        register_nav(NavItem(_("Reports"), "reports:list", 40, "/reports/", SEE.held_by, group="results"))
