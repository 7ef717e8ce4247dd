"""The working set of one decision: options, nodes, resources, constraints, and what unpacking found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from hasim.cib.document import Cib
from hasim.cib.element import Element
from hasim.cib.history import Operation
from hasim.cib.rule import RuleContext
from hasim.cib.score import INFINITY
from hasim.cib.values import natural_key
from hasim.scheduler.constraints import Colocation, Location, OrderingConstraint, Ticket, TicketConstraint
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.roles import OnFail
from hasim.scheduler.scores import CauseKind, Fact, ScoreCause, ScoreRecord


class EarlyKind(StrEnum):
    """What unpacking already knows has to be done."""

    FENCE = "fence"
    """`node` is to be fenced; it is marked (unclean, or its launcher failed) already."""
    RECURRING = "recurring"
    """The history shows that the recurring operation `task` with `interval` is active."""
    STOP = "stop"
    """A stop is required because of a failure."""
    STOPS_OPTIONAL = "stops-optional"
    """Stops of the resource on the node that were asked for before are optional again: it is not active there."""
    DEMOTE = "demote"
    CLEAR_FAILCOUNT = "clear_failcount"
    LRM_DELETE = "lrm_delete"
    """A shutdown lock has ended."""


@dataclass(frozen=True, slots=True, eq=False)
class Early:
    """One request of unpacking to the phases that make actions, in the order in which Pacemaker makes them."""

    kind: EarlyKind
    resource: Primitive | None = None
    node: Node | None = None
    task: str = ""
    interval: int = 0
    """Milliseconds."""
    reason: str = ""
    key: str = ""
    """The operation key, of recurring operations."""
    priority_delay: bool = False
    """priority-fencing-delay applies to this fencing."""


@dataclass(frozen=True, slots=True)
class Options:
    """The cluster options that decide anything; `values` has all as text (unset ones are absent)."""

    values: dict[str, str]
    symmetric: bool = True
    fencing_enabled: bool = True
    have_watchdog: bool = False
    startup_fencing: bool = True
    no_quorum_policy: str = "stop"
    """stop, freeze, ignore, demote or fence."""
    maintenance_mode: bool = False
    stop_all_resources: bool = False
    stop_removed_resources: bool = True
    placement_strategy: str = "default"
    """default, utilization, balanced or minimal."""
    shutdown_lock: bool = False
    shutdown_lock_limit: int = 0
    """Seconds; 0 = no limit."""
    node_pending_timeout: int = 0
    """Seconds; 0 = none."""
    health_strategy: str = "none"
    health_base: int = 0
    health_green: int = 0
    health_yellow: int = 0
    health_red: int = -INFINITY
    start_failure_is_fatal: bool = True
    enable_startup_probes: bool = True
    concurrent_fencing: bool = True
    fencing_action: str = "reboot"
    fence_remote_without_quorum: bool = False


@dataclass(slots=True)
class ResourceHistory:
    """What a node's executor recorded of one resource (one ``lrm_resource``)."""

    node: Node
    element: Element
    operations: list[Operation]
    """In document order."""
    sorted_operations: list[Operation]
    """The oldest first."""
    resource: Primitive | None = None
    """The resource it was found to belong to."""
    start_index: int = -1
    """Index (in `sorted_operations`) of the operation that made the resource active; -1 for none."""
    stop_index: int = -1
    """Index of the last successful stop; -1 for none."""


@dataclass(frozen=True, slots=True, eq=False)
class FailedOperation:
    """A failure to be shown to the user."""

    node: Node
    operation: Operation
    resource: Primitive
    on_fail: OnFail = OnFail.IGNORE
    element: Element | None = None
    """The entry as it is in the status section."""


