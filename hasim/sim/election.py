"""Who is DC: waiting for one, electing one, joining the nodes that appear, and noting the ones that are gone."""

from __future__ import annotations

from hasim.cib import Cib, Dialect, Element
from hasim.cib.values import is_true
from hasim.sim import status
from hasim.sim.attributes import FAIL_COUNT, merge, write_all
from hasim.sim.cibstore import cib_of, newest, synchronise, update_configuration, update_root, update_status
from hasim.sim.controller import (
    add_nodes,
    announce_features,
    controllers,
    dc_deadtime,
    dc_of,
    is_dc,
    log,
    option,
    request_shutdown,
    turn,
)
from hasim.sim.engine import abort, fail_actions_on
from hasim.sim.oplog import identity
from hasim.sim.peers_log import log_peers
from hasim.sim.stack import controller_of, corosync_of, set_controller
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

ELECTION = 30
"""From the first vote to the winner's proclamation, in ms."""
JOIN, QUICK_JOIN = 1050, 110
"""From a node's appearance until it has joined, in ms; quick where its controller has been up for a while."""
SETTLED_IN = 2000
AFTER_JOIN, AFTER_TAKEOVER, AFTER_LOSS = 60, 1000, 1000
"""Until the scheduler is asked after a join, by a new DC, and after a node's loss."""
BUILDS = {Dialect.V1_1: "f14e36f", Dialect.V2_1: "2.1.5-a3f44794f94", Dialect.V3_0: "3.0.2"}


@on("controller-appeared")
def appeared(stage: Stage, event: Event) -> None:
    """A controller came up: the DC lets it join; without a DC it waits for one."""
    node = event.node
    dc = dc_of(stage, node)
    if dc:
        _integrate(stage, dc)
        return
    number = stage.after(dc_deadtime(stage, node), "dc-deadtime", node, pid=controller_of(stage, node).pid)
    set_controller(stage, node, timer=number)


@on("dc-deadtime")
def deadtime_over(stage: Stage, event: Event) -> None:
    """It heard of no DC for long enough."""
    controller = stage.stacks[event.node].controller
    if controller and controller.timer == event.number and controller.state == "S_PENDING":
        hold_election(stage, event.node)


def hold_election(stage: Stage, node: str, why: str = "") -> None:
    """All controllers of the partition vote; ``why`` is for their logs."""
    for name in controllers(stage, node):
        stage.cancel(controller_of(stage, name).timer)
        if not is_dc(stage, name):
            turn(stage, name, "S_ELECTION", why)
    if not any(one.node in controllers(stage, node) for one in stage.pending("election")):
        stage.after(ELECTION, "election", node)


