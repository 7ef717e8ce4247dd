"""The controller's life on one node: starting, finding a DC, running what the DC asks for, going down."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import md5

from hasim.cib import Dialect, Element
from hasim.cib.duration import parse_duration
from hasim.sim import attributes
from hasim.sim.chronicle import pacemaker_log
from hasim.sim.cibstore import FEATURE_SETS, cib_of, store
from hasim.sim.pacemakerd import child, daemon_name
from hasim.sim.peers_log import log_first_sight
from hasim.sim.process import finish
from hasim.sim.stack import Controller, change, controller_of, peers, set_controller
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

STARTUP, RETRY = 130, 1100
"""Ms until a new controller is connected, and how much later where the CIB manager is not up at its first try."""
EXIT = 20
DC_STATES = frozenset(
    {"S_INTEGRATION", "S_FINALIZE_JOIN", "S_POLICY_ENGINE", "S_TRANSITION_ENGINE", "S_IDLE", "S_RELEASE_DC"}
)


def log(stage: Stage, node: str, function: str, text: str, severity: str = "notice") -> None:
    """A line of the controller's."""
    controller = stage.stacks[node].controller
    name = daemon_name(stage.dialect, "controld")
    pacemaker_log(stage, node, name, controller.pid if controller else 0, function, text, severity)


_TURNS: Mapping[tuple[str, str], str] = {
    ("S_STARTING", "S_PENDING"): "I_PENDING C_FSA_INTERNAL do_started",
    ("S_IDLE", "S_POLICY_ENGINE"): "I_PE_CALC C_FSA_INTERNAL abort_transition_graph",
    ("S_TRANSITION_ENGINE", "S_IDLE"): "I_TE_SUCCESS C_FSA_INTERNAL notify_crmd",
    ("S_PENDING", "S_ELECTION"): "I_DC_TIMEOUT C_TIMER_POPPED crm_timer_popped",
    ("S_NOT_DC", "S_ELECTION"): "I_ELECTION C_FSA_INTERNAL reap_dead_nodes",
    ("S_ELECTION", "S_INTEGRATION"): "I_ELECTION_DC C_FSA_INTERNAL election_win_cb",
    ("S_ELECTION", "S_RELEASE_DC"): "I_RELEASE_DC C_FSA_INTERNAL do_election_count_vote",
    ("S_IDLE", "S_INTEGRATION"): "I_NODE_JOIN C_FSA_INTERNAL peer_update_callback",
    ("S_PENDING", "S_NOT_DC"): "I_NOT_DC C_HA_MESSAGE do_cl_join_finalize_respond",
}
"""Input, cause and origin of the changes of state that are notices in the log; all others are details."""


def turn(stage: Stage, node: str, state: str, why: str = "") -> None:
    """Change the controller's state and log it; ``why`` is another input, cause and origin than usual."""
    controller = stage.stacks[node].controller
    if controller is None or controller.state == state:
        return
    set_controller(stage, node, state=state)
    reason = why or _TURNS.get((controller.state, state))
    text = f"State transition {controller.state} -> {state}"
    if reason is None:
        log(stage, node, "do_state_transition", text, "info")
    else:
        given, cause, origin = reason.split()
        log(stage, node, "do_state_transition", f"{text} | input={given} cause={cause} origin={origin}")


def is_dc(stage: Stage, node: str) -> bool:
    """Does the controller of this node act as DC?"""
    controller = stage.stacks[node].controller
    return controller is not None and controller.state in DC_STATES


def controllers(stage: Stage, node: str) -> list[str]:
    """The nodes of the partition whose controllers take part in the cluster, by node id."""
    found = []
    for name in peers(stage, node):
        controller = stage.stacks[name].controller
        if controller is not None and controller.state != "S_STARTING":
            found.append(name)
    return found


def dc_of(stage: Stage, node: str) -> str:
    """The DC of the node's partition, "" where there is none."""
    return next((name for name in controllers(stage, node) if is_dc(stage, name)), "")


def option(stage: Stage, node: str, name: str, default: str) -> str:
    """A cluster property as the node's copy of the CIB has it."""
    cib = stage.stacks[node].cib
    for group in cib.crm_config.all("cluster_property_set") if cib else []:
        for pair in group.all("nvpair"):
            if pair.get("name") == name:
                return pair.get("value") or default
    return default


@on("controld-started")
def started(stage: Stage, event: Event) -> None:
    """A controller process: it needs a moment to connect to everything."""
    node = event.node
    seed = md5(f"{node} {stage.time} {event.data['pid']}".encode(), usedforsecurity=False).hexdigest()
    uuid = f"{seed[:8]}-{seed[8:12]}-4{seed[13:16]}-a{seed[17:20]}-{seed[20:]}"
    change(stage, node, controller=Controller(event.data["pid"], stage.time, uuid))
    log(stage, node, "main", "Starting Pacemaker controller")
    log(stage, node, "crm_cluster_connect", "Connecting to corosync cluster infrastructure")
    stage.after(STARTUP + (RETRY if _too_early(stage, node) else 0), "controller-up", node, pid=event.data["pid"])


