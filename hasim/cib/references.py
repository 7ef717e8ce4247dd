"""Elements that stand for others by ``id-ref``."""

from __future__ import annotations

from hasim.cib.element import Element


class References:
    """Finds what an ``id-ref`` means in one document; the index is made when first needed."""

    __slots__ = ("_index", "_root")

    def __init__(self, root: Element) -> None:
        self._root = root
        self._index: dict[tuple[str, str], Element] | None = None

    def resolve(self, element: Element) -> Element | None:
        """`element` itself, or the element of the same tag that its ``id-ref`` names; None for a dangling one."""
        target = element.attributes.get("id-ref")
        if target is None:
            return element
        if self._index is None:
            self._index = {}
            for found in self._root.walk():
                if found.id:
                    self._index.setdefault((found.tag, found.id), found)
        return self._index.get((element.tag, target))
