"""`tongpin account add`: the first accounts of an installation; later ones are opened and granted by two operators."""

from __future__ import annotations

import click
from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.access.actions import grant, open_account
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import command_line_account
from tongpin.foundation.units.actions import ensure_bureau
from tongpin.foundation.units.queries import named_or_root

from .terminal import ready


@click.group(help=_("Accounts of a new installation."))
def account() -> None:
    """Hold the commands about accounts."""


@account.command(help=_("Open an account with a role for a unit and print its first password."))
@click.argument("username")
@click.option("--role", required=True, type=click.Choice(Role.values), help=_("What the account may be to the unit."))
@click.option("--unit", default="", help=_("Name of the unit; the whole bureau without."))
def add(username: str, role: str, unit: str) -> None:
    ready()
    by = command_line_account()
    with transaction.atomic():
        bureau = ensure_bureau(by=by)
        place = named_or_root(unit) if unit else bureau
        opened, password = open_account(by=by, username=username)
        grant(by=by, account=opened, role=Role(role), unit=place)
    click.echo(_("First password, to be changed at the first log-in: %(password)s") % {"password": password})
