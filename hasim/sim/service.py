"""One service's way through its states: starting, running, stopping, failing, and being restarted.

The functions change a machine's processes and the unit's state; :mod:`hasim.sim.units` decides when they are called.
Defaults (90 s to start and to stop, 100 ms before a restart, five starts in 10 s) are systemd's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hasim.sim.files import FileSystem
from hasim.sim.launch import EXEC_FAILED, Launch, Launched, launch, run_command
from hasim.sim.log import syslog
from hasim.sim.machine import UnitState
from hasim.sim.process import KILL, SIGNALS, Exit, Process, kill
from hasim.sim.unitfile import UnitFile

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

_TIMEOUT = 90_000
_RESTART_DELAY = 100
_LIMIT_WINDOW, _LIMIT_BURST = 10_000, 5
_RESTARTS: Mapping[str, frozenset[str]] = {
    "always": frozenset({"success", "exit-code", "signal", "timeout"}),
    "on-success": frozenset({"success"}),
    "on-failure": frozenset({"exit-code", "signal", "timeout"}),
    "on-abnormal": frozenset({"signal", "timeout"}),
    "on-abort": frozenset({"signal"}),
}
_STATUS_WORDS = "SUCCESS FAILURE INVALIDARGUMENT NOTIMPLEMENTED NOPERMISSION NOTINSTALLED NOTCONFIGURED NOTRUNNING"
_STATUS_NAMES = {**dict(enumerate(_STATUS_WORDS.split())), EXEC_FAILED: "EXEC"}
_SIGNAL_NAMES = {number: name for name, number in SIGNALS.items()}


def note(stage: Stage, node: str, text: str) -> None:
    """A message of systemd itself in the journal."""
    syslog(stage, node, "systemd", text, 1)


def _state(stage: Stage, node: str, name: str) -> UnitState:
    return stage.machines[node].units.get(name, UnitState())


def _set(stage: Stage, node: str, name: str, **changes: Any) -> None:
    machine = stage.machines[node]
    old = machine.units.get(name, UnitState())
    if "active" in changes and changes["active"] != old.active:
        changes.setdefault("since", stage.time)
    stage.machines[node] = replace(machine, units={**machine.units, name: replace(old, **changes)})
    if changes.get("active", old.active) != old.active:
        stage.tell("unit-changed", node, unit=name)


def _stop_timer(stage: Stage, node: str, name: str) -> None:
    if timer := _state(stage, node, name).timer:
        stage.cancel(timer)
        _set(stage, node, name, timer=0)


def _set_timer(stage: Stage, node: str, name: str, kind: str, milliseconds: int | None) -> None:
    _stop_timer(stage, node, name)
    if milliseconds is not None:
        _set(stage, node, name, timer=stage.after(milliseconds, kind, node, unit=name))


# -- starting ------------------------------------------------------------------------------------------------------


def begin_start(stage: Stage, node: str, unit: UnitFile) -> None:
    """Run ExecStartPre and ExecStart. On return the unit is active, activating or failed."""
    name = unit.name
    _stop_timer(stage, node, name)
    if not unit.name.endswith(".service"):
        _set(stage, node, name, active="active", sub="active", result="success")
        return
    recent = tuple(t for t in _state(stage, node, name).starts if t > stage.time - _LIMIT_WINDOW)
    if len(recent) >= _LIMIT_BURST:
        note(stage, node, f"{name}: Start request repeated too quickly.")
        _set(stage, node, name, active="failed", sub="failed", result="start-limit-hit")
        return
    note(stage, node, f"Starting {unit.description}...")
    _set(stage, node, name, active="activating", sub="start-pre", result="success", main_pid=0, status=0, signal=0)
    _set(stage, node, name, starts=(*recent, stage.time))
    environment = _environment(stage.machines[node].files, unit)
    if (status := _run_all(stage, node, unit, "ExecStartPre", environment)) == 0:
        _exec_start(stage, node, unit, environment)
    else:
        _failed(stage, node, unit, Exit(status))


def _exec_start(stage: Stage, node: str, unit: UnitFile, environment: Mapping[str, str]) -> None:
    commands = unit.commands("ExecStart")
    if unit.type == "oneshot" or not commands:
        _oneshot(stage, node, unit, environment)
        return
    _set(stage, node, unit.name, sub="start")
    words = _words(commands[0].words, environment, 0)
    launched = launch(stage, node, Launch(unit, words, environment))
    if _state(stage, node, unit.name).sub != "start":
        return  # it has ended already, and what follows from that is done
    if launched.pid and stage.machines[node].process(launched.pid):
        _set(stage, node, unit.name, main_pid=launched.pid)
        _await_readiness(stage, node, unit, launched)
    else:
        _failed(stage, node, unit, Exit(launched.status))


def _await_readiness(stage: Stage, node: str, unit: UnitFile, launched: Launched) -> None:
    if launched.ready or unit.type not in ("notify", "forking"):
        _started(stage, node, unit)
    else:
        _set_timer(stage, node, unit.name, "unit-timeout", unit.span("TimeoutStartSec", _TIMEOUT))


def _oneshot(stage: Stage, node: str, unit: UnitFile, environment: Mapping[str, str]) -> None:
    status = _run_all(stage, node, unit, "ExecStart", environment)
    if status:
        _failed(stage, node, unit, Exit(status))
    elif unit.flag("RemainAfterExit"):
        note(stage, node, f"Started {unit.description}.")
        _set(stage, node, unit.name, active="active", sub="exited")
    else:
        _set(stage, node, unit.name, active="inactive", sub="dead")


def _run_all(stage: Stage, node: str, unit: UnitFile, key: str, environment: Mapping[str, str]) -> int:
    """Run a unit's short commands of one kind until one fails; its status, or 0."""
    for command in unit.commands(key):
        words = _words(command.words, environment, _state(stage, node, unit.name).main_pid)
        status = run_command(stage, node, words, environment)
        if status and not command.ignore:
            return status
    return 0


