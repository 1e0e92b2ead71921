"""Who may see and record talks: the branch itself and the bureau's officer; a member the own ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tongpin.foundation.access.access import Policy, Role, anywhere, in_unit_and_below
from tongpin.foundation.access.access.scopes import NOTHING, Held, Scope
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit


@dataclass(frozen=True, slots=True)
class OwnTalk(Scope):
    """Talks the account's own person took part in."""

    def rows(self, held: Held, account: Account) -> Q:
        return Q(first=account.person_id) | Q(second=account.person_id) if account.person_id else NOTHING

    def covers(self, held: Held, unit: Unit) -> bool:
        return False


ABOVE = {
    Role.SECRETARY: in_unit_and_below(),
    Role.UNIT_OFFICER: in_unit_and_below(),
    Role.OFFICER: anywhere,
    Role.LEADER: anywhere,
    Role.AUDITOR: anywhere,
}
SEE = Policy("talks.view", {Role.MEMBER: OwnTalk(), **ABOVE})
# What is still missing in a branch; names are masked by `members.names`, as everywhere.
SEE_PAIRS = Policy("talks.pairs", ABOVE)
RECORD = Policy("talks.record", {Role.SECRETARY: in_unit_and_below(), Role.OFFICER: anywhere})
EXPORT = Policy("talks.export", {Role.SECRETARY: in_unit_and_below(), Role.OFFICER: anywhere})
