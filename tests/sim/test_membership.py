"""Membership, quorum and the DC while nodes and links come and go: order and times as measured."""

from __future__ import annotations

import pytest

from hasim.cib import Dialect
from hasim.sim import Stage, World, running, units, views
from tests.sim.clusters import CONF, after, commit, fault, kill_daemon, kill_httpd, servers, tutorial, wait, write


def time_of(world: World, kind: str, node: str) -> float:
    """Seconds from the input to the first record of a kind on a node."""
    start = world.records[0].time
    return next(r.time - start for r in world.records if r.kind == kind and r.node == node) / 1000


def start_pacemaker(node: str) -> object:
    def deed(stage: Stage) -> None:
        units.start(stage, node, "pacemaker.service")
        units.finish_jobs(stage, node, ("pacemaker.service", "corosync.service"))

    return deed


def stop_cluster(node: str) -> object:
    def deed(stage: Stage) -> None:
        units.stop(stage, node, "corosync.service")
        units.finish_jobs(stage, node, ("pacemaker.service", "corosync.service"))

    return deed


def test_power_loss_is_noticed_after_token_and_consensus() -> None:
    world = after(tutorial(), fault("power-off", node="node1"))
    assert 2.0 <= time_of(world, "membership", "node2") <= 2.3
    assert time_of(world, "dc", "node2") <= 2.5
    assert running(world) == {"vip": ["node2"], "httpd": ["node2"], "ping": ["node2"]}
    assert views(world)["node2"].nodes == {"node1": "offline", "node2": "online"}
    assert list(views(world)) == ["node2"]


def test_a_third_node_makes_it_longer() -> None:
    world = after(servers(nodes=["n1", "n2", "n3"]), fault("power-off", node="n3"))
    assert 3.4 <= time_of(world, "membership", "n1") <= 3.7


def test_a_first_dc_takes_twenty_seconds() -> None:
    both = [fault("power-off", node="node1"), fault("power-off", node="node2")]
    world = after(servers(), lambda stage: [deed(stage) for deed in both])
    stage = Stage(world)
    for node in ("node1", "node2"):
        fault("power-on", node=node)(stage)
    stage.wait(40_000)
    assert views(stage.freeze())["node1"].dc is None
    stage.wait(30_000)
    assert views(stage.freeze())["node1"].dc == "node1"


def test_the_dc_stays_when_an_older_name_comes_back() -> None:
    world = after(tutorial(), fault("power-off", node="node1"), fault("power-on", node="node1"))
    assert views(world)["node1"].dc == views(world)["node2"].dc == "node2"
    assert running(world)["vip"] == ["node2"]


def test_an_orderly_stop_moves_everything_first_and_is_noticed_at_once() -> None:
    world = after(tutorial(), stop_cluster("node1"))
    kinds = [record.kind for record in world.records if record.kind in ("operation-begin", "dc", "membership")]
    assert kinds.index("dc") > max(i for i, kind in enumerate(kinds) if kind == "operation-begin")
    assert running(world) == {"vip": ["node2"], "httpd": ["node2"], "ping": ["node2"]}
    gone = next(r.time for r in world.records if r.kind == "membership")
    elected = next(r.time for r in world.records if r.kind == "dc")
    assert gone - elected < 500


def test_killed_corosync_leaves_its_services_running() -> None:
    """Without fencing the same address is then up twice, until the node is back and the probes find it."""
    world = after(tutorial(), kill_daemon("node1", "corosync"))
    assert running(world)["vip"] == running(world)["httpd"] == ["node1", "node2"]
    assert list(views(world)) == ["node2"]
    world = after(world, start_pacemaker("node1"))
    assert running(world)["vip"] == running(world)["httpd"] == ["node2"]
    assert views(world)["node1"].nodes == {"node1": "online", "node2": "online"}


def test_a_cut_makes_two_clusters_and_healing_costs_a_restart() -> None:
    world = after(tutorial(), fault("cut", between=["node1", "node2"]))
    assert {name: (view.dc, view.quorate) for name, view in views(world).items()} == {
        "node1": ("node1", True),
        "node2": ("node2", True),
    }
    assert running(world)["vip"] == ["node1", "node2"]
    world = after(world, fault("heal", between=["node1", "node2"]))
    assert {view.dc for view in views(world).values()} == {"node1"}
    assert len(running(world)["vip"]) == 1
    assert sum(r.kind == "operation-begin" and r.details["operation"] == "stop" for r in world.records) == 4


def test_after_a_split_the_newer_configuration_wins_whole() -> None:
    split = after(tutorial(), fault("cut", between=["node1", "node2"]))
    split = after(split, commit("property note1=a"), commit("property note2=b", "node2"))
    split = after(split, commit("property note3=c", "node2"))
    world = after(split, fault("heal", between=["node1", "node2"]))
    cib = world.stacks["node1"].cib
    assert cib is not None
    assert cib is world.stacks["node2"].cib
    names = {pair.get("name") for pair in cib.crm_config.walk() if pair.tag == "nvpair"}
    assert {"note2", "note3"} <= names
    assert "note1" not in names


