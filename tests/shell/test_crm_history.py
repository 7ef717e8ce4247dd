"""`crm history`: what our crm tells of a simulated cluster is what the real one reads out of that cluster's logs."""

from __future__ import annotations

import bz2
import re
from functools import cache
from pathlib import Path

import pytest

from hasim.cli import main
from hasim.session import Session
from tests.crm_real import real_crm
from tests.support import real_program

LINES = """\
history info
history events
history transitions
history transition
history transition nograph
history transition 2
history transition 2 nograph scores
history transition 0 nograph
history transition -1 nograph utilization scores
history transition -9
history transition 99
history transition pe-input-2.bz2
history transition pe-input
history transition pe-nosuch
history transition 1 2
history transition log
history transition log 3
history transition tags
history transition tags 2
history peinputs
history peinputs 2
history peinputs 1:2 3
history peinputs v
history peinputs 2 v
history peinputs 2:1
history peinputs 99
history peinputs foo
history resource httpd
history resource web
history resource clone_ping nosuch
history resource
history node node1
history node node2
history node
history log
history log node2
history log node1 node2
history detail 1
history detail 2
history exclude
history exclude foo[
history source
history refresh nosuch
history show 2
history show 0
history show 99
history show 2 foo
history diff 1 2
history diff 2 -1
history diff 1 1
history diff 1 99
history limit 09:00 09:00
history nosuch
history""".split("\n")  # noqa: SIM905
TOGETHER = """\
history
exclude httpd
events
exclude
exclude clear
transitions
limit '2026-05-03 09:00'
events
transitions
limit '2026-05-03 08:50' '2026-05-03 08:51'
events
peinputs
up
history events
"""


@cache
def session(dialect: str) -> Session:
    """A web server that was killed, and a node that went and came back: two nodes were DC."""
    found = Session("tutorial", dialect=dialect, timezone="UTC")
    for line in ("killall -9 httpd", "crm configure primitive d ocf:pacemaker:Dummy", "crm node standby node2"):
        found.run("node1", line)
        found.settle()
    found.fault("power-off", node="node1")
    found.settle()
    found.fault("power-on", node="node1")
    found.settle()
    return found


def report(dialect: str, folder: Path) -> None:
    """What `crm report` collects from the nodes: logs, the CIB, and the scheduler's inputs."""
    found = session(dialect)
    (folder / "description.txt").write_text("")
    for node in ("node1", "node2"):
        (folder / node / "pengine").mkdir(parents=True)
        log = found.run(node, "cat /var/log/messages" if dialect == "1.1" else "journalctl").stdout
        if dialect == "1.1":
            (folder / node / "ha-log.txt").write_text(log)
        else:
            log = re.sub(r"(?m)^May (\d\d) (\S+)", r"2026-05-\1T\2+0000", log)
            (folder / node / "journal.log").write_text(log)
        (folder / node / "cib.xml").write_text(found.run(node, "cibadmin -Q").stdout)
        for number, cib in enumerate(found.world.stacks[node].inputs):
            (folder / node / "pengine" / f"pe-input-{number}.bz2").write_bytes(bz2.compress(cib.text().encode()))


def level(text: str, folder: Path) -> str:
    """Without colours, without what tells where and when a report was made, and with the folder of a live one."""
    text = re.sub(r"\x1b\[\d+m", "", text).replace(str(folder), "/var/cache/crm/history-root/live")
    text = text.replace("INFO: Retrieving information from cluster nodes, please wait...\n", "")
    text = re.sub(r"(?m)^INFO: install graphviz to see a transition graph\n", "", text)
    return re.sub(r"(?m)^(Source|Created on|By|Period|Current source): .*\n", "", text)


def real(folder: Path, home: Path, words: list[str], stdin: str = "") -> tuple[str, str, int]:
    real_program("crm")
    said = real_crm().run(("-H", str(folder), *words), stdin, home)
    return level(said.stdout, folder), level(said.stderr, folder), said.exit


def ours(dialect: str, line: str, folder: Path) -> tuple[str, str, int]:
    found = session(dialect).fork("tried")
    said = found.run("node2", f"crm {line}")
    return level(said.stdout, folder), level(said.stderr, folder), said.exit


@pytest.fixture(scope="module", params=["1.1", "2.1"])
def made(request, tmp_path_factory):
    """A report of each generation, and a home for the real crm."""
    folder, home = tmp_path_factory.mktemp("report"), tmp_path_factory.mktemp("home")
    report(request.param, folder)
    (home / "cib.xml").write_text(session(request.param).run("node2", "cibadmin -Q").stdout)
    return request.param, folder, home


@pytest.mark.parametrize("line", LINES)
def test_a_question_is_answered_as_the_real_one_does(line, made):
    dialect, folder, home = made
    mine, theirs = ours(dialect, line, folder), real(folder, home, line.split())
    assert _simulations_apart(mine) == _simulations_apart(theirs)


def test_settings_last_as_long_as_a_run(made):
    dialect, folder, home = made
    (tmp := home / "lines.crm").write_text(TOGETHER)
    found = session(dialect).fork("lines")
    found.write("node2", "/root/lines.crm", TOGETHER)
    said = found.run("node2", "crm -f /root/lines.crm")
    assert (level(said.stdout, folder), level(said.stderr, folder), said.exit) == real(folder, home, ["-f", str(tmp)])


def _simulations_apart(said: tuple[str, str, int]) -> tuple[str, str, int]:
    """Without what crm_simulate printed, which is the text of Pacemaker 3.0 here."""
    told = "INFO: running ptest with "
    if told not in said[0] + said[1]:
        return said
    out, err = (re.sub(f"(?m)^{told}.*\n", "", text) for text in said[:2])
    return out[out.index("Transition node") :], err, said[2]


def test_a_newer_crm_knows_the_newer_daemons() -> None:
    """In the generation of Pacemaker 3.0 transitions are found; the times are as the journal has them."""
    said = session("3.0").fork("seen").run("node2", "crm history transitions").stdout.splitlines()
    assert len(said) > 4
    assert any(line.endswith(" vip") for line in said)


def test_a_file_has_no_history(tmp_path, monkeypatch) -> None:
    (tmp_path / "x.xml").write_text(session("2.1").run("node2", "cibadmin -Q").stdout)
    monkeypatch.setenv("CIB_file", str(tmp_path / "x.xml"))
    assert main(["crm", "history", "events"]) == 3
