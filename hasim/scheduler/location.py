"""Location constraints: which nodes a resource prefers, avoids, or may run on at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hasim.cib.element import Element
from hasim.cib.pattern import PatternError, compile_pattern
from hasim.cib.rule import RuleContext, expand_groups, passes
from hasim.cib.score import INFINITY, add, parse_score
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.constraints import Location, NodeScore
from hasim.scheduler.names import resolve, resource_sets, set_members
from hasim.scheduler.parameters import parameters
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import Discovery, ScoreTable
from hasim.scheduler.upgrade import newest_locations

_DISCOVERY = {"always": Discovery.ALWAYS, "never": Discovery.NEVER, "exclusive": Discovery.EXCLUSIVE}


@dataclass(frozen=True, slots=True)
class _Target:
    """One resource that a constraint is about, with what a resource set or pattern adds."""

    resource: Resource
    role: str | None = None
    score: str | None = None
    groups: tuple[str, ...] = ()


def unpack_location(cluster: Cluster, element: Element) -> None:
    """Read one ``rsc_location``."""
    for single in newest_locations(element):
        for target in _targets(cluster, single):
            location = _read(cluster, single, target)
            if location is not None:
                add_location(cluster, location)


def add_location(cluster: Cluster, location: Location) -> None:
    """Make a location constraint known; newer ones count first."""
    if location.discovery is Discovery.EXCLUSIVE:
        location.resource.exclusive_discovery = True
    location.resource.locations.insert(0, location)
    cluster.locations.append(location)


def _targets(cluster: Cluster, element: Element) -> Iterator[_Target]:
    name, pattern = element.get("rsc"), element.get("rsc-pattern")
    if name is not None:
        for resource in resolve(cluster, name):
            yield _Target(resource)
    elif pattern is not None:
        yield from _matching(cluster, pattern)
    else:
        for each in resource_sets(cluster, element):
            for resource in set_members(cluster, each):
                yield _Target(resource, each.get("role"), each.get("score"))


def _matching(cluster: Cluster, pattern: str) -> Iterator[_Target]:
    """The top-level resources whose ids match; with a leading "!", those whose ids do not."""
    inverted = pattern.startswith("!")
    try:
        compiled = compile_pattern(pattern[1:] if inverted else pattern)
    except PatternError:
        return
    for resource in cluster.resources:
        match = compiled.search(resource.id)
        if inverted and match is None:
            yield _Target(resource)
        elif match is not None and not inverted:
            yield _Target(resource, groups=match)


def _read(cluster: Cluster, element: Element, target: _Target) -> Location | None:
    role = target.role or element.get("role")
    node_name, score = element.get("node"), target.score or element.get("score")
    if node_name is not None and score is not None:
        node = cluster.node(node_name)
        if node is None or node.name.lower() != node_name.lower():
            return None  # unlike elsewhere, an id does not do
        entries = [NodeScore(node, parse_score(score))]
    else:
        first = element.first("rule")
        rule = cluster.rules.references.resolve(first) if first is not None else None
        if rule is None:
            return None
        role = role or rule.get("role")
        entries = list(_scored_nodes(cluster, rule, target))
    discovery = _DISCOVERY.get((element.get("resource-discovery") or "").lower(), Discovery.ALWAYS)
    return Location(element.id, target.resource, entries, _filter(role), discovery)


def _filter(text: str | None) -> Role:
    """Only the roles Stopped and Promoted limit a constraint."""
    role = Role.parse(text)
    return role if role in (Role.STOPPED, Role.PROMOTED) else Role.UNKNOWN


def _scored_nodes(cluster: Cluster, rule: Element, target: _Target) -> Iterator[NodeScore]:
    attribute = rule.get("score-attribute") if rule.get("score") is None else None
    if attribute is not None:
        attribute = expand_groups(attribute, target.groups)
    score: int | None = parse_score(rule.get("score"))
    context = replace(cluster.rules, groups=target.groups, meta=target.resource.meta)
    uses_parameters = any(each.get("value-source") == "param" for each in rule.walk())
    for node in cluster.nodes:
        on_node = context.on(node.attributes)
        if uses_parameters:
            on_node = _with_parameters(on_node, target.resource, node.name)
        if not passes(rule, on_node):
            continue
        if attribute is not None:
            text = node.attributes.get(attribute)
            score = _attribute_score_2_1(text) if cluster.as_2_1 else _attribute_score(text)
        if score is not None and cluster.as_2_1 and rule.get("boolean-op") == "or":
            yield NodeScore(node, add(node.master.score, score), rule.id)
        elif score is not None:
            yield NodeScore(node, score, rule.id)


def _with_parameters(context: RuleContext, resource: Resource, node_name: str) -> RuleContext:
    first = next(resource.leaves(), None)
    if not isinstance(first, Primitive):
        return context
    return replace(context, parameters=parameters(first, resource.cluster.node(node_name)))


def _attribute_score(text: str | None) -> int | None:
    """The score that a node attribute holds, or None."""
    if not text:
        return None
    score = parse_score(text, -1)
    return None if score == -1 and parse_score(text, 1) == 1 else score


def _attribute_score_2_1(text: str | None) -> int:
    """The same for 2.1.5, which takes an absent attribute for a ban, and what is no score for 0."""
    return -INFINITY if text is None else parse_score(text)


# applying


def apply_locations(cluster: Cluster) -> None:
    """Put the scores of all location constraints into the tables, the newest first."""
    for location in reversed(cluster.locations):
        apply_location(location.resource, location)


def apply_location(resource: Resource, location: Location, *, factor: int = 1) -> None:
    """Apply `location` to `resource` and its parts; with the factor 0, only its nodes count."""
    apply_to_table(resource, location, factor)
    if isinstance(resource, Group):
        for index, member in enumerate(resource.children):
            apply_location(member, location, factor=factor if index == 0 or not resource.colocated else 0)
    elif isinstance(resource, Clone):
        for instance in resource.children:
            apply_location(instance, location, factor=factor)
    elif isinstance(resource, Bundle):
        _apply_to_bundle(resource, location, factor)


def _apply_to_bundle(bundle: Bundle, location: Location, factor: int) -> None:
    """Containers and addresses are placed; the role is that of what is bundled."""
    for replica in bundle.replicas:
        for part in (replica.container, replica.ip):
            if part is not None:
                apply_location(part, location, factor=factor)
    if bundle.inner is not None and location.role is Role.PROMOTED:
        apply_location(bundle.inner, location, factor=factor)
        bundle.inner.locations.insert(0, location)


def apply_to_table(resource: Resource, location: Location, factor: int = 1, table: ScoreTable | None = None) -> None:
    """Apply `location` to the table of one resource, if the resource is to have the role it is for.

    A node without an entry gets one: that is how a resource is allowed somewhere in an opt-in cluster. `table` stands
    for the resource's own table.
    """
    if location.role is not Role.UNKNOWN and location.role is not resource.next_role:
        return
    cluster = resource.cluster
    scores = resource.scores if table is None else table
    for each in location.entries:
        score = each.score * factor
        entry = scores.get(each.node)
        cause = cluster.cause(location.kind, score, location.id, rule=each.rule) if score else None
        if entry is None:
            entry = scores[each.node] = each.node.master.copy()
            entry.put(0)
        entry.add(score, cause)
        if entry.discovery < location.discovery:
            entry.discovery = location.discovery
            if location.discovery is Discovery.EXCLUSIVE:
                resource.exclusive_discovery = True
