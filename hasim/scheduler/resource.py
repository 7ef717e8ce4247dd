"""Resources and their kinds, as the working set of one decision.

A `Cluster` and everything it holds is private to the call that made it, and is changed in place while the decision
is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hasim.cib.element import Element
from hasim.cib.score import INFINITY
from hasim.cib.values import is_true
from hasim.scheduler.node import Node
from hasim.scheduler.roles import MultipleActive, Requires, Role
from hasim.scheduler.scores import ScoreTable

if TYPE_CHECKING:
    from hasim.scheduler.cluster import Cluster
    from hasim.scheduler.constraints import Colocation, Location, TicketConstraint


@dataclass(slots=True, eq=False)
class Resource:
    """What primitives, groups and clones have in common. Compared by identity."""

    cluster: Cluster = field(repr=False)
    id: str
    """The full id; instances of a clone end in ``:N``."""
    element: Element = field(repr=False)
    """The configuration, with the template (if any) merged in. Of a clone's instance: the clone's child element."""
    parent: Resource | None = None
    children: list[Resource] = field(default_factory=list)
    """Members of a group, instances of a clone."""
    instance: int | None = None
    """The number of a clone's instance (also of the members of an instance); None elsewhere."""
    history_name: str | None = None
    """The name under which the status section knows it, where that differs from `id` (``rsc`` for ``rsc:0``)."""
    meta: dict[str, str] = field(default_factory=dict)
    """Meta-attributes after all inheritance and defaults; XML attributes of the element are among them."""

    # options
    priority: int = 0
    """Configured, or for instances of promotable clones while choosing: the promotion priority."""
    stickiness: int = 0
    migration_threshold: int = INFINITY
    """Failures on a node that ban the resource there; 0 = never."""
    failure_timeout: int = 0
    """Seconds after which failures are forgotten; 0 = never."""
    target_role: Role = Role.UNKNOWN
    """STOPPED, UNPROMOTED (promotable only), or UNKNOWN where target-role asks for nothing special."""
    multiple_active: MultipleActive = MultipleActive.STOP_START
    requires: Requires = Requires.NOTHING
    critical: bool = True
    allow_migrate: bool = False
    allow_unhealthy_nodes: bool = False
    unique: bool = True
    """Not an anonymous instance: each failure and fail count belongs to this very resource."""

    # state
    managed: bool = True
    maintenance: bool = False
    blocked: bool = False
    failed: bool = False
    stop_if_failed: bool = False
    """A failure asks for a stop (and a restart), rather than only being shown."""
    failure_ignored: bool = False
    """A failure with on-fail=ignore was seen; the migration threshold does not apply."""
    removed: bool = False
    """Only the status section knows it ("orphan"), or a clone has more instances than it may have."""
    role: Role = Role.STOPPED
    next_role: Role = Role.UNKNOWN
    active_on: list[Node] = field(default_factory=list)
    """In the order of discovery. For collectives: of all their parts, possibly with duplicates."""
    known_on: set[Node] = field(default_factory=set)
    """Nodes whose history gives a definite role ("probed")."""
    pending_task: str = ""
    pending_node: Node | None = None
    """The first operation under way that is no probe, and where."""
    start_pending: bool = False
    lock_node: Node | None = None
    """The node to which shutdown-lock holds the resource."""
    lock_time: int = 0
    """Epoch seconds; 0 = no lock."""
    dangling_sources: list[Node] = field(default_factory=list)
    """Nodes where a migrated resource was never stopped."""
    partial_source: Node | None = None
    partial_target: Node | None = None
    """Both set: a live migration is half done."""

    # the decision
    scores: ScoreTable = field(default_factory=ScoreTable)
    """Allowed nodes ("allowed_nodes") with their scores."""
    decided: bool = False
    """`assigned` is final (it may be None: runs nowhere)."""
    deciding: bool = False
    """Its assignment is under way; guards against loops."""
    assigned: Node | None = None
    """Primitives only: where it will run. Collectives: `assigned_nodes`."""
    assigned_score: int = 0
    """The score of the chosen entry at the moment of the choice."""
    exclusive_discovery: bool = False
    locations: list[Location] = field(default_factory=list)
    this_with: list[Colocation] = field(default_factory=list)
    """Colocations of which this is the dependent, in the order in which they count."""
    with_this: list[Colocation] = field(default_factory=list)
    """Colocations of which this is the primary."""
    tickets: list[TicketConstraint] = field(default_factory=list)
    spreading: bool = False
    """Its preferences are being passed on right now; guards against loops."""

    launcher: Primitive | None = None
    """The resource that hosts this one (guest nodes and bundles)."""
    launched: list[Resource] = field(default_factory=list)

    actions: list[Any] = field(default_factory=list)
    """For the phases after assignment."""

    @property
    def configured_id(self) -> str:
        """The id in the configuration, without an instance number."""
        return self.element.id

    @property
    def name(self) -> str:
        """What tools print: the full id of a unique resource, the configured id of an anonymous instance."""
        return self.id if self.unique else self.configured_id

    @property
    def implied(self) -> bool:
        """Not configured by itself: the connection to a guest node. Tools do not list it."""
        return is_true(self.meta.get("internal-rsc"))

    @property
    def top(self) -> Resource:
        """The outermost ancestor; of what belongs to a bundle, the one just below the bundle."""
        found = self
        while found.parent is not None and not isinstance(found.parent, Bundle):
            found = found.parent
        return found

    @property
    def bundle(self) -> Bundle | None:
        """The bundle to which this belongs."""
        parent = self.top.parent
        return parent if isinstance(parent, Bundle) else None

    @property
    def instances(self) -> list[Resource]:
        """What is placed by itself: the instances of a clone, the containers of a bundle."""
        return self.children

    @property
    def promotable(self) -> bool:
        """Whether this is a promotable clone."""
        return False

    @property
    def in_clone(self) -> Clone | None:
        """The clone of which this is (part of) an instance."""
        top = self.top
        return top if isinstance(top, Clone) and top is not self else None

    @property
    def needs_fencing(self) -> bool:
        """Whether a node must be fenced before the resource may start elsewhere."""
        return self.requires in (Requires.FENCING, Requires.UNFENCING)

    @property
    def attribute_name(self) -> str:
        """The name used in node attributes (fail counts, promotion scores): history name, else id."""
        return self.history_name or self.id

    def leaves(self) -> Iterator[Primitive]:
        """The primitives in it, in list order."""
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator[Resource]:
        """This resource and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def contains(self, other: Resource) -> bool:
        """Whether `other` is this resource or below it."""
        found: Resource | None = other
        while found is not None and found is not self:
            found = found.parent
        return found is self

    @property
    def is_failed(self) -> bool:
        """Whether it or anything below it failed."""
        return self.failed or any(child.is_failed for child in self.children)

    @property
    def is_blocked(self) -> bool:
        """Whether it or anything below it is blocked."""
        return self.blocked or any(child.is_blocked for child in self.children)

    def is_active(self, *, fully: bool = False) -> bool:
        """Whether any part (`fully`: every part) is active somewhere."""
        check = all if fully else any
        return check(child.is_active(fully=fully) for child in self.children)

    @property
    def current_role(self) -> Role:
        """The role now; of collectives, the greatest of their parts."""
        return max((child.current_role for child in self.children), default=Role.UNKNOWN)

    @property
    def coming_role(self) -> Role:
        """The role wanted; of collectives, the greatest of their parts."""
        return max((child.coming_role for child in self.children), default=Role.UNKNOWN)

    @property
    def assigned_nodes(self) -> list[Node]:
        """Where it and its parts were assigned, without duplicates, in the order of the parts."""
        found: list[Node] = []
        for leaf in self.leaves():
            if leaf.assigned is not None and leaf.assigned not in found:
                found.append(leaf.assigned)
        return found

    @property
    def current_nodes(self) -> list[Node]:
        """Where it and its parts are active, without duplicates."""
        return list(dict.fromkeys(self.active_on))

    @property
    def current_node(self) -> Node | None:
        """The node that represents where it is active now, or None.

        A half-done migration counts for its source; a resource that does not need fencing prefers a node that is
        online and clean.
        """
        source = self.partial_source
        if source is not None and self.partial_target is not None and source in self.active_on:
            return source
        if not self.needs_fencing:
            for node in self.active_on:
                if node.online and not node.unclean:
                    return node
        return self.active_on[0] if self.active_on else None


@dataclass(slots=True, eq=False)
class Primitive(Resource):
    """One service, driven by a resource agent."""

    agent_class: str = ""
    provider: str = ""
    type: str = ""
    operations: list[Element] = field(default_factory=list)
    """The ``op`` elements in document order, id-refs resolved."""
    operation_by_key: dict[tuple[str, int], Element] = field(default_factory=dict)
    """The first ``op`` of each name and interval (milliseconds), disabled ones included."""
    parameters_on: dict[Node | None, dict[str, str]] = field(default_factory=dict)
    """Instance attributes by node, as far as they were asked for (see `hasim.scheduler.parameters`)."""
    utilization: dict[str, int] = field(default_factory=dict)
    is_remote_connection: bool = False
    """An ocf:pacemaker:remote resource; the connection to a remote or guest node."""
    replica: Replica | None = field(default=None, repr=False)
    """The replica of a bundle to which it belongs: as container, address, connection or bundled resource."""
    was_launched: bool = False
    """No longer configured, and what launched it was not found either."""
    reconnect_interval: int = 0
    """Milliseconds; remote connections only."""
    stopped_by: str = ""
    """The entry of the failed operation whose ``on-fail`` asks for the resource to be stopped."""

    @property
    def is_container(self) -> bool:
        """Whether it is the container of a replica."""
        return self.replica is not None and self.replica.container is self

    @property
    def may_nest(self) -> bool:
        """Whether it is a connection whose launcher may itself be on a remote node: those into bundles may."""
        return self.is_remote_connection and self.replica is not None

    @property
    def in_container(self) -> Primitive:
        """What a container is there for: the bundled resource inside. Everything else is there for itself."""
        replica = self.replica
        return replica.child if replica is not None and self.is_container and replica.child is not None else self

    @property
    def is_fence_device(self) -> bool:
        """Whether it fences nodes rather than serving anybody."""
        return self.agent_class == "stonith"

    @property
    def agent(self) -> tuple[str, str, str]:
        """Class, provider ("" if the class has none) and type."""
        return self.agent_class, self.provider, self.type

    def leaves(self) -> Iterator[Primitive]:
        yield self

    def is_active(self, *, fully: bool = False) -> bool:
        """Whether it is active, as far as is known: what was on a guest that is down is gone with it."""
        return any(node.unclean or node.online or not self.managed for node in self.active_on)

    @property
    def assigned_nodes(self) -> list[Node]:
        return [] if self.assigned is None else [self.assigned]

    @property
    def current_role(self) -> Role:
        return self.role

    @property
    def coming_role(self) -> Role:
        return self.next_role


@dataclass(slots=True, eq=False)
class Group(Resource):
    """Primitives that are placed together and started one after the other (both by default)."""

    ordered: bool = True
    colocated: bool = True


@dataclass(slots=True, eq=False)
class Clone(Resource):
    """Several instances of one primitive or group."""

    clone_max: int = 1
    clone_node_max: int = 1
    is_promotable: bool = False
    promoted_max: int = 0
    promoted_node_max: int = 0
    interleave: bool = False
    ordered: bool = False
    promotion_begun: bool = False
    """The choice among the instances has begun."""
    notify: bool = False

    @property
    def promotable(self) -> bool:
        return self.is_promotable


@dataclass(slots=True, eq=False)
class Replica:
    """One container of a bundle, with what belongs to it."""

    bundle: Bundle
    number: int
    container: Primitive
    address: str = ""
    """"" without a range of addresses."""
    ip: Primitive | None = None
    connection: Primitive | None = None
    """The connection to the guest node inside; only where a primitive is bundled."""
    child: Primitive | None = None
    """The instance of the bundled primitive."""
    node: Node | None = None
    """The guest node inside the container."""


@dataclass(slots=True, eq=False)
class Bundle(Resource):
    """Containers of one image, each on a host of its own by default, and what runs in them."""

    image: str = ""
    agent: str = ""
    """docker or podman."""
    per_host: int = 1
    promoted_max: int = 0
    interleave: bool = False
    notify: bool = False
    replicas: list[Replica] = field(default_factory=list)
    inner: Clone | None = None
    """The clone of the bundled primitive, if there is one."""

    @property
    def instances(self) -> list[Resource]:
        return [replica.container for replica in self.replicas]

    @property
    def current_role(self) -> Role:
        """A bundle as such has no role."""
        return Role.UNKNOWN

    @property
    def coming_role(self) -> Role:
        return Role.UNKNOWN

    @property
    def current_node(self) -> Node | None:
        """The node that represents where its containers are."""
        places = dict.fromkeys(node for replica in self.replicas for node in replica.container.active_on)
        if not self.needs_fencing:
            for node in places:
                if node.online and not node.unclean:
                    return node
        return next(iter(places), None)
