"""An exercise in a lesson: `exercise("scores/prefer")` shows what is asked, a Board to work on, and the verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets
from IPython import display as _display_module

from hasim.course import Exercise, Question, Verdict, catalogue
from hasim.lab.board import Board
from hasim.lab.controls import button, change
from hasim.lab.lesson_language import language
from hasim.lab.panels.base import SHEET
from hasim.session import Session
from hasim.text import say

_ipython: Any = _display_module  # it has no types
DONE, OPEN, HINT = "#007a5a", "#c04a00", "#0072b2"


def exercise(name: str, *, lang: str | None = None, hints: bool = True) -> ExercisePanel:
    """The exercise of that name on a fresh cluster, to which the cells below it speak. KeyError for an unknown one.

    Without `hints`, as in an exam, the verdict names the goals that are met, and no misconception.
    """
    spoken = lang or language()
    known = catalogue()
    if name not in known:
        raise KeyError(say("exercise.unknown", spoken, name=name, names=", ".join(known)))
    return ExercisePanel(known[name], spoken, hints=hints)


class ExercisePanel:
    """What is asked, the answers to choose from (of a question), buttons, the verdict, and a Board."""

    def __init__(self, asked: Exercise, lang: str, *, hints: bool = True) -> None:
        self.exercise, self.lang, self._hints = asked, lang, hints
        self.board = Board(asked.start.session(lang, asked.name), lang=lang)
        self.verdict: Verdict | None = None
        self._answers = self._choices() if isinstance(asked, Question) else None
        self._page = widgets.HTML()
        row = [self._button("check", self.check, "check")]
        if isinstance(asked, Question):
            row.append(self._button("play", self.play, "play"))
        row.append(self._button("again", self.again, "refresh"))
        parts = [self._answers, widgets.HBox(row), self._page]
        self.widget = widgets.VBox([part for part in parts if part is not None])
        self.widget.add_class("hasim-exercise")
        self._show()

    @property
    def session(self) -> Session:
        """The session that the learner works on."""
        return self.board.session

    def _choices(self) -> widgets.ToggleButtons:
        asked = self.exercise
        assert isinstance(asked, Question)
        options = [(asked.words(each, self.lang), each) for each in asked.options(self.session)]
        made = widgets.ToggleButtons(
            options=options, value=None, layout=widgets.Layout(width="auto"), style={"button_width": "auto"}
        )
        made.observe(lambda event: self._answered(str(event["new"] or "")), "value")
        return made

    def _button(self, key: str, press: Callable[[], object], icon: str) -> widgets.Button:
        made = button(say(f"exercise.{key}", self.lang), lambda: self._guarded(press), icon=icon)
        made.add_class(f"hasim-exercise-{key}")
        return made

    def _guarded(self, press: Callable[[], object]) -> None:
        """A fault in a callback would be swallowed; show it instead."""
        try:
            press()
        except Exception as error:
            self._put(_line(say("board.error", self.lang, error=f"{type(error).__name__}: {error}"), OPEN))

    def _answered(self, answer: str) -> None:
        # The answer is kept with the session, so that a saved session can be graded.
        self.session.remark("answer", answer)
        self.verdict = None
        self._show()

    @property
    def answer(self) -> str:
        """The answer chosen last; "" for none, and for a task."""
        return str(self.session.head.get("answer", ""))

    def check(self) -> Verdict:
        """Judge the cluster, or the answer, as it is now."""
        self.verdict = self.exercise.judge(self.session, self.answer, self.lang)
        self._show()
        return self.verdict

    def play(self) -> None:
        """Let the thing that a question is about happen on the Board, from the start."""
        if isinstance(self.exercise, Question):
            self._fresh()
            with self.session.together():
                for each in self.exercise.then:
                    self.session.input(each)
            self.board.ran(self.board.outcome)

    def again(self) -> None:
        """Back to the start of the exercise."""
        self._fresh()
        self.verdict = None
        if self._answers is not None:
            self._answers.value = None
        self._show()

    def _fresh(self) -> None:
        self.board.travel(len(self.exercise.start.inputs))

    def _show(self) -> None:
        verdict = self.verdict or Verdict(None)
        verdict = verdict if self._hints else replace(verdict, hint="")
        self._put(verdict_html(verdict, is_question=isinstance(self.exercise, Question), lang=self.lang))

    def _put(self, html: str) -> None:
        page = f'<div class="hasim-verdict" role="status" lang="{self.lang}" style="{SHEET}">{html}</div>'
        change(self._page, value=page if html else "")

    def _ipython_display_(self) -> None:
        heading = f"**{self.exercise.title.render(self.lang, {})}**"
        _ipython.display(_ipython.Markdown(f"{heading}\n\n{self.exercise.text.render(self.lang, {})}"))
        _ipython.display(self.widget)
        self.board._ipython_display_()


def verdict_html(verdict: Verdict, *, is_question: bool, lang: str) -> str:
    """The verdict: which goals are reached, and the hint that fits. It never says how to reach one."""
    if verdict.done is None:
        return escape(say("exercise.choose", lang)) if is_question else ""
    if is_question:
        head = say("exercise.right" if verdict.done else "exercise.wrong", lang)
        rows = [_line(text, DONE if met else OPEN) for text, met in verdict.marks]
    else:
        key = "exercise.done" if verdict.done else "exercise.partly"
        head = say(key, lang, met=verdict.met, of=len(verdict.marks))
        rows = [_mark(text, met, lang) for text, met in verdict.marks]
    hint = _line(say("exercise.hint", lang, hint=verdict.hint), HINT) if verdict.hint else ""
    return f"<b>{'✔' if verdict.done else '✘'} {escape(head)}</b>{''.join(rows)}{hint}"


def _mark(text: str, met: bool, lang: str) -> str:
    word = say("exercise.met" if met else "exercise.open", lang)
    return _line(f"{'✔' if met else '✘'} {text} ({word})", DONE if met else OPEN)


def _line(text: str, edge: str) -> str:
    return f'<div style="border-left:4px solid {edge};margin:4px 0;padding:2px 10px">{escape(text)}</div>'
