"""Samples of organisational life: tasks and meetings, elections, study, messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tongpin.foundation.files.actions import store_file
from tongpin.foundation.kernel import clock
from tongpin.foundation.outbox.models import Channel, Message
from tongpin.foundation.units.actions import (
    enter_term,
)
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Term, Unit
from tongpin.interfaces.notify.actions import add_group, make_feed, test_channel
from tongpin.interfaces.notify.models import Group
from tongpin.projects.tasks.actions import drop_task, hand_out_task
from tongpin.projects.tasks.models import Task
from tongpin.projects.tasks.rules import TaskContent
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.rules import Content
from tongpin.records.elections.models import Election, Poll
from tongpin.records.study_plans.models import ArchivePaper, OnlineNote, StudyAbsence, StudySession, StudyTopic
from tongpin.standards.actions import load_shipped

from .making import Factory, Parameters, activity, membership, recorder, unit
from .world import Position, World


def task(world: World, position: Position) -> Parameters:
    """An open task of the unit, and of its person."""
    content = TaskContent(
        title="修订学习制度",
        unit_id=world.unit(position).pk,
        due_on=dt.date(2025, 6, 30),
        owner_id=world.person(position).pk,
    )
    return {"pk": hand_out_task(by=recorder(world), content=content).pk}


def dropped_task(world: World, position: Position) -> Parameters:
    key = task(world, position)
    drop_task(by=recorder(world), task=Task.objects.get(**key), reason="并入年度计划")
    return key


def task_form(world: World, position: Position) -> dict[str, Any]:
    return {"title": "整理档案", "unit": world.unit(position).pk, "due_on": "2025-06-30"}


def year_of(world: World, position: Position) -> Parameters:
    load_shipped(by=world.operator)
    return {"unit": world.unit(position).pk, "year": clock.today().year}


def year_to_plan(world: World, position: Position) -> Parameters:
    """A year of a branch; what lies below or above a branch is made one, for only branches plan."""
    unit_ = world.unit(position)
    if unit_.kind != UnitKind.BRANCH:
        unit_.kind = UnitKind.BRANCH
        unit_.save(update_fields=["kind"])
    return year_of(world, position)


def ledger_of(world: World, position: Position) -> Parameters:
    return {**year_of(world, position), "code": "meetings"}


def minutes_form(world: World, position: Position) -> dict[str, Any]:
    return {
        "unit": world.unit(position).pk, "when": "2025-03-05 14:30-16:00", "title": "主题党日", "attended": "1",
        "summary": "集中学习", "version": "1", "planned": "0", "motions-TOTAL_FORMS": "0", "motions-INITIAL_FORMS": "0",
        "decisions-TOTAL_FORMS": "0", "decisions-INITIAL_FORMS": "0",
        "present": [world.person(position).pk],
    }  # fmt: skip


def study_year(world: World, position: Position) -> Parameters:
    """Any unit will do: one without a study group is told so on the page."""
    load_shipped(by=world.operator)
    return {"pk": world.unit(position).pk, "year": 2025}


# Past the actions, which refuse a study group in a branch: who may see it is asked, not whether it may be there.
def study_topic(world: World, position: Position) -> Parameters:
    load_shipped(by=world.operator)
    said = {"title": "专题", "form": "study.group", "planned_on": dt.date(2025, 3, 1), "precision": "month"}
    topic = StudyTopic(unit=world.unit(position), added_by=recorder(world), added_at=clock.now(), **said)
    topic.save()
    return {"pk": topic.pk}


def study_absence(world: World, position: Position) -> Parameters:
    pk = activity(world, position)["pk"]
    session = StudySession.objects.create(activity_id=pk, opened_by=recorder(world), opened_at=clock.now())
    return {"pk": StudyAbsence.objects.create(session=session, person=world.person(position)).pk}


def study_paper(world: World, position: Position) -> Parameters:
    by = recorder(world)
    kept = store_file(by=by, data=b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n", name="年度计划.pdf")
    said = {"unit": world.unit(position), "year": 2025, "kind": "plan", "title": "年度计划", "file": kept}
    return {"pk": ArchivePaper.objects.create(added_by=by, added_at=clock.now(), **said).pk}


def online_note(world: World, position: Position) -> Parameters:
    said = {"unit": world.unit(position), "platform": "某平台", "text": "自愿浏览"}
    days = {"starts_on": dt.date(2025, 3, 1), "ends_on": dt.date(2025, 3, 31)}
    return {"pk": OnlineNote.objects.create(noted_by=recorder(world), noted_at=clock.now(), **said, **days).pk}


def lecture(world: World, position: Position) -> Parameters:
    load_shipped(by=world.operator)
    content = Content("meeting.lecture", "党课", world.unit(position).pk, dt.date(2025, 3, 5), attended=3)
    return {"pk": record_activity(by=recorder(world), content=content).pk}


def elected_unit(world: World, position: Position) -> Unit:
    """Return the unit of the position; the small group below becomes a branch, for only such are elected for a term."""
    load_shipped(by=world.operator)
    found = world.unit(position)
    if position is Position.BELOW:
        Unit.objects.filter(pk=found.pk).update(kind=UnitKind.BRANCH)
    return Unit.objects.get(pk=found.pk)


def term_unit(world: World, position: Position) -> Parameters:
    return {"pk": elected_unit(world, position).pk}


def term(world: World, position: Position) -> Parameters:
    unit_ = elected_unit(world, position)
    known = Term.objects.filter(unit=unit_).first()
    made = known or enter_term(by=world.operator, unit=unit_, number=1, began_on=dt.date(2022, 7, 1), years=3)
    return {"pk": made.pk}


def election(world: World, position: Position) -> Parameters:
    """An election under way, past its steps: the right order of steps is tested where it belongs."""
    day = dt.date(2025, 6, 10)
    said = {
        "kind": "term", "number": 2, "held_on": day, "secretaries": 1, "superior": "机关党委", "approved_on": day,
        "approval_no": "机党〔2025〕6号", "should_attend": 1, "recorded_by": recorder(world),
        "recorded_at": clock.now(),
    }  # fmt: skip
    made, _made = Election.objects.get_or_create(unit=elected_unit(world, position), defaults=said)
    return {"pk": made.pk}


def vote(world: World, position: Position) -> Parameters:
    pk = election(world, position)["pk"]
    said = {
        "office": "secretary", "body": "members", "places": 1, "should_attend": 1, "present": 1, "issued": 1,
        "returned": 1, "valid": 1, "invalid": 0, "needed": 1, "stage": "counted", "open_places": 1,
    }  # fmt: skip
    counted, _made = Poll.objects.get_or_create(election_id=pk, defaults=said)
    return {"pk": pk, "number": counted.pk}


def election_paper(world: World, position: Position) -> Parameters:
    return {"pk": vote(world, position)["pk"], "name": "result"}


def plan_form(world: World, position: Position) -> dict[str, Any]:
    unit_ = elected_unit(world, position)
    seats = 3 if unit_.has_committee or unit_.kind != UnitKind.BRANCH else 0
    return {
        "unit": unit_.pk, "kind": "term", "number": 1, "held_on": "2025-06-10", "seats": seats, "superior": "机关党委",
        "approval_no": "机党〔2025〕6号", "approved_on": "2025-05-20", "secretaries": 1, "deputies": 0,
    }  # fmt: skip


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
    unit = world.unit(position)
    if unit.pk not in world.feeds:  # a new feed ends the one before
        world.feeds[unit.pk] = make_feed(by=recorder(world), unit=unit)[1]
    return {"token": world.feeds[unit.pk]}


FACTORIES: dict[str, Factory] = {
    **dict.fromkeys(["elections:unit", "elections:term_new"], term_unit),
    **dict.fromkeys(["elections:term_correct", "elections:term_move"], term),
    **dict.fromkeys([f"elections:{name}" for name in ("detail", "replan", "base", "cancel", "complete")], election),
    **dict.fromkeys(
        [f"elections:{name}" for name in ("vote", "follow", "candidates", "attendance", "tellers", "count", "ballot")],
        vote,
    ),
    "elections:paper": election_paper,
    "elections:poll_paper": lambda world, position: {**vote(world, position), "name": "ballot"},
    **dict.fromkeys(
        [
            f"study_plans:{name}"
            for name in (
                *("year", "topic_new", "attendance", "attendance_export", "archive", "archive_word"),
                "paper_new",
            )
        ],
        study_year,
    ),
    **dict.fromkeys(["study_plans:record", "study:unit", "study:export"], unit),
    "study:member": membership,
    **dict.fromkeys(["study_plans:topic", "study_plans:topic_drop"], study_topic),
    "study_plans:make_up": study_absence,
    **dict.fromkeys(["study_plans:paper_file", "study_plans:paper_withdraw"], study_paper),
    "study_plans:online_withdraw": online_note,
    "study_plans:lecturer": lecture,
    "study_plans:absences": activity,
    **dict.fromkeys([f"notify:channel_{name}" for name in ("edit", "switch", "test")], group),
    "notify:retry": unsent,
    "calendar:feed": feed,
    **dict.fromkeys([f"tasks:{name}" for name in ("detail", "reassign", "finish", "drop")], task),
    "tasks:reopen": dropped_task,
    "meetings:year": year_of,
    "meetings:plan": year_to_plan,
    **dict.fromkeys(["meetings:ledger", "meetings:ledger_book"], ledger_of),
    **dict.fromkeys(
        [f"meetings:{name}" for name in ("detail", "minutes", "history", "print", "word", "sheet", "sheet_word")],
        activity,
    ),
}
POSTED: dict[str, Callable[[World, Position], dict[str, Any]]] = {
    "study_plans:topic": lambda _world, _position: {"title": "改题", "form": "study.group", "planned_on": "2025-04"},
    "study_plans:topic_drop": lambda _world, _position: {"reason": "并入下季度"},
    "study_plans:make_up": lambda _world, _position: {"made_up_on": "2025-03-20", "way": "materials"},
    "study_plans:attendance_export": lambda _world, _position: {"reason": "归档"},
    "study_plans:paper_withdraw": lambda _world, _position: {"reason": "放错"},
    "study_plans:online_new": lambda world, position: {
        "unit": world.unit(position).pk,
        "platform": "某平台",
        "starts_on": "2025-03-01",
        "ends_on": "2025-03-31",
        "text": "自愿浏览",
    },
    "study_plans:online_withdraw": lambda _world, _position: {"reason": "写错"},
    "study_plans:lecturer": lambda world, position: {"name": world.person(position).name},
    "study:export": lambda _world, _position: {"reason": "归档"},
    "elections:prepare": plan_form,
    "elections:cancel": lambda world, position: {"reason": "改期"},
    "elections:follow": lambda world, position: {"do": "again"},
    "elections:term_new": lambda world, position: {"number": 1, "began_on": "2024-07-01"},
    "elections:term_correct": lambda world, position: {"number": 1, "began_on": "2022-07-02", "reason": "写错"},
    "elections:term_move": lambda world, position: {
        "until": "2025-12-31",
        "approved_by": "机关党委",
        "doc_no": "1号",
        "approved_on": "2025-06-01",
        "reason": "机构改革",
    },
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
    "tasks:create": task_form,
    "meetings:create": minutes_form,
    "meetings:minutes": minutes_form,
    "meetings:plan": lambda _world, _position: {"draft": "1"},
    "meetings:ledger_book": lambda _world, _position: {"reason": "存档"},
    "tasks:reassign": lambda world, position: {
        "unit": world.unit(position).pk,
        "due_on": "2025-07-31",
        "reason": "延期",
    },
    "tasks:finish": lambda _world, _position: {"on": "2025-06-01", "note": "已印发"},
    **dict.fromkeys(["tasks:drop", "tasks:reopen"], lambda _world, _position: {"reason": "情况有变"}),
    "tasks:export": lambda _world, _position: {"reason": "季度检查"},
}
