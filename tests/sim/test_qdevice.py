"""A quorum device: whom the arbiter gives its votes, and what its loss costs; as seen on two and four real nodes."""

from __future__ import annotations

import pytest

from hasim.shell.runner import run_line
from hasim.sim import Stage, World, power, units
from hasim.sim.corosync_conf import DeviceConf
from hasim.sim.qdevice import Side, preferred
from hasim.sim.scenarios.plan import ARBITER
from tests.sim.clusters import CONF, Deed, after, fault, servers, write


def device(votes: str, algorithm: str) -> str:
    net = f"net {{\n host: {ARBITER}\n algorithm: {algorithm}\n tls: off\n}}"
    return f"device {{\n model: net\n{votes}{net}\n}}\n"


def with_device(world: World, text: str) -> World:
    """Every node stopped, its corosync.conf without other quorum options but with a device, and started again."""
    stage = Stage(world)

    def edit(conf: str) -> str:
        head, _, _ = conf.partition("quorum {\n")
        return f"{head}quorum {{\n provider: corosync_votequorum\n{text}}}\n"

    for node in stage.nodes:
        units.stop(stage, node, "corosync.service")
        units.finish_jobs(stage, node, ("pacemaker.service", "corosync.service"))
        write(node, CONF, edit)(stage)
    for node in stage.nodes:
        units.start(stage, node, "corosync.service")
    stage.wait(5000)
    return stage.freeze()


def counts(world: World, node: str) -> tuple[int, int, int, bool]:
    corosync = world.stacks[node].corosync
    assert corosync is not None
    return corosync.expected, corosync.total, corosync.quorum, corosync.quorate


def wait(seconds: int) -> Deed:
    return lambda stage: stage.wait(seconds * 1000)


def test_of_two_halves_the_one_with_the_lowest_node_goes_on() -> None:
    world = with_device(servers(), device(" votes: 1\n", "ffsplit"))
    assert counts(world, "node1") == counts(world, "node2") == (3, 3, 2, True)
    world = after(world, fault("cut", between=["node1", "node2"]), wait(3), settled=False)
    assert counts(world, "node1") == (3, 2, 2, True)
    assert counts(world, "node2") == (3, 1, 2, False)
    world = after(world, fault("heal", between=["node1", "node2"]), wait(3), settled=False)
    assert counts(world, "node2") == (3, 3, 2, True)


def test_the_half_that_still_has_the_arbiter_goes_on() -> None:
    world = with_device(servers(), device(" votes: 1\n", "ffsplit"))
    world = after(world, fault("unplug", node="node1"), wait(20), settled=False)
    assert counts(world, "node1") == (3, 1, 2, False)
    assert counts(world, "node2") == (3, 2, 2, True)


def test_a_silent_arbiter_takes_its_vote_along() -> None:
    world = with_device(servers(), device(" votes: 1\n", "ffsplit"))
    world = after(world, fault("host-down", host=ARBITER), wait(20), settled=False)
    assert counts(world, "node1") == (3, 2, 2, True)
    world = after(world, lambda stage: power.power_off(stage, "node2"), wait(5), settled=False)
    assert counts(world, "node1") == (3, 1, 2, False)
    world = after(world, fault("host-up", host=ARBITER), wait(6), settled=False)
    assert counts(world, "node1") == (3, 2, 2, True)


def test_with_lms_the_last_node_stays_quorate() -> None:
    world = with_device(servers(nodes=["n1", "n2", "n3", "n4"]), device("", "lms"))
    assert counts(world, "n1") == (7, 7, 4, True)
    for node, total in (("n4", 6), ("n3", 5), ("n2", 4)):
        world = after(world, lambda stage, node=node: power.power_off(stage, node), wait(8), settled=False)
        assert counts(world, "n1") == (7, total, 4, True)


def test_the_tool_shows_the_device() -> None:
    world = with_device(servers(), device(" votes: 1\n", "ffsplit"))
    text = run_line(Stage(world), "node1", "corosync-quorumtool -s").stdout
    assert "Flags:            Quorate Qdevice \n" in text
    assert "    Nodeid      Votes    Qdevice Name\n" in text
    assert text.endswith("         0          1            Qdevice\n")


@pytest.mark.parametrize("algorithm", ["ffsplit", "lms"])
@pytest.mark.parametrize("split", [[(1, 2, 3, 4)], [(1, 2), (3, 4)], [(1,), (2, 3, 4)], [(1,), (2,), (3,), (4,)]])
def test_at_most_one_partition_gets_the_votes(algorithm: str, split: list[tuple[int, ...]]) -> None:
    sides = [Side(ids, len(ids)) for ids in split]
    chosen = preferred(DeviceConf(1, ARBITER, algorithm), sides, 4)
    assert chosen is None or chosen in sides
    assert (chosen is None) == (algorithm == "ffsplit" and all(len(ids) < 2 for ids in split))
