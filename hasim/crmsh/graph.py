"""A configuration as a drawing for Graphviz: nodes on top, resources below, orderings and preferences as edges.

The shape, names and colours are those of ``crm configure graph`` of crmsh 4.4.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product

from hasim.cib import Element
from hasim.crmsh import phrases
from hasim.crmsh.inventory import Inventory, Item
from hasim.crmsh.show import shown_order
from hasim.crmsh.vocabulary import CHILD_TAGS, CLONE_TAGS

_FALSE = ("no", "false", "off", "0")
_ALWAYS = {"fontname": "Helvetica", "fontsize": "11"}
_LOOKS: dict[str, dict[str, str]] = {
    "node": {"style": "bold", "shape": "box", "color": "#7ac142"},
    "primitive": {"fillcolor": "#e4e5e6", "color": "#b9b9b9", "shape": "box", "style": "rounded,filled"},
    "rsc_template": {"fillcolor": "#ffd457", "color": "#b9b9b9", "shape": "box", "style": "rounded,filled,dashed"},
    "class:stonith": {"shape": "box", "style": "dashed"},
    "location": {"style": "dashed", "dir": "none"},
    "clone": {"color": "#ec008c"},
    "ms": {"color": "#f8981d"},
    "group": {
        "color": "#00aeef",
        "group": "#00aeef",
        "labelloc": "b",
        "labeljust": "r",
        "labelfontsize": "12",
    },
    "optional_set": {"style": "dotted"},
    "template:edge": {"color": "#b9b9b9", "style": "dotted", "arrowtail": "open", "dir": "back"},
}


class TemplateMissing(Exception):
    """A primitive whose template is not there cannot be drawn."""


def _name(text: str) -> str:
    return text.replace("-", "_").replace(".", "_")


def _quoted(name: str) -> str:
    return f'"{name}"' if re.match("[0-9_]", name) else name


def _listed(attributes: dict[str, str]) -> str:
    return ",".join(f'{name}="{value}"' for name, value in attributes.items())


class Drawing:
    """A graph, or a box in one, as text in Graphviz's language."""

    def __init__(self, head: str) -> None:
        self.head = head
        self.graph: dict[str, str] = {}
        self.boxes: list[Drawing] = []
        self.edges: list[tuple[list[str], dict[str, str]]] = []
        self.looks: dict[str, dict[str, str]] = {}
        self.ranks: dict[str, int] = {}
        self.top: list[str] = []
        self.unranked: list[str] = []

    def node(self, name: str, looks: dict[str, str], *, top: bool = False, unranked: bool = False) -> None:
        """Draw a node."""
        own = _name(name)
        if top:
            self.top.append(own)
        else:
            self.ranks.setdefault(own, 0)
        if unranked:
            self.unranked.append(own)
        self.looks.setdefault(own, {}).update(looks)

    def edge(self, names: Sequence[str | None], looks: dict[str, str] | None = None) -> dict[str, str]:
        """Draw an edge through these nodes; the answer is how it looks, to be added to."""
        found = [_name(each) for each in names if each is not None]
        for place, each in enumerate(found):
            if place and each not in self.top:
                self.ranks[each] = place
        attributes = dict(looks or {})
        self.edges.append((found, attributes))
        return attributes

    def box(self, members: Sequence[str], name: str) -> tuple[Drawing, dict[str, str]]:
        """Draw a box around nodes."""
        drawing = Drawing(f"subgraph {_name(name)} {{")
        looks = drawing.edge(members)
        self.boxes.append(drawing)
        return drawing, looks

    def lines(self) -> list[str]:
        """The text."""
        lines = [self.head, *(f'\t{name}="{value}";' for name, value in self.graph.items())]
        for box in self.boxes:
            lines.append("\t" + "\n\t".join(box.lines()))
        for names, looks in self.edges:
            lines.append(f"\t{' -> '.join(map(_quoted, names))} [{_listed(looks)}];")
        lines += [f"\t{_quoted(name)} [{_listed(looks)}];" for name, looks in self.looks.items()]
        for top in self.top:  # keep the cluster's nodes above everything that nothing else stands over
            for name, rank in self.ranks.items():
                if rank == 0:
                    more = ',constraint="false"' if name in self.unranked else ""
                    lines.append(f'\t{_quoted(top)} -> {_quoted(name)} [style="invis"{more}];')
        return [*lines, "}"]


