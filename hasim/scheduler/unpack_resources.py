"""Reading the resources section: templates, primitives, groups, clones and their instances."""

from __future__ import annotations

from dataclasses import dataclass, field

from hasim.cib.duration import parse_duration, to_seconds
from hasim.cib.element import Element
from hasim.cib.errors import CibError
from hasim.cib.nvset import name_values
from hasim.cib.score import INFINITY, parse_score
from hasim.cib.values import is_true, parse_boolean, parse_integer
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.parameters import meta_attributes, parameters, rule_context
from hasim.scheduler.remote import add_remote_nodes, is_connection, link_connection
from hasim.scheduler.resource import Clone, Group, Primitive, Resource
from hasim.scheduler.roles import MultipleActive, Requires, Role
from hasim.scheduler.scores import Discovery
from hasim.scheduler.templates import with_template
from hasim.scheduler.unpack_bundle import make_bundle
from hasim.scheduler.upgrade import newest_resource

RESOURCE_TAGS = ("primitive", "group", "clone", "master", "bundle")
MOST_INSTANCES = 10_000
"""A clone-max beyond this can only be a mistake, and would not fit into memory."""
_ONLY_OCF_KNOWS = frozenset({"ocf", "stonith"})
"""Agent classes whose instances can tell one another apart."""


def unpack_resources(cluster: Cluster) -> ResourceBuilder:
    """Make all configured resources; the greatest priority first, otherwise in document order.

    The builder is returned for those that only the status section knows.
    """
    templates = {each.id: each for each in cluster.cib.resources.all("template")}
    cluster.templates = {name: [] for name in templates}
    cluster.unfencing_used = _uses_unfencing(cluster)
    builder = ResourceBuilder(cluster, templates)
    implied = add_remote_nodes(cluster)
    for element in (*cluster.cib.resources.all(*RESOURCE_TAGS), *implied):
        resource = builder.make(element)
        if resource is not None:
            cluster.resources.append(resource)
    cluster.resources.sort(key=lambda resource: -resource.priority)
    for leaf in cluster.leaves():  # connections into bundles have theirs, but it does not know of them yet
        link_launcher(cluster, leaf)
    for leaf in cluster.leaves():
        if leaf.parent is None or not cluster.as_2_1:  # 2.1.5 does not look for connections in groups
            link_connection(cluster, leaf)
    return builder


def _uses_unfencing(cluster: Cluster) -> bool:
    sections = (cluster.cib.resources, cluster.cib.rsc_defaults)
    return any(
        pair.get("name") in ("requires", "provides") and pair.get("value") == "unfencing"
        for section in sections
        for block in section.walk()
        if block.tag == "meta_attributes"
        for pair in block.all("nvpair")
    )


def link_launcher(cluster: Cluster, resource: Resource) -> None:
    """Make a resource and the one that launches it (meta-attribute ``container``) known to each other."""
    launcher = cluster.by_id.get(resource.meta.get("container", ""))
    if isinstance(launcher, Primitive) and launcher is not resource:
        resource.launcher = launcher
        launcher.launched.append(resource)


