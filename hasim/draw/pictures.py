"""All pictures by name, each with its sentence, for whoever offers a choice of them; and keeping one as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hasim.draw.artists import Figure
from hasim.draw.canvas import png, svg
from hasim.draw.constraints import constraint_graph, constraint_sentence
from hasim.draw.lanes import lanes, lanes_sentence
from hasim.draw.placement import placement, placement_sentence
from hasim.draw.scores import score_map, score_sentence
from hasim.draw.timeline import failcount_sentence, failcount_timeline
from hasim.draw.transition import transition, transition_sentence


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of a session and the sentence that says the same, both called with (session, language)."""

    draw: Callable[[Any, str], Figure]
    sentence: Callable[[Any, str], str]


PICTURES: Final[Mapping[str, Picture]] = {
    "placement": Picture(placement, placement_sentence),
    "lanes": Picture(lanes, lanes_sentence),
    "node_lanes": Picture(lambda session, lang: lanes(session, lang, by="node"), lanes_sentence),
    "failcounts": Picture(failcount_timeline, failcount_sentence),
    "transition": Picture(transition, transition_sentence),
    "constraints": Picture(constraint_graph, constraint_sentence),
    "scores": Picture(score_map, score_sentence),
}
"""By name, in the order in which they are offered; the names have words under ``picture.name.<name>``."""


def save(figure: Figure, path: str | Path, alt: str = "") -> None:
    """Keep a figure in a file whose name ends in .png or .svg. ValueError for another; OSError where that fails."""
    target = Path(path)
    kind = target.suffix.lower()
    if kind not in (".png", ".svg"):
        raise ValueError(f"a picture is kept as .png or .svg, not as {kind or 'a file without an ending'}")
    target.write_bytes(png(figure) if kind == ".png" else svg(figure, alt, target.stem).encode())
