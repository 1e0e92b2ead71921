"""One object for each address that names one, placed where the matrix wants it.

A factory returns the parameters of its address; an address with parameters and without a factory turns the matrix red.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.files.actions import store_file
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.units.actions import (
    add_alias,
    add_skill,
    add_unit,
    admit_member,
    appoint,
    assign_contact,
    exempt_person,
    note_hand_over,
)
from tongpin.foundation.units.enums import Ground, Standing, UnitKind
from tongpin.foundation.units.models import Coverage, Post, Unit
from tongpin.foundation.units.queries import find_unit, predecessors
from tongpin.interfaces.exchange.actions import start_import
from tongpin.interfaces.showcase.models import Complaint
from tongpin.records.activities.actions import attach_evidence
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.models import Activity
from tongpin.records.honours.actions import record_honour
from tongpin.records.honours.rules import HonourContent
from tongpin.records.visits.actions import record_need
from tongpin.records.visits.rules import NeedContent
from tongpin.reports.actions import issue_report, upload_template
from tongpin.reports.models import Report
from tongpin.reports.rules.layout import brand_template
from tongpin.standards.actions import add_local_rule, load_shipped
from tongpin.standards.models import LocalRule
from tongpin.standards.rules import LocalTerms, as_yaml, shipped

from . import life, yearly
from .making import Factory, Parameters, activity, membership, recorder, unit
from .world import Position, World

NORM = "ORG.主题党日"


def alias(world: World, position: Position) -> Parameters:
    return {"pk": add_alias(by=world.operator, unit=world.unit(position), name=f"别名{position}").pk}


def post(world: World, position: Position) -> Parameters:
    unit_, person = world.unit(position), world.person(position)
    return {"pk": appoint(by=world.operator, person=person, unit=unit_, title="组织委员").pk}


def party_post(world: World, position: Position) -> Parameters:
    """A Party-affairs post whose holder followed somebody else."""
    by, unit_ = world.operator, world.unit(position)
    before = add_person(by=by, name=f"前任{position}")
    since, until = dt.date(2020, 1, 1), dt.date(2023, 12, 31)
    appoint(by=by, person=before, unit=unit_, title="学习秘书", valid_from=since, valid_to=until)
    person, on = world.person(position), dt.date(2024, 1, 1)
    return {"pk": appoint(by=by, person=person, unit=unit_, title="学习秘书", valid_from=on).pk}


def handed_over(world: World, position: Position) -> Parameters:
    """A hand-over between somebody else and the person of this position."""
    after = Post.objects.get(**party_post(world, position))
    made = note_hand_over(by=world.operator, before=predecessors([after])[after.pk], after=after, on=after.valid_from)
    return {"pk": made.pk}


def handed_over_side(world: World, position: Position) -> Parameters:
    return {**handed_over(world, position), "side": "taker"}


def cover(world: World, position: Position) -> Parameters:
    """A unit covered by a joint branch; one that is no branch stands for it, for nothing else is asked."""
    return {"pk": Coverage.objects.get_or_create(branch=world.unit(position), name=f"外单位{position}")[0].pk}


def exemption(world: World, position: Position) -> Parameters:
    member = world.membership(position)
    made = exempt_person(by=world.operator, person=member.person, ground=Ground.FRAIL, valid_from=dt.date(2025, 1, 1))
    return {"pk": member.pk, "number": made.pk}


def skill(world: World, position: Position) -> Parameters:
    member = world.membership(position)
    return {"pk": member.pk, "number": add_skill(by=world.operator, person=member.person, words="讲解").pk}


def probationer(world: World, position: Position) -> Parameters:
    """Somebody who may be made a full member, and transferred."""
    by = world.operator
    person = add_person(by=by, name=f"乙{position}", phone="13900000000")
    since, standing = dt.date(2024, 7, 1), Standing.PROBATIONARY
    unit_ = world.unit(position)
    return {"pk": admit_member(by=by, person=person, unit=unit_, standing=standing, valid_from=since).pk}


def evidence(world: World, position: Position) -> Parameters:
    """A record and a piece of its evidence, with a file."""
    by, pk = recorder(world), activity(world, position)["pk"]
    kept = store_file(by=by, data=b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n", name="验收单.pdf")
    record = Activity.objects.get(pk=pk)
    one = attach_evidence(by=by, activity=record, grade=Grade.RECEIPT, title="验收单", file=kept)
    return {"pk": pk, "number": one.pk}


def complaint(world: World, position: Position) -> Parameters:
    """A complaint, which belongs to nobody."""
    # past the action: its limit per hour is tested where it belongs
    code = f"CASE{Complaint.objects.count()}"
    return {"pk": Complaint.objects.create(code=code, text="同一张表要了两次", received_at=clock.now()).pk}


def figure(world: World, position: Position) -> Parameters:
    """A figure belongs to nobody; what it counts is cut to the units its reader may see."""
    load_shipped(by=world.operator)
    return {"code": "party_days"}


def kind(world: World, position: Position) -> Parameters:
    load_shipped(by=world.operator)
    return {"code": "party_day"}


def account(world: World, position: Position) -> Parameters:
    """An account that is nobody's who asks."""
    return {"pk": recorder(world).pk}


