"""Resource agents: start, monitor and stop obey the OCF rules, and each agent's own."""

from __future__ import annotations

import pytest

from hasim.cib import Unsupported
from hasim.sim import Stage, running, units, views
from tests.sim.clusters import after, commit, fault, servers, tutorial

BASE = "property stonith-enabled=false no-quorum-policy=ignore\n"


@pytest.mark.parametrize(
    "agent",
    [
        "ocf:pacemaker:Dummy",
        "ocf:heartbeat:Dummy",
        "ocf:heartbeat:IPaddr2 params ip=192.168.0.210",
        "ocf:heartbeat:IPaddr params ip=192.168.0.210",
        "ocf:pacemaker:ping params host_list=192.168.0.1",
        "ocf:heartbeat:apache params configfile=/etc/httpd/conf/httpd.conf",
        "systemd:httpd",
    ],
)
def test_a_resource_is_started_kept_and_stopped(agent: str) -> None:
    world = after(servers(), commit(f"{BASE}primitive r {agent} op monitor interval=10s"))
    assert running(world) == {"r": ["node1"]}
    assert views(world)["node1"].resources == {"r": {"node1": "Started"}}
    assert views(world)["node1"].failcounts == {}
    world = after(world, commit(f"primitive r {agent} op monitor interval=10s meta target-role=Stopped"))
    assert running(world) == {"r": []}
    assert views(world)["node1"].failcounts == {}


def test_a_deleted_state_file_is_a_crash() -> None:
    world = after(servers(), commit(f"{BASE}primitive d ocf:pacemaker:Dummy op monitor interval=10s"))

    def crash(stage: Stage) -> None:
        stage.machines["node1"] = stage.machines["node1"].without_file("/run/Dummy-d.state")

    world = after(world, crash)
    assert views(world)["node1"].failcounts == {"d": {"node1": 1}}
    assert running(world) == {"d": ["node1"]}


def test_a_failing_start_bans_the_node_at_once() -> None:
    text = f"{BASE}primitive d ocf:pacemaker:Dummy params fail_start_on=node1 op monitor interval=10s"
    world = after(servers(), commit(text))
    assert views(world)["node1"].failcounts == {"d": {"node1": 1_000_000}}
    assert running(world) == {"d": ["node2"]}


def test_a_stop_that_times_out_has_stopped_nothing() -> None:
    """Dummy sleeps before it looks, and looks before it removes its file, as the real agent does."""
    operations = "op start timeout=30s interval=0 op stop timeout=10s interval=0 op monitor interval=30s timeout=30s"
    text = f"{BASE}primitive d ocf:pacemaker:Dummy params op_sleep=15 {operations}"
    world = after(servers(), commit(text))
    where = running(world)["d"]
    world = after(world, commit(f"{text} meta target-role=Stopped"))
    assert views(world)["node1"].failcounts == {"d": {where[0]: 1_000_000}}
    assert running(world) == {"d": where}


def test_without_its_parameter_an_address_starts_nowhere() -> None:
    """ERR_CONFIGURED is fatal: no other node is tried."""
    world = after(servers(), commit(f"{BASE}primitive v ocf:heartbeat:IPaddr2 op monitor interval=10s"))
    assert running(world) == {"v": []}


def test_promotion_follows_the_scores() -> None:
    operations = "op monitor interval=10s role=Master op monitor interval=11s role=Slave"
    text = f"{BASE}primitive s ocf:pacemaker:Stateful {operations}\n"
    world = after(servers(), commit(text + "clone c s meta promotable=true"))
    roles = views(world)["node1"].resources["s"]
    assert sorted(roles.values()) == ["Promoted", "Unpromoted"]
    promoted = next(node for node, role in roles.items() if role == "Promoted")
    world = after(world, fault("power-off", node=promoted))
    assert list(next(iter(views(world).values())).resources["s"].values()) == ["Promoted"]


def test_the_gateway_lost_on_one_node_moves_the_group_after_the_dampening() -> None:
    world = after(tutorial(), fault("unreachable", node="node1", host="192.168.0.1"))
    lost = next(r.time for r in world.records if r.kind == "attribute") / 1000
    assert 5 + 2 <= lost <= 10 + 4.2 + 5
    assert running(world) == {"vip": ["node2"], "httpd": ["node2"], "ping": ["node1", "node2"]}
    assert views(world)["node1"].failcounts == {}
    world = after(world, fault("reachable", node="node1", host="192.168.0.1"))
    assert views(world)["node1"].attributes["node1"]["default_ping_set"] == "1000"
    assert running(world)["vip"] == ["node2"]


def test_the_gateway_lost_for_both_stops_the_group_without_a_move() -> None:
    """Dampening lets both values arrive before they are judged."""
    world = after(tutorial(), fault("host-down", host="192.168.0.1"))
    assert running(world)["vip"] == []
    assert not [r for r in world.records if r.kind == "operation-begin" and r.details["operation"] == "start"]
    world = after(world, fault("host-up", host="192.168.0.1"))
    assert running(world)["vip"] == ["node1"]


def test_a_unit_that_somebody_stopped_is_started_again() -> None:
    world = after(servers(), commit(f"{BASE}primitive w systemd:httpd op monitor interval=10s"))

    def stop(stage: Stage) -> None:
        units.stop(stage, "node1", "httpd.service")
        units.finish_jobs(stage, "node1", ("httpd.service",))

    world = after(world, stop)
    assert views(world)["node1"].failcounts == {"w": {"node1": 1}}
    assert running(world) == {"w": ["node1"]}


@pytest.mark.parametrize("agent", ["ocf:heartbeat:nginx", "stonith:fence_scsi"])
def test_agents_that_are_not_simulated_are_refused_by_name(agent: str) -> None:
    with pytest.raises(Unsupported, match=agent):
        after(servers(), commit(f"{BASE}primitive r {agent}"))


def test_an_agent_that_is_not_installed_is_found_out_by_the_cluster() -> None:
    world = after(servers(), commit(f"{BASE}primitive r ocf:heartbeat:NoSuchThing op monitor interval=10s"))
    assert running(world) == {"r": []}
