"""The arbiter falls silent or answers again: each node's quorum device notices in its own time."""

from __future__ import annotations

from dataclasses import replace

from hasim.sim.qdevice import gives_vote, reaches, retry, silence
from hasim.sim.stack import change
from hasim.sim.stage import Stage, on
from hasim.sim.totem import partitions
from hasim.sim.votequorum import counted
from hasim.sim.world import Event


@on("network-changed")
def look(stage: Stage, event: Event) -> None:
    """Put on the agenda what the nodes with a quorum device are going to notice."""
    for node in stage.nodes:
        corosync = stage.stacks[node].corosync
        if corosync is None or corosync.conf.device is None:
            continue
        there = reaches(stage, node)
        if there != corosync.device:
            change(stage, node, corosync=replace(corosync, device=there))
            delay = retry(corosync.conf.device) if there else silence(corosync.conf.device)
            stage.after(delay, "arbiter", node, pid=corosync.pid, there=there)


@on("membership")
def connect(stage: Stage, event: Event) -> None:
    """A new membership is told to the arbiter; a device that is new connects to it."""
    corosync = stage.stacks[event.node].corosync
    if corosync is not None and corosync.conf.device is not None and corosync.device != reaches(stage, event.node):
        change(stage, event.node, corosync=replace(corosync, device=reaches(stage, event.node)))


@on("arbiter")
def noticed(stage: Stage, event: Event) -> None:
    """The votes come or go, where things are still so."""
    corosync = stage.stacks[event.node].corosync
    if corosync is None or corosync.pid != event.data["pid"] or reaches(stage, event.node) != event.data["there"]:
        return
    cast = gives_vote(stage, event.node, corosync.members, partitions(stage))
    if cast == corosync.cast:
        return
    ids = [corosync.seen[name].node_id for name in corosync.members]
    new = counted(replace(corosync, cast=cast), corosync.members, ids)
    change(stage, event.node, corosync=new)
    turned = new.quorate != corosync.quorate
    stage.tell("membership", event.node, joined=(), left=(), quorum_changed=turned)
