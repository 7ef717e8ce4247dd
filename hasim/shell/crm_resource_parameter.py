"""crm_resource's parameters and meta-attributes: get, set, delete."""

from __future__ import annotations

from hasim.cib import Cib, Dialect, Element
from hasim.scheduler.model import Clone, Group, Primitive, Resource
from hasim.scheduler.parameters import parameters
from hasim.shell.crm_resource_run import Run, ToolError
from hasim.shell.nvpairs import Found, delete_pair, find_pairs, set_pair
from hasim.shell.schema import problems

__all__ = ["delete_parameter", "delete_resource", "get_parameter", "get_property", "set_parameter", "set_property"]


_INVALID = 78


def _set_tag(run: Run) -> str:
    """The kind of attributes that is meant: the last one that was named."""
    kinds = {"meta": "meta_attributes", "utilization": "utilization"}
    return next((kinds[name] for name, _ in reversed(run.parsed.given) if name in kinds), "instance_attributes")


def get_parameter(run: Run) -> int:
    """--get-parameter: the value in force, with all inheritance."""
    resource, name = run.resource(), run.parsed.value("get-parameter")
    value = _value(run, resource, name)
    if value is None:
        run.warn(f"Attribute '{name}' not found for '{resource.id}'")
        return 0 if run.dialect is not Dialect.V1_1 else 6
    run.out(value)
    _listed(run, "attributes", name, value)
    return 0


def _listed(run: Run, what: str, name: str, value: str) -> None:
    item = Element("item", {"name": name}, (), value)
    run.parsed.content.append(Element("list", {"name": what, "count": "1"}, (item,)))


def _value(run: Run, resource: Resource, name: str) -> str | None:
    tag = _set_tag(run)
    if isinstance(resource, Clone) and len(resource.current_nodes) > 1:
        run.warn(f"{resource.id} is active on more than one node, returning the default value for {name}")
    if tag == "meta_attributes":
        return resource.meta.get(name)
    leaf = next(resource.leaves(), None)
    if tag == "utilization":
        found = find_pairs(resource.element, tag, name)
        return found[0].value if found else None
    if leaf is None:
        return None
    if isinstance(resource, Primitive):
        return parameters(resource).get(name)
    found = find_pairs(resource.element, tag, name)
    return found[0].value if found else None


def _holder(cib: Cib, resource: Resource) -> Element:
    element = cib.by_id(resource.configured_id)
    if element is None:
        raise ToolError("crm_resource: Error performing operation: No such object", 105)
    return element


def _targets(run: Run, resource: Resource, doing: str, name: str) -> list[Resource]:
    """The resources whose attribute is meant.

    A clone's child that does not have the attribute stands for the clone. Of a group, members that have the
    meta-attribute are meant as well. --force means just the one named.
    """
    if run.force:
        return [resource]
    tag = _set_tag(run)

    def has(each: Resource) -> bool:
        return bool(find_pairs(_holder(run.cib, each), tag, name, deep=False))

    parent = resource.parent
    if isinstance(parent, Clone) and tag in _shared(doing) and not has(resource):
        run.info(f"Performing {doing} of '{name}' on '{parent.id}', the parent of '{run.resource_id}'")
        return [parent]
    if isinstance(resource, Clone) and tag == "meta_attributes" and isinstance(resource.children[0], Primitive):
        child = resource.children[0]
        if has(child):
            what = f"A value for '{name}' already exists in child '{child.configured_id}'"
            run.info(f"{what}, performing {doing} on that instead of '{run.resource_id}'")
            return [child]
    if isinstance(resource, Group) and tag == "meta_attributes":
        members = [child for child in resource.children if has(child)]
        pairs = [found for each in (*members, resource) for found in find_pairs(_holder(run.cib, each), tag, name)]
        if len(pairs) > 1:
            _ambiguous(run, pairs, name)
        return [*members, resource]
    return [resource]


def _shared(doing: str) -> tuple[str, ...]:
    """The kinds of attributes that a clone has for its instances when one is updated or deleted."""
    return ("meta_attributes", "utilization") if doing == "update" else ("meta_attributes",)


def _refuse_twice(run: Run, resource: Resource, name: str) -> None:
    """A parameter is not set where a meta-attribute of the whole has its name, unless it is forced."""
    if _set_tag(run) != "instance_attributes" or run.force:
        return
    only = {"set_id": run.parsed.value("set-name"), "pair_id": run.parsed.value("nvpair")}
    found = find_pairs(_holder(run.cib, resource.top), "meta_attributes", name, deep=True, **only)
    if found:
        id, own = found[0].pair.id, resource.top.configured_id
        run.warn(
            f"WARNING: There is already a meta attribute for '{own}' called '{name}' (id={id})\n"
            f"         Delete '{id}' first or use the force option to override"
        )
        raise ToolError("crm_resource: Error performing operation: Multiple items match request", 109)


def set_parameter(run: Run) -> int:
    """--set-parameter: store a value."""
    name = run.parsed.value("set-parameter")
    if not run.parsed.value("parameter-value"):
        raise ToolError("crm_resource: You need to supply a value with the -v option", 64)
    resource, value = run.resource(), run.parsed.value("parameter-value")
    _refuse_twice(run, resource, name)
    for target in _targets(run, resource, "update", name):
        run.store(_set_one(run, run.cib, target, name, value))
    return 0


