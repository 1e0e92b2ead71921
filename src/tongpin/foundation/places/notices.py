"""What is said to the clerk about a village, and about a faulty list."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .rules import Fault, FaultKind, Match, MatchState, VillageRow, Vintage


def describe(row: VillageRow) -> str:
    """Return a village with town and code, so that two of one name can be told apart."""
    return f"{row.town_name} {row.name} ({row.code})"


def match_sentence(match: Match) -> str:
    """Return what to tell the clerk about a match; empty when nothing is in doubt."""
    listed = "、".join(describe(row) for row in match.candidates)
    if match.state is MatchState.AMBIGUOUS:
        return _("Several villages fit: %(list)s. Choose one.") % {"list": listed}
    if match.state is MatchState.MISMATCH:
        return _("Code, name and town do not speak of the same village. They could mean: %(list)s.") % {"list": listed}
    if match.state is MatchState.NONE:
        return _nothing(match, listed)
    assert match.village is not None
    return " ".join(_doubts(match, match.village))


def _nothing(match: Match, listed: str) -> str:
    first = _("There is no town of this name.") if match.town_unknown else _("There is no such village on the list.")
    return " ".join([first, _("Similar ones: %(list)s.") % {"list": listed}]) if listed else first


def _doubts(match: Match, village: VillageRow) -> list[str]:
    said: list[str] = []
    if match.code_unreadable:
        said.append(_("The code is not one of twelve digits; the name was used."))
    if match.kind_differs:
        said.append(_("On the list it is %(name)s.") % {"name": describe(village)})
    if match.vintage is Vintage.GONE and village.valid_to is not None:
        said.append(
            _("%(name)s was on the list until %(day)s only; it may have been merged.")
            % {"name": describe(village), "day": village.valid_to.isoformat()}
        )
    if match.vintage is Vintage.LATER and village.valid_from is not None:
        said.append(
            _("%(name)s is on the list from %(day)s only.")
            % {"name": describe(village), "day": village.valid_from.isoformat()}
        )
    return said


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong, with the line where it stands."""
    sentences = {
        FaultKind.ENCODING: _("The file is not text in UTF-8 or GBK."),
        FaultKind.NO_HEADER: _("No line names the columns; a code and a name are needed."),
        FaultKind.EMPTY: _("There is no village in the file."),
        FaultKind.TOO_LONG: _("The file has more than %(text)s rows."),
        FaultKind.CODE: _("“%(text)s” is not a code of twelve digits; Excel may have shortened it."),
        FaultKind.CODE_TWICE: _("The code %(text)s stands twice, with different names."),
        FaultKind.NO_NAME: _("The name is missing."),
        FaultKind.TOWN_CODE: _("The town's code contradicts the village's (%(text)s)."),
        FaultKind.NO_TOWN: _("“%(text)s” has no town."),
        FaultKind.NOT_A_VILLAGE: _("“%(text)s” does not look like the name of a village or community."),
    }
    said = sentences[fault.kind] % {"text": fault.text}
    return _("Line %(line)s: %(said)s") % {"line": fault.line, "said": said} if fault.line else said
