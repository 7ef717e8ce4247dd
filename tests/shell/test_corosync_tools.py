"""The corosync tools print what the real ones printed."""

from __future__ import annotations

import re

from hasim.cib import Dialect
from hasim.shell.runner import Result, run_line
from hasim.sim import Stage, World
from tests.sim.clusters import after, fault, kill_daemon, servers
from tests.support import shared


def say(world: World, line: str, node: str = "node1") -> Result:
    """What a line answers on a node."""
    return run_line(Stage(world), node, line)


def masked(text: str) -> list[str]:
    """Lines without what differs from run to run: dates and the ring's sequence."""
    text = re.sub(r"^Date: .*$", "Date:", text, flags=re.MULTILINE)
    return re.sub(r"^(Ring ID: +\w+)\.\w+$", r"\1", text, flags=re.MULTILINE).splitlines()


def test_quorumtool_of_two_nodes_as_recorded() -> None:
    recorded = shared("real-cluster", "00-fresh", "quorumtool.txt").read_text()
    answer = say(servers(), "corosync-quorumtool -s")
    assert masked(answer.stdout) == masked(recorded)
    assert answer.exit == 0


def test_quorumtool_of_a_node_booted_alone_as_recorded() -> None:
    recorded = shared("real-cluster", "m1-cold-start-one-node-stop-policy", "quorumtool.txt").read_text()
    off = [fault("power-off", node="node1"), fault("power-off", node="node2"), fault("power-on", node="node1")]
    world = after(servers(), lambda stage: [deed(stage) for deed in off])
    answer = say(world, "corosync-quorumtool -s")
    assert masked(answer.stdout) == masked(recorded.partition("\n[exit")[0])
    assert answer.exit == 2


def test_quorumtool_in_the_old_generation_writes_the_ring_in_decimal() -> None:
    assert re.search(r"^Ring ID: +3232235721/\d+$", say(servers(Dialect.V1_1), "corosync-quorumtool").stdout, re.M)


def test_the_members_alone() -> None:
    assert say(servers(), "corosync-quorumtool -l").stdout == (
        "\nMembership information\n----------------------\n    Nodeid      Votes Name\n"
        "3232235721          1 node1 (local)\n3232235722          1 node2\n"
    )


def test_without_corosync_the_tools_say_so() -> None:
    world = after(servers(), kill_daemon("node1", "corosync"))
    assert say(world, "corosync-quorumtool -s").exit == 1
    assert say(world, "corosync-cfgtool -s").stderr == "Could not initialize corosync configuration API error 2\n"
    assert say(world, "corosync-cmapctl").stderr == "Failed to initialize the cmap API. Error CS_ERR_LIBRARY\n"


def test_cfgtool_of_the_old_generation() -> None:
    assert say(servers(Dialect.V1_1), "corosync-cfgtool -s").stdout == (
        "Printing ring status.\nLocal node ID 3232235721\nRING ID 0\n"
        "\tid\t= 192.168.0.201\n\tstatus\t= ring 0 active with no faults\n"
    )


def test_a_ring_without_knet_tells_of_each_node_too() -> None:
    """As Corosync 3.1.7 does it: "addr" is the last other node's, and ``-n`` leaves out who does not answer."""
    head = "Local node ID 3232235721, transport udp\n"
    link = "LINK ID 0 \n\taddr\t= 192.168.0.202\n"
    lines = "\tstatus:\n\t\tnodeid: 3232235721:\tlocalhost\n\t\tnodeid: 3232235722:\t"
    whole, alone = servers(), after(servers(), fault("power-off", node="node2"))
    assert say(whole, "corosync-cfgtool -s").stdout == head + link + lines + "connected\n"
    assert say(alone, "corosync-cfgtool -s").stdout == head + link + lines + "disconnected\n"
    assert say(whole, "corosync-cfgtool -b -s").stdout == head + link + "\tstatus\t= n3\n"
    shown = "nodeid: 3232235722 reachable\n   LINK: 0  (192.168.0.202) enabled connected mtu: 1410\n\n"
    assert say(whole, "corosync-cfgtool -n").stdout == head + shown
    assert say(alone, "corosync-cfgtool -n").stdout == head
    assert say(whole, "corosync-cmapctl -g nodelist.local_node_pos", "node2").stdout.endswith("= 1\n")


def test_cmapctl_counts_joins_and_remembers_who_left() -> None:
    world = after(servers(), fault("power-off", node="node2"))
    lines = say(world, "corosync-cmapctl | grep members.3232235722").stdout.splitlines()
    assert "runtime.members.3232235722.status (str) = left" in lines
    world = after(world, fault("power-on", node="node2"))
    lines = say(world, "corosync-cmapctl | grep members.3232235722").stdout.splitlines()
    assert "runtime.members.3232235722.status (str) = joined" in lines
    assert "runtime.members.3232235722.join_count (u32) = 2" in lines


def test_cmapctl_shows_the_configuration() -> None:
    assert say(servers(), "corosync-cmapctl -g totem.token").stdout == "totem.token (u32) = 1000\n"


def test_keygen_writes_a_key_of_mode_0400() -> None:
    stage = Stage(servers(Dialect.V1_1))
    answer = run_line(stage, "node1", "corosync-keygen -l")
    assert answer.stdout == (
        "Corosync Cluster Engine Authentication key generator.\n"
        "Gathering 1024 bits for key from /dev/urandom.\n"
        "Writing corosync key to /etc/corosync/authkey.\n"
    )
    entry = stage.machines["node1"].files.entry("/etc/corosync/authkey")
    assert (entry.mode, len(entry.content)) == (0o400, 128)


def test_new_expected_votes_count_at_once() -> None:
    stage = Stage(servers())
    run_line(stage, "node1", "corosync-quorumtool -e 3")
    text = run_line(stage, "node2", "corosync-quorumtool").stdout
    assert "Expected votes:   3" in text


def test_expected_votes_that_would_lose_quorum_are_refused() -> None:
    stage = Stage(servers())
    answer = run_line(stage, "node1", "corosync-quorumtool -e 5")
    assert ("Unable to set expected votes: CS_ERR_INVALID_PARAM\n", 1) == (answer.stderr, answer.exit)
    assert "Expected votes:   2" in run_line(stage, "node2", "corosync-quorumtool").stdout


KNET = """\
totem {
    version: 2
    transport: knet
}
nodelist {
    node {
        ring0_addr: node1
        nodeid: 1
    }
    node {
        ring0_addr: node2
        nodeid: 2
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
}
"""


def test_knet_tells_of_each_peer() -> None:
    stage = Stage(servers())
    for node in stage.nodes:
        run_line(stage, node, "systemctl stop corosync")
        stage.machines[node] = stage.machines[node].with_file("/etc/corosync/corosync.conf", KNET)
    for node in stage.nodes:
        run_line(stage, node, "systemctl start corosync")
    stage.wait(5000)
    assert run_line(stage, "node1", "corosync-cfgtool -s").stdout == (
        "Local node ID 1, transport knet\nLINK ID 0 udp\n\taddr\t= 192.168.0.201\n\tstatus:\n"
        "\t\tnodeid:          1:\tlocalhost\n\t\tnodeid:          2:\tconnected\n"
    )
    fault("cut", between=["node1", "node2"])(stage)
    stage.wait(10_000)
    assert "nodeid:          2:\tdisconnected" in run_line(stage, "node1", "corosync-cfgtool -s").stdout
    assert "(192.168.0.201->192.168.0.202)" in run_line(stage, "node1", "corosync-cfgtool -n").stdout
