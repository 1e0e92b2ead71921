"""The command line: `tongpin …` and `python -m tongpin`.

Only composes what the stages below offer. Exit code 0: done; 1: an error, said in the user's words; 2: wrong use.
Imports of the program's parts stand inside the commands, because Django has to be set up first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from django.utils.translation import gettext as _

from tongpin.config import environment

if TYPE_CHECKING:
    from tongpin.derived.indicators.rules import Figure
    from tongpin.foundation.kernel.backup import Manifest


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue; `main` translates it. Django's own would want settings before they are chosen."""
    return text


@click.group(help=gettext_noop("Tongpin: work recorded once, figures and the provable report follow from it."))
def cli() -> None:
    """Hold the commands."""


def emit(value: object) -> None:
    """Print a machine-readable answer."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def ready() -> None:
    """Create or update the database before a command that needs it."""
    from tongpin.config.serving import prepare_database

    prepare_database()


def plain(number: int | Decimal | None) -> int | float | None:
    """Return a value as JSON knows it."""
    return float(number) if isinstance(number, Decimal) else number


def split(figure: Figure) -> dict[str, Any]:
    """Return a figure's parts as plain values, nested where they are split again."""
    return {word: split(part) if part.by else plain(part.value) for word, part in figure.by.items()}


def figure_record(figure: Figure) -> dict[str, Any]:
    """Return a figure for machines."""
    record = {
        "name": figure.name,
        "value": plain(figure.value),
        "unit": figure.unit,
        "state": figure.state.value,
        "records": figure.records,
        "evidenced": figure.evidenced,
        "as_of": figure.as_of,
        "definition": {"version": figure.definition_version, "hash": figure.definition_hash},
    }
    return record | ({"by": split(figure)} if figure.by else {})


def lineage_rows(code: str, year: int) -> list[dict[str, Any]]:
    """Return the records behind a figure; empty where nothing records it."""
    from tongpin.derived.indicators.queries import lineage

    found = lineage(code, year=year)
    return [dict(zip(("id", *found.columns), row, strict=True)) for row in found] if found else []


def print_figure(figure: Figure, depth: int = 0) -> None:
    """Print a figure for people: value, unit, how many of its records carry the evidence wanted, and its parts."""
    name = figure.name if depth == 0 else list(figure.params.values())[-1]
    value = "—" if figure.value is None else f"{figure.value:,}"
    proof = _("%(evidenced)s of %(records)s with evidence") % {"evidenced": figure.evidenced, "records": figure.records}
    click.echo(f"{'  ' * depth}{name}  {value} {figure.unit}" + (f"  ({proof})" if figure.records else ""))
    for part in figure.by.values():
        print_figure(part, depth + 1)


@cli.command(help=gettext_noop("Compute figures of a year from the records: all of them, or those of the codes given."))
@click.option("--year", required=True, type=click.IntRange(1900, 2200), help=gettext_noop("The year."))
@click.option("--lineage", is_flag=True, help=gettext_noop("Also the records behind each figure."))
@click.option("--json", "as_json", is_flag=True, help=gettext_noop("Answer for machines."))
@click.argument("codes", nargs=-1)
def figures(year: int, codes: tuple[str, ...], lineage: bool, as_json: bool) -> None:
    ready()
    from tongpin.derived.indicators.queries import figures as compute

    found = compute(year=year, codes=codes or None, roots=False)
    rows = {code: lineage_rows(code, year) for code in found} if lineage else {}
    if as_json:
        extra = {code: {"lineage": rows[code]} if lineage else {} for code in found}
        emit({code: figure_record(figure) | extra[code] for code, figure in found.items()})
        return
    for code, figure in found.items():
        click.secho(code, dim=True)
        print_figure(figure)
        for row in rows.get(code, []):
            click.echo("    " + "  ".join(str(value) for value in row.values() if value not in (None, "")))


@cli.command(help=gettext_noop("Serve the program until it is told to stop."))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    ready()
    from tongpin.config.serving import Supervisor, collect_static

    collect_static()
    sys.exit(Supervisor(host=host, port=port, workers=workers).run())


