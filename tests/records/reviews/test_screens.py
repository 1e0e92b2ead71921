"""The cycle on screen: guided steps, forms that keep what was typed, grades for those who may see them."""

from __future__ import annotations

import datetime as dt
import io
import re

import docx
import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.records.reviews.conftest import JANUARY, counted, decided, meeting_of
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.reviews.actions import add_remedy, open_review
from tongpin.records.reviews.models import Appraised, Remedy, Review

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def send(client: Client, address: str, **fields: object) -> object:
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **fields})


def ballot_form(persons: list[Person], valid: int = 9, **change: object) -> dict[str, object]:
    fields: dict[str, object] = {"issued": valid, "returned": valid, "valid": valid}
    fields |= {"self_on": "2025-01-15", "peer_on": "20250115"}
    for number, one in enumerate(persons):
        fields |= {f"t_{one.pk}_excellent": number, f"t_{one.pk}_qualified": valid - number}
    return {**fields, **change}


def states(client: Client, review: Review) -> dict[str, str]:
    steps = client.get(f"/reviews/{review.pk}/").context["steps"]
    return {step.label: step.state_label for step in steps}


def test_a_year_from_beginning_to_result(
    desk: Client, branch: Unit, full: list[Person], newcomer: Person, officer: Account
) -> None:
    response = send(desk, "/reviews/new/", unit=branch.pk, year=2024)
    review = Review.objects.get()
    address = f"/reviews/{review.pk}/"
    assert response["Location"] == address
    assert set(states(desk, review).values()) == {"待完成", "后续步骤"}
    study = record_activity(by=officer, content=meeting_of(branch, dt.date(2024, 12, 1), "party_day"))
    send(desk, f"{address}step/study/", activity=study.pk)
    send(desk, f"{address}step/talks/", on="2024-12-10")
    send(desk, f"{address}step/opinions/", on="2024-12-11", number=14)
    present = [str(one.pk) for one in full]
    form = desk.get(f"{address}meeting/org_life/").context["form"]
    assert form["title"].value() == "2024年度组织生活会"
    send(
        desk, f"{address}meeting/org_life/", unit=branch.pk, starts_on="2025-01-15", title=form["title"].value(),
        present=present, together="on", planned="0",
    )  # fmt: skip
    meeting = Activity.objects.get(kind="org_life")
    assert meeting.attendances.count() == meeting.attended == 9
    send(desk, f"{address}ballots/", version=Review.objects.get().version, **ballot_form(full))
    grades = {f"g_{one.pk}": "excellent" if one in full[:3] else "qualified" for one in full}
    send(
        desk, f"{address}grades/", version=Review.objects.get().version, decided_on="2025-01-16",
        decided_in="committee", **grades,
    )  # fmt: skip
    send(desk, f"{address}remedies/new/", text="按季公开党费", responsible=full[0].pk, due="2025-06-30")
    remedy = Remedy.objects.get()
    assert states(desk, review)["整改落实"] == "待完成"
    send(
        desk, f"{address}remedies/{remedy.pk}/", text=remedy.text, responsible=full[0].pk, due="2025-06-30",
        done_on="2025-06-01",
    )  # fmt: skip
    assert set(states(desk, review).values()) == {"已完成"}
    html = desk.get(address).content.decode()
    assert "计入 2024 年度" in html
    assert "一并进行" in html
    assert "14 条意见" in html


def test_each_step_names_its_rule(desk: Client, review: Review) -> None:
    steps = desk.get(f"/reviews/{review.pk}/").context["steps"]
    assert [step.label for step in steps] == [
        "会前学习", "谈心谈话", "征求意见", "组织生活会", "民主评议党员", "个人自评", "党员互评", "民主测评",
        "评定意见", "整改落实",
    ]  # fmt: skip
    assert all(step.quotes for step in steps)
    articles = {step.label: step.quotes[0].article for step in steps}
    assert articles["组织生活会"] == "第十七条"
    assert articles["个人自评"] == articles["评定意见"] == "第十八条"
    assert articles["谈心谈话"] == "第十九条"


