"""The sample's messages: the group of one branch, connected to a receiver on this machine and switched off."""

from __future__ import annotations

from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.notify.actions import add_group
from tongpin.interfaces.notify.models import Group

from .organisation import BRANCH

NAME = "文化馆党员工作群（演示）"
NOBODY = "http://127.0.0.1:8125/robot"  # the receiver of docs/operations.md, where one is started


def build(*, by: Account) -> Group:
    """Connect the group of a branch unless that was done. It stays off: nothing is ever sent from the sample by itself.

    Nobody has an address and there is no calendar: both are made by their owners.
    """
    known = Group.objects.filter(channel__name=NAME).first()
    if known is not None:
        return known
    return add_group(by=by, unit=Unit.objects.get(name=BRANCH), name=NAME, kind="standin", address=NOBODY)
