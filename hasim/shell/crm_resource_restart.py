"""crm_resource's restart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hasim.cib import Dialect
from hasim.cib.duration import parse_duration
from hasim.scheduler import schedule
from hasim.scheduler.model import Clone, Cluster, Group, Node, Primitive, Resource
from hasim.scheduler.operations import operation_options
from hasim.shell.crm_resource_move import allow, forbid
from hasim.shell.crm_resource_run import NO_OBJECT, Run, ToolError
from hasim.shell.crm_resource_wait import time_limit, timed_out
from hasim.shell.nvpairs import delete_pair, find_pairs, set_pair
from hasim.shell.working_set import working_set
from hasim.sim.rehearsal import rehearse

__all__ = ["restart"]

_LOOK, _SLACK = 2, 5
"""Seconds between two looks at what has stopped or started, and what is added to the longest stop timeout."""
_STOP_TIMEOUT = 20_000


def restart(run: Run) -> int:
    """--restart: stop a resource by target-role, wait, and let it start again.

    What stops and starts with it is what the scheduler foresees. On one node only, an instance of a clone is stopped
    by a ban, without a word. (The order of looks and limits is that of the tool's source.)
    """
    resource, node = _running(run)
    if not run.context.cluster.live:
        raise ToolError("crm_resource: Error performing operation: Not connected", 102)
    before = _active(run.cluster.resources, node)
    if node is not None and isinstance(resource.top, Clone):
        name, say = resource.top.configured_id, False
        forbid(run, name, node)
        undo: Callable[[], None] = lambda: allow(run, name, node)  # noqa: E731
    else:
        say, undo = True, _stop(run, resource)
    planned = _planned(run, node)
    affected = [one for one in before if one not in planned]
    _announce(run, "stop", affected, say)
    left = _until(run, affected, lambda cluster: [x for x in _active(cluster.resources, node) if x not in planned])
    if left:
        _give_up(run, "shutdown", resource, left, undo)
    undo()
    now = _active(_look(run).resources, node)
    missing = [one for one in before if one not in now]
    _announce(run, "start again", missing, say)
    left = _until(run, missing, lambda cluster: [x for x in before if x not in _active(cluster.resources, None)])
    if left:
        _give_up(run, "restart", resource, left, lambda: None)
    return 0


def _running(run: Run) -> tuple[Resource, Node | None]:
    """The resource and the node that are meant; ToolError where it does not run (there)."""
    resource, node = run.resource(), run.node()
    if node is not None and isinstance(resource.top, Clone) and node not in resource.active_on:
        same = [leaf for leaf in resource.top.leaves() if leaf.configured_id == resource.configured_id]
        resource = next((leaf for leaf in same if node in leaf.active_on), resource)
    active = node in resource.active_on if node is not None else resource.is_active()
    if not active:
        where = f"on {node.name}" if node is not None else "anywhere"
        run.warn(f"{run.resource_id} is not running {where} and so cannot be restarted")
        raise ToolError("crm_resource: Error performing operation: No such object", NO_OBJECT)
    return resource, node


def _active(resources: Sequence[Resource], node: Node | None) -> list[str]:
    """What is active (on one node), in the order of the configuration: of groups the members, of clones the clone."""
    found: list[str] = []
    for one in resources:
        if isinstance(one, Group):
            found += _active(one.children, node)
        elif one.is_active() if node is None else node.name in [place.name for place in one.active_on]:
            found.append(one.id)
    return found


def _look(run: Run) -> Cluster:
    return working_set(run.context.cluster.query(), int(run.context.now), run.dialect)


def _planned(run: Run, node: Node | None) -> list[str]:
    """What will be active once the cluster has done what the configuration now asks for."""
    cib, now = run.context.cluster.query(), int(run.context.now)
    decision = schedule(cib, now)
    leaves = decision.cluster.leaves()
    known = {name for leaf in leaves for name in (leaf.id, leaf.history_name) if name is not None}
    played = rehearse(cib, decision.graph, known=known, now=now, feature_set=cib.root.get("crm_feature_set") or "")
    return _active(working_set(played.cib, now, run.dialect).resources, node)


def _announce(run: Run, doing: str, names: list[str], say: bool) -> None:
    if say:
        run.out(f"Waiting for {len(names)} resources to {doing}:")
        _list(run, names)


def _list(run: Run, names: list[str]) -> None:
    for name in names:
        run.out(f" * {name}")


def _until(run: Run, left: list[str], look: Callable[[Cluster], list[str]]) -> list[str]:
    """Look again and again; what is left when for a whole stop timeout nothing has come of it."""
    timeout = time_limit(run) if "timeout" in run.parsed else 0
    while left:
        number = len(left)
        for _ in range(int(timeout or _estimate(run, left)) // _LOOK):
            if not left:
                break
            run.context.wait(_LOOK)
            left = look(_look(run))
        if len(left) == number:
            break
    return left


def _estimate(run: Run, names: list[str]) -> float:
    """Seconds within which at least one of these should be done."""
    cluster = _look(run)
    found = [cluster.resource(name) for name in names]
    leaves = [leaf for one in found if one is not None for leaf in one.leaves()]
    return max((_stop_timeout(leaf) for leaf in leaves), default=0) // 1000 + _SLACK


def _stop_timeout(resource: Primitive) -> int:
    return parse_duration(operation_options(resource, "stop", 0).get("timeout")) or _STOP_TIMEOUT


def _give_up(run: Run, doing: str, resource: Resource, left: list[str], undo: Callable[[], None]) -> None:
    run.warn(f"Could not complete {doing} of {resource.id}, {len(left)} resources remaining")
    _list(run, left)
    undo()
    raise timed_out(run)


def _stop(run: Run, resource: Resource) -> Callable[[], None]:
    """Ask for it to be stopped by its target-role, a clone's child by the clone's; returns how to take that back."""
    owner = resource.in_clone or resource
    cib, name = run.context.cluster.query(), owner.configured_id
    holder = cib.by_id(name)
    assert holder is not None
    set_id = f"{name}-meta_attributes"
    present = find_pairs(holder, "meta_attributes", "target-role")
    if owner is not resource:
        run.out(f"Performing update of 'target-role' on '{name}', the parent of '{resource.id}'")
    if present:
        pair_id, before = present[0].pair.id, present[0].pair.get("value") or ""
        cib = cib.edit(present[0].pair, present[0].pair.with_attributes({"value": "stopped"}))
        text = f"id={pair_id}"
    else:
        cib, pair_id = set_pair(cib, holder, "meta_attributes", "target-role", "stopped", set_id=set_id)
        text, before = f"id={pair_id} set={set_id}", ""
    run.store(cib)
    _say_role(run, name, text, "stopped")
    return lambda: _start(run, resource, name, before)


def _say_role(run: Run, name: str, text: str, value: str) -> None:
    value = f"={value}" if run.dialect is Dialect.V1_1 else f" value={value}"
    run.out(f"Set '{name}' option: {text} name=target-role{value}")


def _start(run: Run, resource: Resource, name: str, before: str) -> None:
    """The target-role as it was before; there may have been none."""
    cib = run.context.cluster.query()
    holder = cib.by_id(name)
    present = find_pairs(holder, "meta_attributes", "target-role") if holder is not None else []
    if not present:
        return
    pair = present[0].pair
    if name != resource.configured_id:
        doing = "update" if before else "delete"
        run.out(f"Performing {doing} of 'target-role' on '{name}', the parent of '{resource.id}'")
    if before:
        run.store(cib.edit(pair, pair.with_attributes({"value": before})))
        _say_role(run, name, f"id={pair.id}", before)
    else:
        run.store(delete_pair(cib, present[0]))
        run.out(f"Deleted '{name}' option: id={pair.id} name=target-role")
