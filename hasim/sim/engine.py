"""The DC's work: have the scheduler decide, execute its transition graph, and start over when something new happens."""

from __future__ import annotations

from dataclasses import replace

from hasim.scheduler.decide import schedule
from hasim.scheduler.summary import ResourceRow
from hasim.scheduler.transition import GraphAction, Synapse
from hasim.sim.cibstore import cib_of
from hasim.sim.controller import exit_soon, is_dc, log, turn
from hasim.sim.recheck import plan_recheck
from hasim.sim.stack import Run, controller_of, set_controller
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

CALCULATE = 15
"""From an abort until the scheduler is asked, in ms: what comes together is judged together."""
HOP = 10
"""From firing an action until its node's executor has it, in ms."""
CONFIRM = 6
"""From a result until what waited for it is fired, in ms."""
PARALLEL = 4
"""Operations at a time on one node where node-action-limit says nothing: twice the number of cores, here two."""


def abort(stage: Stage, dc: str, reason: str, delay: int | None = CALCULATE) -> None:
    """Something new happened: what is in flight ends, nothing more is fired, and the scheduler is asked again.

    It is asked in ``delay`` ms (not before an already planned later time); with None it will be asked by someone else.
    """
    if not is_dc(stage, dc):
        return
    controller = controller_of(stage, dc)
    if controller.run is not None and not controller.run.aborted:
        if delay is not None or controller.run.in_flight():
            number = controller.run.number
            log(stage, dc, "abort_transition_graph", f"Transition {number} aborted: {reason}", "info")
        set_controller(stage, dc, run=replace(controller.run, aborted=reason))
        stage.after(0, "fire", dc)
    if delay is not None:
        _calculate_in(stage, dc, delay)


def _calculate_in(stage: Stage, dc: str, delay: int) -> None:
    controller = controller_of(stage, dc)
    planned = next((e for e in stage.pending("calculate") if e.number == controller.due), None)
    when = max(stage.time + delay, planned.time if planned else stage.time)
    if planned and planned.time == when:
        return
    stage.cancel(controller.due)
    set_controller(stage, dc, due=stage.after(when - stage.time, "calculate", dc))


@on("calculate")
def calculate(stage: Stage, event: Event) -> None:
    """Ask the scheduler, unless the last transition is still ending; then it is asked when that has ended."""
    dc = event.node
    controller = stage.stacks[dc].controller
    if controller is None or controller.due != event.number or not is_dc(stage, dc):
        return
    set_controller(stage, dc, due=0)
    joining = any(one.node == dc for one in stage.pending("join", "election"))
    if joining or stage.stacks[dc].cib is None:
        return
    if controller.run is not None and controller.run.in_flight():
        set_controller(stage, dc, run=replace(controller.run, aborted=controller.run.aborted or "new calculation"))
        return
    _decide(stage, dc)


def _decide(stage: Stage, dc: str) -> None:
    turn(stage, dc, "S_POLICY_ENGINE")
    decision = schedule(cib_of(stage, dc), int(stage.now))
    controller = controller_of(stage, dc)
    number = controller.transitions
    source = f"/var/lib/pacemaker/pengine/pe-input-{controller.inputs}.bz2"
    run = Run(number, decision.graph, source)
    set_controller(stage, dc, run=run, transitions=number + 1, inputs=controller.inputs + 1)
    summary = [_told(row) for row in decision.summary.resources if row.runnable]
    for line in summary:
        log(stage, dc, "log_list_item", f"Actions: {line}")
    log(stage, dc, "pcmk__log_transition_summary", f"Calculated transition {number}, saving inputs in {source}")
    if summary or decision.graph.synapses:
        text = f"transition {number}: {'; '.join(' '.join(line.split()) for line in summary) or 'monitors and probes'}"
        stage.record("transition", dc, text, number=number, actions=summary)
    turn(stage, dc, "S_TRANSITION_ENGINE")
    plan_recheck(stage, dc, decision)
    stage.after(HOP, "fire", dc)


def _told(row: ResourceRow) -> str:
    """A row of the transition summary in words."""
    where = row.origin if row.verb == "Stop" else row.destination or row.origin
    if row.origin and row.destination and row.origin != row.destination:
        where = f"{row.origin} -> {row.destination}"
    reason = f"  due to {row.reason}" if row.reason else ""
    return f"{row.verb:<10} {row.resource} ( {where} ){reason}"


