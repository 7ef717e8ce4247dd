"""``crm configure assist``: several edits of the configuration in one command."""

from __future__ import annotations

from hasim.cib import Element
from hasim.crmsh.agents import agent_name
from hasim.crmsh.create import create
from hasim.crmsh.draft import Draft
from hasim.crmsh.inventory import Item
from hasim.crmsh.phrases import agent as agent_spec
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Level

LEVEL = Level("assist", "several edits of the configuration in one command", needs_cib=True)


def _unused(draft: Draft, prefix: str) -> str:
    number = 1
    while draft.inventory.find(f"{prefix}{number}") is not None:
        number += 1
    return f"{prefix}{number}"


@LEVEL.command("template", "[primitives ...]")
def template(shell: Shell, arguments: list[str]) -> bool:
    """make a template that primitives of one agent share: template PRIMITIVE..."""
    if not arguments:
        raise CommandError("Expected at least one primitive argument")
    draft = shell.editable()
    items: list[Item] = []
    for name in arguments:
        item = draft.inventory.resource(name)
        if item is None:
            raise CommandError(f"Primitive {name} not found")
        items.append(item)
    if any(item.kind.keyword != "primitive" for item in items):
        raise CommandError("Cannot create a template for the given resources")
    if all(item.element.get("template") for item in items):
        return True
    if len({agent_name(item.element) for item in items}) != 1:
        raise CommandError("Cannot template the given primitives")
    first = items[0].element
    name = _unused(draft, f"template-{(first.get('type') or '').lower()}-")
    whole = create(draft, ["rsc_template", name, agent_spec(first)])
    shell.tell(draft.messages)
    if not whole:
        raise CommandError("Error creating template")
    for id_ in [item.id for item in items]:
        item = draft.inventory.resource(id_)
        assert item is not None
        draft.replace(item, _templated(item.element, name))
    shell.console.info(f"{shell.qualified_name}: Template created: {name}")
    return True


def _templated(primitive: Element, name: str) -> Element:
    gone: dict[str, str | None] = {"class": None, "provider": None, "type": None}
    return primitive.with_attributes({**gone, "template": name})


@LEVEL.command("weak-bond", "[nodes ...]", aliases=("weak_bond",))
def weak_bond(shell: Shell, arguments: list[str]) -> None:
    """keep primitives on one node without an order of importance among them: weak-bond PRIMITIVE PRIMITIVE..."""
    if len(arguments) < 2:
        raise CommandError("Need at least two arguments")
    draft = shell.editable()
    for name in arguments:
        item = draft.inventory.resource(name)
        if item is None:
            raise CommandError(f"Object not found: {name}")
        if item.kind.keyword != "primitive":
            raise CommandError(f"Object not primitive: {name}")
    constraint, dummy = _unused(draft, "place-constraint-"), _unused(draft, "place-dummy-")
    shell.console.out("Create weak bond / independent colocation")
    shell.console.out("The following elements will be created:")
    shell.console.out(f"   * Colocation constraint, ID: {constraint}")
    shell.console.out(f"   * Dummy resource, ID: {dummy}")
    create(draft, ["primitive", dummy, "ocf:heartbeat:Dummy"])
    create(draft, ["colocation", constraint, "inf:", "(", *arguments, ")", dummy])
    shell.tell(draft.messages)