@on("election")
def count_votes(stage: Stage, event: Event) -> None:
    """The controller that has been running longest wins, then the first name in alphabetical order."""
    candidates = controllers(stage, event.node)
    if candidates:
        winner = min(candidates, key=lambda name: (controller_of(stage, name).started // 1000, name.lower()))
        _take_over(stage, winner)


@on("status-erased")
def start_over(stage: Stage, event: Event) -> None:
    """Who finds its state gone from the CIB (`cibadmin --erase`) votes, and all join anew with what they run."""
    if dc_of(stage, event.node):
        hold_election(stage, event.node)


def _take_over(stage: Stage, dc: str) -> None:
    members = controllers(stage, dc)
    fresh = any(stage.time - controller_of(stage, name).started < SETTLED_IN for name in members)
    for name in members:
        if is_dc(stage, name) and name != dc:
            turn(stage, name, "S_RELEASE_DC")
        if name != dc:
            turn(stage, name, "S_PENDING")
            _drop_dc_work(stage, name)
        set_controller(stage, name, joined=False, dc="")
    turn(stage, dc, "S_INTEGRATION")
    _drop_dc_work(stage, dc)
    stage.record("dc", dc, f"{dc} is elected DC", dc=dc)
    stage.after(JOIN if fresh else QUICK_JOIN, "join", dc, takeover=True)


def _drop_dc_work(stage: Stage, node: str) -> None:
    """What a DC had under way means nothing to the next one."""
    controller = controller_of(stage, node)
    stage.cancel(controller.due)
    stage.cancel(controller.recheck)
    set_controller(stage, node, run=None, due=0, recheck=0)


def _integrate(stage: Stage, dc: str) -> None:
    """Nodes wait to join a DC that is in office."""
    turn(stage, dc, "S_INTEGRATION")
    abort(stage, dc, "Node join", delay=None)
    fresh = any(stage.time - controller_of(stage, n).started < SETTLED_IN for n in controllers(stage, dc))
    stage.after(JOIN if fresh else QUICK_JOIN, "join", dc, takeover=False)


@on("join")
def join(stage: Stage, event: Event) -> None:
    """The join round ends: everyone gets the newest CIB, and the DC writes down who is there."""
    dc = event.node
    if not is_dc(stage, dc):
        return
    members = [name for name in controllers(stage, dc) if stage.stacks[name].cib is not None]
    new = [name for name in members if not controller_of(stage, name).joined]
    turn(stage, dc, "S_FINALIZE_JOIN")
    source = newest(stage, members, dc)
    replaced = len({id(stage.stacks[name].cib) for name in members}) > 1
    if replaced:
        text = f"Finalizing join for {len(members)} nodes (sync'ing CIB from {source})"
        log(stage, dc, "do_dc_join_finalize", text)
        synchronise(stage, members, source)
    set_controller(stage, dc, expects=controller_of(stage, dc).expects | set(members))
    for name in new:
        set_controller(stage, name, joined=True, dc=dc, expects=controller_of(stage, name).expects | {dc})
        if name != dc:
            turn(stage, name, "S_NOT_DC")
            stage.record("join", name, f"{name} has joined the cluster of {dc}", dc=dc)
    add_nodes(stage, dc)
    bare = not cib_of(stage, dc).status.children
    _take_office(stage, dc, event.data["takeover"])
    _write_states(stage, dc, members, members if source != dc else new)
    _write_attributes(stage, dc, new, replaced or bare)
    abort(stage, dc, "Peer Cancelled", delay=AFTER_TAKEOVER if event.data["takeover"] else AFTER_JOIN)


def _take_office(stage: Stage, dc: str, takeover: bool) -> None:
    """Who is DC and whether there is quorum stands in the root; some cluster properties are the DC's to write."""
    quorum = "1" if corosync_of(stage, dc).quorate else "0"
    if takeover or controller_of(stage, dc).transitions == 0:
        update_configuration(stage, dc, _with_properties(stage, dc), "crmd", "hacluster")
    update_root(stage, dc, have_quorum=quorum, dc_uuid=identity(stage, dc))


def _with_properties(stage: Stage, dc: str) -> Cib:
    cib = cib_of(stage, dc)
    wanted = {
        "have-watchdog": "false",
        "dc-version": _version(stage, dc),
        "cluster-infrastructure": "corosync",
    }
    if controller_of(stage, dc).transitions == 0:  # later it knows the name, and does not look whether it still stands
        wanted["cluster-name"] = corosync_of(stage, dc).conf.cluster_name
    config = cib.crm_config
    for name, value in wanted.items():
        if value:
            config = put_property(config, name, value)
    return cib if config is cib.crm_config else cib.with_section(config)


def _version(stage: Stage, dc: str) -> str:
    """The DC's version and build; in 1.1 the package's release is part of it."""
    build = BUILDS[stage.dialect]
    if stage.dialect is not Dialect.V1_1:
        return build
    return f"{stage.machines[dc].packages.get('pacemaker', '1.1.21-1.el7')}-{build}"


def put_property(config: Element, name: str, value: str) -> Element:
    """A crm_config section with a cluster property set in its first set."""
    sets = config.all("cluster_property_set")
    first = sets[0] if sets else Element("cluster_property_set", {"id": "cib-bootstrap-options"})
    holder = next((one for one in sets if any(p.get("name") == name for p in one.all("nvpair"))), first)
    old = next((pair for pair in holder.all("nvpair") if pair.get("name") == name), None)
    if old is not None and old.get("value") == value:
        return config
    new = Element("nvpair", {"id": f"{holder.id}-{name}", "name": name, "value": value})
    if old is not None:
        new = old.with_attributes({"value": value})
    pairs = holder.with_children(new if one is old else one for one in holder.children)
    changed = pairs if old is not None else holder.with_child(new)
    if holder in sets:
        return config.with_children(changed if one is holder else one for one in config.children)
    return config.with_child(changed)


def _write_states(stage: Stage, dc: str, members: list[str], new: list[str]) -> None:
    """Members are online, the new ones with the history that they themselves report; the rest is down.

    Entries are made once and keep their place. Where several are new, the DC's usually comes last: the attribute
    daemons of the others have told their feature sets before it confirms itself (15 of 20 cold starts of real
    nodes; 1.1 tells none).

    A node that left together with the old DC, and that the new one never served, is written down as expected to be
    down: it is not unclean, and is fenced only if something may run there (`join_make_offer` in
    daemons/controld/controld_join_dc.c).
    """
    last = dc if stage.dialect is not Dialect.V1_1 else ""
    ids = {identity(stage, name): name for name in sorted(members, key=lambda name: name == last)}
    for state in cib_of(stage, dc).status.children:
        if state.id not in ids:
            _record_lost_counts(stage, state)
    own = controller_of(stage, dc)
    unexpected = own.lost - own.expects

    def edit(section: Element) -> Element:
        for node_id, name in ids.items():
            values = {"uname": name} | _presence(stage, True) | {"join": "member", "expected": "member"}
            section = status.put_state(section, node_id, values)
            if name in new:
                history = controller_of(stage, name).history
                section = status.put_section(section, node_id, "lrm", status.lrm(node_id, history))
        for state in section.children:
            if state.id not in ids:
                section = _down(stage, section, state.id, state.get("uname") in unexpected)
        return section

    update_status(stage, dc, edit)


def _presence(stage: Stage, present: bool) -> dict[str, str | None]:
    """How membership and the controller's presence are written: words, in 3.0 the time since when."""
    if stage.dialect is Dialect.V3_0:
        since = str(int(stage.now)) if present else "0"
        return {"in_ccm": since, "crmd": since, "crm-debug-origin": "do_state_transition"}
    word = {"in_ccm": "true" if present else "false", "crmd": "online" if present else "offline"}
    return {**word, "crm-debug-origin": "do_state_transition"}


def _down(stage: Stage, section: Element, node_id: str, unexpected: bool) -> Element:
    expected = {"expected": "down"} if unexpected else {}
    section = status.put_state(section, node_id, _presence(stage, False) | {"join": "down"} | expected)
    return status.put_section(section, node_id, "transient_attributes", None)


def _write_attributes(stage: Stage, dc: str, new: list[str], replaced: bool) -> None:
    """Only where the CIB was replaced do the attribute daemons write again what they hold.

    So a node whose controller alone was away lacks its attributes in the CIB until one of them changes.
    """
    merge(stage, dc)
    if replaced:
        write_all(stage, dc)
    for name in new:
        announce_features(stage, name)
        if controller_of(stage, name).stopping and stage.stacks[name].attributes is not None:
            request_shutdown(stage, name)


@on("membership")
def membership(stage: Stage, event: Event) -> None:
    """Corosync reports a new ring to the controller of a node."""
    node = event.node
    controller = stage.stacks[node].controller
    if controller is None or controller.state == "S_STARTING":
        return
    log_peers(stage, event)
    lost = (controller.lost | set(event.data["left"])) - set(event.data["joined"])
    set_controller(stage, node, lost=lost)
    if is_dc(stage, node):
        _as_dc(stage, node, event)
    elif controller.dc and controller.dc in event.data["left"]:
        log(stage, node, "reap_dead_nodes", f"Our DC node ({controller.dc}) left the cluster", "warning")
        hold_election(stage, node)
    elif controller.state in ("S_PENDING", "S_ELECTION") and dc_of(stage, node):
        _integrate(stage, dc_of(stage, node))


def _as_dc(stage: Stage, dc: str, event: Event) -> None:
    rivals = [name for name in event.data["joined"] if name != dc and is_dc(stage, name)]
    for name in rivals:
        log(stage, dc, "crmd_ha_msg_filter", f"Another DC detected: {name} (op=noop)", "warning")
    for name in event.data["left"]:
        lose(stage, dc, name)
    if event.data["quorum_changed"]:
        quorate = corosync_of(stage, dc).quorate
        stage.record("quorum", dc, f"the partition of {dc} has {'quorum' if quorate else 'no quorum'}", quorate=quorate)
        update_root(stage, dc, have_quorum="1" if quorate else "0")
        abort(stage, dc, "Quorum change", delay=AFTER_JOIN)
    if rivals:
        hold_election(stage, dc)
    elif any(n in controllers(stage, dc) and not controller_of(stage, n).joined for n in event.data["joined"]):
        _integrate(stage, dc)


def lose(stage: Stage, dc: str, name: str, *, process_only: bool = False, orderly: bool = False) -> None:
    """The DC notes that a node, or only its controller, is gone.

    With fencing it takes its time also for a mere controller, which is usually back before its node would be fenced.
    """
    node_id = _known_id(stage, dc, name)
    state = status.node_state(cib_of(stage, dc).status, node_id) if stage.stacks[dc].cib else None
    if state is None:
        return
    was_up = state.get("join") == "member"
    _record_lost_counts(stage, state)
    values = _presence(stage, False) | {"join": "down"} | ({"expected": "down"} if orderly else {})
    if process_only:
        values["in_ccm"] = state.get("in_ccm") or "true"

    def edit(section: Element) -> Element:
        section = status.put_state(section, node_id, values)
        return status.put_section(section, node_id, "transient_attributes", None)

    update_status(stage, dc, edit)
    fail_actions_on(stage, dc, name)
    if was_up and not orderly:
        text = f"Stonith/shutdown of node {name} was not expected"
        log(stage, dc, "peer_update_callback", text, "warning")
    if was_up:
        stage.record("node-lost", name, f"{dc} sees {name} {'leave' if orderly else 'gone'}", orderly=orderly, dc=dc)
    fencing = is_true(option(stage, dc, "stonith-enabled", "true"))
    quick = not was_up or (process_only and not fencing)
    abort(stage, dc, "Node failure", delay=10 if quick else AFTER_LOSS)


def _known_id(stage: Stage, dc: str, name: str) -> str:
    seen = corosync_of(stage, dc).seen.get(name)
    return str(seen.node_id) if seen else name


def _record_lost_counts(stage: Stage, state: Element) -> None:
    """Fail counts that vanish with their node belong into the history."""
    pairs = state.find("transient_attributes", "instance_attributes")
    host = state.get("uname") or ""
    names = [pair.get("name") or "" for pair in pairs.children] if pairs is not None else []
    counts = [name.removeprefix(FAIL_COUNT) for name in names if name.startswith(FAIL_COUNT)]
    for resource in dict.fromkeys(count.partition("#")[0] for count in counts):
        text = f"fail count of {resource} on {host} is forgotten"
        stage.record("fail-count", host, text, resource=resource, value=0, cause="lost", forgotten=True)


@on("controld-gone")
def controller_gone(stage: Stage, event: Event) -> None:
    """A controller process ended while its node stays in the membership; the others hear of it at once."""
    node, gone = event.node, event.data["controller"]
    rest = controllers(stage, node)
    if not rest:
        return
    dc = dc_of(stage, node)
    if dc:
        if gone.joined:
            lose(stage, dc, node, process_only=True, orderly=gone.stopping)
        return
    if any(controller_of(stage, name).dc == node for name in rest):
        for name in rest:
            log(stage, name, "peer_update_callback", f"Our peer on the DC ({node}) is dead")
        hold_election(stage, rest[0], "I_ELECTION C_CRMD_STATUS_CALLBACK peer_update_callback")
