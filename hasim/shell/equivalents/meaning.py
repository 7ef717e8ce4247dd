"""When two configurations say the same.

Tools that make the same change differ in what they call its parts, so the following makes no difference here:

* ids of name/value pairs and their sets, operations, rules and what is in them, sets of resources and fencing levels,
  as long as nothing refers to them; how values are spread over plain sets of the same kind; sets and sections that are
  empty; comments;
* the order of constraints, nodes, values and operations (that of resources and of a group's members counts);
* attributes that say what counts without them: actions, kind and symmetry of an order, the type of an expression;
* a node's `standby` and `maintenance` that are off; a resource's `is-managed` that is true and `target-role` that is
  Started, unless a default says otherwise or the resource is promotable, for which Started means not promoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hasim.cib import Cib, Element
from hasim.cib.score import parse_score, score_text
from hasim.cib.values import is_true, parse_boolean
from hasim.crmsh.tidy import tidy

__all__ = ["SET_TAGS", "Meaning", "is_plain", "meaning", "same_meaning", "says_nothing_new"]

SET_TAGS = ("cluster_property_set", "instance_attributes", "meta_attributes", "utilization")
_NAMELESS = frozenset(
    (
        *SET_TAGS,
        *("nvpair", "op", "rule", "expression", "date_expression", "date_spec", "duration", "resource_set"),
        *("rsc_expression", "op_expression", "fencing-level"),
    )
)
_UNORDERED = ("configuration", "constraints", "nodes", "tags", "alerts", "acls", "operations", "fencing-topology")
_CONTAINERS = ("group", "clone", "master", "bundle")

Meaning = tuple[Any, ...]


def same_meaning(one: Cib, other: Cib) -> bool:
    """Whether two documents hold configurations that say the same; status and versions are not looked at."""
    return one.configuration is other.configuration or meaning(one) == meaning(other)


def meaning(cib: Cib) -> Meaning:
    """A configuration in a form in which all that say the same are equal."""
    return _Reader(cib).read(tidy(cib.configuration))


def is_plain(attributes: Element) -> bool:
    """Whether a set of values is nothing but its values: no rule, no reference, no score."""
    pairs_only = all(
        child.tag in ("nvpair", "#comment") and child.get("id-ref") is None for child in attributes.children
    )
    return pairs_only and attributes.get("id-ref") is None and attributes.get("score") is None


def says_nothing_new(cib: Cib, resource: str, name: str, value: str) -> bool:
    """Whether a meta-attribute of a resource would say what counts without it."""
    element = next((each for each in cib.resources.walk() if each.id == resource), None)
    return element is not None and _Reader(cib).is_default(element, name, value)


class _Reader:
    def __init__(self, cib: Cib) -> None:
        self.referenced = {id for each in cib.configuration.walk() if (id := each.get("id-ref")) is not None}
        self.defaults = _plain_values(cib.rsc_defaults, "meta_attributes")
        self.all_plain = all(is_plain(each) for each in cib.rsc_defaults.all("meta_attributes"))
        self.ancestors = _ancestors(cib.resources)

    def read(self, element: Element) -> Meaning:
        attributes = dict(element.attributes)
        if element.tag in _NAMELESS and element.id not in self.referenced:
            attributes.pop("id", None)
        for name, value in _implied(element):
            if attributes.get(name) == value:
                del attributes[name]
        if "score" in attributes:
            attributes["score"] = score_text(parse_score(attributes["score"]))
        children = [*self._values(element), *(self.read(child) for child in self._others(element))]
        if element.tag == "configuration":
            children = [child for child in children if child[2]]
        if element.tag in _UNORDERED:
            children.sort(key=repr)
        return element.tag, tuple(sorted(attributes.items())), tuple(children)

    def _is_merged(self, child: Element) -> bool:
        return child.tag in SET_TAGS and is_plain(child) and child.id not in self.referenced

    def _others(self, element: Element) -> Iterator[Element]:
        """The children that are read one by one."""
        for child in element.children:
            empty = child.tag == "operations" and not child.children and not child.attributes
            if child.tag != "#comment" and not empty and not self._is_merged(child):
                yield child

    def _values(self, element: Element) -> Iterator[Meaning]:
        """The values of all plain sets, by the kind of set."""
        for tag in SET_TAGS:
            values: dict[str, Meaning] = {}
            for each in element.all(tag):
                for pair in each.all("nvpair") if self._is_merged(each) else ():
                    own = {key: text for key, text in pair.attributes.items() if key != "id" or text in self.referenced}
                    values.setdefault(pair.get("name") or "", tuple(sorted(own.items())))
            for name in [name for name in values if self._says_nothing(element, tag, name)]:
                del values[name]
            if values:
                yield tag, (), tuple(sorted(values.items()))

    def _says_nothing(self, element: Element, tag: str, name: str) -> bool:
        value = _plain_values(element, tag).get(name, "")
        if element.tag == "node" and tag == "instance_attributes" and name in ("standby", "maintenance"):
            return parse_boolean(value) is False
        if tag != "meta_attributes" or element.tag not in ("primitive", *_CONTAINERS):
            return False
        return self.is_default(element, name, value)

    def is_default(self, element: Element, name: str, value: str) -> bool:
        """Whether a meta-attribute of a resource says what counts without it."""
        around = [*self.ancestors.get(element.id, ()), *_inside(element)]
        if not self.all_plain or name in self.defaults or element.get("template") is not None:
            return False
        if any(_has(each, name) for each in around):
            return False
        if name == "is-managed":
            return is_true(value)
        return name == "target-role" and value == "Started" and not any(map(_is_promotable, (element, *around)))


def _ancestors(resources: Element) -> dict[str, tuple[Element, ...]]:
    """The containers around each resource, by its id."""
    found: dict[str, tuple[Element, ...]] = {}
    for top in resources.children:
        for child in top.all("primitive", "group"):
            found[child.id] = (top,)
            found.update({each.id: (child, top) for each in child.all("primitive")})
    return found


def _inside(element: Element) -> list[Element]:
    return [each for each in element.walk() if each.tag in ("primitive", "group") and each is not element]


def _has(element: Element, name: str) -> bool:
    return element.get("template") is not None or name in _plain_values(element, "meta_attributes")


def _is_promotable(element: Element) -> bool:
    return element.tag == "master" or is_true(_plain_values(element, "meta_attributes").get("promotable"))


def _plain_values(element: Element, tag: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for each in element.all(tag):
        for pair in each.all("nvpair"):
            values.setdefault(pair.get("name") or "", pair.get("value") or "")
    return values


def _implied(element: Element) -> Iterator[tuple[str, str]]:
    """Attributes that an element has without saying so."""
    if element.tag == "rsc_order":
        yield "then-action", element.get("first-action") or "start"
        yield "first-action", "start"
        if element.get("score") is None:
            yield "kind", "Mandatory"
        yield "symmetrical", "true"
    elif element.tag == "rsc_colocation" and element.first("resource_set") is None:
        yield "rsc-role", "Started"
        yield "with-rsc-role", "Started"
