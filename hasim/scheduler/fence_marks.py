"""Marking nodes that have to be fenced, and whether they can be."""

from __future__ import annotations

from hasim.scheduler.cluster import Cluster, Early, EarlyKind
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive


def mark(cluster: Cluster, node: Node, reason: str, *, priority_delay: bool = False) -> Early | None:
    """`node` is to be fenced, for `reason`; the request is returned (and noted) if it is the fencer's business."""
    if not note_unclean(node):
        return None
    request = Early(EarlyKind.FENCE, node=node, reason=reason, priority_delay=priority_delay and not node.is_remote)
    cluster.early.append(request)
    return request


def note_unclean(node: Node) -> bool:
    """`node` cannot be trusted any more; whether it takes the fencer to mend that, and nobody has said so before.

    A guest node is fenced by the recovery of what launches it, so that is marked as failed instead; that of a guest
    whose launcher is no longer configured, by stopping its connection.
    """
    connection = node.connection
    if node.is_guest:
        launcher = node.launcher
        if launcher is not None and not launcher.failed and launcher.managed:
            node.needs_reset = True
            launcher.failed = launcher.stop_if_failed = True
        return False
    if connection is not None and connection.was_launched:
        node.needs_reset = True
        connection.failed = connection.stop_if_failed = True
        return False
    if node.is_remote:
        if connection is not None and connection.managed:
            node.needs_reset = True
    elif node.unclean:
        return False
    node.unclean = True
    return True


def ask_for_stop(cluster: Cluster, resource: Primitive, node: Node) -> None:
    """`resource` is to be stopped on `node`; where that cannot be done, the node is fenced."""
    cluster.early.append(Early(EarlyKind.STOP, resource, node))
    if resource.managed and not node.online and not node.unclean and not unstarted_guest(node):
        mark(cluster, node, "stop is unrunnable")


def unstarted_guest(node: Node) -> bool:
    """Whether this is a guest node that does not run, and need not be recovered either."""
    return node.is_guest and not node.needs_reset


def can_fence(cluster: Cluster, node: Node, beyond: frozenset[Node] = frozenset()) -> bool:
    """Whether fencing `node` is possible: devices exist, and the partition may use them.

    A guest node can be fenced where the hosts of its launcher are up, or can be fenced. `beyond`: the guests inside
    (a status can claim that guests host each other).
    """
    if node.is_guest:
        hosts = node.launcher.active_on if node.launcher is not None else []
        inside = beyond | {node}
        return all(host.online or (host not in inside and can_fence(cluster, host, inside)) for host in hosts)
    if not cluster.options.fencing_enabled or not cluster.has_fence_device:
        return False
    if cluster.quorate or cluster.options.no_quorum_policy == "ignore":
        return True
    return node.online and (not node.is_remote or _is_reachable(cluster, node))


def _is_reachable(cluster: Cluster, node: Node) -> bool:
    """Without quorum, a remote node is fenced only where every node that may connect to it is there."""
    if cluster.options.fence_remote_without_quorum:
        return True
    connection = node.connection
    return connection is not None and all(allowed.online for allowed in connection.scores)
