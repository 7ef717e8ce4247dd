"""Probes: one-off monitors that find out what runs on a node of which that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.action import operation_key
from hasim.scheduler.connection import is_failed_remote
from hasim.scheduler.flags import FIRST_GATES_THEN, NESTED_PROBE, OPTIONAL, ORDER, SAME_NODE_ONLY
from hasim.scheduler.remote import guest_of
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Replica, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import Discovery
from hasim.scheduler.unfencing import order_unfencing

if TYPE_CHECKING:
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan


def create_probes(plan: Plan) -> None:
    """Make the probes of all resources on all nodes that can be looked at."""
    if not plan.cluster.options.enable_startup_probes:
        return
    for node in plan.cluster.nodes:
        if not node.online and is_failed_remote(node):
            plan.mark_for_fencing(node, "the connection is unrecoverable")
        if not node.online or node.unclean or not node.probes_allowed:
            continue
        for resource in plan.cluster.resources:
            _probe(plan, resource, node)


def _probe(plan: Plan, resource: Resource, node: Node) -> bool:
    """Make what probes a resource needs on a node; whether any was made."""
    if isinstance(resource, Clone):
        return _probe_clone(plan, resource, node)
    if isinstance(resource, Bundle):
        made = [_probe_replica(plan, replica, node) for replica in resource.replicas]
        return any(made)
    if isinstance(resource, Group):
        made = [_probe(plan, member, node) for member in resource.children]
        return any(made)
    assert isinstance(resource, Primitive)
    return _probe_primitive(plan, resource, node)


def _probe_replica(plan: Plan, replica: Replica, node: Node) -> bool:
    container, child = replica.container, replica.child
    made = replica.ip is not None and _probe(plan, replica.ip, node)
    if child is not None and node is replica.node:
        made = _probe(plan, child, node) or made
    key = operation_key(container.id, "monitor")
    if _probe(plan, container, node):
        made = True
        if replica.bundle.per_host == 1:  # no other container may start here before it is sure that none is running
            for other in replica.bundle.replicas:
                if other is not replica:
                    start = operation_key(other.container.id, "start")
                    plan.order(container, key, other.container, start, ORDER | SAME_NODE_ONLY)
    connection = replica.connection
    if connection is not None and _probe(plan, connection, node):
        made = True
        found = plan.find_exact(connection, operation_key(connection.id, "monitor"), node)
        if found:
            plan.order(container, operation_key(container.id, "start"), connection, found[-1], NESTED_PROBE)
    return made


def _discovery(resource: Resource, node: Node) -> Discovery:
    entry = resource.scores.get(node)
    return entry.discovery if entry is not None else node.master.discovery


def _is_probed(resource: Primitive, node: Node) -> bool:
    """Whether the state of the resource on the node is known, or must not be asked for."""
    if node.is_remote and (resource.is_fence_device or resource.is_remote_connection):
        return True
    if node.is_guest and guest_of(resource) is not None:
        return True
    if resource.launcher is not None and not resource.is_remote_connection:
        return True
    if resource.removed or node in resource.known_on:
        return True
    if resource.exclusive_discovery or resource.top.exclusive_discovery:
        entry = resource.scores.get(node)
        if entry is None or entry.discovery is not Discovery.EXCLUSIVE:
            return True
    return _discovery(resource, node) is Discovery.NEVER


def _guest_is_down(plan: Plan, resource: Primitive, node: Node) -> bool:
    """Whether nothing can be active on a guest, because it is down or going down; starts wait until that is sure."""
    launcher = node.launcher
    assert launcher is not None
    start = operation_key(resource.top.id, "start")
    if launcher.role is Role.STOPPED:
        if launcher.assigned is not None and launcher.assigned not in launcher.known_on:
            plan.order(launcher, operation_key(launcher.id, "monitor"), resource.top, start, ORDER)
        return True
    leaves = launcher.role > Role.STOPPED and launcher.assigned is not None
    leaves = leaves and launcher.assigned not in launcher.active_on
    if node.needs_reset or node.unclean or launcher.failed or launcher.next_role is Role.STOPPED or leaves:
        plan.order(launcher, operation_key(launcher.id, "stop"), resource.top, start, ORDER)
        return True
    return False


def _probe_primitive(plan: Plan, resource: Primitive, node: Node) -> bool:
    if _is_probed(resource, node) or (node.is_guest and _guest_is_down(plan, resource, node)):
        return False
    probe = plan.get(resource, "monitor", node, optional=False)
    probe.flags &= ~OPTIONAL  # also of what is not managed
    order_unfencing(plan, resource, node, probe, ORDER)
    if node not in resource.active_on:
        probe.meta["op_target_rc"] = "7"
    elif resource.role is Role.PROMOTED:
        probe.meta["op_target_rc"] = "8"
    top = resource.top if isinstance(resource.top, Clone) else resource
    flags = ORDER
    if not probe.runnable and not top.is_active():
        flags |= FIRST_GATES_THEN
    plan.order(resource, probe, top, operation_key(top.id, "start"), flags)
    plan.order(resource, probe, top, operation_key(resource.id, "reload-agent"), ORDER)
    return True


def _probe_clone(plan: Plan, clone: Clone, node: Node) -> bool:
    if clone.exclusive_discovery:
        entry = clone.scores.get(node)
        if entry is None or entry.discovery is not Discovery.EXCLUSIVE:
            clone.scores.pop(node, None)
            return False
    clone.children.sort(key=lambda child: child.instance or 0)
    if clone.unique:
        made = [_probe(plan, child, node) for child in clone.children]
        return any(made)
    return bool(clone.children) and _probe(plan, _instance_to_probe(clone, node), node)


def _instance_to_probe(clone: Clone, node: Node) -> Resource:
    for child in clone.children:
        if any(node in part.known_on for part in child.walk()):
            return child
    for child in clone.children:
        if child.assigned_nodes == [node]:
            return child
    return clone.children[0]
