"""Hypothesis strategies for teaching-sized clusters: configurations, and histories as a real cluster writes them.

`clusters()` draws a whole CIB: two to six nodes, primitives, groups and clones of every kind, constraints near ties
and infinity, and a status section in which every resource was probed and then started, failed or left alone. What is
drawn is valid for Pacemaker's schema, so a real program accepts it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Verbosity, settings
from hypothesis import strategies as st

from hasim.cib import Cib, Element
from hasim.scheduler.digest import parameter_digest

MORE = int(os.environ.get("HASIM_EXAMPLES") or "0")
"""So many examples of each property, at random, in place of the usual ones."""


def often(examples: int) -> settings:
    """Settings for so many examples: always the same ones, unless more are asked for."""
    return settings(
        max_examples=MORE or examples,
        derandomize=not MORE,
        deadline=None,
        database=None,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )


NOW = 1_700_000_000
FEATURE_SET = "3.16.1"
SCORES = ("0", "1", "-1", "50", "100", "-100", "INFINITY", "-INFINITY")
STICKINESS = ("0", "1", "100", "INFINITY", "-1")


@dataclass(frozen=True, slots=True)
class Features:
    """What a drawn cluster may hold; everything by default."""

    max_nodes: int = 6
    max_resources: int = 5
    groups: bool = True
    clones: bool = True
    promotable: bool = True
    unique: bool = True
    locations: bool = True
    colocations: bool = True
    orders: bool = True
    stickiness: bool = True
    failures: bool = True
    node_states: bool = True
    meta: bool = True
    options: bool = True
    fencing: bool = True
    history: bool = True


@dataclass(frozen=True, slots=True)
class Collective:
    """A top-level resource as drawn: its primitives, and what wraps them."""

    id: str
    kind: str
    members: tuple[str, ...]
    promotable: bool = False
    unique: bool = False
    clone_max: int = 0
    operations: tuple[tuple[str, int], ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    member_meta: tuple[tuple[str, str], ...] = ()

    @property
    def clone(self) -> bool:
        """Whether it has instances."""
        return "clone" in self.kind


def name_value_set(tag: str, id: str, values: Mapping[str, str]) -> list[Element]:
    """A set of name/value pairs, or nothing for no pairs."""
    pairs = tuple(
        Element("nvpair", {"id": f"{id}-{name}", "name": name, "value": value}) for name, value in values.items()
    )
    return [Element(tag, {"id": id}, pairs)] if pairs else []


# configuration


@st.composite
def _meta(draw: st.DrawFn, features: Features, *, promotable: bool = False) -> tuple[tuple[str, str], ...]:
    values: dict[str, str] = {}
    if features.stickiness and draw(st.integers(0, 2)) == 2:
        values["resource-stickiness"] = draw(st.sampled_from(STICKINESS))
    if not features.meta:
        return tuple(values.items())
    choices = {
        "migration-threshold": ("1", "2", "INFINITY"),
        "failure-timeout": ("60", "7200"),
        "target-role": ("Stopped", "Started", "Unpromoted") if promotable else ("Stopped", "Started"),
        "is-managed": ("false", "true"),
        "maintenance": ("true",),
        "priority": ("1", "10", "-5"),
        "multiple-active": ("stop_only", "block", "stop_start"),
    }
    for name in draw(st.lists(st.sampled_from(sorted(choices)), max_size=2, unique=True)):
        if draw(st.booleans()):
            values[name] = draw(st.sampled_from(choices[name]))
    return tuple(values.items())


@st.composite
def _collective(draw: st.DrawFn, number: int, nodes: int, features: Features) -> Collective:
    kinds = ["primitive", "primitive"]
    kinds += ["group"] * (2 * features.groups) + ["clone"] * (2 * features.clones)
    kinds += ["group-clone"] * (features.groups and features.clones)
    kind = draw(st.sampled_from(kinds))
    size = draw(st.integers(1, 3)) if "group" in kind else 1
    letter = chr(ord("a") + number)
    members = tuple(f"{letter}{index}" for index in range(1, size + 1)) if "group" in kind else (letter,)
    promotable = features.promotable and "clone" in kind and draw(st.integers(0, 2)) == 2
    unique = features.unique and "clone" in kind and draw(st.integers(0, 3)) == 3
    operations: list[tuple[str, int]] = []
    if draw(st.booleans()):
        operations = [("Promoted", 11), ("Unpromoted", 10)] if promotable else [("", 10)]
    return Collective(
        id=letter if kind == "primitive" else f"{kind}-{letter}",
        kind=kind,
        members=members,
        promotable=promotable,
        unique=unique,
        clone_max=draw(st.sampled_from((0, 0, 1, 2, nodes + 1))) if "clone" in kind else 0,
        operations=tuple(operations),
        meta=draw(_meta(features, promotable=promotable)),
        member_meta=draw(_meta(features)) if kind != "primitive" else (),
    )


_ON_FAIL = ("", "", "", "ignore", "block", "stop", "standby")


@st.composite
def _resource(draw: st.DrawFn, spec: Collective, features: Features) -> Element:
    primitives = [_primitive(draw, id, spec, features) for id in spec.members]
    if spec.kind == "primitive":
        return primitives[0]
    inner = primitives[0]
    if "group" in spec.kind:
        id = spec.id if spec.kind == "group" else f"group-{spec.id[-1]}"
        meta = name_value_set("meta_attributes", f"{id}-meta", dict(spec.meta)) if spec.kind == "group" else []
        inner = Element("group", {"id": id}, (*meta, *primitives))
    if not spec.clone:
        return inner
    meta_values = dict(spec.meta)
    if spec.promotable:
        meta_values["promotable"] = "true"
        if draw(st.integers(0, 3)) == 3:
            meta_values["promoted-max"] = draw(st.sampled_from(("0", "2")))
    if spec.unique:
        meta_values["globally-unique"] = "true"
        meta_values["clone-node-max"] = draw(st.sampled_from(("1", "2")))
    if spec.clone_max:
        meta_values["clone-max"] = str(spec.clone_max)
    for name in ("interleave", "ordered", "notify"):
        if draw(st.integers(0, 3)) == 3:
            meta_values[name] = "true"
    meta = name_value_set("meta_attributes", f"{spec.id}-meta", meta_values)
    return Element("clone", {"id": spec.id}, (*meta, inner))


def _primitive(draw: st.DrawFn, id: str, spec: Collective, features: Features) -> Element:
    meta = spec.meta if spec.kind == "primitive" else spec.member_meta
    operations = []
    for role, interval in spec.operations:
        attributes = {"id": f"{id}-monitor-{interval}", "name": "monitor", "interval": f"{interval}s"}
        on_fail = draw(st.sampled_from(_ON_FAIL)) if features.failures else ""
        attributes |= {"on-fail": on_fail} if on_fail else {}
        attributes |= {"role": role} if role else {}
        operations.append(Element("op", attributes))
    children = name_value_set("meta_attributes", f"{id}-meta", dict(meta))
    if operations:
        children.append(Element("operations", {}, tuple(operations)))
    agent = "Stateful" if spec.promotable else "Dummy"
    return Element("primitive", {"id": id, "class": "ocf", "provider": "pacemaker", "type": agent}, tuple(children))


@st.composite
def _location(draw: st.DrawFn, number: int, names: Sequence[str], nodes: Sequence[str]) -> Element:
    id, resource = f"loc{number}", draw(st.sampled_from(names))
    score = draw(st.sampled_from(SCORES))
    node = draw(st.sampled_from(nodes))
    if draw(st.integers(0, 3)) < 3:
        return Element("rsc_location", {"id": id, "rsc": resource, "node": node, "score": score})
    operation = draw(st.sampled_from(("eq", "ne")))
    expression = Element("expression", {"id": f"{id}-e", "attribute": "#uname", "operation": operation, "value": node})
    rule = Element("rule", {"id": f"{id}-r", "score": score}, (expression,))
    return Element("rsc_location", {"id": id, "rsc": resource}, (rule,))


@st.composite
def _colocation(draw: st.DrawFn, number: int, specs: Sequence[Collective]) -> Element:
    first, second = draw(st.permutations(specs))[:2]
    attributes = {"id": f"col{number}", "rsc": first.id, "with-rsc": second.id}
    attributes["score"] = draw(st.sampled_from(SCORES[3:]))
    if second.promotable and draw(st.booleans()):
        attributes["with-rsc-role"] = draw(st.sampled_from(("Promoted", "Promoted", "Unpromoted", "Started")))
    if first.promotable and draw(st.booleans()):
        attributes["rsc-role"] = "Promoted"
    return Element("rsc_colocation", attributes)


@st.composite
def _order(draw: st.DrawFn, number: int, specs: Sequence[Collective]) -> Element:
    first, then = draw(st.permutations(specs))[:2]
    attributes = {"id": f"ord{number}", "first": first.id, "then": then.id}
    if draw(st.booleans()):
        attributes["kind"] = draw(st.sampled_from(("Optional", "Serialize", "Mandatory")))
    if draw(st.integers(0, 3)) == 3 and attributes.get("kind") != "Serialize":
        attributes["symmetrical"] = "false"
    if first.promotable and draw(st.booleans()):
        attributes |= {"first-action": "promote", "then-action": "start"}
    return Element("rsc_order", attributes)


@st.composite
def _options(draw: st.DrawFn, features: Features) -> dict[str, str]:
    values = {"stonith-enabled": "true" if features.fencing and draw(st.integers(0, 2)) == 2 else "false"}
    if values["stonith-enabled"] == "true":  # its default depends on how Pacemaker was built
        values["concurrent-fencing"] = draw(st.sampled_from(("true", "false")))
    if features.options:
        choices = {
            "no-quorum-policy": ("stop", "ignore", "freeze", "demote"),
            "symmetric-cluster": ("true", "false"),
            "maintenance-mode": ("false", "true"),
            "start-failure-is-fatal": ("true", "false"),
            "stop-all-resources": ("false", "true"),
            "startup-fencing": ("true", "false"),
            "stop-orphan-resources": ("true", "false"),
        }
        for name in draw(st.lists(st.sampled_from(sorted(choices)), max_size=2, unique=True)):
            values[name] = draw(st.sampled_from(choices[name]))
    return values


# status


@dataclass(slots=True)
class History:
    """One resource's history on one node, written operation by operation."""

    resource: str
    agent: str
    node: str
    calls: int = 0
    entries: dict[str, Element] = field(default_factory=dict)

    def record(self, task: str, rc: int, target: int, interval: int = 0, at: int = NOW - 3600, call: int = 0) -> None:
        """Add the result of an operation; an older entry of the same id goes."""
        call = call or self._next_call()
        key = f"{self.resource}_{task}_{interval}"
        ids = [key if interval else f"{self.resource}_last_0"]
        if rc != target and not (task == "monitor" and not interval):
            ids = [f"{self.resource}_last_failure_0"] if interval else [*ids, f"{self.resource}_last_failure_0"]
        transition = f"{call}:{call}:{target}:11111111-2222-3333-4444-555555555555"
        timeout = {"CRM_meta_timeout": "20000"} if interval else {}
        for id in ids:
            values = {
                "id": id,
                "operation_key": key,
                "operation": task,
                "crm-debug-origin": "do_update_resource",
                "crm_feature_set": FEATURE_SET,
                "transition-key": transition,
                "transition-magic": f"0:{rc};{transition}",
                "exit-reason": "",
                "on_node": self.node,
                "call-id": str(call),
                "rc-code": str(rc),
                "op-status": "0",
                "interval": str(interval),
                "last-rc-change": str(at),
                "exec-time": "10",
                "queue-time": "0",
                "op-digest": parameter_digest(timeout, recurring=interval > 0),
            }
            self.entries.pop(id, None)
            self.entries[id] = Element("lrm_rsc_op", values)

    def _next_call(self) -> int:
        self.calls += 1
        return self.calls

    def element(self) -> Element:
        """The history as it stands in the status section."""
        attributes = {"id": self.resource, "class": "ocf", "provider": "pacemaker", "type": self.agent}
        return Element("lrm_resource", attributes, tuple(self.entries.values()))


