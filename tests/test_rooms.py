"""Imports go downhill: a room knows only those above it in the list of docs/design.md."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hasim

PACKAGE = Path(hasim.__file__).parent
ROOMS = (
    ("text",),
    ("cib",),
    ("crmsh",),
    ("scheduler",),
    ("explain", "reasons", "why", "whatif"),
    ("sim",),
    ("shell",),
    ("storage", "inputs", "table"),
    ("link", "ways"),
    ("steps",),
    ("session",),
    ("journal", "intake"),
    ("course",),
    ("draw",),
    ("report",),
    ("lab",),
    ("host", "cli"),
)
LEVEL = {name: level for level, names in enumerate(ROOMS) for name in names}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem != "__init__")
HEAVY = ("matplotlib", "pandas", "numpy", "ipywidgets", "networkx", "IPython")


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms that a module imports, at its top or inside a function; what only a type checker sees counts too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "hasim":
            names = [f"hasim.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        elif isinstance(node, ast.ImportFrom):
            pytest.fail(f"{path}: relative import; rooms are named in full")
        found |= {name.split(".")[1] for name in names if name.startswith("hasim.")}
    return found & LEVEL.keys()


def test_every_room_is_in_the_list() -> None:
    assert {room(path) for path in MODULES} - LEVEL.keys() == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downhill(path: Path) -> None:
    here = LEVEL[room(path)]
    climbing = {name for name in imported(path) if LEVEL[name] > here}
    if room(path) == "lab":
        climbing -= {"host"}  # the lab loads and saves on the learner's machine
    assert climbing == set()


def loaded_by(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import hasim", "import hasim.cli", "import hasim.session"])
def test_the_core_loads_nothing_heavy(statement: str) -> None:
    assert loaded_by(statement) & set(HEAVY) == set()


def test_a_lesson_that_begins_loads_nothing_that_it_does_not_show() -> None:
    begin = "from hasim import Session; from hasim.lab import Board; Board(Session('tutorial'), autosave=False)"
    assert loaded_by(begin) & {"pandas", "networkx"} == set()
