"""How a remote or guest node is: whether it is online follows from what its connection and its launcher do."""

from __future__ import annotations

from hasim.cib.element import Element
from hasim.cib.values import is_true, parse_integer
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.node import Node
from hasim.scheduler.roles import Role
from hasim.scheduler.unpack_nodes import read_attributes


def is_readable(cluster: Cluster, node: Node) -> bool:
    """Whether a remote or guest node is known to be up, so that its history tells how its resources are."""
    connection = node.connection
    if connection is None:
        return False
    if node.is_guest:
        launcher = connection.launcher
        return connection.role is Role.STARTED and launcher is not None and launcher.role is Role.STARTED
    return cluster.options.shutdown_lock or connection.role is Role.STARTED


def settle_online(node: Node) -> None:
    """Find out whether a remote or guest node is online, from the roles found so far."""
    connection = node.connection
    if connection is None:
        node.online = False
        return
    launcher = connection.launcher
    if connection.role is Role.STARTED:
        node.online = True
        if connection.next_role is Role.STOPPED:
            node.shutting_down = True
    host = connection.active_on[0] if launcher is not None and len(connection.active_on) == 1 else None
    if launcher is not None and launcher.failed:
        node.online, node.needs_reset = False, True
    elif connection.failed:
        node.online = False
    elif connection.role is Role.STOPPED or (launcher is not None and launcher.role is Role.STOPPED):
        node.online = node.needs_reset = False
    elif host is not None and not host.online and host.unclean:
        node.online, node.needs_reset = False, True


def read_remote_state(cluster: Cluster, node: Node, state: Element) -> None:
    """Read what the status section says of a remote or guest node, apart from histories."""
    settle_online(node)
    node.remote_maintenance = bool(parse_integer(state.get("node_in_maintenance")))
    if not node.needs_reset:
        node.unclean = node.unseen = False
    transient = state.first("transient_attributes") or Element("transient_attributes")
    read_attributes(cluster, node, transient, "instance_attributes", transient=True)
    node.seen = True
    if node.attributes.get("shutdown", "0") not in ("", "0"):
        node.shutting_down = True
    if is_true(node.attributes.get("standby")):
        node.standby = True
    connection = node.connection
    if is_true(node.attributes.get("maintenance")) or (connection is not None and not connection.managed):
        node.maintenance = True
    wanted = node.attributes.get("resource-discovery-enabled")
    if wanted is not None and not is_true(wanted) and (node.is_guest or cluster.options.fencing_enabled):
        node.probes_allowed = False


def settle_remaining(cluster: Cluster, read: set[Node]) -> None:
    """Take remote nodes that shut down off their connections, and judge those without a history."""
    for node in cluster.nodes:
        if not node.is_remote:
            continue
        if node.shutting_down and node.connection is not None:
            node.connection.next_role = Role.STOPPED
        if node not in read:
            settle_online(node)
