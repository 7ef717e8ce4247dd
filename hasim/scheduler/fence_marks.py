"""Marking nodes that have to be fenced, and whether they can be."""

from __future__ import annotations

from hasim.scheduler.cluster import Cluster, Early, EarlyKind
from hasim.scheduler.node import Node


def mark(cluster: Cluster, node: Node, reason: str, *, priority_delay: bool = False) -> Early | None:
    """`node` is to be fenced, for `reason`; the request is returned (and noted) unless the node was unclean before."""
    if node.unclean:
        return None
    node.unclean = True
    request = Early(EarlyKind.FENCE, node=node, reason=reason, priority_delay=priority_delay)
    cluster.early.append(request)
    return request


def can_fence(cluster: Cluster, node: Node) -> bool:
    """Whether fencing `node` is possible: devices exist, and the partition may use them."""
    if not cluster.options.fencing_enabled or not cluster.has_fence_device:
        return False
    return cluster.quorate or cluster.options.no_quorum_policy == "ignore" or node.online
