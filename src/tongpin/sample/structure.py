"""Two years of the sample: a joint branch that merged, comings and goings, probations, exemptions, staff.

Whoever is counted at the end of a year whose ledgers were taken over stays counted: the ledgers' figures do not change.
"""

from __future__ import annotations

import datetime as dt

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units import actions
from tongpin.foundation.units.enums import BranchForm, Ground, Side, Standing, UnitKind
from tongpin.foundation.units.models import Membership, Post, Unit
from tongpin.foundation.units.queries import named_or_root
from tongpin.foundation.units.rules import ProbationTerms, probation_end
from tongpin.foundation.units.rules.probation import months_later

from .organisation import BRANCH, FIRST_BRANCH, OTHER_BRANCH, SECOND_BRANCH
from .vocabulary import YEARS

COMMITTEE, GROUP = "局机关党委", "局党组"
JOINT = "文化产业联合党支部"
MUSEUM = "博物馆党支部"
FIRST, LAST = YEARS[0], YEARS[-1]
NEXT = dt.date(LAST + 1, 1, 1)  # from here on nothing is counted by a ledger
TERMS = ProbationTerms(months=12, least=6, most=12, source="《中国共产党章程》第七条")


def build(*, by: Account) -> None:
    """Build it once; there already, it is left as it is."""
    if Unit.objects.filter(name=JOINT).exists():
        return
    committee = named_or_root(COMMITTEE)
    actions.set_form(
        by=by,
        unit=committee,
        form=BranchForm.ORDINARY,
        approval="安直工组〔2019〕12号（虚构）",
        approved_on=dt.date(2019, 6, 3),
    )
    _joint_branch(by, committee)
    _transfers(by)
    _probations(by)
    _exemptions(by)
    _staff(by)


def _roll(branch: str) -> list[Membership]:
    """Return the present roll of a branch in its order: the secretary first."""
    rows = Membership.objects.filter(unit__name=branch, valid_to=None)
    return list(rows.select_related("person", "unit").order_by("person_id"))


def _joint_branch(by: Account, committee: Unit) -> None:
    """Four members form a joint branch for some months, which then merges into the branch they came from."""
    began, merged = dt.date(FIRST, 3, 1), dt.date(FIRST, 10, 15)
    home = named_or_root(SECOND_BRANCH)
    joint = actions.add_unit(by=by, kind=UnitKind.BRANCH, name=JOINT, parent=committee, valid_from=began)
    joint = actions.set_form(by=by, unit=joint, form=BranchForm.JOINT)
    for name in ("文化产业促进中心（虚构）", "演出行业协会（虚构）", "印刷发行协会（虚构）"):
        actions.cover_unit(by=by, branch=joint, name=name, valid_from=began)
    full = [row for row in _roll(SECOND_BRANCH) if row.standing == Standing.FULL and not _has_post(row)]
    moved = [actions.transfer_member(by=by, membership=row, unit=joint, on=began) for row in full[-4:]]
    actions.appoint(by=by, person=moved[0].person, unit=joint, title="书记", valid_from=began)
    actions.merge_unit(by=by, unit=joint, into=home, on=merged)


def _has_post(row: Membership) -> bool:
    accounts = Account.objects.filter(person=row.person_id)
    return accounts.exists() or Post.objects.filter(person=row.person_id, valid_to=None).exists()


def _transfers(by: Account) -> None:
    """Somebody comes and goes within a year, somebody comes and stays, somebody goes."""
    passing = actions.receive_member(
        by=by,
        person=add_person(by=by, name="柳致远", gender="男", joined_party_on=dt.date(2012, 6, 20)),
        unit=named_or_root(BRANCH),
        standing=Standing.FULL,
        on=dt.date(LAST, 4, 8),
        organisation="邻县教育和体育局机关党委（虚构）",
        letter_no=f"邻组转〔{LAST}〕031号",
    )
    actions.release_member(
        by=by,
        membership=passing,
        on=dt.date(LAST, 10, 30),
        organisation="地级市文化和旅游局机关党委（虚构）",
        letter_no=f"安直组转〔{LAST}〕017号",
    )
    actions.receive_member(
        by=by,
        person=add_person(by=by, name="云书宁", gender="女", joined_party_on=dt.date(2018, 12, 4)),
        unit=named_or_root(OTHER_BRANCH),
        standing=Standing.FULL,
        on=NEXT,
        organisation="省图书馆党委（虚构）",
        letter_no=f"省图组转〔{LAST}〕208号",
    )
    going = [row for row in _roll(MUSEUM) if row.standing == Standing.FULL and not _has_post(row)][-1]
    actions.release_member(
        by=by,
        membership=going,
        on=NEXT,
        organisation="东陵镇党委（虚构）",
        letter_no=f"安直组转〔{NEXT.year}〕001号",
    )


