"""Reminders to those responsible, digests to groups, calendar feeds."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class NotifyConfig(AppConfig):
    """Registers the kinds of reminders and the page everyone has."""

    name = "tongpin.interfaces.notify"
    label = "notify"

    def ready(self) -> None:
        # These come with models, which are not loaded yet when this module is.
        from . import receivers  # noqa: F401 - registers on import
        from .queries.sources import register

        register()
        register_nav(
            NavItem(_("Messages and calendar"), "notify:mine", 88, "/messages/", lambda _account: True, group="rules")
        )
