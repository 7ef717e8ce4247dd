"""A CIB while it is being changed: its parts by what they are, and ids that are still free."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["COLLECTIVES", "NOW", "RESOURCES", "Draft"]

NOW = 1_700_000_000
COLLECTIVES = ("group", "clone", "master", "bundle")
RESOURCES = ("primitive", *COLLECTIVES)
_SECTIONS = ("crm_config", "nodes", "resources", "constraints")
_AFTER = (
    *("nodes", "resources", "constraints", "fencing-topology", "rsc_defaults", "op_defaults", "acls", "tags", "alerts"),
)

Value = TypeVar("Value")


class Draft:
    """The document, and chance."""

    def __init__(self, text: str, seed: int) -> None:
        self.root = ET.fromstring(text)
        self.random = random.Random(seed)
        self._counter = 0

    def text(self) -> str:
        """The document."""
        return ET.tostring(self.root, encoding="unicode") + "\n"

    # chance

    def one(self, *values: Value) -> Value:
        """One of some values."""
        return self.random.choice(values)

    def some(self, values: Sequence[Value], most: int = 3) -> list[Value]:
        """Up to `most` of the values, none twice."""
        return self.random.sample(list(values), min(len(values), self.random.randint(1, most)))

    def likely(self, chance: float) -> bool:
        """True with that probability."""
        return self.random.random() < chance

    # parts

    @property
    def configuration(self) -> ET.Element:
        """The configuration."""
        return self.part(self.root, "configuration")

    @property
    def status(self) -> ET.Element:
        """The status section."""
        return self.part(self.root, "status")

    def part(self, parent: ET.Element, tag: str) -> ET.Element:
        """The child of that name, made where it is absent."""
        found = parent.find(tag)
        return ET.SubElement(parent, tag) if found is None else found

    def section(self, tag: str) -> ET.Element:
        """A section of the configuration; one that is made stands where the schema wants it."""
        found = self.configuration.find(tag)
        if found is None:
            found = ET.SubElement(self.configuration, tag)
        return found

    def resources(self, *tags: str) -> list[ET.Element]:
        """All resources of these kinds (of every kind for none), at any depth."""
        return [each for each in self.section("resources").iter() if each.tag in (tags or RESOURCES)]

    def parent(self, element: ET.Element) -> ET.Element:
        """The element that holds another."""
        return next(each for each in self.root.iter() if element in list(each))

    def nodes(self) -> list[ET.Element]:
        """The nodes of the configuration."""
        return list(self.section("nodes").findall("node"))

    def names(self) -> list[str]:
        """The names of the nodes."""
        return [each.get("uname", "") for each in self.nodes()] or ["nosuch"]

    def states(self) -> list[ET.Element]:
        """The states of the nodes in the status section."""
        return list(self.status.findall("node_state"))

    def histories(self) -> list[ET.Element]:
        """The histories of resources on nodes."""
        return list(self.status.iter("lrm_resource"))

    def operations(self) -> list[ET.Element]:
        """The entries of all histories."""
        return list(self.status.iter("lrm_rsc_op"))

    def ids(self, *tags: str) -> list[str]:
        """The ids of all resources of these kinds."""
        return [each.get("id", "") for each in self.resources(*tags)]

    def new_id(self, stem: str = "x") -> str:
        """An id that nothing has yet."""
        taken = {each.get("id") for each in self.root.iter()}
        while True:
            self._counter += 1
            if (found := f"{stem}-{self._counter}") not in taken:
                return found

    # making

    def add(self, parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
        """A new child; `_` in the names of attributes stands for `-`, and an id is given unless there is one."""
        values = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        if "id" not in values:
            values = {"id": self.new_id(tag.replace("_", "-")), **values}
        return ET.SubElement(parent, tag, values)

    def set_pair(self, owner: ET.Element, tag: str, name: str, value: str) -> None:
        """Set a name/value pair in the first set of that kind of an owner; the set is made where it is absent."""
        found = owner.find(tag)
        if found is None or found.get("id-ref"):
            found = ET.Element(tag, {"id": self.new_id(f"{owner.get('id') or owner.tag}-{tag}")})
            owner.insert(0, found)
        for pair in found.findall("nvpair"):
            if pair.get("name") == name:
                pair.set("value", value)
                return
        self.add(found, "nvpair", name=name, value=value)
