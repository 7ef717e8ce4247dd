"""The placement figure: machines, what runs on them, what failed, what is forbidden, and the network between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from hasim.cib import INFINITY
from hasim.draw import sentences, style
from hasim.draw.canvas import Plane, look, sheet
from hasim.draw.gather import Source, gather, language_of
from hasim.draw.measure import squeeze, width
from hasim.draw.picks import Pick, area, width_of
from hasim.draw.snapshot import NodeShot, ResourceShot, Snapshot
from hasim.draw.wires import BOX, GAP, HEADER, HOST, MARGIN, WIRES, areas, draw_host, host_label, host_places, wires
from hasim.sim import World
from hasim.text import say

# all lengths in inches; more of them stand beside the network
ROW: Final = 0.27
COLUMNS: Final = 4
MOST_ROWS: Final = 12
MOST_NOWHERE: Final = 6

FRAMES: Final = {
    "online": (style.GREEN, "-"),
    "standby": (style.ORANGE, "--"),
    "maintenance": (style.PURPLE, "--"),
    "pending": (style.ORANGE, ":"),
    "booting": (style.GREY, ":"),
    "stopped": (style.GREY, "-"),
    "offline": (style.VERMILLION, ":"),
    "unclean": (style.VERMILLION, ":"),
    "off": (style.GREY, ":"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line in a node's box: a mark in a colour, a text, a note at the right, and the resource that it speaks of."""

    mark: str
    colour: str
    text: str
    note: str = ""
    note_colour: str = ""
    resource: str = ""


def placement(source: Source | World | Snapshot, lang: str | None = None) -> Figure:
    """The placement figure of a session (or of a `Snapshot`); `lang` is "en" or "ja", by default the session's."""
    snapshot = source if isinstance(source, Snapshot) else gather(source)
    return _draw(snapshot, lang or language_of(source))


def placement_sentence(source: Source | World | Snapshot, lang: str | None = None) -> str:
    """The same in words."""
    snapshot = source if isinstance(source, Snapshot) else gather(source)
    return sentences.placement_sentence(snapshot, lang or language_of(source))


