"""What each resource has for or against each node by itself: stickiness, failures, exclusive discovery."""

from __future__ import annotations

from hasim.cib.score import INFINITY, score_text
from hasim.scheduler.banning import ban
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.failcount import PREFIX, fail_count
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.scores import CauseKind, Discovery, Fact


def add_stickiness(cluster: Cluster) -> None:
    """A resource that runs in one place prefers to stay. Negative stickiness has no effect."""
    for leaf in cluster.leaves():
        if leaf.managed and leaf.stickiness >= 1 and len(leaf.active_on) == 1:
            node = leaf.active_on[0]
            if cluster.options.symmetric or node in leaf.scores:
                cause = cluster.cause(CauseKind.STICKINESS, leaf.stickiness)
                leaf.scores.add(node, leaf.stickiness, cause)


def check_thresholds(cluster: Cluster) -> None:
    """Ban resources from nodes where they failed too often, or where they are not to be looked for."""
    exclusive = any(resource.exclusive_discovery for top in cluster.resources for resource in top.walk())
    for node in cluster.nodes:
        failures = any(name.startswith(PREFIX) for name in node.attributes)
        if not failures and not exclusive:
            continue
        for resource in cluster.resources:
            if failures:
                for leaf in resource.leaves():
                    _check_threshold(leaf, node)
            if exclusive:
                _check_discovery(resource, node)


def _check_threshold(leaf: Primitive, node: Node) -> None:
    threshold = leaf.migration_threshold
    if threshold == 0 or leaf.failure_ignored or (leaf, node) in leaf.cluster.clearing:
        return
    if threshold_reached(leaf, node):
        victim = leaf if leaf.unique else leaf.top
        detail = _too_many(leaf, node) if leaf.cluster.explain else None
        ban(victim, node, CauseKind.THRESHOLD, through="" if victim is leaf else leaf.name, detail=detail)


def _too_many(leaf: Primitive, node: Node) -> Fact:
    count, threshold = score_text(failures(leaf, node)), score_text(leaf.migration_threshold)
    return Fact.of("threshold", count=count, threshold=threshold)


def threshold_reached(leaf: Primitive, node: Node) -> bool:
    """Whether `leaf` failed on `node` as often as migration-threshold allows."""
    count = failures(leaf, node)
    return count > 0 and 0 < leaf.migration_threshold <= count


def failures(leaf: Primitive, node: Node) -> int:
    """The fail count of `leaf` on `node`, with those of the resources that it hosts."""
    if leaf.bundle is not None:
        return fail_count(leaf, node).count
    launched = (each for each in leaf.launched if isinstance(each, Primitive))
    return fail_count(leaf, node).count + sum(fail_count(each, node).count for each in launched)


def _check_discovery(resource: Resource, node: Node) -> None:
    if resource.exclusive_discovery or resource.top.exclusive_discovery:
        for child in resource.children:
            _check_discovery(child, node)
        entry = resource.scores.get(node)
        if entry is not None and entry.discovery is not Discovery.EXCLUSIVE:
            entry.ban(resource.cluster.cause(CauseKind.DISCOVERY, -INFINITY))
