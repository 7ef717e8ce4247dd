"""``default-timeouts``: what the agents advise becomes the operations' timeouts."""

from __future__ import annotations

from hasim.cib import Element
from hasim.crmsh.agents import Agent, agent, agent_name
from hasim.crmsh.checks import reduced
from hasim.crmsh.create import with_operation
from hasim.crmsh.draft import Draft
from hasim.crmsh.ids import new_id
from hasim.crmsh.message import Messages
from hasim.crmsh.vocabulary import is_promotable


def set_default_timeouts(draft: Draft, id_: str, messages: Messages) -> bool:
    """Set the advised timeouts of one primitive; start, stop and their like get operations where they have none."""
    item = draft.inventory.resource(id_)
    if item is None:
        messages.error(f"object {id_} does not exist")
        return False
    if item.kind.keyword != "primitive":
        messages.warning(f"element {id_} is not a primitive")
        return False
    whole = reduced(draft, item.element)
    if whole is None:
        messages.warning(f"template for {id_} not defined")
        return False
    name = agent_name(whole)
    known = agent(name)
    if known is None:
        messages.error(f"{name}: got no meta-data, does this RA exist?")
        messages.error(f"{name}: no resource agent found for {id_}")
        return True
    promotable = item.parent is not None and is_promotable(item.parent.element)
    pairs = (each for each in whole.walk() if each.tag == "nvpair" and each.get("name") == "allow-migrate")
    migrates = any(each.get("value") == "true" for each in pairs)
    implied = ["start", "stop"]
    implied += [*(("migrate_to", "migrate_from") if migrates else ()), *(("promote", "demote") if promotable else ())]
    changed = _with_timeouts(item.element, known, [*implied, "monitor"])
    present = [op.get("name") for each in changed.all("operations") for op in each.all("op")]
    used = draft.inventory.ids()
    for action in (each for each in implied if each not in present):
        advised = known.advised(action, "timeout")
        if advised:
            operation = Element("op", {"name": action, "timeout": advised, "interval": "0"})
            changed = with_operation(changed, operation.with_attributes({"id": new_id(operation, id_, used)}))
    if changed != item.element:
        draft.replace(item, changed)
    return True


def _with_timeouts(primitive: Element, known: Agent, actions: list[str]) -> Element:
    def timed(operation: Element) -> Element:
        name = operation.get("name") or ""
        advised = known.advised(name, "timeout", operation.get("role"), operation.get("depth"))
        return operation.with_attributes({"timeout": advised}) if name in actions and advised else operation

    children = [
        child.with_children(map(timed, child.children)) if child.tag == "operations" else child
        for child in primitive.children
    ]
    return primitive.with_children(children)
