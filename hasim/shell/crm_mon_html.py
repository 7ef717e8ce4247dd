"""crm_mon's screen as a web page, in the form of 2.1.5 (`--output-as=html`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from hasim.cib import Dialect, Unsupported
from hasim.cib.duration import parse_duration
from hasim.scheduler.model import Node
from hasim.shell.crm_mon_fencing import failed_fencing, fencing_done
from hasim.shell.crm_mon_options import Screen
from hasim.shell.crm_mon_page import Page, last_change, launcher_line, no_dc, nothing_text, told_once
from hasim.shell.crm_mon_screen import option_texts, resource_title
from hasim.shell.html_text import Html, node, span, write_html
from hasim.shell.listing.attributes import attribute_nodes, expected_score, leading_number, shown_attributes
from hasim.shell.listing.bans import ban_lines, ticket_lines
from hasim.shell.listing.counts import node_count_text
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.failures import failure_lines, listed_failures
from hasim.shell.listing.history import failure_summary, history_known, operation_entries
from hasim.shell.listing.nodes import display_name, feature_set_text, mixed_versions, node_health
from hasim.shell.listing.resources import node_resources, resource_entries

__all__ = ["page_text", "web_page"]

_STYLE = """\
.bold { font-weight: bold }
.online { color: green }
.offline { color: red }
.maint { color: blue }
.standby { color: blue }
.health_red { color: red }
.health_yellow { color: GoldenRod }
.rsc-failed { color: red }
.rsc-failure-ignored { color: DarkGreen }
.rsc-managed { color: blue }
.rsc-multiple { color: orange }
.rsc-ok { color: green }
.warning { color: red; font-weight: bold }"""
"""What the classes look like: part of the program's output."""


def web_page(page: Page) -> str:
    """The whole page. Raises Unsupported for what fencing there is to tell."""
    if failed_fencing(page) or fencing_done(page):
        raise Unsupported("fencing history on a web page", "crm_mon", "")
    body = [node("li", launcher_line(page.launcher, page.checked))] if page.checked else []
    body += [each for make in _SECTIONS for each in make(page)]
    return page_text(page.screen, body, page.style.dialect)


