"""The yearly cycle of a branch: organisational-life meeting, appraisal of members."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class ReviewsConfig(AppConfig):
    """Registers the cycle in the navigation."""

    name = "tongpin.records.reviews"
    label = "reviews"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from .access import SEE

        register_nav(NavItem(_("Yearly appraisal"), "reviews:list", 12, "/reviews/", SEE.held_by, group="life"))
