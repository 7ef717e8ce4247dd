"""The cluster software of one node as frozen values: what each of its daemons holds in memory.

A daemon's state is there exactly while the daemon lives; killing the process drops it. :func:`change` is how every
part of the simulation replaces pieces of it on a stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hasim.cib import Cib, Element
from hasim.scheduler.transition import GraphAction, Transition

if TYPE_CHECKING:
    from hasim.sim.corosync_conf import CorosyncConf
    from hasim.sim.fencing.state import Fencer
    from hasim.sim.stage import Stage


@dataclass(frozen=True, slots=True)
class Seen:
    """A member as one Corosync has seen it: ``joined`` or ``left``, and how often it joined."""

    name: str
    node_id: int
    joined: bool
    join_count: int = 1


@dataclass(frozen=True, slots=True)
class Corosync:
    """A running Corosync. ``members`` are machine names in the order of their node ids.

    ``ring`` is (lowest node id, sequence); ``expected`` and ``highest`` are votequorum's counts; ``waiting`` says that
    wait_for_all still holds quorum back. ``majority`` are the ids of the last membership that had quorum by its votes.
    ``device`` says that the quorum device has its arbiter, ``cast`` that it gives this node its votes now.
    """

    pid: int
    conf: CorosyncConf
    node_id: int
    key: str = ""
    bound: str = ""
    """The address of its own that it sends from."""
    ring: tuple[int, int] = (0, 0)
    members: tuple[str, ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)
    expected: int = 0
    highest: int = 0
    total: int = 0
    quorum: int = 0
    quorate: bool = False
    waiting: bool = False
    two_node: bool = False
    watchdog: bool = False
    shrink: int = 0
    majority: tuple[int, ...] = ()
    device: bool = False
    cast: bool = False


@dataclass(frozen=True, slots=True)
class Launcher:
    """A running pacemakerd. ``children`` maps roles to process ids, ``connected`` says that it has a Corosync.

    ``columns`` are the process id of a scheduler and the widths of the columns in its log, which only grow.
    """

    pid: int
    children: Mapping[str, int] = field(default_factory=dict)
    connected: bool = False
    stopping: bool = False
    fail_fast: bool = False
    respawns: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[int, int, int] = (0, 5, 5)


@dataclass(frozen=True, slots=True)
class Request:
    """An operation that an executor is asked to run.

    ``parameters`` are the agent's (names as in its meta-data), ``meta`` the ``CRM_meta_...`` attributes.
    ``interval`` and ``timeout`` are in ms; ``key`` is the transition key, ``target`` the exit status looked for.
    """

    resource: str
    agent_class: str
    provider: str
    type: str
    operation: str
    interval: int
    timeout: int
    key: str
    target: int
    parameters: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    call: int = 0

    @property
    def name(self) -> str:
        """The operation's key, such as ``httpd_monitor_10000``."""
        return f"{self.resource}_{self.operation}_{self.interval}"


@dataclass(frozen=True, slots=True)
class Flight:
    """An operation under way: since ``begun`` (ms), now in ``phase``; ``event`` is the number of its next step."""

    request: Request
    begun: int
    event: int
    phase: str = ""
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Recurring:
    """A registered recurring operation, its last result, and when that run began (ms); ``event`` is its next turn."""

    request: Request
    event: int = 0
    rc: int = -1
    status: int = 0
    reason: str = ""
    ran: int = -1


@dataclass(frozen=True, slots=True)
class Executor:
    """The local executor: operations by resource, one at a time for each; the rest waits in ``queue``.

    ``devices`` are the fence devices that were started here.
    """

    pid: int
    next_call: int = 2
    flights: Mapping[str, Flight] = field(default_factory=dict)
    queue: tuple[Request, ...] = ()
    recurring: Mapping[str, Recurring] = field(default_factory=dict)
    devices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Attribute:
    """A transient attribute in the attribute daemon: its dampening in ms and the value of each node."""

    delay: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    timer: int = 0


