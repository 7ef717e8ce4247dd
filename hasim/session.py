"""A session: a world and the inputs that led to it.

A session *is* its list of inputs. Everything else, every world on the way included, follows from them, so undoing,
saving, forking and grading are all the same thing: the inputs, played again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from hasim.cib import Cib
from hasim.inputs import (
    KEPT,
    Action,
    Input,
    Run,
    SessionError,
    Settle,
    Wait,
    Write,
    read_input,
    read_lines,
    write_lines,
)
from hasim.link import pack, unpack
from hasim.shell.runner import Result
from hasim.sim import Stage, World, start_world
from hasim.sim.clients import outages
from hasim.sim.telling import told
from hasim.sim.view import View, cib, running, view, views
from hasim.steps import Step, play
from hasim.storage import storage
from hasim.table import table

if TYPE_CHECKING:
    import pandas as pd

    from hasim.explain import Receipt
    from hasim.sim.world import Record

__all__ = ["Result", "Session", "SessionError", "Step", "View"]


class Session:
    """A cluster to work on.

    >>> session = Session("two-servers")
    >>> session.run("node1", "hostname").stdout
    'node1\\n'
    """

    def __init__(
        self,
        scenario: str = "tutorial",
        *,
        dialect: str | None = None,
        nodes: list[str] | None = None,
        cib: str | None = None,
        configure: str | None = None,
        lang: str = "en",
        start: str | None = None,
        timezone: str | None = None,
    ) -> None:
        """Start from a scenario: ``bare``, ``two-servers`` or ``tutorial``, or ``own`` for machines that fit `cib`.

        `dialect` is the generation of the software (default 2.1), `cib` and `configure` a configuration as XML or as
        crm commands, `start` an ISO time. Raises ValueError where one of them makes no sense.
        """
        given = {"dialect": dialect, "start": start, "timezone": timezone, "lang": lang, "nodes": nodes}
        given |= {"cib": cib, "configure": configure}
        head = {"hasim": 1, "scenario": scenario, **{name: value for name, value in given.items() if value is not None}}
        self._begin(head)

    @classmethod
    def start(cls, head: Mapping[str, Any]) -> Session:
        """The session that the head of a session file stands for, before any input. Raises ValueError, CibError."""
        session = object.__new__(cls)
        session._begin(head)
        return session

    def _begin(self, head: Mapping[str, Any]) -> None:
        self.head = dict(head)
        self.name = ""
        self._origin = start_world(self.head)
        self._steps: list[Step] = []
        self._undone: list[Step] = []
        self._watchers: list[Callable[[], None]] = []
        self._begun: int | None = None

    # -- what is ----------------------------------------------------------------------------------------------------

    @property
    def world(self) -> World:
        """The present world."""
        return self._steps[-1].world if self._steps else self._origin

    @property
    def origin(self) -> World:
        """The world before the first input."""
        return self._origin

    @property
    def history(self) -> tuple[Step, ...]:
        """All inputs so far, each with its result and the world after it."""
        return tuple(self._steps)

    @property
    def future(self) -> tuple[Step, ...]:
        """The inputs that were taken back and can be done again, the next one first."""
        return tuple(reversed(self._undone))

    @property
    def scenario(self) -> str:
        """The name of the scenario it started from."""
        return str(self.head.get("scenario", "tutorial"))

    @property
    def lang(self) -> str:
        """The language in which hasim itself speaks: ``en`` or ``ja``."""
        return str(self.head.get("lang", "en"))

    @property
    def dialect(self) -> str:
        """The generation of the installed software."""
        return str(self.world.dialect)

    @property
    def nodes(self) -> tuple[str, ...]:
        """The names of the machines, in order."""
        return self.world.nodes

    @property
    def time(self) -> float:
        """Simulated seconds since the start."""
        return self.world.time / 1000

    def clock(self) -> float:
        """The simulated wall-clock time, epoch seconds."""
        return self.world.now

    def view(self, node: str | None = None) -> View | None:
        """The cluster as `node` sees it, None where no CIB manager answers; without a node, as the first that can."""
        if node is not None:
            return view(self.world, node)
        return next(iter(views(self.world).values()), None)

    def cib(self, node: str | None = None) -> Cib | None:
        """The CIB as `node` holds it; without a node, as the first that has one."""
        names = [node] if node is not None else list(views(self.world))
        return cib(self.world, names[0]) if names else None

    def running(self) -> dict[str, list[str]]:
        """Every configured primitive and the nodes where it truly runs."""
        return running(self.world)

    # -- what is done -----------------------------------------------------------------------------------------------

    def run(self, node: str, line: str) -> Result:
        """Type a command line into the login shell of `node`; it runs to its end while the world goes on."""
        return self.do(Run(node, line)).result

    def write(self, node: str, path: str, text: str) -> Result:
        """Save a file on `node`, as an editor does."""
        return self.do(Write(node, path, text)).result

    def fault(self, kind: str, **where: Any) -> Step:
        """Break or mend something: ``fault("cut", between=["node1", "node2"])``."""
        return self.input({"fault": kind, **where})

    def wait(self, seconds: float) -> Step:
        """Let simulated seconds pass."""
        return self.input({"wait": seconds})

    def settle(self) -> bool:
        """Let time pass until nothing is under way; False where that took more than 600 simulated seconds."""
        return self.do(Settle()).settled

    def step(self, limit: float = 600) -> Step | None:
        """Wait until the next visible event, at most `limit` seconds; None where nothing happens before that."""
        stage = Stage(self.world)
        end = stage.time + int(limit * 1000)
        while not stage.records:
            due = stage.next_time()
            if due is None or due > end:
                return None
            stage.step()
        return self.do(Wait((stage.time - self.world.time) / 1000))

    def input(self, data: Mapping[str, Any]) -> Step:
        """Do what a line of a session file says. Raises SessionError where it makes no sense."""
        given = read_input(dict(data), self.nodes)
        return self._append(given if self._begun is None else given.join(len(self._steps) > self._begun))

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is done within is done in one go, such as what one click does: a remark on the inputs says so."""
        outer = self._begun
        self._begun = len(self._steps) if outer is None else outer
        try:
            yield
        finally:
            self._begun = outer

    def do(self, action: Action) -> Step:
        """Do one thing and remember it. Raises SessionError for a node that does not exist."""
        return self.input(Input(action).to_json())

    def _append(self, given: Input) -> Step:
        step = play(self.world, given)
        self._steps.append(step)
        self._undone.clear()
        self._changed()
        return step

    def remark(self, name: str, value: str) -> None:
        """Keep a remark in the session's head, such as the answer to a question; "" takes it away."""
        self.head = {key: text for key, text in self.head.items() if key != name} | ({name: value} if value else {})
        self._changed()

    def watch(self, changed: Callable[[], None]) -> None:
        """Have a function called after every change of the history: an input done, taken back or done again."""
        self._watchers.append(changed)

    def unwatch(self, changed: Callable[[], None]) -> None:
        """Have it called no longer; one that is not known is no error."""
        self._watchers = [each for each in self._watchers if each != changed]

    def _changed(self) -> None:
        for each in tuple(self._watchers):
            each()

    # -- time travel ------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether there is an input to take back."""
        return bool(self._steps)

    @property
    def can_redo(self) -> bool:
        """Whether an input that was taken back can be done again."""
        return bool(self._undone)

    def undo(self) -> bool:
        """Take the last input back; False where there is none."""
        before = len(self._steps)
        self.travel(before - 1)
        return len(self._steps) < before

    def redo(self) -> bool:
        """Do again what was last taken back; False where there is nothing."""
        before = len(self._steps)
        self.travel(before + 1)
        return len(self._steps) > before

    def travel(self, moment: int) -> None:
        """Take back, or do again, until `moment` inputs are done, or as many as there are; the future is kept."""
        before = len(self._steps)
        while len(self._steps) > max(moment, 0):
            self._undone.append(self._steps.pop())
        while len(self._steps) < moment and self._undone:
            self._steps.append(self._undone.pop())
        if len(self._steps) != before:
            self._changed()

    def reset(self) -> None:
        """Take all inputs back; redo brings them again, one by one."""
        self.travel(0)

    def fork(self, name: str) -> Session:
        """A session of its own with the same past; what happens in one does not touch the other."""
        twin = object.__new__(Session)
        twin.head = dict(self.head)
        twin.name = name
        twin._origin = self._origin
        twin._steps = list(self._steps)
        twin._undone = []
        twin._watchers = []
        twin._begun = None
        return twin

    # -- keeping ----------------------------------------------------------------------------------------------------

    def dumps(self) -> str:
        """The session as the text of a session file."""
        return write_lines(self.head, (step.input for step in self._steps))

    def save(self, path: str) -> None:
        """Keep the session in a file. OSError where that fails; an older file is then untouched."""
        storage().write(str(path), self.dumps())

    @classmethod
    def loads(cls, text: str, progress: Callable[[int, int], None] | None = None) -> Session:
        """The session that a session file's text stands for, played to its end. Raises SessionError.

        `progress` is called after each input with (inputs played, all inputs).
        """
        head, rows = read_lines(text)
        session = cls.start({name: value for name, value in head.items() if name != KEPT})
        for played, (number, data) in enumerate(rows, 1):
            try:
                session.input(data)
            except SessionError as error:
                raise SessionError(f"line {number}: {error}") from None
            if progress is not None:
                progress(played, len(rows))
        return session

    def link(self) -> str:
        """The session as a short text for a mail or a link. LinkError (a SessionError) where it is too large for one.

        >>> Session.from_link(Session("bare").link()).scenario
        'bare'
        """
        return pack(self.dumps())

    @classmethod
    def from_link(cls, text: str) -> Session:
        """The session that such a text, or a link or mail with one in it, carries. LinkError, SessionError."""
        return cls.loads(unpack(text))

    @classmethod
    def load(cls, path: str) -> Session:
        """The session kept in a file. Raises OSError or SessionError."""
        return cls.loads(storage().read(str(path)))

    # -- tables and reasons -----------------------------------------------------------------------------------------

    def records(self) -> list[Record]:
        """All that could be seen to happen, oldest first."""
        return [record for step in self._steps for record in step.records]

    def failcount_changes(self) -> list[tuple[float, str, str, int, str]]:
        """Each change of a fail count as (seconds, node, resource, new value, cause)."""
        changes = [record for record in self.records() if record.kind == "fail-count"]
        return [(r.time / 1000, r.node, r.details["resource"], r.details["value"], r.details["cause"]) for r in changes]

    def events(self) -> pd.DataFrame:
        """All that could be seen to happen, as a table: time (s), node, kind, text (in the session's language)."""
        rows = [(record.time / 1000, record.node, record.kind, told(record, self.lang)) for record in self.records()]
        return table(rows, ["time", "node", "kind", "text"])

    def failcounts(self) -> pd.DataFrame:
        """The history of the fail counts: time (s), node, resource, fail_count (INFINITY is 1000000), cause."""
        columns = ["time", "node", "resource", "fail_count", "cause"]
        return table(self.failcount_changes(), columns)

    def downtime(self) -> pd.DataFrame:
        """What a client of the floating address missed, an outage a row: start, end, duration (s), seen, address."""
        rows = [
            (one.start, one.end, (self.time if one.end is None else one.end) - one.start, one.seen, one.address)
            for one in outages(self.records())
        ]
        return table(rows, ["start", "end", "duration", "seen", "address"])

    def scores(self, node: str | None = None) -> pd.DataFrame:
        """The scheduler's present scores, as the DC would compute them now: step, resource, node, score."""
        from hasim.explain import score_rows

        found = self.cib(node)
        rows = score_rows(found, int(self.clock())) if found is not None else []
        return table(rows, ["step", "resource", "node", "score"])

    def why(self, resource: str, node: str) -> Receipt:
        """The bill of the score of `resource` on `node`: each addition with its cause. KeyError for unknown names."""
        from hasim.explain import receipt

        found = self.cib()
        if found is None:
            raise KeyError("no node has a configuration now: the cluster is down everywhere")
        return receipt(found, int(self.clock()), resource, node)
