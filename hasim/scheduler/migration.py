"""Live migration: moving a running resource without a stop, and what orderings then mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.action import Relation, operation_key
from hasim.scheduler.flags import (
    FIRST_ELSE_THEN,
    IF_FIRST_NOMIG,
    MIGRATABLE,
    ORDER,
    PSEUDO,
    THEN_GATES_FIRST,
)

if TYPE_CHECKING:
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan
    from hasim.scheduler.resource import Primitive, Resource


def may_migrate(plan: Plan, resource: Primitive, current: Node | None, target: Node | None) -> bool:
    """Whether a resource that moves can be migrated live."""
    if current is None or target is None or current.unclean or target.unclean:
        return False
    starting = resource.start_pending or resource in plan.start_pending
    return resource.allow_migrate and resource.managed and not resource.failed and not starting


def create_migration(plan: Plan, resource: Primitive, current: Node, target: Node) -> None:
    """Turn the stop and start of a moving resource into a live migration."""
    start = plan.get(resource, "start", target, optional=True)
    stop = plan.get(resource, "stop", current, optional=True)
    partial = resource.partial_target is not None
    migrate_to = None if partial else plan.get(resource, "migrate_to", current, optional=start.optional)
    migrate_from = plan.get(resource, "migrate_from", target, optional=start.optional)
    start.flags |= MIGRATABLE | PSEUDO
    stop.flags |= MIGRATABLE
    migrate_from.flags |= MIGRATABLE
    meta = {"migrate_source": current.name, "migrate_target": target.name}
    migrate_from.meta |= meta
    if migrate_to is None:
        migrate_from.needs = start.needs
        plan.order_tasks(resource, "monitor", resource, "migrate_from", ORDER)
    else:
        migrate_to.flags |= MIGRATABLE
        migrate_to.needs = start.needs
        migrate_to.meta |= meta
        if not resource.is_remote_connection:
            migrate_to.meta["record-pending"] = "true"
        plan.order_tasks(resource, "monitor", resource, "migrate_to", ORDER)
        plan.order_tasks(resource, "migrate_to", resource, "migrate_from", ORDER | THEN_GATES_FIRST)
    plan.order_tasks(resource, "migrate_from", resource, "stop", ORDER | THEN_GATES_FIRST)
    plan.order_tasks(resource, "migrate_from", resource, "start", ORDER | THEN_GATES_FIRST | FIRST_ELSE_THEN)


def shadow(plan: Plan, relation: Relation) -> None:
    """Add what a relation between two resources means if they are migrated rather than stopped and started."""
    first, then = relation.first_resource, relation.then_resource
    if first is None or then is None or not (first.allow_migrate or then.allow_migrate):
        return
    if first.contains(then) or then.contains(first):
        return
    step = (_task(relation.first_key, first, relation), _task(relation.then_key, then, relation, then=True))
    if step == ("start", "start"):
        _shadow_starts(plan, first, then)
    elif step == ("stop", "stop") and then.allow_migrate:
        _before_migration(plan, first, "stop", then, _unless_migrated(first))
    elif step == ("promote", "start") and then.allow_migrate:
        plan.order_tasks(first, "promote", then, "migrate_to", ORDER)
    elif step == ("demote", "stop") and then.allow_migrate:
        _before_migration(plan, first, "demote", then, ORDER)


def _task(key: str, resource: Resource, relation: Relation, *, then: bool = False) -> str:
    action = relation.then_action if then else relation.first_action
    if action is not None:
        return action.task
    for task in ("start", "stop", "promote", "demote"):
        if key == operation_key(resource.id, task):
            return task
    return ""


def _shadow_starts(plan: Plan, first: Resource, then: Resource) -> None:
    if first.allow_migrate and then.allow_migrate:
        plan.order_tasks(first, "migrate_from", then, "migrate_to", ORDER)
    if then.allow_migrate:
        plan.order_tasks(first, "start", then, "migrate_to", _unless_migrated(first))


def _unless_migrated(first: Resource) -> int:
    return ORDER | (IF_FIRST_NOMIG if first.allow_migrate else 0)


def _before_migration(plan: Plan, first: Resource, task: str, then: Resource, flags: int) -> None:
    plan.order_tasks(first, task, then, "migrate_to", flags)
    if then.partial_target is not None:
        plan.order_tasks(first, task, then, "migrate_from", flags)
