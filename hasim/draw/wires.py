"""The network of the placement figure: hosts above the machines, and the paths between all of them."""

from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Final

from hasim.draw import style
from hasim.draw.canvas import Plane
from hasim.draw.measure import width
from hasim.draw.picks import Pick, area
from hasim.draw.snapshot import Snapshot
from hasim.text import say

# all lengths in inches
BOX: Final = 2.9
GAP: Final = 0.55
MARGIN: Final = 0.15
HEADER: Final = 0.62
HOST: Final = 0.34
COLUMNS: Final = 4
MOST_NODES: Final = 32
WIRES: Final = 0.42

Place = tuple[float, float]


def host_places(snapshot: Snapshot, across: float) -> list[tuple[str, float]]:
    """The other hosts and the middles of their boxes, spread over the width."""
    return [(host, across * (i + 1) / (len(snapshot.hosts) + 1)) for i, host in enumerate(snapshot.hosts)]


def network(snapshot: Snapshot) -> dict[tuple[str, str], bool]:
    """The paths to draw, each with whether it is broken: between neighbours, to the hosts, and each that is cut.

    In a grid of several rows, only those between neighbours and from the first row to the hosts: what else is broken
    is told in words there.
    """
    names = [node.name for node in snapshot.nodes[:MOST_NODES] if not node.kind]
    if not snapshot.wired:
        return {}
    if len(snapshot.nodes) <= COLUMNS:
        paths = dict.fromkeys(pairwise(names), False)
        cut = [(one, other) for one, other in combinations(names, 2) if frozenset((one, other)) in snapshot.cut]
        paths |= {pair: True for pair in cut if _shown(frozenset(pair), snapshot)}
    else:
        paths = {}
        for place, name in enumerate(names):
            beside = names[place + 1 : place + 2] if (place + 1) % COLUMNS else []
            for other in (*beside, *names[place + COLUMNS : place + COLUMNS + 1]):
                paths[name, other] = frozenset((name, other)) in snapshot.cut
    for host in snapshot.hosts:
        paths |= {(name, host): (name, host) in snapshot.lost for name in names[:COLUMNS]}
    return paths


def _shown(pair: frozenset[str], snapshot: Snapshot) -> bool:
    """Whether a cut path is drawn: between partitions only that of neighbours, the boxes say the rest."""
    places = sorted(place for place, node in enumerate(snapshot.nodes) if node.name in pair)
    sides = {snapshot.nodes[place].side for place in places}
    return len(sides) == 1 or places[-1] - places[0] == 1


def spots(plane: Plane, snapshot: Snapshot, corners: Mapping[str, Place]) -> dict[str, Place]:
    """Where the paths of each machine and host end."""
    places = {name: (x + BOX / 2, y + HEADER / 2) for name, (x, y) in corners.items()}
    return places | {host: (x, MARGIN + HOST / 2) for host, x in host_places(snapshot, plane.x[1])}


def wires(plane: Plane, snapshot: Snapshot, corners: Mapping[str, Place]) -> None:
    """Paths between neighbours and to the hosts; a broken one is dotted and crossed out."""
    ends = spots(plane, snapshot, corners)
    crossed = []
    for (one, other), broken in network(snapshot).items():
        colour, dashes, thickness = (style.VERMILLION, ":", 1.8) if broken else (style.GREY, "-", 1.4)
        (x1, y1), (x2, y2) = ends[one], ends[other]
        plane.line([x1, x2], [y1, y2], color=colour, linestyle=dashes, linewidth=thickness, zorder=1)
        if broken:
            crossed.append(_between(corners, ends, one, other))
    _crosses(plane, crossed)


def areas(plane: Plane, snapshot: Snapshot, corners: Mapping[str, Place], lang: str) -> None:
    """The paths, where they can be seen, and the hosts can be chosen."""
    ends = spots(plane, snapshot, corners)
    for one, other in network(snapshot):
        x, y = _between(corners, ends, one, other)
        near, far = (one, other) if one in corners else (other, one)
        label = say("pick.link", lang, one=near, other=far)
        area(plane, x - 0.2, y - 0.15, 0.4, 0.3, Pick("link", (near, far)), label)
    for host in snapshot.hosts:
        label = host_label(host, snapshot, lang)
        x, y = ends[host]
        wide = width(label, 9) + 0.2
        area(plane, x - wide / 2, y - HOST / 2, wide, HOST, Pick("host", (host,)), label)


def host_label(host: str, snapshot: Snapshot, lang: str) -> str:
    """What a host is called in the figure."""
    return host if host in snapshot.others else say("placement.gateway", lang, host=host)


def _between(corners: Mapping[str, Place], ends: Mapping[str, Place], one: str, other: str) -> Place:
    """A visible place on the path, between the boxes of its ends."""
    (x1, y1), (x2, y2) = ends[one], ends[other]
    if one in corners and other in corners:
        above = max(corners[one][1], corners[other][1]) - GAP / 2
        return (x1 + x2) / 2, above if x1 == x2 else (y1 + y2) / 2
    share = (HOST + WIRES * 0.9) / 2 / max(abs(y2 - y1), 0.1)
    (x_host, y_host), (x_node, y_node) = ((x1, y1), (x2, y2)) if one not in corners else ((x2, y2), (x1, y1))
    return x_host + (x_node - x_host) * share, y_host + (y_node - y_host) * share


def _crosses(plane: Plane, places: list[Place]) -> None:
    look = {"color": style.VERMILLION, "markeredgecolor": "white", "markersize": 11, "zorder": 4}
    plane.line([x for x, _ in places], [y for _, y in places], linestyle="", marker="X", **look)


def draw_host(plane: Plane, label: str, x: float) -> None:
    """A host above the machines."""
    plane.text(
        x,
        MARGIN + HOST / 2,
        label,
        fontsize=9,
        ha="center",
        va="center",
        zorder=3,
        bbox={"boxstyle": "round,pad=0.45", "facecolor": style.PALE, "edgecolor": style.GREY},
    )
