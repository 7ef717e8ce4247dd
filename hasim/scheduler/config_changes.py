"""What changed in the configuration since operations were run: cancel, clean up, reload or restart."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from hasim.cib.values import parse_boolean
from hasim.scheduler.action import operation_key
from hasim.scheduler.definition import is_addressed_by_host, operation_parameters
from hasim.scheduler.digest import parameter_digest
from hasim.scheduler.early import clear_failcount
from hasim.scheduler.failcount import fail_count
from hasim.scheduler.flags import FIRST_PULLS_THEN, ORDER, RESCHEDULE, THEN_CANCELS_FIRST
from hasim.scheduler.operations import find_operation
from hasim.scheduler.plan import set_reason
from hasim.scheduler.recurring import cancel_action
from hasim.scheduler.resource import Clone, Primitive
from hasim.scheduler.unfencing import trigger_unfencing

if TYPE_CHECKING:
    from hasim.cib.element import Element
    from hasim.cib.history import Operation
    from hasim.scheduler.cluster import Cluster, ResourceHistory
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan

_CHECKED = frozenset({"monitor", "start", "promote", "migrate_from"})
_STARTED_BY = frozenset({"migrate_from", "promote"})
DEFINITION_CHANGE = "resource definition change"


class Change(Enum):
    """How a recorded operation's parameters compare with those it would have now."""

    NONE = auto()
    RESTART = auto()
    """Something that the agent cannot take over while running."""
    ALL = auto()
    """Something, possibly reloadable; or nothing is known."""


def handle_changes(plan: Plan) -> None:
    """Compare every history on nodes that matter with the configuration."""
    known = _by_recorded_name(plan.cluster)
    histories: dict[Node, list[ResourceHistory]] = {}
    for history in plan.cluster.histories:
        histories.setdefault(history.node, []).append(history)
    for node in plan.cluster.nodes:
        if not (node.maintenance or node.available):
            continue
        for history in histories.get(node, ()):
            if history.operations:
                for resource in reversed(known.get(history.element.id, ())):
                    _compare_history(plan, resource, node, history)


def _by_recorded_name(cluster: Cluster) -> dict[str, list[Primitive]]:
    """The primitives that a history under each name may belong to, in list order."""
    found: dict[str, list[Primitive]] = {}
    for leaf in cluster.leaves():
        for name in {leaf.id, leaf.history_name or leaf.id}:
            found.setdefault(name, []).append(leaf)
    return found


def _compare_history(plan: Plan, resource: Primitive, node: Node, history: ResourceHistory) -> None:
    if resource.removed:
        if not (isinstance(resource.top, Clone) and not resource.unique):
            clean_up(plan, resource, node, optional=False)
        return
    changed = _agent_changed(resource, history.element)
    if changed and resource.is_fence_device and plan.cluster.unfencing_used:
        trigger_unfencing(plan, node, "Device definition changed")
    if node not in resource.active_on:
        if changed:
            clean_up(plan, resource, node, optional=False)
        return
    if changed:
        plan.get(resource, "stop", node, optional=False)
        plan.start_pending.add(resource)
        clean_up(plan, resource, node, optional=False)
    if history.start_index < history.stop_index:
        return
    for operation in history.sorted_operations[max(history.start_index, 0) :]:
        _compare_operation(plan, resource, node, operation)


def _agent_changed(resource: Primitive, history: Element) -> bool:
    recorded = tuple(history.get(name) or "" for name in ("class", "provider", "type"))
    return recorded != resource.agent


def _compare_operation(plan: Plan, resource: Primitive, node: Node, operation: Operation) -> None:
    if operation.interval_ms > 0 and (resource.maintenance or node.maintenance):
        _cancel(plan, resource, node, operation)
    elif operation.interval_ms > 0 or operation.operation in _CHECKED:
        if is_addressed_by_host(resource):  # not known before its container has a place
            plan.deferred.append((resource, node, operation))
        else:
            _check(plan, resource, node, operation)


def _check(plan: Plan, resource: Primitive, node: Node, operation: Operation) -> None:
    if _react_to_change(plan, resource, node, operation) and fail_count(resource, node).count:
        clear_failcount(plan, resource, node)


def handle_deferred(plan: Plan) -> None:
    """Compare those histories for which the places of other resources had to be known."""
    for resource, node, operation in plan.deferred:
        _check(plan, resource, node, operation)


def clean_up(plan: Plan, resource: Primitive, node: Node, *, optional: bool) -> None:
    """Have the executor of a node forget a resource, once it is stopped there."""
    if resource.failed or node.unclean or not node.online:
        return
    plan.get(resource, "delete", node, optional=optional)
    flags = FIRST_PULLS_THEN if optional else ORDER
    plan.order_tasks(resource, "stop", resource, "delete", flags)
    plan.order_tasks(resource, "delete", resource, "start", flags)