@cli.command("verify-audit", help=gettext_noop("Check the log of everything done: altered, removed or added events."))
@click.option("--head", default="", help=gettext_noop("Head of the chain as published outside (report, mail)."))
@click.option("--json", "as_json", is_flag=True, help=gettext_noop("Answer for machines."))
def verify_audit(head: str, as_json: bool) -> None:
    ready()
    from tongpin.foundation.audit.queries import verify as check

    found = check(head.strip().lower())
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


@cli.command(help=gettext_noop("Write database, files and fingerprints of the keys into one file."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--with-keys", is_flag=True, help=gettext_noop("Put the keys in as well: whoever has the file reads all.")
)
@click.option("--json", "as_json", is_flag=True, help=gettext_noop("Answer for machines."))
def backup(file: Path, with_keys: bool, as_json: bool) -> None:
    from tongpin.foundation.kernel.backup import back_up

    manifest = back_up(file, with_keys=with_keys, progress=step)
    say_backup(manifest, as_json, _("The backup is written."))


@cli.command("verify-backup", help=gettext_noop("Read a whole backup and compare it with its manifest."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help=gettext_noop("Answer for machines."))
def verify_backup(file: Path, as_json: bool) -> None:
    from tongpin.foundation.kernel.backup import verify as check

    found = check(file)
    said = (
        _("The backup is whole.")
        if found.seal_checked
        else _("The backup is whole; its seal needs the key of that time.")
    )
    say_backup(found.manifest, as_json, said if not found.problems else "", found.problems)
    sys.exit(1 if found.problems else 0)


@cli.command(help=gettext_noop("Bring database and files back from a backup; stop the server first."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help=gettext_noop("Replace a database that is not empty."))
@click.option("--json", "as_json", is_flag=True, help=gettext_noop("Answer for machines."))
def restore(file: Path, force: bool, as_json: bool) -> None:
    from tongpin.foundation.kernel.backup import restore as bring_back

    manifest = bring_back(file, force=force, progress=step)
    ready()
    say_backup(manifest, as_json, _("The backup is restored; every row and file was compared."))


def step(said: str) -> None:
    """Say on stderr what is going on."""
    click.echo(f"{said} …", err=True)


def say_backup(manifest: Manifest, as_json: bool, said: str, problems: Sequence[str] = ()) -> None:
    """Say what a backup holds and what is wrong with it."""
    if as_json:
        emit({"created_at": manifest.created_at, "database": manifest.vendor, "tables": len(manifest.tables),
              "rows": manifest.rows, "files": manifest.files, "with_keys": manifest.with_keys,
              "problems": list(problems)})  # fmt: skip
        return
    click.echo(
        _("Made %(at)s: %(tables)s tables, %(rows)s rows, %(files)s files.")
        % {"at": manifest.created_at, "tables": len(manifest.tables), "rows": manifest.rows, "files": manifest.files}
    )
    for problem in problems:
        click.secho(problem, fg="red")
    if said:
        click.echo(said)


@cli.command(
    help=gettext_noop("Run one of Django's own commands."),
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tongpin manage", *arguments])


def translate(command: click.Command) -> None:
    """Put the help texts into the user's language; the English text stays its message id."""
    command.help = _(command.help) if command.help else None
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    for inner in getattr(command, "commands", {}).values():
        translate(inner)


def report_error(error: Any) -> None:
    """Say an error on stderr; with --json also on stdout."""
    if "--json" in sys.argv:
        emit({"error": {"message": error.message, "place": error.place, "remedy": error.remedy}})
    click.secho(str(error), fg="red", err=True)


def main() -> None:
    """Set Django up and run the command given."""
    environment.choose_settings()
    import django

    django.setup()
    from django.conf import settings
    from django.utils import translation

    from tongpin.foundation.kernel.errors import UserError

    translation.activate(settings.LANGUAGE_CODE)
    translate(cli)
    try:
        cli(prog_name="tongpin")
    except UserError as error:
        report_error(error)
        sys.exit(1)


if __name__ == "__main__":
    main()
