"""What the commands share: answers for machines, progress for people, the database made ready."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import Any

import click
from django.utils.translation import gettext as _

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import command_line_account
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.queries import named_or_root

from .supervisor import prepare_database

as_json = click.option("--json", "as_json", is_flag=True, help=_("Answer for machines."))
YEAR = click.IntRange(1900, 2200)


def ready() -> None:
    """Create or update the database before a command that needs it."""
    prepare_database()


def officer() -> Account:
    """Return the command line's account, as the bureau's officer. Raises UserError where there is no bureau yet."""
    account = command_line_account()
    grant(by=account, account=account, role=Role.OFFICER, unit=named_or_root(""))
    return account


def plain(value: object) -> object:
    """Return a value as JSON knows it: decimals as numbers, anything else unknown as its text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def emit(value: object) -> None:
    """Print an answer for machines."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=plain))


def report_error(error: UserError) -> None:
    """Say an error on stderr; with --json also on stdout."""
    if "--json" in sys.argv:
        emit({"error": {"message": error.message, "place": error.place, "remedy": error.remedy}})
    click.secho(str(error), fg="red", err=True)


class Bar:
    """A progress bar for people, on stderr; hidden where nobody watches."""

    def __init__(self, *, hidden: bool = False) -> None:
        watched = sys.stderr.isatty() and not hidden
        self.bar: Any = click.progressbar(length=1, file=sys.stderr, hidden=not watched)

    def __enter__(self) -> Bar:
        self.bar.__enter__()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.bar.render_finish()

    def show(self, done: int, total: int) -> None:
        """Show that `done` of `total` steps are done."""
        self.bar.length = max(total, 1)
        self.bar.update(done - self.bar.pos)
