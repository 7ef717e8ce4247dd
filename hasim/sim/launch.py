"""How a unit's Exec lines become processes: daemons are registered by path, other commands go to the shell's programs.

The shell lies above this room, so it hands its way of running a command down once, with :func:`set_runner`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.sim.process import spawn
from hasim.sim.unitfile import UnitFile

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

EXEC_FAILED = 203
"""The exit status that systemd gives a command which it cannot execute."""


@dataclass(frozen=True, slots=True)
class Launched:
    """What became of an ExecStart: the main process (0: none), whether it serves already, else its exit status."""

    pid: int = 0
    ready: bool = True
    status: int = 0


@dataclass(frozen=True, slots=True)
class Launch:
    """An ExecStart about to run: its words after variables were put in, for which unit, in what environment."""

    unit: UnitFile
    words: tuple[str, ...]
    environment: Mapping[str, str]


Daemon = Callable[["Stage", str, Launch], Launched]
Runner = Callable[["Stage", str, tuple[str, ...], Mapping[str, str]], int]
_daemons: dict[str, Daemon] = {}
_runners: list[Runner] = []


def daemon(*paths: str) -> Callable[[Daemon], Daemon]:
    """Register the function that starts the daemon with these paths as a unit's main process."""

    def register(function: Daemon) -> Daemon:
        _daemons.update(dict.fromkeys(paths, function))
        return function

    return register


def set_runner(runner: Runner) -> None:
    """Say how a unit's short commands (ExecStartPre, ExecStop ...) are run: words -> exit status."""
    _runners[:] = [runner]


def run_command(stage: Stage, node: str, words: tuple[str, ...], environment: Mapping[str, str]) -> int:
    """Run a short command to its end and return its exit status."""
    if not stage.machines[node].files.is_file(words[0]) or not _runners:
        return EXEC_FAILED
    return _runners[0](stage, node, words, environment)


def launch(stage: Stage, node: str, request: Launch) -> Launched:
    """Start a unit's main process. A program that nobody registered runs on and does nothing."""
    path = request.words[0]
    if not stage.machines[node].files.is_file(path):
        return Launched(status=EXEC_FAILED)
    if path in _daemons:
        return _daemons[path](stage, node, request)
    return _plain(stage, node, request)


def _plain(stage: Stage, node: str, request: Launch) -> Launched:
    name = request.words[0].rpartition("/")[2]
    user = request.unit.value("Service", "User", "root")
    return Launched(spawn(stage, node, name, " ".join(request.words), user=user, unit=request.unit.name))


@daemon("/usr/sbin/corosync", "/usr/share/corosync/corosync")
def _corosync(stage: Stage, node: str, request: Launch) -> Launched:
    """Corosync, directly or by the start script of its version 2; it says itself when it serves."""
    return Launched(spawn(stage, node, "corosync", "corosync -f", unit=request.unit.name), ready=False)
