"""Configurations drawn from the RELAX NG schemas that Pacemaker installs: any element and attribute they allow.

`draw` walks a schema with a seeded generator: what is optional is left out or not, of a choice one branch is taken,
what repeats comes a few times. Ids are unique, references name something that is there and fits, and free text is
taken from a pool of values that are easy and not so easy to quote.
"""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SCHEMAS = Path("/usr/share/pacemaker")
_NAMESPACE = "{http://relaxng.org/ns/structure/1.0}"
_PLAIN = ("x", "10s", "node1", "100", "#uname", "true", "p.q-r")
_TEXTS = (*_PLAIN, "a b", 'say "hi"', "it's", "back\\slash", "", "a=b", "x y=z", "\u00e9", "x:", "-", "<&>")
_RESOURCES = ("primitive", "group", "clone", "master", "bundle")
_SETS = ("instance_attributes", "meta_attributes", "utilization", "operations", "cluster_property_set")

Draft = ET.Element


@cache
def _grammar(name: str) -> ET.Element:
    return ET.parse(SCHEMAS / name).getroot()


def _tag(node: ET.Element) -> str:
    return node.tag.removeprefix(_NAMESPACE) if isinstance(node.tag, str) else ""


class _Scope:
    """The definitions of a grammar; what an including grammar defines anew comes first."""

    def __init__(
        self, grammar: ET.Element, over: dict[str, list[ET.Element]] | None = None, parent: _Scope | None = None
    ) -> None:
        self.parent = parent
        self.definitions: dict[str, list[ET.Element]] = {}
        self.start: list[ET.Element] = []
        self._read(grammar)
        for name, body in (over or {}).items():
            if name == "":
                self.start = body
            else:
                self.definitions[name] = body

    def _read(self, grammar: ET.Element) -> None:
        for child in grammar:
            if _tag(child) == "start" and not child.get("combine"):
                self.start = list(child)
            elif _tag(child) == "define":
                self.definitions[child.get("name", "")] = list(child)
            elif _tag(child) == "include":
                over = {("" if _tag(each) == "start" else each.get("name", "")): list(each) for each in child}
                inner = _Scope(_grammar(child.get("href", "")), over)
                self.definitions = inner.definitions | self.definitions
                self.start = self.start or inner.start


