"""The status of a cluster as Pacemaker 3.0's ``crm_simulate`` prints it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hasim.cib import Dialect
from hasim.scheduler.cluster import Cluster
from hasim.shell.listing import Entry, Style, node_entries, render, resource_entries
from hasim.shell.listing.attributes import attribute_lines, attribute_nodes
from hasim.shell.listing.failures import failure_lines, listed_failures
from hasim.shell.listing.history import failure_summary

__all__ = ["StatusText", "status_lines"]


@dataclass(frozen=True, slots=True)
class StatusText:
    """What is shown besides nodes and resources."""

    pending: bool = True
    """Operations under way."""
    attributes: bool = False
    failures: bool = False
    """Fail counts and failed operations."""


def status_lines(cluster: Cluster, shown: StatusText, calendar: Callable[[float], str]) -> Sequence[str]:
    """The lines below the title; `calendar` turns epoch seconds into text."""
    style = Style(Dialect.V3_0, inactive=True, pending=shown.pending)
    lines: list[str] = []
    if cluster.nodes:
        lines += _section("Node List", node_entries(cluster, style))
        lines.append("")
    lines += _section("Full List of Resources", resource_entries(cluster, style) or [Entry("No resources")])
    if shown.attributes:
        nodes = attribute_nodes(cluster, style)
        found = [
            Entry(f"Node: {node.name}", tuple(Entry(line) for line in attribute_lines(node, style)), heading=True)
            for node in nodes
        ]
        lines += ["", *_section("Node Attributes", found)] if found else []
    if shown.failures:
        counts = failure_summary(cluster, style, calendar)
        lines += ["", *_section("Migration Summary", counts)] if counts else []
        detailed = Style(Dialect.V3_0, inactive=True, detail=True)
        listed = listed_failures(cluster, style)
        failed = [Entry(line) for each in listed for line in failure_lines(each, detailed, calendar)]
        lines += ["", *_section("Failed Resource Actions", failed)] if failed else []
    return lines


def _section(title: str, entries: Sequence[Entry]) -> list[str]:
    return [f"  * {title}:", *render(entries, Dialect.V3_0, depth=1)]
