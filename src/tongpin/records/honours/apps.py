"""The register of honours."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class HonoursConfig(AppConfig):
    """Registers the honours in the navigation."""

    name = "tongpin.records.honours"
    label = "honours"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE

        register_nav(NavItem(_("Honours"), "honours:list", 25, "/honours/", SEE.held_by, group="work"))
