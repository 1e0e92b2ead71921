"""Whether a count of paper ballots adds up. Plain Python; only totals, never a ballot and its voter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Votes:
    """What one candidate received over all valid ballots; a written-in name only has votes for it."""

    person_id: int
    name: str
    for_: int
    against: int = 0
    abstained: int = 0
    written_in: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """The totals of one vote."""

    issued: int
    returned: int
    valid: int
    invalid: int
    votes: Sequence[Votes]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a count cannot stand: a code the caller puts into words, the place it concerns, and the numbers."""

    code: str
    place: str = ""
    values: Mapping[str, int] = field(default_factory=dict)


def problems(count: Count, *, present: int, places: int) -> Iterator[Problem]:
    """Yield what does not add up, in the order in which a teller would look."""
    if count.issued > present:
        yield Problem("issued_too_many", "issued", {"issued": count.issued, "present": present})
    if count.returned > count.issued:
        yield Problem("returned_too_many", "returned", {"returned": count.returned, "issued": count.issued})
    if count.valid + count.invalid != count.returned:
        values = {"valid": count.valid, "invalid": count.invalid, "returned": count.returned}
        yield Problem("valid_and_invalid", "valid", values)
    for one in count.votes:
        yield from _of_one(one, count.valid)
    chosen = sum(one.for_ for one in count.votes)
    if chosen > places * count.valid:
        values = {"chosen": chosen, "places": places, "valid": count.valid, "most": places * count.valid}
        yield Problem("too_many_choices", "choices", values)


def _of_one(one: Votes, valid: int) -> Iterator[Problem]:
    total = one.for_ + one.against + one.abstained
    if one.written_in:
        if one.for_ > valid:
            yield Problem("more_than_valid", one.name, {"total": one.for_, "valid": valid})
    elif total != valid:
        yield Problem("votes_of_one", one.name, {"total": total, "valid": valid})


def void(count: Count) -> bool:
    """Say whether more ballots came back than voters were given: such a vote is invalid and held again."""
    return count.returned > count.issued