def test_recorded_meeting_is_taken_into_the_cycle(
    desk: Client, secretary: Account, branch: Unit, review: Review
) -> None:
    known = record_activity(by=secretary, content=meeting_of(branch))
    address = f"/reviews/{review.pk}/meeting/org_life/"
    html = desk.get(address).content.decode()
    assert "已经登记过" in html
    desk.post(f"/reviews/{review.pk}/link/org_life/", {"_key": form_key(html), "activity": known.pk, "together": "on"})
    review.refresh_from_db()
    assert review.org_life == review.appraisal == known


def test_meeting_outside_the_window_says_why_and_keeps_the_text(desk: Client, branch: Unit, review: Review) -> None:
    address = f"/reviews/{review.pk}/meeting/org_life/"
    fields = {"unit": branch.pk, "starts_on": "2025-05-01", "title": "迟开的会", "attended": "5", "planned": "0"}
    response = send(desk, address, **fields)
    html = response.content.decode()
    assert "2025-03-31" in html
    assert "迟开的会" in html
    assert not Activity.objects.exists()


def test_count_that_does_not_add_up_points_to_the_row(
    desk: Client, review: Review, full: list[Person], gathering: Activity
) -> None:
    review.refresh_from_db()
    fields = ballot_form(full, **{f"t_{full[2].pk}_excellent": 5})
    response = send(desk, f"/reviews/{review.pk}/ballots/", version=review.version, **fields)
    html = response.content.decode()
    assert "合计 12 票，有效票为 9 张" in html
    assert f'name="t_{full[2].pk}_excellent" value="5"' in html
    assert not Appraised.objects.exists()


def test_too_many_excellent_are_refused_with_the_numbers_and_keep_the_choice(
    desk: Client, secretary: Account, review: Review, full: list[Person], gathering: Activity
) -> None:
    counted(secretary, review, full)
    review.refresh_from_db()
    grades = {f"g_{one.pk}": "excellent" for one in full}
    response = send(
        desk, f"/reviews/{review.pk}/grades/", version=review.version, decided_on="2025-01-15", decided_in="committee",
        **grades,
    )  # fmt: skip
    html = response.content.decode()
    assert "党员总数 9 × 1/3，取整，优秀不超过 3 名" in html
    assert "有 9 名" in html
    assert "三分之一" in html
    assert html.count('value="excellent" selected') == 9


def test_totals_are_never_in_an_order_and_never_on_paper(
    desk: Client, secretary: Account, review: Review, full: list[Person], newcomer: Person, gathering: Activity
) -> None:
    counted(secretary, review, full)
    decided(secretary, review, full, 3)
    response = desk.get(f"/reviews/{review.pk}/result/")
    names = [row.name for row in response.context["rows"]]
    assert names == sorted(names, key=stroke_key)
    assert [name for name, _numbers in response.context["totals"]] == [name for name in names if name != "陈十"]
    html = response.content.decode()
    shown = html[html.index("<table") : html.index('<div class="no-print">')]
    assert not re.search(r"\b9\b", re.sub(r"data-label[^>]*>\d+<", "", shown)), "totals outside the folded part"
    assert "?sort" not in html
    asked = send(desk, f"/reviews/{review.pk}/result/word/", reason="")
    assert asked.status_code == 200
    assert not Event.objects.filter(action="review.export").exists()
    response = send(desk, f"/reviews/{review.pk}/result/word/", reason="存档")
    document = docx.Document(io.BytesIO(response.content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["序号", "姓名", "评定等次"]
    assert [row[1] for row in rows[1:]] == names
    assert {row[2] for row in rows[1:]} == {"优秀", "合格", "参加评议，不评定等次"}
    text = "\n".join(one.text for one in document.paragraphs)
    assert "2024年度民主评议党员评定结果" in text
    assert "支部委员会于2025年1月15日评定等次" in text
    assert "优秀3名（党员总数 10 × 1/3，取整，优秀不超过 3 名）" in text
    assert Event.objects.filter(action="review.export").count() == 1


def test_member_sees_the_own_grade_only(
    client: Client,
    make_account: MakeAccount,
    secretary: Account,
    branch: Unit,
    review: Review,
    full: list[Person],
    gathering: Activity,
) -> None:
    counted(secretary, review, full)
    account = make_account(Role.MEMBER, branch, "member", full[0])
    client.force_login(account)
    assert client.get("/reviews/mine/").context["rows"] == []
    decided(secretary, review, full, 1)
    rows = client.get("/reviews/mine/").context["rows"]
    assert [(row.person_id, row.get_grade_display()) for row in rows] == [(full[0].pk, "优秀")]
    page = client.get(f"/reviews/{review.pk}/")
    html = page.content.decode()
    assert "本人评定等次" in html
    assert not any(one.name in html for one in full[1:])
    assert all(step.actions == [] for step in page.context["steps"])
    for part in ("result/", "result/word/", "ballots/", "grades/", "grades/again/"):
        assert client.get(f"/reviews/{review.pk}/{part}").status_code == 403


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.UNIT_OFFICER])
def test_above_sees_steps_but_neither_names_nor_grades(
    client: Client,
    make_account: MakeAccount,
    secretary: Account,
    bureau: Unit,
    review: Review,
    full: list[Person],
    gathering: Activity,
    role: Role,
) -> None:
    counted(secretary, review, full)
    decided(secretary, review, full, 1)
    add_remedy(by=secretary, review=review, text="按季公开", responsible=full[2], due=dt.date(2025, 6, 1))
    client.force_login(make_account(role, bureau))
    html = client.get(f"/reviews/{review.pk}/").content.decode()
    assert "孙*" in html
    assert "孙三" not in html
    assert "优秀" not in re.sub(r"<blockquote.*?</blockquote>", "", html, flags=re.S)
    assert client.get(f"/reviews/{review.pk}/result/").status_code == 403


