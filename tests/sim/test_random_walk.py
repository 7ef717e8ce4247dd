"""Random faults and commands: the world never breaks, keeps its invariants, and does the same again."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from hasim.cib import Dialect
from hasim.scheduler import schedule
from hasim.shell.runner import run_line
from hasim.sim import Stage, World, apply_fault, running, settle, views
from hasim.sim.pacemakerd import ROLES, daemon_name
from hasim.sim.process import kill
from hasim.sim.process import running as processes
from tests.sim.clusters import tutorial

COMMANDS = """\
systemctl start pacemaker
systemctl stop pacemaker
systemctl stop corosync
systemctl restart corosync
systemctl start httpd
systemctl stop httpd
systemctl start firewalld
reboot
ip addr del 192.168.0.203/24 dev ens33
ip link set ens33 down
crm_mon -1rAf
corosync-quorumtool -s
crm node standby
crm node online
crm resource cleanup httpd
crm resource move web node1 force
crm resource move web node2 force
crm resource clear web
crm resource stop httpd
crm resource start httpd
crm configure property maintenance-mode=true
crm configure property maintenance-mode=false
crm configure property no-quorum-policy=stop
crm configure property no-quorum-policy=ignore
crm_resource -F -r httpd -N node1
crm_resource -R
attrd_updater -n bar -U 5 -d 5s""".splitlines()
GATEWAY = "192.168.0.1"
Deed = Callable[[Stage], object]


def kill_something(random: Random, world: World) -> Deed:
    node = random.choice(world.nodes)
    name = random.choice([*(daemon_name(world.dialect, role) for role in ROLES), "corosync", "pacemakerd", "httpd"])

    def deed(stage: Stage) -> None:
        for pid in processes(stage, node, name)[:1]:
            kill(stage, node, pid, 9)

    return deed


def break_something(random: Random, world: World) -> Deed:
    node, pair = random.choice(world.nodes), random.sample(world.nodes, 2)
    name, where = random.choice(
        [
            ("power-off", {"node": node}),
            ("power-on", {"node": node}),
            ("unplug", {"node": node}),
            ("cut", {"between": pair}),
            ("heal", {"between": pair}),
            ("unreachable", {"node": node, "host": GATEWAY}),
            ("host-down", {"host": GATEWAY}),
        ]
    )
    return lambda stage: apply_fault(stage, name, where)


def type_something(random: Random, world: World) -> Deed:
    node, line = random.choice(world.nodes), random.choice(COMMANDS)
    return lambda stage: run_line(stage, node, line)


def mend_everything(random: Random, world: World) -> Deed:
    def deed(stage: Stage) -> None:
        for node in stage.nodes:
            apply_fault(stage, "power-on", {"node": node})
            apply_fault(stage, "plug", {"node": node})
            apply_fault(stage, "reachable", {"node": node, "host": GATEWAY})
            for other in stage.nodes:
                if other != node:
                    apply_fault(stage, "heal", {"between": [node, other]})
        apply_fault(stage, "host-up", {"host": GATEWAY})
        stage.wait(40_000)
        for node in stage.nodes:
            for line in ("systemctl stop firewalld", "ip link set ens33 up", "systemctl start pacemaker"):
                run_line(stage, node, line)

    return deed


KINDS = (kill_something, break_something, type_something, type_something, mend_everything)


def walk(seed: int, steps: int, begin: World) -> tuple[World, list[World]]:
    """Play random inputs, each followed by settling, a short wait or nothing; the last world and all of them."""
    random = Random(seed)
    world, seen = begin, [begin]
    for _ in range(steps):
        kind = random.choice(KINDS)
        stage = Stage(world)
        kind(random, world)(stage)
        pause = random.choice(("settle", "settle", "short", "none"))
        settled = settle(stage) if pause == "settle" else None
        if pause == "short":
            stage.wait(random.randint(0, 5000))
        world = stage.freeze()
        seen.append(world)
        check(world, settled, mended=kind is mend_everything)
    return world, seen


def check(world: World, settled: bool | None, *, mended: bool) -> None:
    """What holds in every world."""
    for nodes in running(world).values():
        assert all(world.machines[node].on for node in nodes)
    if not settled:
        assert settled is None, "settling came to its end"
        return
    found = views(world)
    if mended:
        assert len(found) == len(world.nodes)
        assert all(state in ("online", "standby") for view in found.values() for state in view.nodes.values())
    if len(found) == len(world.nodes) and len({view.dc for view in found.values()} - {None}) == 1:
        cib = world.stacks[world.nodes[0]].cib
        assert cib is not None
        assert schedule(cib, int(world.now)).graph.synapses == ()


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("seed", range(4))
def test_two_nodes(seed: int, dialect: Dialect) -> None:
    walk(seed, 40, tutorial(dialect))


@pytest.mark.parametrize("seed", range(2))
def test_four_nodes(seed: int) -> None:
    walk(seed, 40, tutorial(nodes=["node1", "node2", "node3", "node4"]))


def test_the_same_walk_leads_to_the_same_worlds() -> None:
    first, path = walk(7, 30, tutorial())
    second, again = walk(7, 30, tutorial())
    assert first == second
    assert path == again
