"""Resources and sets of values as the text that `pcs ... config` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hasim.cib import Element
from hasim.cib.values import is_true
from hasim.shell.pcs.bundle_text import bundle_lines
from hasim.shell.pcs.lookup import members
from hasim.shell.pcs.primitive import CHECK_LEVEL
from hasim.shell.pcs.quoting import pair_texts
from hasim.shell.pcs.roles import newer_role
from hasim.shell.pcs.rule_text import State, set_rule_lines

__all__ = ["indented", "operation_pairs", "pairs_of", "resource_lines", "set_lines"]

_OPERATION = (
    "interval",
    "id",
    "start-delay",
    "interval-origin",
    "timeout",
    "enabled",
    "record-pending",
    "role",
    "on-fail",
)


def indented(lines: Iterable[str], step: int = 2) -> list[str]:
    """Lines further to the right; empty ones stay empty."""
    return [" " * step + line if line else line for line in lines]


def pairs_of(attributes: Element, *, by_id: bool = False) -> list[tuple[str, str]]:
    """The names and values of a set, in its order or in that of their ids."""
    found = attributes.all("nvpair")
    found = sorted(found, key=lambda pair: pair.id) if by_id else found
    return [(pair.get("name") or "", pair.get("value") or "") for pair in found]


def _unknown(_rule: Element) -> str:
    return ""


def set_lines(label: str, attributes: Element, *, with_ids: bool = False, state: State = _unknown) -> list[str]:
    """A set of values under its heading; `state` says of a rule that it is over, or not in effect yet."""
    rule = attributes.first("rule")
    said = state(rule) if rule is not None else ""
    head = f"{label} ({said}):" if said else f"{label}:"
    head = f"{head} {attributes.id}" if attributes.id else head
    options = {name: value for name, value in attributes.attributes.items() if name != "id"}
    heading = " ".join([head, *pair_texts(sorted(options.items()))])
    lines = pair_texts(sorted(pairs_of(attributes)))
    lines += set_rule_lines(rule, with_ids=with_ids, state=state) if rule is not None else []
    return [heading, *indented(lines)]


def _first_set(element: Element, tag: str, label: str) -> list[str]:
    found = element.first(tag)
    return set_lines(label, found) if found is not None and found.all("nvpair") else []


def _as_clone(master: Element) -> Element:
    """A promotable clone of the older kind as what it is called now."""
    pair = Element("nvpair", {"name": "promotable", "value": "true"})
    present = master.first("meta_attributes")
    if present is None:
        return master.with_child(Element("meta_attributes", {}, (pair,)))
    return master.with_children(each.with_child(pair) if each is present else each for each in master.children)


def resource_lines(element: Element) -> list[str]:
    """A resource with everything in it."""
    element = _as_clone(element) if element.tag == "master" else element
    description = element.get("description")
    output = [f"Description: {description}"] if description else []
    output += _first_set(element, "instance_attributes", "Attributes")
    output += _first_set(element, "meta_attributes", "Meta Attributes")
    return _KINDS[element.tag](element, output)


def _primitive(element: Element, output: list[str]) -> list[str]:
    output += _first_set(element, "utilization", "Utilization")
    operations = [each for holder in element.all("operations") for each in holder.all("op")]
    if operations:
        output += ["Operations:", *indented(line for each in operations for line in _operation(each))]
    provider = f" provider={element.get('provider')}" if element.get("provider") else ""
    agent = f"class={element.get('class')}{provider} type={element.get('type')}"
    return [f"Resource: {element.id} ({agent})", *indented(output)]


def operation_pairs(element: Element, *, with_id: bool = False) -> list[tuple[str, str]]:
    """The options of an operation."""
    pairs: list[tuple[str, str]] = []
    for name in _OPERATION:
        value = element.get(name)
        if name == "id" and not with_id:
            continue
        if not value or (name == "interval-origin" and element.get("start-delay")):
            continue
        if name in ("enabled", "record-pending"):
            value = "1" if is_true(value) else "0"
        pairs.append((name, newer_role(value) if name == "role" else value))
    levels = [pair for each in element.all("instance_attributes") for pair in each.all("nvpair")]
    return pairs + [(CHECK_LEVEL, pair.get("value") or "") for pair in levels if pair.get("name") == CHECK_LEVEL][:1]


def _operation(element: Element) -> list[str]:
    return [f"{element.get('name')}: {element.id}", *indented(pair_texts(operation_pairs(element)))]


def _container(label: str) -> Callable[[Element, list[str]], list[str]]:
    def lines(element: Element, output: list[str]) -> list[str]:
        inner = [line for each in members(element) for line in resource_lines(each)]
        return [f"{label}: {element.id}", *indented([*output, *inner])]

    return lines


def _bundle(element: Element, output: list[str]) -> list[str]:
    description = element.get("description")
    lines = [f"Description: {description}"] if description else []
    lines += [*bundle_lines(element, pair_texts), *_first_set(element, "meta_attributes", "Meta Attributes")]
    inner = [line for each in members(element) for line in resource_lines(each)]
    return [f"Bundle: {element.id}", *indented([*lines, *inner])]


_KINDS: dict[str, Callable[[Element, list[str]], list[str]]] = {
    "primitive": _primitive,
    "group": _container("Group"),
    "clone": _container("Clone"),
    "bundle": _bundle,
}
