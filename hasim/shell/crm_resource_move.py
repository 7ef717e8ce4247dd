"""crm_resource's move, ban and clear: location constraints that the tool makes and takes away itself."""

from __future__ import annotations

import re
from datetime import datetime

from hasim.cib import Cib, Dialect, Element
from hasim.cib.dates import add_period, parse_date
from hasim.scheduler.model import Clone, Node, Resource
from hasim.shell.crm_resource_run import EXISTS, USAGE, Run, ToolError, active_nodes, promoted_instances
from hasim.shell.schema import problems

__all__ = ["allow", "ban", "clear", "forbid", "move"]

_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$")
_UNITS = ("years", "months", "weeks", "days", "", "hours", "minutes", "seconds")
_INVALID_CONFIGURATION = 78


def move(run: Run) -> int:
    """--move: prefer a node; with --force also leave the present one; without a node, ban the present one."""
    resource, target = _movable(run), run.node()
    if target is None:
        return _ban_current(run, resource)
    promoted, resource = _promoted_scope(run, resource)
    present, number = _present(resource, promoted)
    if number > 1 and not _is_clone_part(resource):
        raise ToolError("crm_resource: Error performing operation: Resource active on multiple nodes", 1)
    already = present is target
    if already and not run.force:
        raise _already(run)
    name = _name(resource)
    _remove(run, _preferences(run.cib, name, None, force=True))
    _remove(run, _bans(run.cib, name, target.name))
    until = _until(run)
    _add(run, _constraint(run, f"cli-prefer-{name}", name, target, until, promoted))
    if run.force and not already and present is not None:
        _ban(run, name, present, _until(run), promoted)
    elif run.force and not already and number > 1:
        state = "promoted" if promoted else "active"
        where = f"in {number} locations. One may now move to {target.name}"
        run.info(
            f"Resource '{run.resource_id}' is currently {state} {where}\n"
            f"To prevent '{run.resource_id}' from being {state} at a specific location, specify a node."
        )
    return 0


def ban(run: Run) -> int:
    """--ban: keep a resource off a node, by default off the one where it is active."""
    resource, target = _movable(run), run.node()
    if target is None:
        return _ban_current(run, resource)
    _ban(run, _name(resource), target, _until(run), "promoted" in run.parsed)
    return 0


def clear(run: Run) -> int:
    """--clear: remove what move and ban made for a resource."""
    if not run.resource_id and "expired" not in run.parsed:
        raise ToolError("crm_resource: Must supply a resource id with -r", USAGE)
    resource_id = _name(_movable(run)) if run.resource_id else ""
    node = run.node()
    if "expired" in run.parsed:
        gone = _expired(run, resource_id, node)
    elif node is not None:
        gone = _bans(run.cib, resource_id, node.name)
        gone += _preferences(run.cib, resource_id, node.name, force=run.force)
    else:
        gone = [each for node in run.cluster.nodes for each in _bans(run.cib, resource_id, node.name)]
        gone += _preferences(run.cib, resource_id, None, force=True)
    _remove(run, gone)
    if run.dialect is not Dialect.V1_1 and not run.quiet:
        for constraint in sorted(gone, key=lambda each: each.id):
            run.out(f"Removing constraint: {constraint.id}")
    return 0


def forbid(run: Run, name: str, node: Node) -> None:
    """Ban a resource from a node without a word."""
    _add(run, _constraint(run, f"cli-ban-{name}-on-{node.name}", name, node, "", promoted=False))


def allow(run: Run, name: str, node: Node) -> None:
    """Take back what keeps a resource on or off a node by the tool's doing, without a word."""
    gone = _bans(run.cib, name, node.name)
    _remove(run, gone + _preferences(run.cib, name, node.name, force=run.force))


def _movable(run: Run) -> Resource:
    """The named resource: of a clone's child its clone is not taken, a numbered instance is refused."""
    resource = run.resource()
    if resource.instance is not None and run.resource_id != resource.configured_id:
        raise ToolError(
            f"crm_resource: Cannot operate on clone resource instance '{run.resource_id}'\n"
            "Error performing operation: Invalid parameter",
            2,
        )
    return resource


