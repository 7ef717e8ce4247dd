"""Each click stands for the commands that a person would type."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from hasim.cib import Cib, Element
from hasim.lab.deeds import Crm, break_line, kill_line, power, signal_line
from hasim.lab.lines import commands
from hasim.session import Session
from hasim.sim.references import primitives


def test_the_verbs_are_crm_commands_on_a_node_that_answers() -> None:
    crm = Crm("node2", "2.1")
    deeds = [
        crm.standby("node1"),
        crm.online("node1"),
        crm.cleanup("httpd"),
        crm.move("web", "node1"),
        crm.move("web", "node1", force=True),
        crm.unmove("web"),
    ]
    assert [deed.data for deed in deeds] == [
        {"at": "node2", "run": "crm node standby node1"},
        {"at": "node2", "run": "crm node online node1"},
        {"at": "node2", "run": "crm resource cleanup httpd"},
        {"at": "node2", "run": "crm resource move web node1"},
        {"at": "node2", "run": "crm resource move web node1 force"},
        {"at": "node2", "run": "crm resource clear web"},
    ]
    assert Crm("node2", "1.1").unmove("web").data["run"] == "crm resource unmove web"


@pytest.mark.parametrize(("cwd", "shown"), [("/root", "~"), ("/etc/httpd", "httpd"), ("/", "/")])
def test_a_command_is_shown_with_the_prompt_of_its_shell(cwd: str, shown: str) -> None:
    here: Any = SimpleNamespace(machines={"node1": SimpleNamespace(shell=SimpleNamespace(cwd=cwd))})
    assert Crm("node1").cleanup("web").shown(here) == f"[root@node1 {shown}]# crm resource cleanup web"


def test_a_power_button_is_a_fault_with_words() -> None:
    assert power("node1", False, "en").data == {"fault": "power-off", "node": "node1"}
    assert power("node1", True, "ja").note == "（node1 の電源ボタンを押す）"


def element(session: Session, name: str) -> Element:
    return next(each for each in primitives(session.cib() or empty()) if each.id == name)


def empty() -> Cib:
    raise LookupError("no node has a CIB")


DAEMONS = """
primitive state ocf:pacemaker:Dummy
primitive program ocf:heartbeat:anything params binfile=/usr/sbin/crond
primitive unit systemd:chronyd
primitive address ocf:heartbeat:IPaddr2 params ip=192.168.0.210
property stonith-enabled=false no-quorum-policy=ignore
"""
"""Resources that live by a file, a process with a pid file, a unit and an address."""


@pytest.fixture(scope="module")
def daemons() -> Session:
    session = Session("two-servers", configure=DAEMONS)
    session.settle()
    return session


def test_a_process_is_killed_by_its_pid_file_or_its_name(daemons: Session) -> None:
    node = {name: nodes[0] for name, nodes in daemons.running().items()}
    lines = {name: kill_line(element(daemons, name), node[name], daemons.world) for name in node}
    assert lines == {
        "state": None,
        "program": "kill -9 $(cat /run/resource-agents/anything_program.pid)",
        "unit": "kill -9 $(pidof chronyd)",
        "address": None,
    }


def test_what_a_resource_lives_by_is_taken_away(daemons: Session) -> None:
    for name, nodes in daemons.running().items():
        session = daemons.fork(name)
        line = break_line(element(session, name), nodes[0], session.world)
        assert line is not None
        assert session.run(nodes[0], line).exit == 0, line
        assert session.running()[name] == [], line
        assert break_line(element(session, name), nodes[0], session.world) is None


@pytest.mark.parametrize("dialect", ["1.1", "2.1", "3.0"])
def test_apache_is_killed_by_the_pid_file_that_its_configuration_names(dialect: str) -> None:
    session = Session("tutorial", dialect=dialect)
    line = kill_line(element(session, "httpd"), "node1", session.world)
    assert line == "kill -9 $(cat /var/run/httpd/httpd.pid)"
    assert kill_line(element(session, "httpd"), "node2", session.world) is None


def test_processes_of_one_name_are_told_apart_by_their_command_lines() -> None:
    session = Session("two-servers")
    machine = session.world.machines["node1"]
    assert signal_line(machine.processes.named("corosync")[0], machine, "STOP") == "kill -STOP $(pidof corosync)"
    second = replace(machine.processes.named("corosync")[0], pid=4000, command="corosync -f -x")
    machine = replace(machine, processes=machine.processes.add(second))
    assert signal_line(second, machine, "9") == "pkill -9 -f -x 'corosync -f -x'"
    third = replace(second, pid=4001)
    assert signal_line(third, replace(machine, processes=machine.processes.add(third)), "9") == "kill -9 4001"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ls\n\n# a note\ncat a\n", ["ls", "cat a"]),
        ("echo a \\\n  b\nls", ["echo a \\\n  b", "ls"]),
        (
            "crm configure <<EOF\nprimitive a b\n# kept\nEOF\nls",
            ["crm configure <<EOF\nprimitive a b\n# kept\nEOF", "ls"],
        ),
        ("echo 'one\ntwo'\nls", ["echo 'one\ntwo'", "ls"]),
        ("ls |\nsort\n", ["ls |\nsort"]),
        ("for i in 1 2\ndo\necho $i\ndone\nls", ["for i in 1 2\ndo\necho $i\ndone", "ls"]),
        ("if true; then\nls\nfi", ["if true; then\nls\nfi"]),
        ("echo it\\'s done\nls", ["echo it\\'s done", "ls"]),
        ("a $(cat <<< x)\nls", ["a $(cat <<< x)", "ls"]),
        ("", []),
    ],
)
def test_a_cell_is_split_where_a_shell_would_start_a_new_command(cell: str, expected: list[str]) -> None:
    assert commands(cell) == expected
