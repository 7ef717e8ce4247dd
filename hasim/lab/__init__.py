"""The lab: what a learner uses in a notebook.

============== ==========================================================================
`Board`        buttons to break and repair a session's cluster, and pictures of it
`%%on NODE`    a cell whose lines are typed on a node; `%%write NODE /PATH` saves a file
`bring`        a box for a configuration of one's own, and a Board of it
`predict`      questions to answer before a step
`check`        answers judged by the model after it
`demo`         a lecture prepared for a lesson, on a Board with a Next button
`exercise`     an exercise with a cluster of its own, goals and hints
`language`     the language of the lesson that is open
`use`          name the session that the cells mean, where there is no Board
============== ==========================================================================
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hasim.lab import check, predict
    from hasim.lab.board import Board
    from hasim.lab.bringing import bring
    from hasim.lab.current import use
    from hasim.lab.demos import demo
    from hasim.lab.exercise_panel import exercise
    from hasim.lab.lesson_language import language

__all__ = ["Board", "bring", "check", "demo", "exercise", "language", "load_ipython_extension", "predict", "use"]

_PLACES = {
    "Board": "hasim.lab.board",
    "bring": "hasim.lab.bringing",
    "demo": "hasim.lab.demos",
    "exercise": "hasim.lab.exercise_panel",
    "language": "hasim.lab.lesson_language",
    "use": "hasim.lab.current",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for: the launcher needs neither widgets nor figures."""
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(ipython: object) -> None:
    """`%load_ext hasim.lab`: make the cell magics known."""
    from hasim.lab.magics import register

    register()
