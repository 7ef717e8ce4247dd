"""Exercises: what is asked, and how the model judges what a learner made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from hasim.course.start import Start
from hasim.session import Session, SessionError
from hasim.text.message import Message

Fact = Callable[[Session], bool]
"""Something that is or is not so in a session: its state and its history, never the text that was typed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an exercise.

    `done` is None where there is nothing to judge yet. `marks` are the goals in words, each met or not. `slip` is the
    name of the misconception that was recognised, "" for none, and `hint` what to say about it.
    """

    done: bool | None
    marks: tuple[tuple[str, bool], ...] = ()
    slip: str = ""
    hint: str = ""

    @property
    def met(self) -> int:
        """How many goals are met."""
        return sum(met for _, met in self.marks)


class Exercise(Protocol):
    """A :class:`Task` or a :class:`~hasim.course.question.Question`."""

    @property
    def name(self) -> str:
        """Its name: the lesson and the exercise, such as ``scores/prefer``."""

    @property
    def title(self) -> Message:
        """A few words."""

    @property
    def text(self) -> Message:
        """What is asked, as Markdown."""

    @property
    def start(self) -> Start:
        """Where it begins."""

    def judge(self, session: Session, answer: str = "", lang: str = "en") -> Verdict:
        """Judge the session as it is now, or the answer that was given to a question."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that must be so at the end, and its words (a wish, not the way there)."""

    text: Message
    met: Fact


@dataclass(frozen=True, slots=True)
class Slip:
    """A known misconception: the state by which it is recognised, and the hint that fits it."""

    name: str
    seen: Fact
    hint: Message


@dataclass(frozen=True, slots=True)
class Task:
    """Bring the cluster into a state. The first slip that is seen gives the hint, as long as a goal is not met."""

    name: str
    title: Message
    text: Message
    goals: tuple[Goal, ...]
    slips: tuple[Slip, ...]
    start: Start = field(default_factory=Start)

    def judge(self, session: Session, answer: str = "", lang: str = "en") -> Verdict:
        """Are all goals met?"""
        marks = tuple((goal.text.render(lang, {}), holds(goal.met, session)) for goal in self.goals)
        done = all(met for _, met in marks)
        slip = None if done else next((each for each in self.slips if holds(each.seen, session)), None)
        hint = slip.hint.render(lang, {}) if slip is not None else ""
        return Verdict(done, marks, slip.name if slip is not None else "", hint)


def holds(fact: Fact, session: Session) -> bool:
    """Whether it is so; what cannot be found out, since nothing of that name exists or nobody answers, is not so."""
    try:
        return bool(fact(session))
    except (KeyError, IndexError, NoCluster, SessionError):
        return False


class NoCluster(LookupError):
    """No node has a CIB manager that could be asked."""