def held_role(world: World, position: Position) -> Parameters:
    by = recorder(world)
    return {"pk": grant(by=world.operator, account=by, role=Role.LEADER, unit=world.unit(Position.OWN)).pk}


def need(world: World, position: Position, **state: Any) -> Parameters:
    """An open need, or one in another state."""
    content = NeedContent(
        received_on=dt.date(2025, 3, 5), asked="修路灯", unit_id=world.unit(position).pk, asker="李某", **state
    )
    return {"pk": record_need(by=recorder(world), content=content).pk}


def answered_need(world: World, position: Position) -> Parameters:
    return need(world, position, status="answered", answer="已修")


def honour(world: World, position: Position) -> Parameters:
    content = HonourContent(
        title="先进单位", level="county", awarded_on=dt.date(2025, 3, 5), unit_id=world.unit(position).pk
    )
    return {"pk": record_honour(by=recorder(world), content=content).pk}


def activity_form(world: World, position: Position) -> dict[str, Any]:
    return {"unit": world.unit(position).pk, "starts_on": "2025-03-05", "attended": "3", "planned": "0"}


def need_form(world: World, position: Position) -> dict[str, Any]:
    return {"unit": world.unit(position).pk, "received_on": "2025-03-06", "asked": "添长椅"}


def honour_form(world: World, position: Position) -> dict[str, Any]:
    return {
        "unit": world.unit(position).pk, "title": "先进集体", "level": "county", "awarded_on": "2025-03-05",
        "holder_type": "collective",
    }  # fmt: skip


def handed_in(world: World, position: Position) -> Parameters:
    """A ledger that waits in its preview; imports lie in no unit."""
    load_shipped(by=world.operator)
    text = "2025年主题党日台账\n日期,党支部,主题,参加人数\n3月5日,测试党支部,学习,3\n"
    return {"pk": start_import(by=recorder(world), data=text.encode(), name="主题党日.csv").pk}


def entry(world: World, position: Position) -> Parameters:
    """Return a norm of the catalogue, which lies in no unit."""
    load_shipped(by=world.operator)
    return {"type_": "norm", "code": NORM}


def changed_entry(world: World, position: Position) -> dict[str, Any]:
    body = next(one for one in shipped("norms") if one["code"] == NORM)
    return {"version": 1, "text": as_yaml({**body, "article": "第一条"}), "reason": "核对原文"}


def added_entry(world: World, position: Position) -> dict[str, Any]:
    body = next(one for one in shipped("norms") if one["code"] == NORM)
    return {"version": 0, "text": as_yaml({**body, "code": "NEW.规范"}), "reason": "新规定"}


def cell(world: World, position: Position) -> Parameters:
    """A month of a branch's party day, of a small group's meeting; for what stands above, the Party group's study."""
    load_shipped(by=world.operator)
    unit_ = world.unit(position)
    asked = {UnitKind.GROUP: ("ORG.党小组会", "2025-03"), UnitKind.PARTY_COMMITTEE: ("ZX.中心组", "2025-Q1")}
    code, period = asked.get(UnitKind(unit_.kind), (NORM, "2025-03"))
    if unit_.kind == UnitKind.PARTY_COMMITTEE:
        name = "局党组"
        unit_ = find_unit(name) or add_unit(
            by=world.operator, kind=UnitKind.PARTY_GROUP, name=name, parent=Unit.objects.get(parent=None)
        )
    return {"pk": unit_.pk, "code": code, "period": period}


def leader(world: World, position: Position) -> Parameters:
    """A member of the Party group, whose year concerns the whole bureau."""
    load_shipped(by=world.operator)
    group = Unit.objects.filter(kind=UnitKind.PARTY_GROUP).first() or add_unit(
        by=world.operator, kind=UnitKind.PARTY_GROUP, name="局党组", parent=Unit.objects.get(parent=None)
    )
    person = world.person(position)
    appoint(by=world.operator, person=person, unit=group, title="党组成员")
    return {"pk": person.pk, "year": clock.today().year, "which": "own-attended"}


