"""Where a Party organisation's page leads: its meetings, what it owes, its terms, its talks and its hours of study."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.derived.compliance.access import SEE as SEE_COMPLIANCE
from tongpin.derived.study.access import SEE_UNIT as SEE_STUDY
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.enums import PARTY_KINDS, UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.conversations.access import SEE_PAIRS
from tongpin.records.elections.access import SEE_TERMS
from tongpin.records.meetings.access import SEE as SEE_MEETINGS


def links_of(account: Account, unit: Unit) -> list[tuple[str, str]]:
    """Return address and words of each page about `unit` that the reader may open; none for parts of the bureau."""
    if unit.kind not in PARTY_KINDS:
        return []
    here = [unit.pk]
    pages = [
        (SEE_MEETINGS, "meetings:year", [unit.pk, clock.today().year], _("Meetings")),
        (SEE_COMPLIANCE, "compliance:unit", here, _("Compliance")),
        (SEE_TERMS, "elections:unit", here, _("Terms and elections")),
    ]
    if unit.kind == UnitKind.BRANCH:
        pages += [
            (SEE_PAIRS, "conversations:pairs", here, _("Heart-to-heart talks")),
            (SEE_STUDY, "study:unit", here, _("Study")),
        ]
    return [(reverse(view, args=args), words) for policy, view, args, words in pages if policy.can_in(account, unit)]
