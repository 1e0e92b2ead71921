"""The desk of the staff: home, organisation tree, own record."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.rules import NavItem, register_nav


class DeskConfig(AppConfig):
    """Registers the desk's own entries in the navigation; no models."""

    name = "tongpin.interfaces.desk"
    label = "desk"

    def ready(self) -> None:
        # Policies come with models, which are not loaded yet when this module is.
        from tongpin.foundation.access.access.declared import (
            SEE_ACCOUNTS,
            SEE_AUDIT,
            SEE_STAFF,
            SEE_UNITS,
            SEE_VILLAGES,
        )

        register_nav(NavItem(_("Home"), "desk:home", 0, "/", lambda _account: True))
        group = "organisation"
        register_nav(NavItem(_("Members and units"), "desk:tree", 50, "/units/", SEE_UNITS.held_by, group=group))
        register_nav(
            NavItem(_("Party-affairs staff"), "desk:staff", 55, "/party-staff/", SEE_STAFF.held_by, group=group)
        )
        register_nav(NavItem(_("Villages"), "desk:villages", 60, "/villages/", SEE_VILLAGES.held_by, group="rules"))
        register_nav(NavItem(_("My record"), "desk:own_record", 90, "/me/", lambda account: bool(account.person_id)))
        register_nav(NavItem(_("Accounts"), "desk:accounts", 80, "/staff/", SEE_ACCOUNTS.held_by, group="rules"))
        register_nav(NavItem(_("Audit log"), "desk:log", 85, "/log/", SEE_AUDIT.held_by, group="rules"))
