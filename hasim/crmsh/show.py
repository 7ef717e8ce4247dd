"""A configuration as text.

What the language has no words for is shown as XML: an object whose statement, read back, would not give the same
element.
"""

from __future__ import annotations

from collections.abc import Iterable

from hasim.cib import Element
from hasim.crmsh.cursor import Surroundings, SyntaxFault
from hasim.crmsh.ids import assign_ids
from hasim.crmsh.inventory import Inventory, Item
from hasim.crmsh.message import Messages
from hasim.crmsh.phrases import Setting
from hasim.crmsh.references import with_members, with_set_ids
from hasim.crmsh.render import statement
from hasim.crmsh.schema import Schema
from hasim.crmsh.statement import parse_line
from hasim.crmsh.tidy import alike, tidy, with_marked_comments, xml_lines
from hasim.crmsh.vocabulary import COMMENT_TAG, DEFAULTS_TAGS
from hasim.crmsh.words import QuoteError, logical_lines


def shown_order(found: Iterable[Item]) -> list[Item]:
    """Objects in the order in which they are shown: by kind, then by id."""
    return sorted(found, key=lambda item: (item.kind.rank, item.id))


class Presenter:
    """Shows the objects of one configuration.

    `messages` collects what the language has to say about roles whose names changed.
    """

    def __init__(self, configuration: Element, schema: Schema) -> None:
        self.hidden: tuple[str, ...] = ()
        self.inventory = Inventory(tidy(configuration))
        self.schema = schema
        self.messages = Messages()
        self.around = Surroundings(
            schema=schema,
            messages=self.messages,
            node_names=self.inventory.node_names,
            find=self._element,
            exists=self.inventory.has_id,
        )
        self.fault = ""
        """What is said where an object has no end in words (an open quote): crm stops there and shows nothing."""
        self.in_words: dict[int, bool] = {}
        try:
            for item in self.inventory.items:
                self.in_words[id(item)] = self._is_in_words(item)
        except QuoteError as error:
            self.fault = str(error)

    def text(self, chosen: Iterable[Item]) -> str:
        """The statements of these objects, one after the other, without a line end at the end."""
        return "\n".join(self.statement(item) for item in shown_order(chosen))

    def statement(self, item: Item, *, broken: bool = True) -> str:
        """One object's statement, or its XML."""
        if self.in_words.get(id(item)):
            text = statement(item.kind, item.id, with_marked_comments(item.element), self._setting(), broken=broken)
            if text is not None:
                return text
        lines = xml_lines(item.element, len(item.path) + 1)
        return "xml " + (" \\\n" if broken else " ").join(lines)

    def _setting(self) -> Setting:
        return Setting(self.around.referenced, len(self.inventory.node_names), self.hidden)

    def _element(self, id_: str) -> Element | None:
        item = self.inventory.resource(id_)
        return item.element if item is not None else None

    def _is_in_words(self, item: Item) -> bool:
        element = with_marked_comments(item.element)
        text = statement(item.kind, item.id, element, self._setting(), broken=False)
        if not text:
            return False
        in_ascii = text.encode("ascii", errors="xmlcharrefreplace").decode()  # so crm reads a statement
        read = self._read_back(in_ascii, item)
        return read is not None and alike(element, read)

    def _read_back(self, text: str, item: Item) -> Element | None:
        lines = logical_lines(text)
        comments = tuple(Element(COMMENT_TAG, {}, (), line) for line in lines if line.startswith("#"))
        try:
            read = parse_line(lines[-1], self.around)
        except SyntaxFault as fault:
            self.messages.error(str(fault))
            return None
        if read.tag in DEFAULTS_TAGS:
            read = read.children[0]
        if not read.id and item.kind.default_id:
            read = read.with_attributes({"id": item.kind.default_id})
        named = with_set_ids(assign_ids(read, self._earlier(item), set()), self.around)
        read, _ = with_members(named, self._element)
        return read.with_children((*comments, *read.children))

    def _earlier(self, item: Item) -> Element:
        """Where the ids of an object's parts are found: for sets of properties and defaults, around it."""
        return item.path[-1] if item.kind.default_id else item.element


def show(configuration: Element, schema: Schema, hidden: tuple[str, ...] = ()) -> str:
    """The whole configuration as statements; values of names that match a pattern in `hidden` are stars."""
    presenter = Presenter(configuration, schema)
    presenter.hidden = hidden
    return presenter.text(presenter.inventory.items)
