"""`pcs constraint colocation` and `pcs constraint order`, of two resources."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command, older_name
from hasim.shell.pcs.constraint import colocations, orders
from hasim.shell.pcs.constraint_checks import (
    add,
    check_new_id,
    check_resource,
    is_score,
    named_options,
    refuse_duplicates,
)
from hasim.shell.pcs.constraint_text import colocation_text, order_text
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import free_id, used_ids
from hasim.shell.pcs.lookup import parent, resource
from hasim.shell.pcs.roles import ROLES, newer_role, stored_role
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.words import split_option

_ACTIONS = ("demote", "promote", "start", "stop")


def _role(run: Run, text: str) -> str:
    role = text.lower().capitalize()
    if role not in ROLES:
        raise Failure(f"invalid role value '{text}', allowed values are: {quoted_list(ROLES)}")
    newer = newer_role(role)
    if newer != role:
        run.deprecated(f"Role value '{text}' is deprecated and should not be used, use '{newer}' instead")
    return stored_role(run.cib, role)


@command(
    "constraint colocation add",
    "[<role>] <resource> with [<role>] <resource> [<score>] [<option>=<value>...] [id=<id>]",
    options="-f --force",
)
def colocation_add(run: Run, words: list[str]) -> None:
    """Let one resource run where another runs, or nowhere near it for a negative score."""
    if len(words) < 3:
        raise UsageFault
    rest, role, other_role = list(words), "", ""
    if words[2] == "with":
        role = _role(run, rest.pop(0))
    elif words[1] != "with":
        raise UsageFault
    one = rest.pop(0)
    rest.pop(0)
    if "with" in rest:
        raise UsageFault(
            "Multiple 'with's cannot be specified.",
            "Use the 'pcs constraint colocation set' command if you want to create a constraint for more than two "
            "resources.",
            both=True,
        )
    if not rest:
        raise UsageFault
    if len(rest) > 1 and not is_score(rest[1]) and "=" not in rest[1]:
        other_role = _role(run, rest.pop(0))
    other = rest.pop(0)
    score = rest.pop(0) if rest and "=" not in rest[0] else "INFINITY"
    options = named_options(rest)
    _add_colocation(run, (role, one), (other_role, other), score, options)


def _add_colocation(
    run: Run, first: tuple[str, str], second: tuple[str, str], score: str, options: list[tuple[str, str]]
) -> None:
    cib, (role, one), (other_role, other) = run.cib, first, second
    check_resource(run, cib, one)
    check_resource(run, cib, other)
    for name, value in options:
        if name == "id":
            check_new_id(cib, value)
    if role or other_role:
        role, other_role = role or "Started", other_role or "Started"
    attributes = {"rsc": one, "with-rsc": other, "score": score}
    attributes |= {"rsc-role": role, "with-rsc-role": other_role} if role else {}
    attributes |= dict(options)
    if "id" not in attributes:
        attributes["id"] = free_id(f"colocation-{one}-{other}-{score}", used_ids(cib))
    element = Element("rsc_colocation", attributes)
    others = [each for each in cib.constraints.all("rsc_colocation") if each.first("resource_set") is None]
    same = [each for each in others if _colocated(each) == _colocated(element)]
    refuse_duplicates(run, {each.id: colocation_text(each, with_ids=True) for each in same})
    run.store(add(cib, element))


def _colocated(element: Element) -> tuple[str | None, ...]:
    roles = (newer_role((element.get(name) or "Started").capitalize()) for name in ("rsc-role", "with-rsc-role"))
    return element.get("rsc"), element.get("with-rsc"), *roles


@command("constraint colocation delete|remove", "<resource> <resource>", options="-f")
def colocation_delete(run: Run, words: list[str]) -> None:
    """Remove the colocations of two resources."""
    if len(words) < 2:
        raise UsageFault
    cib = run.cib
    found = [
        each
        for each in cib.constraints.all("rsc_colocation")
        if (each.get("rsc"), each.get("with-rsc")) in ((words[0], words[1]), (words[1], words[0]))
    ]
    if not found:
        raise Failure("No matching resources found in ordering list")
    for each in found:
        cib = cib.edit(each, None)
    run.store(cib)


@command("constraint colocation config", "", options="-f --full", default_of="constraint colocation")
def colocation_config(run: Run, words: list[str]) -> None:
    """Show colocations."""
    if words:
        raise UsageFault
    run.out("\n".join(colocations(run.cib, with_ids="--full" in run.options)))


older_name("constraint colocation show", "constraint colocation config")


@command(
    "constraint order *",
    "[<action>] <resource> then [<action>] <resource> [kind=Optional|Mandatory|Serialize] [symmetrical=true|false] "
    "[id=<id>]",
    options="-f --force",
)
def order(run: Run, words: list[str]) -> None:
    """Let something happen to one resource before something happens to another."""
    if len(words) < 3:
        raise UsageFault
    rest = list(words)
    first = rest.pop(0) if rest[0] in _ACTIONS else "start"
    one = rest.pop(0)
    if not rest or rest.pop(0) != "then" or not rest:
        raise UsageFault
    then = rest.pop(0) if rest[0] in _ACTIONS else "start"
    if not rest:
        raise UsageFault
    other = rest.pop(0)
    if "then" in rest:
        raise UsageFault(
            "Multiple 'then's cannot be specified.",
            "Use the 'pcs constraint order set' command if you want to create a constraint for more than two "
            "resources.",
            both=True,
        )
    _add_order(run, one, other, [*rest, f"first-action={first}", f"then-action={then}"])


def _add_order(run: Run, one: str, other: str, words: list[str]) -> None:
    cib = run.cib
    check_resource(run, cib, one)
    check_resource(run, cib, other)
    if _in_one_group(cib, one, other):
        raise Failure("Cannot create an order constraint for resources in the same group")
    options = _order_options(cib, words)
    strength = next(((name, value) for name, value in options if name in ("score", "kind")), ("kind", ""))
    shown = " ".join(f"{name}={value}" for name, value in options if name not in ("kind", "score"))
    if not any(name == "id" for name, _ in options):
        suffix = strength[1] or "mandatory"
        options.append(("id", free_id(f"order-{one}-{other}-{suffix}", used_ids(cib))))
    element = Element("rsc_order", {"first": one, "then": other, **dict(options)})
    others = [each for each in cib.constraints.all("rsc_order") if each.first("resource_set") is None]
    same = [each for each in others if _ordered(each) == _ordered(element)]
    refuse_duplicates(run, {each.id: order_text(each, with_ids=True) for each in same})
    run.say(f"Adding {one} {other} ({strength[0]}: {strength[1] or 'Mandatory'}) (Options: {shown})")
    run.store(add(cib, element))


def _in_one_group(cib: Cib, one: str, other: str) -> bool:
    found = [resource(cib, each, "primitive") for each in (one, other)]
    groups = [parent(cib, each) if each is not None else None for each in found]
    return groups[0] is not None and groups[0] is groups[1] and groups[0].tag == "group"


def _order_options(cib: Cib, words: list[str]) -> list[tuple[str, str]]:
    options: list[tuple[str, str]] = []
    symmetrical = ""
    for word in words:
        if word in ("symmetrical", "nonsymmetrical"):
            symmetrical = "true" if word == "symmetrical" else "false"
            continue
        name, value = split_option(word, allow_empty=False)
        if name == "id":
            check_new_id(cib, value)
        if name == "symmetrical":
            if value.lower() not in ("true", "false"):
                raise Failure(f"invalid symmetrical value '{value}', allowed values are: true, false")
            symmetrical = value.lower()
        else:
            options.append((name, value))
    return [*options, *([("symmetrical", symmetrical)] if symmetrical else [])]


def _ordered(element: Element) -> tuple[str | None, ...]:
    actions = ((element.get(name) or "start").lower() for name in ("first-action", "then-action"))
    return element.get("first"), element.get("then"), *actions


@command("constraint order delete|remove", "<resource>...", options="-f")
def order_delete(run: Run, words: list[str]) -> None:
    """Remove resources from all orders."""
    if not words:
        raise UsageFault
    cib, found = run.cib, False
    for id in words:
        for each in cib.constraints.all("rsc_order"):
            if id in (each.get("first"), each.get("then")):
                cib, found = cib.edit(each, None), True
    for id in words:
        for each in cib.constraints.children:
            if any(ref.tag == "resource_ref" and ref.id == id for ref in each.walk()):
                cib, found = cib.edit(each, _without_member(each, id)), True
    if not found:
        raise Failure("No matching resources found in ordering list")
    run.store(cib)


def _without_member(constraint: Element, id: str) -> Element | None:
    children: list[Element] = []
    for child in constraint.children:
        if child.tag != "resource_set":
            children.append(child)
            continue
        kept = [each for each in child.children if each.id != id]
        children += [child.with_children(kept)] if kept else []
    return constraint.with_children(children) if any(each.tag == "resource_set" for each in children) else None


@command("constraint order config", "", options="-f --full", default_of="constraint order")
def order_config(run: Run, words: list[str]) -> None:
    """Show orders."""
    if words:
        raise UsageFault
    run.out("\n".join(orders(run.cib, with_ids="--full" in run.options)))


older_name("constraint order show", "constraint order config")