class _Draftsman:
    """Draws the objects of one configuration."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self.drawing = Drawing("digraph G {\n")
        self.drawing.graph = {**_ALWAYS, "compound": "true"}

    def draw(self) -> None:
        for item in shown_order(self.inventory.items):
            keyword = item.kind.keyword
            if keyword == "node":
                uname = item.element.get("uname") or item.id
                self.drawing.node(uname, {"label": uname, **_ALWAYS, **_LOOKS["node"]}, top=True)
            elif (
                keyword == "primitive" and (item.parent is None or item.parent.kind.keyword != "group")
            ) or keyword == "rsc_template":
                self.primitive(self.drawing, item)
            elif keyword == "group":
                self.group(item)
            elif keyword == "location":
                self.location(item.element)
            elif keyword == "order":
                self.order(item.element)

    def agent(self, element: Element) -> Element:
        name = element.get("template")
        if not name:
            return element
        found = self.inventory.find(name)
        if found is None:
            raise TemplateMissing
        return found.element

    def primitive(self, drawing: Drawing, item: Item) -> None:
        agent = self.agent(item.element)
        class_, type_ = agent.get("class"), agent.get("type")
        bottom = type_ if class_ in ("ocf", "stonith") else f"{class_}:{type_}"
        looks = {"label": f"{_label(item)}\\n{bottom}", **_ALWAYS, **_LOOKS[item.kind.keyword]}
        looks |= _ALWAYS | _LOOKS.get(f"class:{class_}", {})
        if item.parent is not None and item.parent.element.tag in CLONE_TAGS:
            looks |= _ALWAYS | _LOOKS[item.parent.kind.keyword]
        drawing.node(item.id, looks, unranked=class_ == "stonith")
        if item.element.get("template") and item.kind.keyword == "primitive":
            drawing.edge([item.element.get("template"), item.id], _LOOKS["template:edge"])

    def group(self, item: Item) -> None:
        members = self.inventory.children(item)
        box, _ = self.drawing.box([each.id for each in members], f"cluster_{item.id}")
        if members:
            self.drawing.ranks.setdefault(_name(members[0].id), 0)
        box.graph = {"label": _label(item), **_ALWAYS, **_LOOKS["group"]}
        if item.parent is not None and item.parent.element.tag in CLONE_TAGS:
            box.graph |= _ALWAYS | _LOOKS[item.parent.kind.keyword]
        for member in members:
            self.primitive(box, member)

    def location(self, element: Element) -> None:
        node, scored = element.get("node"), element
        if node is None:
            rules = element.all("rule")
            expressions = [each for each in element.walk() if each.tag == "expression"]
            if len(rules) != 1 or len(expressions) != 1:
                return
            one = expressions[0]
            if one.get("attribute") != "#uname" or one.get("operation") != "eq":
                return
            node, scored = one.get("value"), rules[0]
        resource = element.get("rsc")
        if node is None or resource is None:
            return
        looks = self.drawing.edge([node, self.first(resource)], _LOOKS["location"])
        _add_score(looks, scored)

    def order(self, element: Element) -> None:
        sets = element.all("resource_set")
        if not sets:
            self.order_edge(element, [element.get("first") or "", element.get("then") or ""])
            return
        for edge in _set_edges(sets):
            self.order_edge(element, edge)
        for each in sets:
            if (each.get("require-all") or "").lower() in _FALSE:
                members = [member.id for member in each.all("resource_ref")]
                box, looks = self.drawing.box(members, f"cluster{each.id}")
                looks |= {"style": "invis", "constraint": "false"}
                box.graph = {**_ALWAYS, **_LOOKS["optional_set"]}

    def order_edge(self, element: Element, names: list[str]) -> None:
        box = re.match(r"\[(.*)\]", names[0])
        plain = [re.sub(r"\[(.*)\]", "", each) for each in names]
        looks = self.drawing.edge([self.last(plain[0]), self.first(plain[1])])
        _add_score(looks, element)
        if box is not None:
            looks |= _LOOKS["optional_set"]
            looks["ltail"] = _name(box[1])

    def first(self, resource: str) -> str:
        """The first primitive in a resource."""
        item = self.inventory.find(resource)
        return _edge_primitive(item.element, 0) if item is not None else resource

    def last(self, resource: str) -> str:
        """The last primitive in a resource."""
        item = self.inventory.find(resource)
        return _edge_primitive(item.element, -1) if item is not None else resource


def _edge_primitive(element: Element, place: int) -> str:
    children = element.all(*CHILD_TAGS)
    if element.tag == "primitive" or not children:
        return element.id
    return _edge_primitive(children[place], place)


def _label(item: Item) -> str:
    if item.parent is not None and item.parent.element.tag in CLONE_TAGS:
        return f"{item.parent.kind.keyword}:{item.id}"
    return item.id


def _add_score(looks: dict[str, str], element: Element) -> None:
    score = phrases.score(element) or element.get("kind") or ""
    if score in ("inf", "+inf", "Mandatory"):
        looks["style"] = "solid"
    elif re.fullmatch("-?([0-9]+|inf)", score) or score in ("Optional", "Serialize"):
        looks["label"] = score
    else:
        looks["label"] = f"attr:{score}" if score else "Adv"


def _set_edges(sets: Sequence[Element]) -> list[list[str]]:
    """Pairs of resources that follow each other; a set of which one member is enough stands as its box."""
    steps: list[list[str]] = []
    for each in sets:
        members = [member.id for member in each.all("resource_ref")]
        if (each.get("require-all") or "").lower() in _FALSE and len(members) > 1:
            steps.append([f"[cluster{each.id}]{members[0]}"])
        elif (each.get("sequential") or "").lower() in _FALSE and len(members) > 1:
            steps.append(members)
        else:
            steps += [[member] for member in members]
    return [list(edge) for one, other in pairwise(steps) for edge in product(one, other)]


def dot(inventory: Inventory) -> str:
    """The drawing of a configuration, with a line end at the end. Raises TemplateMissing."""
    draftsman = _Draftsman(inventory)
    draftsman.draw()
    return "\n".join(draftsman.drawing.lines()) + "\n"
