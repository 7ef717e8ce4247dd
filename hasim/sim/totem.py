"""Membership: which Corosyncs hear each other, and when a ring of them forms.

Whoever changes something that decides about hearing (a process, a cable, a firewall) calls :func:`recheck`. A loss is
noticed after token and consensus, an orderly leave and a newcomer at once; then all nodes of the partition get the
same new ring in the same moment.
"""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Dialect
from hasim.sim.chronicle import corosync_log
from hasim.sim.corosync_conf import LOOPBACK, NodeEntry
from hasim.sim.qdevice import gives_vote
from hasim.sim.reach import resolve
from hasim.sim.stack import Corosync, Seen, change
from hasim.sim.stage import Stage, on
from hasim.sim.votequorum import adopted, counted, may_shrink
from hasim.sim.world import Event

LEAVE = 60
"""An announced departure until the new ring stands, in ms."""
ROTATION = 60
"""The last token came so long (ms) before the loss, so the loss is noticed that much sooner."""
MERGE = 300
"""Hearing a newcomer until the common ring stands, in ms; a link that had been lost takes longer."""
RELINK = 1400
"""The same after a link came back."""


def hears(stage: Stage, one: str, other: str) -> bool:
    """Do these two running Corosyncs understand and reach each other?"""
    if one == other:
        return True
    a, b = stage.stacks[one].corosync, stage.stacks[other].corosync
    if a is None or b is None or not (a.ring[1] and b.ring[1]):
        return False
    if LOOPBACK in (a.bound, b.bound):
        return False
    return _reach(stage, one, other) and _alike(a, b) and _listed(stage, one, other) and _listed(stage, other, one)


def _reach(stage: Stage, one: str, other: str) -> bool:
    for name in (one, other):
        machine = stage.machines[name]
        if not machine.on or machine.firewall or stage.network.addresses[name] not in machine.addresses:
            return False
    return stage.network.joined(one, other)


def _alike(a: Corosync, b: Corosync) -> bool:
    """The same transport, multicast group and, where packets are signed, the same key."""
    if (a.conf.transport, a.conf.cipher, a.conf.hash, a.key) != (b.conf.transport, b.conf.cipher, b.conf.hash, b.key):
        return False
    return a.conf.transport != "udp" or a.conf.group == b.conf.group


def _listed(stage: Stage, one: str, other: str) -> bool:
    """Multicast reaches anyone; the other transports only the nodes of their list."""
    corosync = stage.stacks[one].corosync
    if corosync is None or corosync.conf.transport == "udp":
        return True
    return any(means(stage, one, entry, other) for entry in corosync.conf.nodes)


def means(stage: Stage, reader: str, entry: NodeEntry, node: str) -> bool:
    """Whether an entry of `reader`'s nodelist is this machine: by its address, or a name that resolves to it."""
    own = stage.network.addresses[node]
    return entry.address in (own, node) or resolve(stage, reader, entry.address) == own


def partitions(stage: Stage) -> list[tuple[str, ...]]:
    """The groups of nodes that all hear each other, each in the order of node ids.

    Where hearing is not transitive (one path of three is cut), the lowest id gathers its group first.
    """
    running = [n for n in stage.nodes if (c := stage.stacks[n].corosync) is not None and c.ring[1]]
    rest = sorted(running, key=lambda n: _id(stage, n))
    groups = []
    while rest:
        group: list[str] = []
        for name in rest:
            if all(hears(stage, name, one) for one in group):
                group.append(name)
        groups.append(tuple(group))
        rest = [name for name in rest if name not in group]
    return groups


def _id(stage: Stage, node: str) -> int:
    corosync = stage.stacks[node].corosync
    return corosync.node_id if corosync else 0


