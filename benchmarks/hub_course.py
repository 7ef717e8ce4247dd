"""What was measured of a class: who waited how long for what, and what each learner cost."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
from tornado.websocket import WebSocketError

from benchmarks import hub_cost
from benchmarks.hub_cost import Cost, Costs
from benchmarks.hub_learner import Failed, Learner

WRONG = (Failed, httpx.HTTPError, OSError, TimeoutError, WebSocketError, LookupError, ValueError)
"""What counts as a failure of one learner; the others go on."""


@dataclass(frozen=True, slots=True)
class Options:
    """How large the class is and what it does. `clicks` kills, each with its undo, in each of the two ways."""

    learners: int = 20
    clicks: int = 10
    pace: float = 5.0
    whole: bool = True
    proxy: str = "configurable-http-proxy"
    keep: str = ""


@dataclass(slots=True)
class Course:
    """What was measured of some learners: seconds that each waited, by what for, and costs after each part."""

    learners: list[Learner]
    hub: int
    waits: dict[str, list[float]] = field(default_factory=dict)
    after: dict[str, Costs] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The learners for whom nothing has gone wrong."""
        return [learner.name for learner in self.learners]

    async def together(self, part: str, do: Callable[[Learner], Awaitable[None]]) -> None:
        """All learners do something at once; go on when the last one is through."""
        self.waits.setdefault(part, [])
        await asyncio.gather(*(self._one(part, learner, do) for learner in list(self.learners)))
        self.after[part] = hub_cost.costs(self.hub)

    async def _one(self, part: str, learner: Learner, do: Callable[[Learner], Awaitable[None]]) -> None:
        began = time.perf_counter()
        try:
            await do(learner)
            self.waits[part].append(time.perf_counter() - began)
        except WRONG as error:
            self.failures.append(f"{learner.name}: {part}: {type(error).__name__}: {error}")
            self.learners.remove(learner)

    async def click(self, learner: Learner, way: str, mark: str) -> None:
        """A click that is timed under the name of the way."""
        self.waits.setdefault(way, []).append(await learner.kernel.click(mark))

    def seconds(self, part: str, since: str = "") -> float:
        """Processor seconds of a learner, on the average, after a part; with `since`, after that one only."""
        found = [self.after[part].learner(name).seconds for name in self.names]
        before = [self.after[since].learner(name).seconds for name in self.names] if since else [0.0]
        return statistics.fmean(found) - statistics.fmean(before) if found else 0.0

    def cost(self, part: str, of: Callable[[Costs, str], Cost]) -> Cost:
        """The average cost of a learner after a part; `peak` is the largest of all."""
        found = [of(self.after[part], name) for name in self.names]
        total = sum(found, Cost())
        number = max(len(found), 1)
        peak = max((each.peak for each in found), default=0.0)
        return Cost(total.pss / number, total.private / number, peak, total.seconds / number)


@dataclass(frozen=True, slots=True)
class Report:
    """One learner alone, the class, and what else this machine was doing (in processors)."""

    alone: Course
    together: Course
    others: float
    processors: int

    @property
    def failures(self) -> list[str]:
        """What went wrong for whom."""
        return self.alone.failures + self.together.failures


def middle(learner: Learner) -> int:
    """Behind the cell that shows the Board again: the cluster is built, and nothing was broken yet."""
    boards = [number for number, (_, source) in enumerate(learner.cells) if source.strip() == "board"]
    return boards[0] + 1
