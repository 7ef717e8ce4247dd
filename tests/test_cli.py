"""The command `hasim`: exit statuses and clear lines for whatever it is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hasim import __version__
from hasim.cib import Cib, Element
from hasim.cli import main
from hasim.course import find

BUNDLE = Element("bundle", {"id": "web-bundle"}, (Element("docker", {"image": "web"}),))


@pytest.fixture(autouse=True)
def no_cib_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CIB_file", "HASIM_DIALECT", "HASIM_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def only_line(capsys: pytest.CaptureFixture[str]) -> str:
    error = capsys.readouterr().err
    assert 1 == error.count("\n"), error
    return error


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["--version"])
    assert f"hasim {__version__}\n" == capsys.readouterr().out


def test_help_lists_the_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main([])
    assert "crm_simulate" in capsys.readouterr().out


def test_an_unknown_program_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert 64 == main(["crm_nonsense"])
    assert "crm_nonsense" in only_line(capsys)


def test_a_missing_cib_file_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIB_file", "/nowhere/cib.xml")
    assert 66 == main(["crm_mon", "-1"])
    assert "/nowhere/cib.xml" in only_line(capsys)


def test_a_broken_cib_file_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "cib.xml"
    file.write_text("<cib><configuration>")
    monkeypatch.setenv("CIB_file", str(file))
    assert 78 == main(["crm_mon", "-1"])
    assert "not well-formed" in only_line(capsys)
    assert "<cib><configuration>" == file.read_text()


def test_an_unknown_dialect_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HASIM_DIALECT", "9")
    assert 64 == main(["crm_mon", "-1"])
    assert "unknown dialect '9'; known are 1.1, 2.1, 3.0" in only_line(capsys)


def test_what_is_not_modelled_is_refused_by_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    empty = Cib.empty()
    cib = empty.with_section(empty.resources.with_child(BUNDLE)).text()
    file = tmp_path / "session.jsonl"
    file.write_text(json.dumps({"hasim": 1, "scenario": "two-servers", "cib": cib}) + "\n")
    assert 3 == main(["play", "--json", str(file)])
    error = only_line(capsys)
    assert "bundle" in error
    assert "web-bundle" in error


def test_a_file_that_is_no_text_is_named_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "image"
    path.write_bytes(b"\x89PNG\xff")
    monkeypatch.setenv("CIB_file", str(path))
    assert 66 == main(["crm_mon", "-1"])
    assert f"hasim: {path}: not a text in UTF-8\n" == capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a session file"),
        ('{"hasim": 1, "scenario": "moon"}', "moon"),
        ('{"hasim": 1, "scenario": "two-servers", "dialect": "7"}', "7"),
        ('{"hasim": 1, "scenario": "two-servers", "start": "yesterday"}', "yesterday"),
        ('{"hasim": 1, "scenario": "two-servers", "timezone": "Moon/Crater"}', "Moon/Crater"),
        ('{"hasim": 1, "scenario": "two-servers", "nodes": 5}', "nodes"),
        ('{"hasim": 1, "scenario": "two-servers", "cib": "<a>"}', "not well-formed"),
        ('{"hasim": 1, "scenario": "two-servers", "configure": "primitve a Dummy"}', "primitve"),
        ('{"hasim": 1, "scenario": "two-servers"}\n{"wait": -1}', "line 2"),
        ('{"hasim": 1, "scenario": "two-servers"}\n{"at": "node7", "run": "ls"}', "line 2"),
    ],
)
def test_a_bad_session_file_is_named(
    text: str, reason: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(text)
    assert main(["play", "--json", str(file)]) in (65, 78)
    assert reason in only_line(capsys)


def test_play_prints_an_object_for_each_input(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "session.jsonl"
    rows = [{"hasim": 1, "scenario": "two-servers"}, {"at": "node1", "run": "echo hello"}, {"wait": 2.5}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert 0 == main(["play", "--json", str(file)])
    echo, wait = json.loads(capsys.readouterr().out)
    assert ("hello\n", "", 0) == (echo["stdout"], echo["stderr"], echo["exit"])
    assert pytest.approx(2.5) == wait["time"] - echo["time"]
    assert {"node1", "node2"} == wait["views"].keys()
    assert {"node1": "online", "node2": "online"} == wait["nodes"]


def test_a_class_is_graded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    task = find("failover/bring-back")
    (tmp_path / "hanako").mkdir()
    (tmp_path / "hanako" / "one.jsonl").write_text(task.start.session("en", task.name).dumps())
    (tmp_path / "taro.jsonl").write_text("nonsense")
    assert main(["grade", str(tmp_path)]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert ["hanako", "failover/bring-back", "False"] == rows[1].split(",")[:3]
    assert rows[2].startswith("taro,,False")
    assert main(["grade", str(tmp_path), "-o", str(tmp_path / "grades.csv")]) == 0
    assert rows == (tmp_path / "grades.csv").read_text().splitlines()
    assert main(["grade", str(tmp_path / "nowhere")]) == 66
    assert main(["grade"]) == 64
