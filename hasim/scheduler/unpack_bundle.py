"""Making a bundle: its inner clone, and for each replica the container, the address and the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.cib.score import INFINITY
from hasim.cib.values import is_true
from hasim.scheduler.bundle_config import (
    BundleConfig,
    address_element,
    clone_element,
    container_element,
    read_bundle,
    replica_connection_element,
)
from hasim.scheduler.node import Node, NodeKind
from hasim.scheduler.remote import add_remote_node
from hasim.scheduler.resource import Bundle, Primitive, Replica, Resource
from hasim.scheduler.scores import CauseKind, Discovery, Fact, ScoreEntry, ScoreTable

if TYPE_CHECKING:
    from hasim.cib.element import Element
    from hasim.scheduler.cluster import Cluster
    from hasim.scheduler.unpack_resources import ResourceBuilder

_PREFERENCE = 500
"""The score of what is bundled on its own guest node."""


def make_bundle(builder: ResourceBuilder, element: Element) -> Bundle | None:
    """The bundle that `element` configures, with all that it implies; None if it is unusable and therefore ignored."""
    config = read_bundle(element)
    if config is None:
        return None
    bundle = Bundle(builder.cluster, config.name, element, image=config.image, agent=config.agent)
    bundle.per_host, bundle.promoted_max = config.per_host, config.promoted_max
    builder.set_up(bundle)
    bundle.unique = config.unique
    bundle.interleave = is_true(bundle.meta.get("interleave"))
    bundle.notify = is_true(bundle.meta.get("notify"))
    if config.primitive is not None:
        clone = builder.clone(clone_element(config, config.primitive), bundle)
        if clone is None:
            builder.cluster.by_id.pop(bundle.id, None)
            return None
        bundle.inner = clone
    count = len(bundle.inner.children) if bundle.inner is not None else config.replicas
    for number, address in enumerate(config.addresses[:count]):
        _add_replica(builder, bundle, config, number, address)
    if bundle.inner is not None:
        bundle.inner.notify = any(is_true(child.meta.get("notify")) for child in bundle.inner.children)
        bundle.children.append(bundle.inner)
    builder.cluster.sort_nodes()
    for node in [node for node in bundle.scores if node.master.discovery is Discovery.NEVER]:
        del bundle.scores[node]
    return bundle


def _add_replica(builder: ResourceBuilder, bundle: Bundle, config: BundleConfig, number: int, address: str) -> None:
    container = _make(builder, bundle, container_element(config, number, address))
    replica = Replica(bundle, number, container, address=address)
    container.replica = replica
    bundle.replicas.append(replica)
    if address:
        replica.ip = _make(builder, bundle, address_element(config, number, address))
        replica.ip.replica = replica
    if bundle.inner is None:
        return
    child = bundle.inner.children[number]
    assert isinstance(child, Primitive)  # nothing else can be bundled
    child.replica, replica.child = replica, child
    container.utilization, child.utilization = child.utilization, {}
    _connect(builder, bundle, config, replica)
    if address:
        child.meta["external-ip"] = address


def _make(builder: ResourceBuilder, bundle: Bundle, element: Element) -> Primitive:
    primitive = builder.make(element, bundle)
    assert isinstance(primitive, Primitive)  # made from a complete element
    bundle.children.append(primitive)
    return primitive


def _connect(builder: ResourceBuilder, bundle: Bundle, config: BundleConfig, replica: Replica) -> None:
    """Make the guest node inside a container, and the connection to it."""
    cluster, child, clone = builder.cluster, replica.child, bundle.inner
    assert child is not None
    assert clone is not None
    name = f"{bundle.id}-{replica.number}"
    if name in cluster.by_id:
        name = f"{bundle.id}-remote-{replica.number}"
    node = _guest_node(cluster, name)
    replica.node = node
    child.exclusive_discovery = True
    entry = ScoreEntry(node, discovery=Discovery.EXCLUSIVE)
    entry.put(
        _PREFERENCE,
        cluster.cause(CauseKind.LAUNCHER, _PREFERENCE, detail=Fact.of("container", container=replica.container.id)),
    )
    child.scores = ScoreTable({node: entry})
    banned = ScoreEntry(node, discovery=Discovery.EXCLUSIVE)
    banned.ban(cluster.cause(CauseKind.LAUNCHER, -INFINITY))
    clone.scores[node] = banned
    connection = _make(builder, bundle, replica_connection_element(config, name, replica.container.id, replica.address))
    cause = cluster.cause(CauseKind.LAUNCHER, -INFINITY, detail=Fact.of("remote-node"))
    connection.scores.ban_others(lambda allowed: not allowed.is_remote, cause)
    connection.replica, replica.connection = replica, connection
    node.connection, connection.launcher = connection, replica.container
    node.kind = NodeKind.GUEST
    node.attributes["#kind"] = node.kind.value


def _guest_node(cluster: Cluster, name: str) -> Node:
    """The node inside a container; nothing but what is bundled may run there."""
    node = add_remote_node(cluster, name)
    cause = cluster.cause(CauseKind.LAUNCHER, -INFINITY)
    node.master.put(-INFINITY, cause)
    node.master.discovery = Discovery.NEVER
    for top in cluster.resources:
        for resource in top.walk():
            _close(resource, node)
    return node


def _close(resource: Resource, node: Node) -> None:
    entry = resource.scores.get(node)
    if entry is not None:
        entry.ban(resource.cluster.cause(CauseKind.LAUNCHER, -INFINITY))
        entry.discovery = Discovery.NEVER
