"""A node in the placement figure: its box, what it says of itself, a line for all that runs, failed or is forbidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from hasim.cib import INFINITY
from hasim.draw import style
from hasim.draw.artists import FancyBboxPatch
from hasim.draw.canvas import Plane
from hasim.draw.measure import squeeze, strong, width
from hasim.draw.picks import Pick, area
from hasim.draw.snapshot import NodeShot, ResourceShot, Snapshot
from hasim.draw.wires import BOX, COLUMNS, HEADER
from hasim.text import say

ROW: Final = 0.27
"""Inches that a line takes."""

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
BANNED: Final = "$\\oslash$"


@dataclass(frozen=True, slots=True)
class Row:
    """A line in a node's box: a mark in a colour, a text, a note at the right, and the resource that it speaks of.

    `urgent`: it stays where there is no room for all.
    """

    mark: str
    colour: str
    text: str
    note: str = ""
    note_colour: str = ""
    resource: str = ""
    urgent: bool = False
    hollow: bool = False


def draw_node(
    plane: Plane, node: NodeShot, snapshot: Snapshot, corner: tuple[float, float], size: tuple[float, int], lang: str
) -> None:
    """The box of a node; `size` is its height in inches and the most lines in it."""
    (x, y), (height, most) = corner, size
    colour, dashes = FRAMES[node.state]
    quiet = node.state in ("off", "booting", "offline", "stopped")
    look: dict[str, Any] = {"facecolor": style.PALE if quiet else style.WHITE, "edgecolor": colour, "linestyle": dashes}
    shape = "round,pad=0,rounding_size=0.1"
    plane.shape(FancyBboxPatch((x, y), BOX, height, boxstyle=shape, linewidth=2.2, zorder=2, **look))
    state = say(f"node.{node.state}", lang)
    _header(plane, node, x, y, colour, lang)
    if not node.kind:
        area(plane, x, y, BOX, height, Pick("node", (node.name,)), say("pick.node", lang, node=node.name, state=state))
    for i, row in enumerate(fitting(list(node_rows(node, snapshot, lang)), most, lang)):
        _row(plane, row, x, y + HEADER + ROW * (i + 0.35))
        if row.resource and not node.kind:
            label = say("pick.resource", lang, resource=row.resource, node=node.name)
            pick = Pick("resource", (row.resource, node.name))
            area(plane, x + 0.08, y + HEADER + ROW * (i - 0.3), BOX - 0.16, ROW * 0.94, pick, label)


def fitting(rows: list[Row], most: int, lang: str) -> list[Row]:
    """At most so many lines: those that matter most, in their order, and how many more there are."""
    if len(rows) <= most:
        return rows
    ranked = sorted(range(len(rows)), key=lambda place: (not rows[place].urgent, place))
    kept = [rows[place] for place in sorted(ranked[: most - 1])]
    return [*kept, Row("", style.GREY, say("placement.more", lang, count=len(rows) - most + 1))]


def _header(plane: Plane, node: NodeShot, x: float, y: float, colour: str, lang: str) -> None:
    state = say(f"node.{node.state}", lang)
    name = squeeze(node.name, BOX - 0.4 - width(state, 10), 13, bold=True)
    plane.text(x + 0.14, y + 0.26, name, fontsize=13, zorder=3, **strong(name))
    plane.text(x + BOX - 0.14, y + 0.26, state, fontsize=10, color=colour, ha="right", zorder=3)
    notes = [say(f"placement.{node.kind}", lang)] if node.kind else []
    notes += [say("placement.dc", lang)] if node.dc else []
    if node.quorate is not None:
        notes.append(say("placement.quorate" if node.quorate else "placement.inquorate", lang))
    notes += [say("placement.side", lang, side=node.side)] if node.side else []
    bad = node.quorate is False or node.fencing
    notes += [say("placement.fencing", lang)] if node.fencing else []
    text = " · ".join(notes)
    plane.text(x + 0.14, y + 0.46, text, fontsize=8.5, color=style.VERMILLION if bad else style.GREY, zorder=3)


def node_rows(node: NodeShot, snapshot: Snapshot, lang: str) -> Iterator[Row]:
    """The lines in a node's box: what runs there, then what may not."""
    for resource in snapshot.resources:
        if node.name in resource.roles or node.name in resource.failed or node.name in resource.pending:
            yield _present(resource, node.name, lang)
    for resource in snapshot.resources:
        count = resource.fail_counts.get(node.name, 0)
        if count and not (node.name in resource.roles or node.name in resource.failed or node.name in resource.pending):
            key = "placement.exhausted" if resource.exhausted(node.name) else ""
            text = say(key, lang, resource=resource.id, count=_times(count)) if key else resource.id
            note = "" if key else _failures(resource, count, lang)
            yield Row("X", style.VERMILLION, text, note, resource=resource.id, urgent=True)
    for name, constraint in _bans(snapshot, node.name):
        text = say("placement.banned", lang, resource=name)
        yield Row(BANNED, style.PURPLE, text, constraint, resource=name, urgent=True)
    far = len(snapshot.nodes) > COLUMNS  # a grid, where not every path is drawn
    for host in sorted(host for name, host in snapshot.lost if far and name == node.name):
        yield Row("X", style.VERMILLION, say("placement.unreachable", lang, host=host), urgent=True)


