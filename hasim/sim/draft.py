"""A status section that is being written: drafts of node states and histories over the immutable document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hasim.cib import Cib, Element

if TYPE_CHECKING:
    from hasim.scheduler.transition import PrimitiveReference
    from hasim.sim.rehearsal import OperationSpec

UP = {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}
DOWN = {"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "down"}


class ResourceDraft:
    """The history of one resource on one node."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.entries = list(element.children)

    def last_call(self) -> int:
        """The highest call id in the history, 0 for an empty one."""
        calls = [entry.get("call-id", "0") or "0" for entry in self.entries]
        return max((int(call) for call in calls if call.lstrip("-").isdecimal()), default=0)

    def put(self, entry: Element) -> None:
        """Add an entry, or write it in the place of the one with the same id."""
        for index, present in enumerate(self.entries):
            if present.id == entry.id:
                self.entries[index] = Element("lrm_rsc_op", {**present.attributes, **entry.attributes})
                return
        self.entries.append(entry)

    def finished(self) -> Element:
        """The ``lrm_resource`` element."""
        return self.element.with_children(self.entries)


@dataclass(slots=True)
class NodeDraft:
    """One node state. Its history is taken apart only when something is recorded."""

    attributes: dict[str, str]
    children: list[Element]
    histories: list[ResourceDraft] | None = None

    def take_down(self) -> None:
        """As after successful fencing: not a member, everything that was known of it forgotten."""
        self.attributes |= DOWN
        self.children = [child for child in self.children if child.tag not in ("lrm", "transient_attributes")]
        self.histories = None

    def resource(self, name: str, primitive: PrimitiveReference) -> ResourceDraft:
        """The history recorded as `name`, else under the primitive's id, else a new one.

        A name that occurs more than once finds nothing.
        """
        histories = self._open()
        for wanted in (name, primitive.id):
            found = [draft for draft in histories if draft.element.id == wanted]
            if len(found) == 1:
                return found[0]
        attributes = {"id": primitive.id, "class": primitive.agent_class}
        if primitive.provider:
            attributes["provider"] = primitive.provider
        histories.append(ResourceDraft(Element("lrm_resource", {**attributes, "type": primitive.type})))
        return histories[-1]

    def _open(self) -> list[ResourceDraft]:
        if self.histories is None:
            lrm = next((child for child in self.children if child.tag == "lrm"), None)
            container = lrm.first("lrm_resources") if lrm else None
            resources = container.all("lrm_resource") if container else []
            self.histories = [ResourceDraft(element) for element in resources]
        return self.histories

    def attribute(self, name: str) -> str | None:
        """The value of a transient attribute."""
        for set_ in self._attribute_sets():
            for pair in set_.children:
                if pair.get("name") == name:
                    return pair.get("value")
        return None

    def set_attribute(self, name: str, value: str) -> None:
        """Set a transient attribute, in its place or at the end of the first set."""
        id = self.attributes["id"]
        index = next((i for i, child in enumerate(self.children) if child.tag == "transient_attributes"), None)
        if index is None:
            set_ = Element("instance_attributes", {"id": f"status-{id}"})
            self.children.append(Element("transient_attributes", {"id": id}, (set_,)))
            index = len(self.children) - 1
        transient = self.children[index]
        sets = list(transient.all("instance_attributes")) or [Element("instance_attributes", {"id": f"status-{id}"})]
        pair = Element("nvpair", {"id": f"status-{id}-{name.replace('#', '.')}", "name": name, "value": value})
        present = {child.get("name"): number for number, child in enumerate(sets[0].children)}
        children = list(sets[0].children)
        if name in present:
            children[present[name]] = children[present[name]].with_attributes({"value": value})
        else:
            children.append(pair)
        self.children[index] = transient.with_children((sets[0].with_children(children), *sets[1:]))

    def _attribute_sets(self) -> list[Element]:
        return [s for c in self.children if c.tag == "transient_attributes" for s in c.all("instance_attributes")]

    def count_failure(
        self, spec: OperationSpec, name: str, now: int, *, fatal_starts: bool
    ) -> tuple[tuple[str, str, str], ...]:
        """Raise a fail count as the attribute daemon would; (attribute, value, node id) of what was written."""
        if spec.rc == 0 or (spec.task == "monitor" and spec.interval_ms == 0 and spec.rc == 7):
            return ()
        suffix = f"{name}#{spec.task}_{spec.interval_ms}"
        count = f"fail-count-{suffix}"
        fatal = spec.task == "stop" or (spec.task == "start" and fatal_starts)
        value = "INFINITY" if fatal else _one_more(self.attribute(count))
        written = []
        for attribute, text in ((count, value), (f"last-failure-{suffix}", str(now))):
            self.set_attribute(attribute, text)
            written.append((attribute, text, self.attributes["id"]))
        return tuple(written)

    def finished(self) -> Element:
        """The ``node_state`` element."""
        children = list(self.children)
        if self.histories is not None:
            resources = Element("lrm_resources", {}, tuple(draft.finished() for draft in self.histories))
            index = next((i for i, child in enumerate(children) if child.tag == "lrm"), None)
            if index is None:
                children.append(Element("lrm", {"id": self.attributes["id"]}, (resources,)))
            else:
                children[index] = children[index].with_children((resources,))
        return Element("node_state", self.attributes, tuple(children))


def _one_more(count: str | None) -> str:
    if count == "INFINITY":
        return count
    return str(int(count) + 1) if count and count.isdecimal() else "1"


@dataclass
class StatusDraft:
    """The whole status section of a CIB."""

    base: Cib
    nodes: list[NodeDraft] = field(init=False)
    others: list[Element] = field(init=False)

    def __post_init__(self) -> None:
        states = self.base.status.all("node_state")
        self.nodes = [NodeDraft(dict(state.attributes), list(state.children)) for state in states]
        self.others = [child for child in self.base.status.children if child.tag != "node_state"]

    def find(self, name: str, id: str = "") -> NodeDraft | None:
        """The state of the node of this name, else of this id."""
        for draft in self.nodes:
            if draft.attributes.get("uname", "").lower() == name.lower():
                return draft
        return next((draft for draft in self.nodes if id and draft.attributes.get("id") == id), None)

    def node(self, name: str, id: str = "", *, remote: bool = False) -> NodeDraft:
        """The state of a node, made where there was none."""
        draft = self.find(name, id)
        if draft is None:
            attributes = {"id": id or name, "uname": name}
            if remote:
                attributes["remote_node"] = "true"
            draft = NodeDraft(attributes, [])
            self.nodes.append(draft)
        draft.attributes.setdefault("uname", name)
        return draft

    def set_ticket(self, name: str, attribute: str, value: str) -> None:
        """Set an attribute of a ticket's state."""
        index = next((i for i, child in enumerate(self.others) if child.tag == "tickets"), None)
        if index is None:
            self.others.append(Element("tickets"))
            index = len(self.others) - 1
        states = list(self.others[index].children)
        place = next((i for i, state in enumerate(states) if state.id == name), None)
        if place is None:
            states.append(Element("ticket_state", {"id": name, attribute: value}))
        else:
            states[place] = states[place].with_attributes({attribute: value})
        self.others[index] = self.others[index].with_children(states)

    def status(self) -> Element:
        """The status section with everything written."""
        states = tuple(draft.finished() for draft in self.nodes)
        return self.base.status.with_children((*states, *self.others))

    def cib(self) -> Cib:
        """The document with everything written."""
        return self.base.with_section(self.status())