def _checked(cib: Cib) -> Cib:
    """The CIB, if the schema allows it."""
    if problems(cib):
        raise ToolError("crm_resource: Error performing operation: Invalid configuration", _INVALID)
    return cib


def _set_one(run: Run, cib: Cib, target: Resource, name: str, value: str) -> Cib:
    tag, own = _set_tag(run), target.configured_id
    holder = _holder(cib, target)
    given_set, given_pair = run.parsed.value("set-name"), run.parsed.value("nvpair")
    present = _matching(run, target, name)
    if present:
        found = present[0]
        cib = _checked(cib.edit(found.pair, found.pair.with_attributes({"value": value})))
        _say_set(run, own, found.pair.id, given_set, name, value)
        return cib
    set_id = given_set or f"{own}-{tag}"
    cib, pair_id = set_pair(cib, holder, tag, name, value, set_id=set_id, pair_id=given_pair or f"{set_id}-{name}")
    _checked(cib)
    _say_set(run, own, pair_id, set_id, name, value)
    return cib


def _say_set(run: Run, resource: str, pair: str, set_id: str, name: str, value: str) -> None:
    if run.quiet:
        return
    if run.dialect is Dialect.V1_1:
        run.out(f"Set '{resource}' option: id={pair}{f' set={set_id}' if set_id else ''} name={name}={value}")
    else:
        run.out(f"Set '{resource}' option: id={pair}{f' set={set_id}' if set_id else ''} name={name} value={value}")


def delete_parameter(run: Run) -> int:
    """--delete-parameter: remove a value; one that is not set is no error."""
    name, resource = run.parsed.value("delete-parameter"), run.resource()
    for target in _targets(run, resource, "delete", name):
        present = _matching(run, target, name)
        if not present:
            continue
        run.store(delete_pair(run.cib, present[0]))
        if not run.quiet:
            run.out(f"Deleted '{target.configured_id}' option: id={present[0].pair.id} name={name}")
        break  # of a group only the first that has it
    return 0


def _matching(run: Run, target: Resource, name: str) -> list[Found]:
    """The pairs of a resource that are meant; if its parent has one of that name as well, all are told."""
    set_id, pair_id, tag = run.parsed.value("set-name"), run.parsed.value("nvpair"), _set_tag(run)

    def pairs(each: Resource) -> list[Found]:
        return find_pairs(_holder(run.cib, each), tag, name, set_id=set_id, pair_id=pair_id)

    present = pairs(target)
    inherited = pairs(target.parent) if target.parent is not None else []
    told = isinstance(run.resource(), Group) and tag == "meta_attributes"
    if present and len(present + inherited) > 1 and not told:
        _ambiguous(run, present + inherited, name)
    if len(present) > 1:
        raise ToolError("crm_resource: Error performing operation: Multiple items match request", 109)
    return present


def _ambiguous(run: Run, present: list[Found], name: str) -> None:
    if not run.quiet:
        run.out(f"Multiple attributes match name={name}")
        for found in present:
            run.out(f"  Value: {found.value} \t(id={found.pair.id})")
    run.out("")


def get_property(run: Run) -> int:
    """--get-property: an attribute of the resource's element."""
    resource, name = run.resource(), run.parsed.value("get-property")
    value = resource.element.get(name)
    if value is not None:
        run.out(value)
        _listed(run, "properties", name, value)
    return 0


def set_property(run: Run) -> int:
    """--set-property: change an attribute of the resource's element; -t has to name its kind."""
    name, kind = run.parsed.value("set-property"), run.parsed.value("resource-type")
    if not kind:
        raise ToolError(
            "crm_resource: Must specify -t with resource type\nError performing operation: No such object", 105
        )
    if "parameter-value" not in run.parsed:
        raise ToolError("crm_resource: Must supply -v with new value", 64)
    element = run.cib.by_id(run.resource_id)
    if element is None or element.tag != kind:
        raise ToolError("crm_resource: Error performing operation: No such device or address", 105)
    value = run.parsed.value("parameter-value")
    if name == "id":  # what is stored is looked for under its new name
        present = run.cib.by_id(value)
        if present is not None and present.tag == kind:
            return 0
        raise ToolError("crm_resource: Error performing operation: No such object", 105)
    run.store(_checked(run.cib.edit(element, element.with_attributes({name: value}))))
    return 0


def delete_resource(run: Run) -> int:
    """--delete: take the resource out of the configuration; -t has to name its kind."""
    kind = run.parsed.value("resource-type")
    if not run.resource_id:
        raise ToolError("crm_resource: Must supply a resource id with -r", 64)
    if not kind:
        raise ToolError(
            "crm_resource: You need to specify a resource type with -t\nError performing operation: No such object", 105
        )
    run.resource()
    element = run.cib.by_id(run.resource_id)
    if element is not None and element.tag == kind:
        run.store(_checked(run.cib.edit(element, None)))
    return 0
