"""One object for each address that names one, placed where the matrix wants it.

A factory returns the parameters of the address. One line per address; an address with parameters and without a factory
turns the matrix red.
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
from tongpin.foundation.outbox.models import Channel, Message
from tongpin.foundation.people.actions import add_account, add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_alias, admit_member, appoint
from tongpin.foundation.units.enums import Standing
from tongpin.interfaces.exchange.actions import start_import
from tongpin.interfaces.notify.actions import add_group, make_feed, test_channel
from tongpin.interfaces.notify.models import Group
from tongpin.interfaces.showcase.models import Complaint
from tongpin.records.activities.actions import attach_evidence, record_activity
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content
from tongpin.records.honours.actions import record_honour
from tongpin.records.honours.rules import HonourContent
from tongpin.records.visits.actions import record_need
from tongpin.records.visits.rules import NeedContent
from tongpin.reports.actions import issue_report, upload_template
from tongpin.reports.models import Report
from tongpin.reports.rules.layout import brand_template
from tongpin.standards.actions import load_shipped
from tongpin.standards.rules import as_yaml, shipped

from .world import Position, World

NORM = "ORG.主题党日"

Parameters = dict[str, Any]
Factory = Callable[[World, Position], Parameters]


def unit(world: World, position: Position) -> Parameters:
    return {"pk": world.unit(position).pk}


def membership(world: World, position: Position) -> Parameters:
    return {"pk": world.membership(position).pk}


def alias(world: World, position: Position) -> Parameters:
    return {"pk": add_alias(by=world.operator, unit=world.unit(position), name=f"别名{position}").pk}


def post(world: World, position: Position) -> Parameters:
    unit_, person = world.unit(position), world.person(position)
    return {"pk": appoint(by=world.operator, person=person, unit=unit_, title="组织委员").pk}


def probationer(world: World, position: Position) -> Parameters:
    """Somebody who may be made a full member, and transferred."""
    by = world.operator
    person = add_person(by=by, name=f"乙{position}", phone="13900000000")
    since, standing = dt.date(2024, 7, 1), Standing.PROBATIONARY
    unit_ = world.unit(position)
    return {"pk": admit_member(by=by, person=person, unit=unit_, standing=standing, valid_from=since).pk}


def recorder(world: World) -> Account:
    """An officer who asks nothing: whoever asks for a record is not the one who made it."""
    known = Account.objects.filter(username="recorder").first()
    if known is None:
        known = add_account(by=world.operator, username="recorder", password=None)
        grant(by=world.operator, account=known, role=Role.OFFICER, unit=world.unit(Position.OWN))
    return known


def activity(world: World, position: Position) -> Parameters:
    """A record that waits for a second person, made by nobody who asks."""
    load_shipped(by=world.operator)
    content = Content(
        kind="party_day", title="主题党日", unit_id=world.unit(position).pk, starts_on=dt.date(2025, 3, 5), attended=3
    )
    return {"pk": record_activity(by=recorder(world), content=content).pk}


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


def group(world: World, position: Position) -> Parameters:
    """A connected group; an address can be connected once, so each has its own."""
    nobody = f"http://127.0.0.1:9/{Channel.objects.count()}"  # on this machine, where nobody listens
    unit_ = world.unit(position)
    return {"pk": add_group(by=recorder(world), unit=unit_, name="支部群", kind="standin", address=nobody).pk}


def unsent(world: World, position: Position) -> Parameters:
    """A message of today that was not sent."""
    one = test_channel(by=recorder(world), group=Group.objects.get(**group(world, position)))
    Message.objects.filter(pk=one.pk).update(state="failed", day=clock.today())
    return {"pk": one.pk}


def feed(world: World, position: Position) -> Parameters:
    return {"token": make_feed(by=recorder(world), unit=world.unit(position))[1]}


FACTORIES: dict[str, Factory] = {
    **dict.fromkeys([f"notify:channel_{name}" for name in ("edit", "switch", "test")], group),
    "notify:retry": unsent,
    "calendar:feed": feed,
    **dict.fromkeys(
        [
            f"exchange:{name}"
            for name in ["preview", "kind", "column", "answer", "commit", "progress", "errors", "discard"]
        ],
        handed_in,
    ),
    "desk:account_withdraw": held_role,
    **dict.fromkeys([f"desk:account{name}" for name in ("", "_reset", "_close", "_grant")], account),
    **dict.fromkeys([f"visits:{name}" for name in ("detail", "edit", "answer", "refuse")], need),
    **dict.fromkeys(["visits:follow_up", "visits:reopen"], answered_need),
    **dict.fromkeys(["honours:detail", "honours:edit"], honour),
    "standards:entry": entry,
    "standards:edit": entry,
    "standards:add": lambda world, position: {"type_": "norm"},
    **dict.fromkeys(
        [f"desk:unit{name}" for name in ("", "_edit", "_add", "_end", "_names")]
        + ["desk:roll_print", "desk:roll_export", "desk:member_new", "desk:post_new"],
        unit,
    ),
    "desk:alias_remove": alias,
    "desk:post_end": post,
    "desk:member": membership,
    **dict.fromkeys(
        [f"desk:member_{name}" for name in ("correct", "standing", "transfer", "end", "phone")], probationer
    ),
    "activities:create": kind,
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
    "notify:address": lambda _world, _position: {"kind": "email", "address": "a@example.cn"},
    "notify:choose": lambda _world, _position: {"kinds": ["coming"]},
    "notify:feed_make": lambda _world, _position: {"scope": "own"},
    "notify:channel_new": lambda world, position: {
        "unit": world.unit(position).pk,
        "name": "支部群",
        "kind": "email",
        "address": "b@example.cn",
    },
    "notify:channel_edit": lambda world, position: {
        "unit": world.unit(position).pk,
        "name": "新名",
        "kind": "wecom",
        "address": "",
    },
    "notify:channel_switch": lambda _world, _position: {"on": "1"},
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
    "desk:member_end": lambda world, position: {"on": "2025-07-01", "reason": "moved_out"},
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
    "showcase:answer": lambda _world, _position: {"answer": "已改"},
    "standards:edit": changed_entry,
    "standards:add": added_entry,
    "exchange:kind": lambda _world, _position: {"sheet": "主题党日", "kind": "party_day"},
    "exchange:column": lambda _world, _position: {"kind": "party_day", "heading": "主题", "field": "topic"},
    "exchange:answer": lambda _world, _position: {"question": "q", "answer": "a"},
    "indicators:records": lambda _world, _position: {"reason": "核对"},
    "reports:issue": lambda world, position: {"year": 2025, "kind": "draft"},
    "reports:template_upload": lambda world, position: {"file": SimpleUploadedFile("模板.docx", brand_template())},
}
