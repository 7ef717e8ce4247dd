"""Objects chosen by words: ids with wildcards, ``type:``, ``tag:``, ``related:``, ``changed``, ``and``, ``or``."""

from __future__ import annotations

from hasim.cib import Element
from hasim.crmsh import references
from hasim.crmsh.draft import Draft
from hasim.crmsh.inventory import Inventory, Item
from hasim.crmsh.phrases import Setting
from hasim.crmsh.tidy import document_text
from hasim.crmsh.vocabulary import CONTAINER_TAGS, RESOURCE_TAGS
from hasim.shell.crm.shell import Shell

_REQUIRED_SECTIONS = ("crm_config", "nodes", "resources", "constraints")


class Unknown(Exception):
    """No object is called so."""


def text(shell: Shell, draft: Draft, words: list[str], hidden: tuple[str, ...]) -> tuple[str, bool]:
    """The statements (after ``xml`` the XML) of the objects that words choose; False if one is unknown."""
    xml = bool(words) and words[0] == "xml"
    presenter = shell.presenter(draft)
    whole = True
    try:
        chosen = choose(presenter.inventory, words[1:] if xml else words, draft)
    except Unknown as unknown:
        shell.console.error(f"object {unknown} does not exist")
        chosen, whole = [], False
    if xml:
        root = document(draft, chosen, hidden)
        return '<?xml version="1.0" ?>\n' + document_text(root), whole
    presenter.hidden = hidden
    return presenter.text(chosen), whole


def choose(inventory: Inventory, words: list[str], draft: Draft) -> list[Item]:
    """The objects that words choose, all without any. Raises Unknown for a name that is none."""
    if not words:
        return list(inventory.items)
    chosen: list[Item] = []
    earlier: list[Item] | None = None
    pending = False
    for word in words:
        if word == "or":
            continue
        if word == "and":
            earlier, chosen, pending = chosen, [], True
            continue
        chosen += [item for item in _matching(inventory, word, draft) if item not in chosen]
        if pending and earlier is not None:
            chosen, pending = [item for item in chosen if item in earlier], False
    return earlier if pending and earlier is not None else chosen


def _matching(inventory: Inventory, word: str, draft: Draft) -> list[Item]:
    _, _, name = word.partition(":")
    if word == "changed":
        return [item for item in inventory.items if (item.is_node, item.id) in draft.changed]
    if word.startswith("type:"):
        return inventory.of(name)
    if word.startswith("tag:"):
        tags = [item for item in inventory.of("tag") if item.id == name]
        found = (inventory.resource(each.id) for tag in tags for each in tag.element.all("obj_ref"))
        return [item for item in found if item is not None]
    if word.startswith("related:"):
        return _related(inventory, name)
    found_items = inventory.matching(word)
    if not found_items:
        raise Unknown(word)
    return found_items


def _related(inventory: Inventory, name: str) -> list[Item]:
    found = inventory.matching(name)
    item = inventory.find(name)
    if item is not None and item.element.tag in RESOURCE_TAGS:
        found += [each for each in inventory.items if each not in found and _concerns(each, name)]
    parts = name.split(":")
    names = ("class", "provider", "type")[-len(parts) :] if len(parts) != 2 else ("class", "type")
    if name and len(parts) <= 3:
        wanted = dict(zip(names, parts, strict=True))
        found += [
            each
            for each in inventory.items
            if each not in found and all(each.element.get(key) == value for key, value in wanted.items())
        ]
    return found


def _concerns(item: Item, resource: str) -> bool:
    element = item.element
    if element.tag == "tag":
        return any(each.id == resource for each in element.all("obj_ref"))
    if element.tag in CONTAINER_TAGS:
        inner = ("primitive", "group", "clone", "master")
        return any(each.tag in inner and each.id == resource for each in element.walk() if each is not element)
    return references.mentions(element, resource)


def document(draft: Draft, chosen: list[Item], hidden: tuple[str, ...]) -> Element:
    """A CIB without status that holds the objects chosen, members of containers within their outermost container."""
    sections = {name: Element(name) for name in _REQUIRED_SECTIONS}
    for item in dict.fromkeys(item.top for item in draft.in_order(chosen)):
        name = item.kind.section
        if name == "configuration":
            sections[item.element.tag] = item.element
        else:
            sections[name] = sections.get(name, Element(name)).with_child(item.element)
    configuration = Element("configuration", {}, tuple(sections.values()))
    root = Element("cib", draft.cib.root.attributes, (configuration,))
    return _obscured(root, Setting(hidden=hidden)) if hidden else root


def _obscured(element: Element, setting: Setting) -> Element:
    if element.tag == "nvpair" and element.get("value") is not None:
        return element.with_attributes({"value": setting.visible(element.get("name"), element.get("value"))})
    return element.with_children([_obscured(child, setting) for child in element.children])