def recheck(stage: Stage, orderly: str = "") -> None:
    """Compare who hears whom with the rings that stand, and put the coming changes on the agenda."""
    for group in partitions(stage):
        rings = {name: set(_members(stage, name)) for name in group}
        if all(members == set(group) for members in rings.values()):
            continue
        lost = set().union(*rings.values()) - set(group)
        delay = _delay(stage, group, lost - {orderly})
        if lost and delay > LEAVE:
            for name in group:
                _log_token_loss(stage, name)
        stage.after(delay, "ring", group[0], group=group, announced=orderly)


def stalled(stage: Stage, node: str) -> int:
    """The ms until what a node sends is delivered again: a ring that has lost its token delivers nothing."""
    members = set(_members(stage, node))
    rings = [event for event in stage.pending("ring") if node in event.data["group"]]
    ends = [event.time for event in rings if members - set(event.data["group"])]
    return max(ends) - stage.time + 1 if ends else 0


def _members(stage: Stage, node: str) -> tuple[str, ...]:
    corosync = stage.stacks[node].corosync
    return corosync.members if corosync else ()


def _delay(stage: Stage, group: tuple[str, ...], lost: set[str]) -> int:
    confs = [c.conf for n in group if (c := stage.stacks[n].corosync)]
    if lost:
        return max(conf.token + conf.consensus for conf in confs) - ROTATION
    if set(_members(stage, group[0])) - set(group):
        return LEAVE
    return RELINK if _relinked(stage, group) else MERGE


def _seen(stage: Stage, node: str) -> list[Seen]:
    corosync = stage.stacks[node].corosync
    return list(corosync.seen.values()) if corosync else []


def _relinked(stage: Stage, group: tuple[str, ...]) -> bool:
    """Must knet first find out that its links to nodes it has known are up again?"""
    knet = any(c.conf.transport == "knet" for n in group if (c := stage.stacks[n].corosync))
    return knet and all({seen.name for seen in _seen(stage, name)} >= set(group) for name in group)


def _log_token_loss(stage: Stage, node: str) -> None:
    corosync = stage.stacks[node].corosync
    if corosync is None:
        return
    conf = corosync.conf
    if waited := conf.token * conf.warning // 100:
        stage.after(waited, "token-warning", node, pid=corosync.pid, waited=waited)
    stage.after(conf.token, "token-lost", node, pid=corosync.pid)


@on("token-warning")
def token_warning(stage: Stage, event: Event) -> None:
    """A good part of the token timeout is over, three quarters by default."""
    if _still_lost(stage, event):
        corosync_log(stage, event.node, "TOTEM", f"Token has not been received in {event.data['waited']} ms ")


@on("token-lost")
def token_lost(stage: Stage, event: Event) -> None:
    """The token is given up; what remains is to agree on the new membership."""
    corosync = stage.stacks[event.node].corosync
    if corosync is not None and _still_lost(stage, event):
        conf = corosync.conf
        text = f"token timed out ({conf.token}ms), waiting {conf.consensus}ms for consensus."
        corosync_log(stage, event.node, "TOTEM", f"A processor failed, forming new configuration: {text}")


def _still_lost(stage: Stage, event: Event) -> bool:
    corosync = stage.stacks[event.node].corosync
    if corosync is None or corosync.pid != event.data["pid"]:
        return False
    return not all(hears(stage, event.node, member) for member in corosync.members)


@on("ring")
def ring(stage: Stage, event: Event) -> None:
    """The time for a new ring has come, if the partition is still the one that was seen."""
    group = event.data["group"]
    if group in partitions(stage) and any(set(_members(stage, name)) != set(group) for name in group):
        form_ring(stage, group, event.data["announced"])


