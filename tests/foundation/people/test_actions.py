"""What accounts are called beside what they did."""

from __future__ import annotations

import pytest

from tongpin.foundation.people.actions import add_account, command_line_account
from tongpin.foundation.people.models import Account

pytestmark = pytest.mark.django_db


def test_command_line_bears_a_word_people_understand_and_others_their_user_name(operator: Account) -> None:
    assert str(command_line_account()) == "命令行"
    assert str(add_account(by=operator, username="clerk", password=None)) == "clerk"
