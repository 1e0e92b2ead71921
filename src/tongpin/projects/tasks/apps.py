"""What somebody is to do by a day."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class TasksConfig(AppConfig):
    """Registers the tasks in the navigation."""

    name = "tongpin.projects.tasks"
    label = "tasks"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from . import receivers  # noqa: F401 - registers on import
        from .access import SEE

        register_nav(NavItem(_("Tasks"), "tasks:list", 30, "/tasks/", SEE.held_by, group="work"))
