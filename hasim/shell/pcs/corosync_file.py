"""Changes of Corosync's configuration file, and how pcs writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hasim.sim.corosync_conf import Section

__all__ = [
    "LINK_NAMES",
    "node_name",
    "nodes_of",
    "options_of",
    "text_of",
    "transport_of",
    "used_links",
    "with_section_options",
    "with_two_node",
    "without_empty",
]

LINK_NAMES = {
    "linknumber": "linknumber",
    "link_priority": "knet_link_priority",
    "mcastport": "mcastport",
    "ping_interval": "knet_ping_interval",
    "ping_precision": "knet_ping_precision",
    "ping_timeout": "knet_ping_timeout",
    "pong_count": "knet_pong_count",
    "transport": "knet_transport",
}
"""The options of a knet link as pcs calls them, and as the file does."""
_LINKS = 8


def text_of(tree: Section) -> str:
    """The file."""
    return "\n".join(_lines(tree)) + "\n"


def _lines(section: Section) -> list[str]:
    lines = [f"{name}: {value}" for name, value in section.keys.items()]
    for index, each in enumerate(section.sections):
        lines += [""] if lines or index else []
        lines += [f"{each.name} {{", *(f"    {line}" if line else "" for line in _lines(each)), "}"]
    return lines


def with_options(section: Section, options: Mapping[str, str]) -> Section:
    """A section with options; an empty value takes one away."""
    keys = dict(section.keys)
    for name, value in sorted(options.items()):
        if value:
            keys[name] = value
        else:
            keys.pop(name, None)
    return replace(section, keys=keys)


def with_section_options(tree: Section, name: str, options: Mapping[str, str]) -> Section:
    """The file with options in the last section of that name, and without them in others; a new one goes last."""
    found = tree.all(name)
    if not found:
        return replace(tree, sections=(*tree.sections, with_options(Section(name), options)))
    gone = dict.fromkeys(options, "")
    changed = tuple(
        with_options(each, options if each is found[-1] else gone) if each.name == name else each
        for each in tree.sections
    )
    return replace(tree, sections=changed)


def without_empty(tree: Section) -> Section:
    """Without sections that say nothing."""
    inner = tuple(without_empty(each) for each in tree.sections)
    return replace(tree, sections=tuple(each for each in inner if not _is_empty(each)))


def _is_empty(section: Section) -> bool:
    return not section.sections and (
        not section.keys or (section.name == "interface" and set(section.keys) == {"linknumber"})
    )


def options_of(tree: Section, name: str, known: Mapping[str, str]) -> dict[str, str]:
    """The options of all sections of that name; `known` gives the names that pcs has for keys of the file."""
    return {known[key]: value for each in tree.all(name) for key, value in each.keys.items() if key in known}


def transport_of(tree: Section) -> str:
    """The transport."""
    return next((each.keys["transport"] for each in reversed(tree.all("totem")) if "transport" in each.keys), "knet")


def nodes_of(tree: Section) -> list[Section]:
    """The entries of the nodes."""
    return [node for each in tree.all("nodelist") for node in each.all("node")]


def node_name(node: Section) -> str:
    """The name of a node; empty where the file has none."""
    return node.keys.get("name", "")


def used_links(tree: Section) -> list[str]:
    """The numbers of the links, as text."""
    return [
        str(number) for number in range(_LINKS) if any(f"ring{number}_addr" in each.keys for each in nodes_of(tree))
    ]


def with_two_node(tree: Section) -> Section:
    """With the option for two nodes exactly where it belongs."""
    quorum = tree.all("quorum")
    tie_breaker = any(each.keys.get("auto_tie_breaker") == "1" for each in quorum)
    device = any(each.all("device") for each in quorum)
    if len(nodes_of(tree)) == 2 and not tie_breaker and not device:
        return with_section_options(tree, "quorum", {"two_node": "1"})
    return replace(
        tree,
        sections=tuple(
            with_options(each, {"two_node": ""}) if each.name == "quorum" else each for each in tree.sections
        ),
    )
