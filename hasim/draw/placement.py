"""The placement figure: machines, what runs on them, what failed, what is forbidden, the network, and the client."""

from collections.abc import Mapping
from typing import Final

from hasim.cib import Cib
from hasim.draw import sentences, style
from hasim.draw.artists import Figure
from hasim.draw.canvas import Plane, look, sheet
from hasim.draw.gather import gather
from hasim.draw.measure import fit, width
from hasim.draw.node_box import ROW, draw_node
from hasim.draw.picks import Pick, area
from hasim.draw.sentences import seen_words
from hasim.draw.snapshot import ClientShot, Snapshot
from hasim.draw.source import Source, language_of
from hasim.draw.wires import (
    BOX,
    COLUMNS,
    GAP,
    HEADER,
    HOST,
    MARGIN,
    MOST_NODES,
    WIRES,
    areas,
    draw_host,
    host_label,
    host_places,
    wires,
)
from hasim.draw.words import some
from hasim.sim import World
from hasim.text import join, say

MOST_ROWS: Final = (12, 9, 7, 6, 4, 4, 4, 4)
"""The most lines in a box, by how many rows of boxes there are."""
MOST_NOWHERE: Final = 6
NARROWEST: Final = 4.8
"""Inches that the texts below the boxes need."""
CLIENT: Final = 0.62
"""Inches below the boxes for the client."""


def placement(source: Source | World | Cib | Snapshot, lang: str | None = None) -> Figure:
    """The placement figure of a session (or of a `Snapshot`); `lang` is "en" or "ja", by default the session's."""
    snapshot = source if isinstance(source, Snapshot) else gather(source)
    return _draw(snapshot, lang or language_of(source))


def placement_sentence(source: Source | World | Cib | Snapshot, lang: str | None = None) -> str:
    """The same in words."""
    snapshot = source if isinstance(source, Snapshot) else gather(source)
    return sentences.placement_sentence(snapshot, lang or language_of(source))


def _draw(snapshot: Snapshot, lang: str) -> Figure:
    nodes = snapshot.nodes[:MOST_NODES]
    columns = min(COLUMNS, len(nodes))
    rows = -(-len(nodes) // columns)
    height = box_height(snapshot)
    top = MARGIN + (HOST + WIRES if snapshot.hosts else 0)
    across = max(NARROWEST, columns * BOX + (columns - 1) * GAP + 2 * MARGIN)
    bottom = top + rows * height + (rows - 1) * GAP
    below = CLIENT if snapshot.client is not None else 0.0
    left = snapshot.nodes[MOST_NODES:]
    with look():
        plane = sheet(across, bottom + below + ROW * (2 if left else 1) + MARGIN)
        corners = {
            node.name: (MARGIN + (i % columns) * (BOX + GAP), top + (i // columns) * (height + GAP))
            for i, node in enumerate(nodes)
        }
        wires(plane, snapshot, corners)
        if snapshot.client is not None:
            _client(plane, snapshot.client, corners, bottom, height, lang)
        for node in nodes:
            draw_node(plane, node, snapshot, corners[node.name], (height, lines_in_box(snapshot)), lang)
        for host, x in host_places(snapshot, across):
            draw_host(plane, host_label(host, snapshot, lang), x)
        if left:
            words = say("placement.nodes", lang, count=len(left), nodes=some([node.name for node in left], 4, lang))
            shown = fit(words, across - 2 * MARGIN, 9)
            plane.text(MARGIN, bottom + below + ROW, shown, fontsize=9, color=style.GREY, va="bottom")
        _footer(plane, snapshot, lang)
        areas(plane, snapshot, corners, lang)
    return plane.figure


def lines_in_box(snapshot: Snapshot) -> int:
    """The lines in every node's box: they do not depend on where things run, so that pictures do not jump."""
    rows = -(-min(len(snapshot.nodes), MOST_NODES) // COLUMNS)
    bans = len({constraint for resource in snapshot.resources for constraint in resource.banned.values()})
    return min(MOST_ROWS[rows - 1], max(2, len(snapshot.resources) + 1 + min(bans, 2)))


def box_height(snapshot: Snapshot) -> float:
    """The height of every node's box in inches."""
    return HEADER + ROW * lines_in_box(snapshot)


def _client(
    plane: Plane,
    client: ClientShot,
    corners: Mapping[str, tuple[float, float]],
    bottom: float,
    height: float,
    lang: str,
) -> None:
    """Who asks the floating address and what comes of it; a line leads to whoever holds the address."""
    colour = style.BLUE if client.served else style.VERMILLION
    words = say("placement.client", lang, address=client.address, seen=seen_words(client.seen, lang))
    words += f" ({join(list(client.servers), lang)})" if client.servers else ""
    middle, y = plane.x[1] / 2, bottom + CLIENT - 0.2
    text = ("✓ " if client.served else "✗ ") + words
    text = fit(text, plane.x[1] - 2 * MARGIN - 0.2, 9.5)
    for name in client.servers:
        x, corner = corners.get(name, (0.0, 0.0))
        if corner + height >= bottom - 0.01:  # a box that nothing stands below
            end = min(max(middle, x + 0.3), x + BOX - 0.3)
            dashes = "-" if client.served else ":"
            plane.line([middle, end], [y, corner + height], color=colour, linestyle=dashes, linewidth=1.8, zorder=1)
            plane.line([end], [corner + height + 0.05], marker="^", markersize=7, color=colour, linestyle="", zorder=3)
    frame = {"boxstyle": "round,pad=0.4", "facecolor": style.WHITE, "edgecolor": colour}
    plane.text(middle, y, text, fontsize=9.5, ha="center", va="center", color=colour, zorder=3, bbox=frame)


def _footer(plane: Plane, snapshot: Snapshot, lang: str) -> None:
    """What runs nowhere, under the boxes."""
    bottom = plane.y[0] - MARGIN
    names = [resource.id for resource in snapshot.nowhere]
    if not snapshot.resources:
        plane.text(MARGIN, bottom, say("placement.empty", lang), fontsize=9, color=style.GREY, va="bottom")
    elif names:
        count = MOST_NOWHERE
        while count > 1 and width(_nowhere(names, count, lang), 10) > plane.x[1] - 2 * MARGIN - 0.3:
            count -= 1
        plane.line([MARGIN + 0.1], [bottom - 0.08], marker="s", markersize=8, color=style.VERMILLION, fillstyle="none")
        text = fit(_nowhere(names, count, lang), plane.x[1] - 2 * MARGIN - 0.3, 10)
        plane.text(MARGIN + 0.28, bottom, text, fontsize=10, color=style.VERMILLION, va="bottom")
        _areas_of_nowhere(plane, names[:count], text, len(say("placement.nowhere", lang, resources="")), lang)


def _nowhere(names: list[str], count: int, lang: str) -> str:
    return say("placement.nowhere", lang, resources=some(names, count, lang))


def _areas_of_nowhere(plane: Plane, names: list[str], text: str, at: int, lang: str) -> None:
    """Each name in the footer's text, from `at` on, can be chosen."""
    bottom = plane.y[0] - MARGIN
    for name in names:
        at = text.find(name, at)
        if at < 0:  # cut off
            return
        x = MARGIN + 0.28 + width(text[:at], 10)
        label = say("pick.nowhere", lang, resource=name)
        area(plane, x, bottom - ROW * 0.85, width(name, 10), ROW, Pick("resource", (name,)), label)
        at += len(name)
