"""A configuration that is being edited.

A draft starts from a CIB, takes edits one by one, and holds the CIB that results; what there is to say about an edit
is in its messages. Objects that no edit is about keep their XML untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hasim.cib import Cib, Element
from hasim.crmsh import references
from hasim.crmsh.cursor import Surroundings
from hasim.crmsh.inventory import Inventory, Item
from hasim.crmsh.message import Messages
from hasim.crmsh.schema import Schema
from hasim.crmsh.vocabulary import CONSTRAINT_TAGS, RESOURCE_TAGS, Kind, children_of

Key = tuple[bool, str]
"""What an object is told apart by: whether it is a node, and its id."""


def _nowhere(_: str) -> bool:
    return False


class Draft:
    """The workbench of the configure language; a short-lived, changeable thing."""

    def __init__(self, cib: Cib, *, is_running: Callable[[str], bool] = _nowhere, old: bool = False) -> None:
        self.base = cib
        self.old = old
        """Whether to behave as crmsh of the Pacemaker 1.1 generation did."""
        self.cib = cib
        self.messages = Messages()
        self.changed: dict[Key, None] = {}
        """The objects that edits made or altered, in that order."""
        self.removed = False
        """Whether an edit removed an object that was there before."""
        self.is_running = is_running
        self._inventory: tuple[Cib, Inventory] | None = None

    @property
    def schema(self) -> Schema:
        """The schema that the CIB names."""
        return Schema(self.cib.root.get("validate-with") or "")

    @property
    def inventory(self) -> Inventory:
        """The objects as they are now."""
        if self._inventory is None or self._inventory[0] is not self.cib:
            self._inventory = (self.cib, Inventory(self.cib.configuration))
        return self._inventory[1]

    @property
    def has_changed(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self.changed) or self.removed

    def surroundings(self, *, strict: bool = False) -> Surroundings:
        """What statements that are read now refer to."""
        return Surroundings(
            schema=self.schema,
            messages=self.messages,
            node_names=self.inventory.node_names,
            find=self.element,
            tag_of=self._tag_of,
            exists=self.inventory.has_id,
            old=self.old,
            strict=strict,
        )

    def element(self, id_: str) -> Element | None:
        """The element of the object of that id that is not a node."""
        item = self.inventory.resource(id_)
        return item.element if item is not None else None

    def _tag_of(self, id_: str) -> str:
        item = self.inventory.resource(id_)
        return item.kind.tag if item is not None else ""

    def mark(self, item_id: str, *, is_node: bool = False) -> None:
        """Note that an object was made or altered."""
        self.changed[is_node, item_id] = None

    def replace(self, item: Item, element: Element) -> None:
        """Let another element stand for an object."""
        if element is not item.element:
            self.cib = self.cib.edit(item.element, element)
        self.touch(item)

    def touch(self, item: Item) -> None:
        """Note that an object was altered, and with it the containers that it is in."""
        self.mark(item.id, is_node=item.is_node)
        if item.parent is not None:
            self.touch(item.parent)

    def in_order(self, items: Iterable[Item]) -> list[Item]:
        """Objects in the order in which crm keeps them: what was there before, then new ones as they were made."""
        before = {(item.is_node, item.id) for item in Inventory(self.base.configuration).items}
        born = {key: place for place, key in enumerate(self.changed) if key not in before}
        return sorted(items, key=lambda item: born.get((item.is_node, item.id), -1))

    def append(self, kind: Kind, element: Element) -> None:
        """Put a new element at the end of the section of its kind, which is made where it is missing."""
        configuration = self.cib.configuration
        if kind.section == "configuration":
            self.cib = self.cib.with_section(configuration.with_child(element))
            return
        section = configuration.first(kind.section) or Element(kind.section)
        self.cib = self.cib.with_section(section.with_child(element))

    def cut(self, item: Item) -> None:
        """Take an object's element out, with all that is in it."""
        self.cib = self.cib.edit(item.element, None)

    def constraints_on(self, resource: str) -> list[Item]:
        """The constraints that name a resource."""
        return [item for item in self.inventory.items if references.mentions(item.element, resource)]

    def can_delete(self, id_: str) -> bool:
        """Whether a resource does not run, is a group or is not managed (its members decide for a group)."""
        item = self.inventory.resource(id_)
        if item is None or item.element.tag not in RESOURCE_TAGS:
            return True
        return not self.is_running(id_) or item.element.tag == "group" or not self._is_managed(item.element)

    def _is_managed(self, resource: Element) -> bool:
        config = self.cib.crm_config.first("cluster_property_set")
        if _value(config, "maintenance-mode") in ("true", "1"):
            return False
        defaults = self.cib.rsc_defaults.first("meta_attributes")
        for found in (
            _value(resource.first("meta_attributes"), "is-managed"),
            _value(defaults, "is-managed"),
            _value(config, "is-managed-default"),
        ):
            if found:
                return found in ("true", "1")
        return True

    def redirect(self, constraint: Item, old: str, new: str) -> None:
        """Let a constraint name `new` where it named `old`, and say so."""
        element = references.renamed(constraint.element, old, new)
        if element is not constraint.element:
            self.replace(constraint, element)
            self.messages.info(f"modified {constraint} from {old} to {new}")

    def missing_references(self, item: Item) -> list[str]:
        """The resources that a constraint names and that there are not."""
        if item.element.tag not in CONSTRAINT_TAGS:
            return []
        return [id_ for id_ in references.named_resources(item.element) if self.inventory.resource(id_) is None]

    def members(self, item: Item) -> list[str]:
        """The ids of the resources directly in a container."""
        return [child.id for child in children_of(item.element)]


def _value(attributes: Element | None, name: str) -> str | None:
    pairs = attributes.all("nvpair") if attributes is not None else []
    value = next((pair.get("value") for pair in pairs if pair.get("name") == name), None)
    return value.lower() if value else None
