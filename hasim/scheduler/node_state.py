"""Whether a node is a working member of the cluster, from its ``node_state``."""

from __future__ import annotations

from hasim.cib.element import Element
from hasim.cib.score import INFINITY
from hasim.cib.values import is_true, parse_boolean, parse_integer
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.fence_marks import mark
from hasim.scheduler.node import Node
from hasim.scheduler.scores import CauseKind, Fact
from hasim.scheduler.unpack_nodes import read_attributes


def unpack_node_state(cluster: Cluster, node: Node, state: Element) -> None:
    """Read the transient attributes of `node` and find out how it is."""
    transient = state.first("transient_attributes") or Element("transient_attributes")
    read_attributes(cluster, node, transient, "instance_attributes", transient=True)
    node.unclean = False
    node.seen = True
    node.standby = is_true(node.attributes.get("standby"))
    node.maintenance = is_true(node.attributes.get("maintenance"))
    node.shutting_down = node.attributes.get("shutdown", "0") not in ("", "0")
    _Membership(cluster, node, state).decide()
    _score_master(cluster, node)
    if node.online and not cluster.quorate and cluster.options.no_quorum_policy == "fence":
        mark(cluster, node, "cluster does not have quorum")


def _score_master(cluster: Cluster, node: Node) -> None:
    """Entries that are made from now on are banned, if the node is down or going down."""
    if not node.online or node.shutting_down:
        detail = Fact.of("shutting-down" if node.online else "offline")
        node.master.ban(cluster.cause(CauseKind.NODE, -INFINITY, detail=detail))


class _Membership:
    """What the membership and the controllers say about a node."""

    def __init__(self, cluster: Cluster, node: Node, state: Element) -> None:
        self.cluster = cluster
        self.node = node
        self.member = _when(state.get("in_ccm"), cluster.now)
        """Epoch seconds since when it is a member, 0 if it is none, -1 if it was never seen."""
        self.peer = _peer(state.get("crmd"))
        """The same of the controller's process group."""
        self.join = state.get("join") or ("" if cluster.as_2_1 else "down")
        self.expected = state.get("expected") or "down"

    def decide(self) -> None:
        if self.cluster.options.fencing_enabled:
            self._with_fencing()
        else:
            self._without_fencing()

    def _without_fencing(self) -> None:
        node = self.node
        if self.member > 0 and self.peer > 0 and self.join == "member":
            node.online = True
        elif self.member > 0 and self.peer <= 0 and self.expected == "member" and not node.shutting_down:
            node.unclean = True

    def _with_fencing(self) -> None:
        node = self.node
        node.online = self.member > 0
        if node.shutting_down:
            node.online = self.peer > 0
        elif self.member < 0:
            self._fence("peer has not been seen by the cluster")
        elif self.join == "banned":
            self._fence("peer failed Pacemaker membership criteria")
        elif _wants_termination(node):
            if self.member > 0 or self.peer > 0 or self.join not in ("", "down"):
                self._fence("fencing was requested")
        elif self.expected == "down":
            self._expected_down()
        elif self.member <= 0:
            self._fence("peer is no longer part of the cluster", priority_delay=True)
        elif self.peer <= 0:
            self._fence("peer process is no longer available")
        elif self.join == "member":
            pass
        elif self.join in ("pending", "down"):
            node.pending = node.standby = True
        else:
            self._fence("peer was in an unknown state")

    def _expected_down(self) -> None:
        if self._pending_too_long():
            self._fence("peer pending timed out on joining the process group")
        elif self.member > 0 or self.peer > 0:
            self.node.pending = self.node.standby = True

    def _pending_too_long(self) -> bool:
        timeout = self.cluster.options.node_pending_timeout
        if timeout <= 0 or self.member <= 0 or self.peer > 0:
            return False
        self.cluster.rules.boundaries.append(self.member + timeout)
        return self.cluster.now >= self.member + timeout

    def _fence(self, reason: str, *, priority_delay: bool = False) -> None:
        mark(self.cluster, self.node, reason, priority_delay=priority_delay)


def _when(text: str | None, now: int) -> int:
    """A boolean or epoch seconds, -1 for nothing; true has no time, so it counts as since now."""
    if text is None:
        return -1
    flag = parse_boolean(text)
    if flag is not None:
        return max(now, 1) if flag else 0
    return parse_integer(text) or 0


def _peer(text: str | None) -> int:
    if text is None or text == "offline":
        return 0
    return 1 if text == "online" else parse_integer(text) or 0


def _wants_termination(node: Node) -> bool:
    text = node.attributes.get("terminate")
    return is_true(text) or (parse_integer(text) or 0) > 0