def contact(world: World, position: Position) -> Parameters:
    """A contact of somebody of another branch."""
    by, start = world.operator, dt.date(2025, 1, 1)
    person = add_person(by=by, name=f"丁{position}", phone="13900000001")
    unit_ = world.unit(Position.SIBLING)
    return {"pk": assign_contact(by=by, person=person, unit=unit_, valid_from=start).pk}


def local_rule(world: World, position: Position) -> Parameters:
    load_shipped(by=world.operator)
    unit_, terms, start = world.unit(position), LocalTerms(applies=False), dt.date(2025, 3, 5)
    rule = LocalRule.objects.filter(unit=unit_).first() or add_local_rule(
        by=recorder(world), code=NORM, unit=unit_, terms=terms, valid_from=start, reason="冻结", source="纪要"
    )
    return {"pk": rule.pk}


def report(world: World, position: Position) -> Parameters:
    """A draft of the shipped report, with a PDF; it speaks of the whole bureau, wherever the asker stands."""
    made = Report.objects.first() or issue_report(by=recorder(world), year=2025, draft=True)
    if made.pdf is None:
        made.pdf = made.document  # any kept file will do: who may have it is asked, not what is in it
        made.save(update_fields=["pdf"])
    return {"pk": made.pk}


def report_code(world: World, position: Position) -> Parameters:
    return {"code": Report.objects.get(**report(world, position)).code}


def template(world: World, position: Position) -> Parameters:
    return {"pk": upload_template(by=recorder(world), data=brand_template(), name="模板.docx").pk}


