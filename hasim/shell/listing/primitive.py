"""One resource's line: id, agent, state, node, flags."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.scheduler.model import Clone, Cluster, Node, Primitive, Resource, Role
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.failures import masked_probe, recorded
from hasim.shell.listing.style import Style
from hasim.shell.listing.words import agent_text, probe_text, role_text

__all__ = ["PENDING_STATES", "css_class", "displayed_role", "failed_probe", "primitive_entry", "primitive_line"]

PENDING_STATES = {
    "start": "Starting",
    "stop": "Stopping",
    "migrate_to": "Migrating",
    "migrate_from": "Migrating",
    "promote": "Promoting",
    "demote": "Demoting",
}


def primitive_entry(resource: Primitive, style: Style) -> Entry:
    """The line of a primitive as it stands on its own."""
    return Entry(primitive_line(resource, style), css=css_class(resource))


def css_class(resource: Primitive) -> str:
    """The class of a primitive's line on a web page."""
    if not resource.managed:
        return "rsc-managed"
    if resource.failed or not resource.active_on:
        return "rsc-failed"
    if len(resource.active_on) > 1:
        return "rsc-multiple"
    return "rsc-failure-ignored" if resource.failure_ignored else "rsc-ok"


def primitive_line(
    resource: Primitive, style: Style, name: str = "", node: Node | None = None, *, whole: bool = True
) -> str:
    """The line of a primitive: under another name, or as if `node` were the only place it runs at.

    With `whole`, the places are the resource's own: a list of nodes follows where it is active on several.
    """
    places = resource.active_on if whole else ([node] if node is not None else [])
    if whole:
        node = resource.current_node or resource.pending_node or (None if style.old else resource.lock_node)
    several = whole and len(places) > 1
    shown = node if style.node_names and not several else None
    text = f"{name or resource.name}\t{agent_text(resource, style.dialect)}:\t{_state(resource, style)}"
    if shown is not None:
        text += f" {shown.name}"
    text += _probe_remark(resource, style, shown) + _flags(resource, style, shown)
    description = resource.element.get("description")
    if description and (several or not style.node_names):
        text += f" {description}"  # where no single place is told
    if several and style.node_names:
        text += f"{'' if style.old else ' '}[ {' '.join(place.name for place in places)} ]"
    return text


def _state(resource: Primitive, style: Style) -> str:
    role = displayed_role(resource)
    if resource.failed:
        text = "FAILED" + (f" {role_text(role, style.dialect)}" if role > Role.UNPROMOTED else "")
    else:
        pending = PENDING_STATES.get(resource.pending_task) if style.pending else None
        text = pending or role_text(role, style.dialect)
    if style.old:
        return f" ORPHANED {text}" if resource.removed else text
    return f" ORPHANED {text}" if resource.removed else f" {text}"


def displayed_role(resource: Primitive) -> Role:
    """The role as shown: a started instance of a promotable clone is an unpromoted one."""
    if resource.role is Role.STARTED and resource.top.promotable:
        return Role.UNPROMOTED
    return resource.role


def failed_probe(resource: Resource, cluster: Cluster, node: Node | None) -> int | None:
    """The exit status of a failed probe of the resource (on one node) that is not listed as a failed action."""
    top = resource.top
    name = top.children[0].configured_id if isinstance(top, Clone) and top.children else resource.id
    for failure in cluster.failures:
        on_node = recorded(failure, "on_node")
        ours = masked_probe(failure.operation) and failure.operation.operation_key == f"{name}_monitor_0"
        if ours and on_node is not None and (node is None or on_node.lower() == node.name.lower()):
            return failure.operation.rc
    return None


def _probe_remark(resource: Primitive, style: Style, node: Node | None) -> str:
    if style.old or displayed_role(resource) is not Role.STOPPED:
        return ""
    rc = failed_probe(resource, resource.cluster, node)
    return f" ({probe_text(rc, style.dialect)}) " if rc is not None else ""


def _flags(resource: Primitive, style: Style, node: Node | None) -> str:
    flags = []
    if node is not None and not node.online and node.unclean:
        flags.append("UNCLEAN")
    if node is not None and node is resource.lock_node and not style.old:
        flags.append("LOCKED")
    if style.pending and resource.pending_task == "monitor":
        flags.append("Monitoring")
    flags += _role_flags(resource)
    if resource.blocked:
        flags.append("blocked")
    elif resource.maintenance and style.dialect is Dialect.V3_0:
        flags.append("maintenance")
    elif not resource.managed:
        flags.append("unmanaged")
    if resource.failure_ignored:
        flags.append("failure ignored")
    return f" ({', '.join(flags)})" if flags else ""


def _role_flags(resource: Primitive) -> list[str]:
    wanted = resource.meta.get("target-role", "")
    role = Role.parse(wanted)
    if role is Role.STOPPED:
        return ["disabled"]
    if role is Role.UNPROMOTED and resource.top.promotable:
        return [f"target-role:{wanted}"]
    return []
