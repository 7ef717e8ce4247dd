"""Questions about what will happen: the model makes it happen on a branch of its own, and answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hasim.course.exercise import Verdict
from hasim.course.start import Inputs, Start
from hasim.session import Session
from hasim.text import say
from hasim.text.message import Message

NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Misreading:
    """A misconception, the answer that it leads to on this very cluster, and the hint that fits it."""

    name: str
    answer: Callable[[Session, Session], str]
    hint: Message


@dataclass(frozen=True, slots=True)
class Question:
    """What will be so after the inputs `then`?

    `options` are the answers to choose from, `truth` finds the right one. Both, like a misreading, are given the
    session before and the one after: nobody writes the answer down. `words` gives an answer in the learner's language
    where it is no name or number.
    """

    name: str
    title: Message
    text: Message
    then: Inputs
    options: Callable[[Session], Sequence[str]]
    truth: Callable[[Session, Session], str]
    slips: tuple[Misreading, ...]
    start: Start = field(default_factory=Start)
    words: Callable[[str, str], str] = lambda answer, lang: say("check.nowhere", lang) if answer == NOWHERE else answer

    def after(self, before: Session) -> Session:
        """What comes of it, on a branch: the session that is given stays as it is."""
        branch = before.fork(self.name)
        for each in self.then:
            branch.input(each)
        return branch

    def judge(self, session: Session, answer: str = "", lang: str = "en") -> Verdict:
        """Is the answer what would be so? The question is about the cluster at its start, whatever was tried since."""
        if not answer:
            return Verdict(None)
        before = self.start.session(lang)
        after = self.after(before)
        done = answer == self.truth(before, after)
        said = say("exercise.said", lang, answer=self.words(answer, lang))
        slip = None if done else next((each for each in self.slips if each.answer(before, after) == answer), None)
        hint = slip.hint.render(lang, {}) if slip is not None else ""
        return Verdict(done, ((said, done),), slip.name if slip is not None else "", hint)
