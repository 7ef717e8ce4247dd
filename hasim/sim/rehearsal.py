"""A transition played on a CIB with nothing behind it: every action returns what was asked of it.

This is what ``crm_simulate -S`` does. No time passes; the results go into the status section as an executor and a
controller would have written them, so that the next look at the CIB shows the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from hasim.cib import Cib, Element
from hasim.scheduler.action import split_key
from hasim.scheduler.digest import parameter_digest
from hasim.scheduler.transition import GraphAction, PrimitiveReference, Synapse, Transition
from hasim.sim.draft import ResourceDraft, StatusDraft

FAKE_UUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
_SILENT = frozenset({"delete"})
_CLUSTER_CLASSES = frozenset({"ocf", "stonith", "service", "systemd", "lsb"})


@dataclass(frozen=True, slots=True)
class OperationSpec:
    """A result that the user dictates: ``RESOURCE_TASK_INTERVAL@NODE=RC``."""

    resource: str
    task: str
    interval_ms: int
    node: str
    rc: int

    @classmethod
    def parse(cls, text: str) -> OperationSpec | None:
        """The specification that `text` spells, or None where it is not one."""
        key, at, rest = text.partition("@")
        node, equals, rc = rest.partition("=")
        resource, task, interval = split_key(key)
        number = re.match(r"\s*[+-]?\d+", rc)  # what follows the number is not looked at
        if not (at and equals and task and node) or number is None:
            return None
        return cls(resource, task, interval, node, int(number.group()))


@dataclass(frozen=True, slots=True)
class Step:
    """One executed action. `resource` is the name as printed; empty for milestones and the cluster's own."""

    action: GraphAction
    resource: str = ""
    failed: OperationSpec | None = None
    notes: tuple[tuple[str, str, str], ...] = ()
    """(attribute, value, node id) of the failure records that were written."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The outcome: the CIB with all results, and what was done in which order.

    The transition is complete unless actions stayed behind that wait for each other; a failed action ends it rightly.
    """

    cib: Cib
    steps: tuple[Step, ...]
    complete: bool


def rehearse(
    cib: Cib,
    transition: Transition,
    *,
    known: Container[str],
    failures: Sequence[OperationSpec] = (),
    now: int,
    fatal_starts: bool = True,
    feature_set: str = "",
) -> Rehearsal:
    """Play `transition` on `cib`.

    `known` holds the ids and history names of all resources (they decide under which name an instance is recorded);
    `now` (epoch seconds) is the time of every result.
    """
    player = _Player(StatusDraft(cib), known, failures, now, fatal_starts, feature_set)
    complete = player.play(transition)
    return Rehearsal(player.draft.cib(), tuple(player.steps), complete)


@dataclass(slots=True)
class _Player:
    draft: StatusDraft
    known: Container[str]
    failures: Sequence[OperationSpec]
    now: int
    fatal_starts: bool
    feature_set: str
    steps: list[Step] = field(default_factory=list)
    aborted: bool = False

    def play(self, transition: Transition) -> bool:
        """Fire synapses in passes until a pass fires nothing; whether none stayed behind without a failure."""
        waiting = [(synapse, set(synapse.inputs)) for synapse in transition.synapses]
        failed: set[int] = set()
        confirmed: set[int] = set()
        fired = True
        while fired:
            fired = False
            for entry in list(waiting):
                synapse, inputs = entry
                if not self._ready(synapse, inputs, confirmed, failed):
                    continue
                waiting.remove(entry)
                fired = True
                for action in synapse.actions:
                    (confirmed if self._execute(action) else failed).add(action.id)
        return self.aborted or not waiting

    def _ready(self, synapse: Synapse, inputs: set[int], confirmed: set[int], failed: set[int]) -> bool:
        if self.aborted and synapse.priority < 1_000_000 and any(a.kind != "pseudo_event" for a in synapse.actions):
            return False
        if synapse.priority >= 1_000_000:
            return inputs <= confirmed | failed
        return inputs <= confirmed

    def _execute(self, action: GraphAction) -> bool:
        if action.kind == "pseudo_event" or action.kind == "crm_event":
            if action.operation == "stonith" and action.kind == "crm_event":
                self._fence(action)
            self.steps.append(Step(action))
            return True
        return self._run(action)

    def _fence(self, action: GraphAction) -> None:
        if action.attributes.get("CRM_meta_stonith_action") != "on":
            self.draft.node(action.node, action.node_id).take_down()

    def printed_name(self, primitive: PrimitiveReference) -> str:
        """The name under which the executor of the simulation knows a resource."""
        if primitive.id in self.known:
            return primitive.id
        return primitive.long_id or primitive.id

    def _run(self, action: GraphAction) -> bool:
        primitive = action.primitive
        if primitive is None or not action.node:
            self.steps.append(Step(action))
            return True
        name = self.printed_name(primitive)
        if action.operation in _SILENT or primitive.agent_class not in _CLUSTER_CLASSES:
            self.steps.append(Step(action, name))
            return True
        node = self.draft.node(action.node, action.node_id, remote=bool(action.router_node))
        entry = node.resource(name, primitive)
        failure = self._failure(action, name, primitive.id)
        if failure is None:
            record(entry, action, name, action.target_rc, self.now, self.feature_set)
            self.steps.append(Step(action, name))
            return True
        self.aborted = True
        notes = node.count_failure(failure, name, self.now, fatal_starts=self.fatal_starts)
        record(entry, action, name, failure.rc, self.now, self.feature_set)
        self.steps.append(Step(action, name, failure, notes))
        return False

    def _failure(self, action: GraphAction, *names: str) -> OperationSpec | None:
        for spec in self.failures:
            same = (spec.task, spec.interval_ms) == (action.operation, action.interval_ms)
            if same and spec.resource in names and spec.node.lower() == action.node.lower():
                return spec
        return None


