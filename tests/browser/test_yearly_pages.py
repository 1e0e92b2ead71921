"""The yearly cycle and the talks in a browser, on the desk and on the phone, in ordinary and in large type."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide, wide_parts
from tests.records.reviews.conftest import JANUARY, counted, decided, meeting_of, member
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import appoint
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.records.conversations.actions import record_conversations
from tongpin.records.conversations.enums import Way
from tongpin.records.reviews.actions import add_remedy, open_review, record_meeting, reopen_grades

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_are_accessible_and_fit_the_window(
    open_page: OpenPage, operator: Account, secretary: Account, branch: Unit, catalogue: None, size: str
) -> None:
    persons = [member(operator, branch, name) for name in ("赵一", "钱二", "孙三", "欧阳红国", "周五")]
    appoint(by=operator, person=persons[0], unit=branch, title="书记")
    appoint(by=operator, person=persons[1], unit=branch, title="组织委员")
    member(operator, branch, "陈十", Standing.PROBATIONARY)
    (talk,) = record_conversations(
        by=secretary, unit=branch, person=persons[0], partners=[persons[2]], held_on=JANUARY, way=Way.FACE
    )
    review = open_review(by=secretary, unit=branch, year=2024)
    page = open_page(f"/reviews/{review.pk}/", size, secretary)
    base = page.url.split("/reviews/")[0]
    found: dict[str, list[str]] = {}

    def look(*addresses: str) -> None:
        for address in addresses:
            response = page.goto(base + address)
            assert response is not None
            problems = [] if response.status == 200 else [f"answers {response.status}"]
            problems += axe_findings(page) + small_targets(page, 44)
            problems += wide_parts(page) if too_wide(page) else []
            if problems:
                found[address] = problems

    own = f"/reviews/{review.pk}/"
    look(own, f"{own}meeting/org_life/", f"{own}step/study/", f"{own}step/talks/", "/reviews/new/", "/reviews/mine/")
    record_meeting(by=secretary, review=review, content=meeting_of(branch), together=True)
    add_remedy(by=secretary, review=review, text="按季公开党费", responsible=persons[1], due=JANUARY)
    look(own, f"{own}ballots/", f"{own}remedies/new/", "/reviews/?year=2024")
    counted(secretary, review, persons, valid=6)
    look(f"{own}grades/")
    decided(secretary, review, persons, 2)
    look(own, f"{own}result/", f"{own}result/word/", f"{own}grades/again/")
    reopen_grades(by=secretary, review=review, reason="录错一人")
    look(own)
    pairs, one = f"/conversations/branch/{branch.pk}/?year=2025", f"/conversations/{talk.pk}/"
    look("/conversations/?year=2025", pairs, "/conversations/new/", one, f"{one}edit/", f"{one}cancel/")
    page.context.add_cookies([{"name": "type_size", "value": "30", "url": base}])
    look(
        own, f"{own}grades/" if review.valid else f"{own}step/opinions/", f"{own}ballots/", pairs, "/conversations/new/"
    )
    assert found == {}
