"""priority-fencing-delay: in a race of two halves to fence each other, the half with more to lose gets a head start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.cib.duration import parse_duration, to_seconds
from hasim.scheduler.node import NodeKind
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.scheduler.cluster import Cluster
    from hasim.scheduler.node import Node


def priority_fencing_delay(cluster: Cluster) -> int:
    """The configured delay in seconds, 0 for none."""
    return to_seconds(parse_duration(cluster.options.values.get("priority-fencing-delay")))


def delay_for(cluster: Cluster, target: Node) -> int:
    """Seconds by which the fencing of a node is to be delayed.

    Only the most important node is spared for a while, only by a partition that is not the greater one, and only
    where nodes differ in importance at all.
    """
    if target.online or target.kind is not NodeKind.CLUSTER:
        return 0
    members = [node for node in cluster.nodes if node.kind is NodeKind.CLUSTER]
    priorities = {node: _priority(node) for node in members}
    highest = max(priorities.values(), default=0)
    if sum(node.online for node in members) > len(members) // 2:
        return 0
    if highest == min(priorities.values(), default=0) or priorities[target] < highest:
        return 0
    return priority_fencing_delay(cluster)


def _priority(node: Node) -> int:
    """What runs on a node, by priority; a promoted instance counts one more."""
    active = [leaf for leaf in node.running if isinstance(leaf, Primitive) and not leaf.failed]
    return sum(leaf.priority + (leaf.priority != 0 and leaf.role is Role.PROMOTED) for leaf in active)
