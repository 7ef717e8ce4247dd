"""What may be changed for a resource to come to a node: read off from what keeps it away, cause by cause.

Nothing here knows whether a change is enough; `hasim.whatif.search` tries it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hasim.cib import INFINITY, Cib, Element
from hasim.cib.values import is_true
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.criteria import failures
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Clone, Primitive, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind, ScoreCause
from hasim.whatif import change
from hasim.whatif.change import Change
from hasim.why import Bills

_EXPRESSIONS = {"ne": "value", "not_defined": "any"}
"""Operations of a rule's expression that stop holding once the attribute has that value."""


def candidates(cluster: Cluster, resource: str, node: Node) -> list[Change]:
    """Changes that may bring the primitive called `resource` to `node`, each once."""
    finder = Finder(cluster)
    found: dict[Change, None] = {}
    for leaf in instances(cluster, resource):
        for each in finder.for_resource(leaf, node):
            found.setdefault(each)
    return list(found)


def instances(cluster: Cluster, resource: str) -> list[Primitive]:
    """The primitive of that id, or all its instances; an instance's own name means all of them as well."""
    named = cluster.resource(resource)
    wanted = named.configured_id if isinstance(named, Primitive) else resource
    return [leaf for leaf in cluster.leaves() if leaf.configured_id == wanted]