def _cancel(plan: Plan, resource: Primitive, node: Node, operation: Operation) -> None:
    cancel = cancel_action(plan, resource, operation.operation, operation.interval_ms, node)
    cancel.meta["call_id"] = str(operation.call_id)
    plan.order(resource, operation_key(resource.id, "stop"), resource, cancel, ORDER)


def _react_to_change(plan: Plan, resource: Primitive, node: Node, operation: Operation) -> bool:
    """Do what a changed definition of an operation asks for; whether it has changed."""
    task, interval = operation.operation, operation.interval_ms
    if interval > 0 and not _is_configured(resource, task, interval):
        values = plan.cluster.options.values
        if parse_boolean(values.get("cancel-removed-actions", values.get("stop-orphan-actions"))) is not False:
            _cancel(plan, resource, node, operation)
        return True
    change = compare(resource, node, operation)
    if change is Change.NONE:
        return False
    if plan.sanitized and _only_private_changed(resource, node, operation):
        return False
    _apply_change(plan, resource, node, operation, change)
    return True


def _apply_change(plan: Plan, resource: Primitive, node: Node, operation: Operation, change: Change) -> None:
    task, interval = operation.operation, operation.interval_ms
    fence_device = resource.is_fence_device and plan.cluster.unfencing_used
    if change is Change.ALL and interval > 0:
        if fence_device:
            trigger_unfencing(plan, node, "Device parameters changed (reschedule)")
        plan.get(resource, task, node, optional=True, interval=interval).flags |= RESCHEDULE
    elif change is Change.ALL and "op-restart-digest" in operation.other:
        if fence_device:
            trigger_unfencing(plan, node, "Device parameters changed (reload)")
        reload(plan, resource, node)
    else:
        if fence_device:
            trigger_unfencing(plan, node, "Device parameters changed")
        _force_restart(plan, resource, task, interval)


def _is_configured(resource: Primitive, task: str, interval: int) -> bool:
    op = find_operation(resource, task, interval)
    return op is not None and parse_boolean(op.get("enabled")) is not False


def compare(resource: Primitive, node: Node, operation: Operation) -> Change:
    """How the parameters recorded with an operation compare with those it would have now."""
    values = operation_parameters(resource, node, operation.operation, operation.interval_ms)
    recurring = operation.interval_ms > 0
    restart_digest, digest = operation.other.get("op-restart-digest"), operation.other.get("op-digest")
    if restart_digest is not None:
        listed = operation.other.get("op-force-restart")
        only = listed.split() if listed is not None else None
        if parameter_digest(values, recurring=recurring, only=only) != restart_digest:
            return Change.RESTART
    if digest is None:
        return Change.ALL
    if parameter_digest(values, recurring=recurring) == digest:
        return Change.NONE
    return Change.RESTART if not recurring and _has_own_parameters(resource, operation) else Change.ALL


def _has_own_parameters(resource: Primitive, operation: Operation) -> bool:
    op = find_operation(resource, operation.operation, operation.interval_ms)
    return op is not None and any(pairs.children for pairs in op.all("instance_attributes"))


def _only_private_changed(resource: Primitive, node: Node, operation: Operation) -> bool:
    secure = operation.other.get("op-secure-digest")
    if secure is None:
        return False
    values = operation_parameters(resource, node, operation.operation, operation.interval_ms)
    hidden = (operation.other.get("op-secure-params") or "").split()
    if resource.is_fence_device:  # what the fencer itself understands does not reach the agent
        hidden += [name for name in values if name.startswith("pcmk_")]
    return parameter_digest(values, without=hidden) == secure


def _force_restart(plan: Plan, resource: Primitive, task: str, interval: int) -> None:
    if task in _STARTED_BY or (task == "monitor" and not interval):
        task = "start"
    action = plan.get(resource, task, None, optional=False, interval=interval)
    set_reason(action, DEFINITION_CHANGE, overwrite=True)


def reload(plan: Plan, resource: Primitive, node: Node) -> None:
    """Have an agent take over changed parameters without a restart."""
    if not resource.managed or resource.failed:
        return
    if resource.start_pending or resource in plan.start_pending:
        plan.get(resource, "stop", node, optional=False)
        return
    plan.reloading.add(resource)
    action = plan.get(resource, "reload-agent", node, optional=False)
    set_reason(action, DEFINITION_CHANGE)
    for task in ("stop", "demote"):
        plan.order(None, action, resource, operation_key(resource.id, task), ORDER | THEN_CANCELS_FIRST)


def clear_removed_failcounts(plan: Plan) -> None:
    """Have the fail counts of resources forgotten that are no longer configured."""
    for resource in plan.cluster.resources:
        if not resource.removed or not isinstance(resource, Primitive):
            continue
        for node in plan.cluster.nodes:
            if node.online and fail_count(resource, node).count:
                action = clear_failcount(plan, resource, node)
                plan.order(resource, action, resource, operation_key(resource.id, "stop"), ORDER)
