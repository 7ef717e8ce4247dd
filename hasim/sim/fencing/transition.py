"""Fencing as the DC sees it: the action of a transition that asks for it, and what follows from the result.

A fenced node is down for certain: its state says so and its history goes, so that the scheduler may start its
resources elsewhere. Whoever asked for the fencing, every DC in reach takes note.
"""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Element
from hasim.cib.duration import parse_duration
from hasim.scheduler.transition import GraphAction
from hasim.sim import status
from hasim.sim.cibstore import cib_of, update_status
from hasim.sim.controller import controllers, dc_of, is_dc, log, option
from hasim.sim.engine import abort, confirm
from hasim.sim.fencing.operation import GAVE_UP, NO_DEVICE, request
from hasim.sim.fencing.state import FenceOperation, Phase
from hasim.sim.pacemakerd import daemon_name
from hasim.sim.power import power_reset
from hasim.sim.process import finish as end_process
from hasim.sim.stack import controller_of, set_controller
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

EXTERNAL = 1000
"""Ms from a fencing that somebody else asked for until the scheduler is asked what follows from it."""
ENDED_BY_FENCING = 100
"""The exit status of daemons that hear that their node was fenced: they are not to come back."""
DEFAULT_TIMEOUT, DEFAULT_ATTEMPTS = 60_000, 10


@on("fence-action")
def fence(stage: Stage, event: Event) -> None:
    """A transition has come to a fencing: the DC asks its fencer."""
    dc, action, number = event.node, event.data["action"], event.data["transition"]
    if stage.stacks[dc].fencer is None:
        confirm(stage, dc, number, action.id, failed=True)
        abort(stage, dc, "Stonith failed")
        return
    wanted = _wanted(action)
    timeout = parse_duration(option(stage, dc, "stonith-timeout", "60s")) or DEFAULT_TIMEOUT
    text = f"Requesting fencing ({wanted}) of node {action.node}"
    log(stage, dc, "controld_execute_fence_action", f"{text} | action={action.id} timeout={timeout}")
    client = f"{daemon_name(stage.dialect, 'controld')}.{controller_of(stage, dc).pid}"
    operation = request(stage, dc, action.node, wanted, client, timeout=timeout, delay=_delay(action))
    waiting = {**controller_of(stage, dc).fencing, operation.id: (number, action.id)}
    set_controller(stage, dc, fencing=waiting)


def _wanted(action: GraphAction) -> str:
    wanted = action.attributes.get("CRM_meta_stonith_action", "reboot")
    return "off" if wanted == "poweroff" else wanted


def _delay(action: GraphAction) -> int:
    """priority-fencing-delay, as the scheduler computed it for this target."""
    text = action.attributes.get("CRM_meta_priority-fencing-delay") or action.attributes.get(
        "CRM_meta_priority_fencing_delay", ""
    )
    return parse_duration(text) or 0


@on("fencing-ended")
def ended(stage: Stage, event: Event) -> None:
    """Everybody in reach of the fencer hears of the result."""
    operation: FenceOperation = event.data["operation"]
    members = controllers(stage, event.node)
    for name in members:
        _tell(stage, name, operation)
    done = operation.phase is Phase.DONE and operation.action != "on"
    dc = dc_of(stage, event.node)
    if done and operation.target in members:
        _allegedly_fenced(stage, operation)
        dc = dc if dc != operation.target else ""
    if dc:
        _as_dc(stage, dc, operation)
    elif done:
        _remember(stage, event.node, operation.target)


def _tell(stage: Stage, node: str, operation: FenceOperation) -> None:
    verb = "was" if operation.phase is Phase.DONE else "was not"
    by = operation.delegate or "the cluster"
    said = "OK" if operation.phase is Phase.DONE else operation.reason if operation.reason == NO_DEVICE else "Error"
    text = f"Peer {operation.target} {verb} terminated ({operation.action}) by {by} on behalf of"
    log(stage, node, "handle_fence_notification", f"{text} {operation.client}@{operation.origin}: {said}")


def _as_dc(stage: Stage, dc: str, operation: FenceOperation) -> None:
    done = operation.phase is Phase.DONE
    target = operation.target
    own = controller_of(stage, dc).fencing.get(operation.id)
    if done and operation.action != "on":
        write_down(stage, dc, target)
    if done:
        _count(stage, dc, target, 0)
    if own is None:
        if done:
            log(stage, dc, "handle_fence_notification", f"External fencing operation fenced {target}", "info")
            abort(stage, dc, "External Fencing Operation", delay=EXTERNAL)
        return
    kept = {number: where for number, where in controller_of(stage, dc).fencing.items() if number != operation.id}
    set_controller(stage, dc, fencing=kept)
    if done:
        confirm(stage, dc, *own)
        run = controller_of(stage, dc).run
        if run is not None and len(run.confirmed) == len(run.graph.actions):
            abort(stage, dc, "Resource state removal")  # what ran there unmanaged may start elsewhere only now
    else:
        _failed(stage, dc, operation, *own)


