"""Web pages as trees, and their text in the layout that the XML library of the real tools gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from hasim.cib.xml import ascii_only

__all__ = ["Html", "node", "span", "write_html"]

_EMPTY = ("link", "meta")
"""Elements that have no content and no end tag."""
_WITHOUT_END = ("li",)
"""Elements whose end tag is left out where they are empty."""
_IN_ADDRESSES = "@/:=?;#%&,+-_.!~*'()"


@dataclass(frozen=True, slots=True)
class Html:
    """An element: its tag, attributes, and what is in it: elements and texts."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    content: tuple[Html | str, ...] = ()


def node(tag: str, *content: Html | str, **attributes: str) -> Html:
    """An element; empty texts are left out."""
    return Html(tag, attributes, tuple(each for each in content if each != ""))


def span(text: str, css: str = "") -> Html:
    """A text, perhaps of a class of the style sheet."""
    return Html("span", {"class": css} if css else {}, (text,) if text else ())


def write_html(page: Html) -> str:
    """The text of a page."""
    return "<!DOCTYPE html>\n" + ascii_only("".join(_written(page, False))) + "\n"


def _written(element: Html | str, followed: bool) -> Iterable[str]:
    """The pieces of an element; `followed`: another element comes behind it in the same one."""
    if isinstance(element, str):
        yield element.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return
    tag, content = element.tag, element.content
    block = tag != "span"
    yield f"<{tag}" + "".join(f' {name}="{_value(name, value)}"' for name, value in element.attributes.items()) + ">"
    if content or tag not in (*_EMPTY, *_WITHOUT_END):
        several = block and len(content) > 1
        yield "\n" if several and not isinstance(content[0], str) else ""
        for index, each in enumerate(content):
            behind = content[index + 1 : index + 2]
            yield from _written(each, bool(behind) and not isinstance(behind[0], str))
        yield "\n" if several and not isinstance(content[-1], str) else ""
        yield f"</{tag}>"
    if block and followed:
        yield "\n"


def _value(name: str, value: str) -> str:
    if name == "href":
        return quote(value, safe=_IN_ADDRESSES)
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
