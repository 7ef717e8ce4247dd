"""No option is taken and ignored: each changes something, or stands among those without effect, or is refused."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from hasim.shell.runner import run_line
from hasim.sim import Stage, World, settle
from tests.shell.option_specs import PAGE, PCS_IDLE, Spec, page, specs, unread_by_pcs
from tests.shell.world import bare_world
from tests.sim.clusters import tutorial

FILES = {
    "a.txt": "one two\nthree\n\n\nTHREE\none two\n",
    "b.txt": "one two\nthree\n\n\nthree\none  two\nfour\n",
    "tabs.txt": "a\tb\tc\n1\t2\t3\nno tabs\n",
    "numbers.txt": "10\n9\n9\n1K\n 2\nb:1\na:2\n",
    "script.sed": "s/one/1/\n",
    "script.awk": "{ print $2 }\n",
    "script.sh": "echo $0 $1\nfalse\necho $HOME $NOSUCH\n",
    "sub/inner.txt": "inner\n",
    ".hidden": "hidden\n",
}
PREPARE = "cd /root/work; ln -s a.txt link; chmod 600 a.txt; sleep 100; touch b.txt"
"""What is typed first, so that there is something to tell apart."""


@cache
def world() -> World:
    """The tutorial's cluster, with some files to work on."""
    stage = Stage(tutorial(timezone="Asia/Tokyo"))
    run_line(stage, "node1", "mkdir -p /root/work/sub")
    machine = stage.machines["node1"]
    for name, text in FILES.items():
        machine = machine.with_file(f"/root/work/{name}", text)
    stage.machines["node1"] = machine
    run_line(stage, "node1", PREPARE)
    run_line(stage, "node1", "killall -9 httpd")
    settle(stage)
    run_line(stage, "node2", "reboot")
    settle(stage)
    return stage.freeze()


@cache
def outcome(line: str) -> object:
    """All that a line does: words, exit status, and the machines a while afterwards but for what their shells remember.

    A line that begins with ``bare:`` is typed on a server without any cluster software.
    """
    first = bare_world() if line.startswith("bare:") else world()
    stage = Stage(first)
    said = run_line(stage, "node1", line.removeprefix("bare:"))
    ended = stage.time
    stage.run_until(ended + A_WHILE)
    shell = first.machines["node1"].shell
    machines = {name: replace(machine, shell=shell) for name, machine in stage.machines.items()}
    return said, machines, ended


A_WHILE = 20_000
"""Milliseconds in which a machine that boots has come up."""


@cache
def lines_of(program: str) -> list[str]:
    """The lines that may show what the program's options do; without any the mere name."""
    text = Path(__file__).with_name("option_lines.txt").read_text()
    rows = (line.partition(": ") for line in text.splitlines() if not line.startswith("#"))
    return [line for name, _, line in rows if name == program] or [f"{program} %"]


