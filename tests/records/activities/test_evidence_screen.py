"""Evidence on the screen: a file, or a paper described."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tongpin.foundation.people.models import Account
from tongpin.records.activities.actions import attach_evidence
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.models import Activity

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, "PNG")
    return file.getvalue()


def test_paper_kept_elsewhere_needs_no_file(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    data = {"_key": "a", "grade": Grade.RECEIPT.value, "title": "验收单，存第3盒"}
    assert client.post(f"/activities/{held.pk}/evidence/", data).status_code == 302
    held.refresh_from_db()
    assert held.grade == Grade.RECEIPT
    assert "验收单，存第3盒" in client.get(f"/activities/{held.pk}/").content.decode()


def test_file_is_kept_and_given_out_to_those_who_see_the_record(
    client: Client, secretary: Account, officer: Account, held: Activity, foreign: Activity
) -> None:
    client.force_login(secretary)
    data = {
        "_key": "a",
        "grade": Grade.DOCUMENT.value,
        "title": "通知",
        "file": SimpleUploadedFile("通知.png", picture()),
    }
    assert client.post(f"/activities/{held.pk}/evidence/", data).status_code == 302
    one = held.evidence.get()
    response = client.get(f"/activities/{held.pk}/evidence/{one.pk}/")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    # the number of another record's evidence opens nothing
    assert client.get(f"/activities/{foreign.pk}/evidence/{one.pk}/").status_code == 404


@pytest.mark.parametrize(("name", "data"), [("假.png", b"MZ\x90\x00" + b"\0" * 64), ("空.pdf", b"")])
def test_file_that_is_not_taken_is_refused_and_nothing_is_added(
    client: Client, secretary: Account, held: Activity, name: str, data: bytes
) -> None:
    client.force_login(secretary)
    posted = {"_key": "a", "grade": Grade.RECEIPT.value, "title": "材料", "file": SimpleUploadedFile(name, data)}
    response = client.post(f"/activities/{held.pk}/evidence/", posted)
    assert "file" in response.context["form"].errors
    assert not held.evidence.exists()


def test_evidence_needs_its_kind_and_a_description(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    response = client.post(f"/activities/{held.pk}/evidence/", {"_key": "a", "grade": "0", "title": " "})
    assert set(response.context["form"].errors) == {"grade", "title"}


def test_withdrawn_evidence_stays_readable_and_counts_no_more(
    client: Client, secretary: Account, held: Activity
) -> None:
    one = attach_evidence(by=secretary, activity=held, grade=Grade.RECEIPT, title="验收单")
    client.force_login(secretary)
    address = f"/activities/{held.pk}/evidence/{one.pk}/withdraw/"
    assert client.post(address, {"_key": "a", "reason": "不是这一场的"}).status_code == 302
    held.refresh_from_db()
    assert held.grade == Grade.NONE
    assert "不是这一场的" in client.get(f"/activities/{held.pk}/").content.decode()
    assert client.get(address).status_code == 404
    assert client.get(f"/activities/{held.pk}/evidence/{one.pk}/").status_code == 404


def test_evidence_of_a_foreign_record_answers_404(client: Client, secretary: Account, foreign: Activity) -> None:
    client.force_login(secretary)
    assert client.get(f"/activities/{foreign.pk}/evidence/").status_code == 404
