"""Node health: attributes that drive resources away from a node that is not well."""

from __future__ import annotations

from hasim.cib.score import add, parse_score
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.constraints import Location, NodeScore
from hasim.scheduler.location import add_location
from hasim.scheduler.node import Node
from hasim.scheduler.scores import CauseKind

_PREFIX = "#health"


def measure_health(cluster: Cluster) -> None:
    """Set the health of each node: the sum of its health attributes; None without a strategy."""
    if cluster.options.health_strategy != "none":
        for node in cluster.nodes:
            node.health = _sum(cluster, node, cluster.options.health_base if _counts_base(cluster) else 0)


def _counts_base(cluster: Cluster) -> bool:
    return cluster.options.health_strategy == "progressive"


def _sum(cluster: Cluster, node: Node, base: int) -> int:
    options = cluster.options
    colours = {"red": options.health_red, "yellow": options.health_yellow, "green": options.health_green}
    total = base
    for name, value in node.attributes.items():
        if name.startswith(_PREFIX):
            colour = colours.get(value.lower())
            total = add(total, parse_score(value) if colour is None else colour)
    return total


def constrain_by_health(cluster: Cluster) -> None:
    """Give each top-level resource a location constraint for each node whose health is not 0."""
    for node in cluster.nodes:
        health = node.health
        if not health:
            continue
        for resource in cluster.resources:
            if health > 0 or not resource.allow_unhealthy_nodes:
                entries = (NodeScore(node, health),)
                add_location(cluster, Location(node.name, resource, entries, kind=CauseKind.HEALTH))
