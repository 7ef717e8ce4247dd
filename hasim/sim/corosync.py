"""Corosync as a daemon: starting with its configuration, being stopped, dying."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.sim.chronicle import corosync_log
from hasim.sim.corosync_conf import ConfError, CorosyncConf
from hasim.sim.corosync_files import StartError, read_files
from hasim.sim.log import syslog
from hasim.sim.process import finish
from hasim.sim.stack import NodeStack, change
from hasim.sim.stage import Stage, on
from hasim.sim.totem import form_ring, recheck
from hasim.sim.votequorum import may_shrink, shrunk
from hasim.sim.world import Event

STARTUP = 400
"""From exec to the first ring of one's own, in ms."""
STOPPING = 100
"""From SIGTERM to the end of an orderly shutdown, in ms."""
SOFTDOG = 6000
"""The watchdog's timeout, in ms: a Corosync that opened it and died resets the machine after it."""

CONFIG_ERROR, SERVICE_ERROR = 8, 20
"""Corosync's exit statuses for a configuration it cannot use, and for a service of it that refuses its part."""


@on("process-started")
def start(stage: Stage, event: Event) -> None:
    """A corosync process reads its files and either gives up or is on its way."""
    if event.data["name"] != "corosync":
        return
    node, pid = event.node, event.data["pid"]
    try:
        corosync = read_files(stage, node, pid)
    except (ConfError, StartError) as error:
        _give_up(stage, node, pid, str(error), error.status if isinstance(error, ConfError) else CONFIG_ERROR)
        return
    change(stage, node, corosync=corosync)
    _log_start(stage, node)
    stage.after(STARTUP, "corosync-up", node, pid=pid)


def _give_up(stage: Stage, node: str, pid: int, reason: str, status: int) -> None:
    syslog(stage, node, "corosync", f"[MAIN  ] {reason}", pid)
    place = "service.c:356" if status == SERVICE_ERROR else "main.c:1417"
    last = f"[MAIN  ] Corosync Cluster Engine exiting with status {status} at {place}."
    syslog(stage, node, "corosync", last, pid)
    finish(stage, node, pid, status)


def _log_start(stage: Stage, node: str) -> None:
    package = stage.machines[node].packages.get("corosync", "")
    version = package.partition("-")[0] or ("2.4.5" if stage.dialect is Dialect.V1_1 else "3.1.7")
    corosync_log(stage, node, "MAIN", f"Corosync Cluster Engine {version} starting up")
    corosync = stage.stacks[node].corosync
    bound = corosync.bound if corosync else ""
    corosync_log(stage, node, "TOTEM", f"The network interface [{bound}] is now up.")
    conf = _conf(stage.stacks[node])
    if conf and conf.provider:
        corosync_log(stage, node, "QUORUM", f"Using quorum provider {conf.provider}")


def _conf(stack: NodeStack) -> CorosyncConf | None:
    return stack.corosync.conf if stack.corosync else None


@on("corosync-up")
def up(stage: Stage, event: Event) -> None:
    """It stands in a ring of its own, and from now on listens for others."""
    corosync = stage.stacks[event.node].corosync
    if corosync is None or corosync.pid != event.data["pid"]:
        return
    form_ring(stage, (event.node,))
    stage.tell("process-ready", event.node, pid=corosync.pid)
    recheck(stage)


@on("process-signalled")
def signalled(stage: Stage, event: Event) -> None:
    """SIGTERM and its like: an orderly leave, of which the others hear at once."""
    corosync = stage.stacks[event.node].corosync
    if event.data["name"] != "corosync" or event.data["signal"] not in (1, 2, 3, 15) or corosync is None:
        return
    corosync_log(stage, event.node, "MAIN", "Node was shut down by a signal")
    corosync_log(stage, event.node, "SERV", "Unloading all Corosync service engines.")
    stage.after(STOPPING, "corosync-exit", event.node, pid=corosync.pid)


@on("corosync-exit")
def leave(stage: Stage, event: Event) -> None:
    """The end of an orderly shutdown."""
    corosync = stage.stacks[event.node].corosync
    if corosync is None or corosync.pid != event.data["pid"]:
        return
    corosync_log(stage, event.node, "MAIN", "Corosync Cluster Engine exiting normally")
    finish(stage, event.node, corosync.pid, 0)


@on("process-ended")
def ended(stage: Stage, event: Event) -> None:
    """However it ended, its memory is gone; a watchdog that was not closed runs on."""
    corosync = stage.stacks[event.node].corosync
    if event.data["name"] != "corosync" or corosync is None or corosync.pid != event.data["pid"]:
        return
    orderly = event.data["signal"] is None and event.data["status"] == 0
    change(stage, event.node, corosync=None)
    if not orderly:
        stage.record("killed", event.node, f"corosync on {event.node} died", process="corosync", died=True)
    if corosync.watchdog and not orderly:
        stage.after(SOFTDOG, "watchdog", event.node, booted=stage.machines[event.node].booted)
    recheck(stage, orderly=event.node if orderly else "")
    stage.tell("corosync-gone", event.node, orderly=orderly)


@on("machine-off")
def power_lost(stage: Stage, event: Event) -> None:
    """All that was in memory is gone; files stay."""
    stack = stage.stacks[event.node]
    stage.stacks[event.node] = NodeStack(disk=stack.disk, inputs=stack.inputs, ring_sequence=stack.ring_sequence)
    recheck(stage)


@on("network-changed")
def network_changed(stage: Stage, event: Event) -> None:
    """A cable, a cut, a firewall or an interface changed: who hears whom?"""
    recheck(stage)


@on("shrink-expected")
def shrink(stage: Stage, event: Event) -> None:
    """last_man_standing's window is over."""
    corosync = stage.stacks[event.node].corosync
    if corosync and may_shrink(corosync):
        change(stage, event.node, corosync=shrunk(corosync))