def page_text(screen: Screen, body: Iterable[Html], dialect: Dialect) -> str:
    """A page with this body, as the command line wants it; 2.1.5's, which is the one whose form is known."""
    if dialect is not Dialect.V2_1:
        raise Unsupported("crm_mon --output-as=html outside dialect 2.1", "crm_mon", "")
    parsed = screen.parsed
    head = [node("title", parsed.value("html-title", "Cluster Status")), node("meta", charset="utf-8")]
    if screen.target != "-":
        seconds = str(parse_duration(parsed.value("interval", "5s")) // 1000)
        head.append(Html("meta", {"http-equiv": "refresh", "content": seconds}))
    head.append(node("style", _STYLE))
    if parsed.value("html-stylesheet"):
        head.append(node("link", rel="stylesheet", href=parsed.value("html-stylesheet")))
    start = "Content-Type: text/html\n\n" if screen.cgi else ""
    return start + write_html(node("html", node("head", *head), node("body", *body), lang="en"))


def _section(title: str, items: Iterable[Html]) -> list[Html]:
    return [node("h2", title), node("ul", *items)]


def _if_any(title: str, items: list[Html]) -> list[Html]:
    return _section(title, items) if items else []


def _texts(texts: Iterable[str]) -> list[Html]:
    return [node("li", text) for text in texts]


def _items(entries: Iterable[Entry], colon: str = "") -> list[Html]:
    """A list of entries: what is below one is a list of its own, unless that one has no text."""
    found = []
    for entry in entries:
        found += [_item(entry, colon)] if entry.text else _items(entry.below)
    return found


def _item(entry: Entry, colon: str) -> Html:
    if not entry.heading and not entry.below:
        return node("li", span(entry.text, entry.css) if entry.css else entry.text)
    return node("li", node("h3", entry.text + colon), node("ul", *_items(entry.below)))


def _summary(page: Page) -> list[Html]:
    shows, found = page.screen.shows, []
    if shows("stack"):
        found.append(_fact("Stack", span(told_once(page.cluster, "cluster-infrastructure") or "unknown")))
    if shows("dc") or no_dc(page):
        found.append(_fact("Current DC", *_dc(page)))
    if shows("times") and not page.quiet:
        found.append(_fact("Last updated", span(page.calendar(page.now))))
        found.append(_fact("Last change", span(last_change(page.cluster))))
    if shows("counts"):
        found += [node("li", span(node_count_text(page.cluster))), node("li", *_resource_count(page))]
    options = [*_texts(option_texts(page.cluster)), _management(page)] if shows("options") else []
    return _if_any("Cluster Summary", found) + _if_any("Config Options", options)


def _fact(name: str, *values: Html) -> Html:
    return node("li", span(f"{name}: ", "bold"), *values)


def _dc(page: Page) -> list[Html]:
    dc = next((each for each in page.cluster.nodes if each.is_dc), None)
    if dc is None:
        return [span("NONE", "warning")]
    version = told_once(page.cluster, "dc-version") or "unknown"
    mixed = [span(" MIXED-VERSION", "warning")] if mixed_versions(page.cluster) else []
    quorum = span(" with") if page.cluster.quorate else span(" WITHOUT", "warning")
    name = f"{display_name(dc, page.style)} (version {version}) -"
    return [span(name), *mixed, span(" partition"), quorum, span(" quorum")]


def _resource_count(page: Page) -> list[Html]:
    """The number of instances, and how many of them are held back."""
    counts = page.counts
    text = f"{counts.instances} resource instance{'' if counts.instances == 1 else 's'} configured"
    end = " from further action due to failure)" if counts.blocked else ")"
    held = [(counts.disabled, "DISABLED"), (counts.blocked, "BLOCKED")]
    found: list[Html] = []
    for number, word in held:
        if number:
            found += [span(f", {number} " if found else f"{text} ({number} "), span(word, "bold")]
    return [*found, span(end)] if found else [span(text)]


def _management(page: Page) -> Html:
    options = page.cluster.options
    what = span("Resource management: ")
    if options.maintenance_mode:
        text = " (the cluster will not attempt to start, stop, or recover services)"
        return node("li", what, span("DISABLED", "bold"), span(text))
    if options.stop_all_resources:
        return node("li", what, span("STOPPED", "bold"), span(" (the cluster will keep all resources stopped)"))
    return node("li", "Resource management: enabled")


def _nodes(page: Page) -> list[Html]:
    if not page.screen.shows("nodes"):
        return []
    shown = [each for each in page.cluster.nodes if page.style.shows_node(each.name)]
    return _if_any("Node List", [_node(each, page) for each in shown])


def _node(each: Node, page: Page) -> Html:
    name = f"{display_name(each, page.style)}:"
    if not page.style.by_node:
        return node("li", span(name, "bold"), *_status(each, page))
    running = node_resources(each, page.style)
    below = [node("li", node("h3", "Resources"), node("ul", *_items(running)))] if running else []
    return node("li", node("h3", name), node("ul", node("li", span("Status:"), *_status(each, page), *below)))


def _status(each: Node, page: Page) -> list[Html]:
    found = [span(" online", "online") if each.online else span(" OFFLINE", "offline")]
    active = ", with active resources" if each.running else ""
    if each.standby_on_fail:
        found.append(span(f" (in standby due to on-fail{active})", "standby"))
    elif each.standby:
        found.append(span(f" (in standby{active})", "standby"))
    if each.maintenance:
        found.append(span(" (in maintenance mode)", "maint"))
    health = node_health(each, page.cluster)
    if health <= 0:
        found.append(span(" (health is RED)", "health_red") if health < 0 else span(_YELLOW, "health_yellow"))
    feature_set = feature_set_text(each, page.style)
    return [*found, span(feature_set)] if feature_set else found


_YELLOW = " (health is YELLOW)"


def _resources(page: Page) -> list[Html]:
    style = page.style
    if not page.screen.shows("resources") or (style.by_node and not style.inactive):
        return []
    items = _items(resource_entries(page.cluster, style))
    return _section(resource_title(style), items or _texts([nothing_text(style)]))


def _attributes(page: Page) -> list[Html]:
    if not page.screen.shows("attributes"):
        return []
    found = []
    for each in attribute_nodes(page.cluster, page.style):
        items = [_attribute(name, value, each) for name, value in shown_attributes(each, page.style)]
        found.append(node("li", node("h3", f"{display_name(each, page.style)}:"), node("ul", *items)))
    return _if_any("Node Attributes", found)


def _attribute(name: str, value: str, each: Node) -> Html:
    """A pair; what is said of lost connections has no closing parenthesis where only some are lost."""
    text, expected, score = f"{name}: {value}", expected_score(name, each), leading_number(value)
    if expected is None or score >= max(expected, 1):
        return node("li", text if expected is None else span(text))
    remark = "(connectivity is lost)" if score <= 0 else f"(connectivity is degraded -- expected {expected}"
    return node("li", span(text), span(remark, "bold"))


def _history(page: Page) -> list[Html]:
    shows = page.screen.shows
    if not history_known(page.cluster, page.style) or not (shows("operations") or shows("failcounts")):
        return []
    if shows("operations"):
        return _section("Operations", _by_node(operation_entries(page.cluster, page.style, page.calendar)))
    return _section("Migration Summary", _by_node(failure_summary(page.cluster, page.style, page.calendar)))


def _by_node(entries: Iterable[Entry]) -> list[Html]:
    """The text says `Node: name`, the page `name:`."""
    return [_item(replace(entry, text=entry.text.removeprefix("Node: ")), ":") for entry in entries]


def _failures(page: Page) -> list[Html]:
    if not page.screen.shows("failures"):
        return []
    found = listed_failures(page.cluster, page.style)
    lines = [line for failure in found for line in failure_lines(failure, page.style, page.calendar)]
    return _if_any("Failed Resource Actions", _texts(lines))


def _tickets(page: Page) -> list[Html]:
    if not page.screen.shows("tickets"):
        return []
    lines = ticket_lines(page.cluster, page.calendar, page.style, gap="\t")
    return _if_any("Tickets", _texts(lines))


def _bans(page: Page) -> list[Html]:
    if not page.screen.shows("bans"):
        return []
    return _if_any("Negative Location Constraints", _texts(ban_lines(page.cluster, page.style, page.screen.ban_prefix)))


_SECTIONS: tuple[Callable[[Page], list[Html]], ...] = (
    *(_summary, _nodes, _resources, _attributes, _history, _failures, _tickets, _bans),
)
