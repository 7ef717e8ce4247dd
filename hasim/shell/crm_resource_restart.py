"""crm_resource's restart and wait."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.cib.duration import read_duration
from hasim.scheduler import schedule
from hasim.scheduler.model import Primitive, Resource
from hasim.scheduler.transition import GraphAction
from hasim.shell.crm_resource_run import NO_OBJECT, Run, ToolError
from hasim.shell.nvpairs import delete_pair, find_pairs, set_pair
from hasim.shell.working_set import working_set
from hasim.sim.election import BUILDS

__all__ = ["restart", "settle"]

_STEP = 0.5
_TIMEOUT = 3600.0


def restart(run: Run) -> int:
    """--restart: stop a resource by target-role, wait, and let it start again."""
    resource, node = run.resource(), run.node()
    if node is not None and node not in resource.active_on:
        run.warn(f"{run.resource_id} is not running on {node.name} and so cannot be restarted")
        raise ToolError("crm_resource: Error performing operation: No such object", NO_OBJECT)
    if not resource.is_active():
        run.warn(f"{run.resource_id} is not running anywhere and so cannot be restarted")
        raise ToolError("crm_resource: Error performing operation: No such object", NO_OBJECT)
    if not run.context.cluster.live:
        raise ToolError("crm_resource: Error performing operation: Not connected", 102)
    before = _active_ids(run)
    _stop(run, resource)
    _await_change(run, "stop", lambda active: not _affected(run, resource) & active)
    _start(run, resource)
    _await_change(run, "start again", lambda active: before <= active)
    return 0


def _active_ids(run: Run) -> set[str]:
    cluster = working_set(run.context.cluster.query(), int(run.context.now), run.dialect)
    return {leaf.id for leaf in cluster.leaves() if leaf.is_active()}


def _affected(run: Run, resource: Resource) -> set[str]:
    """The primitives of a resource, and of its group those that come after it."""
    parts = {leaf.id for leaf in resource.leaves()}
    parent = resource.parent
    if isinstance(resource, Primitive) and parent is not None and not parent.promotable:
        names = [leaf.id for leaf in parent.leaves()]
        if resource.instance is None:
            parts |= set(names[names.index(resource.id) :])
    return parts


def _owner(resource: Resource) -> Resource:
    """The resource that gets the target-role: of a clone's child the clone."""
    return resource.in_clone or resource


def _stop(run: Run, resource: Resource) -> None:
    owner = _owner(resource)
    cib = run.context.cluster.query()
    holder = cib.by_id(owner.configured_id)
    assert holder is not None
    set_id = f"{owner.configured_id}-meta_attributes"
    present = find_pairs(holder, "meta_attributes", "target-role")
    if present:
        pair_id = present[0].pair.id
        cib = cib.edit(present[0].pair, present[0].pair.with_attributes({"value": "stopped"}))
        text = f"id={pair_id}"
    else:
        cib, pair_id = set_pair(cib, holder, "meta_attributes", "target-role", "stopped", set_id=set_id)
        text = f"id={pair_id} set={set_id}"
    run.store(cib)
    value = "=stopped" if run.dialect is Dialect.V1_1 else " value=stopped"
    run.out(f"Set '{owner.configured_id}' option: {text} name=target-role{value}")


def _start(run: Run, resource: Resource) -> None:
    owner = _owner(resource)
    cib = run.context.cluster.query()
    holder = cib.by_id(owner.configured_id)
    present = find_pairs(holder, "meta_attributes", "target-role") if holder is not None else []
    if present:
        run.store(delete_pair(cib, present[0]))
        run.out(f"Deleted '{owner.configured_id}' option: id={present[0].pair.id} name=target-role")


def _timeout(run: Run) -> ToolError:
    """The cluster did not do it in time."""
    if run.dialect is Dialect.V1_1:
        return ToolError("Error performing operation: Timer expired", 62)
    return ToolError("crm_resource: Error performing operation: Timeout occurred", 124)


def _limit(run: Run) -> float:
    """How many seconds to wait; negative for a time that is none."""
    if "timeout" not in run.parsed:
        return _TIMEOUT
    given = read_duration(run.parsed.value("timeout"))
    return -1.0 if given is None else given / 1000 or _TIMEOUT


def _await_change(run: Run, doing: str, done: object) -> None:
    assert callable(done)
    limit = _limit(run)
    waiting = sorted(_waiting(run, doing))
    run.out(f"Waiting for {len(waiting)} resources to {doing}:")
    for name in waiting:
        run.out(f" * {name}")
    waited = 0.0
    while not done(_active_ids(run)):
        if waited >= limit:
            raise _timeout(run)
        run.context.wait(_STEP)
        waited += _STEP


def _waiting(run: Run, doing: str) -> set[str]:
    resource = run.resource()
    return _affected(run, resource) & {leaf.id for leaf in run.cluster.leaves() if leaf.is_active()}


def settle(run: Run) -> int:
    """--wait: return when the scheduler finds nothing more to do.

    On a file nothing is ever done, so what the real tool says after an hour (or --timeout) is said at once.
    """
    limit, waited = _limit(run), 0.0
    if limit < 0:
        raise _still_busy(run, [])
    pending = _pending(run)
    if not run.cluster.options.values.get("dc-version", "").endswith(BUILDS[run.dialect]):
        run.info("warning: wait option may not work properly in mixed-version cluster")
    while pending:
        if waited >= limit or not run.context.cluster.live:
            raise _still_busy(run, pending)
        run.context.wait(_STEP)
        waited += _STEP
        pending = _pending(run)
    return 0


def _still_busy(run: Run, pending: list[GraphAction]) -> ToolError:
    run.info("Pending actions:")
    for action in sorted(pending, key=lambda each: -each.id):
        name = action.internal_operation_key or action.operation_key
        run.info(f"\tAction {action.id}: {name}" + (f"\ton {action.node}" if action.node else ""))
    return _timeout(run)


def _pending(run: Run) -> list[GraphAction]:
    """What somebody would have to do."""
    decision = schedule(run.context.cluster.query(), int(run.context.now))
    return [
        each for each in decision.graph.actions.values() if each.kind != "pseudo_event" and each.operation != "notify"
    ]
