"""Events written into a CIB as if they had happened, for ``crm_simulate`` and its questions of what would be if."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.cib import Cib, Element
from hasim.scheduler.resource import Primitive
from hasim.scheduler.transition import GraphAction, PrimitiveReference
from hasim.sim.draft import DOWN, UP, StatusDraft
from hasim.sim.rehearsal import OperationSpec, record

if TYPE_CHECKING:
    from hasim.scheduler.cluster import Cluster

BOOTSTRAP = "cib-bootstrap-options"


@dataclass(frozen=True, slots=True)
class Injections:
    """What shall have happened; texts are as the user gave them."""

    quorum: str = ""
    watchdog: str = ""
    node_up: Sequence[str] = ()
    node_down: Sequence[str] = ()
    node_fail: Sequence[str] = ()
    ticket_grant: Sequence[str] = ()
    ticket_revoke: Sequence[str] = ()
    ticket_standby: Sequence[str] = ()
    ticket_activate: Sequence[str] = ()
    operations: Sequence[str] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


_TEXTS = {
    "quorum": "Setting quorum: {0.name}",
    "watchdog": "Setting watchdog: {0.name}",
    "Online": "Bringing node {0.name} online",
    "Offline": "Taking node {0.name} offline",
    "Failing": "Failing node {0.name}",
    "Granting": "Granting ticket {0.name}",
    "Revoking": "Revoking ticket {0.name}",
    "Standby": "Making ticket {0.name} standby",
    "Activating": "Activating ticket {0.name}",
    "operation": "Injecting {0.name} into the configuration",
    "attribute": "Injecting attribute {0.name}={0.value} into /node_state '{0.node}'",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was written into the CIB.

    `kind` is quorum, watchdog, node, ticket, operation or attribute; `name` is of what, `word` the tool's word for what
    happened to a node or a ticket, `value` and `node` (its id) are those of an attribute.
    """

    kind: str
    name: str
    word: str = ""
    value: str = ""
    node: str = ""

    @property
    def text(self) -> str:
        """What the tool says of it."""
        return _TEXTS[self.word or self.kind].format(self)


@dataclass(frozen=True, slots=True)
class Injected:
    """The changed CIB, what was done, and what could not be."""

    cib: Cib
    deeds: tuple[Deed, ...]
    problems: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """What was done, in words."""
        return tuple(deed.text for deed in self.deeds)


class UnknownNode(Exception):
    """A node that no part of the CIB mentions."""


def inject(cluster: Cluster, injections: Injections) -> Injected:
    """Write `injections` into the cluster's CIB, in the order in which ``crm_simulate`` does it.

    Raises UnknownNode for a node to take away or to fail that does not exist.
    """
    injector = _Injector(cluster)
    injector.nodes_and_quorum(injections)
    injector.tickets(injections)
    for text in injections.operations:
        injector.operation(text)
    return Injected(injector.finished(), tuple(injector.deeds), tuple(injector.problems))


