"""What the scheduler does not model: refused by name, before anything is decided."""

from __future__ import annotations

from hasim.cib.document import Cib
from hasim.cib.element import Element
from hasim.cib.errors import Unsupported


def refuse_unmodelled(cib: Cib) -> None:
    """Raise Unsupported for the first thing in the configuration or status that is not modelled."""
    for element in cib.resources.walk():
        _refuse_resource(element)
    for node in cib.nodes.all("node"):
        if node.get("type") == "remote":
            raise Unsupported("remote nodes", "node", node.id)
    for state in cib.status.all("node_state"):
        lists = state.find("lrm", "lrm_resources")
        for history in lists.all("lrm_resource") if lists is not None else ():
            if _is_connection(history):
                raise Unsupported("remote nodes", "lrm_resource", history.id)


def _refuse_resource(element: Element) -> None:
    if element.tag == "bundle":
        raise Unsupported("bundles", "bundle", element.id)
    if element.tag in ("primitive", "template") and _is_connection(element):
        raise Unsupported("remote nodes", element.tag, element.id)
    if element.tag == "nvpair" and element.get("name") == "remote-node":
        raise Unsupported("guest nodes", "nvpair", element.id)


def _is_connection(element: Element) -> bool:
    return (element.get("class"), element.get("provider"), element.get("type")) == ("ocf", "pacemaker", "remote")
