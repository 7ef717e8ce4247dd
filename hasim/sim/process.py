"""Processes: a machine's table of them, and what happens when one starts, gets a signal or ends.

What a program does is simulated by whoever listens on the stage for "process-started", "process-signalled" and
"process-ended" with its name; a signal that nobody listens for does what Linux does by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

SIGNALS: Mapping[str, int] = MappingProxyType(
    {
        "HUP": 1, "INT": 2, "QUIT": 3, "ILL": 4, "TRAP": 5, "ABRT": 6, "BUS": 7, "FPE": 8, "KILL": 9, "USR1": 10,
        "SEGV": 11, "USR2": 12, "PIPE": 13, "ALRM": 14, "TERM": 15, "STKFLT": 16, "CHLD": 17, "CONT": 18,
        "STOP": 19, "TSTP": 20, "TTIN": 21, "TTOU": 22, "URG": 23, "XCPU": 24, "XFSZ": 25, "VTALRM": 26, "PROF": 27,
        "WINCH": 28, "IO": 29, "PWR": 30, "SYS": 31,
    }
)  # fmt: skip
"""Signal names and numbers of Linux on x86 (signal(7))."""

KILL, TERM, HUP, INT, WINCH, STOP, CONT = 9, 15, 1, 2, 28, 19, 18
_HARMLESS = frozenset({0, SIGNALS["CHLD"], CONT, SIGNALS["URG"], WINCH})
_FREEZE = frozenset({STOP, SIGNALS["TSTP"], SIGNALS["TTIN"], SIGNALS["TTOU"]})
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Process:
    """One process. ``started`` is in simulated milliseconds, ``unit`` the service whose control group it is in.

    While it is ``stopped``, signals other than KILL and CONT wait in ``pending``.
    """

    pid: int
    parent: int
    name: str
    command: str
    user: str = "root"
    started: int = 0
    unit: str = ""
    stopped: bool = False
    pending: tuple[int, ...] = ()
    data: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Exit:
    """How a process ended: by itself with ``status``, or by ``signal`` (0: none)."""

    status: int = 0
    signal: int = 0

    @property
    def clean(self) -> bool:
        """What systemd calls a clean exit: status 0, or one of the signals HUP, INT, TERM, PIPE."""
        return self.signal in (HUP, INT, TERM, SIGNALS["PIPE"]) if self.signal else self.status == 0


@dataclass(frozen=True, slots=True)
class ProcessTable:
    """The processes of one machine and the next process id."""

    by_pid: Mapping[int, Process] = field(default_factory=dict)
    next_pid: int = 1200

    def add(self, process: Process) -> ProcessTable:
        """With one more process; its id is used up."""
        return ProcessTable({**self.by_pid, process.pid: process}, max(self.next_pid, process.pid + 1))

    def remove(self, pid: int) -> ProcessTable:
        """Without a process; its children become children of process 1."""
        rest = {p: replace(q, parent=1) if q.parent == pid else q for p, q in self.by_pid.items() if p != pid}
        return ProcessTable(rest, self.next_pid)

    def named(self, name: str) -> list[Process]:
        """The processes of that name, oldest first."""
        return [process for process in self.by_pid.values() if process.name == name]

    def children(self, pid: int) -> list[Process]:
        """The processes whose parent it is, oldest first."""
        return [process for process in self.by_pid.values() if process.parent == pid]


GRACEFUL = frozenset({"corosync", "pacemakerd", "httpd"})
"""Programs that answer a signal they can catch in their own time: they are told, and end themselves."""


def spawn(
    stage: Stage,
    node: str,
    name: str,
    command: str = "",
    *,
    parent: int = 1,
    user: str = "root",
    unit: str = "",
    data: Mapping[str, Any] = _NOTHING,
) -> int:
    """Start a process on a machine, tell "process-started", and return its id.

    Without ``unit`` it is in its parent's service. It may be gone again on return: a listener may have ended it.
    """
    machine = stage.machines[node]
    above = machine.processes.by_pid.get(parent)
    pid = machine.processes.next_pid
    unit = unit or (above.unit if above else "")
    process = Process(pid, parent, name, command or name, user, stage.time, unit, data=data)
    stage.machines[node] = replace(machine, processes=machine.processes.add(process))
    stage.tell("process-started", node, pid=pid, name=name)
    return pid


def running(stage: Stage, node: str, name: str) -> list[int]:
    """The ids of the processes of that name, oldest first."""
    return [process.pid for process in stage.machines[node].processes.named(name)]


def finish(stage: Stage, node: str, pid: int, status: int = 0) -> None:
    """A process ends by itself. An id that is not there is no error."""
    end(stage, node, pid, Exit(status))


def end(stage: Stage, node: str, pid: int, outcome: Exit) -> None:
    """A process leaves the table, and "process-ended" is told with what it was and how it ended."""
    machine = stage.machines[node]
    process = machine.processes.by_pid.get(pid)
    if process is None:
        return
    stage.machines[node] = replace(machine, processes=machine.processes.remove(pid))
    told = {"signal": outcome.signal or None, "status": None if outcome.signal else outcome.status}
    stage.tell("process-ended", node, pid=pid, name=process.name, process=process, outcome=outcome, **told)


def kill(stage: Stage, node: str, pid: int, signal: int = TERM) -> None:
    """Send a signal to a process; an unknown process id is a ProcessLookupError.

    KILL ends any process at once; a program in :data:`GRACEFUL` is told of others by "process-signalled". A stopped
    process gets them when it continues.
    """
    machine = stage.machines[node]
    process = machine.processes.by_pid.get(pid)
    if process is None:
        raise ProcessLookupError(3, "No such process")
    if signal == KILL:
        end(stage, node, pid, Exit(signal=KILL))
    elif signal == CONT:
        _change(stage, node, replace(process, stopped=False, pending=()))
        for waiting in process.pending:
            if pid in stage.machines[node].processes.by_pid:
                kill(stage, node, pid, waiting)
    elif signal in _FREEZE:
        _change(stage, node, replace(process, stopped=True))
    elif signal and process.stopped:
        _change(stage, node, replace(process, pending=(*process.pending, signal)))
    elif signal and process.name in GRACEFUL:
        stage.tell("process-signalled", node, pid=pid, name=process.name, signal=signal)
    elif signal not in _HARMLESS:
        end(stage, node, pid, Exit(signal=signal))


def _change(stage: Stage, node: str, process: Process) -> None:
    machine = stage.machines[node]
    stage.machines[node] = replace(machine, processes=machine.processes.add(process))
