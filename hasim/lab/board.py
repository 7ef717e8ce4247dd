"""The Board: buttons to break and repair the cluster, and pictures of what comes of it."""

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from hasim.cib import Unsupported
from hasim.draw.configured import layout
from hasim.lab import current
from hasim.lab.branches import Branch, BranchError, Branches
from hasim.lab.controls import NodeRow, NodeState, ResourceRow, bar, change
from hasim.lab.deeds import Crm, Deed, Outcome, kill_line, power, run
from hasim.lab.events_panel import EventsPanel
from hasim.lab.faults_panel import FaultsPanel
from hasim.lab.ledger import Ledger
from hasim.lab.panel import Drawer
from hasim.lab.predict_panel import PredictPanel
from hasim.lab.screen import Pictures, page
from hasim.lab.sink import Sink, make_sink, show
from hasim.lab.terminal_panel import TerminalPanel
from hasim.lab.travel_panel import TravelPanel
from hasim.lab.why_panel import WhyPanel
from hasim.session import Session
from hasim.text import say

if TYPE_CHECKING:
    import pandas as pd

_numbers = count(1)


class Board:
    """Buttons for a session and, below them, what the cluster looks like. Put it last in a cell to see it.

    `lang` is "en" or "ja", by default the session's. The newest Board is the one that `%%on` and the checks of a
    lesson speak to. Every click is one step for Undo, also where it is a command and the time that it takes to settle.
    """

    def __init__(self, session: Session, *, lang: str | None = None, sink: Sink | None = None) -> None:
        self.session = session
        self.lang = lang or session.lang
        self.outcome = Outcome()
        self._name = f"board{next(_numbers)}"
        self.branches = Branches(session, self.lang)
        self.ledger = Ledger()
        self._pictures = Pictures()
        self._sink = sink or make_sink()
        self._build()
        current.use(session, self)
        self.refresh()

    def _build(self) -> None:
        self._auto = widgets.Checkbox(
            value=True, description=say("board.auto", self.lang), indent=False, layout=widgets.Layout(width="auto")
        )
        steps: dict[str, tuple[str, Callable[[], None]]] = {
            "next": ("step-forward", self.next),
            "settle": ("fast-forward", self.settle),
            "undo": ("undo", self.undo),
            "redo": ("repeat", self.redo),
            "reset": ("trash", self.reset),
        }
        tools, self._tools = bar(steps, self.lang)
        self._rows = {name: self._node_row(name) for name in self.session.nodes}
        verbs = {
            "cleanup": lambda resource, _: self.cleanup(resource),
            "unmove": lambda resource, _: self.unmove(resource),
            "move": self.move,
            "force": lambda resource, node: self.move(resource, node, force=True),
        }
        self._resources = ResourceRow(self.lang, self.session.nodes, verbs)
        rows = [row.widget for row in self._rows.values()]
        self.drawer = Drawer(
            {
                "why": lambda: WhyPanel(self, self.lang),
                "travel": lambda: TravelPanel(self, self.lang),
                "predict": lambda: PredictPanel(self, self.lang),
                "faults": lambda: FaultsPanel(self, self.lang),
                "terminal": lambda: TerminalPanel(self, self.lang),
                "events": lambda: EventsPanel(self, self.lang),
            },
            self.lang,
        )
        parts = [widgets.HBox([tools, self._auto]), *rows, self._resources.widget, self.drawer.widget]
        self.widget = widgets.VBox(parts)
        self.widget.add_class("hasim-controls")

    def _node_row(self, name: str) -> NodeRow:
        return NodeRow(
            name,
            self.lang,
            lambda resource: self.kill(resource, name),
            lambda on: self.power(name, on),
            lambda on: self.standby(name) if on else self.online(name),
        )

    # -- the verbs --------------------------------------------------------------------------------------------------

    def kill(self, resource: str, node: str) -> None:
        """Kill the resource's process on the node."""
        line = self._killable(node).get(resource)
        self.act(lambda: run(node, line) if line else None)

    def power(self, node: str, on: bool) -> None:
        """Switch the machine on or off."""
        self.act(lambda: power(node, on, self.lang))

    def standby(self, node: str) -> None:
        """Let the node run nothing."""
        self.act(lambda: self._crm().standby(node))

    def online(self, node: str) -> None:
        """Let the node run things again."""
        self.act(lambda: self._crm().online(node))

    def cleanup(self, resource: str) -> None:
        """Forget the resource's failures."""
        self.act(lambda: self._crm().cleanup(resource))

    def move(self, resource: str, node: str, force: bool = False) -> None:
        """Ask for the resource to run on the node; by force it is banned from where it is."""
        self.act(lambda: self._crm().move(resource, node, force))

    def unmove(self, resource: str) -> None:
        """Lift what a move left behind."""
        self.act(lambda: self._crm().unmove(resource))

    def next(self) -> None:
        """Let time go on to the next event."""

        def do() -> None:
            step = self.session.step()
            seen = [record.text for record in step.records] if step else [say("board.quiet", self.lang)]
            self.outcome.printed = "\n".join(seen)

        self._step(say("board.next.command", self.lang), do, unit=True)

    def settle(self) -> None:
        """Let time go on until nothing is under way."""
        self._step(say("board.settle.command", self.lang), self._settle, unit=True)

    def undo(self) -> None:
        """Take the last click (or the last cell that did something) back."""
        self._step(say("board.undo.command", self.lang), lambda: self.branches.present.units.undo(self.session))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(say("board.redo.command", self.lang), lambda: self.branches.present.units.redo(self.session))

    def reset(self) -> None:
        """Back to the beginning."""
        self._step(say("board.reset.command", self.lang), self.session.reset)

    def travel(self, moment: int) -> None:
        """Go to the moment after so many inputs; the later ones stay in the future, until something new is done."""
        last = len(self.session.history) + len(self.session.future)
        moment = min(max(moment, 0), last)
        note = say("panel.travel.to", self.lang, moment=moment, last=last)
        self._step(note, lambda: self.session.travel(moment))

    def fork(self, name: str) -> None:
        """Begin a branch here and go on with it: `session` is another one then. The present one keeps its future."""
        self._step(say("panel.travel.forked", self.lang, name=name), lambda: self._take(self.branches.fork(name)))

    def switch(self, name: str) -> None:
        """Go on to another branch, at the moment where it was left."""
        self._step(say("panel.travel.switched", self.lang, name=name), lambda: self._take(self.branches.switch(name)))

    def _take(self, branch: Branch) -> None:
        self.session = branch.session
        current.use(branch.session, self)

    def why(self, resource: str) -> None:
        """Open the answer to why the resource is where it is."""
        self.drawer.open("why")
        self.drawer.panel("why").ask(resource)

    def predictions(self) -> "pd.DataFrame":
        """All predictions that were revealed, one row each, as a pandas table; times in simulated seconds."""
        return self.ledger.table()

    # -- how a step is done -----------------------------------------------------------------------------------------

    def act(self, find: Callable[[], Deed | None]) -> None:
        """Do what `find` gives, let the cluster settle where that is wished, and show it; errors are shown too."""

        def do() -> None:
            deed = find()
            if deed is None:
                return
            self.outcome.lines = [deed.shown(self.session.world)]
            result = self.session.input(deed.data).result
            self.outcome.printed = result.stdout + result.stderr
            if result.exit:
                self.outcome.printed += "# " + say("board.exit", self.lang, status=result.exit)
            if self.auto:
                self._settle()

        self._step("", do, unit=True)

    def _step(self, note: str, do: Callable[[], Any], *, unit: bool = False) -> None:
        before = len(self.session.history)
        self.outcome = Outcome([note] if note else [])
        try:
            do()
        except Unsupported as error:
            self.outcome.error = say("board.unsupported", self.lang, error=error)
        except BranchError as error:
            self.outcome = Outcome(error=str(error))
        except NoMember as error:
            self.outcome.error = say("board.no_member", self.lang, command=error)
        except Exception as error:
            self.outcome.error = say("board.error", self.lang, error=f"{type(error).__name__}: {error}")
        if unit:
            self.branches.present.units.done(before, len(self.session.history))
        self.refresh()

    def _settle(self) -> None:
        if not self.session.settle():
            self.outcome.error = say("board.unsettled", self.lang, seconds=600)

    @property
    def auto(self) -> bool:
        """Whether the cluster is left to settle after each step."""
        return bool(self._auto.value)

    def ran(self, before: int, outcome: Outcome) -> None:
        """Inputs from the history's length `before` on were done elsewhere, in one go; show what came of them."""
        self.branches.present.units.done(before, len(self.session.history))
        self.outcome = outcome
        self.refresh()

    def _crm(self) -> Crm:
        at = next((name for name in self.session.nodes if self.session.view(name) is not None), None)
        if at is None:
            raise NoMember("crm")
        return Crm(at, self.session.dialect)

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def behind(self) -> bool:
        """Whether the session was moved on, or back, since the Board was last refreshed."""
        return self._shown is not self.session.world

    def refresh(self) -> None:
        """Show the session as it is now."""
        html = page(self.session, self.lang, self.outcome, self._pictures, self._name)
        self._html = html
        self._shown = self.session.world
        self._sink.update(html)
        self._refresh_controls()
        self.drawer.refresh()

    def _refresh_controls(self) -> None:
        views = {name: self.session.view(name) for name in self.session.nodes}
        told = next((view for view in views.values() if view is not None), None)
        for name, row in self._rows.items():
            state = told.nodes.get(name, "offline") if told else "stopped"
            powered = self.session.world.machines[name].power != "off"
            row.refresh(NodeState(powered, state, told is not None, tuple(self._killable(name))))
        self._resources.refresh(self._movable() if told else ())
        change(self._tools["undo"], disabled=not self.session.can_undo)
        change(self._tools["redo"], disabled=not self.session.can_redo)

    def _killable(self, node: str) -> dict[str, str]:
        """What truly runs on the node and can be killed, with the command that does it."""
        cib = self.session.cib()
        if cib is None:
            return {}
        running = self.session.running()
        here = [each.element for each in layout(cib).primitives if node in running.get(each.id, ())]
        lines = {each.id: kill_line(each, node, self.session.world) for each in here}
        return {name: line for name, line in lines.items() if line}

    def _movable(self) -> tuple[str, ...]:
        """The resources a person speaks of: groups and clones, then what is in them."""
        cib = self.session.cib()
        primitives = layout(cib).primitives if cib else []
        outer = [each.parents[0].id for each in primitives if each.parents]
        return tuple(dict.fromkeys([*outer, *(each.id for each in primitives)]))

    def _ipython_display_(self) -> None:
        show(self.widget)
        self._sink.show(self._html)


class NoMember(Exception):
    """No node can carry out a cluster command; the message is the command."""
