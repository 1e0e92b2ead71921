"""One reader for each kind of ledger: a table's columns → typed rows with what is doubtful in each."""

from collections.abc import Callable

from tongpin.interfaces.exchange.rules.kinds.festival import read_festival
from tongpin.interfaces.exchange.rules.kinds.honour import read_honours
from tongpin.interfaces.exchange.rules.kinds.meeting import read_meetings
from tongpin.interfaces.exchange.rules.kinds.member import read_members
from tongpin.interfaces.exchange.rules.kinds.need import read_needs
from tongpin.interfaces.exchange.rules.kinds.party_day import read_party_days
from tongpin.interfaces.exchange.rules.kinds.show import read_shows
from tongpin.interfaces.exchange.rules.kinds.talk import read_talks
from tongpin.interfaces.exchange.rules.kinds.village_list import read_village_lines
from tongpin.interfaces.exchange.rules.kinds.volunteer import read_services
from tongpin.interfaces.exchange.rules.rows import Row
from tongpin.interfaces.exchange.rules.source import Source

READERS: dict[str, Callable[[Source], list[Row]]] = {
    "meeting": read_meetings,
    "party_day": read_party_days,
    "member": read_members,
    "need": read_needs,
    "talk": read_talks,
    "festival": read_festival,
    "volunteer": read_services,
    "honour": read_honours,
    "show": read_shows,
    "village_list": read_village_lines,
}