@dataclass(slots=True)
class NodeDraft:
    """One node's part of the status section while it is drawn."""

    name: str
    id: str
    state: str = "online"
    attributes: dict[str, str] = field(default_factory=dict)
    histories: list[History] = field(default_factory=list)
    calls: int = 1

    def element(self) -> Element | None:
        """The ``node_state``; None for a node that was never seen."""
        if self.state == "unseen":
            return None
        up = self.state == "online"
        attributes = {
            "id": self.id,
            "uname": self.name,
            "in_ccm": "true" if up else "false",
            "crmd": "online" if up else "offline",
            "join": "member" if up else "down",
            "expected": "down" if self.state == "offline" else "member",
        }
        lrm = Element("lrm_resources", {}, tuple(history.element() for history in self.histories))
        children = [Element("lrm", {"id": self.id}, (lrm,))]
        transient = name_value_set("instance_attributes", f"status-{self.id}", self.attributes)
        if transient:
            children.append(Element("transient_attributes", {"id": self.id}, tuple(transient)))
        return Element("node_state", attributes, tuple(children))


_OUTCOMES = ("absent", "running", "running", "running", "stopped", "failed-monitor", "failed-start", "failed-stop")


@st.composite
def _instance_history(
    draw: st.DrawFn, name: str, spec: Collective, node: NodeDraft, features: Features, wanted: bool
) -> str:
    outcome = "absent"
    if wanted:
        outcome = draw(st.sampled_from(_OUTCOMES if features.failures else _OUTCOMES[1:5]))
    history = History(name, "Stateful" if spec.promotable else "Dummy", node.name, calls=node.calls)
    history.record("monitor", 7, 7)
    if outcome == "stopped":
        history.record("start", 0, 0)
        history.record("stop", 0, 0)
    elif outcome != "absent":
        _record_run(draw, history, spec, outcome, node)
    node.calls = history.calls
    node.histories.append(history)
    return outcome