def test_list_tells_what_is_missing_and_what_counts(
    desk: Client, secretary: Account, branch: Unit, review: Review, gathering: Activity
) -> None:
    html = desk.get("/reviews/?year=2024").content.decode()
    assert "计入 2024 年度" in html
    assert "2025-03-31 以前召开的会议均可计入" in html
    assert "未召开" in desk.get(f"/reviews/?year={clock.today().year - 3}").content.decode()


def test_list_and_cycle_take_no_more_queries_with_more_rows(
    client: Client,
    officer: Account,
    operator: Account,
    committee: Unit,
    review: Review,
    full: list[Person],
    gathering: Activity,
) -> None:
    client.force_login(officer)
    client.get("/reviews/?year=2024")
    addresses = ("/reviews/?year=2024", f"/reviews/{review.pk}/", f"/reviews/{review.pk}/ballots/")
    add_remedy(by=officer, review=review, text="一", responsible=full[0], due=JANUARY)
    before = [queries_of(client, address) for address in addresses]
    for name in ("三支部", "四支部"):
        unit = add_unit(by=operator, kind=UnitKind.BRANCH, name=name, parent=committee)
        open_review(by=officer, unit=unit, year=2024)
        add_remedy(by=officer, review=review, text=name, responsible=full[1], due=JANUARY)
    assert [queries_of(client, address) for address in addresses] == before
    assert max(before) <= MOST_QUERIES


@pytest.mark.parametrize("part", ["step/peer/", "step/x/", "meeting/party_day/", "remedies/999/"])
def test_unknown_part_is_not_there(desk: Client, review: Review, part: str) -> None:
    assert desk.get(f"/reviews/{review.pk}/{part}").status_code == 404


def test_pages_out_of_turn_lead_back(desk: Client, review: Review) -> None:
    for part in ("ballots/", "grades/", "result/", "result/word/"):
        assert desk.get(f"/reviews/{review.pk}/{part}")["Location"] == f"/reviews/{review.pk}/"


def test_decision_is_taken_up_again_on_screen(
    desk: Client, secretary: Account, review: Review, full: list[Person], gathering: Activity
) -> None:
    counted(secretary, review, full)
    decided(secretary, review, full, 3)
    send(desk, f"/reviews/{review.pk}/grades/again/", reason="录错一人")
    html = desk.get(f"/reviews/{review.pk}/").content.decode()
    assert "录错一人" in html
    assert states(desk, review)["评定意见"] == "待完成"
