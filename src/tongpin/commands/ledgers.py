"""`tongpin import`."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.utils.translation import gettext as _

from tongpin.interfaces.exchange.actions import FileSummary, ImportSummary, import_paths
from tongpin.interfaces.exchange.enums import RowState

from .terminal import YEAR, Bar, as_json, emit, ready

PLACES = 3  # how many rows are named of those that have the same thing to say


def print_file(one: FileSummary) -> None:
    """Print what became of a file: counts, what waits and why, what should be looked at."""
    words = {**dict(RowState.choices), "warning": _("with a warning")}
    counts = "  ".join(f"{words[state]} {count}" for state, count in one.rows.items() if count)
    click.secho(f"{one.name}  {'、'.join(one.kinds)}  {counts}", bold=True)
    if one.error:
        click.secho(f"  {one.error}", fg="red")
    for note in one.notes:
        click.echo(f"  {note}")
    told: dict[str, list[str]] = {}
    for row in [*one.waiting, *one.warnings]:
        told.setdefault(row.message, []).append(row.place)
    for text, places in told.items():
        rest = len(places) - PLACES
        more = _(" and %(count)s more") % {"count": rest} if rest > 0 else ""
        click.echo(f"  {'、'.join(places[:PLACES])}{more}  {text}")


def print_import(summary: ImportSummary) -> None:
    """Print what became of all files."""
    for one in summary.files:
        print_file(one)
    for name in summary.new_units:
        click.echo(_("New unit: %(name)s") % {"name": name})
    if summary.dry_run:
        click.echo(_("Dry run: nothing was kept."))


@click.command("import", help=_("Take ledgers over (xlsx, xls, csv): what is good is recorded, the rest told."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--year", type=YEAR, help=_("The year of dates that name none."))
@click.option("--villages", type=click.Path(path_type=Path), help=_("List of villages with codes (CSV)."))
@click.option("--dry-run", is_flag=True, help=_("Only say what would happen."))
@as_json
def import_(paths: tuple[Path, ...], year: int | None, villages: Path | None, dry_run: bool, as_json: bool) -> None:
    ready()
    with Bar(hidden=as_json) as bar:
        summary = import_paths(by=None, paths=paths, year=year, villages=villages, dry_run=dry_run, progress=bar.show)
    if as_json:
        emit(summary.to_json())
    else:
        print_import(summary)
    sys.exit(1 if summary.unreadable else 0)
