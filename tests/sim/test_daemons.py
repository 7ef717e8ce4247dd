"""Killing each of the daemons: who comes back, and what the cluster makes of it."""

from __future__ import annotations

import pytest

from hasim.cib import Dialect
from hasim.sim import Stage, World, running, views
from hasim.sim.pacemakerd import ROLES, daemon_name
from tests.sim.clusters import after, fault, kill_daemon, tutorial, write

BOTH = {"node1": "online", "node2": "online"}


def fail_fast(world: World) -> World:
    """PCMK_fail_fast=yes on both nodes, which reads it when they boot."""
    edits = [
        write(node, "/etc/sysconfig/pacemaker", lambda text: text + "PCMK_fail_fast=yes\n") for node in world.nodes
    ]
    reboots = [(fault("power-off", node=node), fault("power-on", node=node)) for node in world.nodes]
    world = after(world, *edits)
    for pair in reboots:
        world = after(world, *pair)
    return world


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("node", ["node1", "node2"])
def test_a_killed_child_is_respawned_and_the_node_is_a_member_again(dialect: Dialect, role: str, node: str) -> None:
    name = daemon_name(dialect, role)
    world = after(tutorial(dialect), kill_daemon(node, name))
    assert [process.name for process in world.machines[node].processes.named(name)] == [name]
    assert views(world)["node1"].nodes == views(world)["node2"].nodes == BOTH
    assert len(running(world)["vip"]) == len(running(world)["httpd"]) == 1


def test_losing_the_dcs_controller_makes_the_other_one_dc_at_once() -> None:
    world = after(tutorial(), kill_daemon("node1", "pacemaker-controld"))
    elected = next(record for record in world.records if record.kind == "dc")
    assert elected.node == "node2"
    assert elected.time < 200
    joined = next(record for record in world.records if record.kind == "join")
    assert 1000 <= joined.time <= 3000


def test_its_attributes_are_gone_from_the_cib_so_the_rule_moves_the_group() -> None:
    """The daemon still holds the value and never writes it again, as it does not change."""
    world = after(tutorial(), kill_daemon("node1", "pacemaker-controld"))
    assert running(world)["vip"] == ["node2"]
    assert "default_ping_set" not in views(world)["node2"].attributes.get("node1", {})
    held = world.stacks["node1"].attributes
    assert held is not None
    assert held.attributes["default_ping_set"].values["node1"] == "1000"


def test_a_killed_attribute_daemon_costs_its_node_all_attributes_until_the_next_ping() -> None:
    world = after(tutorial(), kill_daemon("node2", "pacemaker-attrd"))
    deleted = [r for r in world.records if r.kind == "attribute" and r.details["value"] is None]
    assert {record.details["name"] for record in deleted} == {"#feature-set", "default_ping_set"}
    assert views(world)["node1"].attributes["node2"] == {"default_ping_set": "1000"}


def test_children_survive_pacemakerd_and_are_adopted() -> None:
    before = tutorial()
    world = after(before, kill_daemon("node1", "pacemakerd"))
    name = daemon_name(Dialect.V2_1, "controld")
    assert world.machines["node1"].processes.named(name)[0].pid == before.machines["node1"].processes.named(name)[0].pid
    assert views(world)["node1"].nodes == BOTH


@pytest.mark.parametrize("name", ["pacemaker-controld", "pacemaker-schedulerd"])
def test_with_fail_fast_a_dead_daemon_is_a_dead_node(name: str) -> None:
    world = fail_fast(tutorial())
    holder = running(world)["vip"][0]
    other = "node2" if holder == "node1" else "node1"
    start = world.time
    world = after(world, kill_daemon(holder, name))
    assert [record.kind for record in world.records][:2] == ["killed", "panic"]
    lost = next(r.time - start for r in world.records if r.kind == "membership" and r.node == other) / 1000
    assert 2.0 <= lost <= 2.3
    assert running(world)["vip"] == [other]
    assert views(world)[other].nodes == BOTH, "it boots, and its enabled services start"


def test_a_watchdog_resets_the_machine_six_seconds_after_corosync_died() -> None:
    def load(stage: Stage) -> None:
        from dataclasses import replace

        from hasim.sim import units

        stage.machines["node1"] = replace(stage.machines["node1"], modules=frozenset({"softdog"}))
        units.restart(stage, "node1", "corosync.service")
        units.finish_jobs(stage, "node1", ("corosync.service", "pacemaker.service"))

    world = after(tutorial(Dialect.V1_1), load)
    world = after(world, kill_daemon("node1", "corosync"))
    fired = next(record for record in world.records if record.kind == "watchdog")
    assert 5.9 <= (fired.time - world.records[0].time) / 1000 <= 6.1
    assert views(world)["node2"].nodes == BOTH


def test_when_corosync_comes_back_everywhere_at_once_every_node_is_back() -> None:
    def both(stage: Stage) -> None:
        from hasim.sim import units

        for node in stage.nodes:
            kill_daemon(node, "corosync")(stage)
        for node in stage.nodes:
            units.start(stage, node, "pacemaker.service")

    world = after(tutorial(), both)
    assert views(world)["node1"].nodes == views(world)["node2"].nodes == BOTH
