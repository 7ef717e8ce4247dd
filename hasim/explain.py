"""Why: the scheduler's scores as bills that can be read.

Pacemaker places a resource on the node with the highest score. A :class:`Receipt` lists what that score was made of,
each addition with its cause, so that the lines add up to the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hasim.cib import Cib
from hasim.cib.score import score_text
from hasim.scheduler import schedule
from hasim.scheduler.scores import Fact, ScoreCause, ScoreRecord
from hasim.text import CATALOGUE, say


@dataclass(frozen=True, slots=True)
class Receipt:
    """The bill of one score. `score` is None where the node is not considered for the resource at all."""

    resource: str
    node: str
    score: int | None
    causes: tuple[ScoreCause, ...] = ()

    def lines(self, lang: str = "en") -> list[str]:
        """The bill in the learner's language: a heading, then one line a cause; what is behind it stands below."""
        if self.score is None:
            return [say("receipt.not_considered", lang, resource=self.resource, node=self.node)]
        head = say("receipt.head", lang, resource=self.resource, node=self.node, score=score_text(self.score))
        bill = [f"{'  ' * depth}{score_text(cause.score):>9}  {reason(cause, lang)}" for depth, cause in self.entries()]
        return [head, *(bill or ["  " + say("receipt.nothing", lang)])]

    def entries(self) -> list[tuple[int, ScoreCause]]:
        """(depth, cause) of each line: 1 for what is added up, deeper for what is behind the line above it."""
        return list(_entries(self.causes, 1))

    def __str__(self) -> str:
        return "\n".join(self.lines())


def _entries(causes: Iterable[ScoreCause], depth: int) -> Iterator[tuple[int, ScoreCause]]:
    for cause in causes:
        yield depth, cause
        yield from _entries(cause.because, depth + 1)


def reason(cause: ScoreCause, lang: str = "en") -> str:
    """A cause in words, without its score."""
    through = f"cause.{cause.kind}.of"
    key = through if cause.resource and through in CATALOGUE else f"cause.{cause.kind}"
    words = say(key, lang, id=cause.id, resource=cause.resource)
    detail = fact_text(cause.detail, lang) if cause.detail is not None else ""
    rule = say("cause.rule", lang, rule=cause.rule) if cause.rule else ""
    notes = say("cause.and", lang).join(note for note in (rule, detail) if note)
    return words + (say("cause.notes", lang, notes=notes) if notes else "")


def fact_text(fact: Fact, lang: str = "en") -> str:
    """A fact in words."""
    return say(f"fact.{fact.key}", lang, **dict(fact.values))


def score_rows(cib: Cib, now: int) -> list[tuple[str, str, str, int]]:
    """(step, resource, node, score) of each score that deciding on `cib` at `now` (epoch seconds) works with."""
    return [(r.function, r.resource, r.node, r.score) for r in schedule(cib, now).scores]


def receipt(cib: Cib, now: int, resource: str, node: str) -> Receipt:
    """The bill of `resource` on `node`. Raises KeyError where the configuration knows no such resource or node.

    The last score that the scheduler computes for a pair is the one that decides.
    """
    decision = schedule(cib, now, explain=True)
    if decision.cluster.resource(resource) is None:
        raise KeyError(f"no such resource: {resource}")
    if decision.cluster.node(node) is None:
        raise KeyError(f"no such node: {node}")
    found = _last(decision.scores, resource, node)
    return Receipt(resource, node, None) if found is None else Receipt(resource, node, found.score, found.causes)


def _last(records: Iterable[ScoreRecord], resource: str, node: str) -> ScoreRecord | None:
    matching = [r for r in records if r.function and r.resource == resource and r.node == node]
    return matching[-1] if matching else None