@dataclass(slots=True, eq=False)
class Cluster:
    """Everything that one decision works on."""

    cib: Cib = field(repr=False)
    now: int
    """Epoch seconds at which rules and timeouts are evaluated."""
    options: Options
    rules: RuleContext
    """What rules are evaluated against, before anything about a node, resource or operation is added."""
    explain: bool = False
    """Keep the causes of scores."""
    quorate: bool = False
    dc_uuid: str = ""
    plain_failcount_names: bool = False
    """Failures are counted under names without the operation (feature sets below 3.0.13 in dialect 2.1)."""
    as_2_1: bool = False
    """The CIB is read as 2.1.5 reads it, where 3.0 has come to another view."""

    nodes: list[Node] = field(default_factory=list)
    """In the natural order of names."""
    resources: list[Resource] = field(default_factory=list)
    """Top level: by priority, removed resources last."""
    by_id: dict[str, Resource] = field(default_factory=dict)
    by_history_name: dict[str, Resource] = field(default_factory=dict)
    """The first resource that got each history name."""
    templates: dict[str, list[str]] = field(default_factory=dict)
    """Template id -> ids of the resources made from it."""
    tags: dict[str, list[str]] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    has_fence_device: bool = False
    """A fence device is configured, or a watchdog is there."""
    unfencing_used: bool = False
    has_remote_nodes: bool = False
    """There are remote or guest nodes."""

    node_states: list[Element] = field(default_factory=list)
    """The ``node_state`` elements, in document order."""
    histories: list[ResourceHistory] = field(default_factory=list)
    """In the order in which they were read."""
    failures: list[FailedOperation] = field(default_factory=list)
    early: list[Early] = field(default_factory=list)
    containers_to_stop: list[Primitive] = field(default_factory=list)
    """Containers whose connections failed: they are stopped wherever they turn out to be."""
    clearing: set[tuple[Resource, Node]] = field(default_factory=set)
    """Pairs whose fail count is about to be cleared."""

    locations: list[Location] = field(default_factory=list)
    colocations: list[Colocation] = field(default_factory=list)
    """In the order of creation: configured ones first."""
    ticket_constraints: list[TicketConstraint] = field(default_factory=list)
    orderings: list[OrderingConstraint] = field(default_factory=list)
    constraint_log: list[OrderingConstraint | Colocation | Early] = field(default_factory=list)
    """What the constraints section gave, in the order in which it makes actions and relations."""

    records: list[ScoreRecord] = field(default_factory=list)
    """Score lines in the order in which ``crm_simulate -s`` prints them."""
    _nodes_by_name: dict[str, Node] = field(default_factory=dict)

    def cause(
        self,
        kind: CauseKind,
        score: int,
        id: str = "",
        resource: str = "",
        rule: str = "",
        detail: Fact | None = None,
    ) -> ScoreCause | None:
        """A cause for a score, or None if nobody asked for causes."""
        return ScoreCause(kind, score, id, resource, rule, detail) if self.explain else None

    def node(self, name: str) -> Node | None:
        """The node whose id or name is `name`, in any letter case."""
        return self._nodes_by_name.get(name.lower())

    def sort_nodes(self) -> None:
        """Put the nodes in the natural order of their names, and number them."""
        self.nodes.sort(key=lambda node: natural_key(node.name))
        for position, node in enumerate(self.nodes):
            node.position = position

    def add_node(self, node: Node) -> None:
        """Make a node known; the caller sorts with `sort_nodes` once all are there."""
        self.nodes.append(node)
        self.has_remote_nodes = self.has_remote_nodes or node.is_remote
        self._nodes_by_name.setdefault(node.name.lower(), node)
        self._nodes_by_name.setdefault(node.id.lower(), node)

    def resource(self, name: str) -> Resource | None:
        """The resource whose id or history name is `name`."""
        return self.by_id.get(name) or self.by_history_name.get(name)

    def leaves(self) -> Iterator[Primitive]:
        """All primitives, in list order."""
        for resource in self.resources:
            yield from resource.leaves()

    @property
    def recheck_by(self) -> int | None:
        """The next moment (epoch seconds) at which time alone may change the decision, as far as it was looked at.

        Dates of rules, failures and shutdown locks that expire, nodes that may be pending only so long.
        """
        return min((moment for moment in self.rules.boundaries if moment > self.now), default=None)

    @property
    def frozen_without_quorum(self) -> bool:
        """No quorum, and nothing new may start."""
        return not self.quorate and self.options.no_quorum_policy == "freeze"
