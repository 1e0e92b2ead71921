"""What a meeting adds to its activity: agenda, minutes, votes, decisions; and the plan of a year."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class MeetingsConfig(AppConfig):
    """Registers the meetings in the navigation, on the page of a record, and as a source of tasks."""

    name = "tongpin.records.meetings"
    label = "meetings"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from tongpin.projects.tasks.rules import register_source
        from tongpin.records.activities.rules.panels import Panel, register_panel

        from . import receivers  # noqa: F401 - registers on import
        from .access import SEE
        from .queries.minutes import SOURCE
        from .views.panel import panel

        register_nav(NavItem(_("Meetings"), "meetings:home", 12, "/meetings/", SEE.held_by, group="life"))
        register_panel(Panel("meetings", 10, "meetings/panel.html", panel))
        register_source(SOURCE, "meetings:detail")
