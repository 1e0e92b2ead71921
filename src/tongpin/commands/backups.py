"""`tongpin backup`, `verify-backup` and `restore`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.backup import Manifest, back_up
from tongpin.foundation.kernel.backup import restore as bring_back
from tongpin.foundation.kernel.backup import verify as check

from .terminal import as_json, emit, ready

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(help=_("Write database, files and fingerprints of the keys into one file."))
@click.argument("file", type=FILE)
@click.option("--with-keys", is_flag=True, help=_("Put the keys in as well: whoever has the file reads all."))
@as_json
def backup(file: Path, with_keys: bool, as_json: bool) -> None:
    manifest = back_up(file, with_keys=with_keys, progress=step)
    say(manifest, as_json, _("The backup is written."))


@click.command("verify-backup", help=_("Read a whole backup and compare it with its manifest."))
@click.argument("file", type=FILE)
@as_json
def verify_backup(file: Path, as_json: bool) -> None:
    found = check(file)
    whole = _("The backup is whole.")
    said = whole if found.seal_checked else _("The backup is whole; its seal needs the key of that time.")
    say(found.manifest, as_json, "" if found.problems else said, found.problems)
    sys.exit(1 if found.problems else 0)


@click.command(help=_("Bring database and files back from a backup; stop the server first."))
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help=_("Replace a database that is not empty."))
@as_json
def restore(file: Path, force: bool, as_json: bool) -> None:
    manifest = bring_back(file, force=force, progress=step)
    ready()
    say(manifest, as_json, _("The backup is restored; every row and file was compared."))


def step(said: str) -> None:
    """Say on stderr what is going on."""
    click.echo(f"{said} …", err=True)


def say(manifest: Manifest, as_json: bool, said: str, problems: Sequence[str] = ()) -> None:
    """Say what a backup holds and what is wrong with it."""
    counts = {"tables": len(manifest.tables), "rows": manifest.rows, "files": manifest.files}
    if as_json:
        about = {"created_at": manifest.created_at, "database": manifest.vendor, "with_keys": manifest.with_keys}
        emit(about | counts | {"problems": list(problems)})
        return
    made = _("Made %(at)s: %(tables)s tables, %(rows)s rows, %(files)s files.")
    click.echo(made % {"at": manifest.created_at, **counts})
    for problem in problems:
        click.secho(problem, fg="red")
    if said:
        click.echo(said)
