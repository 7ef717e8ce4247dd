"""The transition figure: what is done in a transition, on which node, and what waits for what."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from hasim.cib.values import natural_key
from hasim.draw import style
from hasim.draw.artists import Figure
from hasim.draw.axes import clock
from hasim.draw.canvas import Plane, look, sheet
from hasim.draw.decided import Decidable
from hasim.draw.frame import FOOT, HEAD, MARGIN, empty, folded, heading, notes
from hasim.draw.graphs import LINE, Drawing, best, box, edges
from hasim.draw.layers import Point
from hasim.draw.measure import squeeze, strong, width, wrap
from hasim.draw.plan import Plan, Task
from hasim.draw.planned import Planned, read_planned
from hasim.draw.source import language_of
from hasim.draw.words import some
from hasim.text import join, say

MOST: Final = 48
"""Tasks that are drawn; beyond that probes and monitors are left out first."""
BOX: Final = (1.3, 2.2)
"""The least and the greatest width of a box, in inches."""
DOT: Final = 0.14
LANE: Final = (0.8, 1.7)
"""The least and the greatest room for the names of the nodes at the side."""

MARKS: Final = {
    "start": (">", style.GREEN),
    "stop": ("s", style.VERMILLION),
    "promote": ("^", style.GREEN),
    "demote": ("v", style.VERMILLION),
    "migrate_to": ("<", style.ORANGE),
    "migrate_from": (">", style.ORANGE),
    "monitor": ("o", style.SKY),
    "probe": ("o", style.SKY),
    "fence": ("X", style.VERMILLION),
    "notify": ("d", style.GREY),
}
OTHER: Final = ("D", style.PURPLE)
STATES: Final = {"done": ("✓", style.GREEN), "failed": ("✗", style.VERMILLION), "flying": ("…", style.ORANGE)}


def transition(source: Decidable | Planned, lang: str | None = None, *, number: int | None = None) -> Figure:
    """What the cluster is doing, or wants to do now, or did last; or the transition with that number.

    KeyError where the history has no transition of that number.
    """
    language = lang or language_of(source)
    planned = source if isinstance(source, Planned) else read_planned(source, number)
    with look():
        if planned is None:
            return empty(say("picture.no_cluster", language))
        return _draw(planned, language)


def transition_sentence(source: Decidable | Planned, lang: str | None = None, *, number: int | None = None) -> str:
    """The same in words."""
    language = lang or language_of(source)
    planned = source if isinstance(source, Planned) else read_planned(source, number)
    if planned is None:
        return say("picture.no_cluster", language)
    plan = planned.plan
    told = [_told(planned, place, language) for place, task in enumerate(plan.tasks) if task.operation]
    tasks = say("sentence.join", language).join(told) or say("transition.nothing", language).rstrip(".。")
    parts = [say("transition.sentence", language, title=title(planned, language), tasks=tasks)]
    if planned.impossible:
        parts.append(_impossible(planned, language) + say("sentence.end", language))
    return ("" if language == "ja" else " ").join(parts)


def title(planned: Planned, lang: str) -> str:
    """What is shown."""
    words = say(f"transition.title.{planned.kind}", lang, number=planned.number, time=clock(planned.time))
    key = "picture.seen_by" if planned.kind == "wanted" else "picture.decided_by"
    return say("picture.titled", lang, title=words, note=say(key, lang, node=planned.node)) if planned.node else words


def task_words(task: Task, lang: str) -> str:
    """A task in words: what is done to what, and where."""
    fields = {"operation": task.operation, "resources": join(list(task.resources), lang), "node": task.node}
    if not task.resources:
        return say("transition.task.node", lang, **fields)
    return say("transition.task" if task.node else "transition.task.anywhere", lang, **fields)


def _told(planned: Planned, place: int, lang: str) -> str:
    task = planned.plan.tasks[place]
    words = task_words(task, lang)
    others = [task_words(other, lang) for other in planned.plan.before(place)]
    if others:
        words = say("transition.sentence.after", lang, task=words, others=join(list(dict.fromkeys(others)), lang))
    if planned.kind == "wanted":
        return words
    return say("transition.sentence.state", lang, task=words, state=say(f"transition.{task.state or 'open'}", lang))


def _impossible(planned: Planned, lang: str) -> str:
    tasks = [
        task_words(Task(operation, node, (resource,), ()), lang) + (f" ({reason})" if reason else "")
        for operation, resource, node, reason in planned.impossible
    ]
    return say("transition.impossible", lang, tasks=some(tasks, 6, lang))


def _draw(planned: Planned, lang: str) -> Figure:
    chosen = _chosen(planned.plan)
    lanes = _lanes(planned.plan, chosen)
    texts = {place: _lines(planned.plan.tasks[place], lang) for place in chosen}
    sizes = {place: _size(planned.plan.tasks[place], texts[place]) for place in chosen}
    pairs = [(first, then) for first, then in planned.plan.waits if first in sizes and then in sizes]
    of = {place: lanes[planned.plan.tasks[place].node] for place in chosen}
    drawing = best(sizes, pairs, lanes=of)
    side, top = (0.0, 0.3) if drawing.down else (_side(lanes, lang), 0.0)
    wide = max(drawing.size[0] + side + 2 * MARGIN, 6.4)
    foot = folded(_notes(planned, chosen, lang), wide)
    plane = sheet(wide, HEAD + top + max(drawing.size[1], 0.5) + FOOT * len(foot) + MARGIN)
    corner = (MARGIN + side, HEAD + top)
    heading(plane, title(planned, lang))
    _draw_lanes(plane, drawing, corner, {label(name, lang): lane for name, lane in lanes.items()})
    edges(plane, drawing, corner, pairs)
    for place in chosen:
        x, y = drawing.place(place)
        _task(plane, planned.plan.tasks[place], texts[place], (corner[0] + x, corner[1] + y), sizes[place])
    if not chosen:
        plane.text(wide / 2, HEAD + 0.25, say("transition.nothing", lang), ha="center", fontsize=10, color=style.GREY)
    notes(plane, foot)
    return plane.figure


def _chosen(plan: Plan) -> list[int]:
    """The places of the tasks to draw."""
    if len(plan.tasks) <= MOST:
        return list(range(len(plan.tasks)))
    weights = {"": 2, "probe": 2, "monitor": 2, "notify": 1}
    ranked = sorted(range(len(plan.tasks)), key=lambda place: (weights.get(plan.tasks[place].operation, 0), place))
    return sorted(ranked[:MOST])


def _lanes(plan: Plan, chosen: list[int]) -> dict[str, int]:
    """The nodes in order of their names; what is on none of them stands first."""
    names = {plan.tasks[place].node for place in chosen}
    return {name: lane for lane, name in enumerate(sorted(names, key=natural_key))}


def _lines(task: Task, lang: str) -> list[str]:
    """The lines of a task's box below its operation."""
    if not task.operation:
        return []
    lines = wrap(", ".join(task.resources), BOX[1] - 0.26, 9, 3) if task.resources else []
    return [*lines, say("transition.monitored", lang)] if task.monitored else lines


