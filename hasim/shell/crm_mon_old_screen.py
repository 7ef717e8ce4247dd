"""The sections of crm_mon's screen, in the form of 1.1."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.shell.crm_mon_fencing import old_failed_fencing, old_fencing_done
from hasim.shell.crm_mon_page import (
    Page,
    attribute_tree,
    dc_text,
    last_change,
    management_lines,
    no_dc,
    node_tree,
    nothing_text,
)
from hasim.shell.listing.bans import ban_lines, ticket_lines
from hasim.shell.listing.counts import node_count_text, resource_count_text
from hasim.shell.listing.entry import Entry, render
from hasim.shell.listing.failures import failure_lines, listed_failures
from hasim.shell.listing.history import failure_summary, operation_entries
from hasim.shell.listing.nodes import node_entries
from hasim.shell.listing.resources import resource_entries

__all__ = ["old_screen_text"]


def old_screen_text(page: Page) -> str:
    """The whole screen."""
    return "".join(line + "\n" for line in _lines(page))


def _lines(page: Page) -> Iterator[str]:
    shows = page.screen.shows
    if shows("stack"):
        yield f"Stack: {page.cluster.options.values.get('cluster-infrastructure', 'unknown')}"
    if shows("dc") or no_dc(page):
        yield f"Current DC: {dc_text(page)}"
    if shows("times"):
        yield from _times(page)
    if shows("counts"):
        yield from ("", node_count_text(page.cluster), resource_count_text(page.counts, page.style))
    if shows("maint-mode"):
        yield from management_lines(page.cluster)
    if shows("nodes"):
        yield from ("", *_nodes(page))
    if shows("resources"):
        yield from _resources(page)
    if shows("attributes"):
        yield from _tree("Node Attributes", attribute_tree(page), "    + ")
    if shows("operations"):
        yield from _tree("Operations", operation_entries(page.cluster, page.style, page.calendar), "   ")
    elif shows("failcounts"):
        yield from _tree("Migration Summary", failure_summary(page.cluster, page.style, page.calendar), "   ")
    if shows("failures"):
        yield from _failures(page)
    yield from old_failed_fencing(page)
    if shows("tickets"):
        yield from _list("Tickets", ticket_lines(page.cluster, page.calendar, page.style))
    if shows("bans"):
        bans = ban_lines(page.cluster, page.style, page.screen.ban_prefix)
        yield from _list("Negative Location Constraints", bans)
    yield from old_fencing_done(page)


def _times(page: Page) -> list[str]:
    updated, change = f"Last updated: {page.calendar(page.now)}", last_change(page.cluster)
    known = any(page.cluster.cib.root.get(name) for name in ("update-user", "update-client", "update-origin"))
    return [updated, f"Last change: {change}"] if known else [f"{updated}\t\tLast change: {change}"]


def _nodes(page: Page) -> Iterator[str]:
    if not page.style.by_node:
        for entry in node_entries(page.cluster, page.style):
            yield entry.text
        return
    for entry in node_tree(page):
        yield entry.text
        yield from (f"\t{below.text}" for below in entry.below)


def _resources(page: Page) -> list[str]:
    style = page.style
    if style.by_node and not style.inactive:
        return []
    lines = render(resource_entries(page.cluster, style), style.dialect)
    title = (
        "Inactive resources" if style.by_node else "Full list of resources" if style.inactive else "Active resources"
    )
    return ["", f"{title}:", "", *lines] if lines else ["", nothing_text(style), ""]


def _tree(title: str, entries: list[Entry], indent: str) -> Iterator[str]:
    yield from ("", f"{title}:")
    for entry in entries:
        yield f"* {entry.text}:"
        for below in entry.below:
            yield indent + below.text
            yield from (f"    + {operation.text}" for operation in below.below)


def _failures(page: Page) -> list[str]:
    found = listed_failures(page.cluster, page.style)
    lines = []
    for failure in found:
        first, *more = failure_lines(failure, page.style, page.calendar)
        lines += [f"* {first}", *more]
    return ["", "Failed Resource Actions:", *lines] if lines else []


def _list(title: str, lines: list[str]) -> list[str]:
    return ["", f"{title}:", *(f" {line}" for line in lines)] if lines else []
