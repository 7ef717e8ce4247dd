"""`pcs resource update`, `meta`, `utilization` and `op`."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.cib.duration import read_duration
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import replaced, with_values
from hasim.shell.pcs.families import warn_about_stonith
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, used_ids
from hasim.shell.pcs.lookup import any_resource, members, resource
from hasim.shell.pcs.metadata import agent_of, check_changed, missing
from hasim.shell.pcs.primitive import CHECK_LEVEL, default_interval
from hasim.shell.pcs.resource_clone import check_promotable, useless
from hasim.shell.pcs.resource_wait import wait_for
from hasim.shell.pcs.roles import ROLES, newer_role, stored_role
from hasim.shell.pcs.run import FORCE, Run, quoted_list
from hasim.shell.pcs.words import assignments, option_pairs

__all__ = ["update_resource"]

_OP_OPTIONS: tuple[str, ...] = (
    "id",
    "name",
    "interval",
    "description",
    "start-delay",
    "interval-origin",
    "timeout",
    "enabled",
)
_OP_OPTIONS += ("record-pending", "role", "on-fail", CHECK_LEVEL)
Pairs = list[tuple[str, str]]


@command(
    "resource update",
    "<resource id> [<parameter>=<value>]... [op <action> <option>=<value>...]... [meta <name>=<value>...]",
    options="-f --wait --force --agent-validation",
)
def update(run: Run, words: list[str]) -> None:
    """Change parameters, operations and meta-attributes; an empty value takes one away. Of a clone, its options."""
    if not words:
        raise UsageFault
    warn_about_stonith(run, words[:1], "pcs stonith update")
    update_resource(run, words)


def update_resource(run: Run, words: list[str]) -> None:
    """Change a primitive, or a clone's meta-attributes."""
    if len(words) < 2:
        raise UsageFault
    id, cib = words[0], run.cib
    found = resource(cib, id, "primitive")
    if found is None:
        clone = resource(cib, id, "clone", "master")
        if clone is None or not members(clone):
            raise Failure(f"Unable to find resource: {id}")
        return _update_clone(run, clone, words[1:])
    values, operations, meta = _sorted_out(words[1:])
    _check(run, found, dict(values))
    cib = with_values(cib, found, "instance_attributes", values)
    cib = with_values(cib, _primitive(cib, id), "meta_attributes", meta)
    cib = _with_holder(cib, id)
    for each in operations:
        cib = _updated_operation(run, cib, id, each)
    run.store(cib)
    wait_for(run, id)
    return None


def _primitive(cib: Cib, id: str) -> Element:
    found = resource(cib, id, "primitive")
    assert found is not None
    return found


def _sorted_out(words: list[str]) -> tuple[Pairs, list[list[str]], Pairs]:
    """Parameters, the words of each operation, and meta-attributes."""
    values: list[str] = []
    operations: list[list[str]] = []
    meta: list[str] = []
    section = ""
    for word in words:
        if word in ("op", "meta"):
            section = word
            if word == "op":
                operations.append([])
        elif section == "op":
            if "=" not in word and operations[-1]:
                operations.append([])
            operations[-1].append(word)
        elif section == "meta":
            meta.append(word)
        else:
            values.append(word)
    return option_pairs(values), operations, option_pairs(meta)


def _check(run: Run, found: Element, given: dict[str, str]) -> None:
    agent = agent_of(found)
    if agent.agent is None:
        text = missing(agent.name)
        if not run.force:
            raise Failure(text + FORCE)
        run.warn(text)
        return
    kind = "stonith" if found.get("class") == "stonith" else "resource"
    check_changed(run, agent, given, found, kind)
    run.end_if_failed()


def _update_clone(run: Run, clone: Element, words: list[str]) -> None:
    if words and words[0] not in ("op", "meta") and "=" not in words[0]:
        words = words[1:]
    if "op" in words:
        raise UsageFault("op settings must be changed on base resource, not the clone")
    meta = assignments([word for word in words if word != "meta"])
    if members(clone)[0].get("class") == "stonith":
        raise Failure(useless(members(clone)[0].id) + FORCE)
    check_promotable(run, members(clone)[0], meta)
    run.end_if_failed()
    run.store(with_values(run.cib, clone, "meta_attributes", sorted(meta.items())))
    wait_for(run, clone.id)


def _with_holder(cib: Cib, id: str) -> Cib:
    """With a place for operations."""
    found = _primitive(cib, id)
    return cib if found.first("operations") else cib.edit(found, found.with_child(Element("operations")))


