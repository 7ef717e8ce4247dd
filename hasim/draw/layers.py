"""Layered layouts of directed graphs: what comes first stands first, with few crossings and no overlaps.

The steps are those of Sugiyama, Tagawa and Toda (1981): layers by the longest path, waypoints where an edge passes a
layer, orders by barycentres, then coordinates. Boxes may belong to lanes, which stay apart over all layers. Lengths
are in inches; the first coordinate runs along the layers, the second across them.
"""

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from hasim.draw.coordinates import settle

Name = TypeVar("Name", bound=Hashable)
Point = tuple[float, float]
SWEEPS: Final = 6
THIN: Final = 0.12
"""The room that a passing edge takes."""


@dataclass(slots=True)
class Box(Generic[Name]):
    """Something to place; a waypoint of an edge has no name. `along` and `across` are its size."""

    name: Name | None
    layer: int
    lane: int
    along: float
    across: float
    before: "list[Box[Name]]" = field(default_factory=list)
    after: "list[Box[Name]]" = field(default_factory=list)
    rank: int = 0
    place: float = 0.0


@dataclass(frozen=True)
class Arrangement(Generic[Name]):
    """Where things are: the middles of the boxes, the ways of the edges, the size of all, and the lanes' extents."""

    places: Mapping[Name, Point]
    routes: Mapping[tuple[Name, Name], Sequence[Point]]
    along: float
    across: float
    lanes: Mapping[int, Point]


def arrange(
    sizes: Mapping[Name, Point],
    edges: Iterable[tuple[Name, Name]],
    *,
    lanes: Mapping[Name, int] | None = None,
    last: Iterable[Name] = (),
    gaps: Point = (0.5, 0.14),
) -> Arrangement[Name]:
    """Place boxes of the given sizes (along, across) so that edges lead onwards; edges that would close a circle are
    drawn backwards. Those in `last` stand in the last layer. `gaps` are those between layers and between boxes.
    """
    pairs = [pair for pair in dict.fromkeys(edges) if pair[0] != pair[1]]
    onward = _without_circles(list(sizes), pairs)
    layers = _layers(list(sizes), onward, set(last))
    boxes = {name: Box(name, layers[name], (lanes or {}).get(name, 0), *size) for name, size in sizes.items()}
    chains = {pair: _chain(boxes[pair[0]], boxes[pair[1]]) for pair in onward}
    rows = _rows([*boxes.values(), *(box for chain in chains.values() for box in chain[1:-1])])
    _order(rows)
    extents = settle(rows, gaps[1])
    starts, total = _starts(rows, gaps[0])
    routes = {pair: _way(chain, starts) for pair, chain in chains.items()}
    backwards = {(b, a): tuple(reversed(way)) for (a, b), way in routes.items()}
    places = {name: (_middle(starts[box.layer]), box.place) for name, box in boxes.items()}
    return Arrangement(
        places,
        {pair: routes[pair] if pair in routes else backwards[pair] for pair in pairs},
        total,
        max((bottom for _, bottom in extents.values()), default=0.0),
        extents,
    )