def _already(run: Run) -> ToolError:
    if run.dialect is Dialect.V1_1:
        return ToolError("Error performing operation: Situation already as requested", 0)
    return ToolError("crm_resource: Error performing operation: Requested item already exists", EXISTS)


def _is_clone_part(resource: Resource) -> bool:
    return isinstance(resource, Clone) or resource.in_clone is not None


def _promoted_scope(run: Run, resource: Resource) -> tuple[bool, Resource]:
    clone = resource.in_clone
    if "promoted" not in run.parsed or resource.promotable or (clone is not None and clone.promotable):
        return "promoted" in run.parsed, resource
    if resource.top.promotable:
        run.info(f"Using parent '{resource.top.id}' for move instead of '{run.resource_id}'.")
        return True, resource.top
    run.info(f"Ignoring --promoted option: {run.resource_id} is not promotable")
    return False, resource


def _present(resource: Resource, promoted: bool) -> tuple[Node | None, int]:
    """The node that is to be left, and how many there are: more than one of a clone is none."""
    instances = promoted_instances(resource)
    if instances or promoted:
        return (instances[-1].current_node if len(instances) == 1 else None), len(instances)
    nodes = active_nodes(resource)
    return (nodes[0] if len(nodes) == 1 else None), len(nodes)


def _ban_current(run: Run, resource: Resource) -> int:
    nodes, instances = active_nodes(resource), promoted_instances(resource)
    present = nodes[0] if len(nodes) == 1 else None
    if present is None and len(instances) == 1:
        present = instances[0].current_node
    if present is None:
        raise ToolError(_not_moved(run, resource, len(nodes), len(instances)), USAGE)
    _ban(run, _name(resource), present, _until(run), "promoted" in run.parsed)
    return 0


def _not_moved(run: Run, resource: Resource, active: int, promoted: int) -> str:
    old, name = run.dialect is Dialect.V1_1, run.resource_id
    prefix = "" if old else "crm_resource: "
    count = f" (promoted in {promoted})" if old or resource.promotable else ""
    lines = [f"{prefix}Resource '{name}' not moved: active in {active} locations{count}."]
    lines.append(f"To prevent '{name}' from running on a specific location, specify a node.")
    if old or resource.promotable:
        option = "--master" if old else "--promoted"
        where = f"from being promoted at a specific location, specify a node and the {option} option."
        lines.append(f"To prevent '{name}' {where}")
    return "\n".join(lines)


def _name(resource: Resource) -> str:
    """The name that constraints use: the configured one."""
    return resource.configured_id


def _ban(run: Run, resource_id: str, node: Node, until: str, promoted: bool) -> None:
    """Store a ban; says so, as it may surprise."""
    id = f"cli-ban-{resource_id}-on-{node.name}"
    if not run.quiet:
        say = run.warn if run.dialect is Dialect.V1_1 else run.out
        scope = "being promoted" if promoted else "running"
        say(
            f"WARNING: Creating rsc_location constraint '{id}' with a score of -INFINITY"
            f" for resource {resource_id} on {node.name}.\n"
            f"\tThis will prevent {resource_id} from {scope} on {node.name} until the constraint is removed"
            " using the clear option or by editing the CIB with an appropriate tool\n"
            f"\tThis will be the case even if {node.name} is the last node in the cluster"
        )
    _add(run, _constraint(run, id, resource_id, node, until, promoted))