def _failed(stage: Stage, dc: str, operation: FenceOperation, transition: int, action: int) -> None:
    """A fencing that failed is asked for again, until there is no sense in it: no device, or too many failures."""
    target = operation.target
    failures = controller_of(stage, dc).fence_failures.get(target, 0) + 1
    _count(stage, dc, target, failures)
    limit = option(stage, dc, "stonith-max-attempts", str(DEFAULT_ATTEMPTS))
    most = int(limit) if limit.isdecimal() else DEFAULT_ATTEMPTS
    hopeless = operation.reason == NO_DEVICE or failures >= most
    end = " and giving up for now" if operation.reason == NO_DEVICE else ""
    text = f"Fence operation for {target} failed: {operation.reason or GAVE_UP} (aborting transition{end})"
    log(stage, dc, "tengine_stonith_callback", text, "warning" if hopeless else "notice")
    if failures >= most:
        log(
            stage, dc, "too_many_st_failures", f"Too many failures ({failures}) to fence {target}, giving up", "warning"
        )
    confirm(stage, dc, transition, action, failed=True)
    _stop_transition(stage, dc, restart=not hopeless)


def _stop_transition(stage: Stage, dc: str, *, restart: bool) -> None:
    """End the transition. Without a restart the scheduler is not asked again before something else happens."""
    if restart:
        abort(stage, dc, "Stonith failed")
        return
    run = controller_of(stage, dc).run
    if run is not None and not run.aborted:
        log(stage, dc, "abort_transition_graph", f"Transition {run.number} aborted: Stonith failed", "notice")
        set_controller(stage, dc, run=replace(run, open=frozenset()))


def _count(stage: Stage, dc: str, target: str, failures: int) -> None:
    known = {name: count for name, count in controller_of(stage, dc).fence_failures.items() if name != target}
    set_controller(stage, dc, fence_failures={**known, target: failures} if failures else known)


def write_down(stage: Stage, dc: str, target: str) -> None:
    """The target is down, and nothing of its history counts any more."""
    if stage.stacks[dc].cib is None:
        return
    node_id = _node_id(stage, dc, target)
    if not node_id:
        return
    gone: dict[str, str | None] = {"uname": target, "crm-debug-origin": "send_stonith_update"}
    absent = "0" if stage.dialect.value == "3.0" else "false"
    offline = "0" if stage.dialect.value == "3.0" else "offline"
    gone |= {"in_ccm": absent, "crmd": offline, "join": "down", "expected": "down"}

    def edit(section: Element) -> Element:
        section = status.put_state(section, node_id, gone)
        section = status.put_section(section, node_id, "lrm", None)
        return status.put_section(section, node_id, "transient_attributes", None)

    update_status(stage, dc, edit)


def _node_id(stage: Stage, dc: str, target: str) -> str:
    """The id of a node as the configuration has it; "" for one that the cluster does not know."""
    nodes = cib_of(stage, dc).nodes.children
    return next((one.id for one in nodes if one.get("uname") == target), "")


# -- the target that lives ------------------------------------------------------------------------------------------


def _allegedly_fenced(stage: Stage, operation: FenceOperation) -> None:
    """A node that hears of its own fencing does not take part any more: the others have taken over what it had.

    Pacemaker ends there at once, without stopping anything; with fence-reaction=panic the machine resets itself.
    """
    node = operation.target
    by = operation.delegate or "the cluster"
    log(stage, node, "handle_fence_notification", f"We were allegedly just fenced by {by} for the cluster!", "crit")
    text = f"{node} hears that it was fenced, although it runs, and leaves the cluster"
    stage.record("fenced-alive", node, text, target=node)
    if option(stage, node, "fence-reaction", "stop") == "panic":
        stage.after(0, "fence-panic", node, booted=stage.machines[node].booted)
    else:
        stage.after(0, "fence-exit", node)


@on("fence-exit")
def leave(stage: Stage, event: Event) -> None:
    """All daemons of Pacemaker end; what the executor had started goes on running."""
    launcher = stage.stacks[event.node].launcher
    if launcher is None:
        return
    for role in ("controld", "schedulerd", "attrd", "execd", "fenced", "based"):
        stack = stage.stacks[event.node]
        if stack.launcher is not None:
            stage.stacks[event.node] = replace(stack, launcher=replace(stack.launcher, stopping=True))
        pid = launcher.children.get(role)
        if pid:
            end_process(stage, event.node, pid, ENDED_BY_FENCING)
    end_process(stage, event.node, launcher.pid, ENDED_BY_FENCING)


@on("fence-panic")
def panic(stage: Stage, event: Event) -> None:
    """The machine resets itself."""
    machine = stage.machines[event.node]
    if machine.on and machine.booted == event.data["booted"]:
        stage.record("panic", event.node, f"{event.node} resets itself because it was fenced")
        power_reset(stage, event.node)


# -- a DC that was fenced -------------------------------------------------------------------------------------------


def _remember(stage: Stage, node: str, target: str) -> None:
    """The fenced node was the DC: the next one will write it down."""
    for name in controllers(stage, node):
        known = controller_of(stage, name).to_clean
        set_controller(stage, name, to_clean=known | {target})


@on("join")
def clean_up(stage: Stage, event: Event) -> None:
    """A new DC takes over what it had heard before its election."""
    dc = event.node
    if not is_dc(stage, dc):
        return
    for target in sorted(controller_of(stage, dc).to_clean):
        if target not in controllers(stage, dc):
            write_down(stage, dc, target)
    set_controller(stage, dc, to_clean=frozenset())