@dataclass(slots=True)
class ResourceBuilder:
    """Makes resources from their elements."""

    cluster: Cluster
    templates: dict[str, Element] = field(default_factory=dict)

    def make(
        self, element: Element, parent: Resource | None = None, instance: int | None = None, *, removed: bool = False
    ) -> Resource | None:
        """The resource that `element` configures, with all below it; None if it is unusable and therefore ignored."""
        found = newest_resource(element, as_2_1=self.cluster.as_2_1)
        if found is None or not found.id:
            return None
        match found.tag:
            case "primitive":
                return self._primitive(found, parent, instance, removed)
            case "group":
                return self._group(found, parent, instance, removed)
            case "clone":
                return self.clone(found) if parent is None else None
            case "bundle":
                return make_bundle(self, found) if parent is None else None
        return None

    def _primitive(
        self, element: Element, parent: Resource | None, instance: int | None, removed: bool
    ) -> Primitive | None:
        expanded = self.expand(element)
        if expanded is None or _cannot_be_promoted(expanded, parent):
            return None
        primitive = Primitive(self.cluster, _full_id(expanded, instance), expanded, parent, instance=instance)
        primitive.agent_class = expanded.get("class") or ""
        primitive.provider = expanded.get("provider") or ""
        primitive.type = expanded.get("type") or ""
        primitive.removed = removed
        primitive.is_remote_connection = is_connection(expanded)
        self._read_operations(primitive)
        self.set_up(primitive)
        if primitive.is_remote_connection:
            self._read_connection_options(primitive)
        utilization = name_values(expanded, "utilization", rule_context(primitive))
        primitive.utilization = {name: parse_integer(value) or 0 for name, value in utilization.items()}
        if primitive.is_fence_device:
            self.cluster.has_fence_device = True
        return primitive

    def _read_connection_options(self, connection: Primitive) -> None:
        """A connection can be moved live; until its reconnect_interval is over, a failure keeps it down."""
        given = parameters(connection).get("reconnect_interval")
        if given is not None:
            connection.reconnect_interval = parse_duration(given)
            connection.failure_timeout = to_seconds(connection.reconnect_interval)
        if "container" in connection.meta:
            for node in self.cluster.nodes:
                if node.master.discovery is not Discovery.NEVER:
                    connection.scores.entry(node)
        elif "allow-migrate" not in connection.meta:
            connection.allow_migrate = True

    def expand(self, element: Element) -> Element | None:
        """`element` with the template it names (if any) merged in; None if there is no such template."""
        name = element.get("template")
        if name is None:
            return element
        template = self.templates.get(name)
        if template is None:
            return None
        users = self.cluster.templates[name]
        if element.id not in users:
            users.append(element.id)
        return with_template(element, template)

    def _read_operations(self, primitive: Primitive) -> None:
        resolve = self.cluster.rules.references.resolve
        for block in primitive.element.all("operations"):
            target = resolve(block)
            for operation in target.all("op") if target is not None else ():
                found = resolve(operation)
                if found is not None:
                    key = (found.get("name") or "", parse_duration(found.get("interval")))
                    primitive.operations.append(found)
                    primitive.operation_by_key.setdefault(key, found)

    def _group(self, element: Element, parent: Resource | None, instance: int | None, removed: bool) -> Group:
        group = Group(self.cluster, _full_id(element, instance), element, parent, instance=instance, removed=removed)
        self.set_up(group)
        group.ordered = parse_boolean(group.meta.get("ordered")) is not False
        group.colocated = parse_boolean(group.meta.get("collocated")) is not False
        members = (self.make(child, group, instance, removed=removed) for child in element.all("primitive"))
        group.children = [member for member in members if member is not None]
        return group

    def clone(self, element: Element, parent: Resource | None = None) -> Clone | None:
        """The clone that `element` configures; None if it is unusable and therefore ignored."""
        child = next(iter(element.all("group", "primitive")), None)
        if child is None or not child.id or newest_resource(child, as_2_1=self.cluster.as_2_1) is None:
            return None
        clone = Clone(self.cluster, element.id, element, parent)
        self.set_up(clone)
        classes = [expanded.get("class") or "" for expanded in self._primitives_of(child)]
        if not classes:
            self.cluster.by_id.pop(clone.id, None)
            return None
        self._read_clone_options(clone, classes)
        if child.tag == "primitive" and clone.is_promotable and classes != ["ocf"]:
            self.cluster.by_id.pop(clone.id, None)
            return None
        for number in range(max(clone.clone_max, 1)):
            self.add_instance(clone, number, removed=clone.clone_max == 0)
        return clone

    def _primitives_of(self, child: Element) -> list[Element]:
        members = [child] if child.tag == "primitive" else child.all("primitive")
        return [expanded for member in members if (expanded := self.expand(member)) is not None]

    def _read_clone_options(self, clone: Clone, classes: list[str]) -> None:
        """Read the options of a clone of primitives of these agent classes."""
        meta = clone.meta
        meta.setdefault("resource-stickiness", "1")
        clone.is_promotable = is_true(meta.get("promotable"))
        if clone.is_promotable:
            clone.promoted_max = _count(meta, "promoted-max", "master-max")
            clone.promoted_node_max = _count(meta, "promoted-node-max", "master-node-max")
        known = max(len(self.cluster.nodes), 1)
        clone.clone_max = _whole(meta.get("clone-max"), known)
        if clone.clone_max > MOST_INSTANCES:
            raise CibError(f"clone {clone.id}: clone-max is {clone.clone_max}, more than {MOST_INSTANCES}")
        clone.clone_node_max = _whole(meta.get("clone-node-max"), 1)
        given = meta.get("globally-unique")
        clone.unique = is_true(given) if given is not None else clone.clone_node_max > 1 and not self.cluster.as_2_1
        if clone.unique and not all(each in _ONLY_OCF_KNOWS for each in classes):
            clone.unique = False
            clone.clone_max = min(clone.clone_max, known)
        if not clone.unique:
            clone.clone_node_max = min(clone.clone_node_max, 1)
        meta["globally-unique"] = "true" if clone.unique else "false"
        clone.interleave = is_true(meta.get("interleave"))
        clone.ordered = is_true(meta.get("ordered"))
        clone.notify = is_true(meta.get("notify"))

    def add_instance(self, clone: Clone, number: int, *, removed: bool = False) -> Resource:
        """Make the instance `number` of a clone."""
        child = clone.element.all("group", "primitive")[0]
        instance = self.make(child, clone, number, removed=removed)
        assert instance is not None  # checked when the clone was made
        clone.children.append(instance)
        return instance

    def set_up(self, resource: Resource) -> None:
        """Read the options that all kinds of resources have, make its score table, and make it known by its id."""
        cluster = self.cluster
        resource.meta = meta_attributes(resource)
        if resource.parent is not None and isinstance(resource.parent, Clone):
            resource.meta["clone-max"] = str(resource.parent.clone_max)
        _read_options(resource)
        top = resource.top
        if top is not resource:
            resource.unique = top.unique
        if cluster.options.symmetric:
            for node in cluster.nodes:
                if node.master.discovery is not Discovery.NEVER:
                    resource.scores[node] = node.master.copy()
        cluster.by_id.setdefault(resource.id, resource)