def _without_circles(names: Sequence[Name], edges: Sequence[tuple[Name, Name]]) -> list[tuple[Name, Name]]:
    """The edges, those turned round that lead back to where a walk along them came from."""
    after: dict[Name, list[Name]] = {name: [] for name in names}
    for one, other in edges:
        after[one].append(other)
    found: dict[tuple[Name, Name], None] = {}
    state: dict[Name, int] = {}
    for root in names:
        stack = [(root, iter(after[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            here, rest = stack[-1]
            there = next(rest, None)
            if there is None:
                state[here] = 2
                stack.pop()
                continue
            found[(there, here) if state.get(there) == 1 else (here, there)] = None
            if there not in state:
                state[there] = 1
                stack.append((there, iter(after[there])))
    return list(found)


def _layers(names: Sequence[Name], edges: Sequence[tuple[Name, Name]], last: set[Name]) -> dict[Name, int]:
    """Each box one layer after the latest that leads to it; the first ones just before what they lead to."""
    before: dict[Name, list[Name]] = {name: [] for name in names}
    after: dict[Name, list[Name]] = {name: [] for name in names}
    for one, other in edges:
        before[other].append(one)
        after[one].append(other)
    waiting = {name: len(before[name]) for name in names}
    ready = [name for name in names if not waiting[name]]
    layer = dict.fromkeys(names, 0)
    for name in ready:  # grows while it is walked
        for other in after[name]:
            layer[other] = max(layer[other], layer[name] + 1)
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    end = max(layer.values(), default=0)
    for name in names:
        if name in last:
            layer[name] = max(end, 1)
    for name in reversed(ready):
        if after[name] and not before[name]:
            layer[name] = min(layer[other] for other in after[name]) - 1
    return layer


def _chain(one: "Box[Name]", other: "Box[Name]") -> "list[Box[Name]]":
    """The boxes of an edge's ends with the waypoints between them, linked."""
    between: list[Box[Name]] = [Box(None, layer, other.lane, 0.0, THIN) for layer in range(one.layer + 1, other.layer)]
    chain = [one, *between, other]
    for first, second in itertools.pairwise(chain):
        first.after.append(second)
        second.before.append(first)
    return chain


def _rows(boxes: "Iterable[Box[Name]]") -> "list[list[Box[Name]]]":
    found: dict[int, list[Box[Name]]] = {}
    for box in boxes:
        found.setdefault(box.layer, []).append(box)
    return [sorted(found[layer], key=lambda box: box.lane) for layer in sorted(found)]


def _order(rows: "list[list[Box[Name]]]") -> None:
    """Sort each row so that edges cross little, lanes kept; the best of several sweeps stays."""
    _number(rows)
    best, crossings = [list(row) for row in rows], _crossings(rows)
    for sweep in range(SWEEPS if crossings else 0):
        onwards = sweep % 2 == 0
        for row in rows if onwards else reversed(rows):
            row.sort(key=lambda box: (box.lane, _barycentre(box.before if onwards else box.after, box.rank)))
            _number([row])
        now = _crossings(rows)
        if now < crossings:
            best, crossings = [list(row) for row in rows], now
    rows[:] = best
    _number(rows)


def _number(rows: "Iterable[list[Box[Name]]]") -> None:
    for row in rows:
        for rank, box in enumerate(row):
            box.rank = rank


def _barycentre(neighbours: "list[Box[Name]]", own: int) -> float:
    return sum(box.rank for box in neighbours) / len(neighbours) if neighbours else own


def _crossings(rows: "Iterable[list[Box[Name]]]") -> int:
    """How often edges between neighbouring layers cross."""
    total = 0
    for row in rows:
        ends = [end.rank for box in row for end in sorted(box.after, key=lambda other: other.rank)]
        total += sum(1 for i, end in enumerate(ends) for earlier in ends[:i] if earlier > end)
    return total


def _starts(rows: "list[list[Box[Name]]]", gap: float) -> tuple[dict[int, Point], float]:
    """Where each layer begins and ends, and the length of all."""
    found, position = {}, 0.0
    for row in rows:
        length = max(box.along for box in row)
        found[row[0].layer] = (position, position + length)
        position += length + gap
    return found, max(position - gap, 0.0)


def _middle(extent: Point) -> float:
    return (extent[0] + extent[1]) / 2


def _way(chain: "Sequence[Box[Name]]", starts: Mapping[int, Point]) -> tuple[Point, ...]:
    """From the end of the first box to the beginning of the last, straight through the layers between."""
    first, *between, final = chain
    points = [(_middle(starts[first.layer]) + first.along / 2, first.place), (starts[first.layer][1], first.place)]
    for box in between:
        points += [(end, box.place) for end in starts[box.layer]]
    begin = starts[final.layer][0]
    return (*points, (begin, final.place), (_middle(starts[final.layer]) - final.along / 2, final.place))
