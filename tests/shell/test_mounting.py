"""mount and umount: what a file system resource mounted is seen and can be taken from it."""

from __future__ import annotations

import pytest

from hasim.shell.runner import Result, run_line
from hasim.sim import Stage, World
from tests.sim.clusters import after, commit, servers
from tests.sim.test_storage_agents import BASE, FS, shared_disk


@pytest.fixture(scope="module")
def world() -> World:
    """Two servers on one disk, a file system on the first."""
    return after(servers(), shared_disk, commit(BASE + FS))


def typed(world: World, line: str, seconds: int = 0) -> Result:
    """A line on node1; then `seconds` pass, and what is mounted is told."""
    stage = Stage(world)
    said = run_line(stage, "node1", line)
    if not seconds:
        return said
    stage.wait(seconds * 1000)
    return run_line(stage, "node1", "mount; crm_mon -1f | grep fail-count")


def test_mount_lists(world: World) -> None:
    assert typed(world, "mount").stdout == "/dev/sdb1 on /mnt type xfs (rw)\n"


@pytest.mark.parametrize("what", ["/mnt", "/dev/sdb1", "-l /mnt"])
def test_the_cluster_mounts_again_what_was_unmounted(world: World, what: str) -> None:
    assert typed(world, f"umount {what} && mount") == Result("", "", 0)
    later = typed(world, f"umount {what}", 40).stdout
    assert "/dev/sdb1 on /mnt" in later
    assert "fail-count=1" in later


@pytest.mark.parametrize(
    ("what", "said"),
    [("/tmp", "umount: /tmp: not mounted.\n"), ("/nosuch", "umount: /nosuch: no mount point specified.\n")],
)
def test_what_is_not_mounted(world: World, what: str, said: str) -> None:
    assert typed(world, f"umount {what}") == Result("", said, 32)


@pytest.mark.parametrize("line", ["mount /dev/sdb1 /mnt", "df -h", "findmnt", "lsblk"])
def test_the_rest_is_refused_by_name(world: World, line: str) -> None:
    said = typed(world, line)
    assert (said.exit, said.stderr.startswith("hasim does not model")) == (3, True)
