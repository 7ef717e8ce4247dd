"""Named values that crm_attribute and its like keep in the CIB: cluster options, node attributes, defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hasim.cib import Cib, Element
from hasim.shell.cib_edits import counted
from hasim.shell.nvpairs import Found, add_pair, delete_pair, find_pairs

__all__ = ["Place", "node_id", "stored_value"]

_SET_TAGS = {"rsc_defaults": "meta_attributes", "op_defaults": "meta_attributes", "crm_config": "cluster_property_set"}
_FIRST_SETS = {"crm_config": "cib-bootstrap-options", "tickets": "status-tickets"}


def node_id(cib: Cib, name: str) -> str | None:
    """The id of a node by its name (in any letter case); None if the CIB does not know it.

    Of nodes that are not listed, those are known that are resources themselves, or run in one: their names are their
    ids. What the status says of other nodes does not count.
    """
    states = [state for state in cib.status.all("node_state") if state.get("remote_node") in ("true", "1")]
    for element in [*cib.nodes.all("node"), *states]:
        if name.lower() == (element.get("uname") or "").lower():
            return element.id
    return next((each for each in _remote_nodes(cib) if each.lower() == name.lower()), None)


def _remote_nodes(cib: Cib) -> Iterator[str]:
    for each in cib.resources.walk():
        if each.tag == "primitive" and (each.get("provider"), each.get("type")) == ("pacemaker", "remote"):
            yield each.id
        if each.tag == "nvpair" and each.get("name") == "remote-node":
            yield each.get("value") or ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where values are kept: `scope` is crm_config, nodes, status, rsc_defaults, op_defaults or tickets."""

    scope: str
    node: str = ""
    """A node's id, for nodes and status."""
    utilization: bool = False
    set_id: str = ""
    pair_id: str = ""

    @property
    def set_tag(self) -> str:
        """The tag of the sets here."""
        return "utilization" if self.utilization else _SET_TAGS.get(self.scope, "instance_attributes")

    def found(self, cib: Cib, name: str = "") -> list[Found]:
        """The pairs of that name here; all pairs for no name."""
        holder = self._holder(cib)
        if holder is None:
            return []
        return find_pairs(holder, self.set_tag, name, set_id=self.set_id, pair_id=self.pair_id)

    def _holder(self, cib: Cib) -> Element | None:
        if self.scope == "nodes":
            return next((node for node in cib.nodes.all("node") if node.id == self.node), None)
        if self.scope == "status":
            state = next((each for each in cib.status.all("node_state") if each.id == self.node), None)
            return state.first("transient_attributes") if state is not None else None
        if self.scope == "tickets":
            return cib.status.first("tickets")
        return cib.section(self.scope)

    def with_value(self, cib: Cib, name: str, value: str) -> Cib:
        """The CIB with a value stored."""
        present = self.found(cib, name)
        if present:
            pair = present[0].pair
            return cib.edit(pair, pair.with_attributes({"value": counted(pair, "value", value)}))
        cib = self._made(cib)
        holder = self._holder(cib)
        assert holder is not None
        id = self.pair_id or f"{self.new_set}-{re.sub('[:#]', '.', name)}"
        pair = Element("nvpair", {"id": id, "name": name, "value": counted(Element("nvpair"), "value", value)})
        return add_pair(cib, holder, self.set_tag, pair, set_id=self.new_set)

    def without(self, cib: Cib, name: str) -> Cib:
        """The CIB without the values of that name."""
        for found in self.found(cib, name):
            cib = delete_pair(cib, found)
        return cib

    @property
    def new_set(self) -> str:
        """The id of the set in which a new value is put."""
        kind = f"{self.scope}-{self.node}" if self.node else f"{self.scope}-options"
        ending = "-utilization" if self.utilization else ""
        return self.set_id or _FIRST_SETS.get(self.scope, kind + ending)

    def _made(self, cib: Cib) -> Cib:
        """The CIB with a holder for new sets."""
        if self._holder(cib) is None and self.scope == "status":
            attributes = Element("transient_attributes", {"id": self.node})
            state = next((each for each in cib.status.all("node_state") if each.id == self.node), None)
            if state is not None:
                return cib.edit(state, state.with_child(attributes))
            return cib.with_section(cib.status.with_child(Element("node_state", {"id": self.node}, (attributes,))))
        if self._holder(cib) is None and self.scope == "nodes":
            listed = Element("node", {"type": "remote", "id": self.node, "uname": self.node})
            return cib.with_section(cib.nodes.with_child(listed))
        if self._holder(cib) is None and self.scope == "tickets":
            return cib.with_section(cib.status.with_child(Element("tickets")))
        if self.scope not in ("nodes", "status", "tickets") and cib.configuration.first(self.scope) is None:
            return cib.with_section(Element(self.scope))
        return cib


def stored_value(place: Place, cib: Cib, name: str) -> str | None:
    """The first value of that name; None if there is none."""
    found = place.found(cib, name)
    return found[0].value if found else None
