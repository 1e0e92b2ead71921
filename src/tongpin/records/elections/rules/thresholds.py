"""How many are needed: present, candidates, votes. Percentages are the catalogue's. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping


def share(people: int, percent: int) -> int:
    """Return the least whole number of people that is not less than `percent` of them: 80 of 8 → 7."""
    return -(-people * percent // 100)


def more_than_share(people: int, percent: int) -> int:
    """Return the least whole number that is more than `percent` of the people: 50 of 8 → 5."""
    return people * percent // 100 + 1


def least_present(should_attend: int, *, percent: int, strictly: bool = False) -> int:
    """Return how many voters must have come for the meeting to be valid; `strictly`: more than the share."""
    return more_than_share(should_attend, percent) if strictly else share(should_attend, percent)


def least_candidates(places: int, *, percent: int) -> int:
    """Return how many candidates there must be for so many places: 3 → 4, 5 → 6, 7 → 9."""
    return places + share(places, percent)


def votes_needed(params: Mapping[str, object], *, should_attend: int, present: int) -> int:
    """Return how many votes elect: more than `percent` of the base the rule names, `should_attend` or `present`.

    Raises KeyError for a base nobody knows: a rule that cannot be read must not elect anybody.
    """
    base = {"should_attend": should_attend, "present": present}[str(params["base"])]
    return more_than_share(base, int(str(params["percent"])))
