"""The DC's work: have the scheduler decide, execute its transition graph, and start over when something new happens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hasim.cib.values import parse_integer
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.decide import schedule
from hasim.scheduler.failcount import fail_count
from hasim.scheduler.summary import ResourceRow
from hasim.scheduler.transition import GraphAction, Synapse
from hasim.sim.cibstore import cib_of
from hasim.sim.clock import zone
from hasim.sim.controller import exit_soon, is_dc, log, option, turn
from hasim.sim.recheck import plan_recheck
from hasim.sim.scheduler_log import log_decision
from hasim.sim.stack import Run, change, controller_of, new_run, set_controller
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
    given = cib_of(stage, dc)
    decision = schedule(given, int(stage.now), zone=zone(stage.timezone))
    controller = controller_of(stage, dc)
    number = controller.transitions
    saved = stage.stacks[dc].inputs
    source = f"/var/lib/pacemaker/pengine/pe-input-{len(saved)}.bz2"
    change(stage, dc, inputs=(*saved, given))
    run = new_run(number, decision.graph, source)
    set_controller(stage, dc, run=run, transitions=number + 1)
    summary = [_told(row) for row in decision.summary.resources if row.runnable]
    log_decision(stage, dc, decision, f"Calculated transition {number}, saving inputs in {source}")
    if summary or decision.graph.synapses:
        text = f"transition {number}: {'; '.join(' '.join(line.split()) for line in summary) or 'monitors and probes'}"
        stage.record("transition", dc, text, number=number, actions=summary, cib=given)
    _note_bans(stage, dc, decision.cluster)
    turn(stage, dc, "S_TRANSITION_ENGINE")
    plan_recheck(stage, dc, decision.cluster)
    stage.after(HOP, "fire", dc)


def _note_bans(stage: Stage, dc: str, cluster: Cluster) -> None:
    """Where failures have newly reached the migration threshold."""
    found = {}
    for leaf in cluster.leaves():
        for node in cluster.nodes if leaf.migration_threshold > 0 else ():
            count = fail_count(leaf, node).count
            if count >= leaf.migration_threshold:
                found[leaf.name, node.name] = count
    controller = controller_of(stage, dc)
    for (resource, name), count in found.items():
        if (resource, name) not in controller.banned:
            text = f"{resource} may no longer run on {name}: its failures have reached the migration threshold"
            stage.record("ban", name, text, resource=resource, fail_count=count)
    if controller.banned != found.keys():
        set_controller(stage, dc, banned=frozenset(found))


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
    run = replace(controller.run, look=None)
    if not run.aborted:
        run = _fire_ready(stage, dc, run)
    set_controller(stage, dc, run=run)
    if not run.flying:
        _end(stage, dc, run)


def _fire_ready(stage: Stage, dc: str, run: Run) -> Run:
    """Milestones are confirmed on the spot, so one round may open the way for the next."""
    crowds, limits = _Crowds.of(run), _Limits.of(stage, dc)
    progress = True
    while progress:
        progress = False
        held = []
        for place in sorted(run.open):
            synapse = run.graph.synapses[place]
            if not run.confirmed.issuperset(synapse.inputs) or synapse.actions[0].id in run.fired:
                continue
            if any(_crowded(run, crowds, limits, action) for action in synapse.actions):
                held.append(place)
                continue
            run = _start(stage, dc, replace(run, open=run.open - {place}), synapse)
            for action in synapse.actions:
                crowds.add(action)
            progress = True
        run = replace(run, open=frozenset(held) | (run.open if progress else frozenset()))
    return run


@dataclass(frozen=True, slots=True)
class _Limits:
    """How many operations, and of these migrations, may be under way on one node; no limit on migrations below 1."""

    operations: int
    migrations: int

    @classmethod
    def of(cls, stage: Stage, dc: str) -> _Limits:
        """As configured."""
        operations = parse_integer(option(stage, dc, "node-action-limit", "0")) or 0
        migrations = parse_integer(option(stage, dc, "migration-limit", "-1")) or 0
        return cls(operations if operations > 0 else PARALLEL, migrations)


@dataclass(slots=True)
class _Crowds:
    """How many operations, and of these migrations, are under way on each node."""

    operations: dict[str, int] = field(default_factory=dict)
    migrations: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Run) -> _Crowds:
        """What has been started and has no result yet."""
        crowds = cls()
        for action in run.in_flight():
            crowds.add(action)
        return crowds

    def add(self, action: GraphAction) -> None:
        """One more is under way."""
        if action.kind == "rsc_op":
            self.operations[action.node] = self.operations.get(action.node, 0) + 1
            if action.operation in _MIGRATIONS:
                self.migrations[action.node] = self.migrations.get(action.node, 0) + 1


_MIGRATIONS = ("migrate_to", "migrate_from")


def _crowded(run: Run, crowds: _Crowds, limits: _Limits, action: GraphAction) -> bool:
    """Do the cluster's batch-limit or the node's limits hold this operation back for now?"""
    if action.kind != "rsc_op":
        return False
    batch = int(run.graph.attributes.get("batch-limit", "0") or 0)
    moving = crowds.migrations.get(action.node, 0)
    if action.operation in _MIGRATIONS and 0 < limits.migrations <= moving:
        return True
    return 0 < batch <= sum(crowds.operations.values()) or crowds.operations.get(action.node, 0) >= limits.operations


def _start(stage: Stage, dc: str, run: Run, synapse: Synapse) -> Run:
    numbers = frozenset(action.id for action in synapse.actions)
    milestones = frozenset(action.id for action in synapse.actions if action.kind == "pseudo_event")
    for action in synapse.actions:
        if action.kind != "pseudo_event":
            _log_start(stage, dc, action)
            stage.after(HOP, "dispatch", dc, transition=run.number, action=action)
    run = replace(run, fired=run.fired | numbers, flying=run.flying | numbers)
    return run.with_confirmed(milestones) if milestones else run


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
    run = replace(run.with_confirmed(frozenset({action})), failed=marks)
    if run.look is None or run.look < stage.time:
        stage.after(CONFIRM, "fire", dc)
        run = replace(run, look=stage.time + CONFIRM)
    set_controller(stage, dc, run=run)


def fail_actions_on(stage: Stage, dc: str, node: str) -> None:
    """What was under way on a lost node will bring no result any more."""
    controller = stage.stacks[dc].controller
    run = controller.run if controller else None
    for action in run.in_flight() if run else []:
        if action.node == node and action.operation != "stonith" and run is not None:
            confirm(stage, dc, run.number, action.id, failed=True)


def _end(stage: Stage, dc: str, run: Run) -> None:
    left = len(run.graph.actions) - len(run.fired)
    word = "Stopped" if run.aborted and left else "Complete"
    counts = f"Complete={len(run.confirmed)}, Pending=0, Fired=0, Skipped=0, Incomplete={left}, Source={run.source}"
    log(stage, dc, "pcmk__execute_graph", f"Transition {run.number} ({counts}): {word}")
    if run.fired - run.failed:
        stage.record(
            "transition-end", dc, f"transition {run.number} is {word.lower()}", number=run.number, end=word.lower()
        )
    set_controller(stage, dc, run=None)
    if run.last and not run.aborted:
        exit_soon(stage, dc)
    elif run.aborted and not any(one.node == dc for one in stage.pending("join", "election")):
        turn(stage, dc, "S_POLICY_ENGINE")
        _calculate_in(stage, dc, CONFIRM)
    elif not run.aborted:
        turn(stage, dc, "S_IDLE")
