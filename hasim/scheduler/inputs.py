"""Which actions the transition has, and which of what an action is ordered after it really waits for."""

from __future__ import annotations

from hasim.scheduler.action import Action, Edge
from hasim.scheduler.flags import (
    COUNT_RUNNABLE,
    FIRST_SHOWS_THEN,
    FORCED,
    IF_FIRST_NOMIG,
    IN_GRAPH,
    MIGRATABLE,
    NONE,
    ON_DC,
    OPTIONAL,
    ORDER,
    PSEUDO,
    REQUIRED_SAME_NODE,
    RUNNABLE,
    SAME_NODE_OR_TARGET,
    THEN_GATES_FIRST,
    THEN_SHOWS_FIRST,
)
from hasim.scheduler.node import NodeKind
from hasim.scheduler.resource import Clone

_WEAK = THEN_SHOWS_FIRST | FIRST_SHOWS_THEN | ORDER


def is_eligible(action: Action) -> bool:
    """Whether an action goes into the transition."""
    if not action.flags & RUNNABLE:
        return False
    if action.flags & OPTIONAL and not action.flags & FORCED:
        return False
    resource, node = action.resource, action.node
    if resource is not None and not resource.managed and action.task != "monitor" and not action.interval:
        return False
    if action.flags & PSEUDO or action.task in ("stonith", "do_shutdown"):
        return True
    if node is None:
        return False
    if action.flags & ON_DC or (node.kind is NodeKind.GUEST and not node.needs_reset):
        return True
    return node.online and not node.unclean


def is_input(action: Action, edge: Edge) -> bool:
    """Whether an action waits for the one at the other end of an edge; an edge found void is emptied."""
    given, meaning = edge.action, edge.flags
    if meaning == NONE:
        return False
    if not given.flags & RUNNABLE:
        if not meaning & ~_WEAK or meaning & (COUNT_RUNNABLE | THEN_GATES_FIRST):
            return False
    if given.flags & MIGRATABLE and (meaning & IF_FIRST_NOMIG or (meaning == ORDER and given.key.endswith("_stop_0"))):
        return False
    if meaning == SAME_NODE_OR_TARGET:
        if _is_void_for_capacity(action, given):
            edge.flags = NONE
            return False
    elif meaning == REQUIRED_SAME_NODE:
        elsewhere = action.node is not None and given.node is not None and action.node is not given.node
        if elsewhere or given.flags & OPTIONAL:
            edge.flags = NONE
            return False
    else:
        return not _is_lost_stop(action, given) and _is_shown(given)
    return True


def _is_shown(action: Action) -> bool:
    return not action.flags & OPTIONAL or bool(action.flags & (FORCED | IN_GRAPH)) or is_eligible(action)


def _is_void_for_capacity(action: Action, given: Action) -> bool:
    """What leaves a node matters only to what comes to that node; a live migration comes to where it ends."""
    if action.resource is not None and action.task == "migrate_to":
        return given.node is None or action.resource.assigned_nodes[:1] != [given.node]
    return given.node is None or given.node is not action.node or bool(given.flags & OPTIONAL)


def _is_lost_stop(action: Action, given: Action) -> bool:
    """The stop of another resource that failed and is no longer managed is not waited for by a clone."""
    resource = given.resource
    if resource is None or resource is action.resource or given.task != "stop":
        return False
    return resource.failed and not resource.managed and isinstance(action.resource, Clone)
