"""The Board: buttons to break and repair the cluster, and pictures of what comes of it."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import ipywidgets as widgets

from hasim.draw.picks import Pick
from hasim.intake import Taken
from hasim.lab import current
from hasim.lab.branches import Branches
from hasim.lab.controls import Controls
from hasim.lab.keeping.autosave import Autosave
from hasim.lab.keeping.bar import AutosaveBar
from hasim.lab.keeping.place import place
from hasim.lab.keys import known, press
from hasim.lab.lecture import Lecture, Rows
from hasim.lab.ledger import Ledger
from hasim.lab.menus import offers, title
from hasim.lab.panels.base import Drawer, dispose
from hasim.lab.panels.table import GROUPS, makers
from hasim.lab.panels.teach import ScriptBar
from hasim.lab.player import Player, Tick
from hasim.lab.said_bar import SaidBar
from hasim.lab.screen import Face, Pictures, page
from hasim.lab.sink import Sink, make_sink, show
from hasim.lab.touch import Touch
from hasim.lab.verbs import Verbs
from hasim.session import Session
from hasim.text import say

if TYPE_CHECKING:
    import pandas as pd


class Board(Verbs):
    """Buttons for a session and, below them, what the cluster looks like. Put it last in a cell to see it.

    `lang` is "en" or "ja", by default the session's. The newest Board is the one that `%%on` and the checks of a
    lesson speak to. Every click is one step for Undo, also where it is a command and the time that it takes to settle.
    What it can do are the methods of `Verbs`. `autosave` says where its session is kept: True for beside the notebook,
    a folder, or False for nowhere; see `hasim.lab.keeping.place`. `script` are the scenes of a lecture, as the inputs
    of a session file or the path of one; see `hasim.lab.lecture`.
    """

    controls: Controls
    drawer: Drawer
    lecture: Lecture

    def __init__(
        self,
        session: Session,
        *,
        lang: str | None = None,
        sink: Sink | None = None,
        autosave: bool | str | None = None,
        script: Rows | str | Path | None = None,
    ) -> None:
        super().__init__(session, lang or session.lang)
        self._large = self._hidden = False
        self._veiled = session.world
        self.lecture = Lecture(self)
        if script is not None:
            self.lecture.load(script)
        self.ledger = Ledger(self._predicted)
        self.autosave: Autosave | None = None
        self.name = f"board-{uuid4().hex[:12]}"
        self._pictures = Pictures()
        self._sink = sink or make_sink()
        self.player = Player(self._played)
        self.own: Taken | None = None
        """The configuration of one's own that the Board shows, if it is one."""
        self._build()
        self._script = ScriptBar(self)
        self._touch = Touch(self.name, known(self), self._touched)
        self.autosave = Autosave(self, path, self.ledger) if (path := place(autosave, session.head)) else None
        self._bar = AutosaveBar(self.autosave, self.lang) if self.autosave else None
        self._said = SaidBar(self)
        self.widget = widgets.VBox()
        self._arrange()
        for name in ("hasim-controls", f"hasim-{self.name}"):
            self.widget.add_class(name)
        self._touch.observe(lambda _: self._came_into_sight(), "visible")
        current.use(session, self)
        self.refresh()
        current.BOARDS.add(self)

    def _build(self) -> None:
        """Make the controls and the drawer for the machines of the session that is shown."""
        self.controls = Controls(self)
        self.drawer = Drawer(makers(self), self.lang, GROUPS)

    def _arrange(self) -> None:
        top = [self._bar.widget] if self._bar else []
        parts = [self.controls.widget, self.drawer.widget, self._said.widget, self._script.widget, self._touch]
        self.widget.children = (*top, *parts)

    @property
    def auto(self) -> bool:
        """Whether the cluster is left to settle after each step."""
        return self.controls.auto

    def why(self, resource: str) -> None:
        """Open the answer to why the resource is where it is."""
        self.drawer.open("why")
        self.drawer.panel("why").ask(resource)

    # -- for a class ------------------------------------------------------------------------------------------------

    @property
    def large(self) -> bool:
        """Whether type and pictures are large enough for the last row of a class."""
        return self._large

    @large.setter
    def large(self, large: bool) -> None:
        if large != self._large:
            self._large = self._touch.large = large
            (self.widget.add_class if large else self.widget.remove_class)("hasim-large")
            self.refresh()

    @property
    def hidden(self) -> bool:
        """Whether the pictures are hidden, so that the class can say what will happen."""
        return self._hidden

    @hidden.setter
    def hidden(self, hidden: bool) -> None:
        if hidden != self._hidden:
            self.veil(hidden)
            self.refresh()

    def veil(self, hidden: bool) -> None:
        """Hide the pictures, or do not, from the next refresh on."""
        if hidden and not self._hidden:
            self._veiled = self.session.world
        self._hidden = hidden
        self.drawer.veil(hidden)

    # -- playing time -----------------------------------------------------------------------------------------------

    def play(self) -> None:
        """Go through the recorded future, step by step; a second call stops it, and so does any other step."""
        self._toggle("play", self._play_on)

    def live(self) -> None:
        """Let time go on from event to event, until nothing happens any more or a second call stops it."""
        self._toggle("live", self._live_on)

    def _toggle(self, what: str, tick: Tick) -> None:
        if self.player.playing == what:
            self.player.stop()
        else:
            self.player.play(what, tick)

    def _play_on(self) -> bool:
        self.hop(1)
        return self.session.can_redo

    def _live_on(self) -> bool:
        before = len(self.session.history)
        self.next()
        return len(self.session.history) > before

    def _played(self) -> None:
        """Playing began or ended."""
        self.drawer.refresh()

    # -- what is chosen in the pictures -----------------------------------------------------------------------------

    def pick(self, pick: str) -> None:
        """Choose something in the placement picture, such as "node:node1": what can be done with it is offered."""
        chosen = Pick.read(pick)
        if self._hidden and self.session.world is not self._veiled:
            return  # what can be done now would tell what has come of the last step
        found = [(offer.key, offer.label) for offer in offers(self, chosen)]
        self._touch.menu(pick, title(self, chosen), found, self.lang)

    def take(self, pick: str, key: str) -> None:
        """Do one of the things that were offered for what was chosen; nothing where it is not possible any more."""
        for offer in offers(self, Pick.read(pick)):
            if offer.key == key:
                offer.act()

    def _touched(self, told: dict[str, str]) -> None:
        """The learner did something in the pictures; an error is shown like that of any other step."""
        try:
            if "offer" in told:
                self.take(told["pick"], told["offer"])
            elif "pick" in told:
                self.pick(told["pick"])
            elif "key" in told:
                press(self, told["key"])
        except Exception as error:
            self.failed(error)

    def predictions(self) -> "pd.DataFrame":
        """All predictions that were revealed, one row each, as a pandas table; times in simulated seconds."""
        return self.ledger.table()

    def open(self, session: Session, *, own: Taken | None = None, note: str = "") -> None:
        """Show another session in place of this one, which stays in a file of its own where sessions are kept."""
        if self.autosave:
            self.autosave.put_away()
        self.ledger.begin_anew()
        self.own = own
        self.take_up(Branches(session, self.lang), note or say("keep.opened", self.lang, count=len(session.history)))

    def _predicted(self) -> None:
        if self.autosave:
            self.autosave.changed()

    def _moved_in(self) -> None:
        self.player.stop()
        old = (self.controls.widget, self.drawer.widget)
        self._build()
        self._arrange()
        for widget in old:
            dispose(widget)

    def _take(self, branch: Session) -> None:
        super()._take(branch)
        current.use(branch, self)
        if self.autosave:
            self.autosave.follow()

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def behind(self) -> bool:
        """Whether the session was moved on, or back, since the Board was last refreshed."""
        return self._shown is not self.session.world

    @property
    def visible(self) -> bool:
        """Whether the Board is on the screen or near it, as far as is known."""
        return bool(self._touch.visible)

    def _came_into_sight(self) -> None:
        if self.visible and self.behind:
            self.refresh()

    def refresh(self) -> None:
        """Show the session as it is now."""
        self.player.stirred()
        face = Face(self.name, self.lang, self._large, self._hidden, self.lecture.note)
        html = page(self.session, self.outcome, self._pictures, face)
        self._html = html
        self._shown = self.session.world
        self._sink.update(html)
        self.controls.refresh(hidden=self._hidden)
        self.drawer.refresh()
        self._said.refresh()
        self._script.refresh()
        if self._bar:
            self._bar.refresh()
        current.catch_up_soon(self)

    def _ipython_display_(self) -> None:
        show(self.widget)
        self._sink.show(self._html)
