"""XML text to elements and back.

Configurations come from anywhere, so the reader accepts no document type (and with it no entity of any kind) and
bounds the size and depth of what it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from hasim.cib.element import Element
from hasim.cib.errors import CibError

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 200
COMMENT = "#comment"
"""The tag under which a comment is kept; no element can have it."""
CDATA = "#cdata"
"""The tag under which text is kept that is written as it is, as the only child of its element."""


class _Builder:
    """Collects what the parser reports; children become final when their element ends."""

    def __init__(self) -> None:
        self.open: list[tuple[str, dict[str, str], list[Element], list[str]]] = []
        self.root: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise CibError(f"XML is nested deeper than {MAX_DEPTH} elements")
        self.open.append((tag, attributes, [], []))

    def end(self, _tag: str) -> None:
        tag, attributes, children, text = self.open.pop()
        content = "".join(text)
        element = Element(tag, attributes, tuple(children), "" if content.isspace() else content)
        if self.open:
            self.open[-1][2].append(element)
        else:
            self.root = element

    def data(self, text: str) -> None:
        self.open[-1][3].append(text)

    def comment(self, text: str) -> None:
        if self.open:  # one before or after the document belongs to nothing
            self.open[-1][2].append(Element(COMMENT, text=text))

    def doctype(self, *_: object) -> None:
        raise CibError("XML with a document type declaration is not accepted")


def parse_xml(text: str | bytes) -> Element:
    """The root element of an XML document.

    Raises CibError for text that is not well-formed, carries a document type, is larger than 64 MiB or nested
    deeper than 200 elements. A comment becomes a child with the tag ``#comment``; white space between elements is
    not kept.
    """
    data = text.encode() if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        raise CibError(f"XML is larger than {MAX_BYTES // 2**20} MiB")
    builder = _Builder()
    parser = expat.ParserCreate("utf-8" if isinstance(text, str) else None)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.CommentHandler = builder.comment
    parser.StartDoctypeDeclHandler = builder.doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise CibError(f"XML is not well-formed: {error}") from None
    except (LookupError, ValueError) as error:  # an encoding that Python does not know, or a stray byte
        raise CibError(f"XML cannot be read: {error}") from None
    assert builder.root is not None  # a document without a root is not well-formed
    return builder.root


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(value: str) -> str:
    quoted = _escape(value).replace('"', "&quot;")
    return '"' + quoted.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;") + '"'


def write_xml(element: Element, indent: int = 2, *, own_writer: bool = False) -> str:
    """The text of an element and all below it, one element a line, with a final line end.

    Attributes keep their order. An `indent` of 0 still breaks lines, without leading blanks. Tools of 2.1.5 write some
    documents with the XML library and others with a writer of Pacemaker's own (`own_writer`, see `pacemaker_value`).
    """
    lines: list[str] = []
    _write(element, 0, indent, lines, _pacemaker_attribute if own_writer else _attribute)
    return "\n".join(lines) + "\n"


def one_line(element: Element) -> str:
    """The text of an element and all below it on one line, as it is typed as an argument."""
    return "".join(line.strip() for line in write_xml(element, 0).split("\n"))


def ascii_only(text: str) -> str:
    """XML text with everything beyond ASCII as a reference: so the XML library writes a document without encoding."""
    return "".join(letter if letter.isascii() else f"&#x{ord(letter):X};" for letter in text)


_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
_CONTROL = {"\t": "    ", "\n": "\\n", "\r": "\\r"}


def pacemaker_value(value: str) -> str:
    """A value as the writer of 2.1.5 puts it between quotes.

    A tab becomes four blanks, a line end a backslash and a letter, another control character its octal number. From
    the first letter beyond ASCII on, nothing is escaped any more, so that the text may be no XML.
    """
    start, rest = _ascii_start(value)
    return "".join(_MARKUP.get(letter) or _visible(letter) for letter in start) + rest


def told_value(value: str) -> str:
    """A value as a reader finds it in what that writer wrote, as far as that can be read."""
    start, rest = _ascii_start(value)
    return "".join(map(_visible, start)) + "".join(" " if letter in _CONTROL else letter for letter in rest)


def _ascii_start(value: str) -> tuple[str, str]:
    plain = next((index for index, letter in enumerate(value) if not letter.isascii()), len(value))
    return value[:plain], value[plain:]


def _visible(letter: str) -> str:
    return _CONTROL.get(letter) or (letter if " " <= letter <= "~" else f"\\{ord(letter):03o}")


def _pacemaker_attribute(value: str) -> str:
    return f'"{pacemaker_value(value)}"'


def _write(element: Element, depth: int, indent: int, lines: list[str], attribute: Callable[[str], str]) -> None:
    lead = " " * (depth * indent)
    if element.tag == COMMENT:
        lines.append(f"{lead}<!--{element.text}-->")
        return
    head = element.tag + "".join(f" {name}={attribute(value)}" for name, value in element.attributes.items())
    if not element.children:
        text = _escape(element.text)
        lines.append(f"{lead}<{head}>{text}</{element.tag}>" if text else f"{lead}<{head}/>")
        return
    if element.children[0].tag == CDATA:
        lines.append(f"{lead}<{head}><![CDATA[{element.children[0].text}]]></{element.tag}>")
        return
    lines.append(f"{lead}<{head}>{_escape(element.text)}")
    for child in element.children:
        _write(child, depth + 1, indent, lines, attribute)
    lines.append(f"{lead}</{element.tag}>")
