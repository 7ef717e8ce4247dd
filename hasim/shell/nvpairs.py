"""Name/value pairs in the configuration: finding, setting and deleting one."""

from __future__ import annotations

from dataclasses import dataclass

from hasim.cib import Cib, Element

__all__ = ["Found", "add_pair", "delete_pair", "find_pairs", "safe_id", "set_pair"]

_KEPT = "-_."


@dataclass(frozen=True, slots=True)
class Found:
    """An existing pair and the set it stands in."""

    set: Element
    pair: Element

    @property
    def value(self) -> str:
        """The pair's value; empty if it has none."""
        return self.pair.get("value") or ""


def safe_id(text: str) -> str:
    """Text as (part of) an XML id: characters that an id cannot hold become dots."""
    return "".join(letter if letter.isalnum() or letter in _KEPT else "." for letter in text)


def find_pairs(
    holder: Element, set_tag: str, name: str = "", *, set_id: str = "", pair_id: str = "", deep: bool = False
) -> list[Found]:
    """The pairs of `holder`'s sets with that tag that match all of name and ids that are given, in document order.

    `deep` looks into all elements below the holder as well.
    """
    sets = [each for each in (holder.walk() if deep else holder.children) if each.tag == set_tag]
    return [
        Found(each, pair)
        for each in sets
        if not set_id or each.id == set_id
        for pair in each.all("nvpair")
        if (not name or pair.get("name") == name) and (not pair_id or pair.id == pair_id)
    ]


def set_pair(
    cib: Cib, holder: Element, set_tag: str, name: str, value: str, *, set_id: str, pair_id: str = ""
) -> tuple[Cib, str]:
    """Give a name a value in the holder's set `set_id`, which is made if it is missing: (changed CIB, id of the pair).

    An existing pair of that name in the set (or of that id) is changed in place.
    """
    pair_id = pair_id or f"{set_id}-{safe_id(name)}"
    for found in find_pairs(holder, set_tag, set_id=set_id):
        if found.pair.id == pair_id or found.pair.get("name") == name:
            changed = found.pair.with_attributes({"name": name, "value": value})
            return cib.edit(found.pair, changed), found.pair.id
    pair = Element("nvpair", {"id": pair_id, "name": name, "value": value})
    return add_pair(cib, holder, set_tag, pair, set_id=set_id), pair_id


def add_pair(cib: Cib, holder: Element, set_tag: str, pair: Element, *, set_id: str) -> Cib:
    """The CIB with one more pair in the holder's set `set_id`, which is made if it is missing."""
    target = next((each for each in holder.all(set_tag) if each.id == set_id), None)
    if target is None:
        return cib.edit(holder, holder.with_child(Element(set_tag, {"id": set_id}, (pair,))))
    return cib.edit(target, target.with_child(pair))


def delete_pair(cib: Cib, found: Found) -> Cib:
    """The CIB without that pair; the set stays, even if it is empty then."""
    return cib.edit(found.pair, None)
