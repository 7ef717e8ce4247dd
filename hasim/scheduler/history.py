"""Reading the histories of the status section: which resource each belongs to, and what state it is in."""

from __future__ import annotations

import re
from dataclasses import replace

from hasim.cib.element import Element
from hasim.cib.history import Operation
from hasim.cib.values import parse_integer
from hasim.scheduler.banning import ban_everywhere
from hasim.scheduler.cluster import Cluster, Early, EarlyKind, ResourceHistory
from hasim.scheduler.end_state import settle_state
from hasim.scheduler.fence_marks import ask_for_stop
from hasim.scheduler.history_order import active_from, oldest_first, still_recurring
from hasim.scheduler.instances import instance_for
from hasim.scheduler.node import Node
from hasim.scheduler.outcome import UNREADABLE
from hasim.scheduler.recorded import Reading, read_operation
from hasim.scheduler.remote import add_remote_node, link_connection
from hasim.scheduler.remote_state import is_readable, read_remote_state, settle_remaining
from hasim.scheduler.resource import Clone, Primitive
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind
from hasim.scheduler.shutdown_lock import lock_time, read_lock
from hasim.scheduler.unpack_resources import ResourceBuilder

_INSTANCE = re.compile(r":[0-9]+$")


def unpack_histories(cluster: Cluster, builder: ResourceBuilder) -> None:
    """Read the history of each node.

    Without fencing (or shutdown locks), a node that is down tells nothing. Those of remote and guest nodes are read
    once their connections are found to be up; of the others, only where they can be fenced.
    """
    read: set[Node] = set()
    progress = True
    while progress:
        progress = _read_states(cluster, builder, read)
    if cluster.options.fencing_enabled:
        _read_states(cluster, builder, read, everything=True)
    for container in cluster.containers_to_stop:
        if container.current_node is not None:
            ask_for_stop(cluster, container, container.current_node)
    settle_remaining(cluster, read)


def _read_states(cluster: Cluster, builder: ResourceBuilder, read: set[Node], *, everything: bool = False) -> bool:
    """Read all histories that can be read by now; whether there were any. Reading may make further nodes known."""
    progress = False
    for state in cluster.node_states:
        node = state_node(cluster, state)
        if node is not None and node not in read and (everything or _is_readable(cluster, node)):
            read.add(node)
            progress = True
            _read_state(cluster, builder, node, state)
    return progress


def _is_readable(cluster: Cluster, node: Node) -> bool:
    """Whether the history of a node can be trusted, as far as is known by now."""
    if node.is_remote:
        return is_readable(cluster, node)
    return cluster.options.fencing_enabled or cluster.options.shutdown_lock or node.online


def _read_state(cluster: Cluster, builder: ResourceBuilder, node: Node, state: Element) -> None:
    if node.is_remote:
        read_remote_state(cluster, node, state)
    lists = state.find("lrm", "lrm_resources")
    for element in lists.all("lrm_resource") if lists is not None else ():
        _read_history(cluster, builder, node, element)
    for element in lists.all("lrm_resource") if lists is not None else ():
        _find_launcher(cluster, element)


def _find_launcher(cluster: Cluster, element: Element) -> None:
    """What is no longer configured may have been launched by something that still is."""
    resource, launcher = cluster.resource(element.id), cluster.by_id.get(element.get("container") or "")
    if resource is None or not resource.removed or resource.launcher is not None or resource is launcher:
        return
    if isinstance(launcher, Primitive) and isinstance(resource, Primitive):
        resource.launcher, resource.was_launched = launcher, False
        launcher.launched.append(resource)
        link_connection(cluster, resource)


def state_node(cluster: Cluster, state: Element) -> Node | None:
    """The node that a ``node_state`` is about, by id, else by name."""
    return cluster.node(state.id) or cluster.node(state.get("uname") or "")