class _Author:
    def __init__(self, seed: int, fill: float, *, plain: bool) -> None:
        self.random = random.Random(seed)
        self.plain = plain
        self.fill = fill
        self.counter = 0

    def write(self, nodes: list[ET.Element], scope: _Scope, into: Draft, depth: int) -> None:
        for node in nodes:
            method = getattr(self, f"_{_tag(node)}", None)
            if method is not None:
                method(node, scope, into, depth)

    def _group(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        self.write(list(node), scope, into, depth)

    def _interleave(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        self.write(list(node), scope, into, depth)

    def _optional(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        if self.random.random() < self.fill or (depth <= 2):
            self.write(list(node), scope, into, depth)

    def _zeroOrMore(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        most = 9 if depth <= 2 else 3 if depth < 5 else 2
        for _ in range(self.random.randint(2 if depth <= 2 else 0, most) if depth < 9 else 0):
            self.write(list(node), scope, into, depth)

    def _oneOrMore(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        for _ in range(self.random.choice((1, 1, 2, 3)) if depth < 9 else 1):
            self.write(list(node), scope, into, depth)

    def _choice(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        options = list(node)
        if depth > 6:  # let rules within rules come to an end
            options = [each for each in options if each.get("name") != "element-rule"] or options
        plain = [each for each in options if not _is_reference(each)]
        if plain and (self.plain or self.random.random() < 0.9):  # id-ref is rarer than its chance among the branches
            options = plain
        self.write([self.random.choice([each for each in options if _tag(each)])], scope, into, depth)

    def _ref(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        self.write(scope.definitions[node.get("name", "")], scope, into, depth)

    def _parentRef(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        if scope.parent is not None:
            self.write(scope.parent.definitions[node.get("name", "")], scope.parent, into, depth)

    def _externalRef(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        inner = _Scope(_grammar(node.get("href", "")), None, scope)
        self.write(inner.start, inner, into, depth)

    def _grammar(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        inner = _Scope(node, None, scope)
        self.write(inner.start, inner, into, depth)

    def _element(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        if node.get("name") == "status":
            return
        self.write(list(node), scope, ET.SubElement(into, node.get("name", "")), depth + 1)

    def _attribute(self, node: ET.Element, scope: _Scope, into: Draft, depth: int) -> None:
        name = node.get("name", "").strip()
        into.set(name, self.value(list(node), scope, into.tag, name))

    def value(self, nodes: list[ET.Element], scope: _Scope, tag: str, name: str) -> str:
        for node in nodes:
            kind = _tag(node)
            if kind == "value":
                return node.text or ""
            if kind == "data":
                return self.data(node, tag, name)
            if kind == "choice":
                return self.value([self.random.choice([each for each in node if _tag(each)])], scope, tag, name)
            if kind == "ref":
                return self.value(scope.definitions[node.get("name", "")], scope, tag, name)
            if kind in ("group", "optional"):
                return self.value(list(node), scope, tag, name)
        return self.text(tag, name)

    def data(self, node: ET.Element, tag: str, name: str) -> str:
        kind = node.get("type", "")
        if kind == "ID":
            self.counter += 1
            return f"{tag[:4]}{self.counter}"
        if kind == "IDREF":
            return ""  # chosen at the end
        if kind == "boolean":
            return self.random.choice(("true", "false", "1", "0"))
        if "nteger" in kind:
            return str(self.random.randint(1, 99))
        if name == "devices":
            return self.random.choice(("dev1", "dev1,dev2"))
        return "8" if node.findall(f"{_NAMESPACE}param") else self.text(tag, name)

    def text(self, tag: str, name: str) -> str:
        if name in ("uname", "node", "target"):
            self.counter += 1
            return f"node{self.counter}" if name == "uname" else self.random.choice(("node1", "nodeX"))
        if tag == "obj_ref":
            return ""  # chosen at the end
        if name == "id":
            self.counter += 1
            return str(self.counter) if tag == "node" else f"{tag[:4]}{self.counter}"
        if name in ("type", "provider") or (name in ("name", "attribute", "ticket") and self.random.random() < 0.9):
            return self.random.choice(("Dummy", "apache", "foo", "pingd", "fake"))
        return self.random.choice(_PLAIN if self.plain else _TEXTS)


def _is_reference(node: ET.Element) -> bool:
    if _tag(node) == "attribute":
        return node.get("name") == "id-ref"
    return _tag(node) == "group" and any(_is_reference(each) for each in node)


def _walk(element: Draft) -> Iterator[tuple[Draft, str]]:
    for child in element.iter():
        for name, value in child.attrib.items():
            if value == "" and name in ("rsc", "with-rsc", "first", "then", "template", "id-ref", "reference", "id"):
                yield child, name


def _refer(root: Draft, chance: random.Random) -> None:
    """Let references name something that fits; where there is nothing, do without them."""

    def ids(*tags: str) -> list[str]:
        return [each.get("id", "") for each in root.iter() if each.tag in tags and each.get("id")]

    resources = root.find("./configuration/resources")
    if resources is not None and not ids(*_RESOURCES):
        for number in (1, 2, 3):
            attributes = {"id": f"base{number}", "class": "ocf", "provider": "pacemaker", "type": "Dummy"}
            ET.SubElement(resources, "primitive", attributes)
    parents = {child: parent for parent in root.iter() for child in parent}
    for element, name in list(_walk(root)):
        if name == "template":
            found = ids("template")
        elif name == "id-ref":
            found = ids(element.tag)
        elif element.tag in ("role", "role_ref"):
            found = ids("acl_role")
        else:
            found = ids(*_RESOURCES)
        if found:
            element.set(name, chance.choice(found))
        elif name == "template":
            del element.attrib[name]
            element.attrib |= {"class": "ocf", "provider": "heartbeat", "type": "Dummy"}
        else:
            parents[element].remove(element)


def schemas() -> list[str]:
    """The released schemas that are installed, without the suffix."""
    names = (path.stem for path in SCHEMAS.glob("pacemaker-[1-9]*.rng"))
    return sorted(names, key=lambda name: [int(part) for part in name.split("-")[1].split(".")])


def draw(schema: str, seed: int, fill: float = 0.3, *, plain: bool = False) -> str:
    """A CIB that `schema` allows, without status. `fill` is how likely it is that something optional is there.

    With `plain` there is no text that needs quotes and no set that is only a reference to another.
    """
    author = _Author(seed, fill, plain=plain)
    grammar = _Scope(_grammar(f"{schema}.rng"))
    holder = ET.Element("holder")
    author.write(grammar.start, grammar, holder, 0)
    root = holder[0]
    for name in list(root.attrib):
        del root.attrib[name]
    for name, value in (("admin_epoch", "0"), ("epoch", "1"), ("num_updates", "0"), ("validate-with", schema)):
        root.set(name, value)
    root.set("crm_feature_set", "3.16.1")
    _refer(root, author.random)
    root.append(ET.Element("status"))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"
