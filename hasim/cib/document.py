"""The cluster information base as one immutable document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hasim.cib.element import Element
from hasim.cib.errors import CibError
from hasim.cib.xml import parse_xml, write_xml

SECTIONS = ("crm_config", "nodes", "resources", "constraints")


@dataclass(frozen=True)
class Cib:
    """Configuration and status. Changes return a new document that shares what did not change."""

    root: Element

    @classmethod
    def parse(cls, text: str | bytes) -> Cib:
        """The CIB that `text` holds. Raises CibError where it holds none."""
        root = parse_xml(text)
        if root.tag != "cib":
            raise CibError(f"not a CIB: the root element is <{root.tag}>, expected <cib>")
        return cls(root)

    @classmethod
    def empty(cls, feature_set: str = "3.16.2", validate_with: str = "pacemaker-3.9") -> Cib:
        """A CIB as a new cluster starts with."""
        configuration = Element("configuration", {}, tuple(Element(tag) for tag in SECTIONS))
        attributes = {"crm_feature_set": feature_set, "validate-with": validate_with}
        versions = {"epoch": "0", "num_updates": "0", "admin_epoch": "0"}
        return cls(Element("cib", {**attributes, **versions}, (configuration, Element("status"))))

    @cached_property
    def configuration(self) -> Element:
        """Everything that an administrator decides."""
        return self.root.first("configuration") or Element("configuration")

    @cached_property
    def status(self) -> Element:
        """What the cluster found out: node states, operation histories, transient attributes."""
        return self.root.first("status") or Element("status")

    def section(self, name: str) -> Element:
        """A section of the configuration, or ``status``; an empty element where it is absent."""
        if name == "status":
            return self.status
        return self.configuration.first(name) or Element(name)

    @cached_property
    def crm_config(self) -> Element:
        """Cluster properties."""
        return self.section("crm_config")

    @cached_property
    def nodes(self) -> Element:
        """The known nodes and their permanent attributes."""
        return self.section("nodes")

    @cached_property
    def resources(self) -> Element:
        """Primitives, groups, clones and the like."""
        return self.section("resources")

    @cached_property
    def constraints(self) -> Element:
        """Location, colocation, order and ticket constraints."""
        return self.section("constraints")

    @cached_property
    def rsc_defaults(self) -> Element:
        """Defaults of resources' meta-attributes."""
        return self.section("rsc_defaults")

    @cached_property
    def op_defaults(self) -> Element:
        """Defaults of operations' options."""
        return self.section("op_defaults")

    @property
    def version(self) -> tuple[int, int, int]:
        """(admin_epoch, epoch, num_updates): the newer of two documents has the greater one."""
        numbers = (self.root.get(name, "0") or "0" for name in ("admin_epoch", "epoch", "num_updates"))
        admin, epoch, updates = (int(text) if text.isdecimal() else 0 for text in numbers)
        return admin, epoch, updates

    @cached_property
    def feature_set(self) -> tuple[int, ...]:
        """The CRM feature set as numbers, such as (3, 16, 2); empty where it is absent or not a version."""
        parts = (self.root.get("crm_feature_set") or "").split(".")
        return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else ()

    def by_id(self, id: str) -> Element | None:
        """The first element of the configuration with this id."""
        return self._configured_ids.get(id)

    @cached_property
    def _configured_ids(self) -> dict[str, Element]:
        found: dict[str, Element] = {}
        for element in self.configuration.walk():
            found.setdefault(element.id, element)
        found.pop("", None)
        return found

    def with_root_attributes(self, changes: Mapping[str, str | None]) -> Cib:
        """A copy with attributes of the root set, or removed where the value is None."""
        return Cib(self.root.with_attributes(changes))

    def with_section(self, element: Element) -> Cib:
        """A copy in which `element` stands for the section of its tag; a new section goes last."""
        if element.tag in ("status", "configuration"):
            return Cib(_put(self.root, element))
        return Cib(_put(self.root, _put(self.configuration, element)))

    def edit(self, old: Element, new: Element | None) -> Cib:
        """A copy in which the element that is `old` (the very object) is replaced, or removed for None.

        Raises KeyError where the document does not hold that object.
        """
        if new is None and old is self.root:
            raise KeyError("the root cannot be removed")
        root = _swap(self.root, old, new)
        if root is None:
            raise KeyError(f"no such element in this document: <{old.tag} id={old.id!r}>")
        return Cib(root)

    def text(self) -> str:
        """The document as XML text."""
        return write_xml(self.root)


def _put(parent: Element, child: Element) -> Element:
    for index, present in enumerate(parent.children):
        if present.tag == child.tag:
            return parent.with_children((*parent.children[:index], child, *parent.children[index + 1 :]))
    return parent.with_child(child)


def _swap(here: Element, old: Element, new: Element | None) -> Element | None:
    """`here` with `old` replaced somewhere in it, or None if it is not in it."""
    if here is old:
        return new
    for index, child in enumerate(here.children):
        if child is old:
            middle = () if new is None else (new,)
        else:
            changed = _swap(child, old, new)
            if changed is None:
                continue
            middle = (changed,)
        return here.with_children((*here.children[:index], *middle, *here.children[index + 1 :]))
    return None