def _read_history(cluster: Cluster, builder: ResourceBuilder, node: Node, element: Element) -> None:
    operations = [read_entry(entry) for entry in element.all("lrm_rsc_op")]
    locked = cluster.options.shutdown_lock and lock_time(element) > 0
    if not element.id or not (operations or locked):
        return
    history = ResourceHistory(node, element, operations, oldest_first(operations))
    cluster.histories.append(history)
    resource = _find(cluster, builder, node, element.id)
    if resource is None:
        if not operations:
            return
        resource = _removed(cluster, builder, element)
        if resource is None:
            return
    history.resource = resource
    _note_name(cluster, resource, element.id)
    if cluster.options.shutdown_lock:
        read_lock(cluster, resource, node, element)
    if operations:
        _play(cluster, resource, history)


def read_entry(element: Element) -> Operation:
    """One entry; a status that cannot be read makes it one that tells nothing."""
    operation = Operation.from_element(element)
    numbers = (operation.status, "op-status"), (operation.rc, "rc-code")
    if any(number == -1 and parse_integer(element.get(name)) is None for number, name in numbers):
        return replace(operation, status=UNREADABLE)
    return operation


def _find(cluster: Cluster, builder: ResourceBuilder, node: Node, name: str) -> Primitive | None:
    """The configured resource that a history called `name` on `node` belongs to."""
    found = cluster.resource(name)
    base = _INSTANCE.sub("", name)
    if found is None:
        first = cluster.by_id.get(f"{base}:0")
        if first is not None and not first.unique:
            found = first
    if not isinstance(found, Primitive):
        return None
    clone = found.top
    if isinstance(clone, Clone) and not clone.unique:
        bundle = clone.bundle
        if bundle is not None:
            return next((replica.child for replica in bundle.replicas if replica.node is node), None)
        return instance_for(builder, clone, node, base)
    return found


def _removed(cluster: Cluster, builder: ResourceBuilder, element: Element) -> Primitive | None:
    """A resource that is no longer configured ("orphan"), made from what the history says about it."""
    names = ("id", "class", "provider", "type")
    known = {name: value for name in names if (value := element.get(name)) is not None}
    resource = builder.make(Element("primitive", known), removed=True)
    if not isinstance(resource, Primitive):
        return None
    cluster.resources.append(resource)
    resource.was_launched = element.get("container") is not None
    if resource.is_remote_connection:
        node = add_remote_node(cluster, resource.id)
        cluster.sort_nodes()
        link_connection(cluster, resource)
        node.shutting_down = True
    if cluster.options.stop_removed_resources:
        ban_everywhere(resource, CauseKind.REMOVED)
    else:
        resource.managed = False
    return resource


def _note_name(cluster: Cluster, resource: Primitive, name: str) -> None:
    if name != resource.id:
        resource.history_name = name
        cluster.by_history_name.setdefault(name, resource)


def _play(cluster: Cluster, resource: Primitive, history: ResourceHistory) -> None:
    """Find the state of `resource` on the node by going through what was done there, the oldest first."""
    before = resource.role
    resource.role = Role.UNKNOWN
    reading = Reading(resource, history)
    for operation in list(history.sorted_operations):
        read_operation(reading, operation)
    _note_recurring(cluster, resource, history)
    settle_state(reading)
    wanted = resource.target_role
    if wanted is not Role.UNKNOWN and (resource.next_role is Role.UNKNOWN or wanted < resource.next_role):
        resource.next_role = wanted
    resource.role = max(resource.role, before)


def _note_recurring(cluster: Cluster, resource: Primitive, history: ResourceHistory) -> None:
    operations = history.sorted_operations
    history.start_index, history.stop_index = active_from(operations)
    if not history.node.online:
        return
    for operation in still_recurring(operations, history.start_index, history.stop_index):
        task, interval = operation.operation, operation.interval_ms
        key = f"{resource.id}_{task}_{interval}"
        cluster.early.append(Early(EarlyKind.RECURRING, resource, history.node, task, interval, key=key))
