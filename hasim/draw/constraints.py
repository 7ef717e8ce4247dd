"""The constraints figure: resources, nodes and tickets, and between them each constraint with its score."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hasim.draw import style
from hasim.draw.artists import Figure
from hasim.draw.bonds import Web, read_web
from hasim.draw.canvas import Plane, look, sheet
from hasim.draw.decided import Decidable
from hasim.draw.frame import FOOT, HEAD, MARGIN, empty, flowed, folded, heading, notes
from hasim.draw.graphs import LINE, Drawing, best, box, edges
from hasim.draw.layers import Point
from hasim.draw.measure import fit, squeeze, strong, width, wrap
from hasim.draw.source import language_of
from hasim.draw.things import Bond, Thing
from hasim.draw.words import some
from hasim.text import join, say

MOST: Final = 36
"""Constraints that are drawn, in the order of the configuration."""
UNBOUND: Final = 8
"""Resources without constraints that are drawn; more are only named."""
MEMBERS: Final = 6
"""Members of a group that are named in its box."""
WIDEST: Final = 2.3

LOOKS: Final[Mapping[str, tuple[str, str, Any]]] = {
    "location": ("o", style.BLUE, "-"),
    "rule": ("o", style.BLUE, "-"),
    "colocation": ("s", style.PURPLE, (0, (4, 2))),
    "order": (">", style.GREEN, "-"),
    "ticket": ("D", style.ORANGE, (0, (1.5, 1.5))),
}
Name = tuple[str, int]
"""A thing's or a bond's place, such as ("thing", 3)."""


def constraint_graph(source: Decidable | Web, lang: str | None = None) -> Figure:
    """Which resource should, must or must not be where, with what, and after what."""
    language = lang or language_of(source)
    found = source if isinstance(source, Web) else read_web(source)
    with look():
        if found is None or not found.things:
            return empty(say("picture.no_cluster" if found is None else "constraints.none", language))
        return _draw(found, language)


def constraint_sentence(source: Decidable | Web, lang: str | None = None) -> str:
    """The same in words."""
    language = lang or language_of(source)
    found = source if isinstance(source, Web) else read_web(source)
    if found is None or not found.bonds:
        return say("picture.no_cluster" if found is None else "constraints.none", language)
    told = [bond_words(bond, found, language) for bond in found.bonds]
    free = _unbound(found)
    told += [say("constraints.unbound", language, resources=join([each.id for each in free], language))] if free else []
    return say("sentence.join", language).join(told) + say("sentence.end", language)


def bond_words(bond: Bond, found: Web, lang: str) -> str:
    """A constraint as half a sentence."""
    sources, targets = bond.meant if bond.meant[0] else (bond.sources, bond.targets)
    shown = [name.removeprefix("ticket:") for name in targets]
    state = next((thing.state for thing in found.things if thing.id in targets and thing.state), "")
    fields = {
        "sources": join(list(sources), lang),
        "targets": join(shown, lang) if shown else say("constraints.no_node", lang),
        "label": bond.label,
        "id": bond.id,
        "state": say(f"ticket.{state}", lang) if state else "",
    }
    return say(f"constraints.sentence.{bond.kind}", lang, **fields)


def _unbound(found: Web) -> list[Thing]:
    bound = found.bound()
    return [thing for thing in found.things if thing.kind not in ("node", "ticket") and thing.id not in bound]


def _draw(found: Web, lang: str) -> Figure:
    bonds = found.bonds[:MOST]
    bound = Web(found.things, bonds).bound()
    free = _unbound(found)
    shown = [thing for thing in found.things if thing.id in bound or (thing in free and len(free) <= UNBOUND)]
    things: dict[Name, Thing] = {("thing", place): thing for place, thing in enumerate(shown)}
    names = {thing.id: name for name, thing in things.items()}
    boxes: dict[Name, list[str]] = {name: thing_lines(thing, lang) for name, thing in things.items()}
    pills: dict[Name, tuple[Bond, list[str]]] = {
        ("bond", place): (bond, bond_lines(bond, lang)) for place, bond in enumerate(bonds)
    }
    sizes = {name: _thing_size(things[name], lines) for name, lines in boxes.items()}
    sizes |= {name: _bond_size(lines) for name, (_, lines) in pills.items()}
    pairs: dict[tuple[Name, Name], Bond] = {}
    for name, (bond, _) in pills.items():
        sides = (bond.targets, bond.sources) if bond.kind == "colocation" else (bond.sources, bond.targets)
        pairs |= {(names[each], name): bond for each in sides[0]}
        pairs |= {(name, names[each]): bond for each in sides[1]}
    last = [name for name, thing in things.items() if thing.kind in ("node", "ticket")]
    drawing = best(sizes, pairs, last=last if pairs else ())
    wide = max(drawing.size[0] + 2 * MARGIN, 6.4)
    kinds = dict.fromkeys("location" if bond.kind == "rule" else bond.kind for bond in bonds)
    foot = flowed([say(f"constraints.key.{kind}", lang) for kind in kinds], wide)
    foot += folded(_notes(found, bonds, free, lang), wide)
    plane = sheet(wide, HEAD + drawing.size[1] + 0.1 + FOOT * len(foot) + MARGIN)
    heading(plane, say("constraints.title", lang))
    corner = ((wide - drawing.size[0]) / 2 if not pairs else MARGIN, HEAD)
    _join(plane, drawing, corner, pairs)
    for name, thing in things.items():
        _thing(plane, thing, boxes[name], _at(drawing, corner, name), sizes[name])
    for name, (bond, lines) in pills.items():
        _bond(plane, bond, lines, _at(drawing, corner, name), sizes[name])
    notes(plane, foot)
    return plane.figure


def _at(drawing: Drawing[Name], corner: Point, name: Name) -> Point:
    x, y = drawing.place(name)
    return corner[0] + x, corner[1] + y


def _join(plane: Plane, drawing: Drawing[Name], corner: Point, pairs: Mapping[tuple[Name, Name], Bond]) -> None:
    """The lines from boxes to constraints and on; those of colocations run from the dependent, against the layers."""
    for kind, (_, colour, dashes) in LOOKS.items():
        chosen = [pair for pair, bond in pairs.items() if bond.kind == kind]
        look: dict[str, Any] = {"edgecolor": colour, "linestyle": dashes}
        pointed = [pair for pair in chosen if (pair[1 if kind != "colocation" else 0][0]) == "thing"]
        plain = [pair for pair in chosen if pair not in set(pointed)]
        edges(plane, drawing, corner, plain, heads=False, **look)
        edges(plane, drawing, corner, pointed, turned=kind == "colocation", **look)


def thing_lines(thing: Thing, lang: str) -> list[str]:
    """The lines in a thing's box below its name: what it is, and what is in it."""
    kind = say(f"thing.{thing.kind}", lang)
    if thing.kind == "ticket":
        return [f"{kind}: {say(f'ticket.{thing.state}', lang)}"]
    inner = thing.members or thing.parts
    lines = [squeeze(f"{place}. {name}" if thing.members else name, WIDEST - 0.3, 9)
             for place, name in enumerate(inner[:MEMBERS], 1)]  # fmt: skip
    more = [say("picture.more", lang, count=len(inner) - MEMBERS)] if len(inner) > MEMBERS else []
    return [kind, *lines, *more]


