"""The objects of a configuration: what the language can speak about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from hasim.cib import Element
from hasim.crmsh.vocabulary import (
    BY_TAG,
    CHILD_TAGS,
    CONTAINER_TAGS,
    DEFAULTS_TAGS,
    Kind,
)


@dataclass(frozen=True, eq=False)
class Item:
    """One object. `element` is what is edited: of the defaults, the set of attributes inside.

    `path` holds the elements around it from the configuration downwards, `parent` the resource that contains it.
    """

    kind: Kind
    element: Element
    path: tuple[Element, ...] = ()
    parent: Item | None = None

    @property
    def id(self) -> str:
        """What the object is called; the fencing topology, which has no id, by its keyword."""
        if self.kind.keyword == "fencing_topology":
            return "fencing_topology"
        return self.element.id or self.element.get("uname") or self.kind.default_id or ""

    @property
    def is_node(self) -> bool:
        """Nodes have names of their own: a resource may be called like a node."""
        return self.kind.keyword == "node"

    @property
    def top(self) -> Item:
        """The outermost resource that contains it, or itself."""
        return self.parent.top if self.parent is not None else self

    def __str__(self) -> str:
        return self.id if self.kind.keyword == "fencing_topology" else f"{self.kind.keyword}:{self.id}"


def items(configuration: Element) -> list[Item]:
    """All objects, simple ones before those that may refer to them, else in document order."""
    return sorted(_collect(configuration, (), None), key=lambda item: item.kind.rank)


def _collect(parent: Element, path: tuple[Element, ...], container: Item | None) -> Iterator[Item]:
    for child in parent.children:
        around = (*path, parent)
        kind = BY_TAG.get(child.tag)
        inner = container
        if child.tag in DEFAULTS_TAGS and kind is not None:
            for each in child.all("meta_attributes"):
                yield Item(kind, each, (*around, child))
        elif kind is not None:
            item = Item(kind, child, around, container if child.tag in CHILD_TAGS else None)
            inner = item if child.tag in CONTAINER_TAGS else container
            yield item
        yield from _collect(child, around, inner)


def _names(item: Item) -> set[str]:
    """What an object can be called by: its id, and for a node its name."""
    return {item.id, item.element.get("uname") or item.id} if item.is_node else {item.id}


class Inventory:
    """The objects of one configuration, found by id."""

    def __init__(self, configuration: Element) -> None:
        self.configuration = configuration
        self.items = items(configuration)
        self._named: dict[str, list[Item]] = {}
        for item in self.items:
            for name in _names(item):
                self._named.setdefault(name, []).append(item)

    def matching(self, pattern: str) -> list[Item]:
        """The objects whose id (for nodes: or name) matches a pattern with ``*`` and ``?``."""
        if not any(sign in pattern for sign in "*?["):
            return self._named.get(pattern, [])
        return [item for item in self.items if any(fnmatchcase(name, pattern) for name in _names(item))]

    def find(self, id_: str) -> Item | None:
        """The object of that id; a node only if nothing else is called so."""
        found = self.matching(id_)
        return next((item for item in found if not item.is_node), found[0] if found else None)

    def resource(self, id_: str) -> Item | None:
        """The object of that id that is not a node."""
        return next((item for item in self.matching(id_) if not item.is_node), None)

    def node(self, name: str) -> Item | None:
        """The node of that name or id."""
        return next((item for item in self.matching(name) if item.is_node), None)

    def of(self, *keywords: str) -> list[Item]:
        """The objects of these kinds."""
        return [item for item in self.items if item.kind.keyword in keywords]

    def children(self, item: Item) -> list[Item]:
        """The resources directly in a container."""
        return [each for each in self.items if each.parent is item]

    @property
    def node_names(self) -> tuple[str, ...]:
        """The names of all nodes, sorted."""
        return tuple(sorted(item.element.get("uname") or "" for item in self.of("node")))

    @cached_property
    def known_ids(self) -> frozenset[str]:
        """All ids in use."""
        return frozenset(element.id for element in self.configuration.walk() if element.id)

    def ids(self) -> set[str]:
        """All ids in use, as a set of one's own to which new ones can be added."""
        return set(self.known_ids)

    def has_id(self, id_: str) -> bool:
        """Whether any element has that id."""
        return id_ in self.known_ids

    def property(self, name: str) -> str | None:
        """The value of a cluster property, from the first set that has it."""
        for item in self.of("property"):
            for pair in item.element.all("nvpair"):
                if pair.get("name") == name:
                    return pair.get("value")
        return None
