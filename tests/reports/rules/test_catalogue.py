"""Every edit of the catalogue gets exactly the verdict it deserves: no false alarm, nothing missed."""

from __future__ import annotations

import pytest

from ..catalogue import Case, cases, summary
from ..helpers import check, issued

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_edit_is_judged_as_it_should_be(case: Case) -> None:
    verdict = check(case.edit(issued().docx))
    found = summary(verdict)
    if "seal" in case.expected:
        assert found["seal"] == case.expected["seal"]
        assert verdict.figures == ()
    else:
        assert found == case.expected
    assert verdict.ok is (not set(case.expected.values()) - {"same_by_context"})
