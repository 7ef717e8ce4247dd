"""The score map: resources by nodes, each field with its score and a look that says the same."""

from typing import Any, Final

from hasim.cib import INFINITY
from hasim.cib.score import score_text
from hasim.draw import style
from hasim.draw.artists import Figure
from hasim.draw.canvas import Plane, look, sheet
from hasim.draw.decided import Decidable
from hasim.draw.frame import FOOT, HEAD, MARGIN, empty, folded, heading, notes
from hasim.draw.measure import squeeze, strong, width
from hasim.draw.source import language_of
from hasim.draw.worth import Worth, Worths, read_worths
from hasim.text import join, say

MOST: Final = (30, 16)
"""Resources and nodes that are drawn."""
CELL: Final = (0.95, 0.3)
NAMES: Final = (0.9, 2.6)
HEADER: Final = 0.34

SHADES: Final = ("#e3f0f8", "#bfdff0", "#8fc6e4")
"""The better, the darker; the numbers stand in them."""


def score_map(source: Decidable | Worths, lang: str | None = None) -> Figure:
    """What each node is worth to each resource now, and which was chosen."""
    language = lang or language_of(source)
    found = source if isinstance(source, Worths) else read_worths(source)
    with look():
        if found is None or not found.rows:
            return empty(say("picture.no_cluster" if found is None else "scores.none", language))
        return _draw(found, language)


def score_sentence(source: Decidable | Worths, lang: str | None = None) -> str:
    """The same in words."""
    language = lang or language_of(source)
    found = source if isinstance(source, Worths) else read_worths(source)
    if found is None or not found.rows:
        return say("picture.no_cluster" if found is None else "scores.none", language)
    told = [_told(row, found.nodes, language) for row in found.rows]
    return say("sentence.join", language).join(told) + say("sentence.end", language)


def _told(row: Worth, nodes: tuple[str, ...], lang: str) -> str:
    parts = [
        say("scores.sentence.score", lang, node=node, score=score_text(row.scores[node]))
        if node in row.scores
        else say("scores.sentence.not_considered", lang, node=node)
        for node in nodes
    ]
    key = "scores.sentence" if row.chosen else "scores.sentence.nowhere"
    return say(key, lang, resource=row.resource, scores=join(parts, lang), node=row.chosen)


def _draw(found: Worths, lang: str) -> Figure:
    rows, nodes = found.rows[: MOST[0]], found.nodes[: MOST[1]]
    side = min(NAMES[1], max(NAMES[0], *(width(row.resource, 9.5) + 0.2 for row in rows)))
    foot = [say("scores.key", lang)]
    left = {"resources": len(found.rows) - len(rows), "nodes": len(found.nodes) - len(nodes)}
    foot += [say(f"scores.more.{kind}", lang, count=count) for kind, count in left.items() if count]
    last = 1.3
    wide = max(2 * MARGIN + side + len(nodes) * CELL[0] + last, 6.4)
    foot = folded(foot, wide)
    top = HEAD + HEADER
    plane = sheet(wide, top + len(rows) * CELL[1] + 0.12 + FOOT * len(foot) + MARGIN)
    title = say("scores.title", lang)
    note = say("picture.seen_by", lang, node=found.seen_by)
    heading(plane, say("picture.titled", lang, title=title, note=note) if found.seen_by else title)
    start = MARGIN + side
    for column, node in enumerate(nodes):
        name = squeeze(node, CELL[0] - 0.08, 9.5, bold=True)
        plane.text(start + CELL[0] * (column + 0.5), top - 0.1, name, fontsize=9.5, ha="center", **strong(name))
    end = start + len(nodes) * CELL[0] + 0.12
    plane.text(end, top - 0.1, say("scores.where", lang), fontsize=9, color=style.GREY)
    spread = _spread(found)
    for index, row in enumerate(rows):
        y = top + CELL[1] * index
        plane.text(MARGIN, y + 0.2, squeeze(row.resource, side - 0.12, 9.5), fontsize=9.5)
        for column, node in enumerate(nodes):
            _cell(plane, (start + CELL[0] * column, y), row, node, spread)
        where = row.chosen or say("scores.nowhere", lang)
        colour = style.BLACK if row.chosen else style.GREY if ":" in row.resource else style.VERMILLION
        plane.text(end, y + 0.2, squeeze(where, last - 0.15, 9.5), fontsize=9.5, color=colour)
    notes(plane, foot)
    return plane.figure


def _spread(found: Worths) -> int:
    """The greatest finite score, for the shades."""
    finite = [score for row in found.rows for score in row.scores.values() if abs(score) < INFINITY]
    return max([1, *finite])


def _cell(plane: Plane, corner: tuple[float, float], row: Worth, node: str, spread: int) -> None:
    """A field: blue the better it is, hatched where the resource must not run, dotted where it was not considered."""
    x, y = corner
    score = row.scores.get(node)
    shown, frame, words = _look(score, spread), {"linewidth": 0.8, "edgecolor": "#aab2b9"}, _words(score)
    plane.rectangle((x, y), *CELL, **{"zorder": 2, **frame, **shown})
    middle = (x + CELL[0] / 2, y + 0.2)
    if score is not None and score <= -INFINITY:  # its text stands on a clear ground, not on the hatching
        plane.rectangle((middle[0] - 0.2, y + 0.05), 0.4, CELL[1] - 0.1, facecolor=style.WHITE, zorder=3)
    colour = style.GREY if score is None else style.VERMILLION if score < 0 else style.BLACK
    plane.text(*middle, words, fontsize=9.5, ha="center", color=colour, zorder=4)
    if node == row.chosen:
        inner = {"facecolor": "none", "edgecolor": style.GREEN, "linewidth": 2.4, "zorder": 5}
        plane.rectangle((x + 0.02, y + 0.02), CELL[0] - 0.04, CELL[1] - 0.04, **inner)
        plane.text(x + 0.07, y + 0.2, "✓", fontsize=9.5, color=style.GREEN, zorder=6, **strong("✓"))


def _words(score: int | None) -> str:
    if score is None:
        return "·"
    if abs(score) >= INFINITY:
        return "∞" if score > 0 else "−∞"
    return str(score).replace("-", "−")


def _look(score: int | None, spread: int) -> dict[str, Any]:
    if score is None:
        return {"facecolor": style.PALE, "linestyle": ":"}
    if score <= -INFINITY:
        return {"facecolor": style.WHITE, "hatch": "////"}
    if score >= INFINITY:
        return {"facecolor": SHADES[2]}
    if score <= 0:
        return {"facecolor": style.WHITE}
    return {"facecolor": SHADES[0] if score * 2 < spread else SHADES[1]}
