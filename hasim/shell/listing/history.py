"""Operations by node and resource, and the summary of fail counts ("Migration Summary")."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Element, Operation
from hasim.cib.values import parse_integer
from hasim.scheduler.failcount import FailCount, fail_count
from hasim.scheduler.history_order import compare_age, merged_by
from hasim.scheduler.model import Cluster, Group, Node, Primitive, Resource, ResourceHistory
from hasim.shell.listing.collective import asked_for
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.nodes import node_heading
from hasim.shell.listing.style import Style
from hasim.shell.listing.words import exit_text, recorded_rc, recorded_task

__all__ = [
    "changed_at",
    "entries_of",
    "failure_summary",
    "history_known",
    "history_nodes",
    "listed_operations",
    "operation_entries",
]

Clock = Callable[[float], str]
_NOT_RUNNING = 7


def history_nodes(cluster: Cluster, style: Style) -> list[Node]:
    """The online nodes in the order of their entries in the status section."""
    states = cluster.cib.status.all("node_state")
    found = [cluster.node(state.id) for state in states]
    return [node for node in found if node is not None and node.online and style.shows_node(node.name)]


def history_known(cluster: Cluster, style: Style) -> bool:
    """Whether there is a section about histories, be it empty: with a node that is online and was seen."""
    return any(node.online and node.seen and style.shows_node(node.name) for node in cluster.nodes)


def entries_of(node: Node, cluster: Cluster, style: Style) -> list[tuple[str, Resource, ResourceHistory]]:
    """The node's histories whose resource is known, with the name under which it is known there."""
    found = []
    for history in cluster.histories:
        name = history.element.id
        resource = cluster.resource(name)
        if history.node is node and resource is not None and _asked_for(resource, style):
            found.append((name, resource, history))
    return found


def _asked_for(resource: Resource, style: Style) -> bool:
    """Whether the resource is asked for: in a group by its name or the group's, else by any name in what it is in."""
    top = resource.bundle or resource.top
    if not isinstance(top, Group):
        return asked_for(top, style)
    return any(style.shows_resource(part.id, part.configured_id) for part in (resource, top))


def failure_summary(cluster: Cluster, style: Style, calendar: Clock) -> list[Entry]:
    """Below each node, its resources with failures; 1.1 names also nodes without any."""
    found = []
    for node in history_nodes(cluster, style):
        below = tuple(
            Entry(_summary(name, resource, node, style, calendar))
            for name, resource, _ in entries_of(node, cluster, style)
            if _failures(resource, node).count > 0
        )
        if below or style.old:
            found.append(Entry(node_heading(node, style), below, heading=True))
    return found


def _failures(resource: Resource, node: Node) -> FailCount:
    return fail_count(resource, node, effective=False) if isinstance(resource, Primitive) else FailCount()


def _summary(name: str, resource: Resource, node: Node, style: Style, calendar: Clock) -> str:
    text = f"{name}: migration-threshold={resource.migration_threshold}"
    failures = _failures(resource, node)
    if failures.count > 0:
        text += f" fail-count={failures.count}"
    if failures.last > 0 and (failures.count > 0 or style.old):
        text += f" last-failure='{calendar(failures.last)}'"
    return text


def operation_entries(cluster: Cluster, style: Style, calendar: Clock) -> list[Entry]:
    """Below each node its resources, below each of them the operations by call id."""
    found = []
    for node in history_nodes(cluster, style):
        below = []
        for _, resource, history in entries_of(node, cluster, style):
            operations = listed_operations(history)
            if operations:
                lines = tuple(Entry(_operation(*operation, style, calendar)) for operation in operations)
                below.append(Entry(_summary(resource.name, resource, node, style, calendar), lines, heading=True))
        if below or style.old:
            found.append(Entry(node_heading(node, style), tuple(below), heading=True))
    return found


def listed_operations(history: ResourceHistory) -> list[tuple[Operation, Element]]:
    """The operations that are worth a line, the oldest first, each with its entry in the status section."""
    entries = zip(history.operations, history.element.all("lrm_rsc_op"), strict=True)
    shown = [(operation, entry) for operation, entry in entries if _interesting(operation)]
    return merged_by(shown, _compare)


def changed_at(entry: Element) -> int:
    """When the result of an entry was first seen, epoch seconds; 0 where it does not say."""
    return parse_integer(entry.get("last-rc-change")) or 0


def _compare(left: tuple[Operation, Element], right: tuple[Operation, Element]) -> int:
    return compare_age(left[0], right[0], same_node=True)


def _interesting(operation: Operation) -> bool:
    probe = operation.operation == "monitor" and operation.interval_ms == 0
    return operation.operation != "notify" and not (probe and operation.rc == _NOT_RUNNING)


def _operation(operation: Operation, entry: Element, style: Style, calendar: Clock) -> str:
    task, rc = recorded_task(operation), recorded_rc(operation)
    facts = _times(entry, style, calendar)
    result = f"rc={rc} ({exit_text(rc, style.dialect)})"
    if style.old:
        interval = [f"interval={operation.interval_ms}ms"] if operation.interval_ms > 0 else []
        return f"({operation.call_id}) {task}: {' '.join([*interval, *facts, result])}"
    interval = [f'interval="{operation.interval_ms}ms"'] if operation.interval_ms > 0 else []
    details = [*interval, *facts, *([result] if style.timing else [])]
    return f"({entry.get('call-id', '')}) {task}" + (f": {' '.join(details)}" if details else "")


def _times(entry: Element, style: Style, calendar: Clock) -> list[str]:
    if not style.timing:
        return []
    mark = "'" if style.old else '"'
    found = []
    changed = changed_at(entry)
    if changed > 0:
        found.append(f"last-rc-change={mark}{calendar(changed)}{mark}")
    mark = "" if style.old else mark
    found += [
        f"{name}={mark}{entry.get(name)}ms{mark}" for name in ("exec-time", "queue-time") if name in entry.attributes
    ]
    return found
