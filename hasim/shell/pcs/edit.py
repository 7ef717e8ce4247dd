"""Changes of a configuration: sets of values, and elements that are known by their id.

pcs never takes a set away, even if it is empty: who may write values may not be allowed to write sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hasim.cib import Cib, Element
from hasim.shell.pcs.ids import child_id, free_id, used_ids

__all__ = ["find_element", "new_set", "replaced", "set_with", "value_of", "with_values", "with_values_first"]

Pairs = Sequence[tuple[str, str]]


def find_element(cib: Cib, tag: str, id: str) -> Element | None:
    """The element of the configuration with that tag and id."""
    return next((each for each in cib.configuration.walk() if each.tag == tag and each.id == id), None)


def replaced(element: Element, old: Element, new: Element | None) -> Element:
    """The element with another child in the place of `old`, or without it."""
    middle = () if new is None else (new,)
    at = next(index for index, child in enumerate(element.children) if child is old)
    return element.with_children((*element.children[:at], *middle, *element.children[at + 1 :]))


def value_of(element: Element, tag: str, name: str) -> str:
    """The value that the sets of that tag give a name; empty for none."""
    pairs = (pair for each in element.all(tag) for pair in each.all("nvpair") if pair.get("name") == name)
    return next((text for pair in pairs if (text := pair.get("value"))), "")


def with_values(cib: Cib, holder: Element, tag: str, pairs: Pairs, *, set_id: str = "") -> Cib:
    """The CIB with values in the holder's first set of that tag; an empty value takes a name out.

    A set that is missing is made at the holder's end, unless there is nothing to put into it.
    """
    present = holder.first(tag)
    if not pairs or (present is None and not any(value for _, value in pairs)):
        return cib
    if present is None:
        fresh = Element(tag, {"id": free_id(set_id or f"{holder.id}-{tag}", used_ids(cib))})
        return cib.edit(holder, holder.with_child(_set(fresh, pairs)))
    return cib.edit(present, _set(present, pairs))


def _set(attributes: Element, pairs: Pairs) -> Element:
    for name, value in pairs:
        found = next((each for each in attributes.all("nvpair") if each.get("name") == name), None)
        if found is not None:
            new = found.with_attributes({"value": value}) if value else None
            attributes = replaced(attributes, found, new)
        elif value:
            pair = {"id": f"{attributes.id}-{name}", "name": name, "value": value}
            attributes = attributes.with_child(Element("nvpair", pair))
    return attributes


def with_values_first(cib: Cib, holder: Element, tag: str, pairs: Iterable[tuple[str, str]], set_id: str = "") -> Cib:
    """Like `with_values`, as the newer half of pcs does it: sorted by name, and a new set goes to the front."""
    used = used_ids(cib)
    present = holder.first(tag)
    attributes = set_with(present or Element(tag, {"id": set_id or child_id(holder, tag, used)}), sorted(pairs), used)
    if present is not None:
        return cib if attributes is present else cib.edit(present, attributes)
    if not attributes.children:
        return cib
    return cib.edit(holder, holder.with_children((attributes, *holder.children)))


def set_with(attributes: Element, pairs: Iterable[tuple[str, str]], used: set[str]) -> Element:
    """A set of values with these in it; an empty value takes a name out. `used` grows by the ids of new pairs."""
    for name, value in pairs:
        found = next((each for each in attributes.all("nvpair") if each.get("name") == name), None)
        if found is not None:
            new = found.with_attributes({"value": value}) if value else None
            attributes = replaced(attributes, found, new)
        elif value:
            id = child_id(attributes, name, used)
            used.add(id)
            attributes = attributes.with_child(Element("nvpair", {"id": id, "name": name, "value": value}))
    return attributes


def new_set(tag: str, holder: Element, pairs: Iterable[tuple[str, str]], used: set[str]) -> Element:
    """A new set of values for a holder, sorted by name; `used` grows."""
    attributes = Element(tag, {"id": child_id(holder, tag, used)})
    used.add(attributes.id)
    return set_with(attributes, sorted(pairs), used)
