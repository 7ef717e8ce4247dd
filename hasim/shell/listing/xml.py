"""Resources and nodes as the elements of formatted output."""

from __future__ import annotations

from hasim.cib import Element
from hasim.scheduler.model import Bundle, Clone, Cluster, Group, Node, NodeKind, Primitive, Replica, Resource, Role
from hasim.shell.listing.bundle import replica_parts, shown_replicas
from hasim.shell.listing.collective import asked_for
from hasim.shell.listing.nodes import feature_set, node_health
from hasim.shell.listing.primitive import PENDING_STATES, displayed_role
from hasim.shell.listing.style import Style
from hasim.shell.listing.words import agent_text, role_text
from hasim.shell.report import truth

__all__ = ["node_element", "primitive_element", "resource_element"]

_HEALTH = {1: "green", 0: "yellow", -1: "red"}


def resource_element(resource: Resource, style: Style, *, chosen: bool = False) -> Element | None:
    """A resource with everything below it, or None if nothing of it is to be shown."""
    chosen = chosen or style.shows_resource(resource.id, resource.configured_id)
    if isinstance(resource, Primitive):
        return primitive_element(resource, style) if chosen else None
    if isinstance(resource, Bundle):
        return _bundle(resource, style, chosen)
    shown = [child for child in resource.children if _is_shown(child, style, chosen)]
    chosen = chosen or isinstance(resource, Clone)
    found = (resource_element(child, style, chosen=chosen) for child in shown)
    below = tuple(each for each in found if each is not None)
    if isinstance(resource, Group):
        return Element("group", _group(resource), below) if below else None
    return Element("clone", _clone(resource, style), below) if shown else None


def _is_shown(child: Resource, style: Style, chosen: bool) -> bool:
    """Whether a part is shown, as far as its state and that of its parent decide."""
    active = child.is_active()
    if not active and not style.inactive:
        return False
    if not isinstance(child.parent, Clone):
        return True
    if active and not any(style.shows_node(node.name) for node in child.active_on):
        return False
    return chosen or asked_for(child, style)


def primitive_element(resource: Primitive, style: Style) -> Element:
    """A primitive and the nodes where it is active."""
    target = resource.meta.get("target-role")
    pending = PENDING_STATES.get(resource.pending_task) if style.pending else None
    attributes = {
        "id": resource.name,
        "resource_agent": agent_text(resource, style.dialect).strip("()"),
        "role": pending or role_text(displayed_role(resource), style.dialect),
        **({"target_role": target} if target is not None else {}),
        "active": truth(resource.is_active(fully=True)),
        "orphaned": truth(resource.removed),
        "blocked": truth(resource.blocked),
        "managed": truth(resource.managed),
        "failed": truth(resource.failed),
        "failure_ignored": truth(resource.failure_ignored),
        "nodes_running_on": str(len(resource.active_on)),
    }
    if style.pending and resource.pending_task == "monitor":
        attributes["pending"] = "Monitoring"
    places = (
        Element("node", {"name": node.name, "id": node.id, "cached": truth(node.online)}) for node in resource.active_on
    )
    return Element("resource", attributes, tuple(places))


def _group(group: Resource) -> dict[str, str]:
    return {
        "id": group.id,
        "number_resources": str(len(group.children)),
        "managed": truth(group.managed),
        "disabled": truth(_disabled(group)),
    }


def _disabled(resource: Resource) -> bool:
    role = Role.parse(resource.meta.get("target-role", ""))
    return role is Role.STOPPED or (role is Role.UNPROMOTED and resource.top.promotable)


def _clone(clone: Resource, style: Style) -> dict[str, str]:
    target = _configured_target(clone)
    return {
        "id": clone.id,
        "multi_state": truth(clone.promotable),
        "unique": truth(clone.unique),
        "managed": truth(clone.managed),
        "disabled": truth(_disabled(clone)),
        "failed": truth(clone.failed),
        "failure_ignored": truth(clone.failure_ignored),
        **({"target_role": target} if target else {}),
    }


def _configured_target(clone: Resource) -> str:
    owners = [clone, *clone.children[:1]]
    return next((each.meta["target-role"] for each in owners if "target-role" in each.meta), "")


def _bundle(bundle: Bundle, style: Style, chosen: bool) -> Element | None:
    below = [
        each for replica in shown_replicas(bundle, style) if (each := _replica(replica, style, chosen)) is not None
    ]
    if not below:
        return None
    attributes = {
        "id": bundle.id,
        "type": bundle.agent,
        "image": bundle.image,
        "unique": truth(bundle.unique),
        "managed": truth(bundle.managed),
        "failed": truth(bundle.failed),
    }
    return Element("bundle", attributes, tuple(below))


def _replica(replica: Replica, style: Style, chosen: bool) -> Element | None:
    parts = [part for part in replica_parts(replica) if chosen or style.shows_resource(part.id, part.configured_id)]
    if not parts:
        return None
    below = tuple(primitive_element(part, style) for part in parts)
    return Element("replica", {"id": str(replica.number)}, below)


def node_element(node: Node, cluster: Cluster, style: Style) -> Element:
    """A node with its state; by node, with what runs there."""
    attributes = {
        "name": node.name,
        "id": node.id,
        "online": truth(node.online),
        "standby": truth(node.standby),
        "standby_onfail": truth(node.standby_on_fail),
        "maintenance": truth(node.maintenance),
        "pending": truth(node.pending),
        "unclean": truth(node.unclean),
        "health": _HEALTH[node_health(node, cluster)],
    }
    if node.kind is NodeKind.CLUSTER and node.online:
        attributes["feature_set"] = feature_set(node)
    attributes |= {
        "shutdown": truth(node.shutting_down),
        "expected_up": truth(_expected(node, cluster)),
        "is_dc": truth(node.is_dc),
        "resources_running": str(len(node.running)),
        "type": "member" if node.kind is NodeKind.CLUSTER else "remote",
    }
    if node.is_guest and node.launcher is not None:
        attributes["id_as_resource"] = node.launcher.id
    below: tuple[Element, ...] = ()
    if style.by_node:
        leaves = [leaf for part in node.running for leaf in part.leaves()]
        below = tuple(primitive_element(leaf, style) for leaf in leaves if _in_chosen(leaf, style))
    return Element("node", attributes, below)


def _in_chosen(leaf: Primitive, style: Style) -> bool:
    """Whether the resource is asked for, or anything of the collective resource that it belongs to."""
    return asked_for(leaf.bundle or leaf.top, style)


def _expected(node: Node, cluster: Cluster) -> bool:
    """Whether the controller on this cluster node is expected to be up."""
    state = next((each for each in cluster.cib.status.all("node_state") if each.id == node.id), None)
    if node.shutting_down:
        return False
    return state is not None and node.kind is NodeKind.CLUSTER and state.get("expected") == "member"
