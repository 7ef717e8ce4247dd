"""Receipts are true: take out what a line names, and the real ``crm_simulate`` gives what the other lines add up to.

The score that is left follows from the receipt as long as everybody else that it names, and the other instances of
its own clone, stay where they are, and no line comes or goes by itself (a colocation that was set aside counts again,
stickiness counts once the resource is managed). Where that is not so, the new receipt is asked; it has to give the
real program's score in any case.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.cib import Cib, Unsupported
from hasim.cib.score import parse_score
from hasim.explain import Receipt
from hasim.scheduler import Decision, schedule
from hasim.scheduler.scores import CauseKind, ScoreCause, sum_of
from hasim.why import Bills
from tests.oracle import real
from tests.receipts.corpus import corpus
from tests.receipts.removal import predicted, removed
from tests.strategies import NOW, Features, clusters, often
from tests.support import real_program, recordings

SCORE = re.compile(r"(\S+) allocation score on (\S+): (\S+)")
KINDS = frozenset(CauseKind) - {
    CauseKind.LIMIT,  # the other instances of a clone
    CauseKind.MULTIPLE_ACTIVE,  # what runs twice is being stopped, whatever is configured
    CauseKind.REMOVED,  # what is not configured cannot be taken out
    CauseKind.CAPACITY,  # counts after the scores that the real program prints
    CauseKind.FLOOR,
    CauseKind.LAUNCHER,
}
"""The kinds of lines behind which something stands in the document."""


@dataclass(slots=True)
class Judge:
    """The real program, asked about a document and about the same without what a line names."""

    path: Path
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)

    def scores(self, cib: Cib) -> dict[tuple[str, str], int]:
        """(resource, node) -> the last score that the real program prints."""
        self.path.write_text(cib.text())
        lines = real("crm_simulate", ["-x", str(self.path), "-sQ"]).stdout.splitlines()
        found = (SCORE.search(line) for line in lines)
        return {(each[1], each[2]): parse_score(each[3]) for each in found if each is not None}

    def document(self, cib: Cib, now: int, chosen: Iterable[tuple[str, str]] | None = None) -> None:
        """Judge all lines of the chosen receipts (of all, if not said) that the real program agrees with."""
        decision = schedule(cib, now, explain=True)
        bills, truth = Bills(decision.scores), self.scores(cib)
        for resource, node in chosen if chosen is not None else pairs(decision):
            receipt = bills.receipt(resource, node)
            if receipt.score is None or truth.get((resource, node)) != receipt.score:
                self.tally["", "other version"] += receipt.score is not None
                continue
            assert sum_of(receipt.causes) == receipt.score
            for cause in receipt.causes:
                self.line(decision, receipt, cause, now)

    def line(self, decision: Decision, receipt: Receipt, cause: ScoreCause, now: int) -> None:
        """Judge one line."""
        changed = removed(decision.cluster, cause, receipt.resource, receipt.node)
        if changed is None:
            self.tally[cause.kind, "cannot go"] += 1
            return
        truth = self.scores(changed)
        if not truth:
            self.tally[cause.kind, "refused"] += 1
            return
        expected, actual = predicted(receipt, cause), truth.get((receipt.resource, receipt.node))
        if expected is not None and expected == actual:
            self.tally[cause.kind, "as predicted"] += 1
            return
        after = schedule(changed, now, explain=True)
        again = Bills(after.scores).receipt(receipt.resource, receipt.node)
        if again.score != actual:  # instances are numbered differently by the older program
            assert decision.cluster.resource(receipt.resource).in_clone is not None, (str(receipt), cause, actual)  # type: ignore[union-attr]
            self.tally[cause.kind, "other version"] += 1
            return
        assert expected is None or _shifted(decision, after, receipt, again, cause), (str(receipt), cause, actual)
        self.tally[cause.kind, "shifted"] += 1


def _shifted(before: Decision, after: Decision, old: Receipt, new: Receipt, gone: ScoreCause) -> bool:
    """Whether something else on the receipt changed: others have moved, or lines have come or gone by themselves."""
    if new.score is None:
        return True
    own = before.cluster.resource(old.resource)
    named = {cause.resource for _, cause in old.entries() if cause.resource}
    if own is not None and own.in_clone is not None:
        named |= {leaf.id for leaf in own.top.leaves()} - {own.id}
    if own is not None and _active(before, own.id) != _active(after, own.id):
        return True
    if any(_places(before, name) != _places(after, name) for name in named):
        return True
    lines = {(cause.kind, cause.id, cause.resource, cause.detail) for cause in old.causes}
    return any((cause.kind, cause.id, cause.resource, cause.detail) not in lines for cause in new.causes)


def _active(decision: Decision, name: str) -> list[str]:
    found = decision.cluster.resource(name)
    return [node.name for node in found.active_on] if found is not None else []


def _places(decision: Decision, name: str) -> list[str]:
    found = decision.cluster.resource(name)
    return [node.name for node in found.assigned_nodes] if found is not None else []


def pairs(decision: Decision) -> list[tuple[str, str]]:
    """Every primitive and every node."""
    return [(leaf.id, node.name) for leaf in decision.cluster.leaves() for node in decision.cluster.nodes]


def right(tally: Counter[tuple[str, str]]) -> int:
    """How many lines came out exactly as the receipt says."""
    return sum(count for (_, verdict), count in tally.items() if verdict == "as predicted")


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    real_program("crm_simulate")
    return Judge(tmp_path / "cib.xml")


def test_receipts_of_clusters_written_by_hand_are_true(judge: Judge) -> None:
    for cib in corpus().values():
        judge.document(cib.with_root_attributes({"execution-date": str(NOW)}), NOW)
    shown = {kind for (kind, verdict), count in judge.tally.items() if verdict == "as predicted" and count}
    assert shown == {str(kind) for kind in KINDS}, judge.tally
    assert right(judge.tally) >= 100, (right(judge.tally), judge.tally)
    assert judge.tally["", "other version"] < 5


def test_receipts_of_drawn_clusters_are_true(judge: Judge) -> None:
    @often(60)
    @given(clusters(Features(max_nodes=4, max_resources=4)), st.randoms(use_true_random=False))
    def check(cib: Cib, chance: random.Random) -> None:
        found = pairs(schedule(cib, NOW))
        judge.document(cib, NOW, chance.sample(found, min(4, len(found))))

    check()
    lines = sum(count for (_, verdict), count in judge.tally.items() if verdict in ("as predicted", "shifted"))
    assert right(judge.tally) >= max(100, 0.85 * lines), judge.tally


@pytest.mark.slow
def test_receipts_of_recorded_clusters_are_true(judge: Judge) -> None:
    recorded = [*recordings("real-cluster", "*/cib.xml"), *recordings("pacemaker-cts", "xml/*.xml")[::9]]
    if not recorded:
        pytest.skip("the recorded clusters are absent")
    chance = random.Random(1)
    for path in recorded:
        cib = Cib.parse(path.read_text())
        now = int(cib.root.get("execution-date") or NOW)
        cib = cib.with_root_attributes({"execution-date": str(now)})
        try:
            found = pairs(schedule(cib, now))
        except Unsupported:
            continue
        judge.document(cib, now, chance.sample(found, min(6, len(found))))
    assert right(judge.tally) >= 100, judge.tally
