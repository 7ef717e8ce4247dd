"""The sections of crm_mon's screen, in the form of 2.1 and later."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.scheduler.model import Cluster
from hasim.shell.crm_mon_fencing import failed_fencing, fencing_done
from hasim.shell.crm_mon_page import (
    Page,
    attribute_tree,
    dc_text,
    last_change,
    management_lines,
    no_dc,
    node_tree,
    nothing_text,
    told_once,
)
from hasim.shell.listing.bans import ban_lines, ticket_lines
from hasim.shell.listing.counts import node_count_text, resource_count_text
from hasim.shell.listing.entry import render
from hasim.shell.listing.failures import failure_lines, listed_failures
from hasim.shell.listing.history import failure_summary, history_known, operation_entries
from hasim.shell.listing.resources import resource_entries
from hasim.shell.listing.style import Style

__all__ = ["option_texts", "resource_title", "screen_text"]


def screen_text(page: Page) -> str:
    """The whole screen."""
    sections = [section for make in _SECTIONS if (section := make(page)) is not None]
    return "\n".join("".join(line + "\n" for line in lines) for lines in sections)


def _section(title: str, lines: list[str]) -> list[str] | None:
    return [f"{title}:", *lines] if lines else None


def _items(texts: list[str]) -> list[str]:
    return [f"  * {text}" for text in texts]


def _summary(page: Page) -> list[str] | None:
    shows = page.screen.shows
    texts = []
    if shows("stack"):
        launcher = f" ({page.launcher})" if page.launcher and page.style.dialect is Dialect.V3_0 else ""
        texts.append(f"Stack: {told_once(page.cluster, 'cluster-infrastructure') or 'unknown'}{launcher}")
    if shows("dc") or no_dc(page):
        texts.append(f"Current DC: {dc_text(page)}")
    if shows("times") and not page.quiet:
        texts += _times(page)
    if shows("counts"):
        texts += [node_count_text(page.cluster), resource_count_text(page.counts, page.style)]
    lines = _items(texts)
    if shows("options"):
        lines += _items(option_texts(page.cluster))
    if shows("maint-mode"):
        lines += management_lines(page.cluster)
    return _section("Cluster Summary", lines)


def _times(page: Page) -> list[str]:
    updated = f"Last updated: {page.calendar(page.now)}"
    if page.style.dialect is Dialect.V3_0 and page.node:
        updated += f" on {page.node}"
    return [updated, f"Last change:  {last_change(page.cluster)}"]


def option_texts(cluster: Cluster) -> list[str]:
    """What the cluster options come to."""
    options = cluster.options
    policies = {
        "freeze": "Freeze resources",
        "stop": "Stop ALL resources",
        "demote": "Demote promotable resources and stop all other resources",
        "ignore": "Ignore",
        "fence": "Suicide",
    }
    texts = ["STONITH of failed nodes enabled" if options.fencing_enabled else "STONITH of failed nodes disabled"]
    texts.append("Cluster is symmetric" if options.symmetric else "Cluster is asymmetric")
    texts.append(f"No quorum policy: {policies[options.no_quorum_policy]}")
    return texts


def _nodes(page: Page) -> list[str] | None:
    if not page.screen.shows("nodes"):
        return None
    lines = render(node_tree(page), page.style.dialect)
    return ["Node List:", *lines] if any(page.style.shows_node(node.name) for node in page.cluster.nodes) else None


def resource_title(style: Style) -> str:
    """The title of the list of resources."""
    if style.by_node:
        return "Inactive Resources"
    return "Full List of Resources" if style.inactive else "Active Resources"


def _resources(page: Page) -> list[str] | None:
    style = page.style
    if not page.screen.shows("resources") or (style.by_node and not style.inactive):
        return None
    lines = render(resource_entries(page.cluster, style), style.dialect)
    return _section(resource_title(style), lines or [f"  * {nothing_text(style)}"])


def _attributes(page: Page) -> list[str] | None:
    if not page.screen.shows("attributes"):
        return None
    return _section("Node Attributes", render(attribute_tree(page), page.style.dialect))


def _history(page: Page) -> list[str] | None:
    dialect = page.style.dialect
    if page.screen.shows("operations"):
        tree = operation_entries(page.cluster, page.style, page.calendar)
        return _history_section("Operations", page, render(tree, dialect))
    if page.screen.shows("failcounts"):
        tree = failure_summary(page.cluster, page.style, page.calendar)
        return _history_section("Migration Summary", page, render(tree, dialect))
    return None


def _history_section(title: str, page: Page, lines: list[str]) -> list[str] | None:
    return [f"{title}:", *lines] if history_known(page.cluster, page.style) else None


def _failures(page: Page) -> list[str] | None:
    if not page.screen.shows("failures"):
        return None
    found = listed_failures(page.cluster, page.style)
    texts = [line for failure in found for line in failure_lines(failure, page.style, page.calendar)]
    return _section("Failed Resource Actions", _items(texts))


def _tickets(page: Page) -> list[str] | None:
    if not page.screen.shows("tickets"):
        return None
    return _section("Tickets", _items(ticket_lines(page.cluster, page.calendar, page.style)))


def _bans(page: Page) -> list[str] | None:
    if not page.screen.shows("bans"):
        return None
    return _section(
        "Negative Location Constraints", _items(ban_lines(page.cluster, page.style, page.screen.ban_prefix))
    )


_SECTIONS = (
    *(_summary, _nodes, _resources, _attributes, _history, _failures, failed_fencing),
    *(_tickets, _bans, fencing_done),
)
