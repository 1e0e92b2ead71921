"""Local rules: an officer's override with reason, source and dates; never deleted, checked against formalism."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.screens import form_key

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.standards.actions import add_local_rule, end_local_rule
from tongpin.standards.models import LocalRule
from tongpin.standards.queries import local_rules, ruling
from tongpin.standards.rules import LocalTerms, Malformed, norm_of, params_of, shipped

pytestmark = pytest.mark.django_db
D = dt.date
COMMITTEE, LIFE, APPRAISAL = "ORG.支委会", "ORG.组织生活会", "ORG.民主评议"
OFF = LocalTerms(applies=False)


def add(by: Account, unit: Unit | None, terms: LocalTerms = OFF, **more: object) -> LocalRule:
    given = {"code": COMMITTEE, "valid_from": D(2025, 1, 1), "reason": "仅3名党员", "source": "党委会纪要", **more}
    return add_local_rule(by=by, unit=unit, terms=terms, **given)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _catalogue(catalogue: None) -> None:
    """Every test has the shipped catalogue."""


def test_override_applies_to_its_organisation_on_its_days(officer: Account, branch: Unit, sibling: Unit) -> None:
    rule = add(officer, branch, LocalTerms(least=1, period="quarter"), valid_to=D(2025, 12, 31))
    for unit, day, period in (
        (branch, D(2024, 12, 31), "month"), (branch, D(2025, 1, 1), "quarter"), (branch, D(2025, 12, 31), "quarter"),
        (branch, D(2026, 1, 1), "month"), (sibling, D(2025, 6, 1), "month"),
    ):  # fmt: skip
        found = ruling(COMMITTEE, day, unit.pk)
        assert found is not None
        assert (found.norm.period, found.applies) == (period, True)
        assert (found.local.pk if found.local else None) == (rule.pk if period == "quarter" else None)


def test_parameters_of_the_norm_can_be_changed_one_by_one(officer: Account, branch: Unit) -> None:
    add(officer, branch, LocalTerms(params={"latest_month": 2}), code=LIFE)
    found = ruling(LIFE, D(2025, 6, 1), branch.pk)
    assert found is not None
    assert (found.norm.params["latest_month"], found.norm.min) == (2, 1)


def test_rule_for_all_gives_way_to_one_for_the_organisation(officer: Account, branch: Unit, sibling: Unit) -> None:
    add(officer, None, LocalTerms(least=2))
    add(officer, branch)
    found = [ruling(COMMITTEE, D(2025, 6, 1), unit.pk) for unit in (branch, sibling)]
    assert [(one.applies, one.norm.min) for one in found if one] == [(False, 1), (True, 2)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "为什么另行适用"),
        ({"source": ""}, "依据"),
        ({"terms": LocalTerms()}, "要么写明不适用"),
        ({"terms": LocalTerms(applies=False, least=2)}, "要么写明不适用"),
        ({"valid_to": D(2024, 12, 31)}, "截止日期早于起始日期"),
        ({"code": "ORG.没有"}, "没有这条规范"),
        ({"valid_from": D(2018, 10, 27)}, "没有这条规范"),  # a day before the ordinance
        ({"terms": LocalTerms(params={"ranking_days": 3})}, "不得设置积分排名"),
        ({"terms": LocalTerms(params={"years": 3})}, "没有这个参数"),
        ({"reason": "按扫码签到认定"}, "不得设置打卡签到"),
        ({"source": "活动照片（必须上传照片）"}, "不得强制上传照片"),
    ],
)
def test_override_that_cannot_be_is_refused(
    officer: Account, branch: Unit, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        add(officer, branch, **changes)  # type: ignore[arg-type]
    assert not LocalRule.objects.exists()


@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        (D(2025, 6, 30), None, False),
        (D(2024, 1, 1), D(2025, 1, 1), False),
        (D(2024, 1, 1), None, False),
        (D(2024, 1, 1), D(2024, 12, 31), True),
        (D(2025, 7, 1), None, True),
    ],
)
def test_days_of_two_overrides_do_not_overlap(
    officer: Account, branch: Unit, start: dt.date, end: dt.date | None, free: bool
) -> None:
    add(officer, branch, valid_to=D(2025, 6, 30))
    if free:
        add(officer, branch, valid_from=start, valid_to=end)
    else:
        with pytest.raises(UserError, match="这段日期已有本地规则"):
            add(officer, branch, valid_from=start, valid_to=end)
    assert LocalRule.objects.count() == 1 + free


def test_database_keeps_one_open_override_of_an_organisation(officer: Account, branch: Unit) -> None:
    for unit in (branch, None):
        rule = add(officer, unit)
        rule.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            rule.save(force_insert=True)


def test_ending_keeps_the_rule_and_says_who_and_why(officer: Account, branch: Unit) -> None:
    rule = end_local_rule(by=officer, rule=add(officer, branch), on=D(2025, 8, 31), reason="改革结束")
    assert (rule.valid_to, rule.end_reason, rule.ended_by) == (D(2025, 8, 31), "改革结束", "officer")
    assert list(local_rules(COMMITTEE)) == [rule]
    events = Event.objects.count()
    assert end_local_rule(by=officer, rule=rule, on=D(2025, 8, 31), reason="改革结束") == rule
    assert Event.objects.count() == events  # a second time changes nothing
    for day in (D(2024, 12, 31), D(2025, 9, 1)):
        with pytest.raises(UserError):
            end_local_rule(by=officer, rule=rule, on=day, reason="改")


def test_only_the_officer_overrides(secretary: Account, officer: Account, branch: Unit) -> None:
    with pytest.raises(NotAllowed):
        add(secretary, branch)
    rule = add(officer, branch)
    with pytest.raises(NotAllowed):
        end_local_rule(by=secretary, rule=rule, on=D(2025, 8, 31), reason="改革结束")


def test_typed_parameters_are_read_as_the_norm_has_them() -> None:
    body = next(dict(one) for one in shipped("norms") if one["code"] == "ORG.谈心谈话")
    norm = norm_of(body)
    typed = {"member_member": "2", "every_committee_member": "true", "committee_titles": "", "committee_pairs": "1"}
    assert params_of(norm, typed) == {"member_member": 2, "every_committee_member": True}
    for wrong in ({"member_member": "二"}, {"every_committee_member": "是"}, {"no_such": "1"}):
        with pytest.raises(Malformed):
            params_of(norm, wrong)


def test_officer_enters_and_ends_a_rule_under_its_norm(client: Client, officer: Account, branch: Unit) -> None:
    client.force_login(officer)
    address = f"/standards/local/{LIFE}/new/"
    page = client.get(address).content.decode()
    data = {
        "_key": form_key(page), "unit": branch.pk, "effect": "other", "param_latest_month": "2",
        "valid_from": "2025-01-01", "reason": "按市委组织部通知", "source": "通知",
    }  # fmt: skip
    assert (
        client.post(address, data)["Location"] == "/standards/norm/ORG.%E7%BB%84%E7%BB%87%E7%94%9F%E6%B4%BB%E4%BC%9A/"
    )
    rule = LocalRule.objects.get()
    assert (rule.params, rule.applies) == ({"latest_month": 2}, True)
    html = client.get(f"/standards/norm/{LIFE}/").content.decode()
    assert "市文化馆党支部" in html
    assert "按市委组织部通知（通知）" in html
    ending = f"/standards/local/{rule.pk}/end/"
    key = form_key(client.get(ending).content.decode())
    client.post(ending, {"_key": key, "on": "2025-06-30", "reason": "通知废止"})
    rule.refresh_from_db()
    assert rule.valid_to == D(2025, 6, 30)
    assert "通知废止" in client.get(f"/standards/norm/{LIFE}/").content.decode()


def test_refused_form_keeps_what_was_typed(client: Client, officer: Account, branch: Unit) -> None:
    client.force_login(officer)
    address = f"/standards/local/{COMMITTEE}/new/"
    data = {
        "_key": form_key(client.get(address).content.decode()), "effect": "off", "valid_from": "2025-01-01",
        "reason": "按扫码签到认定", "source": "通知",
    }  # fmt: skip
    html = client.post(address, data).content.decode()
    assert "不得设置打卡签到" in html
    assert 'value="按扫码签到认定"' in html


def test_secretary_reads_local_rules_but_cannot_change_them(
    client: Client, officer: Account, secretary: Account
) -> None:
    add(officer, None)
    client.force_login(secretary)
    html = client.get(f"/standards/norm/{COMMITTEE}/").content.decode()
    assert "仅3名党员" in html
    assert "/standards/local/" not in html