def record(
    entry: ResourceDraft,
    action: GraphAction,
    name: str,
    rc: int,
    now: int,
    feature_set: str,
    exit_reason: str = "User-injected result",
    *,
    with_digest: bool = True,
) -> None:
    """Write the result of an operation into a resource's history as a controller does.

    `exit_reason` is recorded with a result that is not the expected one. Without digest, that of an entry which is
    overwritten stays.
    """
    ids = _entry_ids(action, name, rc)
    call = entry.last_call() + 1
    if action.operation == "notify":
        rc = 0
    values = _result(action, name, rc, call, now, feature_set)
    if rc != action.target_rc:
        values["exit-reason"] = exit_reason
    if with_digest:
        values["op-digest"] = parameter_digest(action.attributes, recurring=action.interval_ms > 0)
    for id in ids:
        entry.put(Element("lrm_rsc_op", {"id": id, **values}))


def _entry_ids(action: GraphAction, name: str, rc: int) -> tuple[str, ...]:
    if action.operation == "notify":
        meta = action.attributes
        key = f"{name}_{meta.get('CRM_meta_notify_type', '')}_notify_{meta.get('CRM_meta_notify_operation', '')}_0"
        return (key,)
    if action.operation in ("migrate_to", "migrate_from"):
        return (f"{name}_{action.operation}_0",)
    if rc != action.target_rc:
        failure = f"{name}_last_failure_0"
        return (f"{name}_last_0", failure) if not action.interval_ms else (failure,)
    if action.interval_ms:
        return (f"{name}_{action.operation}_{action.interval_ms}",)
    return (f"{name}_last_0",)


def _result(action: GraphAction, name: str, rc: int, call: int, now: int, feature_set: str) -> dict[str, str]:
    task = "start" if action.operation == "reload-agent" else action.operation
    interval = action.interval_ms
    if task == "notify":
        key = _entry_ids(action, name, 0)[0]
    else:
        key = f"{name}_{task}_{interval}"
    transition_key = f"{call}:-1:{action.target_rc}:{FAKE_UUID}"
    values = {
        "operation_key": key,
        "operation": task,
        "crm-debug-origin": "crm_simulate",
        "crm_feature_set": feature_set,
        "transition-key": transition_key,
        "transition-magic": f"0:{rc};{transition_key}",
        "exit-reason": "",
        "on_node": action.node,
        "call-id": str(call),
        "rc-code": str(rc),
        "op-status": "0",
        "interval": str(interval),
        "last-rc-change": str(now),
        "exec-time": "0",
        "queue-time": "0",
    }
    if task in ("migrate_to", "migrate_from"):
        values["migrate_source"] = action.attributes.get("CRM_meta_migrate_source", "")
        values["migrate_target"] = action.attributes.get("CRM_meta_migrate_target", "")
    return {name: value for name, value in values.items() if value or name != "crm_feature_set"}
