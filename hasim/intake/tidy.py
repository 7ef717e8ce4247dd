"""A CIB made fit to be worked with: whole, with its members named, without its passwords."""

from __future__ import annotations

import re
from typing import Final

from hasim.cib import Cib, CibError, Dialect, Element, parse_xml
from hasim.intake.errors import IntakeError

MASK: Final = "********"
_SECRET: Final = re.compile(r"passw|passphrase|secret|community|api_?key|credential|private_?key", re.IGNORECASE)
_NO_SECRET: Final = re.compile(r"(_script|_file|_path|script|file)$", re.IGNORECASE)
_SECTIONS: Final = ("resources", "nodes", "constraints", "crm_config")


def parse(text: str) -> tuple[Cib, bool]:
    """The CIB in an XML text; True where it was only a part of one. Raises IntakeError."""
    try:
        root = parse_xml(text)
    except CibError as error:
        raise IntakeError("xml", error=error) from None
    if root.tag == "cib":
        return Cib(root), False
    if root.tag == "configuration":
        return Cib(Cib.empty().root).with_section(root), True
    if root.tag in _SECTIONS:
        return Cib.empty().with_section(root), True
    raise IntakeError("root", tag=root.tag[:60])


def named_members(cib: Cib) -> tuple[Cib, tuple[str, ...]]:
    """With the nodes of the status section where the nodes section has none; returns their names, too."""
    if any(one.get("type") not in ("remote", "ping") for one in cib.nodes.all("node")):
        return cib, ()
    states = [one for one in cib.status.all("node_state") if one.get("uname") and one.get("remote_node") is None]
    added = [Element("node", {"id": one.id, "uname": one.get("uname") or ""}) for one in states]
    nodes = cib.nodes.with_children((*cib.nodes.children, *added))
    return cib.with_section(nodes) if added else cib, tuple(one.get("uname") or "" for one in added)


def masked(cib: Cib) -> tuple[Cib, tuple[str, ...]]:
    """With the values of passwords and the like replaced by asterisks; returns the ids of those."""
    found: list[str] = []

    def hide(element: Element) -> Element:
        children = tuple(hide(child) for child in element.children)
        if any(new is not old for new, old in zip(children, element.children, strict=True)):
            element = element.with_children(children)
        name, value = element.get("name") or "", element.get("value") or ""
        if element.tag == "nvpair" and value and _SECRET.search(name) and not _NO_SECRET.search(name):
            found.append(element.id)
            return element.with_attributes({"value": MASK})
        return element

    return Cib(hide(cib.root)), tuple(found)


def dialect_of(cib: Cib) -> Dialect:
    """The generation of software that a CIB was used with, by its dc-version, else its feature set, else 2.1."""
    version = next((one.get("value") or "" for one in _properties(cib) if one.get("name") == "dc-version"), "")
    named = {"1": Dialect.V1_1, "2": Dialect.V2_1, "3": Dialect.V3_0}.get(version[:1])
    if named is not None or not cib.feature_set:
        return named or Dialect.V2_1
    if cib.feature_set < (3, 1):
        return Dialect.V1_1
    return Dialect.V2_1 if cib.feature_set < (3, 20) else Dialect.V3_0


def _properties(cib: Cib) -> list[Element]:
    return [pair for block in cib.crm_config.all("cluster_property_set") for pair in block.all("nvpair")]
