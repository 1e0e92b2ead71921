"""The command line: `tongpin …` and `python -m tongpin`."""

from __future__ import annotations

import sys

from tongpin.config import environment


def main() -> None:
    """Start Django, then hand over to the commands."""
    environment.choose_settings()
    import django

    django.setup()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
