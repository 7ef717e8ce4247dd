"""One screen of crm_mon: what it is made from, and the facts that every dialect shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hasim.cib import Dialect
from hasim.scheduler.model import Cluster, Node
from hasim.shell.crm_mon_options import Screen
from hasim.shell.fencing_text import FencingHistory
from hasim.shell.listing.attributes import attribute_lines, attribute_nodes
from hasim.shell.listing.counts import Counts
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.nodes import display_name, mixed_versions, node_entries, node_heading, node_line
from hasim.shell.listing.resources import node_resources
from hasim.shell.listing.style import Style

__all__ = [
    "Page",
    "attribute_tree",
    "chosen_style",
    "dc_text",
    "last_change",
    "launcher_line",
    "management_lines",
    "no_dc",
    "node_tree",
    "nothing_text",
    "told_once",
]

Clock = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that one screen is made from."""

    cluster: Cluster
    screen: Screen
    style: Style
    calendar: Clock
    date: Clock
    now: float
    node: str = ""
    """The name of the node on which crm_mon runs."""
    launcher: str = ""
    """What the local pacemakerd says of itself; empty off a live cluster."""
    fencing: FencingHistory = field(default_factory=FencingHistory)

    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0))
    """Taken before constraints are read, which may block resources."""
    quiet: bool = False
    checked: str = ""
    """When the local pacemakerd said so; empty where that is not told."""

    @property
    def old(self) -> bool:
        """Whether this is 1.1's form."""
        return self.style.old


def dc_text(page: Page) -> str:
    """The DC, its version, and whether its partition has quorum."""
    dc = next((node for node in page.cluster.nodes if node.is_dc), None)
    if dc is None:
        return "NONE"
    version = told_once(page.cluster, "dc-version") or "unknown"
    mixed = "MIXED-VERSION " if not page.old and mixed_versions(page.cluster) else ""
    quorum = "with quorum" if page.cluster.quorate else "WITHOUT quorum"
    return f"{display_name(dc, page.style)} (version {version}) - {mixed}partition {quorum}"


def launcher_line(state: str, checked: str) -> str:
    """What 2.1.5 says first of all on a node of a live cluster."""
    return f"Status of pacemakerd: '{state}' (last updated {checked})"


def told_once(cluster: Cluster, name: str) -> str:
    """The value of a name that stands in one pair of the whole document; empty for a name in none, or in several."""
    pairs = [each for each in cluster.cib.root.walk() if each.tag == "nvpair" and each.get("name") == name]
    return pairs[0].get("value", "") or "" if len(pairs) == 1 else ""


def no_dc(page: Page) -> bool:
    """Whether no DC is known: this is told even where the DC is not asked for."""
    return not any(node.is_dc for node in page.cluster.nodes)


def last_change(cluster: Cluster) -> str:
    """When, by whom, with what and where the configuration was last changed, as far as it is known."""
    root = cluster.cib.root
    words = (("by", "update-user"), ("via", "update-client"), ("on", "update-origin"))
    more = [f" {word} {value}" for word, name in words if (value := root.get(name)) is not None]
    return (root.get("cib-last-written") or "") + "".join(more)


def management_lines(cluster: Cluster) -> list[str]:
    """The warning that the cluster does nothing, if that is so."""
    if cluster.options.maintenance_mode:
        return [
            "",
            "              *** Resource management is DISABLED ***",
            "  The cluster will not attempt to start, stop or recover services",
        ]
    if cluster.options.stop_all_resources:
        return ["", "    *** Resource management is DISABLED ***", "  The cluster will keep all resources stopped"]
    return []


def node_tree(page: Page) -> list[Entry]:
    """The node list; by node, each with what runs there."""
    if not page.style.by_node:
        return node_entries(page.cluster, page.style)
    shown = (node for node in page.cluster.nodes if page.style.shows_node(node.name))
    return [entry for node in shown if (entry := _with_resources(node, page)) is not None]


def _with_resources(node: Node, page: Page) -> Entry | None:
    running = tuple(node_resources(node, page.style))
    if page.style.brief and not node.running and not page.old:
        return None
    below = running if page.old else (Entry("Resources", running, heading=True),)
    return Entry(node_line(node, page.cluster, page.style), below, heading=True)


def nothing_text(style: Style) -> str:
    """What stands in place of an empty resource list."""
    which = "inactive " if style.by_node else "" if style.inactive else "active "
    return f"No {which}resources"


def attribute_tree(page: Page) -> list[Entry]:
    """The attributes below their nodes."""
    nodes = attribute_nodes(page.cluster, page.style)
    lines = {node: attribute_lines(node, page.style) for node in nodes}
    return [Entry(node_heading(node, page.style), tuple(map(Entry, lines[node])), heading=True) for node in nodes]


def chosen_style(screen: Screen, dialect: Dialect, cluster: Cluster) -> Style:
    """The style that the command line asks for."""
    parsed = screen.parsed
    style = Style(
        dialect,
        inactive="inactive" in parsed or screen.form == "xml",
        by_node="by-node" in parsed,
        brief="brief" in parsed,
        detail="detail" in parsed or screen.form == "xml",
        timing="timing" in parsed,
        pending=dialect is not Dialect.V1_1 or "pending" in parsed,
    )
    if parsed.value("node"):
        style = replace(style, nodes=_tagged(parsed.value("node"), cluster))
    if parsed.value("resource"):
        style = replace(style, resources=_resources_of(parsed.value("resource"), cluster))
    return style


def _resources_of(name: str, cluster: Cluster) -> frozenset[str]:
    """The resources that a name or a tag stands for: of an instance that is unique only the first that is found."""
    parts = [part for top in cluster.resources for part in top.walk()]
    found = next((part for part in parts if name in (part.id, part.configured_id)), None)
    return frozenset([found.id]) if found is not None and found.unique else _tagged(name, cluster)


def _tagged(name: str, cluster: Cluster) -> frozenset[str]:
    return frozenset([name, *cluster.tags.get(name, ())])
