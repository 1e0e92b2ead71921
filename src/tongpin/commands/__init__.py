"""The commands of the command line, by theme. They only compose what the stages below offer.

Imported once Django is set up and the language is chosen (`tongpin.__main__`): help texts are in the user's own.
"""

import click
from django.utils.translation import gettext as _

from . import accounts, backups, documents, figures, ledgers, messages, privacy, serving, upkeep


@click.group(help=_("Tongpin: work recorded once, figures and the provable report follow from it."))
def cli() -> None:
    """Hold the commands."""


for _command in (
    *(serving.demo, ledgers.import_, figures.figures, documents.report, documents.verify, serving.serve),
    *(backups.backup, backups.verify_backup, backups.restore),
    *(upkeep.verify_audit, upkeep.manage, accounts.account),
    *(privacy.export_person, privacy.erase_person, messages.deliver),
):
    cli.add_command(_command)

__all__ = ["cli"]
