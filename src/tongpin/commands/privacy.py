"""`tongpin export-person` and `erase-person`: what the law lets a person ask for."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people import actions
from tongpin.foundation.people.models import Person
from tongpin.foundation.people.queries import find_people
from tongpin.foundation.people.rules import mask_name

from .terminal import ready

reason = click.option("--reason", required=True, help=_("Why; it is kept in the log."))


@click.command("export-person", help=_("Hand out all that is kept about a person, as JSON."))
@click.argument("person")
@reason
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
def export_person(person: str, reason: str, out: Path) -> None:
    ready()
    found = _one(person)
    try:
        handle = os.fdopen(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8")
    except OSError as error:
        raise UserError(_("This file cannot be written, or is there already."), place=str(out)) from error
    with handle:
        held = actions.export_person(by=actions.command_line_account(), person=found, reason=reason)
        json.dump(held, handle, ensure_ascii=False, indent=2)
    click.echo(_("Written to %(file)s.") % {"file": out})


@click.command("erase-person", help=_("Put a pseudonym in the place of a person; it cannot be undone."))
@click.argument("person")
@reason
@click.option("--yes", is_flag=True, help=_("Do not ask."))
def erase_person(person: str, reason: str, yes: bool) -> None:
    ready()
    found = _one(person)
    if not yes:
        question = _("Erase %(name)s (number %(id)s)? It cannot be undone.")
        click.confirm(question % {"name": mask_name(found.name), "id": found.pk}, abort=True)
    erased = actions.erase_person(by=actions.command_line_account(), person=found, reason=reason)
    click.echo(_("Erased; the person is now called “%(name)s”.") % {"name": erased.pseudonym})
    mentioned = _("The name still stands in %(model)s %(id)s, field %(field)s; look whether it is the same person.")
    for one in erased.mentions:
        click.echo(mentioned % {"model": one.model, "id": one.pk, "field": one.field})


def _one(text: str) -> Person:
    """Return the person of this name or number. Namesakes have to be told apart by number."""
    found = find_people(text)
    if not found:
        raise UserError(_("There is no such person."), place=text)
    if len(found) > 1:
        numbers = ", ".join(str(one.pk) for one in found)
        raise UserError(_("Several persons are meant; give the number: %(numbers)s.") % {"numbers": numbers})
    return found[0]
