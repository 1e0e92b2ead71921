"""The register of honours: explicit level, rank only with out of how many, corrections with reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.rules import Proof
from tongpin.records.honours.actions import correct_honour, record_honour
from tongpin.records.honours.models import Honour
from tongpin.records.honours.queries import content_of
from tongpin.records.honours.rules import HonourContent, document_number

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 7, 1)


@pytest.fixture
def content(branch: Unit) -> HonourContent:
    return HonourContent(title="先进集体", level="county", awarded_on=DAY, unit_id=branch.pk)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("文旅发[2026]12号", "文旅发〔2026〕12号"),
        ("文旅发（2026） 12号", "文旅发〔2026〕 12号"),
        (" 文旅发【2026】12号 ", "文旅发〔2026〕12号"),
        ("文旅发〔2026〕12号", "文旅发〔2026〕12号"),
        ("文旅发［ 2026 ］12号", "文旅发〔2026〕12号"),
        ("第(3)届第12号", "第(3)届第12号"),
        ("", ""),
    ],
)
def test_document_number_is_kept_with_its_years_own_brackets(typed: str, kept: str) -> None:
    assert document_number(typed) == kept


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "名称"),
        ({"level": "city"}, "地级市"),
        ({"rank": 2}, "参评"),
        ({"out_of": 36}, "参评"),
        ({"rank": 0, "out_of": 36}, "1 和参评总数"),
        ({"rank": 37, "out_of": 36}, "1 和参评总数"),
        ({"awarded_on": dt.date(2100, 1, 1)}, "未来"),
    ],
    ids=str,
)
def test_entry_that_says_too_little_is_refused(
    secretary: Account, content: HonourContent, change: dict[str, object], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        record_honour(by=secretary, content=replace(content, **change))
    assert not Honour.objects.exists()


def test_document_makes_the_evidence(secretary: Account, content: HonourContent) -> None:
    honour = record_honour(by=secretary, content=content)
    assert honour.grade == Grade.NONE
    assert correct_honour(by=secretary, honour=honour, content=replace(content, doc_no="工委〔2025〕3号"), reason="补")
    honour.refresh_from_db()
    assert (honour.grade, honour.version, honour.versions.get().reason) == (Grade.DOCUMENT, 2, "补")


def test_entry_from_a_ledger_stays_evidenced_when_it_is_corrected(secretary: Account, content: HonourContent) -> None:
    file = StoredFile.objects.create(sha256="a" * 64, size=1, mime="x", name="台账.xlsx", uploaded_at=clock.now())
    proof = Proof(file.pk, "荣誉!3", Grade.SELF_REPORT, file.sha256)
    honour = record_honour(by=secretary, content=content, proof=proof)
    correct_honour(by=secretary, honour=honour, content=replace(content, issuer="市直机关工委"), reason="补落款")
    honour.refresh_from_db()
    assert (honour.grade, honour.source_file_id, honour.source_place) == (Grade.SELF_REPORT, file.pk, "荣誉!3")


def test_correction_wants_a_reason_and_the_version_looked_at(secretary: Account, content: HonourContent) -> None:
    honour = record_honour(by=secretary, content=content)
    changed = replace(content, title="先进单位")
    with pytest.raises(UserError, match="更正原因"):
        correct_honour(by=secretary, honour=honour, content=changed, reason=" ")
    with pytest.raises(UserError, match="已有他人修改"):
        correct_honour(by=secretary, honour=honour, content=changed, reason="写错", version=2)
    assert not correct_honour(by=secretary, honour=honour, content=content_of(honour), reason="写错", version=1)
    assert correct_honour(by=secretary, honour=honour, content=changed, reason="写错", version=1)


def test_nobody_enters_or_corrects_outside_the_own_units(
    secretary: Account, officer: Account, sibling: Unit, content: HonourContent
) -> None:
    elsewhere = replace(content, unit_id=sibling.pk)
    with pytest.raises(NotAllowed):
        record_honour(by=secretary, content=elsewhere)
    honour = record_honour(by=officer, content=elsewhere)
    with pytest.raises(NotAllowed):
        correct_honour(by=secretary, honour=honour, content=content, reason="移过来")
    own = record_honour(by=secretary, content=content)
    with pytest.raises(NotAllowed):
        correct_honour(by=secretary, honour=own, content=elsewhere, reason="移过去")