@on("fire")
def fire(stage: Stage, event: Event) -> None:
    """Start whatever has all its inputs, or end the transition when nothing is under way any more."""
    dc = event.node
    controller = stage.stacks[dc].controller
    if controller is None or controller.run is None or not is_dc(stage, dc):
        return
    if not controller.run.aborted:
        _fire_ready(stage, dc)
    run = controller_of(stage, dc).run
    if run is not None and not run.in_flight():
        _end(stage, dc, run)


def _fire_ready(stage: Stage, dc: str) -> None:
    progress = True
    while progress:
        progress = False
        run = controller_of(stage, dc).run
        if run is None or run.aborted:
            return
        for synapse in run.graph.synapses:
            if _ready(stage, dc, synapse):
                _start(stage, dc, synapse)
                progress = progress or any(action.kind == "pseudo_event" for action in synapse.actions)


def _ready(stage: Stage, dc: str, synapse: Synapse) -> bool:
    run = controller_of(stage, dc).run
    if run is None or any(action.id in run.fired for action in synapse.actions):
        return False
    if not run.confirmed.issuperset(synapse.inputs):
        return False
    return not any(_crowded(run, action) for action in synapse.actions)


def _crowded(run: Run, action: GraphAction) -> bool:
    """Do the cluster's batch-limit or the node's limit hold this operation back for now?"""
    if action.kind != "rsc_op":
        return False
    flying = [one for one in run.in_flight() if one.kind == "rsc_op"]
    batch = int(run.graph.attributes.get("batch-limit", "0") or 0)
    if batch > 0 and len(flying) >= batch:
        return True
    return sum(one.node == action.node for one in flying) >= PARALLEL


def _start(stage: Stage, dc: str, synapse: Synapse) -> None:
    run = controller_of(stage, dc).run
    assert run is not None
    numbers = frozenset(action.id for action in synapse.actions)
    milestones = frozenset(action.id for action in synapse.actions if action.kind == "pseudo_event")
    set_controller(stage, dc, run=replace(run, fired=run.fired | numbers, confirmed=run.confirmed | milestones))
    for action in synapse.actions:
        if action.kind != "pseudo_event":
            _log_start(stage, dc, action)
            stage.after(HOP, "dispatch", dc, transition=run.number, action=action)


def _log_start(stage: Stage, dc: str, action: GraphAction) -> None:
    local = "locally " if action.node == dc else ""
    what = f"Initiating {action.operation} operation {action.operation_key} {local}on {action.node}"
    log(stage, dc, "execute_rsc_action", f"{what} | action {action.id}")


def confirm(stage: Stage, dc: str, transition: int, action: int, *, failed: bool = False) -> None:
    """An action has ended; what waited for it may be fired soon."""
    controller = stage.stacks[dc].controller
    run = controller.run if controller else None
    if run is None or run.number != transition or action not in run.graph.actions:
        return
    marks = run.failed | {action} if failed else run.failed
    set_controller(stage, dc, run=replace(run, confirmed=run.confirmed | {action}, failed=marks))
    stage.after(CONFIRM, "fire", dc)


def fail_actions_on(stage: Stage, dc: str, node: str) -> None:
    """What was under way on a lost node will bring no result any more."""
    controller = stage.stacks[dc].controller
    run = controller.run if controller else None
    for action in run.in_flight() if run else []:
        if action.node == node and run is not None:
            confirm(stage, dc, run.number, action.id, failed=True)


def _end(stage: Stage, dc: str, run: Run) -> None:
    total = {action.id for action in run.graph.actions.values()}
    left = len(total - run.fired)
    fireable = not run.aborted and left and not run.failed
    if fireable and any(_ready(stage, dc, synapse) for synapse in run.graph.synapses):
        return
    word = "Stopped" if run.aborted and left else "Complete"
    counts = f"Complete={len(run.confirmed)}, Pending=0, Fired=0, Skipped=0, Incomplete={left}, Source={run.source}"
    log(stage, dc, "pcmk__execute_graph", f"Transition {run.number} ({counts}): {word}")
    if run.fired - run.failed:
        stage.record("transition-end", dc, f"transition {run.number} is {word.lower()}", number=run.number)
    set_controller(stage, dc, run=None)
    if run.last and not run.aborted:
        exit_soon(stage, dc)
    elif run.aborted and not any(one.node == dc for one in stage.pending("join", "election")):
        turn(stage, dc, "S_POLICY_ENGINE")
        _calculate_in(stage, dc, CONFIRM)
    elif not run.aborted:
        turn(stage, dc, "S_IDLE")
