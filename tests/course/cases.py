"""What the exercises are tested with: an accepted solution, and for each slip a wrong answer that shows it.

Solutions stand here and not beside the exercises, so that no lesson can show them. One module a lesson in
`tests/course/solutions`, each with a tuple `CASES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

Inputs = tuple[Mapping[str, Any], ...]
SETTLE: Mapping[str, Any] = {"settle": True}


@dataclass(frozen=True, slots=True)
class Case:
    """One exercise: inputs that solve a task (a question needs none), and for each slip inputs that fall into it.

    `also_right` are other ways that are as right: another tool, another order, an equally good configuration.
    """

    name: str
    right: Inputs = ()
    wrong: Mapping[str, Inputs] = field(default_factory=dict)
    also_right: Mapping[str, Inputs] = field(default_factory=dict)


def typed(node: str, *lines: str) -> Inputs:
    """Command lines on a node, the cluster left to settle after each."""
    return tuple(each for line in lines for each in ({"at": node, "run": line}, SETTLE))


def power_cycle(node: str) -> Inputs:
    """The node crashes, and later comes back."""
    return ({"fault": "power-off", "node": node}, SETTLE, {"fault": "power-on", "node": node}, SETTLE)


def cases() -> dict[str, Case]:
    """All cases by the name of their exercise."""
    folder = Path(__file__).parent / "solutions"
    modules = [import_module(f"tests.course.solutions.{path.stem}") for path in sorted(folder.glob("[lx]*.py"))]
    return {case.name: case for module in modules for case in module.CASES}
