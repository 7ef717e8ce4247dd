"""What recorded live migrations say about where a resource is.

The two halves of a migration are recorded on two nodes, and either record may be overtaken by later operations.
"""

from __future__ import annotations

from hasim.cib.history import Operation
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.history_order import compare_age
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role
from hasim.scheduler.running import add_running

_MOVING = frozenset({"start", "stop", "migrate_to", "migrate_from"})
_UNKNOWN_RC = 193
"""The exit status of an operation whose end is not known."""


def after_migrate_to(resource: Primitive, node: Node, done: Operation) -> None:
    """`resource` was sent away successfully, from `node`."""
    cluster = resource.cluster
    source, target = _ends(done)
    if source != node.name or not target:
        return
    left_since = _moved_after(cluster, resource, source, done, same_node=True)
    arrival = _find(cluster, resource, target, "migrate_from", source)
    if arrival is not None and left_since:
        return
    changed_there = _newer_state(cluster, resource, target, done, arrival)
    if left_since and changed_there:
        return
    if arrival is not None and (arrival.rc, arrival.status) == (0, 0):
        resource.role = Role.STOPPED
        resource.dangling_sources.insert(0, node)
        return
    resource.role = Role.STARTED
    goal = cluster.node(target)
    arrived = goal if goal is not None and goal.online and not changed_there else None
    if arrival is not None and arrival.status != -1:  # failed over there
        _on(resource, arrived)
        return
    if goal is not None and goal.online and not _known(cluster, resource, target):
        return  # most likely cleaned up; a probe will tell
    if arrived is not None:
        add_running(resource, arrived)
        if node.online:
            resource.partial_source, resource.partial_target = node, arrived
    elif not left_since:
        _on(resource, None)


def _on(resource: Primitive, node: Node | None) -> None:
    """Active on `node` as well; without one, the migration has failed for good."""
    if node is not None:
        add_running(resource, node)
    else:
        resource.failed = resource.stop_if_failed = True
        resource.allow_migrate = False


def after_failed_migration(resource: Primitive, node: Node, failed: Operation) -> None:
    """One half of a migration, on `node`, failed."""
    cluster = resource.cluster
    source, target = _ends(failed)
    own = source if failed.operation == "migrate_to" else target
    if not (source and target) or own.lower() != node.name.lower():
        return
    resource.role = Role.STARTED
    if failed.operation == "migrate_to":
        arrival = _find(cluster, resource, target, "migrate_from", source, rc=0)
        if _known(cluster, resource, target) and not _newer_state(cluster, resource, target, failed, arrival):
            _add_if_online(resource, cluster.node(target))
        elif not _moved_after(cluster, resource, source, failed, same_node=True):
            resource.dangling_sources.insert(0, node)
    else:
        leaving = _find(cluster, resource, source, "migrate_to", target, rc=0)
        if _known(cluster, resource, source) and not _newer_state(cluster, resource, source, leaving, failed):
            _add_if_online(resource, cluster.node(source))


def _add_if_online(resource: Primitive, node: Node | None) -> None:
    if node is not None and node.online:
        add_running(resource, node)


def _ends(operation: Operation) -> tuple[str, str]:
    """The names of the source and the target of a migration."""
    return operation.other.get("migrate_source", ""), operation.other.get("migrate_target", "")


def _operations(cluster: Cluster, resource: Primitive, node: str) -> list[Operation]:
    """What is recorded of `resource` on a node, whether or not it was read already."""
    for state in cluster.node_states:
        lists = state.find("lrm", "lrm_resources") if state.get("uname") == node else None
        for history in lists.all("lrm_resource") if lists is not None else ():
            if history.id == resource.id:
                return [Operation.from_element(entry) for entry in history.all("lrm_rsc_op")]
    return []


def _find(
    cluster: Cluster, resource: Primitive, node: str, task: str, other_end: str, rc: int | None = None
) -> Operation | None:
    """The record on `node` of a migration whose other end is the node `other_end`; of several, none is found."""
    attribute = "migrate_source" if task == "migrate_from" else "migrate_target"
    operations = _operations(cluster, resource, node)
    found = [each for each in operations if each.operation == task and each.other.get(attribute) == other_end]
    if len(found) != 1 or (rc is not None and (found[0].rc, found[0].status) != (rc, 0)):
        return None
    return found[0]


def _known(cluster: Cluster, resource: Primitive, node: str) -> bool:
    """Whether anything is known of `resource` on `node`."""
    return any(operation.rc != _UNKNOWN_RC for operation in _operations(cluster, resource, node))


def _moved_after(cluster: Cluster, resource: Primitive, node: str, event: Operation, *, same_node: bool) -> bool:
    """Whether the resource was started, stopped or migrated on `node` after `event`."""
    return any(
        operation.operation in _MOVING and compare_age(operation, event, same_node=same_node) > 0
        for operation in _operations(cluster, resource, node)
    )


def _found_stopped_after(
    cluster: Cluster, resource: Primitive, node: str, event: Operation, *, same_node: bool
) -> bool:
    """Whether a monitor found the resource stopped on `node` after `event`."""
    return any(
        operation.operation == "monitor"
        and (operation.rc, operation.status) == (7, 0)
        and compare_age(operation, event, same_node=same_node) > 0
        for operation in _operations(cluster, resource, node)
    )


def _newer_state(
    cluster: Cluster, resource: Primitive, node: str, leaving: Operation | None, arrival: Operation | None
) -> bool:
    """Whether what is known of the resource on `node` is newer than the migration.

    The record made on the same node is compared with, if there is one: call ids tell more than times.
    """
    event = leaving or arrival
    assert event is not None
    own, other = (leaving, arrival) if _ends(event)[0] == node else (arrival, leaving)
    event = own or other
    assert event is not None
    same_node = own is not None
    return _moved_after(cluster, resource, node, event, same_node=same_node) or _found_stopped_after(
        cluster, resource, node, event, same_node=same_node
    )
