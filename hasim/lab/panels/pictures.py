"""The pictures on the Board: choose one, watch it change with each step, keep it as a file."""

import base64
from functools import partial
from html import escape
from itertools import count
from typing import Final

import ipywidgets as widgets

from hasim.draw import PICTURES, png, svg, transition, transition_sentence
from hasim.draw.artists import HAS_MATPLOTLIB, Figure
from hasim.draw.axes import clock
from hasim.lab.controls import button, change
from hasim.lab.panels.base import SHEET, Asked, choose, label
from hasim.session import Session
from hasim.sim import World
from hasim.text import say

MOST: Final = 24
"""Pictures that are kept, so that going back and forth need not draw again."""
LARGE: Final = 1.6
KINDS: Final = {**({"png": "image/png"} if HAS_MATPLOTLIB else {}), "svg": "image/svg+xml"}

_numbers = count(1)


class PicturesPanel:
    """A choice of pictures, the chosen one, and links to keep it."""

    def __init__(self, board: Asked, lang: str) -> None:
        self._board, self._lang = board, lang
        self._name = f"picture{next(_numbers)}"
        self._drawn: dict[tuple[int, str, int | None, bool], tuple[World, str]] = {}
        names = tuple((say(f"picture.name.{name}", lang), name) for name in PICTURES)
        self._picker = widgets.Dropdown(options=names, value="lanes", layout=widgets.Layout(width="17em", margin="2px"))
        self._number = widgets.Dropdown(options=[], layout=widgets.Layout(width="14em", margin="2px", display="none"))
        self._large = widgets.Checkbox(description=say("panel.pictures.large", lang), indent=False)
        self._large.layout = widgets.Layout(width="auto", margin="2px 8px")
        self._link, self._picture = widgets.HTML(), widgets.HTML()
        for each, kind in ((self._picker, "choice"), (self._number, "transition"), (self._large, "large")):
            each.add_class(f"hasim-picture-{kind}")
            each.observe(lambda _: self._show(), "value")
        saves = [button(say(f"panel.pictures.{kind}", lang), partial(self._keep, kind)) for kind in KINDS]
        for each, kind in zip(saves, KINDS, strict=True):
            each.add_class(f"hasim-picture-{kind}")
        self._changing = False
        words = label(say("panel.pictures.choice", lang))
        row = widgets.HBox([words, self._picker, self._number, self._large, *saves, self._link])
        row.layout = widgets.Layout(flex_flow="row wrap", align_items="center")
        self.widget = widgets.VBox([row, self._picture])

    def choose(self, name: str) -> None:
        """Show the picture of that name. KeyError where there is none."""
        if name not in PICTURES:
            raise KeyError(name)
        self._picker.value = name

    def refresh(self) -> None:
        """Draw the chosen picture of the session as it is now."""
        self._changing = True
        try:
            choose(self._number, transitions(self._board.session, self._lang))
        finally:
            self._changing = False
        self._show()

    def _show(self) -> None:
        if self._changing:
            return
        change(self._number.layout, display=None if self._picker.value == "transition" else "none")
        change(self._link, value="")
        style = f'class="hasim-picture" lang="{self._lang}" style="{SHEET};overflow-x:auto"'
        change(self._picture, value=f"<div {style}>{self._svg()}</div>")

    def _asked(self) -> tuple[str, int | None]:
        """The chosen picture, and the transition that it is to show."""
        name = str(self._picker.value)
        return name, self._number.value if name == "transition" else None

    def _svg(self) -> str:
        name, number = self._asked()
        session, large = self._board.session, bool(self._large.value)
        key = (id(session.world), name, number, large)
        if key not in self._drawn:
            figure, sentence = made(session, name, number, self._lang)
            text = svg(figure, sentence, f"{self._name}-{name}", LARGE if large else 1.0)
            self._drawn[key] = (session.world, text)
            while len(self._drawn) > MOST:
                del self._drawn[next(iter(self._drawn))]
        return self._drawn[key][1]

    def _keep(self, kind: str) -> None:
        """Offer the picture as a file."""
        name, number = self._asked()
        session = self._board.session
        figure, sentence = made(session, name, number, self._lang)
        large = LARGE if self._large.value else 1.0
        data = png(figure, round(150 * large)) if kind == "png" else svg(figure, sentence, name, large).encode()
        self._link.value = download(data, f"hasim-{name}-{session.time:.0f}s.{kind}", KINDS[kind])


def made(session: Session, name: str, number: int | None, lang: str) -> tuple[Figure, str]:
    """A picture of the session and its sentence; `number` is that of a transition."""
    if number is not None:
        return transition(session, lang, number=number), transition_sentence(session, lang, number=number)
    return PICTURES[name].draw(session, lang), PICTURES[name].sentence(session, lang)


def transitions(session: Session, lang: str) -> tuple[tuple[str, int | None], ...]:
    """The transitions that can be chosen: the present one, then those of the past, the last one first."""
    found: list[tuple[str, int | None]] = [(say("panel.pictures.latest", lang), None)]
    numbers = set()
    for record in reversed(session.records()):
        number = record.details.get("number") if record.kind == "transition" else None
        if number is not None and number not in numbers:
            numbers.add(number)
            words = say("transition.title.past", lang, number=number, time=clock(record.time / 1000))
            found.append((words, number))
    return tuple(found)


def download(data: bytes, name: str, kind: str) -> str:
    """A link that keeps `data` as a file, without a server: it carries the data itself."""
    text = base64.b64encode(data).decode()
    return f'<a class="hasim-download" download="{escape(name)}" href="data:{kind};base64,{text}">{escape(name)}</a>'
