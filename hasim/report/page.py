"""The whole page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import hasim
from hasim.draw import (
    failcount_sentence,
    failcount_timeline,
    lanes,
    lanes_sentence,
    placement,
    placement_sentence,
)
from hasim.draw.gather import gather
from hasim.draw.snapshot import Snapshot
from hasim.report.look import STYLE
from hasim.report.pieces import events, picture, printed, table, text, title
from hasim.session import Session, Step
from hasim.sim.clock import local
from hasim.text import say

Progress = Callable[[int, int], None]
SECTIONS: Final = ("summary", "over", "end", "steps", "predictions", "file")
COLUMNS: Final = ("said", "revealed", "about", "answer", "truth", "hit")


@dataclass(frozen=True, slots=True)
class Prediction:
    """A prediction that was revealed: when it was made and judged (s), what about, what was said, what is so."""

    predicted_at: float
    revealed_at: float
    kind: str
    resource: str
    node: str
    answer: str
    truth: str
    hit: bool


def report(
    session: Session,
    lang: str | None = None,
    *,
    predictions: Sequence[Prediction] = (),
    progress: Progress | None = None,
) -> str:
    """The report as the text of an HTML file.

    Each input with what it printed and what happened; a picture wherever the picture has changed. `progress` is called
    with (steps done, all steps).
    """
    return "".join(_Report(session, lang or session.lang, predictions, progress or (lambda *_: None)).parts())


class _Report:
    def __init__(self, session: Session, lang: str, predictions: Sequence[Prediction], progress: Progress) -> None:
        self.session, self.lang, self.predictions, self.progress = session, lang, predictions, progress

    def say(self, key: str, **fields: object) -> str:
        return text(say(f"report.{key}", self.lang, **fields))

    def parts(self) -> Iterator[str]:
        name = self.say("title")
        yield f'<!DOCTYPE html>\n<html lang="{self.lang}"><head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{name}</title><style>{STYLE}</style></head><body>"
        yield f'<a class="skip" href="#steps">{self.say("skip")}</a><header><h1>{name}</h1></header>'
        links = "".join(f'<li><a href="#{key}">{self.say(key)}</a></li>' for key in SECTIONS)
        yield f'<nav aria-label="{self.say("contents")}"><ul>{links}</ul></nav><main>'
        for key in SECTIONS:
            yield f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{self.say(key)}</h2>'
            yield from getattr(self, f"_{key}")()
            yield "</section>"
        yield f'</main><footer class="note"><p>{self.say("made", version=hasim.__version__)}</p></footer>'
        yield "</body></html>\n"

    def _summary(self) -> Iterator[str]:
        session, world = self.session, self.session.origin
        start = local(world.now, world.timezone)
        facts = {
            "scenario": session.scenario,
            "dialect": session.dialect,
            "nodes": ", ".join(session.nodes),
            "begin": f"{start:%Y-%m-%d %H:%M:%S} ({world.timezone})",
            "length": say("report.seconds", self.lang, seconds=f"{session.time:,.0f}"),
            "inputs": str(len(session.history)),
            "events": str(len(session.records())),
        }
        yield "<dl>" + "".join(f"<dt>{self.say(k)}</dt><dd>{text(v)}</dd>" for k, v in facts.items()) + "</dl>"

    def _over(self) -> Iterator[str]:
        session, lang = self.session, self.lang
        yield f"<h3>{self.say('lanes')}</h3>"
        yield picture(lambda: lanes(session, lang), lambda: lanes_sentence(session, lang), "lanes", lang)
        yield f"<h3>{self.say('counts')}</h3>"
        yield picture(
            lambda: failcount_timeline(session, lang), lambda: failcount_sentence(session, lang), "counts", lang
        )

    def _end(self) -> Iterator[str]:
        yield self._placement(gather(self.session.world), "end")

    def _placement(self, snapshot: Snapshot, name: str) -> str:
        lang = self.lang
        draw, sentence = lambda: placement(snapshot, lang), lambda: placement_sentence(snapshot, lang)
        return picture(draw, sentence, f"placement-{name}", lang)

    def _steps(self) -> Iterator[str]:
        steps = self.session.history
        before = self.session.origin
        shown = gather(before)
        yield f"<h3>{self.say('start')}</h3>" + self._placement(shown, "start")
        for number, step in enumerate(steps, 1):
            snapshot = gather(step.world)
            drawn = self._placement(snapshot, str(number)) if snapshot != shown else ""
            yield self._step(number, step, title(step.input.action, before, self.lang), drawn)
            before, shown = step.world, snapshot
            self.progress(number, len(steps))

    def _step(self, number: int, step: Step, heading: str, drawn: str) -> str:
        time = self.say("at", seconds=f"{step.world.time / 1000:,.1f}")
        kind = ' class="changed"' if drawn else ""
        late = "" if step.settled else f'<p class="alert">{self.say("unsettled")}</p>'
        head = f'<h3>{self.say("step", number=number)}: {heading} <span class="time">{time}</span></h3>'
        body = printed(step, number, self.lang) + events(step, self.lang) + late + drawn
        return f'<article id="step-{number}"{kind}>{head}{body}</article>\n'

    def _predictions(self) -> Iterator[str]:
        if not self.predictions:
            yield f"<p>{self.say('predictions.none')}</p>"
            return
        hits = sum(each.hit for each in self.predictions)
        yield f"<p>{self.say('predictions.score', hits=hits, all=len(self.predictions))}</p>"
        names = [say(f"report.column.{name}", self.lang) for name in COLUMNS]
        yield table(names, [self._prediction(each) for each in self.predictions])

    def _prediction(self, one: Prediction) -> tuple[str, ...]:
        about = say(f"report.{one.kind}", self.lang, resource=one.resource, node=one.node)
        hit = say("report.yes" if one.hit else "report.no", self.lang)
        return f"{one.predicted_at:.0f}", f"{one.revealed_at:.0f}", about, one.answer, one.truth, hit

    def _file(self) -> Iterator[str]:
        kept = text(self.session.dumps())
        yield f"<details><summary>{self.say('file.hint')}</summary>"
        yield f'<pre tabindex="0" role="region" aria-label="{self.say("file")}">{kept}</pre></details>'