def form_ring(stage: Stage, group: tuple[str, ...], announced: str = "") -> None:
    """Give all nodes of a partition the same new ring, then tell what listens on each of them.

    ``announced`` is a node that said it would leave.
    """
    sequence = max(stage.stacks[name].ring_sequence for name in group) + 4
    ids = [_id(stage, name) for name in group]
    changes = []
    leader = next((c for n in group if (c := stage.stacks[n].corosync) is not None and c.quorate), None)
    for name in group:
        old = stage.stacks[name].corosync
        assert old is not None
        if leader is not None:
            old = adopted(old, leader)
        left = [m for m in old.members if m not in group]
        joined = [m for m in group if m not in old.members]
        old = replace(old, cast=gives_vote(stage, name, group, partitions(stage)))
        orderly = bool(left) and left == [announced]
        votes = counted(old, group, ids, orderly=orderly)
        new = replace(votes, ring=(min(ids), sequence), seen=_seen_now(old, group, ids))
        change(stage, name, corosync=new, ring_sequence=sequence)
        _log_ring(stage, name, old, joined, left, announced)
        _shrink_later(stage, name, new)
        changes.append((name, tuple(joined), tuple(left), old.quorate != new.quorate))
    for name, joined_now, left_now, turned in changes:
        _record(stage, name, group, joined_now, left_now)
        stage.tell("membership", name, joined=joined_now, left=left_now, quorum_changed=turned)


def _seen_now(old: Corosync, group: tuple[str, ...], ids: list[int]) -> dict[str, Seen]:
    seen = {name: replace(one, joined=name in group) for name, one in old.seen.items()}
    for name, number in zip(group, ids, strict=True):
        before = old.seen.get(name)
        if before is None:
            seen[name] = Seen(name, number, True)
        elif not before.joined:
            seen[name] = Seen(name, number, True, before.join_count + 1)
    return seen


def _shrink_later(stage: Stage, node: str, corosync: Corosync) -> None:
    stage.cancel(corosync.shrink)
    if may_shrink(corosync):
        number = stage.after(corosync.conf.last_man_standing_window, "shrink-expected", node)
        change(stage, node, corosync=replace(corosync, shrink=number))


def _record(stage: Stage, node: str, group: tuple[str, ...], joined: tuple[str, ...], left: tuple[str, ...]) -> None:
    if joined == (node,):
        return
    verb = f"{', '.join(left)} left" if left else f"{', '.join(joined)} joined"
    text = f"{node} sees a new membership: {', '.join(group)} ({verb})"
    stage.record("membership", node, text, members=list(group), joined=list(joined), left=list(left))


def _log_ring(stage: Stage, node: str, old: Corosync, joined: list[str], left: list[str], announced: str) -> None:
    new = stage.stacks[node].corosync
    assert new is not None
    ids = {name: str(seen.node_id) for name, seen in new.seen.items()}
    gone, come = " ".join(ids[m] for m in left), " ".join(ids[m] for m in joined)
    changes = (f" Members joined: {come}" if come else "") + (f" Members left: {gone}" if gone else "")
    ring_id = f"{new.ring[0]:x}.{new.ring[1]:x}"
    members = " ".join(ids[m] for m in new.members)
    if stage.dialect is not Dialect.V1_1:
        for word, found in (("members", members), ("joined", come), ("left", gone)):
            if found:
                corosync_log(stage, node, "QUORUM", f"Sync {word}[{len(found.split())}]: {found}")
    corosync_log(stage, node, "TOTEM", f"A new membership ({ring_id}) was formed.{changes}")
    if gone and left != [announced]:
        corosync_log(stage, node, "TOTEM", f"Failed to receive the leave message. failed: {gone}")
    if new.waiting:
        text = f"Waiting for all cluster members. Current votes: {new.total} expected_votes: {new.expected}"
        corosync_log(stage, node, "VOTEQ", text)
    if old.quorate and not new.quorate:
        text = "This node is within the non-primary component and will NOT provide any services."
        corosync_log(stage, node, "QUORUM", text)
    if new.quorate and not old.quorate:
        corosync_log(stage, node, "QUORUM", "This node is within the primary component and will provide service.")
    corosync_log(stage, node, "QUORUM", f"Members[{len(new.members)}]: {members}")
    corosync_log(stage, node, "MAIN", "Completed service synchronization, ready to provide service.")
