"""systemd's manager: units, their dependencies, and the queue of jobs.

A request makes jobs for a unit and for what it needs (or what needs it); a job waits for those it is ordered after,
then runs. What a running job does to the service's processes is in :mod:`hasim.sim.service`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from hasim.sim import service
from hasim.sim.corosync_files import refuse_unmodelled
from hasim.sim.machine import Job, Machine, UnitState
from hasim.sim.process import Exit, Process
from hasim.sim.stage import on
from hasim.sim.unitfile import UnitFile, read_unit, wanted_at_boot

if TYPE_CHECKING:
    from hasim.sim.stage import Stage
    from hasim.sim.world import Event

_NO_STATE = UnitState()
_COROSYNC = "corosync.service"


class UnknownUnit(LookupError):
    """There is no unit file of that name (``str()`` is the full unit name)."""


class MaskedUnit(Exception):
    """The unit is masked (``str()`` is the full unit name)."""


# -- what is known of units ----------------------------------------------------------------------------------------


def state_of(machine: Machine, unit: str) -> UnitState:
    """A unit's state; that of a unit never heard of is inactive."""
    return machine.units.get(unit, _NO_STATE)


def definition(machine: Machine, unit: str) -> UnitFile | None:
    """The unit as the manager has loaded it, or, where it has not, as it stands on the disk."""
    return machine.loaded.get(unit) or read_unit(machine.files, unit)


def changed_on_disk(machine: Machine, unit: str) -> bool:
    """Whether the unit's file differs from what the manager has loaded, so that it asks for a daemon-reload."""
    return unit in machine.loaded and machine.loaded[unit] != read_unit(machine.files, unit)


def busy(stage: Stage, node: str) -> bool:
    """Whether a unit job is queued or running; a unit that waits for its RestartSec has none."""
    return bool(stage.machines[node].jobs)


def reload(stage: Stage, node: str) -> None:
    """``systemctl daemon-reload``: read every unit that is enabled, in use or needed by such a one again."""
    stage.machines[node] = reloaded(stage.machines[node])


def reloaded(machine: Machine) -> Machine:
    """The machine with its unit files read again."""
    in_use = [name for name, state in machine.units.items() if state.active != "inactive"]
    queue = [*wanted_at_boot(machine.files), *in_use, *machine.jobs]
    loaded: dict[str, UnitFile] = {}
    while queue:
        name = queue.pop()
        unit = read_unit(machine.files, name)
        if unit is not None and name not in loaded:
            loaded[name] = unit
            queue += _needs(unit)
    return replace(machine, loaded=loaded)


def _needs(unit: UnitFile) -> list[str]:
    return [*unit.names("Requires"), *unit.names("BindsTo"), *unit.names("Wants")]


def _loaded(stage: Stage, node: str, name: str) -> UnitFile:
    """The unit's definition, which from now on is kept; UnknownUnit without a file, MaskedUnit."""
    machine = stage.machines[node]
    unit = definition(machine, name)
    if unit is None:
        raise UnknownUnit(name)
    if unit.path == "/dev/null":
        raise MaskedUnit(name)
    if name not in machine.loaded:
        stage.machines[node] = replace(machine, loaded={**machine.loaded, name: unit})
    return unit


def _dependents(machine: Machine, name: str) -> list[str]:
    """The units to which an explicit stop or restart of ``name`` spreads."""
    keys = ("Requires", "BindsTo", "PartOf", "Requisite")
    return [u.name for u in machine.loaded.values() if any(name in u.names(key) for key in keys)]


# -- requests ------------------------------------------------------------------------------------------------------


def start(stage: Stage, node: str, name: str) -> None:
    """Queue start jobs for a unit and all that it requires or wants; UnknownUnit, MaskedUnit."""
    _loaded(stage, node, name)
    _refuse(stage, node, name)
    _queue_start(stage, node, name, set())
    _dispatch(stage, node)


def _refuse(stage: Stage, node: str, name: str) -> None:
    """Raise Unsupported, before anything is queued, where Corosync would start with what is not modelled."""
    needed, queue = {name}, [name]
    while queue:
        unit = definition(stage.machines[node], queue.pop())
        new = set(_needs(unit)) - needed if unit is not None else set()
        needed |= new
        queue += new
    if _COROSYNC in needed and (name == _COROSYNC or not _running(stage.machines[node], _COROSYNC)):
        refuse_unmodelled(stage, node)


def stop(stage: Stage, node: str, name: str) -> None:
    """Queue stop jobs for a unit and all that requires it."""
    _loaded(stage, node, name)
    _queue_stop(stage, node, name, set())
    _dispatch(stage, node)


