"""The rules of study hours, each as it stood on the day that matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tongpin.foundation.kernel.dated import holds
from tongpin.standards.queries import norm_versions
from tongpin.standards.rules import Norm, Version

MEMBER, LEADING = "EDU.党员学时", "EDU.书记班子学时"
CONVERSION, KINDS = "EDU.折算", "EDU.计入"
TRAINING, NEW_SECRETARY = "EDU.集中培训", "EDU.新任培训"
CODES = (MEMBER, LEADING, CONVERSION, KINDS, TRAINING, NEW_SECRETARY)


class Rulebook:
    """All versions of these norms, read by one query; none where the caller has read them all already."""

    def __init__(self, read: Mapping[str, Sequence[Version]] | None = None) -> None:
        self._versions: Mapping[str, Sequence[Version]] = norm_versions(CODES) if read is None else read

    def on(self, code: str, day: dt.date) -> Norm | None:
        """Return the norm that judges `day`.

        Where the version of that day names no parameters those of the next one that does are taken: it is the same
        rule, told more exactly by a later edition of the catalogue.
        """
        versions = self._versions.get(code, ())
        of_day = next((one.norm for one in versions if holds(one, day)), None)
        if of_day is None or of_day.params:
            return of_day
        return next((one.norm for one in versions if one.norm.params), of_day)

    def kinds(self) -> frozenset[str]:
        """Return every kind that any version of the rules counts: the rows worth reading."""
        found: set[str] = set()
        for code in (KINDS, TRAINING, NEW_SECRETARY):
            for one in self._versions.get(code, ()):
                found |= set(str(one.norm.params.get("counted_kinds", "")).replace("、", " ").split())
        return frozenset(found)