VALUES = {
    ("awk", "F"): ":", ("awk", "v"): "v=1", ("awk", "f"): "script.awk", ("bash", "c"): "'echo $0'", ("cut", "d"): "b",
    ("cut", "delimiter"): "b", ("date", "d"): "@0", ("date", "date"): "@0", ("grep", "f"): "a.txt",
    ("grep", "e"): "one", ("grep", "regexp"): "one", ("mkdir", "m"): "700", ("firewall-cmd", "add-service"): "http",
    ("firewall-cmd", "remove-service"): "ssh", ("firewall-cmd", "add-port"): "80/tcp",
    ("firewall-cmd", "query-service"): "ssh", ("journalctl", "u"): "httpd", ("journalctl", "unit"): "corosync",
    ("journalctl", "S"): "now", ("journalctl", "since"): "now", ("journalctl", "U"): "yesterday",
    ("journalctl", "until"): "-1d", ("mkdir", "mode"): "700", ("nl", "b"): "a", ("pgrep", "u"): "apache",
    ("pgrep", "d"): ",", ("pkill", "u"): "apache", ("ping", "c"): "2", ("ping", "i"): "2", ("ping", "s"): "100",
    ("sed", "f"): "script.sed", ("sed", "file"): "script.sed", ("sed", "e"): "2d", ("sed", "expression"): "2d",
    ("sort", "t"): ":", ("sort", "k"): "2", ("sort", "key"): "2", ("sort", "o"): "out", ("stat", "c"): "%n",
    ("stat", "format"): "%n", ("systemctl", "t"): "timer", ("systemctl", "type"): "timer",
    ("systemctl", "state"): "failed", ("systemctl", "property"): "Id", ("systemctl", "p"): "Id",
    ("systemctl", "s"): "KILL", ("systemctl", "signal"): "KILL", ("curl", "w"): "%{http_code}",
    ("curl", "write-out"): "%{http_code}", ("curl", "o"): "page", ("curl", "output"): "page", ("wget", "O"): "-",
    ("wget", "output-document"): "-", ("xargs", "I"): "X", ("cp", "t"): "sub", ("mv", "t"): "sub", ("xargs", "n"): "1",
    ("pidof", "o"): "$(pidof -s httpd)", ("pkill", "P"): "$(pidof pacemakerd)", ("ping", "W"): "2",
    ("attrd_updater", "n"): "default_ping_set", ("attrd_updater", "d"): "30s", ("attrd_updater", "N"): "node2",
    ("cibadmin", "o"): "constraints", ("cibadmin", "A"): "//primitive", ("cibadmin", "x"): "l.xml",
    ("cibadmin", "X"): "'<rsc_location id=\"l\" rsc=\"web\" node=\"node1\" score=\"1\"/>'", ("cibadmin", "N"): "node2",
    ("crm_attribute", "n"): "stonith-enabled", ("crm_attribute", "P"): "ping", ("crm_attribute", "N"): "node2",
    ("crm_attribute", "t"): "rsc_defaults", ("crm_attribute", "l"): "reboot", ("crm_diff", "o"): "old.xml",
    ("crm_master", "N"): "node2", ("crm_master", "U"): "node2", ("crm_master", "l"): "reboot",
    ("crm_master", "r"): "httpd",
    ("crm_diff", "n"): "new.xml", ("crm_diff", "p"): "d.xml", ("crm_diff", "O"): "'<cib/>'",
    ("crm_diff", "N"): "'<cib/>'", ("crm_failcount", "r"): "httpd", ("crm_failcount", "N"): "node2",
    ("crm_failcount", "n"): "start", ("crm_failcount", "I"): "10s", ("crm_failcount", "v"): "0",
    ("crm_mon", "I"): "all", ("crm_mon", "U"): "all", ("crm_mon", "node"): "node2", ("crm_mon", "resource"): "ping",
    ("crm_mon", "output-as"): "xml", ("crm_node", "N"): "2", ("crm_node", "R"): "node2",
    ("crm_resource", "list-agents"): "ocf", ("crm_resource", "list-ocf-alternatives"): "Dummy",
    ("crm_resource", "g"): "ip", ("crm_resource", "G"): "class", ("crm_resource", "p"): "x",
    ("crm_resource", "d"): "ip", ("crm_resource", "S"): "description", ("crm_resource", "r"): "vip",
    ("crm_resource", "N"): "node2", ("crm_resource", "H"): "node2", ("crm_resource", "t"): "primitive",
    ("crm_resource", "n"): "start", ("crm_resource", "I"): "10s", ("crm_resource", "u"): "P1D", ("crm_rule", "r"): "r",
    ("crm_rule", "d"): "1999-01-01", ("crm_rule", "X"): "'<cib/>'", ("crm_shadow", "v"): "pacemaker-3.0",
    ("crm_simulate", "P"): "cibs", ("crm_simulate", "N"): "2", ("crm_simulate", "u"): "node9",
    ("crm_simulate", "d"): "node1", ("crm_simulate", "f"): "node1",
    ("crm_simulate", "i"): "httpd_monitor_10000@node1=7", ("crm_simulate", "F"): "httpd_start_0@node2=1",
    ("crm_simulate", "t"): "2030-01-01", ("crm_simulate", "q"): "false", ("crm_simulate", "w"): "true",
    ("crm_simulate", "g"): "T", ("crm_simulate", "r"): "T", ("crm_simulate", "b"): "T", ("crm_simulate", "e"): "T",
    ("crm_simulate", "x"): "all.xml", ("crm_standby", "v"): "on", ("crm_standby", "N"): "node2",
    ("crm_standby", "l"): "reboot", ("crm_ticket", "G"): "granted", ("crm_ticket", "S"): "x", ("crm_ticket", "D"): "x",
    ("crm_ticket", "t"): "T", ("crm_verify", "x"): "all.xml", ("crm_verify", "X"): "'<cib/>'",
    ("crm_verify", "S"): "out", ("crmadmin", "S"): "node1", ("crmadmin", "N"): "node1",
    ("stonith_admin", "l"): "node2", ("stonith_admin", "s"): "apc", ("stonith_admin", "Q"): "apc",
    ("stonith_admin", "H"): "node2", ("stonith_admin", "h"): "node2", ("stonith_admin", "F"): "node2",
    ("stonith_admin", "U"): "node2", ("stonith_admin", "B"): "node2", ("stonith_admin", "C"): "node2",
    ("stonith_admin", "y"): "5", ("stonith_admin", "tolerance"): "1000", ("grep", "include"): "'*.txt'",
    ("grep", "exclude"): "'*.txt'",
}  # fmt: skip
"""What a value is where 1 would not do."""


