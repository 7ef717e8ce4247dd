"""The sections of crm_mon's formatted output."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hasim.cib import Dialect, Element, Operation
from hasim.cib.duration import parse_duration
from hasim.cib.values import parse_integer
from hasim.cib.xml import pacemaker_value
from hasim.scheduler.failcount import FailCount, fail_count
from hasim.scheduler.model import FailedOperation, Node, Primitive
from hasim.shell.crm_mon_page import Page, no_dc, told_once
from hasim.shell.fencing_text import fencing_elements
from hasim.shell.listing.attributes import attribute_nodes, expected_score, shown_attributes
from hasim.shell.listing.bans import bans, granted_at, in_table_order
from hasim.shell.listing.failures import listed_failures, recorded
from hasim.shell.listing.history import changed_at, entries_of, history_known, history_nodes, listed_operations
from hasim.shell.listing.nodes import mixed_versions
from hasim.shell.listing.resources import shown_resources
from hasim.shell.listing.words import RECORDED_TASK, exit_text, recorded_rc, recorded_task, status_text
from hasim.shell.listing.xml import node_element, resource_element
from hasim.shell.report import truth

__all__ = ["screen_elements"]


def screen_elements(page: Page) -> list[Element]:
    """The document's content: one element a section."""
    return [element for make in _SECTIONS if (element := make(page)) is not None]


def _summary(page: Page) -> Element | None:
    shows, cluster = page.screen.shows, page.cluster
    found = []
    if shows("stack"):
        found.append(Element("stack", {"type": told_once(cluster, "cluster-infrastructure") or "unknown"}))
    if shows("dc") or no_dc(page):
        found.append(_dc(page))
    if shows("times") and not page.quiet:
        found += _times(page)
    if shows("counts"):
        counts = page.counts
        found.append(Element("nodes_configured", {"number": str(len(cluster.nodes))}))
        attributes = {"number": counts.instances, "disabled": counts.disabled, "blocked": counts.blocked}
        found.append(Element("resources_configured", {name: str(value) for name, value in attributes.items()}))
    if shows("options"):
        found.append(_options(page))
    return Element("summary", {}, tuple(found)) if found else None


def _dc(page: Page) -> Element:
    dc = next((node for node in page.cluster.nodes if node.is_dc), None)
    if dc is None:
        return Element("current_dc", {"present": "false"})
    attributes = {
        "present": "true",
        "version": told_once(page.cluster, "dc-version"),
        "name": dc.name,
        "id": dc.id,
        "with_quorum": truth(page.cluster.quorate),
        "mixed_version": truth(mixed_versions(page.cluster)),
    }
    return Element("current_dc", attributes)


def _times(page: Page) -> Iterator[Element]:
    root = page.cluster.cib.root
    yield Element("last_update", {"time": page.calendar(page.now)})
    names = (("time", "cib-last-written"), ("user", "update-user"), ("client", "update-client"))
    attributes = {name: root.get(source) or "" for name, source in (*names, ("origin", "update-origin"))}
    yield Element("last_change", attributes)


def _options(page: Page) -> Element:
    options = page.cluster.options
    policy = {"fence": "suicide"}.get(options.no_quorum_policy, options.no_quorum_policy)
    attributes = {
        "stonith-enabled": truth(options.fencing_enabled),
        "symmetric-cluster": truth(options.symmetric),
        "no-quorum-policy": policy,
        "maintenance-mode": truth(options.maintenance_mode),
        "stop-all-resources": truth(options.stop_all_resources),
        "stonith-timeout-ms": _milliseconds(page, "stonith-timeout", "60s"),
        "priority-fencing-delay-ms": _milliseconds(page, "priority-fencing-delay", "0"),
    }
    return Element("cluster_options", attributes)


def _milliseconds(page: Page, option: str, default: str) -> str:
    return str(parse_duration(page.cluster.options.values.get(option, default)))


def _nodes(page: Page) -> Element | None:
    if not page.screen.shows("nodes"):
        return None
    shown = (node for node in page.cluster.nodes if page.style.shows_node(node.name))
    return Element("nodes", {}, tuple(node_element(node, page.cluster, page.style) for node in shown))


def _resources(page: Page) -> Element | None:
    if not page.screen.shows("resources"):
        return None
    shown = shown_resources(page.cluster, page.style)
    found = (resource_element(resource, page.style) for resource in shown)
    return Element("resources", {}, tuple(each for each in found if each is not None)) if shown else None


def _attributes(page: Page) -> Element | None:
    if not page.screen.shows("attributes"):
        return None
    found = []
    for node in attribute_nodes(page.cluster, page.style):
        below = tuple(_attribute(name, value, node) for name, value in shown_attributes(node, page.style))
        found.append(Element("node", {"name": node.name}, below))
    return Element("node_attributes", {}, tuple(found)) if found else None


def _attribute(name: str, value: str, node: Node) -> Element:
    expected = expected_score(name, node)
    more = {"expected": str(expected)} if expected is not None else {}
    return Element("attribute", {"name": name, "value": value, **more})


