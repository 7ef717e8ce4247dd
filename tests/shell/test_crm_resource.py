"""crm_resource as the real one: output, exit status and the resulting CIB, on a file and on a live cluster."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from hasim.cib import Cib, Dialect
from hasim.scheduler.model import Node
from hasim.shell.crm_resource import running_on
from hasim.shell.hash_order import hash_order
from tests.shell.tools import NOW, LiveFile, compare_with_real, run, tutorial_cib

SEQUENCES = {
    "locate": ["-W -r httpd", "-W -r web", "-W -r clone_ping", "-W -r ping", "-W -r ping:0", "-W -r nosuch", "-W"],
    "list": ["-L", "-l", "-O", "-o", "-O -r httpd -N node1", "-o -N node2", "-Q -W -r clone_ping", ""],
    "xml": ["-q -r httpd", "-q -r clone_ping", "-w -r web", "-G class -r vip"],
    "why": ["--why", "--why -r httpd", "--why -r httpd -N node2", "--why -N node2", "--why -r clone_ping"],
    "stopped by configuration": [
        "-m -p target-role -v Stopped -r web",
        "--why -r vip",
        "--why",
        "-L",
        "-m -d target-role -r web",
    ],
    "parameters": [
        "-g ip -r vip",
        "-g nope -r vip",
        "-p nic -v eth9 -r vip",
        "-p new -v 1 -r vip",
        "-p new -v 2 -r web",
        "-g new -r web",
        "-d new -r vip",
        "-d new -r vip",
        "-z -p cpu -v 2 -r vip",
        "-z -g cpu -r vip",
        "-z -d cpu -r vip",
        "-p foo -r vip",
        "-p foo -v -1 -r nosuch",
    ],
    "meta of groups and clones": [
        "-m -p is-managed -v false -r ping",
        "-m -p is-managed -v false -r clone_ping",
        "-m -d is-managed -r clone_ping",
        "-m -g is-managed -r ping",
        "-m -p foo -v 1 -r ping -f",
        "-m -p foo -v 2 -r clone_ping",
        "-m -p target-role -v Started -r vip",
        "-m -p target-role -v Started -r web",
        "-m -g target-role -r httpd",
        "-m -d target-role -r vip",
    ],
    "move": [
        "-M -r web -N node1",
        "-M -r web -N node2",
        "-M -r web -N nosuch",
        "-M -r web",
        "-U -r web -N node2",
        "-U -r web",
        "-U -r web",
        "-M -r web -N node1 -f",
        "-M -r web -N node2 -f",
        "-a -r web",
        "-U -r web",
        "-M -r httpd -N node2",
        "-U -r web",
        "-U -r httpd",
    ],
    "ban": [
        "-B -r web",
        "-B -r clone_ping",
        "-B -r clone_ping -N node1",
        "-M -r clone_ping -N node1",
        "-B -r web -N node2 --promoted",
        "-U -r web -N nosuch",
        "-U -r clone_ping -f -N node2",
        "-B -r ping:0 -N node1",
        "-B -r nosuch",
        "-B -r web -N node1 -Q",
        "-U -r web -Q",
    ],
    "lifetimes": [
        "-M -r web -N node2 -u PT10M",
        "-M -r web -N node2 -u P1M2DT3H4M5S",
        "-U -r web -N node1",
        "-U -r web -N node2",
        "-B -r httpd -u P1D",
        "-U -r httpd --expired",
        "-M -r web -N node2 -u foo",
        "-M -r web -N node2 -u P",
    ],
    "usage": [
        "-B",
        "-U",
        "-a",
        "-Z",
        "-B -N",
        "foo",
        "-F -r web",
        "-F -r httpd -N node1",
        "--restart -r httpd -N node2",
    ],
    "delete": ["-D -r vip", "-D -r vip -t primitive"],
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_sequence_as_in_the_real_program(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "cib.xml"
    file.write_text(tutorial_cib())
    for arguments in SEQUENCES[name]:
        compare_with_real(shlex.join(["crm_resource", *shlex.split(arguments)]), file)


WARNING = (
    "WARNING: Creating rsc_location constraint 'cli-ban-web-on-node1' with a score of -INFINITY for resource web on"
    " node1.\n\tThis will prevent web from running on node1 until the constraint is removed using the clear option or"
    " by editing the CIB with an appropriate tool\n\tThis will be the case even if node1 is the last node in the"
    " cluster\n"
)


def test_forced_move_warns_on_the_stream_of_its_generation() -> None:
    """1.1 writes the warning to standard error, later releases to standard output."""
    old = run("crm_resource -M -r web -N node2 -f", tutorial_cib(), Dialect.V1_1)
    new = run("crm_resource -M -r web -N node2 -f", tutorial_cib())
    assert (old.out, old.err, new.out, new.err) == ("", WARNING, WARNING, "")


def test_promoted_role_is_called_as_in_the_generation() -> None:
    roles = {}
    for dialect in Dialect:
        after = run("crm_resource -B -r web -N node2 --promoted", tutorial_cib(), dialect).cib
        roles[dialect] = [each.get("role") for each in after.walk() if each.tag == "rsc_location"]
    assert roles == {Dialect.V1_1: ["Master"], Dialect.V2_1: ["Promoted"], Dialect.V3_0: ["Promoted"]}


def test_cleanup_asks_the_controller_only_where_something_failed() -> None:
    live = LiveFile(tutorial_cib(failures=1, failed_at=NOW - 60))
    ran = run("crm_resource -C -r httpd -N node1", live)
    assert ran.out == (
        "Cleaned up vip on node1\nCleaned up httpd on node1\n"
        "Waiting for 1 reply from the controller\n... got reply (done)\n"
    )
    assert live.requests == ["clear vip node1 None None", "clear httpd node1 None None", "delete httpd node1"]


def test_cleanup_of_a_healthy_resource_waits_for_nobody() -> None:
    ran = run("crm_resource -C -r httpd -N node1", LiveFile(tutorial_cib()))
    assert ran.out == "Cleaned up vip on node1\nCleaned up httpd on node1\n"


def test_old_cleanup_counts_the_greeting_of_the_controller() -> None:
    ran = run("crm_resource -C -r httpd -N node1", LiveFile(tutorial_cib(failures=1, failed_at=NOW - 60)), Dialect.V1_1)
    assert (ran.out, ran.err) == (
        "Cleaned up vip on node1\nCleaned up httpd on node1\n",
        "Waiting for 2 replies from the CRMd.. OK\n",
    )


def test_refresh_asks_for_every_resource_and_tells_each_reply() -> None:
    ran = run("crm_resource -R -r web -N node1", LiveFile(tutorial_cib()))
    replies = "Waiting for 2 replies from the controller\n... got reply\n... got reply (done)\n"
    assert ran.out == f"Cleaned up vip on node1\nCleaned up httpd on node1\n{replies}"


def test_reply_that_never_comes_ends_after_a_minute() -> None:
    ran = run("crm_resource -R -r vip -N node1 -f", LiveFile(tutorial_cib(), delay=1e9))
    assert (ran.err, ran.status) == ("No messages received in 60 seconds\n", 1)


@pytest.mark.parametrize(
    ("ids", "order"),
    [
        (["1", "2", "3", "4", "5"], ["4", "2", "5", "3", "1"]),
        (["0", "6", "7", "8", "9"], ["6", "9", "7", "0", "8"]),
        (["a", "b", "c", "d", "e"], ["e", "c", "a", "d", "b"]),
        (["11", "12", "13", "14", "15"], ["14", "12", "15", "13", "11"]),
        (["3232235721", "3232235722"], ["3232235722", "3232235721"]),
    ],
)
def test_nodes_come_in_the_order_of_the_real_hash_table(ids: list[str], order: list[str]) -> None:
    """Orders seen in what the real crm_resource printed."""
    nodes = [Node(id, f"n{id}", position=position) for position, id in enumerate(ids)]
    assert [node.id for node in hash_order(nodes, lambda node: node.id, as_list=True)] == order


def test_running_on_names_nodes() -> None:
    cib = Cib.parse(tutorial_cib())
    found = [running_on(cib, name, NOW) for name in ("web", "clone_ping", "nosuch")]
    assert found == [["node1"], ["node2", "node1"], []]
