"""Configure statements to a CIB: the statements name the nodes, or else the constraints do."""

from __future__ import annotations

import re
from typing import Final

from hasim.cib import Cib, Element
from hasim.crmsh.draft import Draft
from hasim.crmsh.load import load
from hasim.crmsh.message import Level
from hasim.intake.errors import IntakeError

USUAL_NODES: Final = ("node1", "node2")
MOST_ERRORS: Final = 3
NOT_KNOWN: Final = "got no meta-data, does this RA exist?"
"""What crm says of an agent that is not installed: here a stand-in will act for it."""


def cib_of(text: str) -> tuple[Cib, tuple[str, ...]]:
    """The CIB that statements describe, and the names of nodes that had to be guessed (none where they are named).

    Raises IntakeError with the first errors and their lines.
    """
    draft = Draft(Cib.empty())
    loaded = load(draft, text)
    errors = [each for each in draft.messages if each.level is Level.ERROR and not each.text.endswith(NOT_KNOWN)]
    if errors or not loaded:
        said = "; ".join(f"{each.line}: {each.text}" if each.line else each.text for each in errors[:MOST_ERRORS])
        raise IntakeError("crm", error=said or "?")
    if draft.cib.nodes.all("node"):
        return draft.cib, ()
    names = mentioned(draft.cib) or USUAL_NODES
    return with_nodes(draft.cib, names), names


def with_nodes(cib: Cib, names: tuple[str, ...]) -> Cib:
    """With more members."""
    nodes = cib.nodes
    for name in names:
        nodes = nodes.with_child(Element("node", {"id": str(len(nodes.children) + 1), "uname": name}))
    return cib.with_section(nodes)


def mentioned(cib: Cib) -> tuple[str, ...]:
    """The nodes that constraints and fence devices name, in the order in which they do."""
    found: list[str] = []
    for element in cib.configuration.walk():
        if element.tag == "rsc_location" and element.get("node"):
            found.append(element.get("node") or "")
        elif element.tag == "expression" and element.get("attribute") == "#uname":
            found.append(element.get("value") or "")
        elif element.tag == "nvpair" and element.get("name") == "pcmk_host_list":
            found += re.split(r"[\s,;]+", (element.get("value") or "").strip())
    return tuple(dict.fromkeys(name for name in found if name))
