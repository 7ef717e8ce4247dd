"""Why a resource is where it is, or nowhere: the bills of all nodes side by side, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hasim.cib import INFINITY, Cib
from hasim.cib.score import score_text
from hasim.explain import Receipt, reason
from hasim.reasons import told as told_reason
from hasim.scheduler import Decision, schedule
from hasim.scheduler.action import Action
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind, ScoreCause, ScoreRecord
from hasim.text import join, say


@dataclass(frozen=True, slots=True)
class Stopper:
    """Something that keeps a resource from running.

    `key` names its words (``stopper.<key>``), `fields` fill them in; `option` is the name of the option or attribute
    behind it, "" where there is none; `chain` holds the causes of a score, nearest first.
    """

    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    option: str = ""
    chain: tuple[ScoreCause, ...] = ()

    def text(self, lang: str = "en") -> str:
        """The stopper in words, as half a sentence."""
        fields = dict(self.fields)
        if "reason" in fields:
            fields["reason"] = told_reason(fields["reason"], lang)
        words = say(f"stopper.{self.key}", lang, **fields)
        return words + (say("why.colon", lang) + told(self.chain, lang) if self.chain else "")


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that is due: what it is, why, what it waits for, and whether it can be carried out at all."""

    name: str
    node: str
    reason: str
    waits_for: tuple[str, ...]
    possible: bool

    def text(self, lang: str = "en") -> str:
        """The action as one line."""
        parts = [say("why.action", lang, action=self.name, node=self.node)]
        parts += [say("why.action.reason", lang, reason=told_reason(self.reason, lang))] if self.reason else []
        parts += [say("why.action.waits", lang, actions=join(list(self.waits_for), lang))] if self.waits_for else []
        parts += [] if self.possible else [say("why.action.impossible", lang)]
        return say("why.separator", lang).join(parts)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that can be said about one resource. `node` is where it is to run, `active` where it is now.

    `reasons` maps each node to the causes that decide its score, nearest first, `unavailable` each node that may run
    nothing at all to why. `strategy` is the placement-strategy.
    """

    resource: str
    node: str | None
    active: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    reasons: Mapping[str, tuple[ScoreCause, ...]]
    unavailable: Mapping[str, Stopper] = field(default_factory=dict)
    strategy: str = "default"
    stoppers: tuple[Stopper, ...] = ()
    deeds: tuple[Deed, ...] = ()

    def margin(self, other: Receipt) -> int | None:
        """By how much the chosen node beats `other` (INFINITY where either score is infinite and they differ)."""
        best = next((each.score for each in self.receipts if each.node == self.node), None)
        if best is None or other.score is None:
            return None
        infinite = abs(best) >= INFINITY or abs(other.score) >= INFINITY
        return INFINITY if infinite and best != other.score else best - other.score

    def sentence(self, lang: str = "en") -> str:
        """What the bills say, in running text."""
        gap = "" if lang == "ja" else " "
        if self.node is None or self.stoppers:
            told_stoppers = [each.text(lang) for each in self.stoppers] or [say("receipt.nothing", lang)]
            reasons = say("why.separator", lang).join(told_stoppers)
            key = "why.to_stop" if self.active else "why.nowhere"
            return say(key, lang, resource=self.resource, reasons=reasons)
        return gap.join(
            [self._winner(lang), *(self._other(each, lang) for each in self.receipts if each.node != self.node)]
        )

    def _winner(self, lang: str) -> str:
        score = next(
            (score_text(each.score) for each in self.receipts if each.node == self.node and each.score is not None), "?"
        )
        why = told(self.reasons.get(self.node or "", ()), lang)
        key = "why.runs" if self.node in self.active else "why.will_run"
        return say(key, lang, resource=self.resource, node=self.node, score=score, reason=why)

    def _other(self, other: Receipt, lang: str) -> str:
        margin = self.margin(other)
        if other.node in self.unavailable:
            return self.unavailable[other.node].text(lang) + say("sentence.end", lang)
        if other.score is None or margin is None:
            return say("why.not_considered", lang, node=other.node)
        if margin == 0:
            key = "why.tie" if self.strategy in ("default", "utilization") else "why.tie.strategy"
            return say(key, lang, node=other.node, strategy=self.strategy)
        why = told(self.reasons.get(other.node, ()), lang)
        values = {"score": score_text(other.score), "margin": score_text(margin), "reason": why}
        return say("why.other", lang, node=other.node, **values)


def told(chain: Iterable[ScoreCause], lang: str) -> str:
    """Causes, nearest first, as half a sentence."""
    return say("why.colon", lang).join(reason(cause, lang) for cause in chain) or say("receipt.nothing", lang)


def resources(cib: Cib, now: int) -> list[str]:
    """The ids that can be asked about: every primitive, and every instance of a clone."""
    return [leaf.id for leaf in schedule(cib, now).cluster.leaves()]


def explanation(cib: Cib, now: int, resource: str) -> Explanation:
    """Why `resource` (a primitive, or an instance such as ``ping:0``) is where it is. KeyError for an unknown one."""
    decision = schedule(cib, now, explain=True)
    leaf = decision.cluster.resource(resource)
    if not isinstance(leaf, Primitive):
        raise KeyError(f"no such resource: {resource}")
    bills = Bills(decision.scores)
    nodes = [node.name for node in decision.cluster.nodes]
    deeds = tuple(_deeds(decision, leaf))
    chosen = leaf.assigned.name if leaf.assigned is not None else None
    return Explanation(
        resource,
        chosen,
        tuple(node.name for node in leaf.active_on),
        tuple(bills.receipt(resource, node) for node in nodes),
        {node: bills.chain(resource, node) for node in nodes},
        {node.name: stopper for node in decision.cluster.nodes if (stopper := _unavailable(node)) is not None},
        decision.cluster.options.placement_strategy,
        tuple(_stoppers(decision, leaf, bills)) if chosen is None or _barred(leaf, deeds) else (),
        deeds,
    )


class Bills:
    """The decisive score of each pair of a resource and a node: the last that the scheduler computed."""

    def __init__(self, scores: Iterable[ScoreRecord]) -> None:
        self._last = {(each.resource, each.node): each for each in scores if each.function}

    def receipt(self, resource: str, node: str) -> Receipt:
        """The bill of a resource on a node."""
        found = self._last.get((resource, node))
        return Receipt(resource, node, None) if found is None else Receipt(resource, node, found.score, found.causes)

    def chain(self, resource: str, node: str) -> tuple[ScoreCause, ...]:
        """The cause that weighs most in the score, what is behind it, and so on; no resource is asked twice."""
        found: list[ScoreCause] = []
        asked = {resource}
        bill = self.receipt(resource, node)
        causes, positive = bill.causes, (bill.score or 0) >= 0
        while causes:
            cause = _heaviest(causes, positive)
            if cause is None:
                break
            found.append(cause)
            causes = cause.because
            if not causes and cause.kind is CauseKind.COLOCATION and cause.resource not in asked:
                asked.add(cause.resource)
                causes = self.receipt(cause.resource, node).causes
        return tuple(found)


def _heaviest(causes: Iterable[ScoreCause], positive: bool) -> ScoreCause | None:
    """The first of the causes that pull hardest to that side."""
    pulling = [cause for cause in causes if cause.score and (cause.score > 0) == positive]
    return max(pulling, key=lambda cause: abs(cause.score), default=None)


def _stoppers(decision: Decision, leaf: Primitive, bills: Bills) -> Iterator[Stopper]:
    """What keeps a resource from running that is assigned to no node, or cannot be started there."""
    cluster = decision.cluster
    options = cluster.options
    if options.stop_all_resources:
        yield Stopper("stop-all", option="stop-all-resources")
    if not cluster.quorate and options.no_quorum_policy != "ignore":
        yield Stopper("no-quorum", {"policy": options.no_quorum_policy}, "no-quorum-policy")
    for each in _lineage(leaf):
        if each.target_role is Role.STOPPED:
            yield Stopper("target-role", {"resource": each.configured_id}, "target-role")
            break
    if not leaf.managed:
        yield Stopper("unmanaged", {"resource": leaf.configured_id}, "is-managed")
    if leaf.blocked:
        yield Stopper("blocked", {"resource": leaf.configured_id})
    if leaf.assigned is None:
        for node in cluster.nodes:
            yield from _node_stopper(node, leaf, bills)
    for deed in _deeds(decision, leaf):
        if not deed.possible:
            key = "impossible" if deed.reason else "impossible-unsaid"
            yield Stopper(key, {"action": deed.name, "node": deed.node, "reason": deed.reason})


def _barred(leaf: Primitive, deeds: Iterable[Deed]) -> bool:
    """Whether it would have to be started and cannot be."""
    return any(deed.name == f"start {leaf.id}" and not deed.possible for deed in deeds)


def _lineage(resource: Resource | None) -> Iterator[Resource]:
    while resource is not None:
        yield resource
        resource = resource.parent


def _node_stopper(node: Node, leaf: Primitive, bills: Bills) -> Iterator[Stopper]:
    """What is wrong with one node."""
    unavailable = _unavailable(node)
    score = bills.receipt(leaf.id, node.name).score
    if unavailable is not None:
        yield unavailable
    elif score is None:
        yield Stopper("not-considered", {"node": node.name})
    elif score < 0:
        chain = bills.chain(leaf.id, node.name)
        yield Stopper("score", {"node": node.name, "score": score_text(score)}, chain=chain)
    elif node in leaf.scores and leaf.scores[node].score < 0:  # banned when it was its turn to choose
        late = _heaviest(leaf.scores[node].causes, positive=False)
        yield Stopper("score", {"node": node.name, "score": score_text(-INFINITY)}, chain=(late,) if late else ())


def _unavailable(node: Node) -> Stopper | None:
    """Why the node may run nothing at all, if so."""
    states = {
        "unclean": node.unclean,
        "offline": not node.online,
        "standby": node.standby,
        "maintenance": node.maintenance,
        "shutting-down": node.shutting_down,
    }
    state = next((name for name, holds in states.items() if holds), None)
    if state is None:
        return None
    return Stopper(state, {"node": node.name}, state if state in ("standby", "maintenance") else "")


def _deeds(decision: Decision, leaf: Primitive) -> Iterator[Deed]:
    """What is to be done with the resource now."""
    for action in decision.actions:
        if action.resource is leaf and action.required and not action.pseudo:
            waits = [edge.action for edge in action.before if edge.action.required and not edge.action.pseudo]
            node = action.node.name if action.node is not None else ""
            yield Deed(_name(action), node, action.reason, tuple(dict.fromkeys(map(_name, waits))), action.runnable)


def _name(action: Action) -> str:
    return f"{action.task} {action.resource.id}" if action.resource is not None else action.key
