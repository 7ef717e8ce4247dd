"""Elements of a CIB by XPath 1.0."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from hasim.cib import Element

__all__ = ["Match", "XPathError", "select"]

_LAST_ATTRIBUTE = re.compile(r"/@([\w.-]+)(?=\s*(?:\||$))")


class XPathError(Exception):
    """The expression is no XPath."""


@dataclass(frozen=True, slots=True)
class Match:
    """An element that was found, with its ancestors from the root down."""

    element: Element
    ancestors: tuple[Element, ...] = ()

    @property
    def path(self) -> str:
        """The way to it: tags with ids."""
        way = (*self.ancestors, self.element)
        return "".join(f"/{each.tag}" + (f"[@id='{each.id}']" if each.id else "") for each in way)


def select(root: Element, expression: str) -> list[Match]:
    """The elements that the expression names, in document order; XPathError for what is no XPath.

    An attribute at the end stands for the elements that have it, as the tools show those. An expression that gives a
    number or a truth value names no elements.
    """
    import elementpath  # a matter of tenths of a second, and few commands need it
    from elementpath.xpath1 import XPath1Parser

    known: dict[ElementTree.Element, Match] = {}
    tree = ElementTree.ElementTree(_mirrored(root, (), known))
    try:
        found = elementpath.select(tree, _LAST_ATTRIBUTE.sub(r"[@\1]", expression), parser=XPath1Parser)
    except (elementpath.ElementPathError, ArithmeticError, ValueError, TypeError) as error:
        raise XPathError(expression) from error
    return [known[each] for each in found if each in known] if isinstance(found, list) else []


def _mirrored(
    element: Element, ancestors: tuple[Element, ...], known: dict[ElementTree.Element, Match]
) -> ElementTree.Element:
    """The element as the library wants it; `known` notes what each copy stands for."""
    copy = ElementTree.Element(element.tag, dict(element.attributes))
    copy.text = element.text
    known[copy] = Match(element, ancestors)
    below = (child for child in element.children if not child.tag.startswith("#"))
    copy.extend(_mirrored(child, (*ancestors, element), known) for child in below)
    return copy
