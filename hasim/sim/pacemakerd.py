"""pacemakerd and its six children as processes: started, watched, respawned, stopped in order, or the host panics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from hasim.cib import Dialect
from hasim.cib.values import is_true
from hasim.sim.chronicle import pacemaker_log
from hasim.sim.cibstore import start_manager
from hasim.sim.power import power_reset
from hasim.sim.process import finish, spawn
from hasim.sim.stack import AttributeDaemon, Executor, Launcher, change
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

ROLES = ("based", "fenced", "execd", "attrd", "schedulerd", "controld")
"""In the order in which they are started; they are stopped in the opposite one."""
_OLD_NAMES = MappingProxyType(dict(zip(ROLES, ("cib", "stonithd", "lrmd", "attrd", "pengine", "crmd"), strict=True)))
NEED_CLUSTER = frozenset({"based", "fenced", "attrd", "controld"})
"""These exit when Corosync is gone, and wait for it before they are respawned."""
AS_ROOT = frozenset({"fenced", "execd"})

STARTUP = 150
RESPAWN = 20
RECONNECT = 850
"""Corosync is back: until pacemakerd's next try finds it, in ms (it tries once a second)."""
STOP_EACH = 15
NOT_CONNECTED = 102
NO_CLUSTER = 76
"""Exit status of a pacemakerd that finds no Corosync when it starts."""
MAX_RESPAWN = 100


def daemon_name(dialect: Dialect, role: str) -> str:
    """The process name of a role: ``pacemaker-controld``, in 1.1 ``crmd``."""
    return _OLD_NAMES[role] if dialect is Dialect.V1_1 else f"pacemaker-{role}"


def role_of(dialect: Dialect, name: str) -> str:
    """The role that a process name stands for, "" for none."""
    return next((role for role in ROLES if daemon_name(dialect, role) == name), "")


def child(stage: Stage, node: str, role: str) -> int:
    """The process id of a child, 0 where there is none."""
    launcher = stage.stacks[node].launcher
    return launcher.children.get(role, 0) if launcher else 0


def log(stage: Stage, node: str, text: str, severity: str = "notice", function: str = "pcmk_process_exit") -> None:
    """A line of pacemakerd's own."""
    launcher = stage.stacks[node].launcher
    pacemaker_log(stage, node, "pacemakerd", launcher.pid if launcher else 0, function, text, severity)


@on("process-started")
def started(stage: Stage, event: Event) -> None:
    """A pacemakerd comes up; children that an earlier one left behind are adopted."""
    if event.data["name"] != "pacemakerd":
        return
    node, pid = event.node, event.data["pid"]
    table = stage.machines[node].processes
    found = {role: table.named(daemon_name(stage.dialect, role)) for role in ROLES}
    children = {role: processes[0].pid for role, processes in found.items() if processes}
    launcher = Launcher(pid, children, connected=bool(children), fail_fast=_fail_fast(stage, node))
    change(stage, node, launcher=launcher)
    stage.after(STARTUP, "pacemakerd-up", node, pid=pid)


def _fail_fast(stage: Stage, node: str) -> bool:
    """PCMK_fail_fast, from the file of defaults that the unit reads; the last assignment counts."""
    answer = ""
    for path in ("/etc/sysconfig/pacemaker", "/etc/default/pacemaker"):
        file = stage.machines[node].file(path)
        lines = str(file.content).splitlines() if file else []
        found = [line.partition("=")[2].strip().strip("\"'") for line in lines if line.startswith("PCMK_fail_fast=")]
        answer = found[-1] if found else answer
    return is_true(answer)


def _current(stage: Stage, event: Event) -> Launcher | None:
    launcher = stage.stacks[event.node].launcher
    return launcher if launcher and launcher.pid == event.data["pid"] else None


@on("pacemakerd-up")
def up(stage: Stage, event: Event) -> None:
    """Connect to Corosync and start what is missing; without Corosync it gives up."""
    launcher = _current(stage, event)
    if launcher is None or launcher.stopping:
        return
    corosync = stage.stacks[event.node].corosync
    if corosync is None or not corosync.ring[1]:
        log(stage, event.node, "Could not connect to Corosync CFG: CS_ERR_LIBRARY", "crit", "cluster_connect_cfg")
        change(stage, event.node, launcher=None)
        finish(stage, event.node, launcher.pid, NO_CLUSTER)
        return
    log(stage, event.node, "Starting Pacemaker", function="main")
    change(stage, event.node, launcher=replace(launcher, connected=True))
    for role in ROLES:
        if role not in launcher.children:
            launch(stage, event.node, role)
    if "attrd" in launcher.children or "controld" in launcher.children:
        _adopted(stage, event.node, launcher.children)