def test_a_short_cut_is_not_even_noticed() -> None:
    def blink(stage: Stage) -> None:
        fault("cut", between=["node1", "node2"])(stage)
        stage.wait(800)
        fault("heal", between=["node1", "node2"])(stage)

    world = after(tutorial(), blink)
    assert [record.kind for record in world.records] == ["fault", "fault"]


@pytest.mark.parametrize("dialect", list(Dialect))
def test_a_node_booted_alone_has_no_quorum(dialect: Dialect) -> None:
    """two_node implies wait_for_all; with no-quorum-policy=stop nothing starts."""
    world = after(tutorial(dialect), commit("property no-quorum-policy=stop"))
    off = [fault("power-off", node="node1"), fault("power-off", node="node2"), fault("power-on", node="node1")]
    world = after(world, lambda stage: [deed(stage) for deed in off], wait(60))
    if not views(world):
        return  # 1.1: nothing of the cluster is enabled at boot but pacemaker, see the next test
    view = views(world)["node1"]
    assert (view.dc, view.quorate) == ("node1", False)
    assert running(world)["vip"] == []
    world = after(world, fault("power-on", node="node2"), wait(60))
    assert running(world)["vip"] == ["node1"]
    assert views(world)["node2"].quorate


def test_without_two_node_a_split_stops_both_sides() -> None:
    no_two = [write(node, CONF, lambda text: text.replace("two_node: 1", "two_node: 0")) for node in ("node1", "node2")]
    restart = [stop_cluster("node1"), stop_cluster("node2"), start_pacemaker("node1"), start_pacemaker("node2")]
    world = after(tutorial(), commit("property no-quorum-policy=stop"), *no_two)
    world = after(world, lambda stage: [deed(stage) for deed in restart], wait(40))
    assert running(world)["vip"] == ["node1"]
    world = after(world, fault("cut", between=["node1", "node2"]))
    assert running(world) == {"vip": [], "httpd": [], "ping": []}
    assert [view.quorate for view in views(world).values()] == [False, False]
    world = after(world, fault("heal", between=["node1", "node2"]), wait(30))
    assert running(world)["vip"] == ["node1"]


def _encrypted(text: str) -> str:
    return (
        text.replace("crypto_cipher: none", "crypto_cipher: aes256")
        .replace("crypto_hash: none", "crypto_hash: sha256")
        .replace("transport: udp", "transport: knet")
    )


def _restarted_with_keys(**keys: str) -> World:
    """Both nodes stopped, encryption switched on, these authkeys written, both started."""
    world = after(servers(), stop_cluster("node1"), stop_cluster("node2"))
    stage = Stage(world)
    for node in stage.nodes:
        write(node, CONF, _encrypted)(stage)
        if node in keys:
            stage.machines[node] = stage.machines[node].with_file("/etc/corosync/authkey", keys[node])
    for node in stage.nodes:
        start_pacemaker(node)(stage)
    stage.wait(60_000)
    return stage.freeze()


def test_the_same_key_makes_one_membership() -> None:
    world = _restarted_with_keys(node1="secret", node2="secret")
    assert views(world)["node1"].nodes == {"node1": "online", "node2": "online"}


def test_different_keys_make_two_memberships_of_one() -> None:
    world = _restarted_with_keys(node1="secret", node2="other")
    assert {name: view.dc for name, view in views(world).items()} == {"node1": "node1", "node2": "node2"}
    assert not any(view.quorate for view in views(world).values())


def test_a_missing_key_ends_corosync_with_status_8() -> None:
    world = _restarted_with_keys(node1="secret")
    assert world.stacks["node2"].corosync is None
    assert world.machines["node2"].units["corosync.service"].status == 8
    assert world.stacks["node2"].launcher is None


def test_without_encryption_the_key_does_not_matter() -> None:
    world = after(servers(), stop_cluster("node1"))
    stage = Stage(world)
    stage.machines["node1"] = stage.machines["node1"].with_file("/etc/corosync/authkey", "whatever")
    start_pacemaker("node1")(stage)
    stage.wait(60_000)
    assert views(stage.freeze())["node1"].nodes == {"node1": "online", "node2": "online"}


def test_an_empty_quorum_section_leaves_the_nodes_without_membership() -> None:
    world = after(servers(), stop_cluster("node1"), stop_cluster("node2"))
    stage = Stage(world)
    for node in stage.nodes:
        write(node, CONF, lambda text: text[: text.index("quorum {")] + "quorum {\n}\n")(stage)
        start_pacemaker(node)(stage)
    stage.wait(300_000)
    assert [(view.dc, view.nodes) for view in views(stage.freeze()).values()] == [
        (None, {"node1": "unclean", "node2": "unclean"})
    ] * 2


def test_a_firewall_keeps_corosync_out() -> None:
    def firewall(stage: Stage) -> None:
        units.start(stage, "node2", "firewalld.service")
        units.finish_jobs(stage, "node2", ("firewalld.service",))

    world = after(tutorial(), firewall)
    assert views(world)["node1"].nodes["node2"] == "offline"
    assert views(world)["node2"].nodes["node1"] == "offline"


def test_a_rebooted_node_has_forgotten_its_failures() -> None:
    world = after(tutorial(), kill_httpd("node1"), fault("power-off", node="node1"))
    assert {r.details["cause"] for r in world.records if r.kind == "fail-count"} == {"lost"}
    assert views(world)["node2"].failcounts == {}
