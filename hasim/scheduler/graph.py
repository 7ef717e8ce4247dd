"""From actions and edges to the frozen transition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hasim.scheduler.action import Action, Edge, notify_key, operation_key
from hasim.scheduler.connection import host_of
from hasim.scheduler.definition import container_host
from hasim.scheduler.flags import FORCED, IN_GRAPH, PSEUDO
from hasim.scheduler.inputs import is_eligible, is_input
from hasim.scheduler.notify import send_notifications
from hasim.scheduler.operation_meta import action_meta, operation_parameters
from hasim.scheduler.parameters import parameters
from hasim.scheduler.resource import Bundle, Clone, Primitive, Resource
from hasim.scheduler.transition import GraphAction, PrimitiveReference, Synapse, Transition

if TYPE_CHECKING:
    from hasim.scheduler.cluster import Cluster
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan

_CLUSTER_TASKS = frozenset({"stonith", "do_shutdown", "clear_failcount", "lrm_delete"})


def build_transition(plan: Plan) -> Transition:
    """The transition that carries out a plan."""
    builder = _Builder(plan)
    for resource in plan.cluster.resources:
        builder.add_resource(resource)
    _note_maintenance(plan)
    for action in reversed(plan.actions):
        builder.add(action)
    return Transition(_root_attributes(plan.cluster), tuple(builder.synapses), builder.absent())


def _root_attributes(cluster: Cluster) -> Mapping[str, str]:
    options = cluster.options
    values = options.values
    attributes = {
        "cluster-delay": values.get("cluster-delay", "60s"),
        "fencing-timeout": values.get("fencing-timeout", values.get("stonith-timeout", "60s")),
        "failed-stop-offset": "INFINITY",
        "failed-start-offset": "INFINITY" if options.start_failure_is_fatal else "1",
        "batch-limit": values.get("batch-limit", "0"),
        "transition_id": "1",
    }
    limit = values.get("migration-limit", "-1")
    if limit.isdecimal() and int(limit) > 0:
        attributes["migration-limit"] = limit
    if cluster.recheck_by is not None:
        attributes["recheck-by"] = str(cluster.recheck_by)
    return attributes


@dataclass(slots=True)
class _Builder:
    plan: Plan
    synapses: list[Synapse] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def add_resource(self, resource: Resource) -> None:
        """Add the actions of a resource: a clone's after those of its instances, a group's before its members'."""
        if isinstance(resource, Clone):
            send_notifications(self.plan, resource)
            for child in resource.children:
                self.add_resource(child)
            self._add_own(resource)
        elif isinstance(resource, Bundle):
            self._add_bundle(resource)
        else:
            self._add_own(resource)
            for child in resource.children:
                self.add_resource(child)

    def _add_bundle(self, bundle: Bundle) -> None:
        """What is bundled goes first; the milestones of the bundle itself come with those of nobody."""
        if bundle.inner is not None:
            self.add_resource(bundle.inner)
        for replica in bundle.replicas:
            for part in (replica.ip, replica.container, replica.connection):
                if part is not None:
                    self.add_resource(part)

    def _add_own(self, resource: Resource) -> None:
        for action in reversed(resource.actions):
            self.add(action)

    def add(self, action: Action) -> None:
        """Add a synapse for an action, if it is to be carried out and not there yet."""
        if action.id in self.seen:
            return
        self.seen.add(action.id)
        _merge_inputs(action)
        if not is_eligible(action):
            return
        action.flags |= IN_GRAPH
        inputs = tuple(edge.action.id for edge in action.before if is_input(action, edge))
        priority = max(action.priority, action.resource.priority if action.resource is not None else 0, 0)
        self.synapses.append(Synapse(len(self.synapses), (graph_action(self.plan, action),), inputs, priority))

    def absent(self) -> tuple[GraphAction, ...]:
        """The actions that synapses wait for in vain."""
        inputs = {number for synapse in self.synapses for number in synapse.inputs}
        missing = (self.plan.actions[number - 1] for number in sorted(inputs))
        return tuple(graph_action(self.plan, action) for action in missing if not action.flags & IN_GRAPH)


def _merge_inputs(action: Action) -> None:
    """Sort what an action waits for by id, one edge each."""
    merged: dict[int, Edge] = {}
    for edge in sorted(action.before, key=lambda edge: edge.action.id):
        known = merged.get(edge.action.id)
        if known is None:
            merged[edge.action.id] = edge
        else:
            known.flags |= edge.flags
    action.before[:] = merged.values()


