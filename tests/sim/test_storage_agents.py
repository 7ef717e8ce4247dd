"""Mounts, replicated devices and databases: what a split or a crash does to data."""

from __future__ import annotations

from hasim.sim import Stage, World, running, views
from hasim.sim.mounts import mounts, with_device
from tests.sim.clusters import after, commit, fault, kill_daemon, servers, wait

BASE = "property stonith-enabled=false no-quorum-policy=ignore\n"
FS = "primitive fs ocf:heartbeat:Filesystem params device=/dev/sdb1 directory=/mnt fstype=xfs op monitor interval=20s"
PG = """\
primitive pg ocf:heartbeat:pgsql params rep_mode=sync node_list="node1 node2" \\
    op monitor interval=10s role=Master op monitor interval=11s role=Slave
clone c pg meta promotable=true notify=true
"""
DRBD = """\
primitive drbd ocf:linbit:drbd params drbd_resource=r0 \\
    op monitor interval=10s role=Master op monitor interval=20s role=Slave
clone ms drbd meta promotable=true notify=true
"""
RESOURCE = "resource r0 {\n device /dev/drbd0;\n disk /dev/sdb1;\n}\n"


def shared_disk(stage: Stage) -> None:
    for node in stage.nodes:
        stage.machines[node] = with_device(stage.machines[node], "/dev/sdb1")


def data_directories(stage: Stage) -> None:
    for node in stage.nodes:
        stage.machines[node] = stage.machines[node].with_file("/var/lib/pgsql/data/PG_VERSION", "15\n")


def drbd_files(stage: Stage) -> None:
    for node in stage.nodes:
        machine = stage.machines[node].with_file("/etc/drbd.d/r0.res", RESOURCE)
        stage.machines[node] = machine.with_file("/usr/lib/ocf/resource.d/linbit/drbd", "", mode=0o755)


def roles(world: World, resource: str) -> dict[str, str]:
    return dict(next(iter(views(world).values())).resources[resource])


def test_a_mount_moves_with_its_node() -> None:
    world = after(servers(), shared_disk, commit(BASE + FS))
    assert running(world) == {"fs": ["node1"]}
    assert [one.directory for one in mounts(world.machines["node1"])] == ["/mnt"]
    world = after(world, fault("power-off", node="node1"))
    assert running(world) == {"fs": ["node2"]}


def test_without_the_device_it_is_not_installed_here() -> None:
    world = after(servers(), commit(BASE + FS))
    assert running(world) == {"fs": []}
    assert views(world)["node1"].failcounts["fs"] == {"node1": 1_000_000, "node2": 1_000_000}


def test_a_split_destroys_a_file_system_that_two_machines_mount() -> None:
    world = after(servers(), shared_disk, commit(BASE + FS), fault("cut", between=["node1", "node2"]))
    assert running(world) == {"fs": ["node1", "node2"]}
    assert [record.kind for record in world.records].count("double-mount") == 1


def test_a_crashed_primary_may_not_come_back_by_itself() -> None:
    world = after(servers(), data_directories, commit(BASE + PG), wait(30))
    assert sorted(roles(world, "pg").values()) == ["Promoted", "Unpromoted"]
    first = next(node for node, role in roles(world, "pg").items() if role == "Promoted")
    other = next(node for node in world.nodes if node != first)
    world = after(world, fault("power-off", node=first), wait(30))
    assert roles(world, "pg") == {other: "Promoted"}
    world = after(world, fault("power-on", node=first), wait(60))
    assert roles(world, "pg") == {other: "Promoted"}
    assert next(iter(views(world).values())).failcounts["pg"] == {first: 1_000_000}


def test_a_killed_standby_is_started_again() -> None:
    world = after(servers(), data_directories, commit(BASE + PG), wait(30))
    standby = next(node for node, role in roles(world, "pg").items() if role == "Unpromoted")
    world = after(world, kill_daemon(standby, "postgres"), wait(20))
    assert roles(world, "pg")[standby] == "Unpromoted"


def test_one_copy_of_a_replicated_device_is_primary_and_the_other_takes_over() -> None:
    world = after(servers(), drbd_files, commit(BASE + DRBD), wait(30))
    assert sorted(roles(world, "drbd").values()) == ["Promoted", "Unpromoted"]
    first = next(node for node, role in roles(world, "drbd").items() if role == "Promoted")
    other = next(node for node in world.nodes if node != first)
    world = after(world, fault("power-off", node=first), wait(30))
    assert roles(world, "drbd") == {other: "Promoted"}
    world = after(world, fault("power-on", node=first), wait(60))
    assert roles(world, "drbd") == {first: "Unpromoted", other: "Promoted"}
