"""What each daemon writes when nodes come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.sim.chronicle import pacemaker_log
from hasim.sim.pacemakerd import child, daemon_name

if TYPE_CHECKING:
    from hasim.sim.stage import Stage
    from hasim.sim.world import Event

OTHERS = ("attrd", "fenced", "based")


def log_peers(stage: Stage, event: Event) -> None:
    """The lines of all daemons of a node about a new membership."""
    node, left, joined = event.node, event.data["left"], event.data["joined"]
    come = [] if joined == (node,) else [name for name in joined if name != node]
    if event.data["quorum_changed"]:
        _quorum(stage, node)
    for name in left:
        _all_say(stage, node, name, "lost")
    for name in come:
        _all_say(stage, node, name, "member")


def log_first_sight(stage: Stage, node: str) -> None:
    """A controller that has just started learns whether there is quorum, and who is there."""
    corosync = stage.stacks[node].corosync
    if corosync is None:
        return
    said = "Quorum acquired" if corosync.quorate else "Quorum lost"
    severity = "notice" if corosync.quorate else "warning"
    _say(stage, node, "controld", "pcmk__corosync_quorum_connect", said, severity)
    for name in corosync.members:
        number = corosync.seen[name].node_id
        text = f"Node {name} state is now member | nodeid={number} previous=unknown source=quorum_notification_cb"
        _say(stage, node, "controld", "update_peer_state_iter", text)


def _quorum(stage: Stage, node: str) -> None:
    corosync = stage.stacks[node].corosync
    if corosync is None:
        return
    end = f"membership={corosync.ring[1]} members={len(corosync.members)}"
    severity, said = ("notice", "Quorum acquired") if corosync.quorate else ("warning", "Quorum lost")
    _say(stage, node, "controld", "quorum_notification_cb", f"{said} | {end}", severity)


def _all_say(stage: Stage, node: str, name: str, state: str) -> None:
    corosync = stage.stacks[node].corosync
    if corosync is None or name not in corosync.seen:
        return
    number, lost = corosync.seen[name].node_id, state == "lost"
    text = f"Node {name} state is now {state} | nodeid={number} previous="
    source = "member source=pcmk__reap_unseen_nodes" if lost else "lost source=quorum_notification_cb"
    _say(stage, node, "controld", "update_peer_state_iter", text + source)
    for role in OTHERS:
        _say(stage, node, role, "update_peer_state_iter", f"{text}{'member' if lost else 'unknown'} {BY_PROCESS}")
        if lost and role == "attrd":
            _say(stage, node, role, "attrd_peer_remove", f"Removing all {name} attributes for peer loss")
        if lost:
            gone = f"Purged 1 peer with id={number} and/or uname={name} from the membership cache"
            _say(stage, node, role, "reap_crm_member", gone)


BY_PROCESS = "source=crm_update_peer_proc"


def _say(stage: Stage, node: str, role: str, function: str, text: str, severity: str = "notice") -> None:
    pid = child(stage, node, role)
    if pid:
        pacemaker_log(stage, node, daemon_name(stage.dialect, role), pid, function, text, severity)