def graph_action(plan: Plan, action: Action) -> GraphAction:
    """The frozen form of an action."""
    pseudo = bool(action.flags & PSEUDO)
    kind = "pseudo_event" if pseudo else "crm_event" if action.task in _CLUSTER_TASKS else "rsc_op"
    node = action.node if not pseudo or action.task == "stonith" else None
    router = host_of(action) if node is not None else None
    history_key = _history_key(action)
    resource = action.resource
    return GraphAction(
        id=action.id,
        kind=kind,
        operation=action.task,
        operation_key=history_key or action.key,
        internal_operation_key=action.key if history_key else "",
        node=node.name if node else "",
        node_id=node.id if node else "",
        router_node=router.name if router else "",
        mode="cib" if action.task == "lrm_delete" else "",
        shutdown_lock=_shutdown_lock(action),
        primitive=_reference(resource) if isinstance(resource, Primitive) and not pseudo else None,
        attributes=_attributes(plan, action, with_node=node is not None),
        downed=_downed(plan, action),
        maintenance=_maintenance(plan.cluster) if action.task == "maintenance_nodes" else (),
        reason=action.reason,
    )


def _history_key(action: Action) -> str:
    """The operation's key under the name that the history has for the resource; empty where that is the same."""
    resource = action.resource
    if resource is None or resource.history_name is None:
        return ""
    name = resource.history_name
    if action.task == "notify":
        return notify_key(name, action.meta.get("notify_type", ""), action.meta.get("notify_operation", ""))
    return operation_key(name, action.cancel_task or action.task, action.interval)


def _shutdown_lock(action: Action) -> str:
    resource = action.resource
    if resource is None or not resource.lock_time or action.flags & PSEUDO or action.task == "lrm_delete":
        return ""
    return str(resource.lock_time)


def _reference(resource: Primitive) -> PrimitiveReference:
    id, long_id = resource.id, ""
    if resource.removed and resource.history_name:
        id, long_id = resource.history_name, resource.id
    elif not resource.unique:
        id = resource.configured_id
        known = resource.history_name
        long_id = known if known and known != id else resource.id
    return PrimitiveReference(id, resource.agent_class, resource.type, resource.provider, long_id)


def _note_maintenance(plan: Plan) -> None:
    """Have the cluster note that remote nodes have gone into maintenance, or come out of it."""
    if _maintenance(plan.cluster):
        plan.pseudo("maintenance_nodes").flags |= FORCED


def _maintenance(cluster: Cluster) -> tuple[tuple[str, bool], ...]:
    changed = (node for node in cluster.nodes if node.is_remote and node.maintenance is not node.remote_maintenance)
    return tuple((node.id, node.maintenance) for node in changed)


def _downed(plan: Plan, action: Action) -> tuple[str, ...]:
    """The nodes that an action takes down: a fenced host its guests as well, a connection's stop its node."""
    if action.node is None:
        return ()
    if action.task == "stonith" and action.meta.get("stonith_action") in ("off", "reboot"):
        guests = (node for node in plan.cluster.nodes if node.is_guest and _host(node) is action.node)
        return (action.node.id, *(node.id for node in guests))
    resource = action.resource
    if isinstance(resource, Primitive) and resource.is_remote_connection and action.task == "stop":
        migrating = any(each.task == "migrate_from" for each in resource.actions)
        return () if migrating else (resource.id,)
    return (action.node.id,) if action.task == "do_shutdown" else ()


def _host(guest: Node) -> Node | None:
    launcher = guest.launcher
    return launcher.active_on[0] if launcher is not None and launcher.active_on else None


def _attributes(plan: Plan, action: Action, *, with_node: bool) -> Mapping[str, str]:
    feature_set = ".".join(str(part) for part in plan.cluster.cib.feature_set)
    found = {"crm_feature_set": feature_set} if feature_set else {}
    for name, value in operation_parameters(action).items():
        found.setdefault(name, value)
    resource = action.resource
    if isinstance(resource, Primitive):
        for name, value in parameters(resource, action.node).items():
            found.setdefault(name, value)
        host = container_host(resource) if found.get("addr") == "#uname" else None
        if host is not None:
            found["addr"] = host.name
    for name, value in action_meta(action).items():
        if "#" not in name and ":" not in name:
            found.setdefault(_meta_name(name), value)
    while resource is not None:
        for name, value in _resource_meta(resource).items():
            found.setdefault(_meta_name(name), value)
        resource = resource.parent
    if with_node and action.node is not None:
        found |= {"CRM_meta_on_node": action.node.name, "CRM_meta_on_node_uuid": action.node.id}
    return dict(sorted(found.items()))


def _meta_name(name: str) -> str:
    return "CRM_meta_" + name.replace("-", "_")


def _resource_meta(resource: Resource) -> dict[str, str]:
    if isinstance(resource, Clone):
        known = {
            "globally_unique": _text(resource.unique),
            "notify": _text(resource.notify),
            "clone_max": str(resource.clone_max),
            "clone_node_max": str(resource.clone_node_max),
        }
        if resource.promotable:
            for word in ("promoted", "master"):
                known[f"{word}_max"] = str(resource.promoted_max)
                known[f"{word}_node_max"] = str(resource.promoted_node_max)
        return known
    if isinstance(resource, Primitive):
        known = {"clone": str(resource.instance)} if resource.instance is not None else {}
        if "remote-node" in resource.meta:
            known["remote-node"] = resource.meta["remote-node"]
        if resource.launcher is not None:
            known["container"] = resource.launcher.id
        return known
    return {}


def _text(flag: bool) -> str:
    return "true" if flag else "false"
