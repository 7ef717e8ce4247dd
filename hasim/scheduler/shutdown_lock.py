"""Holding resources to a node that was shut down cleanly (option ``shutdown-lock``)."""

from __future__ import annotations

from hasim.cib.element import Element
from hasim.cib.values import parse_integer
from hasim.scheduler.banning import ban
from hasim.scheduler.cluster import Cluster, Early, EarlyKind
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Group, Primitive, Resource
from hasim.scheduler.scores import CauseKind, Fact


def lock_time(history: Element) -> int:
    """When a lock recorded in an ``lrm_resource`` began (epoch seconds); 0 for no lock."""
    return parse_integer(history.get("shutdown-lock")) or 0


def read_lock(cluster: Cluster, resource: Primitive, node: Node, history: Element) -> None:
    """Note the lock that a history records; one that has outlived its limit is to be deleted instead."""
    since = lock_time(history)
    if not since:
        return
    limit = cluster.options.shutdown_lock_limit
    if limit > 0 and cluster.now > since + limit:
        cluster.early.append(Early(EarlyKind.LRM_DELETE, resource, node))
        return
    resource.lock_node, resource.lock_time = node, since
    if limit > 0:
        cluster.rules.boundaries.append(since + limit + 1)


def apply_locks(cluster: Cluster) -> None:
    """Ban locked resources from all other nodes."""
    if cluster.options.shutdown_lock:
        for resource in cluster.resources:
            _apply(cluster, resource)


def _apply(cluster: Cluster, resource: Resource) -> None:
    if isinstance(resource, Group):
        for member in resource.children:
            _apply(cluster, member)
    elif isinstance(resource, Primitive) and not (resource.is_fence_device or resource.is_remote_connection):
        _apply_primitive(cluster, resource)


def _apply_primitive(cluster: Cluster, resource: Primitive) -> None:
    if resource.lock_node is not None:
        if resource.active_on:  # the lock was lifted when the resource was started somewhere
            cluster.constraint_log.append(Early(EarlyKind.LRM_DELETE, resource, resource.lock_node))
            resource.lock_node, resource.lock_time = None, 0
    elif len(resource.active_on) == 1:
        node = resource.active_on[0]
        if node.shutting_down and not node.unclean:
            resource.lock_node = node
            resource.lock_time = parse_integer(node.attributes.get("shutdown")) or cluster.now
    if resource.lock_node is not None:
        for node in cluster.nodes:
            if node is not resource.lock_node:
                ban(resource, node, CauseKind.SHUTDOWN_LOCK, detail=Fact.of("node", node=resource.lock_node.name))