def _probations(by: Account) -> None:
    """Those of the ledgers become full members, but for two: one was extended, one waits. Two more have begun since."""
    rows = Membership.objects.filter(standing=Standing.PROBATIONARY, valid_to=None).select_related("person", "unit")
    waiting = list(rows.order_by("pk"))
    for row in waiting[2:]:
        on = max(NEXT, probation_end(row.valid_from, TERMS)) if row.valid_from else NEXT
        actions.change_standing(by=by, membership=row, on=min(on, clock.today()), terms=TERMS)
    if waiting and (began := waiting[0].valid_from):
        end = probation_end(began, TERMS)
        until = months_later(end, TERMS.most)
        actions.extend_probation(by=by, membership=waiting[0], decided_on=end, until=until, terms=TERMS)
    for name, days in (("韦青禾", 320), ("方知夏", 60)):
        actions.admit_member(
            by=by,
            person=add_person(by=by, name=name, gender="女"),
            unit=named_or_root(BRANCH),
            standing=Standing.PROBATIONARY,
            valid_from=max(NEXT, clock.today() - dt.timedelta(days=days)),
        )


def _exemptions(by: Account) -> None:
    for branch, ground, start, end, note in (
        (FIRST_BRANCH, Ground.FRAIL, dt.date(FIRST, 2, 1), None, "退休，送学上门"),
        (SECOND_BRANCH, Ground.ILL, dt.date(FIRST, 5, 6), dt.date(LAST, 3, 31), ""),
        (BRANCH, Ground.IMMOBILE, dt.date(LAST, 9, 1), None, "在家学习，支部派人送学"),
    ):
        row = next(one for one in reversed(_roll(branch)) if one.standing == Standing.FULL and not _has_post(one))
        actions.exempt_person(by=by, person=row.person, ground=ground, valid_from=start, valid_to=end, note=note)


def _staff(by: Account) -> None:
    """Committees are filled but for one post, some holders have a second skill, two posts change hands."""
    since = dt.date(FIRST, 1, 15)
    for branch in (FIRST_BRANCH, SECOND_BRANCH, BRANCH, OTHER_BRANCH, MUSEUM):
        for title, row in zip(("宣传委员", "纪检委员"), _roll(branch)[2:4], strict=False):
            if (branch, title) != (OTHER_BRANCH, "纪检委员"):
                actions.appoint(by=by, person=row.person, unit=row.unit, title=title, valid_from=since)
    office = _roll(FIRST_BRANCH)
    for title, row in (("书记", office[0]), ("党务专干", office[1])):
        actions.appoint(by=by, person=row.person, unit=named_or_root(COMMITTEE), title=title, valid_from=since)
    for name, branch, title in (
        ("市文化馆", BRANCH, "馆长"),
        ("市图书馆", OTHER_BRANCH, "副馆长"),
        ("办公室", FIRST_BRANCH, "主任"),
    ):
        place = 1 if name == "办公室" else 0
        person = _roll(branch)[place].person
        actions.appoint(by=by, person=person, unit=named_or_root(name), title=title, valid_from=since)
    for branch, place, words in ((BRANCH, 2, "讲解"), (MUSEUM, 0, "文物修复"), (OTHER_BRANCH, 1, "古籍编目")):
        actions.add_skill(by=by, person=_roll(branch)[place].person, words=words)
    _hand_overs(by, since)


def _hand_overs(by: Account, since: dt.date) -> None:
    office = _roll(FIRST_BRANCH)
    post = actions.appoint(
        by=by, person=office[4].person, unit=named_or_root(GROUP), title="学习秘书", valid_from=since
    )
    done = actions.hand_over(
        by=by,
        post=post,
        person=office[5].person,
        on=dt.date(LAST, 3, 3),
        documents="中心组学习档案两册；年度学习计划；发言提纲",
        tasks="一季度集体学习研讨简报未报送",
    )
    for side in Side:
        actions.confirm_hand_over(by=by, hand_over=done, side=side, on_paper=True)
    museum = _roll(MUSEUM)
    held = Post.objects.filter(unit=museum[0].unit, title="组织委员", valid_to=None).select_related("unit").first()
    if held is not None:
        actions.hand_over(
            by=by,
            post=held,
            person=museum[4].person,
            on=max(NEXT, clock.today() - dt.timedelta(days=20)),
            documents="党员名册；发展党员材料",
            seals="支部印章一枚",
            tasks="两名预备党员转正材料待收齐",
        )
