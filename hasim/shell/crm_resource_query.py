"""crm_resource's questions: where, what, why not, with whom."""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Dialect, Element, Operation, write_xml
from hasim.scheduler.model import Clone, Group, Node, Primitive, Resource, Role
from hasim.shell.crm_resource_run import Run, active_nodes
from hasim.shell.listing import Style, render, resource_entries
from hasim.shell.listing.collective import resource_entry
from hasim.shell.listing.primitive import primitive_line
from hasim.shell.listing.words import role_text, status_text

__all__ = ["list_operations", "list_raw", "list_resources", "locate", "query_xml", "running_places", "why"]


def list_resources(run: Run) -> int:
    """--list: all resources with their states, without nodes."""
    style = Style(run.dialect, inactive=True, node_names=False)
    lines = render(resource_entries(run.cluster, style), run.dialect)
    if run.dialect is not Dialect.V1_1:
        run.out("Full List of Resources:")
        lines = lines or ["  * No resources"]
    for line in lines or ["NO resources configured"]:
        run.out(line)
    return 0


def list_raw(run: Run) -> int:
    """--list-raw: the ids of all instances."""
    ids = [leaf.id for leaf in run.cluster.leaves() if not (leaf.removed and not leaf.is_active())]
    if not ids:
        run.warn("NO resources configured")
    for id in ids:
        run.out(id)
    return 0


def running_places(resource: Resource) -> list[tuple[Node, Role]]:
    """Where a resource is active, as --locate tells it: instances of a clone one by one, the last one first."""
    top = resource.top
    if isinstance(resource, Clone) or (
        isinstance(top, Clone) and not resource.unique and resource.instance is not None
    ):
        instances = top.children if isinstance(resource, Clone) else [_same_part(i, resource) for i in top.children]
        return [(node, each.current_role) for each in reversed(instances) for node in each.current_nodes]
    return [(node, resource.current_role) for node in resource.current_nodes]


def _same_part(instance: Resource, resource: Resource) -> Resource:
    return next((part for part in instance.walk() if part.configured_id == resource.configured_id), instance)


def locate(run: Run) -> int:
    """--locate: the nodes that run a resource."""
    resource, name, old = run.resource(), run.resource_id, run.dialect is Dialect.V1_1
    exact = name == resource.id and resource.id != resource.configured_id
    places = [(n, resource.current_role) for n in resource.current_nodes] if exact else running_places(resource)
    for node, role in places:
        if run.quiet:
            run.out(node.name)
        else:
            word = (
                f" {role_text(role, run.dialect)}" if role is Role.PROMOTED and not isinstance(resource, Group) else ""
            )
            run.out(f"resource {name} is running on: {node.name}" + (word or " " * old))
    if not places and not run.quiet:
        run.warn(f"resource {name} is NOT running")
    return 0


def list_operations(run: Run) -> int:
    """--list-operations and --list-all-operations: the history, by node."""
    node, everything = run.node(), "list-all-operations" in run.parsed
    for history in run.cluster.histories:
        name = history.element.id
        resource = history.resource or run.cluster.resource(name)
        if (node is None or history.node is node) and (not run.resource_id or name == run.resource_id):
            if not isinstance(resource, Primitive) or not history.node.online:
                continue
            for operation in _chosen(history.operations, everything):
                _operation_line(run, resource, history.node, operation)
    return 0


def _chosen(operations: list[Operation], everything: bool) -> list[Operation]:
    ordered = sorted(operations, key=lambda operation: operation.call_id)
    shown = [operation for operation in ordered if not _quiet_probe(operation)]
    if everything:
        return shown
    stops = [index for index, operation in enumerate(shown) if operation.operation == "stop" and operation.status == 0]
    return shown[stops[-1] + 1 :] if stops else shown


def _quiet_probe(operation: Operation) -> bool:
    return operation.operation == "monitor" and operation.interval_ms == 0 and operation.rc == 7


def _operation_line(run: Run, resource: Primitive, node: Node, operation: Operation) -> None:
    bare = Style(run.dialect, node_names=False)
    key = operation.operation_key or operation.id
    facts = f"node={node.name}, call={operation.call_id}, rc={operation.rc}"
    if operation.last_rc_change > 0:
        changed = run.context.calendar_time(operation.last_rc_change)
        facts += f", last-rc-change='{changed}', exec={max(operation.exec_ms, 0)}ms"
    status = status_text(operation.status, run.dialect)
    run.out(f"{primitive_line(resource, bare)}: {key} ({facts}): {status}")


def query_xml(run: Run, *, raw: bool) -> int:
    """--query-xml: a resource's state and its configuration; unless `raw`, templates are filled in."""
    resource = run.resource()
    lines = _state_lines(resource, Style(run.dialect, inactive=True))
    for line in lines:
        run.out(line)
    element = run.cib.by_id(resource.configured_id) if raw else _expanded(resource)
    run.out("Resource XML:" if run.dialect is not Dialect.V1_1 else "xml:")
    run.context.out(write_xml(element if element is not None else resource.element))
    return 0


def _expanded(resource: Resource) -> Element:
    return resource.element


def _state_lines(resource: Resource, style: Style) -> list[str]:
    entry = resource_entry(resource, replace(style, inactive=False), chosen=True)
    if entry is None:
        return []
    return [below.text for below in entry.below] if entry.heading else [entry.text]


def why(run: Run) -> int:
    """--why: whether resources run, and which settings keep them from it."""
    node = run.node()
    if run.resource_id:
        _why_one(run, run.resource(), node)
    elif node is not None:
        for resource in _all_at(node, run):
            run.out(f"Resource {resource.id} is running on host {node.name}")
    else:
        for resource in run.cluster.resources:
            run.out(f"Resource {resource.id} is {'running' if active_nodes(resource) else 'not running'}")
            _reasons(run, resource)
    return 0


def _all_at(node: Node, run: Run) -> list[Resource]:
    return [leaf for leaf in run.cluster.leaves() if node in leaf.active_on]


def _why_one(run: Run, resource: Resource, node: Node | None) -> None:
    places = [place for place, _ in running_places(resource)] or active_nodes(resource)
    if node is not None:
        run.out(f"Resource {resource.id} is {'' if node in places else 'not '}running on host {node.name}")
    else:
        run.out(f"Resource {resource.id} is {'' if places else 'not '}running")
    _reasons(run, resource)


def _reasons(run: Run, resource: Resource) -> None:
    """Settings that keep a resource from what one would expect, told of its outermost parent."""
    name = resource.top.configured_id
    if Role.parse(resource.meta.get("target-role", "")) is Role.STOPPED:
        run.out(f"Configuration specifies '{name}' should remain stopped")
    if not resource.managed:
        run.out(f"Configuration prevents cluster from stopping or starting unmanaged '{name}'")
