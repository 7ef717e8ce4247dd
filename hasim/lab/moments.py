"""Which moments of a session's history are of interest, and why: there the time-travel panel can jump to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from hasim.session import Session, Step
from hasim.sim import World
from hasim.sim.telling import told
from hasim.sim.view import running
from hasim.text import join, say

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "failure": ("monitor-failed", "node-lost", "ban"),
    "fail-count": ("fail-count", "cleanup"),
    "move": (),
    "fencing": ("fencing", "fenced", "fence-failed", "fencing-failed", "fenced-alive", "watchdog", "panic"),
    "quorum": ("quorum",),
    "data": ("split-brain", "double-mount"),
}
"""What may be of interest, and the kinds of records that say so; a move is seen by comparing two worlds."""


class Moments:
    """What was of interest in each step, found once."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._known: dict[int, tuple[Step, dict[str, list[str]]]] = {}

    def interest(self, before: World, step: Step) -> dict[str, list[str]]:
        """What of interest happened in a step that began with the world `before`: {kind: sentences}."""
        known = self._known.get(id(step))
        if known is None:
            known = self._known[id(step)] = (step, self._find(before, step))
        return known[1]

    def _find(self, before: World, step: Step) -> dict[str, list[str]]:
        found = {
            kind: [told(record, self._lang) for record in step.records if record.kind in records]
            for kind, records in KINDS.items()
        }
        found["move"] = list(moves(before, step.world, self._lang))
        return {kind: texts for kind, texts in found.items() if texts}

    def keep_only(self, steps: Iterable[Step]) -> None:
        """Forget all other steps: they hold their worlds."""
        wanted = {id(step) for step in steps}
        self._known = {key: known for key, known in self._known.items() if key in wanted}

    def jump(self, session: Session, forth: bool, kind: str = "") -> int | None:
        """The nearest moment after (or before) the present one with something of interest; None for none.

        `kind` is one of `KINDS`, or "" for any of them.
        """
        steps = (*session.history, *session.future)
        worlds = [session.origin, *(step.world for step in steps)]
        now = len(session.history)
        moments = range(now + 1, len(steps) + 1) if forth else range(now - 1, 0, -1)
        for moment in moments:
            found = self.interest(worlds[moment - 1], steps[moment - 1])
            if kind in found or (not kind and found):
                return moment
        return None


def moves(before: World, after: World, lang: str) -> Iterator[str]:
    """The resources that truly run elsewhere afterwards, each as a sentence."""
    was = running(before)
    for resource, nodes in running(after).items():
        old = was.get(resource, [])
        if old != nodes:
            nowhere = say("moment.nowhere", lang)
            places = {"old": join(old, lang) or nowhere, "new": join(nodes, lang) or nowhere}
            yield say("moment.move.text", lang, resource=resource, **places)
