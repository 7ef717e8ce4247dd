"""Where every resource goes: the steps from the unpacked cluster to a node for each primitive.

============== ==========================================================================
location       location constraints (`names`), `health`, `tickets`, `shutdown_lock`
criteria       stickiness, migration thresholds, exclusive discovery (`banning`)
colocation     colocation constraints, and in which order they count
spread         what dependents like, added to what they depend on
colocate       what a placed primary means for its dependents (`compatible`)
primitive      placing one resource (`placing`, `node_order`, `utilization`)
group, clone   placing collectives (`instance_order`, `distribution`)
bundle         placing containers, and what is in them (`launching`)
promotable     which instances are promoted
scores         score tables and their causes
============== ==========================================================================
"""

from __future__ import annotations

from functools import cmp_to_key

from hasim.cib.score import INFINITY
from hasim.scheduler import bundle, clone, group, primitive
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.colocation import add_group_colocations, unpack_colocation
from hasim.scheduler.constraints import OrderingConstraint
from hasim.scheduler.criteria import add_stickiness, check_thresholds
from hasim.scheduler.health import constrain_by_health, measure_health
from hasim.scheduler.launching import bind_replica, bind_to_machine
from hasim.scheduler.location import apply_locations, unpack_location
from hasim.scheduler.node import Node
from hasim.scheduler.node_order import best_first
from hasim.scheduler.placing import assign
from hasim.scheduler.resource import Clone, Group, Primitive, Resource
from hasim.scheduler.scores import ScoreTable
from hasim.scheduler.shutdown_lock import apply_locks
from hasim.scheduler.spread import Spread, spread
from hasim.scheduler.tickets import unpack_ticket

__all__ = ["assign_all", "bundle", "clone", "group", "prepare", "primitive"]


def prepare(cluster: Cluster) -> None:
    """Read the constraints, and give the tables all scores that do not depend on other resources."""
    measure_health(cluster)
    constrain_by_health(cluster)
    for element in cluster.cib.constraints.children:
        match element.tag:
            case "rsc_location":
                unpack_location(cluster, element)
            case "rsc_colocation":
                unpack_colocation(cluster, element)
            case "rsc_ticket":
                unpack_ticket(cluster, element)
            case "rsc_order":
                ordering = OrderingConstraint(element.id, element)
                cluster.orderings.append(ordering)
                cluster.constraint_log.append(ordering)
    apply_locks(cluster)
    apply_locations(cluster)
    add_stickiness(cluster)
    check_thresholds(cluster)


def assign_all(cluster: Cluster) -> None:
    """Decide for each resource, in list order; the score lines are left in `Cluster.records`."""
    for resource in cluster.resources:
        _add_internal_colocations(cluster, resource)
    if cluster.options.placement_strategy != "default":
        _sort_by_scores(cluster)
    connections = [each for each in cluster.resources if isinstance(each, Primitive) and each.is_remote_connection]
    for connection in connections:  # they decide which nodes are there for all others
        assign(connection, connection.partial_target)
    for resource in cluster.resources:
        if resource not in connections:
            assign(resource)


def _add_internal_colocations(cluster: Cluster, resource: Resource) -> None:
    if isinstance(resource, Clone) and resource.ordered:
        resource.children.sort(key=lambda instance: instance.instance or 0)
    for child in resource.children:
        _add_internal_colocations(cluster, child)
        if isinstance(child, Primitive) and child.replica is not None and child is child.replica.ip:
            bind_replica(child.replica)
    if isinstance(resource, Group):
        add_group_colocations(cluster, resource)
    elif isinstance(resource, Primitive) and resource.managed:
        bind_to_machine(resource)


def _sort_by_scores(cluster: Cluster) -> None:
    """Where capacity counts, those who like their best nodes most choose first."""
    nodes = [entry.node for entry in best_first(cluster, (node.master for node in cluster.nodes))]
    tables = {resource: _wishes(resource) for resource in cluster.resources}

    def compare(left: Resource, right: Resource) -> int:
        if left.priority != right.priority:
            return right.priority - left.priority
        places = left.current_node, right.current_node
        by_current = _score(tables[right], places[1]) - _score(tables[left], places[0])
        if by_current:
            return by_current
        for node in nodes:
            difference = _score(tables[right], node) - _score(tables[left], node)
            if difference:
                return difference
        return 0

    cluster.resources.sort(key=cmp_to_key(compare))


def _wishes(resource: Resource) -> ScoreTable:
    return spread(resource, None, None, 1.0, Spread(resource, follow_primaries=True))


def _score(table: ScoreTable, node: Node | None) -> int:
    entry = table.get(node) if node is not None else None
    return -INFINITY if entry is None else entry.score
