"""Predictions and what became of them: nothing is written down beforehand, the present state of the session judges."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hasim.draw.sentences import count_text
from hasim.session import Session
from hasim.table import table

if TYPE_CHECKING:
    import pandas as pd

NOWHERE = "nowhere"
COLUMNS = ["predicted_at", "revealed_at", "kind", "resource", "node", "answer", "truth", "hit"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What somebody expects: `kind` is "where" (`answer`: nodes joined by commas, or "nowhere") or "fail_count".

    `node` is "" for "where". `time` is in simulated seconds since the start.
    """

    kind: str
    resource: str
    node: str
    answer: str
    time: float

    def truth(self, session: Session) -> str:
        """What is so now, in the form of an answer; "" where nobody can tell."""
        if self.kind == "where":
            return ",".join(sorted(session.running().get(self.resource, ()))) or NOWHERE
        view = session.view()
        return "" if view is None else count_text(view.failcounts.get(self.resource, {}).get(self.node, 0))


@dataclass(frozen=True, slots=True)
class Judged:
    """A prediction beside the truth; `time` is that of the reveal."""

    prediction: Prediction
    truth: str
    time: float

    @property
    def hit(self) -> bool:
        """Was it right?"""
        return self.prediction.answer == self.truth

    def row(self) -> tuple[Any, ...]:
        """Its row in the table."""
        said = self.prediction
        return said.time, self.time, said.kind, said.resource, said.node, said.answer, self.truth, self.hit


@dataclass(slots=True)
class Ledger:
    """The predictions that wait for their reveal, and all that were revealed, oldest first."""

    changed: Callable[[], None] = field(default=lambda: None)
    """Called after every change, for whoever keeps it."""
    _open: dict[tuple[str, str, str], Prediction] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)

    @property
    def waiting(self) -> tuple[Prediction, ...]:
        """The predictions that were not revealed yet."""
        return tuple(self._open.values())

    def note(self, prediction: Prediction) -> None:
        """Keep a prediction; it replaces an earlier one about the same."""
        self._open[prediction.kind, prediction.resource, prediction.node] = prediction
        self.changed()

    def forget(self, kind: str, resource: str, node: str = "") -> None:
        """Take a prediction back."""
        self._open.pop((kind, resource, node), None)
        self.changed()

    def clear(self) -> None:
        """Take all predictions back that wait."""
        self._open.clear()
        self.changed()

    def begin_anew(self) -> None:
        """Forget everything: another session begins."""
        self._open.clear()
        self.judged.clear()

    def answer(self, kind: str, resource: str, node: str = "") -> str:
        """What was predicted; "" for nothing."""
        found = self._open.get((kind, resource, node))
        return found.answer if found is not None else ""

    def reveal(self, session: Session) -> list[Judged]:
        """Judge all predictions that wait."""
        found = [Judged(each, each.truth(session), session.time) for each in self._open.values()]
        self.judged += found
        self._open.clear()
        self.changed()
        return found

    def to_json(self) -> list[list[Any]]:
        """All predictions, oldest first: those that were revealed with the truth and its time, the others without."""
        known = [[*_said(each.prediction), each.truth, each.time] for each in self.judged]
        return [*known, *(list(_said(each)) for each in self.waiting)]

    def recall(self, rows: Any) -> None:
        """Take up predictions that were kept; what makes no sense among them is left out."""
        for row in rows if isinstance(rows, list) else []:
            match row:
                case [str(kind), str(resource), str(node), str(answer), int() | float() as time, *rest]:
                    prediction = Prediction(kind, resource, node, answer, time)
                    match rest:
                        case [str(truth), int() | float() as revealed]:
                            self.judged.append(Judged(prediction, truth, revealed))
                        case []:
                            self._open[kind, resource, node] = prediction

    def table(self) -> "pd.DataFrame":
        """All that was revealed, one row each; times in simulated seconds since the start."""
        return table([each.row() for each in self.judged], COLUMNS)


def _said(one: Prediction) -> tuple[str, str, str, str, float]:
    return one.kind, one.resource, one.node, one.answer, one.time