def _record_run(draw: st.DrawFn, history: History, spec: Collective, outcome: str, node: NodeDraft) -> None:
    if outcome == "failed-start":
        history.record("start", 1, 0)
        _count(node, history.resource, "start_0", "INFINITY")
        return
    history.record("start", 0, 0)
    promoted = spec.promotable and draw(st.booleans())
    if promoted:
        history.record("promote", 0, 0)
    for role, seconds in spec.operations:
        if role != ("Unpromoted" if promoted else "Promoted"):
            expected = 8 if promoted else 0
            history.record("monitor", expected, expected, seconds * 1000)
            if outcome == "failed-monitor":
                history.record("monitor", draw(st.sampled_from((7, 1))), expected, seconds * 1000, at=NOW - 100)
                _count(node, history.resource, f"monitor_{seconds * 1000}", draw(st.sampled_from(("1", "2"))))
    if outcome == "failed-stop":
        history.record("stop", 1, 0)
        _count(node, history.resource, "stop_0", "INFINITY")
    if spec.promotable:
        node.attributes[f"master-{history.resource}"] = draw(st.sampled_from(("5", "10", "10")))


def _count(node: NodeDraft, resource: str, operation: str, value: str) -> None:
    node.attributes[f"fail-count-{resource}#{operation}"] = value
    node.attributes[f"last-failure-{resource}#{operation}"] = str(NOW - 100)


