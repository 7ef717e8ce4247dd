"""The CIB on each node: the same within a partition, saved on disk, chosen by its version when partitions meet."""

from __future__ import annotations

from hasim.cib import Cib
from hasim.sim import Stage, World, units, views
from hasim.sim.cibstore import PATH
from tests.sim.clusters import after, commit, fault, kill_httpd, tutorial


def versions(world: World) -> list[tuple[int, int, int]]:
    return [stack.cib.version for stack in world.stacks.values() if stack.cib is not None]


def restart(node: str, *, meanwhile: str = "") -> object:
    """Stop the cluster on a node, remove a file, start it again."""

    def deed(stage: Stage) -> None:
        units.stop(stage, node, "corosync.service")
        units.finish_jobs(stage, node, ("pacemaker.service", "corosync.service"))
        if meanwhile:
            stage.machines[node] = stage.machines[node].without_file(meanwhile)
        units.start(stage, node, "pacemaker.service")

    return deed


def test_all_members_share_one_value() -> None:
    world = after(tutorial(), kill_httpd("node1"))
    assert world.stacks["node1"].cib is world.stacks["node2"].cib


def test_configuration_raises_the_epoch_and_status_the_updates() -> None:
    before = tutorial()
    (_, epoch, updates), _ = versions(before)
    configured = versions(after(before, commit("property batch-limit=10")))
    assert configured == [(0, epoch + 1, 0)] * 2
    failed = versions(after(before, kill_httpd("node1")))
    assert failed[0][1] == epoch
    assert failed[0][2] > updates


def test_the_last_change_is_noted_for_configuration_only() -> None:
    before = tutorial()
    world = after(before, kill_httpd("node1"))
    for one in (before, world):
        cib = one.stacks["node2"].cib
        assert cib is not None
        assert (cib.root.get("update-client"), cib.root.get("update-origin")) == ("cibadmin", "node1")
    assert before.stacks["node1"].cib != world.stacks["node1"].cib


def test_what_is_on_disk_survives_a_blackout() -> None:
    world = after(tutorial(), commit("property batch-limit=10"))
    off = [fault(kind, node=node) for kind in ("power-off", "power-on") for node in ("node1", "node2")]
    world = after(world, lambda stage: [deed(stage) for deed in off])
    saved = Cib.parse(world.machines["node1"].files.read(PATH))
    assert any(pair.get("name") == "batch-limit" for pair in saved.crm_config.walk())
    assert saved.status.children == ()
    assert views(world)["node2"].resources["vip"] == {"node1": "Started"}


def test_a_node_without_its_file_gets_it_from_the_others() -> None:
    world = after(tutorial(), restart("node2", meanwhile=PATH))
    assert views(world)["node2"].resources == views(world)["node1"].resources
    assert world.machines["node2"].files.read(PATH) == world.machines["node1"].files.read(PATH)


def test_removed_everywhere_the_configuration_is_gone() -> None:
    def wipe(stage: Stage) -> None:
        for node in stage.nodes:
            units.stop(stage, node, "corosync.service")
            units.finish_jobs(stage, node, ("pacemaker.service", "corosync.service"))
            stage.machines[node] = stage.machines[node].without_file(PATH)
        for node in stage.nodes:
            units.start(stage, node, "pacemaker.service")

    world = after(tutorial(), wipe)
    assert views(world)["node1"].resources == {}
    assert views(world)["node1"].nodes == {"node1": "online", "node2": "online"}
