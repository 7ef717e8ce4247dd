"""The state of nodes."""

from __future__ import annotations

from hasim.cib.score import parse_score
from hasim.scheduler.model import Cluster, Node, NodeKind
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.style import Style

__all__ = [
    "display_name",
    "feature_set",
    "feature_set_text",
    "mixed_versions",
    "node_entries",
    "node_heading",
    "node_line",
    "node_status",
]

_PREFIX = {NodeKind.CLUSTER: "", NodeKind.REMOTE: "Remote", NodeKind.GUEST: "Guest"}
_LISTS = (
    ("Online", NodeKind.CLUSTER, True),
    ("OFFLINE", NodeKind.CLUSTER, False),
    ("RemoteOnline", NodeKind.REMOTE, True),
    ("RemoteOFFLINE", NodeKind.REMOTE, False),
    ("GuestOnline", NodeKind.GUEST, True),
)


def node_entries(cluster: Cluster, style: Style) -> list[Entry]:
    """The node list: nodes in an unusual state one by one, then the rest by state."""
    shown = [node for node in cluster.nodes if style.shows_node(node.name)]
    single = [Entry(node_line(node, cluster, style)) for node in shown if _stands_alone(node, cluster, style)]
    grouped = [node for node in shown if not _stands_alone(node, cluster, style)]
    return single + [entry for title, kind, online in _LISTS for entry in _group(grouped, title, kind, online, style)]


def _group(nodes: list[Node], title: str, kind: NodeKind, online: bool, style: Style) -> list[Entry]:
    names = [display_name(node, style) for node in nodes if node.kind is kind and node.online is online]
    return [Entry(f"{title}: [ {' '.join(names)} ]")] if names else []


def _stands_alone(node: Node, cluster: Cluster, style: Style) -> bool:
    unusual = node.unclean or node.pending or node.standby or node.maintenance
    unusual = unusual or (node.standby_on_fail and node.online)
    if style.old:
        return unusual or style.by_node
    return unusual or style.by_node or style.detail or node_health(node, cluster) <= 0


def node_health(node: Node, cluster: Cluster) -> int:
    """The worst of the node's health attributes as a sign: 1 good or none, 0 yellow, -1 red.

    Without a node-health-strategy health does not count.
    """
    if cluster.options.health_strategy == "none":
        return 1
    values = [value for name, value in node.attributes.items() if name.startswith("#health")]
    return min((_health_sign(value) for value in values), default=1)


def _health_sign(value: str) -> int:
    colours = {"red": -1, "yellow": 0, "green": 1}
    if value.lower() in colours:
        return colours[value.lower()]
    score = parse_score(value)
    return (score > 0) - (score < 0)


def node_status(node: Node) -> str:
    """A node's state in words, as shown after its name."""
    if node.unclean:
        return f"UNCLEAN ({'online' if node.online else 'pending' if node.pending else 'offline'})"
    if node.pending:
        return "pending"
    if node.standby_on_fail and node.online:
        return "standby (on-fail)"
    if node.standby:
        active = " (with active resources)" if node.running else ""
        return f"standby{active}" if node.online else "OFFLINE (standby)"
    if node.maintenance:
        return "maintenance" if node.online else "OFFLINE (maintenance)"
    return "online" if node.online else "OFFLINE"


def display_name(node: Node, style: Style) -> str:
    """A node's name; with detail also its id, and of guest nodes the host."""
    if not style.detail:
        return node.name
    name = node.name
    if node.kind is NodeKind.GUEST and node.launcher is not None:
        host = node.launcher.current_node
        name += f"@{host.name if host is not None else ''}"
    return f"{name} ({node.id})" if node.id != node.name else name


def node_heading(node: Node, style: Style) -> str:
    """The line above what belongs to one node: `Node: node1`, in 1.1 `Node node1`."""
    return f"Node{'' if style.old else ':'} {display_name(node, style)}"


def node_line(node: Node, cluster: Cluster, style: Style) -> str:
    """A node's name and state, with its health if that is bad, with detail its feature set."""
    status = node_status(node)
    if not style.old:
        health = node_health(node, cluster)
        if health <= 0:
            status += " (health is RED)" if health < 0 else " (health is YELLOW)"
        status += feature_set_text(node, style)
    return f"{_PREFIX[node.kind]}Node {display_name(node, style)}: {status}"


def feature_set_text(node: Node, style: Style) -> str:
    """With detail, the feature set of a cluster node that is online; else nothing."""
    shown = style.detail and node.kind is NodeKind.CLUSTER and node.online
    return f", feature set {feature_set(node)}" if shown else ""


def feature_set(node: Node) -> str:
    """What the node's controller said of its feature set; nodes older than 3.15.1 say nothing."""
    return node.attributes.get("#feature-set", "<3.15.1")


def mixed_versions(cluster: Cluster) -> bool:
    """Whether the online cluster nodes have different feature sets."""
    found = {feature_set(node) for node in cluster.nodes if node.online and node.kind is NodeKind.CLUSTER}
    return len(found) > 1
