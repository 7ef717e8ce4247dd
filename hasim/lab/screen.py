"""The Board's page: the last commands, the two figures and the crm_mon screen, as one piece of HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from hasim.draw import failcount_sentence, failcount_timeline, placement, svg
from hasim.draw.gather import gather
from hasim.draw.picks import clickable
from hasim.draw.sentences import placement_sentence
from hasim.inputs import Input, Run
from hasim.lab.deeds import Outcome
from hasim.session import Session
from hasim.sim import World
from hasim.sim.clock import local
from hasim.steps import play
from hasim.text import say

PAGE = "background:#fff;color:#1a1a1a;padding:8px;font-family:sans-serif;font-size:14px;line-height:1.4"
TERMINAL = (
    "background:#f6f7f8;color:#1a1a1a;border:1px solid #c9ced3;border-radius:4px;margin:4px 0;padding:6px 10px;"
    "font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;font-size:0.9em;line-height:1.35;"
    "white-space:pre-wrap;overflow-wrap:anywhere"
)
ALERT = "background:#fff4ec;border-left:4px solid #c04a00;margin:4px 0;padding:4px 10px;white-space:pre-wrap"


NOTE = "border-left:5px solid #0072b2;background:#eef4fb;margin:4px 0;padding:6px 12px;font-size:1.15em"
VEIL = "border:2px dashed #6b6b6b;border-radius:6px;margin:8px 0;padding:40px 12px;text-align:center;font-size:1.3em"
LARGE = (
    "<style>.hasim-large{font-size:22px!important}.hasim-large .hasim-figure{max-width:100%!important}"
    ".hasim-large .hasim-placement,.hasim-large .hasim-timeline{flex-basis:100%!important}</style>"
)


class Pictures:
    """The figures of a session's worlds, kept for the last few worlds: taking a step back need not draw again."""

    MOST = 64

    def __init__(self) -> None:
        self._drawn: dict[int, tuple[World, str]] = {}

    def html(self, session: Session, lang: str, name: str) -> str:
        """The figures of the present world."""
        world = session.world
        known = self._drawn.get(id(world))
        if known is None:
            known = self._drawn[id(world)] = (world, figures(session, lang, name))
            while len(self._drawn) > self.MOST:
                del self._drawn[next(iter(self._drawn))]
        return known[1]


@dataclass(frozen=True, slots=True)
class Face:
    """How a Board looks. `name` keeps the identifiers of several Boards on one page apart.

    With `hidden`, nothing is shown of what came of the last step; `note` is what a lecture says to it.
    """

    name: str
    lang: str
    large: bool = False
    hidden: bool = False
    note: str = ""


def page(session: Session, outcome: Outcome, pictures: Pictures, face: Face) -> str:
    """All that the Board shows.

    A part that cannot be made is replaced by what went wrong with it: the others may still help.
    """
    lang = face.lang
    parts: list[Callable[[], str]] = [lambda: log(session, lang, outcome, hidden=face.hidden)]
    if face.note:
        parts.insert(0, lambda: said(face.note))
    if face.hidden:
        parts.append(lambda: veil(lang))
    else:
        parts += [lambda: pictures.html(session, lang, face.name), lambda: monitor(session, lang)]
    large, style = (" hasim-large", LARGE) if face.large else ("", "")
    region = f'role="region" tabindex="0" aria-label="{escape(say("board.region", lang))}"'
    mark = f'class="hasim-board{large}" data-hasim-board="{face.name}" lang="{lang}" {region} style="{PAGE}"'
    return f"<div {mark}>{style}{''.join(_made(part, lang) for part in parts)}</div>"


def said(note: str) -> str:
    """What a lecture says to the scene that is shown."""
    return f'<div class="hasim-note" role="status" style="{NOTE}">{escape(note)}</div>'


def veil(lang: str) -> str:
    """What stands in place of the pictures while they are hidden."""
    question, how = escape(say("teach.veil", lang)), escape(say("teach.veil.how", lang))
    return f'<div class="hasim-veil" role="status" style="{VEIL}"><b>{question}</b><div>{how}</div></div>'


def _made(part: Callable[[], str], lang: str) -> str:
    try:
        return part()
    except Exception as error:
        return alert(say("board.error", lang, error=f"{type(error).__name__}: {error}"))


def alert(text: str) -> str:
    """Something that went wrong, so that it is seen and read out."""
    return f'<div role="alert" style="{ALERT}">{escape(text)}</div>'


def log(session: Session, lang: str, outcome: Outcome, *, hidden: bool = False) -> str:
    """What the last click stood for and (unless that is hidden) what it answered, with the simulated time."""
    clock = f"{local(session.clock(), session.world.timezone):%Y-%m-%d %H:%M:%S}"
    time = say("board.time", lang, clock=clock, seconds=f"{session.time:.0f}")
    typed = "\n".join(outcome.lines) or say("board.ready", lang)
    error = alert(outcome.error) if outcome.error else ""
    printed = "" if hidden else outcome.printed.rstrip("\n")
    text = escape("\n".join(part for part in (typed, printed) if part))
    return f'<div class="hasim-time">{escape(time)}</div><pre class="hasim-log" style="{TERMINAL}">{text}</pre>{error}'


def figures(session: Session, lang: str, name: str) -> str:
    """The placement figure and the fail-count timeline, side by side where there is room."""
    snapshot = gather(session)
    figure = placement(snapshot, lang)
    where = clickable(svg(figure, placement_sentence(snapshot, lang), f"{name}-placement"), figure)
    counts = svg(failcount_timeline(session, lang), failcount_sentence(session, lang), f"{name}-timeline")
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start">'
        f'<div class="hasim-placement" style="flex:3 1 380px;min-width:0">{where}</div>'
        f'<div class="hasim-timeline" style="flex:2 1 300px;min-width:0">{counts}</div></div>'
    )


def monitor(session: Session, lang: str) -> str:
    """What crm_mon prints now on the first node where it has an answer. Looking leaves no trace in the session."""
    node = next((name for name in session.nodes if session.view(name) is not None), None)
    if node is None:
        return f"<div>{escape(say('board.no_screen', lang))}</div>"
    looked = play(session.world, Input(Run(node, "crm_mon -Afr1")))
    title = escape(say("board.screen", lang, node=node))
    return f'<div>{title}</div><pre class="hasim-screen" style="{TERMINAL}">{escape(looked.result.stdout)}</pre>'
