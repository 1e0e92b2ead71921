"""`tongpin deliver`: reminders and digests for those who run no `tongpin serve`, or want to see what happens."""

from __future__ import annotations

import sys

import click
from django.utils.translation import gettext as _

from tongpin.foundation.people.actions import command_line_account
from tongpin.interfaces.notify.actions import send_due

from .terminal import as_json, emit, ready


@click.command(help=_("Compose today's reminders and deliver what waits; outside working hours nothing happens."))
@as_json
def deliver(as_json: bool) -> None:
    ready()
    done = send_due(by=command_line_account())
    counts = {"sent": done.sent, "failed": done.failed, "dropped": done.dropped, "waiting": done.waiting}
    if as_json:
        emit(counts)
    else:
        click.echo(_("%(sent)s sent, %(failed)s not sent, %(dropped)s dropped, %(waiting)s waiting.") % counts)
        if done.failed:
            click.echo(_("What to do stands on the page “Sent”."), err=True)
    sys.exit(1 if done.failed else 0)
