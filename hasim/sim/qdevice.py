"""The quorum device: corosync-qdevice on each node asks an arbiter, qnetd, whether its votes go to this partition.

It runs wherever corosync.conf has a ``quorum.device`` of model net. Its arbiter is any host of the network. The
arbiter answers a new membership at once; its silence is noticed by the missing heartbeat, its return at the next try.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.sim.corosync_conf import DeviceConf
from hasim.sim.stack import Corosync

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

Partition = tuple[str, ...]


def silence(device: DeviceConf) -> int:
    """Ms from the arbiter's falling silent until its votes are gone: a heartbeat that finds no reply to the last."""
    return 2 * device.timeout * 8 // 10


def retry(device: DeviceConf) -> int:
    """Ms from the arbiter's return until a node has its votes again."""
    return device.timeout // 2


@dataclass(frozen=True, slots=True)
class Side:
    """A partition as the arbiter knows it: its node ids, and how many of its nodes are connected."""

    ids: tuple[int, ...]
    clients: int


def reaches(stage: Stage, node: str) -> bool:
    """Does this node's corosync-qdevice have its arbiter?"""
    corosync = stage.stacks[node].corosync
    if corosync is None or corosync.conf.device is None or not stage.machines[node].on:
        return False
    return stage.network.host_answers(node, corosync.conf.device.host)


def gives_vote(stage: Stage, node: str, group: Partition, groups: Sequence[Partition]) -> bool:
    """Does the arbiter give its votes to this node, a member of ``group``, while the cluster is in these partitions?"""
    corosync = stage.stacks[node].corosync
    if corosync is None or corosync.conf.device is None or not reaches(stage, node):
        return False
    sides = [_side(stage, one) for one in groups]
    return preferred(corosync.conf.device, sides, len(corosync.conf.nodes)) == _side(stage, group)


def _side(stage: Stage, group: Partition) -> Side:
    corosyncs: list[Corosync] = [c for name in group if (c := stage.stacks[name].corosync) is not None]
    return Side(tuple(c.node_id for c in corosyncs), sum(reaches(stage, name) for name in group))


def preferred(device: DeviceConf, sides: Sequence[Side], nodes: int) -> Side | None:
    """The partition that gets the votes, None where none may have them. ``nodes`` is the size of the nodelist.

    ffsplit: the largest, at least half of the nodes; lms: the largest of those that are connected at all. Among equals
    the one with more connected nodes, then the tie breaker's.

    >>> device = DeviceConf(1, "192.168.0.1")
    >>> preferred(device, [Side((1,), 1), Side((2,), 1)], 2)
    Side(ids=(1,), clients=1)
    >>> preferred(device, [Side((1,), 0), Side((2,), 1)], 2)
    Side(ids=(2,), clients=1)
    """
    able = [side for side in sides if side.clients]
    if device.algorithm == "ffsplit":
        able = [side for side in able if 2 * len(side.ids) >= nodes]
    if not able:
        return None
    everyone = [number for side in able for number in side.ids]
    return max(able, key=lambda side: (len(side.ids), side.clients, _breaker(device, everyone) in side.ids))


def _breaker(device: DeviceConf, ids: Sequence[int]) -> int:
    if device.tie_breaker == "highest":
        return max(ids)
    return int(device.tie_breaker) if device.tie_breaker.isdecimal() else min(ids)
