"""The year, what is open, one organisation, one cell, the list and the leaders on screen."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.derived.compliance.making import hold
from tests.derived.compliance.test_leaders import add_leader
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit, assign_contact
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import ContactBranch, Unit
from tongpin.records.reviews.actions import open_review
from tongpin.standards.actions import add_local_rule
from tongpin.standards.rules import LocalTerms

pytestmark = pytest.mark.django_db
PARTY_DAY, COMMITTEE = "ORG.主题党日", "ORG.支委会"


@pytest.fixture(autouse=True)
def _in_june(catalogue: None) -> Iterator[None]:
    with clock.frozen(dt.datetime(2025, 6, 10, 4, tzinfo=dt.UTC)):
        yield


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_year_shows_each_state_with_its_word_and_leads_to_the_cell(
    client: Client, officer: Account, second: Account, branch: Unit
) -> None:
    hold(officer, branch, "party_day", "2025-03-05", confirmed_by=second)
    client.force_login(officer)
    html = words(client, "/compliance/?year=2025")
    address = reverse("compliance:cell", args=[branch.pk, PARTY_DAY, "2025-03"])
    assert f'<a href="{address}" title="2025年3月 已完成">完成' in html
    assert "2025年1月 逾期" in html
    assert "2025年1月 未完成（仅提醒）" in html  # the committee's meeting: 一般
    assert 'colspan="12" class="cell cell-off"' in html  # no small groups: said once for the year
    assert html.count("名次") == 0


def test_numbers_of_the_year_open_to_as_many_lines(
    client: Client, officer: Account, branch: Unit, sibling: Unit
) -> None:
    client.force_login(officer)
    tallies = client.get("/compliance/?year=2025").context["tallies"]
    assert {one.state for one in tallies} >= {"late", "missed", "due", "not_yet", "off"}
    for one in tallies:
        assert client.get(one.url).context["page"].paginator.count == one.count


def test_filter_by_rule_and_day(client: Client, officer: Account, branch: Unit) -> None:
    client.force_login(officer)
    response = client.get("/compliance/", {"year": "2025", "code": PARTY_DAY, "on": "2025-02-10"})
    (block,) = [one for one in response.context["blocks"] if one.unit == branch]
    (line,) = block.lines
    assert [cell.state for cell in line.cells[:3]] == ["late", "due", "not_yet"]
    assert line.cells[0].url.endswith("?on=2025-02-10")


def test_secretary_sees_the_own_branch_only(client: Client, secretary: Account, branch: Unit, sibling: Unit) -> None:
    client.force_login(secretary)
    assert [one.unit for one in client.get("/compliance/?year=2025").context["blocks"]] == [branch]
    assert client.get(f"/compliance/{sibling.pk}/").status_code == 404
    assert client.get(f"/compliance/{sibling.pk}/{PARTY_DAY}/2025-03/").status_code == 404
    assert {line.unit for line in client.get("/compliance/open/?group=late").context["lines"]} == {branch}


def test_secretary_reads_what_the_branch_owes_and_records_it(client: Client, secretary: Account, branch: Unit) -> None:
    hold(secretary, branch, "party_day", "2025-05-05")
    client.force_login(secretary)
    response = client.get(f"/compliance/{branch.pk}/")
    groups = {one.key: one for one in response.context["groups"]}
    late = [one.shown.period for one in groups["late"].items if "/party_day/" in one.record_url]
    assert late == [f"2025年{month}月" for month in (1, 2, 3, 4)]
    assert [one.shown.period for one in groups["unconfirmed"].items] == ["2025年5月"]
    assert "2025年6月" in [one.shown.period for one in groups["soon"].items]
    html = response.content.decode()
    for when in ("2025-01", "2025-06-10"):
        assert f'href="/meetings/new/party_day/?unit={branch.pk}&amp;when={when}"' in html


def test_record_button_brings_the_organisation_and_the_time_into_the_form(
    client: Client, officer: Account, branch: Unit
) -> None:
    client.force_login(officer)
    asked = (
        (PARTY_DAY, "2025-02", "2025-02"),
        (PARTY_DAY, "2025-06", "2025-06-10"),
        (PARTY_DAY, "2025-08", "2025-08-01"),
    )
    for code, period, shown in (*asked, ("ORG.党员大会", "2025-Q1", "")):
        address = client.get(f"/compliance/{branch.pk}/{code}/{period}/").context["record_url"]
        form = client.get(address).context["form"]
        assert (form["unit"].value(), form["when"].value()) == (str(branch.pk), shown)


def test_yearly_meetings_are_recorded_in_the_cycle_of_their_year(
    client: Client, secretary: Account, branch: Unit
) -> None:
    client.force_login(secretary)
    address = f"/reviews/new/?unit={branch.pk}&amp;year=2025"
    for page in (f"/compliance/{branch.pk}/ORG.组织生活会/2025/", f"/compliance/{branch.pk}/ORG.民主评议/2025/"):
        assert address in client.get(page).content.decode()
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert (form["unit"].value(), form["year"].value()) == (str(branch.pk), "2025")
    begun = open_review(by=secretary, unit=branch, year=2025)
    assert client.get(address.replace("&amp;", "&"))["Location"] == f"/reviews/{begun.pk}/"


def test_what_is_no_meeting_leads_to_its_page_as_far_as_the_reader_may(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, branch: Unit
) -> None:
    pages = {
        "TERM.renew": f"/elections/terms/of/{branch.pk}/",
        "EDU.党员学时": f"/study/unit/{branch.pk}/?year=2025",
        "STAFF.branch.committee": f"/units/{branch.pk}/",
    }
    client.force_login(secretary)
    for code, address in pages.items():
        assert address in words(client, f"/compliance/{branch.pk}/{code}/2025/")
        assert client.get(address).status_code == 200
    client.force_login(make_account(Role.AUDITOR, bureau))
    assert pages["EDU.党员学时"] not in words(client, f"/compliance/{branch.pk}/EDU.党员学时/2025/")


def test_record_button_of_another_activity_leads_to_its_own_form(
    client: Client, officer: Account, branch: Unit
) -> None:
    client.force_login(officer)
    form = client.get(f"/activities/new/volunteer/?unit={branch.pk}&when=2025-06-10").context["form"]
    assert (form["unit"].value(), form["starts_on"].value()) == (str(branch.pk), "2025-06-10")


def test_reader_who_may_not_record_gets_no_button(
    client: Client, make_account: MakeAccount, branch: Unit, bureau: Unit
) -> None:
    client.force_login(make_account(Role.AUDITOR, bureau))
    assert "/new/" not in words(client, f"/compliance/{branch.pk}/")


def test_open_cell_quotes_the_rule_and_says_until_when(client: Client, officer: Account, branch: Unit) -> None:
    client.force_login(officer)
    html = words(client, f"/compliance/{branch.pk}/{PARTY_DAY}/2025-06/")
    assert "尚未开展，请在2025-06-30前开展。" in html
    assert "《中国共产党党员教育管理工作条例》 第十六条" in html
    reminder = words(client, f"/compliance/{branch.pk}/{COMMITTEE}/2025-05/")
    assert "提醒，不算违规" in reminder
    assert "待党务干部复核" in reminder


def test_fulfilled_cell_leads_to_its_record(client: Client, officer: Account, branch: Unit) -> None:
    made = hold(officer, branch, "party_day", "2025-05-05", title="参观纪念馆")
    client.force_login(officer)
    html = words(client, f"/compliance/{branch.pk}/{PARTY_DAY}/2025-05/")
    assert f'<a href="/activities/{made.pk}/">2025-05-05 参观纪念馆</a>' in html
    assert "2025-05-05" not in words(client, f"/compliance/{branch.pk}/{PARTY_DAY}/2025-05/?on=2025-05-04")


def test_cell_of_a_local_rule_says_why(client: Client, officer: Account, branch: Unit) -> None:
    add_local_rule(
        by=officer, code=PARTY_DAY, unit=branch, terms=LocalTerms(applies=False), valid_from=dt.date(2025, 4, 1),
        reason="机构改革期间冻结", source="党委会纪要",
    )  # fmt: skip
    client.force_login(officer)
    html = words(client, f"/compliance/{branch.pk}/{PARTY_DAY}/2025-05/")
    assert "机构改革期间冻结（党委会纪要）" in html
    assert 'class="local"' in words(client, "/compliance/?year=2025")


@pytest.mark.parametrize(
    "address", ["ORG.党课/2025", "ORG.主题党日/2025-Q1", "ORG.主题党日/2025-13", "no.such/2025-03"]
)
def test_cell_that_is_not_asked_for_does_not_exist(
    client: Client, officer: Account, branch: Unit, address: str
) -> None:
    client.force_login(officer)
    assert client.get(f"/compliance/{branch.pk}/{address}/").status_code == 404


def test_workbook_holds_the_list_by_the_same_filters(client: Client, officer: Account, branch: Unit) -> None:
    client.force_login(officer)
    response = client.get("/compliance/export/", {"year": "2025", "state": "late", "code": PARTY_DAY})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[3:]] == [f"2025年{month}月" for month in range(1, 6)]
    assert rows[3][8] == "《中国共产党党员教育管理工作条例》 第十六条"


def test_pages_take_no_more_queries_with_more_organisations(
    client: Client, officer: Account, operator: Account, branch: Unit, committee: Unit
) -> None:
    client.force_login(officer)
    addresses = [
        "/compliance/?year=2025",
        "/compliance/list/?state=late",
        "/compliance/open/",
        f"/compliance/{branch.pk}/",
    ]
    before = {address: queries_of(client, address) for address in addresses}
    for number in range(3):
        unit = add_unit(by=operator, kind=UnitKind.BRANCH, name=f"第{number}支部", parent=committee)
        hold(officer, unit, "party_day", "2025-03-05")
    after = {address: queries_of(client, address) for address in addresses}
    assert after == before
    # inside the transaction of a test the session's own write stands between two savepoints
    assert max(before.values()) <= MOST_QUERIES + 2


def test_many_organisations_are_paged_and_the_page_stays_light(
    client: Client, officer: Account, operator: Account, committee: Unit
) -> None:
    for number in range(25):
        add_unit(
            by=operator, kind=UnitKind.BRANCH, name=f"第{number}支部", parent=committee, has_committee=True,
            has_groups=True,
        )  # fmt: skip
    client.force_login(officer)
    response = client.get("/compliance/?year=2024")
    assert response.context["page"].paginator.num_pages == 3
    assert len(response.content) < 150_000


def test_leader_narrows_what_is_open_to_own_and_contact_branches(
    client: Client, make_account: MakeAccount, operator: Account, bureau: Unit, branch: Unit, sibling: Unit,
    committee: Unit, party_group: Unit,
) -> None:  # fmt: skip
    add_unit(by=operator, kind=UnitKind.BRANCH, name="第三支部", parent=committee)
    person = add_leader(operator, party_group, branch, "王一")
    assign_contact(by=operator, person=person, unit=sibling, valid_from=dt.date(2025, 1, 1))
    client.force_login(make_account(Role.LEADER, bureau, "leader", person))
    assert {line.unit.name for line in client.get("/compliance/open/").context["lines"]} == {
        branch.name, sibling.name, "第三支部",
    }  # fmt: skip
    assert {line.unit for line in client.get("/compliance/open/?mine=1").context["lines"]} == {branch, sibling}


def test_leaders_table_masks_names_for_the_auditor(
    client: Client, make_account: MakeAccount, operator: Account, officer: Account, bureau: Unit, branch: Unit,
    party_group: Unit,
) -> None:  # fmt: skip
    add_leader(operator, party_group, branch, "王一明")
    client.force_login(officer)
    assert "王一明" in words(client, "/compliance/leaders/")
    client.force_login(make_account(Role.AUDITOR, bureau))
    html = words(client, "/compliance/leaders/")
    assert "王一明" not in html
    assert "王**" in html


def test_leaders_numbers_open_to_their_records(
    client: Client, operator: Account, officer: Account, second: Account, branch: Unit, party_group: Unit
) -> None:
    person = add_leader(operator, party_group, branch, "王一")
    made = hold(officer, branch, "party_day", "2025-03-05", present=(person,), confirmed_by=second)
    client.force_login(officer)
    assert f'href="/compliance/leaders/{person.pk}/2025/own-attended/">1</a>' in words(client, "/compliance/leaders/")
    assert f"/activities/{made.pk}/" in words(client, f"/compliance/leaders/{person.pk}/2025/own-attended/")
    for wrong in ("own", "own-other", "name-attended"):
        assert client.get(f"/compliance/leaders/{person.pk}/2025/{wrong}/").status_code == 404


def test_taking_the_leaders_out_asks_why_and_is_logged(
    client: Client, operator: Account, officer: Account, branch: Unit, party_group: Unit
) -> None:
    add_leader(operator, party_group, branch, "王一")
    client.force_login(officer)
    address = "/compliance/leaders/export/?year=2025"
    page = words(client, address)
    assert client.post(address, {"_key": form_key(page)}).status_code == 200
    assert not Event.objects.filter(action="compliance.export").exists()
    response = client.post(address, {"_key": form_key(page), "reason": "党组会"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[3][:2] == ["王一", "党组成员"]
    assert "党组会" in Event.objects.get(action="compliance.export").details


def test_officer_names_a_contact_branch_and_ends_it(
    client: Client, operator: Account, officer: Account, branch: Unit, sibling: Unit, party_group: Unit
) -> None:
    add_leader(operator, party_group, branch, "王一")
    client.force_login(officer)
    page = words(client, "/units/contacts/new/")
    data = {"_key": form_key(page), "name": "王一", "unit": sibling.pk, "on": "2025-01-01"}
    assert client.post("/units/contacts/new/", data)["Location"] == "/compliance/leaders/"
    contact = ContactBranch.objects.get()
    address = f"/units/contacts/{contact.pk}/end/"
    client.post(address, {"_key": form_key(words(client, address)), "on": "2025-06-01"})
    contact.refresh_from_db()
    assert contact.valid_to == dt.date(2025, 6, 1)
    assert "至2025-06-01" in words(client, "/compliance/leaders/")
