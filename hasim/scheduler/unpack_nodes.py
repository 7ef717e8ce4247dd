"""Reading the nodes section."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib.element import Element
from hasim.cib.nvset import name_values
from hasim.cib.score import parse_score
from hasim.cib.values import parse_integer
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.node import Node, NodeKind
from hasim.scheduler.scores import CauseKind


def unpack_nodes(cluster: Cluster) -> None:
    """Make the nodes of the cluster, in the natural order of their names, with their permanent attributes."""
    for element in cluster.cib.nodes.all("node"):
        name = element.get("uname") or element.id
        if not name or element.get("type") == "ping":
            continue
        kind = NodeKind.REMOTE if element.get("type") == "remote" else NodeKind.CLUSTER
        unclean = kind is NodeKind.CLUSTER and cluster.options.startup_fencing
        node = Node(element.id or name, name, kind, unclean=unclean)
        score = parse_score(element.get("score"))
        node.master.add(score, cluster.cause(CauseKind.NODE, score) if score else None)
        cluster.add_node(node)
        read_attributes(cluster, node, element, "instance_attributes")
        _read_capacity(cluster, node, element)
    cluster.sort_nodes()


def read_attributes(cluster: Cluster, node: Node, parent: Element, tag: str, *, transient: bool = False) -> None:
    """Read the attribute sets of `parent` into the node's attributes; transient ones overwrite permanent ones.

    Where rules of the sets look at node attributes, they see those read before.
    """
    node.is_dc = bool(cluster.dc_uuid) and node.id == cluster.dc_uuid
    node.attributes["#kind"] = node.kind.value
    node.attributes |= {"#uname": node.name, "#id": node.id, "#is_dc": "true" if node.is_dc else "false"}
    values = name_values(parent, tag, cluster.rules.on(node.attributes))
    if transient:
        node.transient = values
        node.attributes.update(values)
    else:
        node.permanent = values
        for name, value in values.items():
            node.attributes.setdefault(name, value)
    _name_site(cluster.options.values, node)


def _name_site(options: Mapping[str, str], node: Node) -> None:
    name = options.get("cluster-name")
    if name:
        node.attributes["#cluster-name"] = name
    site = node.attributes.get("site-name") or name
    if site:
        node.attributes["#site-name"] = site


def _read_capacity(cluster: Cluster, node: Node, element: Element) -> None:
    context = cluster.rules.on(node.attributes)
    for name, value in name_values(element, "utilization", context).items():
        node.capacity[name] = parse_integer(value) or 0