def _updated_operation(run: Run, cib: Cib, id: str, words: list[str]) -> Cib:
    """An operation that takes the place of the present one of the same name and role."""
    if not words:
        return cib
    name, given = words[0], option_pairs(words[1:])
    if "=" in name:
        raise Failure(f"{name} does not appear to be a valid operation action")
    if len(words) < 2:
        return cib
    role = next((newer_role(value) for key, value in given if key == "role"), "")
    operations = _primitive(cib, id).first("operations")
    assert operations is not None
    present = [each for each in operations.all("op") if _name_and_role(each) == (name, role)]
    before: int | None = None
    if present:
        at = next(index for index, each in enumerate(operations.children) if each is present[-1])
        before = at if at < len(operations.children) - 1 else None
        cib = cib.edit(operations, replaced(operations, present[-1], None))
    return add_operation(run, cib, id, name, given, strict=False, at=before)


def _name_and_role(operation: Element) -> tuple[str, str]:
    return operation.get("name") or "", newer_role(operation.get("role") or "")


def add_operation(
    run: Run, cib: Cib, id: str, name: str, given: Pairs, *, strict: bool = True, at: int | None = None
) -> Cib:
    """The CIB with one more operation, at a place among the present ones or at the end."""
    found = resource(cib, id, "primitive")
    if found is None:
        raise Failure(f"Unable to find resource: {id}")
    if "=" in name:
        raise Failure(f"{name} does not appear to be a valid operation action")
    _check_operation(run, given)
    interval = next((value for key, value in given if key == "interval"), "")
    pairs = given if interval else [*given, ("interval", default_interval(name))]
    interval = interval or default_interval(name)
    pairs = [("name", name), *sorted(pairs, key=lambda pair: pair[0])]
    used = used_ids(cib)
    operation = _operation(run, id, name, interval, pairs, used)
    holder = found.first("operations")
    if holder is None:
        return cib.edit(found, found.with_child(Element("operations", {}, (operation,))))
    _check_not_there(run, id, holder, operation, strict)
    children = list(holder.children)
    children.insert(len(children) if at is None else at, operation)
    return cib.edit(holder, holder.with_children(children))


def _check_operation(run: Run, given: Pairs) -> None:
    if run.force:
        return
    for key, value in given:
        if key not in _OP_OPTIONS:
            raise Failure(f"{key} is not a valid op option (use --force to override)")
        if key == "role" and value not in ROLES:
            raise Failure(f"role must be: {quoted_list(ROLES[:-1])} or '{ROLES[-1]}' (use --force to override)")


def _operation(run: Run, id: str, name: str, interval: str, pairs: Pairs, used: set[str]) -> Element:
    given = dict(pairs)
    own = given.get("id")
    if own is None:
        own = free_id(f"{id}-{name}-interval-{interval}", used)
    else:
        problem = id_problem(own, "operation id")
        if problem:
            raise Failure(problem)
        if own in used:
            raise Failure(f"id '{own}' is already in use, please specify another one")
    plain = {key: value for key, value in given.items() if key not in ("id", CHECK_LEVEL)}
    if "role" in plain and not run.force:
        plain["role"] = stored_role(run.cib, plain["role"])
    element = Element("op", {"id": own, **plain})
    if CHECK_LEVEL not in given:
        return element
    level = given[CHECK_LEVEL]
    pair = {"name": CHECK_LEVEL, "value": level, "id": free_id(f"{own}-{CHECK_LEVEL}-{level}", used)}
    holder = Element("instance_attributes", {"id": free_id(f"params-{own}", used)}, (Element("nvpair", pair),))
    return element.with_child(holder)


def _check_not_there(run: Run, id: str, holder: Element, operation: Element, strict: bool) -> None:
    name = operation.get("name")
    seconds = _seconds(operation)
    same = [each for each in holder.all("op") if each.get("name") == name and _seconds(each) == seconds]
    if same:
        lines = "\n".join(map(operation_text, same))
        raise Failure(f"operation {name} with interval {seconds}s already specified for {id}:\n{lines}")
    if not strict or run.force:
        return
    near = [each for each in holder.all("op") if _kind(each) == _kind(operation)]
    if near:
        lines = "\n".join(map(operation_text, near))
        raise Failure(f"operation {name} already specified for {id}, use --force to override:\n{lines}")


def _kind(operation: Element) -> tuple[str | None, ...]:
    """What makes two operations the same: the name, of monitors also the role and the depth."""
    name = operation.get("name")
    if name != "monitor":
        return (name,)
    pairs = (pair for each in operation.all("instance_attributes") for pair in each.all("nvpair"))
    level = next((pair.get("value") for pair in pairs if pair.get("name") == CHECK_LEVEL), None)
    return name, newer_role(operation.get("role") or "Started"), level


def _seconds(operation: Element) -> int:
    return (read_duration(operation.get("interval")) or 0) // 1000


