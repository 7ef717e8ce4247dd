"""The formatted output of crm_simulate: the states before and after, what was injected, and what would be done.

The names of the scheduler's functions are Pacemaker 3.0's, like everything that this tool prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hasim.cib import Element
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.roles import Role
from hasim.scheduler.summary import ResourceRow, Summary
from hasim.shell.context import Context
from hasim.shell.crm_mon_options import Screen, Section
from hasim.shell.crm_mon_page import Page
from hasim.shell.crm_mon_xml import screen_elements
from hasim.shell.listing import Style
from hasim.shell.listing.words import role_text
from hasim.shell.options import Parsed
from hasim.shell.status_text import StatusText
from hasim.sim.injection import Deed
from hasim.sim.rehearsal import Step

__all__ = ["actions_element", "modifications_element", "status_element", "steps_element"]


def status_element(name: str, cluster: Cluster, shown: StatusText, context: Context) -> Element:
    """The state of a cluster, as crm_mon of this dialect has it."""
    sections: set[Section] = {"nodes", "resources"}
    if shown.attributes:
        sections.add("attributes")
    if shown.failures:
        sections |= {"failcounts", "failures"}
    style = Style(context.dialect, inactive=True, pending=shown.pending)
    screen = Screen(Parsed(), frozenset(sections), form="xml")
    page = Page(cluster, screen, style, context.calendar_time, context.date_text, context.now)
    wanted = ("nodes", "resources", "node_attributes", "node_history", "failures")
    return Element(name, {}, tuple(each for each in screen_elements(page) if each.tag in wanted))


def modifications_element(deeds: Iterable[Deed]) -> Element:
    """What was written into the CIB before anything was decided."""
    attributes, found = {}, []
    for deed in deeds:
        if deed.kind in ("quorum", "watchdog"):
            attributes[deed.kind] = deed.name
        elif deed.kind == "operation":
            found.append(Element("inject_spec", {"spec": deed.name}))
        elif deed.kind == "attribute":
            found.append(_attribute(deed.name, deed.value, deed.node))
        else:
            found.append(Element(f"modify_{deed.kind}", {"action": deed.word, deed.kind: deed.name}))
    return Element("modifications", attributes, tuple(found))


def _attribute(name: str, value: str, node: str) -> Element:
    return Element("inject_attr", {"name": name, "value": value, "node_path": "/node_state", "cib_node": node})


def actions_element(summary: Summary, context: Context) -> Element:
    """The summary of the transition."""
    found = []
    for fence in summary.fencing:
        node = fence.node + (f" (resource: {fence.launcher})" if fence.launcher else "")
        attributes = {"task": f"Fence ({fence.operation})", "node": node, "reason": fence.reason}
        found.append(Element("node_action", attributes))
    for row in summary.resources:
        attributes = {"action": row.verb.lower(), "resource": row.resource, **_places(row, context)}
        if row.reason:
            attributes["reason"] = row.reason
        if not row.runnable:
            attributes["blocked"] = "true"
        found.append(Element("rsc_action", attributes))
    return Element("actions", {}, tuple(found))


def _places(row: ResourceRow, context: Context) -> dict[str, str]:
    """From where and which role to where and which role."""
    role, then = ({name: role_text(each, context.dialect)} for name, each in _roles(row))
    with_roles = row.role > Role.STARTED or row.next_role > Role.UNPROMOTED
    same_role, same_host = row.role is row.next_role, row.origin == row.destination
    source, dest = {"source": row.origin}, {"dest": row.destination}
    recovered = row.verb == "Recover" and same_role and same_host
    if not row.origin:
        return role | then | dest if with_roles else {"node": row.destination}
    if not row.destination or recovered:
        return (role if with_roles else {}) | {"node": row.origin}
    if same_role and same_host:
        return (role if with_roles else {}) | source
    if same_role:
        return source | dest | (role if with_roles else {})
    if same_host:
        return role | then | source
    return role | source | then | dest


def _roles(row: ResourceRow) -> tuple[tuple[str, Role], tuple[str, Role]]:
    return ("role", row.role), ("next-role", row.next_role)


def steps_element(steps: Iterable[Step]) -> Element:
    """What was executed."""
    return Element("transition", {}, tuple(each for step in steps for each in _step(step)))


def _step(step: Step) -> Iterator[Element]:
    action = step.action
    if action.kind == "pseudo_event":
        yield Element("pseudo_action", {"task": action.operation_key, **({"node": action.node} if action.node else {})})
    elif action.operation == "stonith":
        fencing = action.attributes.get("CRM_meta_stonith_action", "")
        yield Element("fencing_action", {"target": action.node, "op": fencing})
    elif action.kind == "crm_event":
        about = {"id": action.primitive.id} if action.primitive else {}
        yield Element("cluster_action", {"task": action.operation, "node": action.node, **about})
    else:
        repeated = action.interval_ms and action.operation != "delete"
        interval = {"interval": str(action.interval_ms)} if repeated else {}
        yield Element(
            "rsc_action", {"resource": step.resource, "op": action.operation, "node": action.node, **interval}
        )
    for attribute, value, id in step.notes if step.failed is not None else ():
        yield _attribute(attribute, value, id)
