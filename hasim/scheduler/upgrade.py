"""Older ways to write a configuration, read as the newest schema would write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hasim.cib.element import Element

_DROPPED_CLASSES = frozenset({"nagios", "upstart"})


def newest_resource(element: Element, *, as_2_1: bool = False) -> Element | None:
    """A resource as the newest schema has it; None for one of a kind that no longer exists (in 2.1.5 all exist).

    A ``master`` becomes a promotable ``clone``.
    """
    dropped = element.get("class") in _DROPPED_CLASSES or (element.tag == "bundle" and element.first("rkt") is not None)
    if dropped and not as_2_1:
        return None
    if element.tag != "master":
        return element
    promotable = Element("nvpair", {"id": f"{element.id}-promotable", "name": "promotable", "value": "true"})
    block = Element("meta_attributes", {"id": f"{element.id}-promotable-meta", "score": "INFINITY"}, (promotable,))
    return replace(element, tag="clone", children=(block, *element.children))


def newest_locations(element: Element) -> Iterator[Element]:
    """The location constraints that one ``rsc_location`` amounts to: one for each of its rules, if there are several.

    The rules of a ``lifetime`` further restrict each of them.
    """
    lifetime = element.first("lifetime")
    if lifetime is not None:
        element = element.with_children(child for child in element.children if child is not lifetime)
    rules = element.all("rule")
    for rule in rules if len(rules) > 1 else [None]:
        single = element
        if rule is not None:
            single = element.with_children(child for child in element.children if child.tag != "rule" or child is rule)
        yield single if lifetime is None else _within(single, lifetime)


def _within(element: Element, lifetime: Element) -> Element:
    """`element` restricted to its lifetime: both the rule it has (or its node) and that of the lifetime must hold."""
    bounds = lifetime.all("rule")
    if not bounds:
        return element
    bound = bounds[0] if len(bounds) == 1 else Element("rule", {"boolean-op": "or"}, tuple(bounds))
    rule = element.first("rule")
    if rule is None:
        at_node = {"attribute": "#uname", "operation": "eq", "value": element.get("node", "") or ""}
        rule = Element("rule", {"score": element.get("score", "0") or "0"}, (Element("expression", at_node),))
    kept = {name: value for name, value in rule.attributes.items() if name != "boolean-op"}
    both = Element(
        "rule",
        {**kept, "boolean-op": "and"},
        (
            replace(rule, attributes={name: value for name, value in rule.attributes.items() if name == "boolean-op"}),
            bound,
        ),
    )
    others = tuple(child for child in element.children if child.tag != "rule")
    return element.with_attributes({"node": None, "score": None}).with_children((*others, both))
