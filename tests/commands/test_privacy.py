"""`tongpin export-person` and `erase-person`."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from tongpin.commands import cli
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(by=operator, name="欧阳测试", phone="13800001234")


def run(*arguments: object, answer: str = "") -> str:
    result = CliRunner().invoke(cli, [str(one) for one in arguments], input=answer, catch_exceptions=False)
    assert result.exit_code in {0, 1}
    return result.output


def test_export_writes_a_file_for_its_owner_only(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "person.json"
    run("export-person", "欧阳测试", "--reason", "本人申请", "--out", out)
    assert json.loads(out.read_text())["person"]["phone"] == "13800001234"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pytest.raises(UserError, match="已经存在"):
        run("export-person", person.pk, "--reason", "本人申请", "--out", out)
    assert Event.objects.filter(action="person.export").count() == 1


def test_erase_asks_first_and_masks_the_name_it_asks_with(person: Person) -> None:
    said = run("erase-person", person.pk, "--reason", "本人申请", answer="n\n")
    assert "欧***" in said
    assert Person.objects.get().name == "欧阳测试"
    run("erase-person", person.pk, "--reason", "本人申请", answer="y\n")
    assert Person.objects.get().name == f"已删除人员{person.pk}"


def test_erase_names_where_a_human_must_look(person: Person, operator: Account) -> None:
    add_person(by=operator, name="另一人")
    Account.objects.create(username="欧阳测试")
    said = run("erase-person", person.pk, "--reason", "本人申请", "--yes")
    assert "people.account" in said


def test_namesakes_and_strangers_are_told_apart(person: Person, operator: Account) -> None:
    add_person(by=operator, name="欧阳测试")
    with pytest.raises(UserError, match=str(person.pk)):
        run("erase-person", "欧阳测试", "--reason", "x", "--yes")
    with pytest.raises(UserError, match="没有这个人"):
        run("erase-person", "无此人", "--reason", "x", "--yes")