def _size(task: Task, lines: list[str]) -> tuple[float, float]:
    if not task.operation:
        return DOT, DOT
    widths = [width(line, 9) + 0.26 for line in lines]
    head = width(task.operation, 10, bold=True) + (0.62 if task.state else 0.42)
    return min(max(BOX[0], head, *widths), max(BOX[1], head)), 0.1 + LINE * (1 + len(lines)) + 0.04


def label(node: str, lang: str) -> str:
    """The name of a lane."""
    return node or say("transition.cluster", lang)


def _side(lanes: Iterable[str], lang: str) -> float:
    """The room that the names of the lanes take at the side."""
    least, most = LANE
    return min(most, max((width(label(name, lang), 10, bold=True) + 0.25 for name in lanes), default=least))


def _draw_lanes(plane: Plane, drawing: Drawing[int], corner: Point, lanes: Mapping[str, int]) -> None:
    """A band a node, every other one shaded, with its name at the side."""
    for name, lane in lanes.items():
        low, high = drawing.arrangement.lanes[lane]
        bold: dict[str, Any] = {"fontsize": 10, "zorder": 1, **strong(name)}
        if drawing.down:
            size = (high - low, drawing.size[1] + 0.36)
            middle = (corner[0] + (low + high) / 2, corner[1] - 0.3 + size[1] / 2)
            shown = squeeze(name, high - low, 10, bold=True) if high - low > 0.5 else ""
            plane.text(middle[0], corner[1] - 0.12, shown, ha="center", **bold)
        else:
            side = corner[0] - MARGIN
            size = (drawing.size[0] + side + 0.1, high - low)
            middle = (MARGIN + size[0] / 2, corner[1] + (low + high) / 2)
            plane.text(MARGIN + 0.08, middle[1], squeeze(name, side - 0.16, 10, bold=True), va="center", **bold)
        shade = style.PALE if lane % 2 == 0 else style.WHITE
        box(plane, middle, size, rounding=0, facecolor=shade, edgecolor="none", zorder=0)


def _task(plane: Plane, task: Task, lines: list[str], middle: tuple[float, float], size: tuple[float, float]) -> None:
    """A box whose mark, corners and frame say what kind of task it is and how far it has come."""
    x, y = middle
    if not task.operation:
        plane.line([x], [y], marker="o", markersize=7, color=style.GREY, linestyle="", zorder=3)
        return
    kind = task.operation.partition(" ")[0]
    mark, colour = MARKS.get(kind, OTHER)
    rounding = {"start": 0.12, "stop": 0.0, "fence": 0.0}.get(kind, 0.06)
    frame = (0, (3, 2)) if task.state == "" and kind in ("probe", "monitor") else "-"
    weight = 2.6 if kind == "fence" else 1.6
    box(plane, middle, size, rounding=rounding, edgecolor=colour, linestyle=frame, linewidth=weight)
    left, top = x - size[0] / 2, y - size[1] / 2
    hollow = {"fillstyle": "none"} if kind in ("probe", "monitor") else {}
    plane.line([left + 0.15], [top + 0.16], marker=mark, markersize=7.5, color=colour, linestyle="", zorder=4, **hollow)
    plane.text(left + 0.29, top + 0.21, task.operation, fontsize=10, zorder=4, **strong(task.operation))
    if task.state:
        sign, shade = STATES[task.state]
        plane.text(x + size[0] / 2 - 0.08, top + 0.21, sign, fontsize=11, color=shade, ha="right", zorder=4)
    for row, line in enumerate(lines):
        plane.text(left + 0.12, top + 0.21 + LINE * (row + 1), line, fontsize=9, zorder=4)


def _notes(planned: Planned, chosen: list[int], lang: str) -> list[str]:
    """What stands below: how to read it, what is left out, what cannot be done."""
    found = [say("transition.waits", lang)] if len(chosen) > 1 else []
    left = [planned.plan.tasks[place] for place in range(len(planned.plan.tasks)) if place not in set(chosen)]
    if left:
        tasks = some([task_words(task, lang) for task in left if task.operation], 3, lang)
        found.append(say("transition.more", lang, count=len(left), tasks=tasks))
    if planned.impossible:
        found.append(_impossible(planned, lang))
    return found
