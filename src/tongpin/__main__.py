"""The command line: `tongpin …` and `python -m tongpin`.

Exit code 0: done; 1: an error, said in the user's words; 2: wrong use.
"""

from __future__ import annotations

import sys

from tongpin.config import environment


def main() -> None:
    """Set Django up, choose the language, run the command given."""
    environment.choose_settings()
    import django

    django.setup()
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)
    from tongpin.commands import cli
    from tongpin.commands.terminal import report_error
    from tongpin.foundation.kernel.errors import UserError

    try:
        cli(prog_name="tongpin")
    except UserError as error:
        report_error(error)
        sys.exit(1)


if __name__ == "__main__":
    main()
