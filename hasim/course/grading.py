"""Grades: a saved session is played again, and judged anew. What the learner's own screen said counts for nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from types import SimpleNamespace

from hasim.course.catalogue import catalogue
from hasim.session import Session, SessionError

MOST_INPUTS = 5_000
"""Inputs of one session that are played; a longer one is not a learner's."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What became of one saved session.

    `goals_met` of `goals` were reached; `misconception` is the name of a recognised one; `inputs` counts what the
    learner did, `seconds` is the simulated time that it took. `remark` says why there is nothing to grade, else "".
    """

    learner: str
    exercise: str = ""
    done: bool = False
    goals_met: int = 0
    goals: int = 0
    misconception: str = ""
    inputs: int = 0
    seconds: float = 0.0
    remark: str = ""


COLUMNS = tuple(field.name for field in fields(Grade))


def grade(learner: str, text: str) -> Grade:
    """Grade the text of a session file. Nothing that is handed in makes it raise: the remark says what is wrong."""
    if text.count("\n") > MOST_INPUTS:
        return Grade(learner, remark=f"more than {MOST_INPUTS} inputs")
    try:
        session = Session.loads(text)
    except (SessionError, ValueError) as error:
        return Grade(learner, remark=f"no session: {error}")
    name = str(session.head.get("exercise", ""))
    exercise = catalogue().get(name)
    if exercise is None:
        return Grade(learner, name, remark="a session without an exercise" if not name else "no such exercise")
    if not exercise.start.begins(session):
        return Grade(learner, name, remark="it does not begin where the exercise begins")
    verdict = exercise.judge(session, str(session.head.get("answer", "")))
    done = len(exercise.start.inputs)
    seconds = session.time - (session.history[done - 1].world.time / 1000 if done else 0)
    remark = "no answer" if verdict.done is None else ""
    return Grade(
        learner,
        name,
        bool(verdict.done),
        verdict.met,
        len(verdict.marks),
        verdict.slip,
        len(session.history) - done,
        seconds,
        remark,
    )


def as_csv(grades: Iterable[Grade]) -> str:
    """The grades as comma-separated values with a heading, for a spreadsheet."""
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in grades:
        writer.writerow([_plain(getattr(each, name)) for name in COLUMNS])
    return "".join(lines)


def _plain(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: the names in it come from learners."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value