@dataclass(frozen=True, slots=True)
class AttributeDaemon:
    """The attribute daemon of one node."""

    pid: int
    attributes: Mapping[str, Attribute] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A transition under way on the DC. ``aborted`` is the reason to stop it, empty while it is to go on.

    ``followers`` maps an action to the positions of the synapses that wait for it, ``open`` are the positions that are
    to be looked at, ``flying`` the actions under way. ``last`` says that the DC itself leaves when the transition has
    ended, ``look`` is the time (ms) for which the next look at it is planned.
    """

    number: int
    graph: Transition
    source: str
    followers: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    open: frozenset[int] = frozenset()
    fired: frozenset[int] = frozenset()
    flying: frozenset[int] = frozenset()
    confirmed: frozenset[int] = frozenset()
    failed: frozenset[int] = frozenset()
    aborted: str = ""
    last: bool = False
    look: int | None = None

    def in_flight(self) -> list[GraphAction]:
        """The actions that were started and are not confirmed yet."""
        return [self.graph.actions[number] for number in sorted(self.flying)]

    def with_confirmed(self, numbers: frozenset[int]) -> Run:
        """With actions confirmed, so that what waited for them is to be looked at."""
        waiting = {place for number in numbers for place in self.followers.get(number, ())}
        flying, confirmed = self.flying - numbers, self.confirmed | numbers
        return replace(self, open=self.open | waiting, flying=flying, confirmed=confirmed)


def new_run(number: int, graph: Transition, source: str) -> Run:
    """A transition of which nothing was started yet."""
    followers: dict[int, list[int]] = {}
    for place, synapse in enumerate(graph.synapses):
        for number_before in synapse.inputs:
            followers.setdefault(number_before, []).append(place)
    firm = {one: tuple(places) for one, places in followers.items()}
    return Run(number, graph, source, firm, frozenset(range(len(graph.synapses))))


@dataclass(frozen=True, slots=True)
class Controller:
    """The controller. ``state`` is a state of Pacemaker's state machine, ``dc`` the DC it obeys ("" for none).

    ``history`` is what it remembers of the operations run here: lrm_resource elements by resource. ``expects`` are the
    nodes of which it knows that they should be there: each DC that it obeyed and, as DC, all that joined; ``lost``
    those that it saw leave the membership. The last block is
    used on the DC only: ``transitions`` counts up, ``due`` is the number of the pending calculation,
    ``banned`` the pairs of a resource and a node where its failures have reached the migration threshold; ``fencing``
    maps fencing operations to the transition and the action that wait for them, ``fence_failures`` counts failures by
    target. ``to_clean`` are nodes whose fencing was heard of while there was no DC to write it down.
    """

    pid: int
    started: int
    uuid: str
    state: str = "S_STARTING"
    dc: str = ""
    joined: bool = False
    timer: int = 0
    stopping: bool = False
    history: Mapping[str, Element] = field(default_factory=dict)
    updates: int = 10
    expects: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()

    run: Run | None = None
    transitions: int = 0
    due: int = 0
    recheck: int = 0
    banned: frozenset[tuple[str, str]] = frozenset()
    fencing: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    fence_failures: Mapping[str, int] = field(default_factory=dict)
    to_clean: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NodeStack:
    """All cluster software of one node.

    ``disk`` is the configuration as saved, ``inputs`` are the scheduler's saved inputs by their numbers; these two
    survive a reboot.
    """

    corosync: Corosync | None = None
    launcher: Launcher | None = None
    cib: Cib | None = None
    executor: Executor | None = None
    attributes: AttributeDaemon | None = None
    controller: Controller | None = None
    fencer: Fencer | None = None
    disk: Cib | None = None
    inputs: tuple[Cib, ...] = ()
    ring_sequence: int = 0
    replies: int = 0


def change(stage: Stage, node: str, **changes: Any) -> None:
    """Replace fields of a node's stack."""
    stage.stacks[node] = replace(stage.stacks[node], **changes)


def corosync_of(stage: Stage, node: str) -> Corosync:
    """The running Corosync of a node. Call it only where one is known to run."""
    found = stage.stacks[node].corosync
    assert found is not None, f"no corosync on {node}"
    return found


def controller_of(stage: Stage, node: str) -> Controller:
    """The running controller of a node. Call it only where one is known to run."""
    found = stage.stacks[node].controller
    assert found is not None, f"no controller on {node}"
    return found


def set_controller(stage: Stage, node: str, **changes: Any) -> None:
    """Replace fields of a node's controller, if it has one."""
    old = stage.stacks[node].controller
    if old is not None:
        change(stage, node, controller=replace(old, **changes))


def set_corosync(stage: Stage, node: str, **changes: Any) -> None:
    """Replace fields of a node's Corosync, if it has one."""
    old = stage.stacks[node].corosync
    if old is not None:
        change(stage, node, corosync=replace(old, **changes))


def peers(stage: Stage, node: str) -> list[str]:
    """The members of the node's partition as its Corosync sees them, itself included; [] without Corosync."""
    corosync = stage.stacks[node].corosync
    return list(corosync.members) if corosync else []
