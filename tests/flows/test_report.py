"""The sample bureau from its ledgers to a verified report, by commands alone."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tongpin.sample import vocabulary

from .installation import Installation, installation

BEFORE, AFTER = vocabulary.YEARS


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("demo")) as one:
        answer = one.run("demo", "--no-serve")
        assert answer.code == 0, answer.err
        yield one


@pytest.fixture(scope="module")
def document(demo: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "总结.docx"
    answer = demo.run("report", "brand", "--year", AFTER, "--out", path, "--draft", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["files"] == [str(path)]
    return path


@pytest.fixture(scope="module")
def key(demo: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "key.pem"
    path.write_text(demo.run("report", "key").out)
    return path


def retyped(document: Path, target: Path) -> Path:
    """Write a copy of the document in which the first number inside a content control is another one."""
    with zipfile.ZipFile(document) as source, zipfile.ZipFile(target, "w") as out:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                text = data.decode()
                start = text.index("fig:F")
                changed = re.sub(
                    r"(<w:t[^>]*>)(\d)", lambda match: match[1] + str(9 - int(match[2])), text[start:], count=1
                )
                data = (text[:start] + changed).encode()
            out.writestr(item, data)
    return target


def value(demo: Installation, year: int, code: str) -> Any:
    return demo.run("figures", "--year", year, code, "--json").json[code]["value"]


def test_demo_prints_an_account_for_each_role_and_comes_once(demo: Installation) -> None:
    before = demo.run("verify-audit", "--json").json
    again = demo.run("demo", "--no-serve")
    assert again.code == 0
    assert len(re.findall(r"demo-[0-9a-f]{6}-[0-9a-f]{6}", again.out)) == 8
    assert demo.run("verify-audit", "--json").json == before
    assert before["problems"] == []
    assert before["sealed"] == before["events"]


@pytest.mark.parametrize("code", ["tour.shows", "talks.sessions", "volunteer.hours", "festival.events", "needs"])
def test_two_years_differ(demo: Installation, code: str) -> None:
    before, after = (value(demo, year, code) for year in (BEFORE, AFTER))
    assert before > 0
    assert after > 0
    assert before != after


def test_report_verifies_here_and_offline_with_the_key_alone(
    demo: Installation, document: Path, key: Path, tmp_path: Path
) -> None:
    assert demo.run("verify", document).code == 0
    with installation(tmp_path) as stranger:
        answer = stranger.run("verify", document, "--key", key, "--json")
    assert (answer.code, answer.json["ok"], answer.json["seal"]) == (0, True, "valid")
    assert len(answer.json["figures"]) > 30
    assert not (tmp_path / "tongpin.sqlite3").exists()


def test_retyped_number_is_found(demo: Installation, document: Path, key: Path, tmp_path: Path) -> None:
    forged = retyped(document, tmp_path / "forged.docx")
    here, offline = demo.run("verify", forged, "--json"), demo.run("verify", forged, "--key", key, "--json")
    for answer in (here, offline):
        assert answer.code == 1
        assert "altered" in {one["verdict"] for one in answer.json["figures"]}
    assert "→" in demo.run("verify", forged).out


def test_key_of_another_bureau_does_not_vouch(demo: Installation, document: Path, tmp_path: Path) -> None:
    with installation(tmp_path) as other:
        foreign = tmp_path / "foreign.pem"
        foreign.write_text(other.run("report", "key").out)
        answer = demo.run("verify", document, "--key", foreign, "--json")
    assert (answer.code, answer.json["seal"]) == (1, "invalid")


def test_file_that_is_no_report_is_an_error_in_words(demo: Installation, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04 nothing")
    for arguments in (["verify", tmp_path / "x.docx"], ["verify", tmp_path / "none.docx"]):
        answer = demo.run(*arguments)
        assert answer.code == 1
        assert "Traceback" not in answer.err


def test_report_needs_a_bureau_and_a_place(demo: Installation, tmp_path: Path) -> None:
    with installation(tmp_path / "empty") as empty:
        assert empty.run("report", "brand", "--year", AFTER, "--out", tmp_path / "a.docx").code == 1
    assert demo.run("report", "brand", "--year", AFTER, "--out", tmp_path / "a.pdf").code == 2
    assert demo.run("report", "brand", "--year", AFTER, "--out", tmp_path / "no" / "a.docx", "--draft").code == 1


def test_account_gets_a_first_password(demo: Installation) -> None:
    answer = demo.run("account", "add", "new-leader", "--role", "leader")
    assert (answer.code, len(answer.out.split("：")[-1].strip())) == (0, 12)
    assert demo.run("account", "add", "new-leader", "--role", "leader").code == 1
    assert demo.run("account", "add", "other", "--role", "king").code == 2


def test_backup_brings_everything_back_elsewhere(demo: Installation, document: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    assert demo.run("backup", file, "--with-keys").code == 0
    assert demo.run("verify-backup", file, "--json").json["problems"] == []
    with installation(tmp_path / "elsewhere") as elsewhere:
        assert elsewhere.run("restore", file).code == 0
        assert value(elsewhere, AFTER, "tour.shows") == value(demo, AFTER, "tour.shows")
        assert elsewhere.run("verify", document).code == 0
        assert elsewhere.run("verify-audit").code == 0


SCAN = """
import datetime as dt, json
from django.utils import translation
translation.activate('zh-hans')
from tongpin.foundation.kernel import clock
from tongpin.foundation.outbox.models import Channel
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.notify.models import Reach
from tongpin.interfaces.notify.queries import composing
from tongpin.interfaces.notify.queries.recipients import wishes_of
texts, today = [], clock.today()
for shift in range(-45, 46, 3):
    day = today + dt.timedelta(days=shift)
    rows = composing.found(day)
    made = [composing._for_group(day, unit, Channel(kind='wecom'), rows) for unit in Unit.objects.all()]
    accounts = list(Account.objects.filter(person__isnull=False))
    reaches = [Reach(account=one, channel=Channel(kind='email')) for one in accounts]
    made += [composing._for_person(day, one, wish, rows) for one, wish in zip(reaches, wishes_of(accounts))]
    texts += [f'{one.subject} {one.text}' for one in made if one]
people = [value for one in Person.objects.all() for value in (one.name, one.phone) if value]
found = [one for one in people if any(one in text for text in texts)]
print(json.dumps({'texts': len(texts), 'people': len(people), 'found': found}))
"""


def test_no_message_of_the_sample_holds_a_name_or_a_number_of_a_person(demo: Installation) -> None:
    answer = demo.run("manage", "shell", "--verbosity", 0, "-c", SCAN)
    assert answer.code == 0, answer.err
    told = json.loads(answer.out.splitlines()[-1])
    assert told["found"] == []
    assert told["texts"] > 20
    assert told["people"] > 100


def test_sample_sends_nothing_by_itself(demo: Installation) -> None:
    answer = demo.run("deliver", "--json")
    assert (answer.code, answer.json) == (0, {"sent": 0, "failed": 0, "dropped": 0, "waiting": 0})
