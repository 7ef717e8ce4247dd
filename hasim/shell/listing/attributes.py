"""Node attributes, with the remark on lost connectivity."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.scheduler.model import Cluster, Node, Primitive
from hasim.scheduler.parameters import parameters
from hasim.shell.listing.style import Style

__all__ = ["attribute_lines", "attribute_nodes", "expected_score", "leading_number", "shown_attributes"]

_HIDDEN = ("shutdown", "terminate", "standby", "fail-count", "last-failure", "probe_complete", "#")
_HIDDEN_SINCE_2 = ("shutdown", "terminate", "standby", "fail-count", "last-failure", "#")


def attribute_nodes(cluster: Cluster, style: Style) -> list[Node]:
    """The nodes whose attributes are listed: those that are online; since 2.0 only if they have any."""
    online = [node for node in cluster.nodes if node.online and style.shows_node(node.name)]
    return [node for node in online if style.old or shown_attributes(node, style)]


def shown_attributes(node: Node, style: Style) -> list[tuple[str, str]]:
    """The attributes that are a person's business, by name; internal ones are left out."""
    hidden = _HIDDEN if style.old else _HIDDEN_SINCE_2
    return sorted((name, value) for name, value in node.attributes.items() if not name.startswith(hidden))


def attribute_lines(node: Node, style: Style) -> list[str]:
    """One line an attribute: name and value in columns."""
    pairs = shown_attributes(node, style)
    return [f"{_column(name, 32)}\t: {_column(value, 10)}{_remark(name, value, node)}" for name, value in pairs]


def _column(text: str, width: int) -> str:
    """The text, filled up with blanks: the real tools count bytes."""
    return text + " " * (width - len(text.encode()))


def _remark(name: str, value: str, node: Node) -> str:
    expected = expected_score(name, node)
    if expected is None:
        return ""
    score = leading_number(value)
    if score <= 0:
        return "\t: Connectivity is lost"
    return f"\t: Connectivity is degraded (Expected={expected})" if score < expected else ""


def expected_score(name: str, node: Node) -> int | None:
    """What an attribute of that name is worth with all hosts reachable, if a ping resource that runs here sets it."""
    for resource in _primitives(node):
        if resource.type.lower() in ("ping", "pingd"):
            values = parameters(resource, node)
            if values.get("name", "pingd") == name:
                hosts = values.get("host_list", "").split()
                return len(hosts) * leading_number(values.get("multiplier", "1"))
    return None


def _primitives(node: Node) -> Iterator[Primitive]:
    for resource in node.running:
        yield from resource.leaves()


def leading_number(text: str) -> int:
    """The number that a text begins with; 0 for none."""
    digits = text.strip()
    end = 1 if digits[:1] in ("-", "+") else 0
    while end < len(digits) and digits[end].isdigit():
        end += 1
    return int(digits[:end]) if any(character.isdigit() for character in digits[:end]) else 0
