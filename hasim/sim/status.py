"""Edits of the status section: node states, operation histories, transient attributes. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hasim.cib import Element


def _replaced(parent: Element, old: Element | None, new: Element | None) -> Element:
    """``parent`` with the child that is ``old`` exchanged, dropped (new is None) or, without an old one, appended."""
    if old is None:
        return parent if new is None else parent.with_child(new)
    kept = (new if child is old else child for child in parent.children)
    return parent.with_children(child for child in kept if child is not None)


def node_state(status: Element, node_id: str) -> Element | None:
    """The node_state element of a node."""
    return next((child for child in status.children if child.id == node_id), None)


def put_state(status: Element, node_id: str, values: Mapping[str, str | None]) -> Element:
    """Set attributes of a node's state, which is made where it is missing."""
    old = node_state(status, node_id)
    new = (old or Element("node_state", {"id": node_id})).with_attributes(values)
    return status if old is not None and old.attributes == new.attributes else _replaced(status, old, new)


def drop_state(status: Element, node_id: str) -> Element:
    """Forget a node."""
    old = node_state(status, node_id)
    return status if old is None else _replaced(status, old, None)


def put_section(status: Element, node_id: str, tag: str, section: Element | None) -> Element:
    """Replace or (None) drop the ``lrm`` or ``transient_attributes`` of a node's state."""
    state = node_state(status, node_id)
    if state is None:
        return status
    old = state.first(tag)
    return status if old is section else _replaced(status, state, _replaced(state, old, section))


def lrm(node_id: str, resources: Mapping[str, Element]) -> Element:
    """The ``lrm`` section that holds these histories."""
    inner = Element("lrm_resources", {}, tuple(resources.values()))
    return Element("lrm", {"id": node_id}, (inner,))


def put_resource(status: Element, node_id: str, resource: str, history: Element | None) -> Element:
    """Replace or (None) drop one resource's history on a node."""
    state = node_state(status, node_id)
    if state is None:
        return status
    section = state.first("lrm") or lrm(node_id, {})
    inner = section.first("lrm_resources") or Element("lrm_resources")
    old = next((one for one in inner.children if one.id == resource), None)
    changed = _replaced(inner, old, history)
    if changed is inner:
        return status
    return put_section(status, node_id, "lrm", _replaced(section, section.first("lrm_resources"), changed))


def put_operation(history: Element, operation: Element) -> Element:
    """A resource's history with one entry replaced, or added at the end."""
    old = next((one for one in history.children if one.id == operation.id), None)
    return _replaced(history, old, operation)


def drop_operations(history: Element, ids: frozenset[str]) -> Element:
    """A resource's history without some entries."""
    return replace(history, children=tuple(one for one in history.children if one.id not in ids))


def attribute_id(node_id: str, name: str) -> str:
    """The id of a transient attribute's nvpair; characters that XML ids cannot have become dots."""
    safe = "".join(c if c.isalnum() or c in "-_." else "." for c in name)
    return f"status-{node_id}-{safe}"


def put_attribute(status: Element, node_id: str, name: str, value: str | None) -> Element:
    """Set or (None) delete a transient attribute of a node; nothing happens where the node has no state."""
    state = node_state(status, node_id)
    if state is None:
        return status
    section = state.first("transient_attributes")
    if section is None:
        if value is None:
            return status
        section = Element("transient_attributes", {"id": node_id})
    pairs = section.first("instance_attributes") or Element("instance_attributes", {"id": f"status-{node_id}"})
    old = next((pair for pair in pairs.children if pair.get("name") == name), None)
    if (old.get("value") if old is not None else None) == value:
        return status
    new = (
        None if value is None else Element("nvpair", {"id": attribute_id(node_id, name), "name": name, "value": value})
    )
    changed = _replaced(section, section.first("instance_attributes"), _replaced(pairs, old, new))
    return put_section(status, node_id, "transient_attributes", changed)
