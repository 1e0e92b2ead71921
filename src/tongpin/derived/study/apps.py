"""Hours of study against the norm, from what organisers registered."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class StudyConfig(AppConfig):
    """Registers study in the navigation: the totals for those who see them, one's own hours for members."""

    name = "tongpin.derived.study"
    label = "study"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import OWN_HOURS, TOTALS

        def only_own(account: Any) -> bool:
            return OWN_HOURS.held_by(account) and not TOTALS.held_by(account)

        register_nav(NavItem(_("Study"), "study:overview", 34, "/study/", TOTALS.held_by, group="life"))
        register_nav(NavItem(_("My study hours"), "study:own", 34, "/study/own/", only_own, group="life"))
