"""The sample bureau's tree and an account for each role."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_account
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import find_unit, root

from . import vocabulary as words

BRANCH = "文化馆党支部"
OTHER_BRANCH = "图书馆党支部"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the sample and what to tell about it."""

    username: str
    role: Role
    unit: str
    post: str = ""  # the person on the roll who holds the account: its secretary, or an ordinary member


ACCOUNTS = (
    DemoAccount("officer", Role.OFFICER, words.BUREAU),
    DemoAccount("secretary", Role.SECRETARY, BRANCH, "书记"),
    DemoAccount("library", Role.UNIT_OFFICER, OTHER_BRANCH, "书记"),
    DemoAccount("leader", Role.LEADER, words.BUREAU),
    DemoAccount("member", Role.MEMBER, BRANCH, "member"),
    DemoAccount("auditor", Role.AUDITOR, words.BUREAU),
    DemoAccount("system", Role.SYSTEM_OPERATOR, words.BUREAU),
    DemoAccount("security", Role.SECURITY_OPERATOR, words.BUREAU),
)


def _unit(by: Account, kind: UnitKind, name: str, parent: Unit | None, **more: object) -> Unit:
    return find_unit(name) or add_unit(by=by, kind=kind, name=name, parent=parent, **more)  # type: ignore[arg-type]


def build_units(*, by: Account) -> Unit:
    """Make the sample's tree and return the bureau. Raises UserError where a real bureau already lives."""
    present = root()
    if present is not None and present.name != words.BUREAU:
        raise UserError(
            "这里已有真实的单位，演示数据不会写入。",
            place=present.name,
            remedy="请为演示另设目录，例如：TONGPIN_HOME=./demo tongpin demo",
        )
    bureau = _unit(by, UnitKind.BUREAU, words.BUREAU, None)
    _unit(by, UnitKind.PARTY_GROUP, "局党组", bureau)
    committee = _unit(by, UnitKind.PARTY_COMMITTEE, "局机关党委", bureau)
    for name in words.DEPARTMENTS:
        _unit(by, UnitKind.DEPARTMENT, name, bureau)
    for name, host, has_committee, has_groups in words.BRANCHES:
        part = _unit(by, UnitKind.SUBORDINATE, host, bureau) if host else bureau
        _unit(by, UnitKind.BRANCH, name, committee, host=part, has_committee=has_committee, has_groups=has_groups)
    return bureau


def password() -> str:
    """Return the one password of the sample's accounts: made for this installation, kept beside its database."""
    path = Path(settings.TONGPIN_HOME) / "demo-password"
    if not path.exists():
        path.write_text(f"demo-{secrets.token_hex(3)}-{secrets.token_hex(3)}\n")
        path.chmod(0o600)
    return path.read_text().strip()


def _person(account: DemoAccount, told: dict[str, str]) -> Person | None:
    if not account.post:
        return None
    name = told[f"{account.unit}/{account.post}"]
    found = Membership.objects.filter(unit__name=account.unit, person__name=name, valid_to=None).first()
    return found.person if found else None


def build_accounts(*, by: Account, told: dict[str, str]) -> list[Account]:
    """Open the accounts that are missing; `told` names the person for "branch/post"."""
    secret, found = password(), []
    for one in ACCOUNTS:
        account = Account.objects.filter(username=one.username).first()
        if account is None:
            account = add_account(by=by, username=one.username, password=secret, person=_person(one, told))
        unit = find_unit(one.unit)
        assert unit is not None, one.unit  # made by build_units
        grant(by=by, account=account, role=one.role, unit=unit)
        found.append(account)
    return found
