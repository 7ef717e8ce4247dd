"""crm_resource's questions: where, what, why not, with whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hasim.cib import CDATA, Dialect, Element, Operation, write_xml
from hasim.scheduler.history import read_entry
from hasim.scheduler.history_order import active_from, oldest_first
from hasim.scheduler.model import Clone, Group, Node, Primitive, Resource, Role
from hasim.shell.crm_resource_run import Run, active_nodes
from hasim.shell.listing import Style, render, resource_entries
from hasim.shell.listing.collective import resource_entry
from hasim.shell.listing.primitive import primitive_line
from hasim.shell.listing.resources import shown_resources
from hasim.shell.listing.words import agent_text, role_text, status_text
from hasim.shell.listing.xml import resource_element
from hasim.shell.report import truth

__all__ = ["list_operations", "list_raw", "list_resources", "locate", "query_xml", "running_places", "why"]


def list_resources(run: Run) -> int:
    """--list: all resources with their states, without nodes."""
    style = Style(run.dialect, inactive=True, node_names=False)
    shown = (resource_element(each, style) for each in shown_resources(run.cluster, style))
    run.parsed.content.append(Element("resources", {}, tuple(each for each in shown if each is not None)))
    lines = render(resource_entries(run.cluster, style), run.dialect)
    if run.dialect is not Dialect.V1_1:
        run.out("Full List of Resources:")
        lines = lines or ["  * No resources"]
    for line in lines or ["NO resources configured"]:
        run.out(line)
    return 0


def list_raw(run: Run) -> int:
    """--list-raw: the ids of all instances."""
    ids = [leaf.id for leaf in run.cluster.leaves()]
    if not ids:
        run.warn("NO resources configured")
    items = tuple(Element("item", {"name": "resource"}, (), id) for id in ids)
    run.parsed.content.append(Element("list", {"name": "resource names", "count": str(len(ids))}, items))
    for id in ids:
        run.out(id)
    return 0


def running_places(resource: Resource) -> list[tuple[Node, Role]]:
    """Where a resource is active, as --locate tells it: instances of a clone one by one, the last one first."""
    top = resource.top
    if isinstance(resource, Clone):
        instances: list[Resource] = resource.children
    elif isinstance(top, Clone) and not resource.unique and resource.history_name == resource.configured_id:
        instances = [_same_part(instance, resource) for instance in top.children]
    else:
        return [(node, resource.current_role) for node in reversed(resource.current_nodes)]
    return [(node, each.current_role) for each in reversed(instances) for node in each.current_nodes]


def _same_part(instance: Resource, resource: Resource) -> Resource:
    return next((part for part in instance.walk() if part.configured_id == resource.configured_id), instance)


def locate(run: Run) -> int:
    """--locate: the nodes that run a resource."""
    resource, name, old = run.resource(), run.resource_id, run.dialect is Dialect.V1_1
    exact = name == resource.id and resource.id != resource.configured_id
    places = [(n, resource.current_role) for n in resource.current_nodes] if exact else running_places(resource)
    states = [("promoted" if role is Role.PROMOTED else "", node.name) for node, role in places]
    nodes = tuple(Element("node", {"state": state} if state else {}, (), name) for state, name in states)
    run.parsed.content.append(Element("nodes", {"resource": name}, nodes))
    for node, role in places:
        if run.quiet:
            run.out(node.name)
        else:
            word = (
                f" {role_text(role, run.dialect)}" if role is Role.PROMOTED and not isinstance(resource, Group) else ""
            )
            run.out(f"resource {name} is running on: {node.name}" + (word or " " * old))
    if not places and not run.quiet and run.parsed.value("output-as") != "xml":
        run.warn(f"resource {name} is NOT running")
    return 0


def list_operations(run: Run) -> int:
    """--list-operations (those since the last start) and --list-all-operations: the history, by node."""
    wanted, everything = run.node(), "list-all-operations" in run.parsed
    found: list[Element] = []
    for state in run.cib.status.all("node_state"):
        node, lists = run.cluster.node(state.id), state.find("lrm", "lrm_resources")
        if node is None or lists is None or wanted not in (None, node):
            continue
        if node.online or run.cluster.options.fencing_enabled:
            for history in lists.all("lrm_resource"):
                found += _list_history(run, node, history, everything)
    if found:
        run.parsed.content.append(Element("operations", {}, tuple(found)))
    return 0


def _list_history(run: Run, node: Node, history: Element, everything: bool) -> Iterator[Element]:
    resource = next((leaf for leaf in run.cluster.leaves() if history.id in (leaf.id, leaf.history_name)), None)
    if resource is not None and run.resource_id in ("", history.id):
        operations = oldest_first([read_entry(each) for each in history.all("lrm_rsc_op")])
        start, stop = (-1, -1) if everything else active_from(operations)
        for operation in operations[max(start, 0) :] if start >= stop else []:
            _operation_line(run, resource, node, operation)
            yield _operation_element(run, resource, node, operation)


def _operation_line(run: Run, resource: Primitive, node: Node, operation: Operation) -> None:
    bare = Style(run.dialect, node_names=False)
    key = operation.operation_key or operation.id
    facts = f"node={node.name}, call={operation.call_id}, rc={operation.rc}"
    if operation.last_rc_change >= 0:
        changed = run.context.calendar_time(operation.last_rc_change)
        facts += f", last-rc-change='{changed}', exec={max(operation.exec_ms, 0)}ms"
    status = status_text(operation.status, run.dialect)
    run.out(f"{primitive_line(resource, bare)}: {key} ({facts}): {status}")


def _operation_element(run: Run, resource: Primitive, node: Node, operation: Operation) -> Element:
    attributes = {
        "op": operation.operation_key or operation.id,
        "node": node.name,
        "call": str(operation.call_id),
        "rc": str(operation.rc),
        "status": status_text(operation.status, run.dialect),
        "rsc": resource.name,
        "agent": agent_text(resource, run.dialect).strip("()"),
    }
    if operation.last_rc_change >= 0:
        attributes["last-rc-change"] = run.context.calendar_time(operation.last_rc_change)
        attributes["exec-time"] = str(max(operation.exec_ms, 0))
    return Element("operation", attributes)


def query_xml(run: Run, *, raw: bool) -> int:
    """--query-xml: a resource's state and its configuration; unless `raw`, templates are filled in."""
    resource = run.resource()
    lines = _state_lines(resource, Style(run.dialect, inactive=True))
    for line in lines:
        run.out(line)
    element = run.cib.by_id(resource.configured_id) if raw else resource.element
    if element is not None and resource.instance is not None:
        element = element.with_attributes({"clone": str(resource.instance)})
    text = write_xml(element if element is not None else resource.element)
    run.out("Resource XML:" if run.dialect is not Dialect.V1_1 else "xml:")
    run.context.out(text)
    shown = resource_element(resource, Style(run.dialect, inactive=True), chosen=True)
    written = Element("xml", {}, (Element(CDATA, {}, (), text),))
    below = (written,) if shown is None else (shown, written)
    run.parsed.content.append(Element("resource_config", {}, below))
    return 0


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
        return 0
    found = []
    if node is not None:
        for leaf in (leaf for resource in node.running for leaf in resource.leaves()):
            run.out(f"Resource {leaf.id} is running on host {node.name}")
            attributes = {"id": leaf.id, "running": "true", "host": node.name}
            found.append(Element("resource", attributes, (_reasons(run, leaf),)))
    else:
        for resource in run.cluster.resources:
            active = bool(active_nodes(resource))
            run.out(f"Resource {resource.id} is {'running' if active else 'not running'}")
            attributes = {"id": resource.id, "running": truth(active)}
            found.append(Element("resource", attributes, (_reasons(run, resource),)))
    run.parsed.content.append(Element("reason", {}, (Element("resources", {}, tuple(found)),)))
    return 0


def _why_one(run: Run, resource: Resource, node: Node | None) -> None:
    places = [place for place, _ in running_places(resource)] or active_nodes(resource)
    attributes = {"running": truth(bool(places))}
    if node is not None:
        run.out(f"Resource {resource.id} is {'' if node in places else 'not '}running on host {node.name}")
        attributes = {"running_on": node.name} if node in places else {}
    else:
        run.out(f"Resource {resource.id} is {'' if places else 'not '}running")
    run.parsed.content.append(Element("reason", attributes, (_reasons(run, resource),)))


def _reasons(run: Run, resource: Resource) -> Element:
    """Settings that keep a resource from what one would expect, told of its outermost parent."""
    name = resource.top.configured_id
    facts = {"id": name}
    if Role.parse(resource.meta.get("target-role", "")) is Role.STOPPED:
        run.out(f"Configuration specifies '{name}' should remain stopped")
        facts["remain_stopped"] = "true"
    if not (resource.managed or resource.blocked or resource.maintenance or resource.removed):
        run.out(f"Configuration prevents cluster from stopping or starting unmanaged '{name}'")
        facts["unmanaged"] = "true"
    return Element("check", facts)
