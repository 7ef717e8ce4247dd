"""Options of resources, with templates, inheritance, defaults and rules applied."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib.nvset import name_values
from hasim.cib.rule import RuleContext
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive, Resource


def rule_context(resource: Resource, node: Node | None = None) -> RuleContext:
    """What rules in the configuration of `resource` see; node attributes only if a node is given."""
    agent = resource.agent if isinstance(resource, Primitive) else None
    return resource.cluster.rules.about(agent, attributes=node.attributes if node is not None else None)


def ancestry(resource: Resource) -> Iterator[Resource]:
    """The resource, its parent, and so on."""
    found: Resource | None = resource
    while found is not None:
        yield found
        found = found.parent


def meta_attributes(resource: Resource) -> dict[str, str]:
    """The meta-attributes of a resource.

    Each of these fills in what those before it left open: the XML attributes of the element, its own
    meta-attributes, those of its parents, rsc_defaults, and the parent's whole table.
    """
    context = rule_context(resource)
    values = dict(resource.element.attributes)
    for each in ancestry(resource):
        if resource.cluster.as_2_1:  # a parent's #default takes nothing out of what is below it
            values = name_values(each.element, "meta_attributes", context) | values
        else:
            name_values(each.element, "meta_attributes", context, into=values)
    name_values(resource.cluster.cib.rsc_defaults, "meta_attributes", context, into=values)
    if resource.parent is not None:
        for name, value in resource.parent.meta.items():
            values.setdefault(name, value)
    return values


def parameters(resource: Primitive, node: Node | None = None) -> dict[str, str]:
    """The instance attributes of a resource as they apply on `node`; not to be changed by the caller."""
    known = resource.parameters_on.get(node)
    if known is None:
        context = rule_context(resource, node)
        known = {}
        for each in ancestry(resource):
            name_values(each.element, "instance_attributes", context, into=known)
        resource.parameters_on[node] = known
    return known
