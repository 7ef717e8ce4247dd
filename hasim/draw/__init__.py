"""Figures of a session, each with a sentence that says the same.

========================== ==========================================================================
`placement`                machines, what runs where, failures, bans, quorum, the network
`placement_sentence`       the same in words
`failcount_timeline`       how often what failed where, the migration-threshold, the clean-ups
`failcount_sentence`       the same in words
`svg`, `png`               a figure as an SVG element for a page, or as a PNG image
========================== ==========================================================================

Each figure function takes a session and returns a `matplotlib.figure.Figure`; none of them uses pyplot.
"""

from hasim.draw.canvas import png, svg
from hasim.draw.gather import Source, gather, language_of
from hasim.draw.placement import placement
from hasim.draw.sentences import placement_sentence as _sentence
from hasim.draw.snapshot import Snapshot
from hasim.draw.timeline import failcount_sentence, failcount_timeline
from hasim.sim import World

__all__ = ["failcount_sentence", "failcount_timeline", "placement", "placement_sentence", "png", "svg"]


def placement_sentence(source: Source | World | Snapshot, lang: str | None = None) -> str:
    """The placement figure of a session (or of a `Snapshot`) in words."""
    snapshot = source if isinstance(source, Snapshot) else gather(source)
    return _sentence(snapshot, lang or language_of(source))