FACTORIES: dict[str, Factory] = {
    **life.FACTORIES,
    **dict.fromkeys(
        [
            f"exchange:{name}"
            for name in ["preview", "kind", "column", "answer", "commit", "progress", "errors", "discard"]
        ],
        handed_in,
    ),
    "desk:account_withdraw": held_role,
    "compliance:unit": unit,
    "compliance:cell": cell,
    "compliance:leader_records": leader,
    "desk:contact_end": contact,
    "standards:local_new": lambda world, position: {"code": entry(world, position)["code"]},
    "standards:local_end": local_rule,
    **dict.fromkeys([f"desk:account{name}" for name in ("", "_reset", "_close", "_grant")], account),
    **dict.fromkeys([f"visits:{name}" for name in ("detail", "edit", "answer", "refuse")], need),
    **dict.fromkeys(["visits:follow_up", "visits:reopen"], answered_need),
    **dict.fromkeys(["honours:detail", "honours:edit"], honour),
    **yearly.FACTORIES,
    "standards:entry": entry,
    "standards:edit": entry,
    "standards:add": lambda world, position: {"type_": "norm"},
    **dict.fromkeys(
        [f"desk:unit{name}" for name in ("", "_edit", "_add", "_end", "_names")]
        + ["desk:roll_print", "desk:roll_export", "desk:member_new", "desk:post_new"],
        unit,
    ),
    "desk:alias_remove": alias,
    "desk:unit_merge": unit,
    "desk:unit_covers": unit,
    "desk:cover_end": cover,
    "desk:post_hand_over": party_post,
    "desk:post_taken_over": party_post,
    "desk:hand_over": handed_over,
    "desk:hand_over_confirm": handed_over_side,
    "desk:exemption_end": exemption,
    "desk:skill_remove": skill,
    "desk:post_end": post,
    "desk:member": membership,
    **dict.fromkeys(
        [
            f"desk:member_{name}"
            for name in ("correct", "standing", "transfer", "end", "phone", "extend", "exempt", "skills")
        ],
        probationer,
    ),
    "activities:create": kind,
    "meetings:create": kind,
    "showcase:inbox_one": complaint,
    "showcase:answer": complaint,
    **dict.fromkeys(["indicators:figure", "indicators:records"], figure),
    "activities:evidence_file": evidence,
    "activities:withdraw": evidence,
    "reports:template": template,
    "verify:report": report_code,
    **dict.fromkeys([f"reports:{name}" for name in ("detail", "docx", "pdf", "make_pdf")], report),
    **dict.fromkeys(
        [f"activities:{name}" for name in ("detail", "edit", "hold", "confirm", "cancel", "sheet", "attach")],
        activity,
    ),
}
# Form data that would make a POST succeed where it is allowed, so that a refusal refuses a real write.
POSTED: dict[str, Callable[[World, Position], dict[str, Any]]] = {
    **life.POSTED,
    "activities:create": activity_form,
    "desk:log_export": lambda world, position: {"reason": "季度检查"},
    "desk:unit_edit": lambda world, position: {
        "name": f"改名{position}",
        "parent": world.unit(position).parent_id,
        "valid_from": "2020-01-01",
    },
    "desk:unit_add": lambda world, position: {"kind": "branch", "name": "新支部"},
    "desk:unit_end": lambda world, position: {"on": "2025-03-05"},
    "desk:unit_names": lambda world, position: {"name": "又名"},
    "desk:member_new": lambda world, position: {"name": "丙丁", "standing": "full", "valid_from": "2025-03-05"},
    "desk:member_correct": lambda world, position: {"name": "乙丙"},
    "desk:member_standing": lambda world, position: {"on": "2025-07-01"},
    "desk:member_transfer": lambda world, position: {
        "on": "2025-07-01",
        "unit": world.unit(Position.SIBLING if position is not Position.SIBLING else Position.OWN).pk,
    },
    "desk:member_end": lambda world, position: {"on": "2025-07-01", "reason": "other"},
    "desk:member_exempt": lambda world, position: {"ground": "ill", "valid_from": "2025-07-01"},
    "desk:member_extend": lambda world, position: {"decided_on": "2025-06-20", "until": "2026-01-01"},
    "desk:member_skills": lambda world, position: {"words": "会计"},
    "desk:exemption_end": lambda world, position: {"on": "2025-07-01"},
    "desk:cover_end": lambda world, position: {"on": "2025-07-01"},
    "desk:post_hand_over": lambda world, position: {
        "name": world.person(Position.BELOW if position is not Position.BELOW else Position.OWN).name,
        "on": "2025-07-01",
    },
    "desk:post_taken_over": lambda world, position: {"on": "2024-01-01"},
    "desk:staff_export": lambda world, position: {"reason": "季度检查"},
    "desk:transfers_export": lambda world, position: {"reason": "季度检查"},
    "desk:post_new": lambda world, position: {"name": world.person(position).name, "title": "宣传委员"},
    "desk:post_end": lambda world, position: {"on": "2025-03-05"},
    "desk:roll_export": lambda world, position: {"reason": "换届准备"},
    "visits:create": need_form,
    "visits:edit": lambda world, position: {**need_form(world, position), "version": 1, "reason": "写错"},
    "visits:answer": lambda world, position: {"version": 1, "answer": "已修"},
    "visits:refuse": lambda world, position: {"version": 1, "because": "不属本局"},
    "visits:follow_up": lambda world, position: {
        "version": 1,
        "satisfaction": "satisfied",
        "followed_up_on": "2025-03-09",
    },
    "visits:reopen": lambda world, position: {"version": 1, "reason": "又坏了"},
    "visits:export": lambda world, position: {"reason": "季度报表"},
    "honours:create": honour_form,
    "honours:edit": lambda world, position: {**honour_form(world, position), "version": 1, "reason": "写错"},
    "honours:export": lambda world, position: {"reason": "季度报表"},
    **yearly.POSTED,
    "showcase:answer": lambda _world, _position: {"answer": "已改"},
    "standards:edit": changed_entry,
    "standards:add": added_entry,
    "standards:local_new": lambda world, position: {
        "effect": "off",
        "valid_from": "2025-03-05",
        "reason": "冻结",
        "source": "纪要",
    },
    "standards:local_end": lambda world, position: {"on": "2025-04-05", "reason": "恢复"},
    "compliance:leaders_export": lambda world, position: {"reason": "党组会"},
    "desk:contact_new": lambda world, position: {
        "name": world.person(Position.OWN).name,
        "unit": world.unit(Position.SIBLING).pk,
        "on": "2025-03-05",
    },
    "desk:contact_end": lambda world, position: {"on": "2025-04-05"},
    "exchange:kind": lambda _world, _position: {"sheet": "主题党日", "kind": "party_day"},
    "exchange:column": lambda _world, _position: {"kind": "party_day", "heading": "主题", "field": "topic"},
    "exchange:answer": lambda _world, _position: {"question": "q", "answer": "a"},
    "indicators:records": lambda _world, _position: {"reason": "核对"},
    "reports:issue": lambda world, position: {"year": 2025, "kind": "draft"},
    "reports:template_upload": lambda world, position: {"file": SimpleUploadedFile("模板.docx", brand_template())},
}