def spelled(option: str, value: str = "1") -> str:
    """An option as it is typed."""
    name = option.rstrip("=")
    value = "xml" if name == "output-as" else value
    if len(name) == 1:
        return f"-{name} {value}" if option.endswith("=") else f"-{name}"
    return f"--{name}={value}" if option.endswith("=") else f"--{name}"


def has_effect(spec: Spec, option: str) -> bool:
    """Whether one of the program's lines comes to something else with the option."""
    typed = spelled(option, VALUES.get((spec.program, option.rstrip("=")), "1"))
    lines = [(line.replace("%", "", 1), line.replace("%", typed, 1)) for line in lines_of(spec.program)]
    return any(outcome(without) != outcome(with_it) for without, with_it in lines)


CASES = [(spec, option) for spec in specs() for option in spec.options]


@pytest.mark.parametrize(("spec", "option"), CASES, ids=[f"{spec.program} {option}" for spec, option in CASES])
def test_an_option_has_an_effect(spec: Spec, option: str) -> None:
    assert has_effect(spec, option)


def test_pcs_asks_for_every_option_that_its_commands_take() -> None:
    assert unread_by_pcs() <= set(PCS_IDLE)


def test_the_page_of_what_has_no_effect_is_up_to_date() -> None:
    """Where it is not: ``python -m tests.shell.option_specs``."""
    assert page() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        *("corosync-cfgtool -b", "corosync-cfgtool -s -i 0", "corosync-cmapctl -b", "corosync-cmapctl -t totem"),
        *("corosync-keygen -s 512", "corosync-quorumtool -a", "corosync-quorumtool -V", "uptime -p"),
        *(
            "hostname new",
            "ls -i",
            "journalctl -k",
            "journalctl --boot=-1",
            "ssh -p 23 node2 true",
            "cp -u a.txt b.txt",
        ),
    ],
)
def test_what_is_not_modelled_is_refused(line: str) -> None:
    """By name, with status 3, and nothing is done."""
    said = run_line(Stage(world()), "node1", line)
    assert (said.stdout, said.exit) == ("", 3)
    assert "not model" in said.stderr


def test_a_span_of_time_in_the_journal() -> None:
    """--since and --until, in all the ways in which people write a time."""
    stage = Stage(world())
    whole = run_line(stage, "node1", "journalctl").stdout.splitlines()
    first, last = whole[0][7:15], whole[-1][7:15]
    assert run_line(stage, "node1", f"journalctl --since {first} --until {last}").stdout.splitlines() == whole
    assert run_line(stage, "node1", "journalctl -S yesterday -U tomorrow").stdout.splitlines() == whole
    assert run_line(stage, "node1", "journalctl -S @0").stdout.splitlines() == whole
    before = [line for line in whole if line[7:15] < last]
    some = run_line(stage, "node1", f'journalctl -U "$(date +%F) {before[-1][7:15]}"').stdout.splitlines()
    assert some == before
    assert run_line(stage, "node1", "journalctl -S 'last week'").stderr == "Failed to parse timestamp: last week\n"


def test_timeout_does_not_pretend_to_have_ended_a_command() -> None:
    stage = Stage(world())
    assert run_line(stage, "node1", "timeout 5 sleep 2").exit == 0
    assert run_line(stage, "node1", "timeout 5 sleep 8").exit == 3


def test_a_file_that_is_no_xml_is_no_fault_of_ours() -> None:
    said = run_line(Stage(world()), "node1", "crm_simulate -R -x a.txt")
    assert (said.exit, said.stderr[:30]) == (78, "crm_simulate: XML is not well-")