def _too_early(stage: Stage, node: str) -> bool:
    """Whether the CIB manager has died just now, with the controller, and is only starting again."""
    launcher, based = stage.stacks[node].launcher, stage.machines[node].process(child(stage, node, "based"))
    again = launcher is not None and launcher.respawns.get("based", 0) > 0
    return again and (based is None or stage.time - based.started < STARTUP)


@on("controller-up")
def up(stage: Stage, event: Event) -> None:
    """Connected: known to the others, and waiting for a DC. Without membership data it waits for ever."""
    node = event.node
    controller, corosync = stage.stacks[node].controller, stage.stacks[node].corosync
    if controller is None or controller.pid != event.data["pid"] or corosync is None or stage.stacks[node].cib is None:
        return
    add_nodes(stage, node)
    if not corosync.conf.provider or not corosync.conf.votes:
        log(stage, node, "do_started", "Delaying start, no membership data (0000000000100000)")
        return
    log_first_sight(stage, node)
    log(stage, node, "do_started", "Pacemaker controller successfully started and accepting connections")
    turn(stage, node, "S_PENDING")
    stage.tell("controller-appeared", node)


def add_nodes(stage: Stage, node: str) -> None:
    """Every node that the membership layer knows gets its entry in the configuration."""
    corosync = stage.stacks[node].corosync
    if corosync is None:
        return
    cib = cib_of(stage, node)
    known = {one.id for one in cib.nodes.children}
    names = {seen.node_id: name for name, seen in corosync.seen.items()}
    by_address = {address: name for name, address in stage.network.addresses.items()}
    for entry in corosync.conf.nodes:
        if entry.node_id:
            names.setdefault(entry.node_id, entry.name or by_address.get(entry.address, entry.address))
    new = [Element("node", {"id": str(i), "uname": names[i]}) for i in sorted(names) if str(i) not in known]
    if new:
        section = cib.nodes.with_children((*cib.nodes.children, *new))
        epoch = str(cib.version[1] + 1)
        store(stage, node, cib.with_section(section).with_root_attributes({"epoch": epoch, "num_updates": "0"}))


def dc_deadtime(stage: Stage, node: str) -> int:
    """How long (ms) a controller waits to hear of a DC before it calls for an election."""
    return parse_duration(option(stage, node, "dc-deadtime", "20s")) or 20_000


def announce_features(stage: Stage, node: str) -> None:
    """On joining, the node tells its feature set as an attribute (not in 1.1)."""
    if stage.dialect is not Dialect.V1_1:
        attributes.update(stage, node, node, "#feature-set", FEATURE_SETS[stage.dialect])


@on("controld-shutdown")
def shutdown(stage: Stage, event: Event) -> None:
    """pacemakerd asks it to go: the DC must first bring the node to rest.

    While a DC is being elected, or is new and has not gathered the nodes, this has to wait until it has; where nobody
    leads and nobody votes, the controller just leaves.
    """
    node = event.node
    controller = stage.stacks[node].controller
    if controller is None or controller.stopping:
        return
    log(stage, node, "crm_shutdown", "Initiating controller shutdown sequence | limit=1200000ms")
    set_controller(stage, node, stopping=True)
    if stage.stacks[node].attributes is not None:
        if controller.joined and dc_of(stage, node):
            request_shutdown(stage, node)
            return
        if controller.state == "S_ELECTION" or is_dc(stage, node):
            return
    stage.after(EXIT, "controller-exit", node, pid=controller.pid)


def request_shutdown(stage: Stage, node: str) -> None:
    """The attribute by which a node asks the DC to stop what runs on it and let it go."""
    attributes.update(stage, node, node, "shutdown", str(int(stage.now)))


@on("controller-exit")
def leave(stage: Stage, event: Event) -> None:
    """The controller ends in good order."""
    controller = stage.stacks[event.node].controller
    if controller is None or controller.pid != event.data["pid"]:
        return
    log(stage, event.node, "do_exit", "Disconnected from the executor")
    set_controller(stage, event.node, stopping=True)
    finish(stage, event.node, controller.pid, 0)


def exit_soon(stage: Stage, node: str) -> None:
    """The DC allows the node's controller to end."""
    stage.after(EXIT, "controller-exit", node, pid=controller_of(stage, node).pid)


def pid_of(stage: Stage, node: str) -> int:
    """The controller's process id."""
    return child(stage, node, "controld")
