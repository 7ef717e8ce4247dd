"""What can differ between two configurations: the parts of a change that a command can make.

Every change knows what it does to a configuration, so that what commands achieve together can be foretold.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hasim.cib import Cib, Element
from hasim.shell.nvpairs import delete_pair, find_pairs, set_pair

__all__ = [
    "Change",
    "Cleared",
    "Created",
    "Deleted",
    "Kind",
    "OperationChange",
    "Replaced",
    "SectionReplaced",
    "Unwrapped",
    "ValueChange",
    "Wrapped",
]


class Kind(Enum):
    """Where named values stand: (section, tag of their sets)."""

    PROPERTY = ("crm_config", "cluster_property_set")
    RSC_DEFAULT = ("rsc_defaults", "meta_attributes")
    OP_DEFAULT = ("op_defaults", "meta_attributes")
    NODE_ATTRIBUTE = ("nodes", "instance_attributes")
    NODE_UTILIZATION = ("nodes", "utilization")
    PARAMETER = ("resources", "instance_attributes")
    META = ("resources", "meta_attributes")
    UTILIZATION = ("resources", "utilization")

    @property
    def section(self) -> str:
        """The section of the configuration."""
        return self.value[0]

    @property
    def set_tag(self) -> str:
        """The tag of the sets."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A named value is set, or taken away where `new` is None.

    `owner` is the id of the node or resource, empty for properties and defaults. `set_id` is the set that holds the
    value now or, for a new one, the only set of its kind that is there; empty where there is none.
    """

    kind: Kind
    owner: str
    name: str
    old: str | None
    new: str | None
    set_id: str = ""

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        holder = holder_of(cib, self.kind, self.owner)
        if holder is None:
            cib = cib.with_section(Element(self.kind.section))
            holder = cib.section(self.kind.section)
        if self.new is None:
            found = find_pairs(holder, self.kind.set_tag, self.name)
            return delete_pair(cib, found[0]) if found else cib
        set_id = self.set_id or f"{self.owner or self.kind.section}-{self.kind.set_tag}"
        return set_pair(cib, holder, self.kind.set_tag, self.name, self.new, set_id=set_id)[0]


def holder_of(cib: Cib, kind: Kind, owner: str) -> Element | None:
    """The element whose sets hold values of that kind."""
    if kind.section == "nodes":
        return next((node for node in cib.nodes.all("node") if node.id == owner), None)
    if owner:
        return next((each for each in cib.resources.walk() if each.id == owner), None)
    return cib.configuration.first(kind.section)


@dataclass(frozen=True, slots=True)
class OperationChange:
    """An operation of a resource is added (`old` is None), changed, or taken away (`new` is None)."""

    resource: str
    old: Element | None
    new: Element | None

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        resource = holder_of(cib, Kind.META, self.resource)
        assert resource is not None
        if self.old is not None:
            return cib.edit(next(each for each in resource.walk() if each is self.old), self.new)
        assert self.new is not None
        operations = resource.first("operations")
        if operations is None:
            return cib.edit(resource, resource.with_child(Element("operations", {}, (self.new,))))
        return cib.edit(operations, operations.with_child(self.new))


@dataclass(frozen=True, slots=True)
class Created:
    """An object is added at the end of a section."""

    section: str
    element: Element

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        return cib.with_section(cib.section(self.section).with_child(self.element))


@dataclass(frozen=True, slots=True)
class Deleted:
    """An object is taken out of a section."""

    section: str
    element: Element

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        present = next(each for each in cib.section(self.section).children if each.id == self.element.id)
        return cib.edit(present, None)


@dataclass(frozen=True, slots=True)
class Cleared:
    """All that moving and banning made for a resource is taken away."""

    resource: str
    elements: tuple[Element, ...]

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        for element in self.elements:
            cib = Deleted("constraints", element).applied(cib)
        return cib


@dataclass(frozen=True, slots=True)
class Replaced:
    """An object becomes another one of the same id, in a way that has no smaller name."""

    section: str
    old: Element
    new: Element

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        section = cib.section(self.section)
        present = next(each for each in section.walk() if each.tag == self.old.tag and each.id == self.old.id)
        return cib.edit(present, self.new)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Resources that are there become members of a new group or clone, which goes to the end."""

    element: Element

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        inside = {child.id for child in self.element.children}
        kept = [each for each in cib.resources.children if each.id not in inside]
        return cib.with_section(cib.resources.with_children([*kept, self.element]))


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A group or clone is dissolved; its members stand for themselves from now on, in its place or `at_end`."""

    element: Element
    at_end: bool = False

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        members = self.element.all("primitive", "group")
        children: list[Element] = []
        for each in cib.resources.children:
            if each.id != self.element.id:
                children.append(each)
            elif not self.at_end:
                children += members
        return cib.with_section(cib.resources.with_children([*children, *(members if self.at_end else ())]))


@dataclass(frozen=True, slots=True)
class SectionReplaced:
    """A whole section becomes another one: what no smaller change describes. `new` is None where it goes."""

    name: str
    new: Element | None

    def applied(self, cib: Cib) -> Cib:
        """The configuration after it."""
        if self.new is not None:
            return cib.with_section(self.new)
        return cib.with_section(Element(self.name))


Change = ValueChange | OperationChange | Created | Deleted | Cleared | Replaced | Wrapped | Unwrapped | SectionReplaced