def restart(stage: Stage, node: str, name: str) -> None:
    """Queue a restart: of the unit, started where it was not, and of the running units that require it."""
    _loaded(stage, node, name)
    _refuse(stage, node, name)
    _queue_start(stage, node, name, set(), kind="restart")
    seen: set[str] = {name}
    queue = _dependents(stage.machines[node], name)
    while queue:
        other = queue.pop()
        if other not in seen and _running(stage.machines[node], other):
            _put_job(stage, node, other, "restart")
            queue += _dependents(stage.machines[node], other)
        seen.add(other)
    _dispatch(stage, node)


def start_all(stage: Stage, node: str, names: Iterable[str]) -> None:
    """Queue start jobs for several units at once, as at boot; unknown ones are passed over."""
    for name in names:
        if definition(stage.machines[node], name) is not None:
            _queue_start(stage, node, name, set())
    _dispatch(stage, node)


def stop_all(stage: Stage, node: str, names: Iterable[str]) -> None:
    """Queue stop jobs for several units at once, so that their order counts, as at shutdown."""
    for name in names:
        _queue_stop(stage, node, name, set())
    _dispatch(stage, node)


def reset_failed(stage: Stage, node: str, names: Iterable[str] = ()) -> None:
    """Forget that these units (without names: any) have failed, and how often they were started."""
    wanted = frozenset(names)
    machine = stage.machines[node]
    failed = {name for name, state in machine.units.items() if state.active == "failed" and name in (wanted or (name,))}
    stage.machines[node] = replace(
        machine, units={n: _NO_STATE if n in failed else s for n, s in machine.units.items()}
    )


def finish_jobs(stage: Stage, node: str, names: Iterable[str]) -> None:
    """Let time pass until none of these units has a job left (or the machine is gone)."""
    waited = frozenset(names)
    while waited & stage.machines[node].jobs.keys() and stage.step():
        pass


def _running(machine: Machine, name: str) -> bool:
    return state_of(machine, name).active in ("active", "activating", "reloading") or name in machine.jobs


def _queue_start(stage: Stage, node: str, name: str, seen: set[str], kind: str = "start") -> None:
    if name in seen:
        return
    seen.add(name)
    try:
        unit = _loaded(stage, node, name)
    except (UnknownUnit, MaskedUnit):
        return
    for needed in _needs(unit):
        _queue_start(stage, node, needed, seen)
    for enemy in unit.names("Conflicts"):
        if state_of(stage.machines[node], enemy).active == "active":
            _queue_stop(stage, node, enemy, set())
    if kind == "restart" or state_of(stage.machines[node], name).active != "active":
        _put_job(stage, node, name, kind)


def _queue_stop(stage: Stage, node: str, name: str, seen: set[str]) -> None:
    if name in seen:
        return
    seen.add(name)
    for other in _dependents(stage.machines[node], name):
        _queue_stop(stage, node, other, seen)
    if state_of(stage.machines[node], name).active not in ("inactive", "failed") or name in stage.machines[node].jobs:
        _put_job(stage, node, name, "stop")


def _put_job(stage: Stage, node: str, name: str, kind: str) -> None:
    machine = stage.machines[node]
    old = machine.jobs.get(name)
    if old is not None and old.kind == kind:
        return
    stage.machines[node] = replace(machine, jobs={**machine.jobs, name: Job(kind)})


# -- the queue -----------------------------------------------------------------------------------------------------


def _dispatch(stage: Stage, node: str) -> None:
    """Run every job that has nothing left to wait for; what a job ends at once may let the next one run."""
    progress = True
    while progress:
        progress = False
        for name, job in list(stage.machines[node].jobs.items()):
            if stage.machines[node].jobs.get(name) is job and not job.running and _may_run(stage, node, name, job):
                _run(stage, node, name, job)
                progress = True


def _may_run(stage: Stage, node: str, name: str, job: Job) -> bool:
    machine = stage.machines[node]
    if state_of(machine, name).active == "deactivating" and job.kind != "stop":
        return False
    others = [other for other in machine.jobs if other != name]
    return not any(_goes_first(machine, other, machine.jobs[other], name, job) for other in others)


def _goes_first(machine: Machine, other: str, theirs: Job, name: str, mine: Job) -> bool:
    """systemd's ordering: of two ordered units the stopping one goes first; both starting, After tells; both stopping,
    the reverse."""
    we_follow, they_follow = _is_after(machine, name, other), _is_after(machine, other, name)
    if not we_follow and not they_follow:
        return False
    if mine.kind == "start":
        return theirs.kind != "start" or we_follow
    return theirs.kind != "start" and they_follow