def _environment(files: FileSystem, unit: UnitFile) -> dict[str, str]:
    """Environment and EnvironmentFile of the service; a missing file counts as empty."""
    settings = " ".join(unit.values("Service", "Environment"))
    pairs = re.findall(r"[^\s\"]+=[^\s\"]*", settings)
    for path in unit.values("Service", "EnvironmentFile"):
        path = path.removeprefix("-")
        lines = files.read(path).splitlines() if files.is_file(path) else []
        pairs += [line.strip() for line in lines if "=" in line and not line.lstrip().startswith("#")]
    return {name: value.strip("\"'") for name, _, value in (pair.partition("=") for pair in pairs)}


def _words(words: tuple[str, ...], environment: Mapping[str, str], main_pid: int) -> tuple[str, ...]:
    """A command's words with variables put in: ``$NAME`` splits into words, ``${NAME}`` does not."""
    known = {**environment, "MAINPID": str(main_pid)}
    result: list[str] = []
    for word in words:
        if re.fullmatch(r"\$\w+", word):
            result += known.get(word[1:], "").split()
        else:
            result.append(re.sub(r"\$\{(\w+)\}", lambda match: known.get(match[1], ""), word))
    return tuple(result)


def _started(stage: Stage, node: str, unit: UnitFile) -> None:
    _stop_timer(stage, node, unit.name)
    _set(stage, node, unit.name, active="active", sub="running")
    note(stage, node, f"Started {unit.description}.")


def became_ready(stage: Stage, node: str, process: Process) -> None:
    """A service's main process says that it serves."""
    state = _state(stage, node, process.unit)
    if state.active == "activating" and state.main_pid == process.pid:
        _started(stage, node, stage.machines[node].loaded[process.unit])


# -- stopping ------------------------------------------------------------------------------------------------------


def begin_stop(stage: Stage, node: str, unit: UnitFile) -> None:
    """Run ExecStop, then signal what is left. On return the unit is inactive, or its processes are still at it."""
    name = unit.name
    main = _state(stage, node, name).main_pid
    if not name.endswith(".service") or not _members(stage, node, name):
        _set(stage, node, name, active="inactive", sub="dead")
        return
    others = [process.pid for process in _members(stage, node, name) if process.pid != main]
    note(stage, node, f"Stopping {unit.description}...")
    _set(stage, node, name, active="deactivating", sub="stop-sigterm")
    _set_timer(stage, node, name, "unit-timeout", unit.span("TimeoutStopSec", _TIMEOUT))
    _run_all(stage, node, unit, "ExecStop", _environment(stage.machines[node].files, unit))
    _signal(stage, node, main, unit.kill_signal)
    if unit.value("Service", "KillMode", "control-group") == "control-group":
        for pid in others:
            _signal(stage, node, pid, unit.kill_signal)


def _members(stage: Stage, node: str, name: str) -> list[Process]:
    return [process for process in stage.machines[node].processes.by_pid.values() if process.unit == name]


def _signal(stage: Stage, node: str, pid: int, number: int) -> None:
    if stage.machines[node].process(pid):
        kill(stage, node, pid, number)


