"""The Board's buttons. They are made once; a refresh only changes what has changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import ipywidgets as widgets

from hasim.lab.offers import killable, movable
from hasim.lab.verbs import Verbs
from hasim.text import say

Press = Callable[[], None]

SMALL = {"width": "auto", "margin": "2px"}


def button(text: str, press: Press, *, style: str = "", tip: str = "", icon: str = "") -> widgets.Button:
    """A button that calls `press` when it is clicked."""
    made = widgets.Button(description=text, button_style=style, tooltip=tip, icon=icon, layout=widgets.Layout(**SMALL))
    made.on_click(lambda _: press())
    return made


def change(widget: widgets.Widget, **traits: object) -> None:
    """Set the traits that differ: each change of a trait is a message to the browser."""
    for name, value in traits.items():
        if getattr(widget, name) != value:
            setattr(widget, name, value)


@dataclass(frozen=True, slots=True)
class NodeState:
    """What the buttons of a node need to know: whether it is powered, its state, and what can be killed there."""

    powered: bool
    state: str
    member: bool
    killable: Sequence[str] = ()


@dataclass(slots=True)
class NodeRow:
    """The buttons of one machine."""

    name: str
    lang: str
    kill: Callable[[str], None]
    power: Callable[[bool], None]
    standby: Callable[[bool], None]
    widget: widgets.HBox = field(init=False)

    def __post_init__(self) -> None:
        self._powered = self._in_standby = False
        label = widgets.HTML(f"<b>{self.name}</b>", layout=widgets.Layout(width="5em", margin="2px"))
        self._victim = widgets.Dropdown(options=[], layout=widgets.Layout(width="9em", margin="2px"))
        self._victim.observe(lambda _: self._name_victim(), "value")
        self._kill = button("", lambda: self.kill(self._victim.value), style="danger", icon="bolt")
        self._power = button("", lambda: self.power(not self._powered), style="warning", icon="power-off")
        self._standby = button("", lambda: self.standby(not self._in_standby), icon="pause")
        for made, kind in ((self._kill, "kill"), (self._power, "power"), (self._standby, "standby")):
            made.add_class(f"hasim-{kind}-{self.name}")
        self.widget = widgets.HBox([label, self._victim, self._kill, self._power, self._standby])

    _powered: bool = field(init=False)
    _in_standby: bool = field(init=False)
    _victim: widgets.Dropdown = field(init=False)
    _kill: widgets.Button = field(init=False)
    _power: widgets.Button = field(init=False)
    _standby: widgets.Button = field(init=False)

    def refresh(self, state: NodeState) -> None:
        """Let the buttons fit the state of the machine."""
        self._powered, self._in_standby = state.powered, state.state == "standby"
        if tuple(self._victim.options) != tuple(state.killable):
            chosen = self._victim.value
            self._victim.options = tuple(state.killable)
            self._victim.value = chosen if chosen in state.killable else next(iter(state.killable), None)
        self._victim.layout.display = None if len(state.killable) > 1 else "none"
        self._name_victim()
        change(self._power, description=say("board.power_off" if state.powered else "board.power_on", self.lang))
        change(
            self._standby,
            description=say("board.online" if self._in_standby else "board.standby", self.lang),
            icon="play" if self._in_standby else "pause",
            disabled=not state.member,
        )

    def _name_victim(self) -> None:
        victim = self._victim.value
        if victim:
            text = say("board.kill", self.lang, resource=victim)
            tip = say("board.kill.tip", self.lang, resource=victim, node=self.name)
        else:
            text, tip = say("board.kill.nothing", self.lang), say("board.kill.nothing.tip", self.lang)
        change(self._kill, description=text, tooltip=tip, disabled=not victim)


@dataclass(slots=True)
class ResourceRow:
    """The verbs on a chosen resource, and the node to move it to."""

    lang: str
    nodes: Sequence[str]
    verbs: Mapping[str, Callable[[str, str], None]]
    widget: widgets.HBox = field(init=False)
    _resource: widgets.Dropdown = field(init=False)
    _node: widgets.Dropdown = field(init=False)
    _buttons: list[widgets.Button] = field(init=False)

    def __post_init__(self) -> None:
        label = widgets.HTML(say("board.resource", self.lang), layout=widgets.Layout(width="5em", margin="2px"))
        self._resource = widgets.Dropdown(options=[], layout=widgets.Layout(width="9em", margin="2px"))
        self._node = widgets.Dropdown(options=list(self.nodes), layout=widgets.Layout(width="7em", margin="2px"))
        self._buttons = [self._verb(key, act) for key, act in self.verbs.items()]
        to = widgets.HTML(say("board.to", self.lang), layout=widgets.Layout(margin="2px"))
        self.widget = widgets.HBox([label, self._resource, self._buttons[0], *self._buttons[1:], to, self._node])

    def _verb(self, key: str, act: Callable[[str, str], None]) -> widgets.Button:
        made = button(say(f"board.{key}", self.lang), lambda: act(self._resource.value, self._node.value))
        made.add_class(f"hasim-{key}")
        return made

    def refresh(self, resources: Sequence[str]) -> None:
        """Offer these resources, keeping the choice where it still exists."""
        if tuple(self._resource.options) != tuple(resources):
            chosen = self._resource.value
            self._resource.options = tuple(resources)
            self._resource.value = chosen if chosen in resources else next(iter(resources), None)
        for made in self._buttons:
            change(made, disabled=not resources)


def bar(keys: Mapping[str, tuple[str, Press]], lang: str) -> tuple[widgets.HBox, dict[str, widgets.Button]]:
    """A row of plain buttons: {message key after "board.": (icon, what to do)}."""
    made = {key: button(say(f"board.{key}", lang), press, icon=icon) for key, (icon, press) in keys.items()}
    for key, each in made.items():
        each.add_class(f"hasim-{key}")
    return widgets.HBox(list(made.values())), made


class Controls:
    """All buttons above the panels: time and undo, a row for each machine, a row for the resources."""

    def __init__(self, board: Verbs) -> None:
        self._board, lang = board, board.lang
        text = say("board.auto", lang)
        self._auto = widgets.Checkbox(value=True, description=text, indent=False, layout=widgets.Layout(width="auto"))
        steps: dict[str, tuple[str, Press]] = {
            "next": ("step-forward", board.next),
            "settle": ("fast-forward", board.settle),
            "undo": ("undo", board.undo),
            "redo": ("repeat", board.redo),
            "reset": ("trash", board.reset),
        }
        tools, self._tools = bar(steps, lang)
        self._rows = {name: self._node_row(name) for name in board.session.nodes}
        verbs: dict[str, Callable[[str, str], None]] = {
            "cleanup": lambda resource, _: board.cleanup(resource),
            "unmove": lambda resource, _: board.unmove(resource),
            "move": board.move,
            "force": lambda resource, node: board.move(resource, node, force=True),
        }
        self._resources = ResourceRow(lang, board.session.nodes, verbs)
        rows = [row.widget for row in self._rows.values()]
        self.widget = widgets.VBox([widgets.HBox([tools, self._auto]), *rows, self._resources.widget])

    def _node_row(self, name: str) -> NodeRow:
        board = self._board
        return NodeRow(
            name,
            board.lang,
            lambda resource: board.kill(resource, name),
            lambda on: board.power(name, on),
            lambda on: board.standby(name) if on else board.online(name),
        )

    @property
    def auto(self) -> bool:
        """Whether the learner wants the cluster left to settle after each step."""
        return bool(self._auto.value)

    def toggle_auto(self) -> None:
        """The other choice."""
        self._auto.value = not self._auto.value

    def refresh(self, *, hidden: bool = False) -> None:
        """Let the buttons fit the session; while it is `hidden`, those that would tell of it stay as they are."""
        session = self._board.session
        change(self._tools["undo"], disabled=not session.can_undo)
        change(self._tools["redo"], disabled=not session.can_redo)
        if hidden:
            return
        views = {name: session.view(name) for name in session.nodes}
        told = next((view for view in views.values() if view is not None), None)
        for name, row in self._rows.items():
            state = told.nodes.get(name, "offline") if told else "stopped"
            powered = session.world.machines[name].power != "off"
            row.refresh(NodeState(powered, state, told is not None, tuple(killable(session, name))))
        self._resources.refresh(movable(session) if told else ())