def bond_lines(bond: Bond, lang: str) -> list[str]:
    """The lines of a constraint: its kind and score, its rule, further terms, its id."""
    word = say(f"bond.{bond.kind}", lang)
    if bond.kind == "rule":
        lines = [word, *wrap(bond.label, WIDEST - 0.3, 9, 4)]
        lines += [] if bond.targets else [say("constraints.no_node", lang)]
    else:
        lines = [f"{word} {bond.label}" if bond.kind != "ticket" else word]
    return [*lines, *(fit(note, WIDEST - 0.3, 9) for note in bond.notes), squeeze(bond.id, WIDEST - 0.3, 8)]


def _thing_size(thing: Thing, lines: list[str]) -> Point:
    widths = [width(line, 9) + 0.34 for line in lines]
    return min(WIDEST, max(1.0, width(thing.name, 10.5, bold=True) + 0.3, *widths)), 0.32 + LINE * len(lines)


def _bond_size(lines: list[str]) -> Point:
    head = width(lines[0], 9.5, bold=True) + 0.5
    return max(head, *(width(line, 9) + 0.3 for line in lines[1:])), 0.14 + LINE * len(lines)


def _thing(plane: Plane, thing: Thing, lines: list[str], middle: Point, size: Point) -> None:
    """A solid box for a resource, doubled for a clone; a shaded one for a node, a dashed one for a ticket."""
    x, y = middle
    look: dict[str, Any] = {"edgecolor": style.BLACK, "linewidth": 1.6}
    if thing.kind == "node":
        look |= {"facecolor": style.PALE, "rounding": 0.0}
    if thing.kind == "ticket":
        look |= {"linestyle": (0, (4, 2)), "edgecolor": style.ORANGE}
    if thing.kind in ("clone", "promotable", "bundle"):
        box(plane, (x + 0.05, y + 0.05), size, **look)
    box(plane, middle, size, **look)
    left, top = x - size[0] / 2 + 0.12, y - size[1] / 2
    name = squeeze(thing.name, size[0] - 0.2, 10.5, bold=True)
    plane.text(left, top + 0.23, name, fontsize=10.5, zorder=4, **strong(name))
    for row, line in enumerate(lines):
        colour = style.GREY if row == 0 else style.BLACK
        plane.text(left, top + 0.23 + LINE * (row + 1), line, fontsize=9, color=colour, zorder=4)


def _bond(plane: Plane, bond: Bond, lines: list[str], middle: Point, size: Point) -> None:
    """A pale label with the mark of its kind."""
    mark, colour, dashes = LOOKS[bond.kind]
    x, y = middle
    box(plane, middle, size, rounding=0.1, edgecolor=colour, linestyle=dashes, linewidth=1.1, facecolor="#fbfcfd")
    left, top = x - size[0] / 2, y - size[1] / 2
    plane.line([left + 0.14], [top + 0.145], marker=mark, markersize=6.5, color=colour, linestyle="", zorder=4)
    plane.text(left + 0.27, top + 0.19, lines[0], fontsize=9.5, color=colour, zorder=4, **strong(lines[0]))
    for row, line in enumerate(lines[1:], 1):
        final = row == len(lines) - 1
        small: dict[str, Any] = {"fontsize": 8, "color": style.GREY} if final else {"fontsize": 9}
        plane.text(left + 0.12, top + 0.19 + LINE * row, line, zorder=4, **small)


def _notes(found: Web, drawn: Sequence[Bond], free: list[Thing], lang: str) -> list[str]:
    """What stands below: what is left out, what has no constraint."""
    lines = [] if drawn else [say("constraints.none", lang)]
    if len(drawn) < len(found.bonds):
        lines.append(say("constraints.more", lang, count=len(found.bonds) - len(drawn)))
    if len(free) > UNBOUND:
        lines.append(say("constraints.unbound", lang, resources=some([thing.id for thing in free], 8, lang)))
    return lines
