"""What is said of a change makes that change: in hasim's tools, and in the real ones."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from hasim.cib import Cib
from hasim.shell.equivalents import Language, deeds, equivalents, same_as, same_meaning
from hasim.shell.filehost import CibFile
from tests.shell.changes import BASE, drawn_change
from tests.shell.tools import run
from tests.support import real_program

OURS = tuple(Language)


def _needs_a_live_cluster(line: str) -> bool:
    """crm asks the network whether a node is there, which nothing answers for where there is only a file."""
    return line.startswith(("crm node standby", "crm node online"))


def _on_a_file(line: str) -> str:
    """The line as it is typed where there is only a file: crm_attribute wants to know a node even for defaults."""
    return line.replace("crm_attribute --type", "crm_attribute --node node1 --type")


def played(before: Cib, lines: list[str]) -> Cib:
    """The document after hasim's own programs ran on it."""
    cluster = CibFile(before.text())
    for line in lines:
        done = run(_on_a_file(line), cluster)
        assert done.status == 0, (line, done.out, done.err)
    return cluster.query()


def really_played(before: Cib, lines: list[str], folder: Path) -> Cib:
    """The document after the real programs ran on it."""
    path = folder / "cib.xml"
    path.write_text(before.text())
    for line in lines:
        words = shlex.split(_on_a_file(line))
        environment = {**os.environ, "CIB_file": str(path)}
        if words[0] == "pcs":
            words = ["pcs", "-f", str(path), *words[1:]]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, cwd=folder)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    return Cib.parse(path.read_text())


@pytest.mark.parametrize("seed", range(200))
def test_commands_make_the_change_in_hasim(seed: int) -> None:
    after = drawn_change(seed)
    said = equivalents(BASE, after)
    for language in OURS:
        lines = [each.line for each in said[language]]
        if not any(map(_needs_a_live_cluster, lines)):
            assert same_meaning(played(BASE, lines), after), (language, lines)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("seed", range(200, 212))
def test_commands_make_the_change_in_the_real_tools(language: Language, seed: int, tmp_path: Path) -> None:
    for program in {"crm": ("crm", "cibadmin"), "pcs": ("pcs", "cibadmin"), "low-level": ("cibadmin",)}[language]:
        real_program(program)
    after = drawn_change(seed)
    lines = [each.line for each in equivalents(BASE, after)[language]]
    if not any(map(_needs_a_live_cluster, lines)):
        assert same_meaning(really_played(BASE, lines, tmp_path), after), lines


@pytest.mark.parametrize(
    ("line", "language", "said"),
    [
        ("crm_resource -C -r vip -N node1", Language.CRM, ["crm resource cleanup vip node1"]),
        ("crm_resource --cleanup -H node1 --resource=vip", Language.PCS, ["pcs resource cleanup vip node=node1"]),
        ("pcs resource refresh", Language.LOW_LEVEL, ["crm_resource --refresh"]),
        ("pcs resource cleanup vip node=n", Language.LOW_LEVEL, ["crm_resource --cleanup --resource vip --node n"]),
        ("crm_mon -1", Language.PCS, ["pcs status"]),
        ("crm cluster stop", Language.LOW_LEVEL, ["systemctl stop pacemaker corosync"]),
        ("pcs status wait", Language.CRM, []),
        ("crm node fence node2", Language.LOW_LEVEL, ["stonith_admin --reboot node2"]),
        ("crm_failcount -G -r x -N node1", Language.PCS, ["pcs resource failcount show x node=node1"]),
    ],
)
def test_deeds_have_names_in_every_language(line: str, language: Language, said: list[str]) -> None:
    assert [each.line for each in same_as(line)[language]] == said


def test_every_deed_is_found_by_what_it_is_told_as() -> None:
    names = {"resource": "vip", "node": "node1", "agent": "ocf:heartbeat:apache"}
    for row in deeds.ROWS:
        for language, spoken in zip(Language, row, strict=True):
            for line in (each.format(**names) for each in spoken):
                said = same_as(line)
                assert said, line
                assert not spoken or [each.line for each in said[language]] == [spoken[0].format(**names)], line


@pytest.mark.parametrize("program", ["crm", "pcs"])
def test_every_deed_is_a_command_that_there_is(program: str) -> None:
    """The words of the table lead to a command of hasim's crm or pcs."""
    from hasim.shell.crm.levels import ROOT
    from hasim.shell.crm.tree import Level
    from hasim.shell.pcs.command import find

    for line in (each for row in deeds.ROWS for spoken in row for each in spoken if each.startswith(f"{program} ")):
        words = [word for word in line.split()[1:] if not word.startswith("-")]
        if program == "pcs":
            assert find(words)[0] is not None, line
            continue
        level: object = ROOT
        for word in words:
            level = level.find(word, old=False) if isinstance(level, Level) else level
        assert level is not None, line


@pytest.mark.parametrize(
    "line", ["", "ls", "crm resource", "crm_resource --nonsense", "echo 'open", "crm resource stop a"]
)
def test_other_lines_are_not_known(line: str) -> None:
    assert same_as(line) == {}


def test_a_language_without_a_verb_says_so() -> None:
    """crm cannot take a single property away: the low-level tool stands in, and is marked."""
    pair = next(each for each in BASE.crm_config.walk() if each.get("name") == "no-quorum-policy")
    said = equivalents(BASE, BASE.edit(pair, None))
    assert [(each.line, each.native) for each in said[Language.CRM]] == [
        ("crm_attribute --name no-quorum-policy --delete", False)
    ]
    assert [each.line for each in said[Language.PCS]] == ["pcs property unset no-quorum-policy"]


def test_nothing_changed_is_nothing_to_say() -> None:
    assert equivalents(BASE, BASE) == {language: [] for language in Language}
