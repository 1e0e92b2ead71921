"""The pages of this theme, as far as an account may open them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.foundation.people.models import Account

from ..access import CHANNELS, LOG, PREVIEW


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the theme."""

    label: str
    url: str
    current: bool


def tabs(account: Account, current: str) -> list[Tab]:
    """Return the pages the account may open; `current` is the name of the one that is shown."""
    pages = [
        ("mine", _("My messages"), True),
        ("feeds", _("Calendar"), True),
        ("preview", _("What goes out today"), PREVIEW.held_by(account)),
        ("channels", _("Channels"), CHANNELS.held_by(account)),
        ("log", _("Sent"), LOG.held_by(account)),
    ]
    return [Tab(label, reverse(f"notify:{name}"), name == current) for name, label, open_ in pages if open_]