def _is_after(machine: Machine, name: str, other: str) -> bool:
    mine, theirs = machine.loaded.get(name), machine.loaded.get(other)
    return bool(mine and other in mine.names("After")) or bool(theirs and name in theirs.names("Before"))


def _run(stage: Stage, node: str, name: str, job: Job) -> None:
    machine = stage.machines[node]
    state = state_of(machine, name)
    if job.kind == "start" and _lacks_requirement(machine, name):
        _end_job(stage, node, name, "dependency")
        service.note(stage, node, f"Dependency failed for {machine.loaded[name].description}.")
        return
    stage.machines[node] = replace(machine, jobs={**machine.jobs, name: replace(job, running=True)})
    if job.kind == "start":
        if state.active != "active":
            service.begin_start(stage, node, machine.loaded[name])
    elif state.active == "active" or (state.active == "activating" and state.sub != "auto-restart"):
        service.begin_stop(stage, node, machine.loaded[name])
    elif state.active != "deactivating":
        service.forget_restart(stage, node, name)
    _settle_job(stage, node, name)


def _lacks_requirement(machine: Machine, name: str) -> bool:
    """Whether a unit that this one requires does not exist, or should run before it and does not."""
    unit = machine.loaded[name]
    for needed in (*unit.names("Requires"), *unit.names("BindsTo")):
        if definition(machine, needed) is None:
            return True
        if _is_after(machine, name, needed) and state_of(machine, needed).active != "active":
            return True
    return False


def _settle_job(stage: Stage, node: str, name: str) -> None:
    """End a unit's running job if the unit has reached where the job leads."""
    machine = stage.machines[node]
    job, state = machine.jobs.get(name), state_of(machine, name)
    if job is None or not job.running:
        return
    if job.kind == "start":
        if state.active == "active":
            _end_job(stage, node, name, "done")
        elif state.active in ("failed", "inactive") or state.sub == "auto-restart":
            _end_job(stage, node, name, "failed" if state.result != "timeout" else "timeout")
    elif state.active in ("inactive", "failed"):
        if job.kind == "restart":
            stage.machines[node] = replace(machine, jobs={**machine.jobs, name: Job("start")})
        else:
            _end_job(stage, node, name, "done")


def _end_job(stage: Stage, node: str, name: str, outcome: str) -> None:
    machine = stage.machines[node]
    jobs = {other: job for other, job in machine.jobs.items() if other != name}
    units = {**machine.units, name: replace(state_of(machine, name), outcome=outcome)}
    stage.machines[node] = _tidied(replace(machine, jobs=jobs, units=units), name)


def _tidied(machine: Machine, name: str) -> Machine:
    """Forget the file of a unit that nothing refers to any more, as the manager's garbage collection does."""
    if state_of(machine, name).active != "inactive" or name in machine.jobs:
        return machine
    held = {name for unit in machine.loaded.values() for name in (*_needs(unit), *unit.names("After"))}
    if name in held or name in wanted_at_boot(machine.files):
        return machine
    return replace(machine, loaded={other: unit for other, unit in machine.loaded.items() if other != name})


# -- what happens to services --------------------------------------------------------------------------------------


def _went_on(stage: Stage, node: str, name: str) -> None:
    _settle_job(stage, node, name)
    _dispatch(stage, node)


@on("process-ready")
def _process_ready(stage: Stage, event: Event) -> None:
    process = stage.machines[event.node].process(event.data["pid"])
    if process is not None and process.unit:
        service.became_ready(stage, event.node, process)
        _went_on(stage, event.node, process.unit)


@on("process-ended")
def _process_ended(stage: Stage, event: Event) -> None:
    process: Process = event.data["process"]
    outcome: Exit = event.data["outcome"]
    if process.unit and service.process_ended(stage, event.node, process, outcome):
        _stop_bound(stage, event.node, process.unit)
        _went_on(stage, event.node, process.unit)


def _stop_bound(stage: Stage, node: str, name: str) -> None:
    """A unit that is bound to one which went away by itself is stopped, too."""
    machine = stage.machines[node]
    if state_of(machine, name).active in ("inactive", "failed"):
        for unit in list(machine.loaded.values()):
            if name in unit.names("BindsTo"):
                _queue_stop(stage, node, unit.name, set())


@on("unit-timeout")
def _unit_timeout(stage: Stage, event: Event) -> None:
    name = event.data["unit"]
    service.time_is_up(stage, event.node, stage.machines[event.node].loaded[name])
    _went_on(stage, event.node, name)


@on("unit-restart")
def _unit_restart(stage: Stage, event: Event) -> None:
    """RestartSec is over. The restart spreads to those that require the unit, as an explicit one does."""
    name = event.data["unit"]
    service.forget_restart(stage, event.node, name)
    restart(stage, event.node, name)
