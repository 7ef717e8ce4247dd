"""Predictions: before a step the learner chooses what will come of it, and a check judges it afterwards."""

from collections.abc import Sequence
from html import escape
from types import EllipsisType

import ipywidgets as widgets

from hasim.lab import current
from hasim.text import say

NOWHERE = "nowhere"

_noted: dict[tuple[str, ...], str] = {}


def where(resource: str) -> widgets.VBox:
    """Ask where the resource will run after the next step."""
    session = current.session()
    lang = session.lang
    options = [(name, name) for name in session.nodes] + [(say("check.nowhere", lang), NOWHERE)]
    return _question(say("predict.where", lang, resource=resource), options, ("where", resource), lang)


def fail_count(resource: str, node: str, most: int = 5) -> widgets.VBox:
    """Ask what the resource's fail count on the node will be after the next step."""
    lang = current.session().lang
    question = say("predict.fail_count", lang, resource=resource, node=node)
    options = [(str(number), str(number)) for number in range(most + 1)] + [("INFINITY", "INFINITY")]
    return _question(question, options, ("fail_count", resource, node), lang)


def note(answer: str, *key: str) -> None:
    """Keep an answer; `key` is the kind of question and what it is about."""
    _noted[key] = answer


def take(*key: str) -> str | EllipsisType:
    """The answer that was kept, or ... for none."""
    return _noted.get(key, ...)


def _question(text: str, options: Sequence[tuple[str, str]], key: tuple[str, ...], lang: str) -> widgets.VBox:
    _noted.pop(key, None)
    choices = widgets.ToggleButtons(
        options=list(options), value=None, layout=widgets.Layout(width="auto"), style={"button_width": "auto"}
    )
    answer = widgets.HTML()

    def chosen(change: dict[str, str]) -> None:
        note(change["new"], *key)
        answer.value = escape(say("predict.noted", lang, answer=choices.label))

    choices.observe(chosen, "value")
    box = widgets.VBox([widgets.HTML(f"<b>{escape(text)}</b>"), choices, answer])
    box.add_class("hasim-predict")
    return box