def _write_history(draw: st.DrawFn, spec: Collective, nodes: Sequence[NodeDraft], features: Features) -> None:
    """Give every primitive of a resource its histories on the nodes that have a status."""
    if spec.clone:
        _write_clone(draw, spec, nodes, features)
        return
    home = draw(st.sampled_from((*nodes, None)))
    second = draw(st.sampled_from(nodes)) if features.failures and draw(st.integers(0, 15)) == 15 else None
    reached = draw(st.integers(0, len(spec.members))) if len(spec.members) > 1 else 1
    for node in nodes:
        for index, member in enumerate(spec.members):
            wanted = (node is home and index < reached) or (node is second and index == 0)
            draw(_instance_history(member, spec, node, features, wanted))


def _write_clone(draw: st.DrawFn, spec: Collective, nodes: Sequence[NodeDraft], features: Features) -> None:
    most = spec.clone_max or len(nodes)
    started = 0
    for node in nodes:
        wanted = started < most and draw(st.integers(0, 3)) > 0
        for member in spec.members:
            name = f"{member}:{started if wanted else 0}" if spec.unique else member
            draw(_instance_history(name, spec, node, features, wanted))
        started += wanted


@st.composite
def _node_drafts(draw: st.DrawFn, count: int, features: Features) -> list[NodeDraft]:
    nodes = [NodeDraft(f"n{number}", str(number)) for number in range(1, count + 1)]
    if features.node_states:
        for node in nodes[1:]:
            if draw(st.integers(0, 5)) == 5:
                node.state = draw(st.sampled_from(("offline", "lost", "unseen")))
    return nodes