class _Injector:
    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.cib = cluster.cib
        self.draft = StatusDraft(self.cib)
        self.deeds: list[Deed] = []
        self.problems: list[str] = []

    def finished(self) -> Cib:
        """The CIB with everything written."""
        return self.cib.with_section(self.draft.status())

    def nodes_and_quorum(self, injections: Injections) -> None:
        """Quorum, watchdog and the states of nodes."""
        if injections.quorum:
            self.deeds.append(Deed("quorum", injections.quorum))
            self.cib = self.cib.with_root_attributes({"have-quorum": injections.quorum})
        if injections.watchdog:
            self.deeds.append(Deed("watchdog", injections.watchdog))
            self.cib = _with_property(self.cib, "have-watchdog", injections.watchdog)
        for name in injections.node_up:
            self.deeds.append(Deed("node", name, "Online"))
            self._make_node(name)
            self._state(name, UP)
        for name in injections.node_down:
            self.deeds.append(Deed("node", name, "Offline"))
            self._state(name, DOWN)
            self.draft.node(name).take_down()
        for name in injections.node_fail:
            self.deeds.append(Deed("node", name, "Failing"))
            self._state(name, {**UP, "in_ccm": "false"})

    def _state(self, name: str, state: dict[str, str]) -> None:
        node = self.cluster.node(name)
        if node is None and self.draft.find(name) is None:
            raise UnknownNode(name)
        self.draft.node(name, node.id if node else "").attributes |= {**state, "crm-debug-origin": "crm_simulate"}

    def _make_node(self, name: str) -> None:
        if self.cluster.node(name) is None:
            entry = Element("node", {"id": name, "uname": name})
            self.cib = self.cib.with_section(self.cib.nodes.with_child(entry))
            self.draft.node(name, name)

    def tickets(self, injections: Injections) -> None:
        """The states of tickets."""
        for name in injections.ticket_grant:
            self._ticket("Granting", name, "granted", "true")
        for name in injections.ticket_revoke:
            self._ticket("Revoking", name, "granted", "false")
        for name in injections.ticket_standby:
            self._ticket("Standby", name, "standby", "true")
        for name in injections.ticket_activate:
            self._ticket("Activating", name, "standby", "false")

    def _ticket(self, word: str, name: str, attribute: str, value: str) -> None:
        self.deeds.append(Deed("ticket", name, word))
        self.draft.set_ticket(name, attribute, value)

    def operation(self, text: str) -> None:
        """The result of an operation."""
        self.deeds.append(Deed("operation", text))
        spec = OperationSpec.parse(text)
        if spec is None:
            fields = _fields(text)
            short = f"Invalid operation spec: {text}.  Only found {fields} fields"
            self.problems.append(short if fields < _ALL_FIELDS else "Invalid resource name: (null)")
            return
        resource = self.cluster.resource(spec.resource)
        if not isinstance(resource, Primitive):
            self.problems.append(f"Invalid resource name: {spec.resource}")
            return
        node = self.cluster.node(spec.node)
        if node is None and self.draft.find(spec.node) is None:
            raise UnknownNode(spec.node)
        state = self.draft.node(spec.node, node.id if node else "")
        fatal = self.cluster.options.start_failure_is_fatal
        for attribute, value, id in state.count_failure(spec, spec.resource, self.cluster.now, fatal_starts=fatal):
            self.deeds.append(Deed("attribute", attribute, value=value, node=id))
        reference = PrimitiveReference(spec.resource, resource.agent_class, resource.type, resource.provider)
        meta = {"CRM_meta_interval": str(spec.interval_ms)} if spec.interval_ms else {}
        action = GraphAction(0, "rsc_op", spec.task, text.partition("@")[0], node=spec.node, attributes=meta)
        feature_set = ".".join(str(part) for part in self.cib.feature_set)
        entry = state.resource(spec.resource, reference)
        told = "Simulated action result"
        record(entry, action, spec.resource, spec.rc, self.cluster.now, feature_set, told, with_digest=False)


_ALL_FIELDS = 3


def _fields(text: str) -> int:
    """How far a specification could be read: a key, a node, and a number."""
    key, _, rest = text.partition("@")
    node, _, number = rest.partition("=")
    if not key or not node:
        return 1 if key else 0
    return 3 if re.match(r"\s*[+-]?\d", number) else 2


def _with_property(cib: Cib, name: str, value: str) -> Cib:
    """The CIB with a cluster option set."""
    sets = cib.crm_config.all("cluster_property_set")
    found = next((each for each in sets if each.id == BOOTSTRAP), sets[0] if sets else None)
    if found is None:
        pair = Element("nvpair", {"id": f"{BOOTSTRAP}-{name}", "name": name, "value": value})
        added = Element("cluster_property_set", {"id": BOOTSTRAP}, (pair,))
        return cib.with_section(cib.crm_config.with_child(added))
    for pair in found.children:
        if pair.get("name") == name:
            return cib.edit(pair, pair.with_attributes({"value": value}))
    pair = Element("nvpair", {"id": f"{found.id}-{name}", "name": name, "value": value})
    return cib.edit(found, found.with_child(pair))