def _history(page: Page) -> Element | None:
    shows = page.screen.shows
    if not shows("operations") and not shows("failcounts"):
        return None
    found = []
    for node in history_nodes(page.cluster, page.style):
        below = tuple(_resource_histories(node, page))
        if below:
            found.append(Element("node", {"name": node.name}, below))
    return Element("node_history", {}, tuple(found)) if history_known(page.cluster, page.style) else None


def _resource_histories(node: Node, page: Page) -> Iterator[Element]:
    operations = page.screen.shows("operations")
    for name, resource, history in entries_of(node, page.cluster, page.style):
        counted = fail_count(resource, node, effective=False) if isinstance(resource, Primitive) else FailCount()
        listed = listed_operations(history) if operations else []
        if not listed if operations else not counted.count:
            continue
        attributes = {
            "id": resource.name if operations else name,
            "orphan": "false",
            "migration-threshold": str(resource.migration_threshold),
        }
        if counted.count > 0:
            attributes["fail-count"] = str(counted.count)
            if counted.last > 0:
                attributes["last-failure"] = page.calendar(counted.last)
        below = tuple(_operation(*each, page) for each in listed)
        yield Element("resource_history", attributes, below)


def _operation(operation: Operation, entry: Element, page: Page) -> Element:
    rc = recorded_rc(operation)
    attributes = {
        "call": entry.get("call-id") or "",
        "task": recorded_task(operation),
        "rc": str(rc),
        "rc_text": exit_text(rc, page.style.dialect),
    }
    if operation.interval_ms > 0:
        attributes["interval"] = f"{operation.interval_ms}ms"
    if changed_at(entry) > 0:
        attributes["last-rc-change"] = page.calendar(changed_at(entry))
    times = ("exec-time", "queue-time")
    attributes |= {name: f"{entry.get(name)}ms" for name in times if name in entry.attributes}
    return Element("operation_history", attributes)


def _failures(page: Page) -> Element | None:
    if not page.screen.shows("failures"):
        return None
    found = []
    for failure in listed_failures(page.cluster, page.style):
        operation = failure.operation
        key = {"op_key": operation.operation_key} if operation.operation_key else {"id": operation.id}
        attributes = {
            **key,
            "node": failure.node.name,
            "exitstatus": exit_text(max(operation.rc, 0), page.style.dialect),
            "exitreason": _reason(failure),
            "exitcode": str(max(operation.rc, 0)),
            "call": recorded(failure, "call-id") or "",
            "status": status_text(max(operation.status, 0), page.style.dialect),
        }
        changed = parse_integer(recorded(failure, "last-rc-change")) or 0
        if changed > 0:
            attributes["last-rc-change"] = page.date(changed)
            times = (("queued", recorded(failure, "queue-time")), ("exec", recorded(failure, "exec-time")))
            attributes |= {name: value for name, value in times if value is not None}
            task = operation.other.get(RECORDED_TASK, operation.operation)
            attributes |= {"interval": str(operation.interval_ms), "task": task}
        found.append(Element("failure", attributes))
    return Element("failures", {}, tuple(found)) if found else None


def _reason(failure: FailedOperation) -> str:
    """Why it failed, in the agent's words; the real tool escapes these once more than the document needs."""
    reason = recorded(failure, "exit-reason")
    return "none" if reason is None else pacemaker_value(reason)


def _fencing(page: Page) -> Element | None:
    shows = page.screen.shows
    if not any(shows(f"fencing-{what}") for what in ("failed", "pending", "succeeded")):
        return None
    found = fencing_elements(page.fencing)
    told = page.launcher and page.style.dialect is not Dialect.V2_1  # 2.1 is silent about an empty history
    return Element("fence_history", {"status": "0"}, tuple(found)) if told or found else None


def _tickets(page: Page) -> Element | None:
    if not page.screen.shows("tickets"):
        return None
    found = []
    for ticket in in_table_order(page.cluster):
        status = "granted" if ticket.granted else "revoked"
        attributes = {"id": ticket.id, "status": status, "standby": truth(ticket.standby)}
        granted = granted_at(ticket.attributes)
        if granted >= 0:
            attributes["last-granted"] = page.calendar(granted)
        found.append(Element("ticket", attributes))
    return Element("tickets", {}, tuple(found)) if found else None


def _bans(page: Page) -> Element | None:
    if not page.screen.shows("bans"):
        return None
    found = []
    for ban in bans(page.cluster, page.style, page.screen.ban_prefix):
        promoted = truth(ban.promoted)
        names = {"promoted-only": promoted, "master_only": promoted}
        attributes = {"id": ban.id, "resource": ban.resource, "node": ban.node.name, "weight": str(ban.score), **names}
        found.append(Element("ban", attributes))
    return Element("bans", {}, tuple(found)) if found else None


_SECTIONS: tuple[Callable[[Page], Element | None], ...] = (
    *(_summary, _nodes, _resources, _attributes, _history, _failures, _fencing, _tickets, _bans),
)