def _sweep(stage: Stage, node: str, unit: UnitFile) -> None:
    """What is left of a service's processes when the main one is gone is killed, unless KillMode spares it."""
    if unit.value("Service", "KillMode", "control-group") in ("control-group", "mixed"):
        for process in _members(stage, node, unit.name):
            _signal(stage, node, process.pid, KILL)


# -- endings -------------------------------------------------------------------------------------------------------


def process_ended(stage: Stage, node: str, process: Process, outcome: Exit) -> bool:
    """One of a service's processes ended. True if it was the main one, so that the unit's state has changed."""
    unit = stage.machines[node].loaded.get(process.unit)
    state = _state(stage, node, process.unit)
    starting = state.active == "activating" and not state.main_pid
    if unit is None or state.active not in ("active", "activating", "deactivating"):
        return False
    if (not starting and state.main_pid != process.pid) or state.sub == "auto-restart":
        return False
    _set(stage, node, unit.name, main_pid=process.pid)
    if state.active == "deactivating":
        _stopped(stage, node, unit, outcome)
    elif outcome.clean or (outcome.status in unit.success_statuses and not outcome.signal):
        _ended_well(stage, node, unit, outcome)
    else:
        _failed(stage, node, unit, outcome)
    return True


def _stopped(stage: Stage, node: str, unit: UnitFile, outcome: Exit) -> None:
    _stop_timer(stage, node, unit.name)
    _set(stage, node, unit.name, active="inactive", sub="dead", status=outcome.status, signal=outcome.signal)
    _sweep(stage, node, unit)
    note(stage, node, f"Stopped {unit.description}.")


def _ended_well(stage: Stage, node: str, unit: UnitFile, outcome: Exit) -> None:
    _stop_timer(stage, node, unit.name)
    _set(stage, node, unit.name, active="inactive", sub="dead", status=outcome.status, signal=outcome.signal)
    _sweep(stage, node, unit)
    _maybe_restart(stage, node, unit, "success")


def _failed(stage: Stage, node: str, unit: UnitFile, outcome: Exit, result: str = "") -> None:
    _stop_timer(stage, node, unit.name)
    result = result or ("signal" if outcome.signal else "exit-code")
    state = {"active": "failed", "sub": "failed", "result": result}
    _set(stage, node, unit.name, **state, status=outcome.status, signal=outcome.signal)
    _sweep(stage, node, unit)
    code = f"killed, status={outcome.signal}/{signal_name(outcome.signal)}" if outcome.signal else ""
    code = code or f"exited, status={outcome.status}/{status_name(outcome.status)}"
    note(stage, node, f"{unit.name}: Main process exited, code={code}")
    note(stage, node, f"{unit.name}: Failed with result '{result}'.")
    _maybe_restart(stage, node, unit, result)


def _maybe_restart(stage: Stage, node: str, unit: UnitFile, result: str) -> None:
    if result not in _RESTARTS.get(unit.value("Service", "Restart", "no"), frozenset()):
        return
    _set(stage, node, unit.name, active="activating", sub="auto-restart")
    delay = unit.span("RestartSec", _RESTART_DELAY)
    _set_timer(stage, node, unit.name, "unit-restart", _RESTART_DELAY if delay is None else delay)


def forget_restart(stage: Stage, node: str, name: str) -> None:
    """A unit that waits for its restart goes back to where it would be without one."""
    state = _state(stage, node, name)
    if state.sub == "auto-restart":
        _stop_timer(stage, node, name)
        good = state.result == "success"
        _set(stage, node, name, active="inactive" if good else "failed", sub="dead" if good else "failed")


def time_is_up(stage: Stage, node: str, unit: UnitFile) -> None:
    """A start or stop took too long: its processes are killed, unless SendSIGKILL=no, and the unit has failed."""
    state = _state(stage, node, unit.name)
    phase = "State 'stop-sigterm'" if state.active == "deactivating" else "start operation"
    note(stage, node, f"{unit.name}: {phase} timed out.")
    _failed(stage, node, replace(unit, text=f"{unit.text}\n[Service]\nRestart=no\n"), Exit(signal=KILL), "timeout")
    if unit.flag("SendSIGKILL", True):
        for process in _members(stage, node, unit.name):
            _signal(stage, node, process.pid, KILL)


def signal_name(number: int) -> str:
    """``KILL`` for 9."""
    return _SIGNAL_NAMES.get(number, str(number))


def status_name(status: int) -> str:
    """systemd's word for an exit status: SUCCESS, FAILURE, EXEC, n/a ..."""
    return _STATUS_NAMES.get(status, "n/a")
