"""The sample bureau's tree and an account for each role."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_account
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import find_unit, named_or_root, root

from . import vocabulary as words

BRANCH = "文化馆党支部"
OTHER_BRANCH = "图书馆党支部"


FIRST_BRANCH, SECOND_BRANCH = "机关第一党支部", "机关第二党支部"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the sample: its role for a unit, and whose it is: the place on the roll of a branch, from 0."""

    username: str
    role: Role
    unit: str
    branch: str
    place: int


ACCOUNTS = (
    DemoAccount("officer", Role.OFFICER, words.BUREAU, FIRST_BRANCH, 1),
    DemoAccount("secretary", Role.SECRETARY, BRANCH, BRANCH, 0),
    DemoAccount("library", Role.UNIT_OFFICER, OTHER_BRANCH, OTHER_BRANCH, 0),
    DemoAccount("leader", Role.LEADER, words.BUREAU, FIRST_BRANCH, 0),
    DemoAccount("member", Role.MEMBER, BRANCH, BRANCH, 4),
    DemoAccount("auditor", Role.AUDITOR, words.BUREAU, SECOND_BRANCH, 2),
    DemoAccount("system", Role.SYSTEM_OPERATOR, words.BUREAU, SECOND_BRANCH, 3),
    DemoAccount("security", Role.SECURITY_OPERATOR, words.BUREAU, SECOND_BRANCH, 4),
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


def build_accounts(*, by: Account, names: Mapping[str, str]) -> dict[str, Account]:
    """Open the accounts that are missing; `names` says whose each is, by the name on the roll of its branch."""
    secret, found = password(), {}
    for one in ACCOUNTS:
        account = Account.objects.filter(username=one.username).first()
        if account is None:
            roll = Membership.objects.filter(unit__name=one.branch, person__name=names[one.username], valid_to=None)
            account = add_account(by=by, username=one.username, password=secret, person=roll.get().person)
        grant(by=by, account=account, role=one.role, unit=named_or_root(one.unit))
        found[one.username] = account
    return found