def _constraint(run: Run, id: str, resource_id: str, node: Node, until: str, promoted: bool) -> Element:
    preferred = id.startswith("cli-prefer-")
    score = "INFINITY" if preferred else "-INFINITY"
    role = "Started" if not promoted else "Master" if run.dialect is Dialect.V1_1 else "Promoted"
    head = {"id": id, "rsc": resource_id, "role": role}
    if not until:
        return Element("rsc_location", head | {"node": node.name, "score": score})
    rule, expression, end = (
        (f"cli-prefer-rule-{resource_id}", f"cli-prefer-expr-{resource_id}", f"cli-prefer-lifetime-end-{resource_id}")
        if preferred
        else (f"{id}-rule", f"{id}-expr", f"{id}-lifetime")
    )
    name = {"id": expression, "attribute": "#uname", "operation": "eq", "value": node.name, "type": "string"}
    conditions = (
        Element("expression", name),
        Element("date_expression", {"id": end, "operation": "lt", "end": until}),
    )
    return Element(
        "rsc_location", head, (Element("rule", {"id": rule, "score": score, "boolean-op": "and"}, conditions),)
    )


def _add(run: Run, constraint: Element) -> None:
    """Store a constraint, merged into one that has the same id, as the CIB manager does it."""
    cib = _merged_in(run.cib, constraint)
    if problems(cib):
        text = "Error performing operation: Invalid configuration"
        raise ToolError(text if run.dialect is Dialect.V1_1 else f"crm_resource: {text}", _INVALID_CONFIGURATION)
    run.store(cib)


def _merged_in(cib: Cib, constraint: Element) -> Cib:
    section = cib.constraints
    present = next((each for each in section.children if each.id == constraint.id), None)
    if present is None:
        return cib.with_section(section.with_child(constraint))
    merged = present.with_attributes(dict(constraint.attributes))
    known = {child.id for child in merged.children}
    kept = [next((new for new in constraint.children if new.id == old.id), old) for old in merged.children]
    merged = merged.with_children([*kept, *(child for child in constraint.children if child.id not in known)])
    return cib.edit(present, merged)


def _bans(cib: Cib, resource_id: str, node: str) -> list[Element]:
    return [each for each in cib.constraints.all("rsc_location") if each.id == f"cli-ban-{resource_id}-on-{node}"]


def _preferences(cib: Cib, resource_id: str, node: str | None, *, force: bool) -> list[Element]:
    """The preference made for a resource; with a node only if it is for that one, unless `force`."""
    found = [each for each in cib.constraints.all("rsc_location") if each.id == f"cli-prefer-{resource_id}"]
    return [each for each in found if node is None or force or _prefers(each, node)]


def _prefers(constraint: Element, node: str) -> bool:
    rule = constraint.first("rule")
    expression = rule.first("expression") if rule is not None else None
    return node in (constraint.get("node"), expression.get("value") if expression is not None else None)


def _expired(run: Run, resource_id: str, node: Node | None) -> list[Element]:
    return [
        each
        for each in run.cib.constraints.all("rsc_location")
        if each.id.startswith(("cli-ban-", "cli-prefer-"))
        and (not resource_id or each.get("rsc") == resource_id)
        and (node is None or _prefers(each, node.name))
        and _is_past(each, run)
    ]


def _is_past(constraint: Element, run: Run) -> bool:
    ends = [parse_date(each.get("end")) for each in constraint.walk() if each.tag == "date_expression"]
    return any(end is not None and end.timestamp() < run.context.now for end in ends)


def _remove(run: Run, gone: list[Element]) -> None:
    """Delete constraints, one change each."""
    for constraint in gone:
        present = run.cib.by_id(constraint.id)
        if present is not None:
            run.store(run.cib.edit(present, None))


def _until(run: Run) -> str:
    """The end of the lifetime asked for, as a date; empty for none. Says so."""
    text = run.parsed.value("lifetime")
    if not text:
        return ""
    match = _DURATION.match(text)
    if match is None:
        raise ToolError(
            f"Invalid duration specified: {text}\n"
            "Please refer to https://en.wikipedia.org/wiki/ISO_8601#Durations for examples of valid durations",
            USAGE,
        )
    parts = {unit: part[:-1] for unit, part in zip(_UNITS, match.groups(), strict=True) if unit and part}
    start = datetime.fromtimestamp(int(run.context.now), run.context.timezone)
    end = add_period(start, Element("duration", parts)) or start
    date = run.context.date_text(end.timestamp())
    if not run.quiet:
        run.out(f"Migration will take effect until: {date}")
    return date