def _adopted(stage: Stage, node: str, children: Mapping[str, int]) -> None:
    for role, pid in children.items():
        name = daemon_name(stage.dialect, role)
        log(stage, node, f"Tracking existing {name} process (pid={pid})", function="find_and_track_existing_processes")


def _directory(dialect: Dialect) -> str:
    return "/usr/libexec/pacemaker" if dialect is Dialect.V1_1 else "/usr/lib/pacemaker"


def launch(stage: Stage, node: str, role: str) -> None:
    """Start one child."""
    launcher = stage.stacks[node].launcher
    if launcher is None:
        return
    name = daemon_name(stage.dialect, role)
    user = "root" if role in AS_ROOT else "hacluster"
    pid = spawn(stage, node, name, f"{_directory(stage.dialect)}/{name}", parent=launcher.pid, user=user)
    change(stage, node, launcher=replace(launcher, children={**launcher.children, role: pid}))
    if role == "based":
        start_manager(stage, node)
    elif role == "execd":
        change(stage, node, executor=Executor(pid))
    elif role == "attrd":
        change(stage, node, attributes=AttributeDaemon(pid))
        stage.tell("attrd-started", node)
    elif role == "controld":
        stage.tell("controld-started", node, pid=pid)


@on("process-ended")
def ended(stage: Stage, event: Event) -> None:
    """pacemakerd or a child of its is gone."""
    node, pid = event.node, event.data["pid"]
    launcher = stage.stacks[node].launcher
    if event.data["name"] == "pacemakerd" and launcher and launcher.pid == pid:
        change(stage, node, launcher=None)
        _note_kill(stage, event)
        return
    role = role_of(stage.dialect, event.data["name"])
    if not role or _pid_in_use(stage, node, role, pid):
        return
    watched = launcher is not None and launcher.children.get(role) == pid
    if launcher is not None and watched:
        rest = {one: number for one, number in launcher.children.items() if one != role}
        change(stage, node, launcher=replace(launcher, children=rest))
    _note_kill(stage, event)
    forget(stage, node, role)
    if watched:
        _child_died(stage, node, role, event)


def _pid_in_use(stage: Stage, node: str, role: str, pid: int) -> bool:
    """Is the state that a role has now that of another process than the one that ended?"""
    stack = stage.stacks[node]
    owner = {"execd": stack.executor, "attrd": stack.attributes, "controld": stack.controller}.get(role)
    return owner is not None and owner.pid != pid


def _note_kill(stage: Stage, event: Event) -> None:
    if event.data["signal"]:
        name = event.data["name"]
        stage.record("killed", event.node, f"{name} on {event.node} was killed", process=name)


def forget(stage: Stage, node: str, role: str) -> None:
    """Drop what a dead daemon held in memory, and tell who depends on it."""
    stack = stage.stacks[node]
    if role == "based":
        change(stage, node, cib=None)
        stage.tell("based-gone", node)
    elif role == "execd" and stack.executor:
        change(stage, node, executor=None)
        stage.tell("execd-gone", node, executor=stack.executor)
    elif role == "attrd":
        change(stage, node, attributes=None)
        stage.tell("attrd-gone", node)
    elif role == "controld" and stack.controller:
        change(stage, node, controller=None)
        stage.tell("controld-gone", node, controller=stack.controller)


@on("based-gone")
def clients_of_based(stage: Stage, event: Event) -> None:
    """Its clients lose their connection and exit."""
    for role in ("fenced", "attrd", "controld"):
        _exit_child(stage, event.node, role)


@on("execd-gone")
def client_of_execd(stage: Stage, event: Event) -> None:
    """The controller cannot do without the executor."""
    _exit_child(stage, event.node, "controld", 1)


@on("corosync-gone")
def cluster_layer_lost(stage: Stage, event: Event) -> None:
    """Without Corosync the daemons that need it exit; the executor and what it started go on."""
    launcher = stage.stacks[event.node].launcher
    if launcher is None:
        for role in ROLES:
            if role in NEED_CLUSTER:
                _exit_orphan(stage, event.node, role)
        return
    change(stage, event.node, launcher=replace(launcher, connected=False))
    text = "Lost connection to cluster layer (connection will be reattempted once per second)"
    log(stage, event.node, text, "warning", "cfg_connection_destroy")
    _exit_child(stage, event.node, "based")
    for role in ROLES:
        if role in NEED_CLUSTER:
            _exit_child(stage, event.node, role)


def _exit_child(stage: Stage, node: str, role: str, status: int = NOT_CONNECTED) -> None:
    pid = child(stage, node, role)
    if pid:
        finish(stage, node, pid, status)
    else:
        _exit_orphan(stage, node, role)


def _exit_orphan(stage: Stage, node: str, role: str) -> None:
    for process in stage.machines[node].processes.named(daemon_name(stage.dialect, role)):
        finish(stage, node, process.pid, NOT_CONNECTED)


