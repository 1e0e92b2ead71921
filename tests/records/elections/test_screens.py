"""Terms and elections on screen: who sees what, each step by its form, refusals that keep what was typed."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import appoint, enter_term, postpone_term, renew_term
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Term, Unit
from tongpin.records.activities.models import Activity
from tongpin.records.activities.models import Attendance as Roster
from tongpin.records.elections.actions import record_count, vote_again
from tongpin.records.elections.enums import Stage, State
from tongpin.records.elections.forms.plan import COMMON
from tongpin.records.elections.models import Candidate, Election, Poll, Teller
from tongpin.records.elections.queries.papers import ballot, record

from .helpers import HELD, count, poll_of, roll_of, started, to_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(branch: Unit, catalogue: None) -> list[Person]:
    return roll_of(branch)


@pytest.fixture
def election(secretary: Account, branch: Unit, people: list[Person]) -> Election:
    return started(secretary, branch)


@pytest.fixture
def poll(secretary: Account, election: Election, people: list[Person]) -> Poll:
    return to_count(secretary, poll_of(election), people[:4], people[4:6], 8)


@pytest.fixture
def counted(secretary: Account, poll: Poll, people: list[Person]) -> Poll:
    """Equal votes for the last place."""
    return record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 6, 5, 5), strict=True)), 8))


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def send(client: Client, address: str, **fields: object) -> str:
    """Fill in the form of an address and return the page one lands on."""
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **fields}, follow=True).content.decode()


def plan_fields(unit: Unit, **more: object) -> dict[str, object]:
    return {
        "unit": unit.pk, "kind": "term", "number": 5, "held_on": "20250610", "seats": 3, "superior": "机关党委",
        "approval_no": "机党〔2025〕6号", "approved_on": "2025-05-20", "secretaries": 1, "deputies": 0, **more,
    }  # fmt: skip


def at(poll: Poll, step: str = "") -> str:
    return f"/elections/{poll.election_id}/votes/{poll.pk}/{step}"


def test_common_path_has_eight_fields() -> None:
    assert len(COMMON) == 8


def test_whole_election_is_run_by_forms(desk: Client, branch: Unit, people: list[Person], officer: Account) -> None:
    html = send(desk, "/elections/new/", **plan_fields(branch))
    assert "应到会人数" in html
    election = Election.objects.get()
    send(desk, f"/elections/{election.pk}/base/", **{f"ground_{people[0].pk}": ""})
    poll = poll_of(election)
    send(desk, at(poll, "candidates/"), persons=[one.pk for one in people[:4]])
    send(desk, at(poll, "attendance/"), roster=[one.pk for one in people])
    assert (Activity.objects.get().attended, Roster.objects.count()) == (8, 8)
    assert Activity.objects.get().title == "党员大会（市文化馆党支部第5届换届选举）"
    send(desk, at(poll, "tellers/"), overseers=[people[4].pk], counters=[people[5].pk], passed="on")
    votes = dict(zip(people[:4], (8, 7, 5, 3), strict=True))
    numbers: dict[str, object] = {"issued": 8, "returned": 8, "valid": 8, "invalid": 0}
    for one, number in votes.items():
        numbers |= {f"for_{one.pk}": number, f"against_{one.pk}": 8 - number, f"abstained_{one.pk}": 0}
    html = send(desk, at(poll, "count/"), **numbers)
    assert html.count("当选</span>") == 3
    second = poll_of(election)
    send(desk, at(second, "candidates/"), persons=[people[0].pk])
    send(desk, at(second, "attendance/"), present=3)
    send(desk, at(second, "tellers/"), overseers=[people[1].pk], counters=[people[5].pk], passed="on")
    chosen = {f"for_{people[0].pk}": 3, f"against_{people[0].pk}": 0, f"abstained_{people[0].pk}": 0}
    send(desk, at(second, "count/"), issued=3, returned=3, valid=3, invalid=0, **chosen)
    assert "由局党务干部登记" in desk.get(f"/elections/{election.pk}/").content.decode()
    desk.force_login(officer)
    send(
        desk, f"/elections/{election.pk}/complete/", number="机党〔2025〕9号", on="2025-06-20", began_on="2025-06-10",
        **{f"title_{people[1].pk}": "组织委员", f"title_{people[2].pk}": "宣传委员"},
    )  # fmt: skip
    election.refresh_from_db()
    assert (election.state, Term.objects.get().began_on) == (State.DONE, HELD)


def test_refusal_keeps_what_was_typed_and_names_the_rule(desk: Client, poll: Poll, people: list[Person]) -> None:
    numbers: dict[str, object] = {"issued": 8, "returned": 8, "valid": 7, "invalid": 0}
    for one in people[:4]:
        numbers |= {f"for_{one.pk}": 5, f"against_{one.pk}": 2, f"abstained_{one.pk}": 0}
    html = send(desk, at(poll, "count/"), **numbers)
    assert "与收回的8张不符" in html
    assert "《中国共产党基层组织选举工作条例》" in html
    assert 'name="valid" value="7"' in html
    assert Poll.objects.get(pk=poll.pk).stage == Stage.COUNT


def test_quorum_is_shown_at_once_and_failing_it_stops(desk: Client, poll: Poll) -> None:
    html = desk.get(at(poll, "attendance/")).content.decode()
    assert "至少到会人数" in html
    assert "应到8人，至少应到会7人，实到6人" in send(desk, at(poll, "attendance/"), present=6)


def test_roll_called_and_number_must_agree(desk: Client, poll: Poll, people: list[Person]) -> None:
    html = send(desk, at(poll, "attendance/"), roster=[one.pk for one in people[:7]], present=8)
    assert "点名到会的人中有选举权的为7人" in html


def test_probationary_member_called_is_no_voter(desk: Client, poll: Poll, people: list[Person]) -> None:
    probationer = Person.objects.get(name="预备0")
    send(desk, at(poll, "attendance/"), roster=[*(one.pk for one in people[:7]), probationer.pk])
    assert Poll.objects.get(pk=poll.pk).present == 7
    assert Roster.objects.count() == 8


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"votes_1": 3}, "同时填写"), ({"other_1": "x"}, "x"), ({}, "必填")],
)
def test_written_in_name_needs_its_votes(
    desk: Client, poll: Poll, people: list[Person], fields: dict[str, object], says: str
) -> None:
    numbers: dict[str, object] = {"issued": 8, "returned": 8, "valid": 8, "invalid": 0}
    html = send(desk, at(poll, "count/"), **numbers, **fields)
    assert 'class="error-summary"' in html
    assert says in html
    assert Poll.objects.get(pk=poll.pk).stage == Stage.COUNT


def test_name_written_in_twice_is_refused(desk: Client, poll: Poll, people: list[Person]) -> None:
    numbers: dict[str, object] = {"issued": 8, "returned": 8, "valid": 8, "invalid": 0}
    for one in people[:4]:
        numbers |= {f"for_{one.pk}": 2, f"against_{one.pk}": 6, f"abstained_{one.pk}": 0}
    same = {"other_1": people[6].pk, "votes_1": 3, "other_2": people[6].pk, "votes_2": 3}
    assert "填写了两次" in send(desk, at(poll, "count/"), **numbers, **same)
    send(desk, at(poll, "count/"), **numbers, other_1=people[6].pk, votes_1=5)
    assert Candidate.objects.get(written_in=True).elected


def test_void_vote_is_noted_from_two_numbers(desk: Client, poll: Poll) -> None:
    assert "只有收回选票多于" in send(desk, at(poll, "count/"), issued=8, returned=8, void="1")
    html = send(desk, at(poll, "count/"), issued=7, returned=8, void="1")
    assert "选举无效" in html
    assert Poll.objects.count() == 2


def test_equal_votes_offer_a_further_vote_and_no_waiving(desk: Client, counted: Poll) -> None:
    html = desk.get(at(counted)).content.decode()
    assert "再次投票" in html
    assert "减少名额" not in html.split("制度依据")[0]
    key = form_key(html)
    desk.post(at(counted, "follow/"), {"_key": key, "do": "again"})
    assert Poll.objects.filter(again_of=counted, again="tie").exists()
    assert desk.get(at(poll_of(counted.election), "count/")).status_code == 200


def test_fewer_places_need_enough_in_favour(desk: Client, secretary: Account, poll: Poll, people: list[Person]) -> None:
    record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 6, 4, 4), strict=True)), 8))
    assert "至少须有4人同意" in send(desk, at(poll, "follow/"), do="waive", agreed=3)
    send(desk, at(poll, "follow/"), do="waive", agreed=6)
    assert Poll.objects.get(pk=poll.pk).waived == 1


def test_plan_is_changed_and_election_broken_off_by_forms(desk: Client, branch: Unit, election: Election) -> None:
    send(desk, f"/elections/{election.pk}/plan/", **plan_fields(branch, held_on="2025-06-12"))
    election.refresh_from_db()
    assert (election.held_on, election.should_attend) == (dt.date(2025, 6, 12), None)
    send(desk, f"/elections/{election.pk}/cancel/", reason="改期")
    assert "改期" in desk.get(f"/elections/{election.pk}/").content.decode()
    assert desk.get(f"/elections/{election.pk}/base/").status_code == 404


def test_teller_of_the_meeting_is_proposed_again(desk: Client, secretary: Account, counted: Poll) -> None:
    again = vote_again(by=secretary, poll=counted)
    Poll.objects.filter(pk=again.pk).update(stage=Stage.TELLERS, present=8)
    html = desk.get(at(again, "tellers/")).content.decode()
    named = set(Teller.objects.filter(poll=counted).values_list("person", flat=True))
    assert all(f'value="{one}"' in html for one in named)
    assert html.count("checked") == 2


def test_names_are_clear_to_the_branch_and_masked_to_the_leader(
    desk: Client, counted: Poll, make_account: MakeAccount, bureau: Unit
) -> None:
    assert "丁一" in desk.get(at(counted)).content.decode()
    desk.force_login(make_account(Role.LEADER, bureau, "leader"))
    for address in (at(counted), f"/elections/{counted.election_id}/"):
        html = desk.get(address).content.decode()
        assert "丁*" in html
        assert "丁一" not in html
    assert desk.get(f"/elections/{counted.election_id}/result.docx").status_code == 403


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_papers_say_what_was_voted(desk: Client, counted: Poll) -> None:
    response = desk.get(f"/elections/{counted.election_id}/result.docx")
    said = text_of(response.content)
    for words in (
        "正式党员8人、预备党员1人",
        "发出选票8张，收回8张，有效票8张",
        "当选须得赞成票5张以上",
        "当选：丁一、王二。",
    ):
        assert words in said
    assert "请予备案" not in said
    filed = text_of(desk.get(f"/elections/{counted.election_id}/report.docx").content)
    assert "报请备案" in filed
    assert "2025年6月10日" in filed
    assert desk.get(f"/elections/{counted.election_id}/request.docx").status_code == 404
    assert desk.get(f"/elections/{counted.election_id}/secret.docx").status_code == 404


def test_ballot_lists_candidates_by_strokes_and_lines_for_others(poll: Poll) -> None:
    said = text_of(ballot(poll))
    assert said.index("丁一") < said.index("王二") < said.index("方三") < said.index("甘四")
    assert said.count("\n另选他人：\n") == 3
    assert "无记名投票，不得委托他人代为投票" in said


def test_ballot_of_a_run_off_has_no_line_for_others(secretary: Account, counted: Poll) -> None:
    assert "另选他人" not in text_of(ballot(vote_again(by=secretary, poll=counted)))


def test_record_of_the_tellers_can_be_printed_before_the_count(poll: Poll) -> None:
    said = text_of(record(poll))
    assert "田五" in said
    assert "有效" in said
    assert "选举有效" not in said


def test_ballot_page_and_poll_papers_are_given(desk: Client, poll: Poll) -> None:
    assert "另选他人" in desk.get(at(poll, "print/")).content.decode()
    assert desk.get(at(poll, "record.docx")).status_code == 200
    assert desk.get(at(poll, "other.docx")).status_code == 404


# -- terms


@pytest.fixture
def term(operator: Account, branch: Unit, people: list[Person]) -> Term:
    appoint(by=operator, person=people[0], unit=branch, title="书记")
    appoint(by=operator, person=people[1], unit=branch, title="组织委员")
    return enter_term(by=operator, unit=branch, number=4, began_on=dt.date(2022, 6, 15), years=3, seats=3)


@pytest.mark.parametrize(
    ("on", "says"),
    [("2024-12-13", "届期内"), ("2024-12-14", "即将届满"), ("2025-06-15", "届满未换"), ("2022-06-14", "未登记届次")],
)
def test_clock_is_shown_as_of_a_day(desk: Client, term: Term, on: str, says: str) -> None:
    html = desk.get("/elections/terms/", {"on": on}).content.decode()
    assert says in html.split("届期列表")[1]


def test_clock_counts_vacancies_and_offers_the_by_election(desk: Client, branch: Unit, term: Term) -> None:
    html = desk.get(f"/elections/terms/of/{branch.pk}/").content.decode()
    assert "应当补选" in html
    form = desk.get(f"/elections/new/?unit={branch.pk}&kind=vacancy").context["form"]
    assert (form["number"].value(), form["seats"].value(), form["kind"].value()) == (4, 1, "vacancy")


def test_party_group_stands_in_the_list_with_the_reason(
    desk: Client, officer: Account, bureau: Unit, term: Term
) -> None:
    Unit.objects.create(kind=UnitKind.PARTY_GROUP, name="局党组", parent=bureau, path=f"{bureau.path}99/")
    desk.force_login(officer)
    html = desk.get("/elections/terms/").content.decode()
    assert "党组由上级党组织批准设立" in html
    assert "待党务干部复核" in html


def test_filters_by_state_and_name(desk: Client, officer: Account, branch: Unit, sibling: Unit, term: Term) -> None:
    desk.force_login(officer)
    desk.get("/elections/terms/?reset=1")
    found = desk.get("/elections/terms/", {"state": "none"}).context["lines"]
    assert [line.row.unit.name for line in found] == ["机关党委", sibling.name]
    assert len(desk.get("/elections/terms/", {"text": "文化馆", "state": ""}).context["lines"]) == 1
    assert "没有符合条件" in desk.get("/elections/terms/", {"text": "没有"}).content.decode()


def test_workbook_holds_the_list(desk: Client, term: Term) -> None:
    response = desk.get("/elections/terms/export/", {"on": "2025-01-01"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[3][:2] == ["市文化馆党支部", 4.0]
    assert rows[3][4] == dt.date(2025, 6, 14)


def test_due_list_says_all_only_when_all_were_done(
    desk: Client, operator: Account, officer: Account, sibling: Unit, term: Term
) -> None:
    desk.force_login(officer)
    other = enter_term(by=operator, unit=sibling, number=1, began_on=dt.date(2022, 3, 1), years=3)
    html = desk.get("/elections/terms/due/", {"year": 2025}).content.decode()
    assert "尚未全部完成" in html
    postpone_term(
        by=operator, term=other, until=dt.date(2026, 1, 31), approved_by="机关党委", doc_no="3号",
        approved_on=dt.date(2025, 2, 1), reason="馆址搬迁",
    )  # fmt: skip
    renew_term(by=operator, unit=term.unit, number=5, began_on=dt.date(2025, 6, 10), years=3)
    html = desk.get("/elections/terms/due/", {"year": 2025}).content.decode()
    assert "全部完成换届" in html
    assert "馆址搬迁" in html
    assert "没有应换届" in desk.get("/elections/terms/due/", {"year": 2023}).content.decode()


def test_officer_enters_corrects_and_moves_a_term(
    client: Client, officer: Account, branch: Unit, catalogue: None
) -> None:
    client.force_login(officer)
    new = f"/elections/terms/of/{branch.pk}/new/"
    assert "2、3年" in send(client, new, number=4, began_on="2017-03-01")
    send(client, new, number=4, began_on="2022-06-15", seats=3)
    term = Term.objects.get()
    assert term.due_on == dt.date(2025, 6, 14)
    send(client, f"/elections/terms/{term.pk}/correct/", number=4, began_on="2022-06-20", seats=3, reason="写错")
    moved = {"approved_by": "机关党委", "doc_no": "3号", "approved_on": "2025-06-01", "reason": "改革"}
    too_far = send(client, f"/elections/terms/{term.pk}/move/", until="2026-06-20", **moved)
    assert "一般不超过1年" in too_far
    send(client, f"/elections/terms/{term.pk}/move/", until="2026-06-20", exceptional="on", **moved)
    html = client.get(f"/elections/terms/of/{branch.pk}/").content.decode()
    assert "2026-06-20" in html


def test_lists_take_no_more_queries_with_more_rows(
    desk: Client, officer: Account, operator: Account, committee: Unit, branch: Unit, sibling: Unit, term: Term
) -> None:
    desk.force_login(officer)
    desk.get("/elections/terms/?reset=1")
    addresses = ("/elections/terms/", "/elections/terms/due/?year=2025", "/elections/")
    before = {one: queries_of(desk, one) for one in addresses}
    for unit, years in ((sibling, 3), (committee, 5)):
        began = dt.date(2025 - years, 6, 1)
        enter_term(by=operator, unit=unit, number=1, began_on=began, years=years)
        roll_of(unit, 3)
        started(officer, unit, seats=3 if unit == committee else 0, number=2)
    after = {one: queries_of(desk, one) for one in addresses}
    assert after == before
    assert max(before.values()) <= MOST_QUERIES


def test_pages_of_an_election_take_few_queries(desk: Client, counted: Poll, branch: Unit) -> None:
    addresses = [f"/elections/{counted.election_id}/", at(counted), f"/elections/terms/of/{branch.pk}/"]
    desk.get("/")  # the first page of a session writes it
    found = {one: queries_of(desk, one) for one in addresses}
    assert {one: number for one, number in found.items() if number > MOST_QUERIES} == {}


def test_pages_of_steps_take_few_queries(desk: Client, poll: Poll) -> None:
    steps = ("candidates/", "attendance/", "tellers/", "count/", "print/")
    desk.get("/")  # the first page of a session writes it
    found = {step: queries_of(desk, at(poll, step)) for step in steps}
    assert {step: number for step, number in found.items() if number > MOST_QUERIES} == {}


def test_foreign_election_answers_like_one_that_does_not_exist(
    desk: Client, officer: Account, sibling: Unit, catalogue: None
) -> None:
    roll_of(sibling)
    other = poll_of(started(officer, sibling, seats=0))
    for address in (
        f"/elections/{other.election_id}/",
        at(other),
        at(other, "count/"),
        f"/elections/terms/of/{sibling.pk}/",
    ):
        assert desk.get(address).status_code == 404


def test_vote_of_another_election_is_not_found_under_this_one(
    desk: Client, officer: Account, committee: Unit, poll: Poll, people: list[Person]
) -> None:
    other = poll_of(started(officer, committee, seats=3))
    assert desk.get(f"/elections/{poll.election_id}/votes/{other.pk}/").status_code == 404
