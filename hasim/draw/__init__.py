"""Figures of a session, each with a sentence that says the same.

============================ ==================================================================================
`placement`                  machines, what runs where, failures, bans, quorum, the network, the client
`lanes`                      where each resource ran over time, what happened, when the client was not served
`failcount_timeline`         how often what failed where, the migration-threshold, the clean-ups
`transition`                 what the cluster is doing, wants to do now or did last, and what waits for what
`constraint_graph`           resources, nodes and tickets, and the constraints between them
`score_map`                  what each node is worth to each resource, and which was chosen
`..._sentence`               each of them in words
`PICTURES`                   all of them by name
`save`, `svg`, `png`         a figure as a file, as an SVG element for a page, as a PNG image
============================ ==================================================================================

Each figure function takes a session and returns a `matplotlib.figure.Figure`; all but those of the past also take a
world, and those of decisions a bare `Cib`. None of them uses pyplot.
"""

from hasim.draw.canvas import png, svg
from hasim.draw.constraints import constraint_graph, constraint_sentence
from hasim.draw.lanes import lanes, lanes_sentence
from hasim.draw.pictures import PICTURES, Picture, save
from hasim.draw.placement import placement, placement_sentence
from hasim.draw.scores import score_map, score_sentence
from hasim.draw.timeline import failcount_sentence, failcount_timeline
from hasim.draw.transition import transition, transition_sentence

__all__ = [
    "PICTURES",
    "Picture",
    "constraint_graph",
    "constraint_sentence",
    "failcount_sentence",
    "failcount_timeline",
    "lanes",
    "lanes_sentence",
    "placement",
    "placement_sentence",
    "png",
    "save",
    "score_map",
    "score_sentence",
    "svg",
    "transition",
    "transition_sentence",
]
