"""THE record: what happened, entered once."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class ActivitiesConfig(AppConfig):
    """Registers the records in the navigation."""

    name = "tongpin.records.activities"
    label = "activities"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from . import receivers  # noqa: F401 - registers on import
        from .access import CONFIRM, SEE

        register_nav(NavItem(_("Records"), "activities:list", 10, "/activities/", SEE.held_by, group="work"))
        register_nav(
            NavItem(
                _("Confirm"), "activities:confirm_several", 15, "/activities/confirm/", CONFIRM.held_by, group="work"
            )
        )