def _child_died(stage: Stage, node: str, role: str, event: Event) -> None:
    launcher = stage.stacks[node].launcher
    if launcher is None:
        return
    name = daemon_name(stage.dialect, role)
    if launcher.stopping:
        if role == "controld":
            stage.after(STOP_EACH, "pacemakerd-stop", node, pid=launcher.pid)
        return
    _log_death(stage, node, name, event)
    if launcher.fail_fast:
        _panic(stage, node, name)
    elif not launcher.connected and role in NEED_CLUSTER:
        log(stage, node, f"Not respawning {name} subdaemon until cluster returns")
    elif launcher.respawns.get(role, 0) >= MAX_RESPAWN:
        log(stage, node, f"{name} exceeded maximum respawn count", "error")
    else:
        log(stage, node, f"Respawning {name} subdaemon after unexpected exit")
        count = {**launcher.respawns, role: launcher.respawns.get(role, 0) + 1}
        change(stage, node, launcher=replace(launcher, respawns=count))
        stage.after(RESPAWN, "respawn", node, pid=launcher.pid, role=role)


def _log_death(stage: Stage, node: str, name: str, event: Event) -> None:
    pid = event.data["pid"]
    if event.data["signal"]:
        names = {9: "Killed", 15: "Terminated", 11: "Segmentation fault", 6: "Aborted"}
        number = event.data["signal"]
        text = f"{name}[{pid}] terminated with signal {number} ({names.get(number, 'Unknown')})"
        log(stage, node, text, "warning", "pcmk_child_exit")
    else:
        text = f"{name}[{pid}] exited with status {event.data['status']}"
        log(stage, node, text, "error", "pcmk_child_exit")


def _panic(stage: Stage, node: str, name: str) -> None:
    """PCMK_fail_fast: a failed daemon counts as a failed node."""
    if any(one.node == node for one in stage.pending("panic")):
        return
    log(stage, node, f"Rebooting system because of {name}", "error")
    log(stage, node, "Panicking the system directly: pcmk_process_exit", "emerg", "pcmk__panic")
    stage.record("panic", node, f"{node} resets itself because {name} died (PCMK_fail_fast)", process=name)
    stage.after(0, "panic", node, booted=stage.machines[node].booted)


@on("panic")
def panic(stage: Stage, event: Event) -> None:
    """The reset itself."""
    if stage.machines[event.node].on:
        power_reset(stage, event.node)


@on("watchdog")
def watchdog(stage: Stage, event: Event) -> None:
    """The watchdog that a dead Corosync left open fires, unless the machine has gone down in between."""
    machine = stage.machines[event.node]
    if machine.on and machine.booted == event.data["booted"]:
        stage.record("watchdog", event.node, f"the watchdog resets {event.node}")
        power_reset(stage, event.node)


@on("respawn")
def respawn(stage: Stage, event: Event) -> None:
    """A child that died unexpectedly is started anew."""
    launcher = _current(stage, event)
    if launcher and event.data["role"] not in launcher.children and not launcher.stopping:
        launch(stage, event.node, event.data["role"])


@on("process-ready")
def corosync_ready(stage: Stage, event: Event) -> None:
    """Corosync is back: the next try of a waiting pacemakerd will find it."""
    launcher = stage.stacks[event.node].launcher
    trying = any(one.node == event.node for one in stage.pending("pacemakerd-up"))
    if launcher and not launcher.connected and not trying:
        stage.after(RECONNECT, "pacemakerd-up", event.node, pid=launcher.pid)


@on("process-signalled")
def signalled(stage: Stage, event: Event) -> None:
    """SIGTERM: first the controller brings its node to rest, then the others follow."""
    launcher = _current(stage, event)
    if event.data["name"] != "pacemakerd" or event.data["signal"] not in (2, 15) or launcher is None:
        return
    if launcher.stopping:
        return
    log(stage, event.node, "Shutting down Pacemaker", function="pcmk_shutdown_worker")
    change(stage, event.node, launcher=replace(launcher, stopping=True))
    if stage.stacks[event.node].controller is None:
        stage.after(STOP_EACH, "pacemakerd-stop", event.node, pid=launcher.pid)
    else:
        stage.tell("controld-shutdown", event.node)


@on("pacemakerd-stop")
def stop(stage: Stage, event: Event) -> None:
    """The controller is gone: stop the rest in the opposite order, then end."""
    launcher = _current(stage, event)
    if launcher is None:
        return
    for role in reversed(ROLES):
        pid = child(stage, event.node, role)
        if pid and role != "controld":
            name = daemon_name(stage.dialect, role)
            log(stage, event.node, f"Stopping {name} | sent signal 15 to process {pid}", function="stop_child")
            finish(stage, event.node, pid, 0)
    log(stage, event.node, "Shutdown complete", function="pcmk_shutdown_worker")
    finish(stage, event.node, launcher.pid, 0)
