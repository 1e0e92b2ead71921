"""`tongpin serve` and `tongpin demo`."""

from __future__ import annotations

import sys

import click
from django.utils.translation import gettext as _

from tongpin.sample.demo import build
from tongpin.sample.organisation import ACCOUNTS, password

from .supervisor import Supervisor, collect_static
from .terminal import Bar, ready

PORT = click.IntRange(1, 65535)


@click.command(help=_("Serve the program until it is told to stop."))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=PORT)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    ready()
    collect_static()
    sys.exit(Supervisor(host=host, port=port, workers=workers).run())


@click.command(help=_("Build the fictional sample bureau and serve it on 127.0.0.1:8000."))
@click.option("--port", default=8000, show_default=True, type=PORT)
@click.option("--no-serve", is_flag=True, help=_("Only build it."))
def demo(port: int, no_serve: bool) -> None:
    ready()
    click.echo(_("Building the sample bureau; everything in it is fictional."), err=True)
    with Bar() as bar:
        build(bar.show)
    click.secho(_("Accounts of the sample (fictional; never use them elsewhere):"), bold=True)
    for one in ACCOUNTS:
        click.echo(f"  {one.username:<10} {password()}  {one.role.label}  {one.unit}")
    if not no_serve:
        collect_static()
        click.echo(_("Open http://127.0.0.1:%(port)s – Ctrl-C stops.") % {"port": port})
        sys.exit(Supervisor(host="127.0.0.1", port=port).run())
