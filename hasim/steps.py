"""One step of a session: an input, what it answered, and the world after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hasim.inputs import Fault, Input, Run, Settle, Wait, Write
from hasim.shell.runner import Result, run_line, write_file
from hasim.sim import Stage, World, apply_fault, settle
from hasim.sim.view import View, running, views

if TYPE_CHECKING:
    from hasim.sim.world import Record

__all__ = ["Step", "play"]

_NOTHING = Result("", "", 0)


@dataclass(frozen=True, slots=True)
class Step:
    """One input, what it answered, and the world after it. `settled` is False where settling met its limit."""

    input: Input
    result: Result
    world: World
    settled: bool = True

    @property
    def records(self) -> tuple[Record, ...]:
        """What could be seen to happen during this input."""
        return self.world.records

    def to_json(self) -> dict[str, Any]:
        """The object that `hasim play --json` prints for this input."""
        seen = {node: _plain(found) for node, found in views(self.world).items()}
        first: Mapping[str, Any] = next(iter(seen.values()), {})
        answer = {"stdout": self.result.stdout, "stderr": self.result.stderr, "exit": self.result.exit}
        state = {"time": self.world.time / 1000, "settled": self.settled, "running": running(self.world)}
        top = {name: first.get(name, {}) for name in ("nodes", "resources", "failcounts")}
        return {**answer, **state, "views": seen, **top}


def _plain(found: View) -> dict[str, Any]:
    """A node's view as plain JSON data. What is on its way to another role has none."""
    names = ("dc", "quorate", "nodes", "resources", "failcounts", "attributes")
    return {name: getattr(found, name) for name in names} | {"resources": found.settled}


def play(world: World, given: Input) -> Step:
    """What one input makes of a world. The world that is given stays as it is."""
    stage = Stage(world)
    result, settled = _NOTHING, True
    match given.action:
        case Run(at, line):
            result = run_line(stage, at, line)
        case Write(at, path, text):
            result = _save(stage, at, path, text)
        case Wait(seconds):
            stage.wait(round(seconds * 1000))
        case Settle():
            settled = settle(stage)
        case Fault(kind, where):
            apply_fault(stage, kind, where)
    return Step(given, result, stage.freeze(), settled)


def _save(stage: Stage, node: str, path: str, text: str) -> Result:
    """An editor saves a file, or says why it cannot."""
    try:
        write_file(stage, node, path, text)
    except ValueError as error:
        return Result("", f"{error}\n", 1)
    return _NOTHING
