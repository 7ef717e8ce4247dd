"""`pcs resource relations`: the orders and containers around a resource, as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.lookup import any_resource, members, parent
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.words_kinds import known_element

_RANK = ("inner", "outer", "order", "order set")
_TITLES = {"inner": "inner resource(s)", "outer": "outer resource", "order": "order", "order set": "order set"}
_OPPOSITE = {"inner": "outer", "outer": "inner"}
_COMMON = ("symmetrical", "kind", "require-all", "score")
_OF_SETS = ("sequential", "require-all", "ordering", "action", "role", "kind", "score")


@dataclass(frozen=True, slots=True)
class _Thing:
    """A resource (of the kind "") or a relation between resources, with the ids of what it leads to."""

    id: str
    kind: str
    element: Element
    leads_to: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    thing: _Thing
    above: frozenset[str] = frozenset()
    below: list[_Node] = field(default_factory=list)
    told_elsewhere: bool = False


@command("resource relations", "<resource id>", options="-f --full")
def relations(run: Run, words: list[str]) -> None:
    """Show what a resource depends on, and what depends on it."""
    if len(words) != 1:
        raise UsageFault
    cib, id = run.cib, words[0]
    found = any_resource(cib, id)
    if found is None:
        problem = "does not exist" if known_element(cib, id) is None else "is not a resource"
        run.plain_error(f"resource '{id}' {problem}" if problem == "does not exist" else f"'{id}' {problem}")
    if found.get("class") == "stonith":
        run.deprecated(
            "Ability of this command to accept stonith resource is deprecated and will be removed in a future release."
        )
    for line in _lines(_tree(cib, found), "", "", "--full" in run.options):
        run.out(line)


def _tree(cib: Cib, start: Element) -> _Node:
    """Everything that can be reached from a resource, breadth first; each thing is followed once."""
    root = _Node(_resource(cib, start))
    waiting, done = [root], set[str]()
    while waiting:
        node = waiting.pop(0)
        if node.thing.id in done:
            node.told_elsewhere = True
            continue
        done.add(node.thing.id)
        node.below = [_Node(each, node.above | {node.thing.id}) for each in _next(cib, node)]
        waiting += node.below
    return root


def _next(cib: Cib, node: _Node) -> Iterator[_Thing]:
    """What a thing leads to, without the way back."""
    for thing in _relations(cib, node.thing.element) if not node.thing.kind else _resources(cib, node.thing):
        back = f"{_OPPOSITE.get(thing.kind, '')}:{thing.element.id}"
        if thing.id not in node.above and (back not in node.above or len(thing.leads_to) > 1):
            yield thing


def _resource(cib: Cib, element: Element) -> _Thing:
    return _Thing(element.id, "", element, tuple(each.id for each in _relations(cib, element)))


def _resources(cib: Cib, relation: _Thing) -> Iterator[_Thing]:
    for id in relation.leads_to:
        element = any_resource(cib, id)
        if element is not None:
            yield _resource(cib, element)


def _relations(cib: Cib, element: Element) -> list[_Thing]:
    found: list[_Thing] = []
    orders = cib.constraints.all("rsc_order")
    for each in orders:
        ends = (each.get("first") or "", each.get("then") or "")
        if each.first("resource_set") is None and element.id in ends:
            found.append(_Thing(each.id, "order", each, ends))
    for each in orders:
        inside = sorted({ref.id for part in each.all("resource_set") for ref in part.all("resource_ref")})
        if element.id in inside:
            found.append(_Thing(each.id, "order set", each, tuple(inside)))
    if element.tag != "primitive":
        found.append(_Thing(f"inner:{element.id}", "inner", element, tuple(each.id for each in members(element))))
    outer = parent(cib, element)
    return [*found, *([_Thing(f"outer:{outer.id}", "outer", outer, (outer.id,))] if outer is not None else [])]


def _lines(node: _Node, mark: str, indent: str, full: bool) -> Iterator[str]:
    yield f"{mark}{_title(node.thing, full)}{' [displayed elsewhere]' if node.told_elsewhere else ''}"
    if node.told_elsewhere:
        return
    below = sorted(node.below, key=lambda each: _sorting(each.thing))
    for line in _details(node.thing):
        yield f"{indent}{'|  ' if below else '   '}{line}"
    for each in below:
        last = each is below[-1]
        yield from _lines(each, f"{indent}{'`- ' if last else '|- '}", f"{indent}{'   ' if last else '|  '}", full)


def _sorting(thing: _Thing) -> str:
    return f"{_RANK.index(thing.kind)}_{thing.id}" if thing.kind else thing.id


def _title(thing: _Thing, full: bool) -> str:
    if thing.kind:
        return _TITLES[thing.kind] + (f" ({thing.element.id})" if full else "")
    element = thing.element
    what = "clone" if element.tag == "master" else element.tag
    if what == "primitive":
        what = ":".join(text for name in ("class", "provider", "type") if (text := element.get(name)))
    return element.id + (f" (resource: {what})" if full else "")


def _options(element: Element, names: Sequence[str]) -> str:
    return " ".join(f"{name}={value}" for name, value in sorted(element.attributes.items()) if name in names)


def _details(thing: _Thing) -> list[str]:
    if thing.kind == "inner":
        return [f"members: {' '.join(thing.leads_to)}"] if len(thing.leads_to) > 1 else []
    if thing.kind not in ("order", "order set"):
        return []
    common = _options(thing.element, _COMMON)
    lines = [common] if common else []
    if thing.kind == "order":
        first, then = (thing.element.get(name) or "start" for name in ("first-action", "then-action"))
        return [f"{first} {thing.leads_to[0]} then {then} {thing.leads_to[1]}", *lines]
    for part in thing.element.all("resource_set"):
        options = _options(part, _OF_SETS)
        inside = " ".join(each.id for each in part.all("resource_ref"))
        lines.append(f"   set {inside}" + (f" ({options})" if options else ""))
    return lines