class Finder:
    """Goes from a resource to what keeps it off a node; resources that it must be with are asked in turn."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.cib: Cib = cluster.cib
        self.bills = Bills(cluster.records)
        self._asked: set[tuple[Resource, Node]] = set()

    def for_resource(self, leaf: Primitive, node: Node) -> Iterator[Change]:
        """What may bring a primitive to a node."""
        if (leaf, node) in self._asked:
            return
        self._asked.add((leaf, node))
        yield from self._of_options()
        yield from self._of_lineage(leaf)
        yield from self._of_node(node)
        bill = self.bills.receipt(leaf.id, node.name)
        if bill.score is None:
            yield from self._not_considered(leaf, node)
        elif bill.score < 0:
            yield from self._against(bill.causes, leaf, node)
        else:
            yield from self._outbid(leaf, node, bill.score, bill.causes)

    # -- what stands in the way of everything --

    def _of_options(self) -> Iterator[Change]:
        options = self.cluster.options
        if options.stop_all_resources:
            yield change.option("stop-all-resources", "false")
        if options.maintenance_mode:
            yield change.option("maintenance-mode", "false")
        if not self.cluster.quorate and options.no_quorum_policy != "ignore":
            yield from (change.start_node(node.name) for node in self._down())
            yield change.option("no-quorum-policy", "ignore")
        if options.fencing_enabled and not self.cluster.has_fence_device:
            yield change.option("stonith-enabled", "false")

    def _down(self) -> list[Node]:
        return [node for node in self.cluster.nodes if not node.online and not node.is_remote]

    def _of_node(self, node: Node) -> Iterator[Change]:
        if node.is_remote:
            if not node.online and node.connection is not None:
                for other in self.cluster.nodes:
                    if other.available and not other.is_remote:
                        yield from self.for_resource(node.connection, other)
            return
        if not node.online or node.unclean or node.shutting_down:
            yield change.start_node(node.name)
        elif node.standby and not node.pending:
            yield change.online(node.name)
        if node.maintenance and not self.cluster.options.maintenance_mode:
            yield change.ready(node.name)

    # -- what is said about the resource and what it belongs to --

    def _of_lineage(self, leaf: Primitive) -> Iterator[Change]:
        for each in lineage(leaf):
            if each.meta.get("target-role", "").lower() == "stopped":
                yield change.meta(self._holder(each, "target-role"), "target-role", "Started")
            if each.meta.get("is-managed") is not None and not is_true(each.meta["is-managed"]):
                yield change.meta(self._holder(each, "is-managed"), "is-managed", "true")
            if is_true(each.meta.get("maintenance")) and not self.cluster.options.maintenance_mode:
                yield change.meta(self._holder(each, "maintenance"), "maintenance", "false")
        if leaf.blocked or leaf.failed:
            for node in leaf.active_on:
                yield from self._cleanup(leaf, node)

    def _holder(self, resource: Resource, name: str) -> str:
        """Where a meta-attribute of the resource is set, or is to be set: the innermost of what it belongs to."""
        for each in lineage(resource):
            found = self.cib.by_id(each.configured_id)
            if found is not None and any(pair.get("name") == name for pair in _pairs(found)):
                return each.configured_id
        outer = resource.top if resource.in_clone is not None else resource
        return outer.configured_id

    # -- what makes the score there negative --

    def _not_considered(self, leaf: Primitive, node: Node) -> Iterator[Change]:
        if not self.cluster.options.symmetric:
            yield self._prefer(leaf, node, self._best(leaf) + 1)
            yield self._prefer(leaf, node, INFINITY)
            yield change.option("symmetric-cluster", "true")

    def _against(self, causes: Iterable[ScoreCause], owner: Resource, node: Node) -> Iterator[Change]:
        for cause in causes:
            if cause.score >= 0:
                continue
            inner = (self.cluster.resource(cause.resource) or owner) if cause.resource else owner
            yield from self._undo(cause, owner, inner, node)
            if cause.kind is CauseKind.DEPENDENT:
                yield from self._against(cause.because, inner, node)

    def _undo(self, cause: ScoreCause, owner: Resource, inner: Resource, node: Node) -> Iterator[Change]:
        match cause.kind:
            case CauseKind.LOCATION:
                yield from self._drop(cause.id)
                yield from self._satisfy(cause.rule, node)
            case CauseKind.THRESHOLD:
                yield from self._cleanup(inner, node)
                yield from self._raise_threshold(inner, node)
            case CauseKind.FAILURE | CauseKind.MULTIPLE_ACTIVE:
                yield from self._cleanup(inner, node)
            case CauseKind.COLOCATION:
                yield from self._drop(cause.id)
                yield from self._bring(inner, node)
            case CauseKind.DEPENDENT:
                yield from self._drop(cause.id)
            case CauseKind.TICKET:
                yield from self._ticket(cause.id)
            case CauseKind.SHUTDOWN_LOCK:
                yield change.option("shutdown-lock", "false")
            case CauseKind.HEALTH:
                yield from self._heal(node)
            case CauseKind.CAPACITY:
                yield from self._more_room(owner, node)
            case CauseKind.LIMIT:
                yield from self._more_instances(owner)
            case CauseKind.DISCOVERY:
                yield from self._drop_exclusive(owner)
            case CauseKind.TARGET_ROLE:
                for leaf in inner.leaves():
                    yield from self._of_lineage(leaf)

    def _drop(self, id: str) -> Iterator[Change]:
        """Taking away the constraint that has this id, or that holds the set which has it."""
        for constraint in self.cib.constraints.children:
            if constraint.id == id or any(each.id == id for each in constraint.walk()):
                yield change.drop(constraint)
                return

    def _satisfy(self, rule: str, node: Node) -> Iterator[Change]:
        """Another value for a permanent attribute that a rule looks at."""
        found = self.cib.by_id(rule) if rule else None
        for each in found.all("expression") if found is not None else ():
            name, operation = each.get("attribute") or "", each.get("operation") or ""
            by_agents = any(name in other.transient for other in self.cluster.nodes)
            if operation in _EXPRESSIONS and name and not name.startswith("#") and not by_agents:
                yield change.attribute(node.name, name, each.get("value") or "1")

    def _cleanup(self, resource: Resource, node: Node) -> Iterator[Change]:
        active: dict[str, bool] = {}
        for leaf in resource.top.leaves():
            for name in {leaf.attribute_name, leaf.configured_id, leaf.id}:
                active[name] = active.get(name, False) or node in leaf.active_on
        members = set(resource.top.leaves())
        failed = tuple(
            each.element
            for each in self.cluster.failures
            if each.node is node and each.resource in members and each.element is not None
        )
        yield change.cleanup(next(resource.leaves()).configured_id, node.name, active, failed)

    def _raise_threshold(self, resource: Resource, node: Node) -> Iterator[Change]:
        for leaf in resource.leaves():
            count = failures(leaf, node)
            if 0 < leaf.migration_threshold <= count < INFINITY:
                yield change.meta(self._holder(leaf, "migration-threshold"), "migration-threshold", str(count + 1))

    def _bring(self, other: Resource, node: Node) -> Iterator[Change]:
        """What it must be with comes along; what it must not be with goes away."""
        leaf = next(other.leaves(), None)
        if leaf is None:
            return
        if leaf.assigned is node:
            yield change.ban(leaf.top.configured_id, node.name)
        else:
            yield from self.for_resource(leaf, node)

    def _ticket(self, id: str) -> Iterator[Change]:
        found = self.cib.by_id(id)
        if found is not None and found.get("ticket"):
            yield change.ticket(found.get("ticket") or "")
            yield change.drop(found)

    def _heal(self, node: Node) -> Iterator[Change]:
        for name in node.permanent:
            if name.startswith("#health") and name not in node.transient:
                yield change.attribute(node.name, name, "green", "health")
        yield change.option("node-health-strategy", "none")

    def _more_room(self, owner: Resource, node: Node) -> Iterator[Change]:
        for leaf in owner.leaves():
            for name, amount in leaf.utilization.items():
                left = node.capacity.get(name, 0)
                if left < amount:
                    yield change.capacity(node.name, name, str(_configured(self.cib, node, name) + amount - left))
        yield change.option("placement-strategy", "default")

    def _more_instances(self, owner: Resource) -> Iterator[Change]:
        clone = owner.in_clone
        if isinstance(clone, Clone):
            holder = clone.configured_id
            if clone.clone_max < len(self.cluster.nodes):
                yield change.meta(holder, "clone-max", str(clone.clone_max + 1))
            if clone.unique:
                yield change.meta(holder, "clone-node-max", str(clone.clone_node_max + 1))

    def _drop_exclusive(self, owner: Resource) -> Iterator[Change]:
        for each in lineage(owner):
            for location in each.locations:
                found = self.cib.by_id(location.id)
                if found is not None and found.get("resource-discovery") == "exclusive":
                    yield change.drop(found)

    # -- what makes it prefer another node --

    def _outbid(self, leaf: Primitive, node: Node, score: int, causes: tuple[ScoreCause, ...]) -> Iterator[Change]:
        """It may run there but runs elsewhere, or nowhere: another node has more, or the clone has enough."""
        winner = leaf.assigned
        if winner is None or winner is node:
            entry = leaf.scores.get(node)
            if entry is not None and entry.score < 0:  # decided against it only when it was its turn to choose
                yield from self._against(entry.causes, leaf, node)
            yield from self._more_instances(leaf)
            return
        yield from self._more_instances(leaf)
        top = leaf.top
        best = self.bills.receipt(leaf.id, winner.name)
        gap = (best.score or 0) - score
        if -INFINITY < score < INFINITY and (best.score or 0) < INFINITY:
            yield self._prefer(leaf, node, gap + 1)
        yield change.move(top.configured_id, node.name)
        if leaf.in_clone is None:
            yield change.move(top.configured_id, node.name, winner.name)
        yield change.ban(top.configured_id, winner.name)
        yield from self._in_favour(best.causes, leaf)
        yield from self._against(causes, leaf, node)

    def _in_favour(self, causes: Iterable[ScoreCause], owner: Resource) -> Iterator[Change]:
        """What speaks for another node may be taken away."""
        for cause in causes:
            if cause.score <= 0:
                continue
            inner = (self.cluster.resource(cause.resource) or owner) if cause.resource else owner
            match cause.kind:
                case CauseKind.LOCATION | CauseKind.COLOCATION:
                    yield from self._drop(cause.id)
                case CauseKind.STICKINESS:
                    yield change.meta(self._holder(owner, "resource-stickiness"), "resource-stickiness", "0")
                case CauseKind.DEPENDENT:
                    yield from self._drop(cause.id)
                    yield from self._in_favour(cause.because, inner)

    def _prefer(self, leaf: Primitive, node: Node, score: int) -> Change:
        value = "INFINITY" if score >= INFINITY else str(score)
        return change.prefer(leaf.top.configured_id, node.name, value, lambda id: self.cib.by_id(id) is not None)

    def _best(self, leaf: Primitive) -> int:
        scores = [entry.score for entry in leaf.scores.values() if entry.node.available and entry.score < INFINITY]
        return max([*scores, 0])

    # -- what an action waits for --

    def for_orderings(self, leaf: Primitive, barred_by: Iterable[Resource]) -> Iterator[Change]:
        """It has its node but cannot be started, because something that comes first cannot be."""
        blockers = list(barred_by)
        ids = {each.id for other in blockers for part in other.leaves() for each in lineage(part)}
        own = {each.configured_id for each in lineage(leaf)}
        for other in blockers:
            for part in other.leaves():
                for node in self.cluster.nodes:
                    if part.assigned is None or part.coming_role is Role.STOPPED:
                        yield from self.for_resource(part, node)
        for ordering in self.cib.constraints.all("rsc_order"):
            names = {ordering.get("first"), ordering.get("then")}
            names |= {each.id for each in ordering.walk() if each.tag == "resource_ref"}
            if names & own and names & ids:
                yield change.drop(ordering)


def lineage(resource: Resource | None) -> Iterator[Resource]:
    """A resource and what it belongs to, from the inside out."""
    while resource is not None:
        yield resource
        resource = resource.parent


def _pairs(element: Element) -> Iterator[Element]:
    for sets in element.all("meta_attributes"):
        yield from sets.all("nvpair")


def _configured(cib: Cib, node: Node, name: str) -> int:
    """How much of it the node is said to have."""
    for element in cib.nodes.all("node"):
        if element.id == node.id:
            for sets in element.all("utilization"):
                for pair in sets.all("nvpair"):
                    if pair.get("name") == name and (pair.get("value") or "").isdecimal():
                        return int(pair.get("value") or "0")
    return 0