def _bans(snapshot: Snapshot, node: str) -> list[tuple[str, str]]:
    """Each ban once, under the name of what the constraint most likely speaks of: the outermost thing it covers."""
    found: dict[str, str] = {}
    for resource in snapshot.resources:
        if node in resource.banned:
            found.setdefault(resource.banned[node], resource.parents[0] if resource.parents else resource.id)
    return [(name, constraint) for constraint, name in found.items()]


def _present(resource: ResourceShot, node: str, lang: str) -> Row:
    """A line for what runs on the node, or ran there until it failed."""
    role = resource.roles.get(node, "")
    count = resource.fail_counts.get(node, 0)
    note = _failures(resource, count, lang) if count else ""
    name, label = resource.id, resource.label
    if node in resource.dead:
        return Row("X", style.VERMILLION, label, say("placement.dead", lang), resource=name, urgent=True)
    if node in resource.blocked:
        return Row("X", style.VERMILLION, label, say("placement.blocked", lang), resource=name, urgent=True)
    if node in resource.failed or role.upper().startswith("FAILED"):
        return Row("X", style.VERMILLION, f"{label}  FAILED", note, resource=name, urgent=True)
    if node in resource.pending:
        doing = say("placement.pending", lang, operation=resource.pending[node])
        return Row("o", style.ORANGE, label, doing, resource=name, urgent=True, hollow=True)
    for state, holds in (("orphan", resource.orphan), ("unmanaged", not resource.managed)):
        note = note or (say(f"placement.{state}", lang) if holds else "")
    mark = {"Promoted": "D", "Master": "D"}.get(role, "o")
    colour = style.GREEN if role in ("Started", "Promoted", "Master") else style.SKY
    text = label if role == "Started" else f"{label}  {role}"
    return Row(mark, colour, text, note, style.VERMILLION if count else style.GREY, name, bool(count))


def _failures(resource: ResourceShot, count: int, lang: str) -> str:
    if resource.threshold is None or count >= INFINITY:
        return say("placement.failures_only", lang, count=_times(count))
    return say("placement.failures", lang, count=count, threshold=resource.threshold)


def _times(count: int) -> str:
    return "∞" if count >= INFINITY else str(count)


def _row(plane: Plane, row: Row, x: float, y: float) -> None:
    if row.mark:
        fill = {"fillstyle": "none", "markeredgewidth": 2.0} if row.hollow else {}
        mark = {"marker": row.mark, "markersize": 8, "color": row.colour, "linestyle": "", "zorder": 3, **fill}
        plane.line([x + 0.24], [y - 0.035], **mark)
    room = BOX - 0.54
    note = squeeze(row.note, max(room - width(row.text, 10) - 0.1, room * 0.62), 8.5) if row.note else ""
    taken = width(note, 8.5) + 0.1 if note else 0.0
    text = row.text if width(row.text, 10) <= room - taken else row.text.rpartition(" > ")[2]
    plane.text(x + 0.42, y, squeeze(text, room - taken, 10), fontsize=10, zorder=3)
    if note:
        colour = row.note_colour or row.colour
        plane.text(x + BOX - 0.12, y, note, fontsize=8.5, color=colour, ha="right", zorder=3)
