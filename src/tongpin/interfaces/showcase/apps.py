"""Public pages: complaints and suggestions, help."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class ShowcaseConfig(AppConfig):
    """Registers the inbox of complaints in the desk's navigation."""

    name = "tongpin.interfaces.showcase"
    label = "showcase"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import READ

        register_nav(NavItem(_("Complaints"), "showcase:inbox", 70, "/complaints/inbox/", READ.held_by, group="work"))
