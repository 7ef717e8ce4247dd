"""Placing a primitive."""

from __future__ import annotations

from hasim.cib.score import INFINITY
from hasim.scheduler.banning import ban_everywhere
from hasim.scheduler.colocate import apply_colocation, set_aside
from hasim.scheduler.colocation import this_with, with_this
from hasim.scheduler.constraints import Colocation
from hasim.scheduler.node import Node
from hasim.scheduler.node_order import best_first
from hasim.scheduler.placing import assign, place, record_table
from hasim.scheduler.resource import Clone, Primitive
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind, Fact, ScoreEntry
from hasim.scheduler.spread import push_up
from hasim.scheduler.utilization import reserve_capacity

FUNCTION = "pcmk__primitive_assign"


@assign.register
def assign_primitive(resource: Primitive, prefer: Node | None = None, stop_if_fail: bool = True) -> Node | None:
    """Place a primitive: what it depends on first, then weigh all colocations, then choose the best node."""
    if resource.parent is not None and not resource.parent.deciding:
        assign(resource.parent, prefer, stop_if_fail)
    if resource.decided:
        return resource.assigned
    if resource.deciding:
        return None
    resource.deciding = True
    _weigh_colocations(resource)
    cluster = resource.cluster
    if resource.next_role is Role.STOPPED:
        _ban_what_is_to_stop(resource)
    elif resource.next_role > resource.role and cluster.frozen_without_quorum:
        resource.next_role = resource.role
    record_table(resource, FUNCTION)
    if cluster.options.fencing_enabled and not cluster.has_fence_device:
        resource.managed = False
    if not resource.managed:
        _leave_alone(resource, stop_if_fail)
    elif cluster.options.stop_all_resources:
        place(resource, None, force=True, stop=stop_if_fail)
    else:
        place(resource, _choose(resource, prefer), stop=stop_if_fail)
    resource.deciding = False
    if resource.is_remote_connection:
        _switch_node(resource)
    return resource.assigned


def _ban_what_is_to_stop(resource: Primitive) -> None:
    """It is to be stopped by its target-role, or as the response to a failure."""
    if resource.target_role is Role.STOPPED or not resource.stopped_by:
        ban_everywhere(resource, CauseKind.TARGET_ROLE)
    else:
        response = Fact.of("on-fail", response="stop")
        ban_everywhere(resource, CauseKind.FAILURE, id=resource.stopped_by, detail=response)


def _switch_node(connection: Primitive) -> None:
    """The place of a connection decides whether its node is there for everybody who is placed later."""
    node = connection.cluster.node(connection.id)
    if node is None:
        return
    if connection.assigned is not None and connection.next_role is not Role.STOPPED:
        node.online = True
        if node.unseen:
            node.unclean = False
    else:
        node.shutting_down = True


def _weigh_colocations(resource: Primitive) -> None:
    """Mandatory colocations first, then the optional ones."""
    dependencies, dependents = this_with(resource), with_this(resource)
    if not dependencies and not dependents:
        return
    for mandatory in (True, False):
        for each in dependencies:
            if each.mandatory is mandatory:
                _follow(resource, each)
        for each in dependents:
            if each.mandatory is mandatory:
                push_up(each, resource)


def _follow(resource: Primitive, colocation: Colocation) -> None:
    """Place the primary, then apply the colocation; one that must not keep the resource from running is undone."""
    dispensable = colocation.dependent_role is Role.PROMOTED or -INFINITY < colocation.score < 0
    before = resource.scores.copy() if dispensable else None
    if not colocation.primary.decided:
        assign(colocation.primary, None, True)
    apply_colocation(resource, colocation.primary, colocation)
    if before is not None and not resource.scores.has_room():
        resource.scores = before
        set_aside(resource, colocation.primary, colocation)


def _leave_alone(resource: Primitive, stop_if_fail: bool) -> None:
    """An unmanaged resource keeps its role and its place, whatever they are."""
    resource.next_role = resource.role
    node = resource.current_node
    place(resource, node.master.copy() if node is not None else None, force=True, stop=stop_if_fail)


def _choose(resource: Primitive, prefer: Node | None) -> ScoreEntry | None:
    """The best entry of the table, if there is any."""
    freest = reserve_capacity(resource)
    prefer = prefer or freest
    current = resource.current_node
    nodes = best_first(resource.cluster, resource.scores.values(), current)
    if not nodes:
        return None
    best = nodes[0]
    preferred = resource.scores.get(prefer) if prefer is not None else None
    if preferred is not None and preferred.node.available and preferred.score >= max(best.score, 0):
        return preferred
    parent = resource.parent
    if not (isinstance(parent, Clone) and parent.unique) and best.score > 0 and best.node.available:
        return _keep_current(best, nodes, current)
    return best


def _keep_current(best: ScoreEntry, nodes: list[ScoreEntry], current: Node | None) -> ScoreEntry:
    """The current node, if it is as good as the best one."""
    if current is not None and current.available and current.master.score >= 0:
        for entry in nodes:
            if entry.score != best.score:
                break
            if entry.node is current:
                return entry
    return best
