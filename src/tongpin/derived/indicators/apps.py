"""Figures: definitions, values, and the records behind them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class IndicatorsConfig(AppConfig):
    """Registers the figures in the navigation."""

    name = "tongpin.derived.indicators"
    label = "indicators"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE

        register_nav(NavItem(_("Figures"), "indicators:register", 20, "/figures/", SEE.held_by, group="results"))