# the whole


@st.composite
def clusters(draw: st.DrawFn, features: Features | None = None) -> Cib:
    """A whole CIB, configuration and status, as `features` allow."""
    features = features or Features()
    count = draw(st.integers(2, features.max_nodes))
    drafts = draw(_node_drafts(count, features))
    specs = [
        draw(_collective(number, count, features)) for number in range(draw(st.integers(1, features.max_resources)))
    ]
    options = draw(_options(features))
    resources = [draw(_resource(spec, features)) for spec in specs]
    if options["stonith-enabled"] == "true":
        fencing = {"id": "fencing", "class": "stonith", "type": "fence_dummy"}
        resources.append(Element("primitive", fencing))
    constraints = draw(_constraints(specs, [node.name for node in drafts], features))
    if features.history:
        for spec in specs:
            _write_history(draw, spec, [node for node in drafts if node.state in ("online", "lost")], features)
    defaults = {"resource-stickiness": draw(st.sampled_from(STICKINESS))} if features.stickiness else {}
    quorum = draw(st.sampled_from(("1", "1", "1", "0"))) if features.options else "1"
    return build_cib(
        drafts,
        [draw(_node_element(node, features)) for node in drafts],
        options,
        resources,
        constraints,
        defaults,
        quorum=quorum,
    )


@st.composite
def _node_element(draw: st.DrawFn, node: NodeDraft, features: Features) -> Element:
    values = {}
    if features.node_states and draw(st.integers(0, 7)) == 7:
        values[draw(st.sampled_from(("standby", "standby", "maintenance")))] = "on"
    attributes = {"id": node.id, "uname": node.name}
    return Element("node", attributes, tuple(name_value_set("instance_attributes", f"nodes-{node.id}", values)))


@st.composite
def _constraints(
    draw: st.DrawFn, specs: Sequence[Collective], nodes: Sequence[str], features: Features
) -> list[Element]:
    found = []
    names = [spec.id for spec in specs]
    if features.locations:
        found += [draw(_location(number, names, nodes)) for number in range(draw(st.integers(0, 3)))]
    if len(specs) > 1 and features.colocations:
        found += [draw(_colocation(number, specs)) for number in range(draw(st.integers(0, 2)))]
    if len(specs) > 1 and features.orders:
        found += [draw(_order(number, specs)) for number in range(draw(st.integers(0, 2)))]
    return found


def build_cib(
    drafts: Sequence[NodeDraft],
    nodes: Sequence[Element],
    options: Mapping[str, str],
    resources: Sequence[Element],
    constraints: Sequence[Element],
    defaults: Mapping[str, str],
    *,
    quorum: str = "1",
) -> Cib:
    """Put the drawn parts together."""
    configuration = Element(
        "configuration",
        {},
        (
            Element("crm_config", {}, tuple(name_value_set("cluster_property_set", "options", options))),
            Element("nodes", {}, tuple(nodes)),
            Element("resources", {}, tuple(resources)),
            Element("constraints", {}, tuple(constraints)),
            Element("rsc_defaults", {}, tuple(name_value_set("meta_attributes", "defaults", defaults))),
        ),
    )
    states = tuple(state for state in (draft.element() for draft in drafts) if state is not None)
    attributes = {
        "crm_feature_set": FEATURE_SET,
        "validate-with": "pacemaker-3.9",
        "epoch": "1",
        "num_updates": "0",
        "admin_epoch": "0",
        "have-quorum": quorum,
        "dc-uuid": "1",
        "execution-date": str(NOW),
    }
    return Cib(Element("cib", attributes, (configuration, Element("status", {}, states))))
