"""`tongpin verify-audit` and `tongpin manage`."""

from __future__ import annotations

import sys

import click
from django.core.management import execute_from_command_line
from django.utils.translation import gettext as _

from tongpin.foundation.audit.queries import verify

from .terminal import as_json, emit, ready


@click.command("verify-audit", help=_("Check the log of everything done: altered, removed or added events."))
@click.option("--head", default="", help=_("Head of the chain as published outside (report, mail)."))
@as_json
def verify_audit(head: str, as_json: bool) -> None:
    ready()
    found = verify(head.strip().lower())
    if as_json:
        emit({"events": found.events, "sealed": found.sealed, "head": found.head, "problems": found.problems})
    else:
        click.echo(
            _("%(events)s events, %(sealed)s of them sealed.") % {"events": found.events, "sealed": found.sealed}
        )
        click.echo(_("Head of the chain: %(head)s") % {"head": found.head})
        for problem in found.problems:
            click.secho(problem, fg="red")
        click.echo(_("The log holds.") if not found.problems else _("The log does not hold."))
    sys.exit(1 if found.problems else 0)


@click.command(
    help=_("Run one of Django's own commands."),
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    execute_from_command_line(["tongpin manage", *arguments])
