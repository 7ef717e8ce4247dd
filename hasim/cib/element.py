"""An XML element as an immutable value.

The document itself is the model of a configuration: nothing that an administrator wrote is lost on the way in
and out. What a part of hasim wants to know, it reads into typed values of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, attributes in document order, child elements and text.

    A comment is an element with the tag ``#comment``, so code that takes all children alike has to pass over it.
    The attributes must not be changed in place; the ``with_...`` methods return changed copies that share
    everything else.

    >>> Element("nvpair", {"id": "a", "name": "b"}).with_attributes({"value": "1", "name": None})
    Element(tag='nvpair', attributes={'id': 'a', 'value': '1'}, children=(), text='')
    """

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()
    text: str = ""

    def get(self, name: str, default: str | None = None) -> str | None:
        """The value of the attribute `name`, or `default` where it is absent."""
        return self.attributes.get(name, default)

    @property
    def id(self) -> str:
        """The ``id`` attribute, or an empty string."""
        return self.attributes.get("id", "")

    def first(self, tag: str) -> Element | None:
        """The first child called `tag`."""
        for child in self.children:
            if child.tag == tag:
                return child
        return None

    def all(self, *tags: str) -> list[Element]:
        """The children called one of `tags`, in document order."""
        return [child for child in self.children if child.tag in tags]

    def find(self, *path: str) -> Element | None:
        """The first descendant along a path of tags."""
        found: Element | None = self
        for tag in path:
            found = found.first(tag) if found is not None else None
        return found

    def walk(self) -> Iterator[Element]:
        """This element and all its descendants, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))

    def with_attributes(self, changes: Mapping[str, str | None]) -> Element:
        """A copy with attributes set, or removed where the new value is None."""
        merged: dict[str, str | None] = {**self.attributes, **changes}
        return replace(self, attributes={name: value for name, value in merged.items() if value is not None})

    def with_children(self, children: Iterable[Element]) -> Element:
        """A copy with other children."""
        return replace(self, children=tuple(children))

    def with_child(self, child: Element) -> Element:
        """A copy with one more child at the end."""
        return replace(self, children=(*self.children, child))
