"""Remote and guest nodes: machines without cluster software, reached through a connection that is itself a resource.

A remote node is a top-level ``ocf:pacemaker:remote`` primitive. A guest node is what a resource (a virtual machine,
usually) launches: its meta-attribute ``remote-node`` names the node, and the connection is implied.
"""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib.element import Element
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.node import Node, NodeKind
from hasim.scheduler.resource import Primitive, Resource

_CONNECTION = {"class": "ocf", "provider": "pacemaker", "type": "remote"}
_COPIED = {"remote-allow-migrate": "allow-migrate", "is-managed": "is-managed"}
"""Meta-attributes of the launcher, and what they are called for its connection."""


def is_connection(element: Element) -> bool:
    """Whether an element (a primitive, or the history of one) is a connection to a node."""
    return all(element.get(name) == value for name, value in _CONNECTION.items())


def add_remote_nodes(cluster: Cluster) -> list[Element]:
    """Make the nodes that resources stand for; the implied connections of guest nodes are returned."""
    implied = []
    for element in cluster.cib.resources.all("primitive", "group"):
        if is_connection(element):
            add_remote_node(cluster, element.id)
            continue
        for primitive in [element] if element.tag == "primitive" else element.all("primitive"):
            connection = _implied_connection(primitive)
            if connection is not None:
                implied.append(connection)
                add_remote_node(cluster, connection.id)
    cluster.sort_nodes()
    return implied


def add_remote_node(cluster: Cluster, name: str) -> Node:
    """The node of this name, made where it is not known; the caller sorts the nodes."""
    node = cluster.node(name)
    if node is None:
        node = Node(name, name, NodeKind.REMOTE)
        node.attributes["#kind"] = node.kind.value
        cluster.add_node(node)
    return node


def _implied_connection(launcher: Element) -> Element | None:
    """The connection to the guest node that a primitive launches, if it launches any."""
    meta = dict(_literal_meta(launcher))
    name = meta.get("remote-node")
    if name is None:
        return None
    options = {option: meta[given] for given, option in _COPIED.items() if given in meta}
    parameters = {name: meta[f"remote-{name}"] for name in ("addr", "port") if f"remote-{name}" in meta}
    return connection_element(
        name, launcher.id, options, parameters, start_timeout=meta.get("remote-connect-timeout", "")
    )


def _literal_meta(element: Element) -> Iterator[tuple[str, str]]:
    for block in element.all("meta_attributes"):
        for pair in block.all("nvpair"):
            yield pair.get("name") or "", pair.get("value") or ""


def connection_element(
    name: str,
    launcher: str,
    options: dict[str, str],
    parameters: dict[str, str],
    *,
    start_timeout: str = "",
) -> Element:
    """The configuration of an implied connection to the node `name`, which the resource `launcher` launches."""
    meta = {"container": launcher, "internal-rsc": "true", **options}
    operations = [
        Element("op", {"id": f"{name}-monitor-interval-30s", "name": "monitor", "interval": "30s", "timeout": "30s"})
    ]
    if start_timeout:
        start = {"id": f"{name}-start-interval-0", "name": "start", "interval": "0", "timeout": start_timeout}
        operations.append(Element("op", start))
    children = [_pairs("meta_attributes", name, meta), Element("operations", {}, tuple(operations))]
    if parameters:
        children.append(_pairs("instance_attributes", name, parameters))
    return Element("primitive", {"id": name, **_CONNECTION}, tuple(children))


def _pairs(tag: str, owner: str, values: dict[str, str]) -> Element:
    id = f"{owner}-{tag}"
    pairs = (Element("nvpair", {"id": f"{id}-{name}", "name": name, "value": value}) for name, value in values.items())
    return Element(tag, {"id": id}, tuple(pairs))


def link_connection(cluster: Cluster, resource: Primitive) -> None:
    """Make a connection and its node known to each other; the launcher, if any, is known already."""
    node = cluster.node(resource.id)
    if node is None or not resource.is_remote_connection:
        return
    node.connection = resource
    if resource.launcher is not None:
        node.kind = NodeKind.GUEST
        node.attributes["#kind"] = node.kind.value
    elif not node.seen:
        node.unclean = cluster.options.startup_fencing
        node.unseen = True


def guest_of(resource: Resource) -> Primitive | None:
    """The connection to the guest node that a resource launches."""
    for each in resource.launched:
        if isinstance(each, Primitive) and each.is_remote_connection:
            return each
    return None