def _draw(snapshot: Snapshot, lang: str) -> Figure:
    columns = min(COLUMNS, len(snapshot.nodes))
    rows = -(-len(snapshot.nodes) // columns)
    height = box_height(snapshot)
    top = MARGIN + (HOST + WIRES if snapshot.hosts else 0)
    width = columns * BOX + (columns - 1) * GAP + 2 * MARGIN
    with look():
        plane = sheet(width, top + rows * height + (rows - 1) * GAP + ROW + MARGIN)
        corners = {
            node.name: (MARGIN + (i % columns) * (BOX + GAP), top + (i // columns) * (height + GAP))
            for i, node in enumerate(snapshot.nodes)
        }
        wires(plane, snapshot, corners)
        for node in snapshot.nodes:
            _box(plane, node, snapshot, corners[node.name], height, lang)
        for host, x in host_places(snapshot, width):
            draw_host(plane, host_label(host, snapshot, lang), x)
        _footer(plane, snapshot, lang)
        areas(plane, snapshot, corners, lang)
    return plane.figure


def box_height(snapshot: Snapshot) -> float:
    """The height of every node's box: it does not depend on where things run, so that pictures do not jump."""
    bans = len({constraint for resource in snapshot.resources for constraint in resource.banned.values()})
    return HEADER + ROW * min(MOST_ROWS, max(2, len(snapshot.resources) + 1 + min(bans, 2)))


def _box(
    plane: Plane, node: NodeShot, snapshot: Snapshot, corner: tuple[float, float], height: float, lang: str
) -> None:
    x, y = corner
    colour, dashes = FRAMES[node.state]
    quiet = node.state in ("off", "booting", "offline", "stopped")
    plane.shape(
        FancyBboxPatch(
            (x, y),
            BOX,
            height,
            boxstyle="round,pad=0,rounding_size=0.1",
            facecolor=style.PALE if quiet else style.WHITE,
            edgecolor=colour,
            linestyle=dashes,
            linewidth=2.2,
            zorder=2,
        )
    )
    _header(plane, node, x, y, colour, lang)
    rows = list(node_rows(node, snapshot, lang))
    if len(rows) > MOST_ROWS:
        rows = [
            *rows[: MOST_ROWS - 1],
            Row("", style.GREY, say("placement.more", lang, count=len(rows) - MOST_ROWS + 1)),
        ]
    state = say(f"node.{node.state}", lang)
    label = say("pick.node", lang, node=node.name, state=state)
    area(plane, x, y, BOX, height, Pick("node", (node.name,)), label)
    for i, row in enumerate(rows):
        _row(plane, row, x, y + HEADER + ROW * (i + 0.35))
        if row.resource:
            label = say("pick.resource", lang, resource=row.resource, node=node.name)
            pick = Pick("resource", (row.resource, node.name))
            area(plane, x + 0.08, y + HEADER + ROW * (i - 0.3), BOX - 0.16, ROW * 0.94, pick, label)


def _header(plane: Plane, node: NodeShot, x: float, y: float, colour: str, lang: str) -> None:
    plane.text(
        x + 0.14, y + 0.26, node.name, fontsize=13, fontfamily="DejaVu Sans", fontweight="bold", va="baseline", zorder=3
    )
    state = say(f"node.{node.state}", lang)
    plane.text(x + BOX - 0.14, y + 0.26, state, fontsize=10, color=colour, ha="right", va="baseline", zorder=3)
    notes = [say("placement.dc", lang)] if node.dc else []
    if node.quorate is not None:
        notes.append(say("placement.quorate" if node.quorate else "placement.inquorate", lang))
    colour = style.VERMILLION if node.quorate is False else style.GREY
    plane.text(x + 0.14, y + 0.46, " · ".join(notes), fontsize=8.5, color=colour, va="baseline", zorder=3)


def node_rows(node: NodeShot, snapshot: Snapshot, lang: str) -> Iterator[Row]:
    """The lines in a node's box: what runs there, then what may not."""
    for resource in snapshot.resources:
        if node.name in resource.roles:
            yield _running(resource, node.name, lang)
    for resource in snapshot.resources:
        count = resource.fail_counts.get(node.name, 0)
        if node.name not in resource.roles and count:
            key = "placement.exhausted" if resource.exhausted(node.name) else ""
            text = say(key, lang, resource=resource.id, count=_times(count)) if key else resource.id
            note = "" if key else _failures(resource, count, lang)
            yield Row("X", style.VERMILLION, text, note, resource=resource.id)
    for name, constraint in _bans(snapshot, node.name):
        yield Row(
            "$\\oslash$", style.PURPLE, say("placement.banned", lang, resource=name), _short(constraint), resource=name
        )


def _bans(snapshot: Snapshot, node: str) -> list[tuple[str, str]]:
    """Each ban once, under the name of what the constraint most likely speaks of: the outermost thing it covers."""
    found: dict[str, str] = {}
    for resource in snapshot.resources:
        if node in resource.banned:
            found.setdefault(resource.banned[node], resource.parents[0] if resource.parents else resource.id)
    return [(name, constraint) for constraint, name in found.items()]


def _running(resource: ResourceShot, node: str, lang: str) -> Row:
    role = resource.roles[node]
    count = resource.fail_counts.get(node, 0)
    note = _failures(resource, count, lang) if count else ""
    name = resource.id
    if node in resource.dead:
        return Row("X", style.VERMILLION, resource.label, say("placement.dead", lang), resource=name)
    if role.upper().startswith("FAILED"):
        return Row("X", style.VERMILLION, f"{resource.label}  {role}", note, resource=name)
    mark = {"Promoted": "D", "Master": "D"}.get(role, "o")
    colour = style.GREEN if role in ("Started", "Promoted", "Master") else style.SKY
    text = resource.label if role == "Started" else f"{resource.label}  {role}"
    return Row(mark, colour, text, note, style.VERMILLION, name)


def _failures(resource: ResourceShot, count: int, lang: str) -> str:
    if resource.threshold is None or count >= INFINITY:
        return say("placement.failures_only", lang, count=_times(count))
    return say("placement.failures", lang, count=count, threshold=resource.threshold)


def _times(count: int) -> str:
    return "∞" if count >= INFINITY else str(count)


def _short(text: str, most: int = 22) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _row(plane: Plane, row: Row, x: float, y: float) -> None:
    if row.mark:
        plane.line([x + 0.24], [y - 0.035], marker=row.mark, markersize=8, color=row.colour, linestyle="", zorder=3)
    taken = width(row.note, 8.5) + 0.1 if row.note else 0.0
    plane.text(x + 0.42, y, squeeze(row.text, BOX - 0.54 - taken, 10), fontsize=10, va="baseline", zorder=3)
    if row.note:
        plane.text(
            x + BOX - 0.12,
            y,
            row.note,
            fontsize=8.5,
            color=row.note_colour or row.colour,
            ha="right",
            va="baseline",
            zorder=3,
        )


def _footer(plane: Plane, snapshot: Snapshot, lang: str) -> None:
    """What runs nowhere, under the boxes."""
    bottom = plane.y[0] - MARGIN
    names = [resource.id for resource in snapshot.nowhere]
    if not snapshot.resources:
        plane.text(MARGIN, bottom, say("placement.empty", lang), fontsize=9, color=style.GREY, va="bottom")
    elif names:
        shown = ", ".join(names[:MOST_NOWHERE]) + (" …" if len(names) > MOST_NOWHERE else "")
        plane.line([MARGIN + 0.1], [bottom - 0.08], marker="s", markersize=8, color=style.VERMILLION, fillstyle="none")
        text = say("placement.nowhere", lang, resources=shown)
        plane.text(MARGIN + 0.28, bottom, text, fontsize=10, color=style.VERMILLION, va="bottom")
        _areas_of_nowhere(plane, names[:MOST_NOWHERE], text, text.index(shown), lang)


def _areas_of_nowhere(plane: Plane, names: list[str], text: str, at: int, lang: str) -> None:
    """Each name in the footer's text, from `at` on, can be chosen."""
    bottom = plane.y[0] - MARGIN
    for name in names:
        at = text.index(name, at)
        x = MARGIN + 0.28 + width_of(text[:at])
        label = say("pick.nowhere", lang, resource=name)
        area(plane, x, bottom - ROW * 0.85, width_of(name), ROW, Pick("resource", (name,)), label)
        at += len(name)