def operation_text(operation: Element) -> str:
    """An operation in one line."""
    parts = [operation.get("name") or ""]
    shown = {name: value for name, value in operation.attributes.items() if name not in ("id", "name")}
    parts += [f"{name}={value}" for name, value in sorted(shown.items())]
    levels = (pair for each in operation.all("instance_attributes") for pair in each.all("nvpair"))
    parts += [f"{pair.get('name')}={pair.get('value')}" for pair in levels]
    return " ".join([*parts, f"({operation.id})"])


@command("resource op add", "<resource id> <action> [<option>=<value>]...", options="-f --force")
def op_add(run: Run, words: list[str]) -> None:
    """Add an operation to a resource."""
    if not words:
        raise UsageFault
    warn_about_stonith(run, words[:1], "pcs stonith op add")
    add_op(run, words)


def add_op(run: Run, words: list[str]) -> None:
    """Add an operation to a resource or a fence device."""
    if len(words) < 2:
        raise UsageFault
    run.store(add_operation(run, run.cib, words[0], words[1], option_pairs(words[2:])))


@command("resource op delete|remove", "<resource id> <action> [<option>=<value>]... | <operation id>", options="-f")
def op_delete(run: Run, words: list[str]) -> None:
    """Remove the operation that has just these options (all of that action, where none are said), or that id."""
    if not words:
        raise UsageFault
    warn_about_stonith(run, words[:1], "pcs stonith op delete")
    delete_op(run, words)


def delete_op(run: Run, words: list[str]) -> None:
    """Remove an operation of a resource or a fence device."""
    cib = run.cib
    if len(words) == 1:
        found = [each for each in cib.configuration.walk() if each.tag == "op" and each.id == words[0]][:1]
        if not found:
            raise Failure(f"unable to find operation id: {words[0]}")
    else:
        holder = resource(cib, words[0], "primitive")
        if holder is None:
            raise Failure(f"Unable to find resource: {words[0]}")
        named = [each for each in holder.walk() if each.tag == "op" and each.get("name") == words[1]]
        wanted = {**dict(option_pairs(words[2:])), "name": words[1]}
        exact = [each for each in named if {k: v for k, v in each.attributes.items() if k != "id"} == wanted]
        found = named if len(words) == 2 else exact[:1]
        if not found:
            raise Failure(f"Unable to find operation matching: {' '.join(words[1:])}")
    for each in found:
        cib = cib.edit(each, None)
    run.store(cib)


@command("resource meta", "<resource, group or clone id> <name>=<value>...", options="--force --wait -f")
def meta(run: Run, words: list[str]) -> None:
    """Set meta-attributes; an empty value takes one away."""
    if not words:
        raise UsageFault
    warn_about_stonith(run, words[:1], "pcs stonith meta")
    set_meta(run, words)


def set_meta(run: Run, words: list[str]) -> None:
    """Set meta-attributes of any resource."""
    if len(words) < 2:
        raise UsageFault
    assignments(words[1:])
    found = any_resource(run.cib, words[0])
    if found is None or found.tag == "bundle":
        raise Failure(f"unable to find a resource/clone/group: {words[0]}")
    pairs = option_pairs(words[1:])
    if found.tag == "clone" and members(found):
        check_promotable(run, members(found)[0], dict(pairs))
        run.end_if_failed()
    run.store(with_values(run.cib, found, "meta_attributes", pairs))
    wait_for(run, words[0])


@command("resource utilization", "[<resource id> [<name>=<value>...]]", options="-f")
def utilization(run: Run, words: list[str]) -> None:
    """Show what resources use, or set it."""
    warn_about_stonith(run, words[:1])
    if len(words) < 2:
        return _show_utilization(run, words)
    found = resource(run.cib, words[0], "primitive")
    if found is None:
        raise Failure(f"Unable to find a resource: {words[0]}")
    pairs = sorted(assignments(words[1:]).items())
    for name, value in pairs:
        if value and not value.lstrip("+-").isdigit():
            raise Failure(f"Value of utilization attribute must be integer: '{name}={value}'")
    run.store(with_values(run.cib, found, "utilization", pairs))
    return None


def _show_utilization(run: Run, words: list[str]) -> None:
    chosen = [each for each in run.cib.resources.walk() if each.tag == "primitive"]
    if words:
        chosen = [each for each in chosen if each.id == words[0]]
        if not chosen:
            raise Failure(f"Unable to find a resource: {words[0]}")
    lines = ["Resource Utilization:"]
    for each in sorted(chosen, key=lambda each: each.id):
        pairs = utilization_text(each)
        if pairs or words:
            lines.append(f" {each.id}: {pairs}")
    run.out("\n".join(lines))


def utilization_text(element: Element) -> str:
    """What an element uses or offers, in one line."""
    pairs = [pair for each in element.all("utilization")[:1] for pair in each.all("nvpair")]
    return " ".join(
        f"{pair.get('name')}={pair.get('value')}" for pair in sorted(pairs, key=lambda p: p.get("name") or "")
    )