def _cannot_be_promoted(primitive: Element, parent: Resource | None) -> bool:
    """Whether the primitive is in a promotable clone without being of a class whose agents know of that."""
    return parent is not None and parent.top.promotable and primitive.get("class") != "ocf"


def _full_id(element: Element, instance: int | None) -> str:
    return element.id if instance is None else f"{element.id}:{instance}"


def _whole(text: str | None, default: int) -> int:
    """A number of at least 0; what is no number counts as 0."""
    return default if text is None else max(parse_integer(text) or 0, 0)


def _count(meta: dict[str, str], name: str, legacy: str) -> int:
    return _whole(meta.get(name, meta.get(legacy)), 1)


def _read_options(resource: Resource) -> None:
    meta = resource.meta
    resource.priority = parse_score(meta.get("priority"))
    resource.stickiness = parse_score(meta.get("resource-stickiness"))
    resource.migration_threshold = _threshold(meta.get("migration-threshold"), as_2_1=resource.cluster.as_2_1)
    resource.failure_timeout = to_seconds(parse_duration(meta.get("failure-timeout")))
    resource.multiple_active = _multiple_active(meta.get("multiple-active"))
    resource.critical = parse_boolean(meta.get("critical")) is not False
    resource.allow_unhealthy_nodes = is_true(meta.get("allow-unhealthy-nodes"))
    resource.allow_migrate = is_true(meta.get("allow-migrate"))
    _read_management(resource)
    resource.target_role = resource.next_role = _target_role(resource)
    resource.requires = _requires(resource)


def _threshold(text: str | None, *, as_2_1: bool) -> int:
    """The number of failures that a node is given; what is no score counts as 0 for 2.1.5, and as none later."""
    if text is None:
        return INFINITY
    score = parse_score(text, 0 if as_2_1 else INFINITY)
    return score if score >= 0 else INFINITY


def _multiple_active(text: str | None) -> MultipleActive:
    try:
        return MultipleActive((text or "").lower())
    except ValueError:
        return MultipleActive.STOP_START


def _read_management(resource: Resource) -> None:
    managed = resource.meta.get("is-managed", "default")
    if parse_boolean(managed) is False or (resource.cluster.as_2_1 and not _is_yes_or_default(managed)):
        resource.managed = False
    if is_true(resource.meta.get("maintenance")) or resource.cluster.options.maintenance_mode:
        resource.managed = False
        resource.maintenance = True


def _is_yes_or_default(text: str) -> bool:
    """For 2.1.5, what is no boolean counts as false."""
    return is_true(text) or text.lower() == "default"


def _target_role(resource: Resource) -> Role:
    """What target-role asks for beyond the default, or UNKNOWN."""
    role = Role.parse(resource.meta.get("target-role"))
    if role is Role.UNPROMOTED:
        top = resource.top
        return role if isinstance(top, Clone) and is_true(top.meta.get("promotable")) else Role.UNKNOWN
    return role if role is Role.STOPPED else Role.UNKNOWN


def _requires(resource: Resource) -> Requires:
    options = resource.cluster.options
    fence_device = isinstance(resource, Primitive) and resource.is_fence_device
    try:
        wanted = Requires((resource.meta.get("requires") or "").lower())
    except ValueError:
        wanted = _default_requires(resource, fence_device)
    if wanted is Requires.UNFENCING and (fence_device or not options.fencing_enabled):
        return Requires.QUORUM
    return wanted


def _default_requires(resource: Resource, fence_device: bool) -> Requires:
    if fence_device or (isinstance(resource, Primitive) and resource.is_remote_connection):
        return Requires.QUORUM
    if resource.cluster.unfencing_used:
        return Requires.UNFENCING
    if resource.cluster.options.fencing_enabled:
        return Requires.FENCING
    return Requires.NOTHING if resource.cluster.options.no_quorum_policy == "ignore" else Requires.QUORUM
