"""Prepared lectures: `demo("04-scores")` shows a Board on which a press of Next tells and does the next scene.

The scripts are package data, `hasim/course/demos/NN-name.jsonl`, one a lesson, in the form of `hasim.lab.lecture`. Two
more keys of a line are read by their test alone: `running`, where resources must run after it, and `fails`, that the
command is meant to.
"""

from __future__ import annotations

import json
from importlib.resources import files

from hasim.inputs import read_lines
from hasim.lab.board import Board
from hasim.lab.lesson_language import language
from hasim.session import Session
from hasim.text import say

_FOLDER = files("hasim.course") / "demos"


def names() -> list[str]:
    """The names of the prepared lectures, in the order of the lessons."""
    return sorted(each.name.removesuffix(".jsonl") for each in _FOLDER.iterdir() if each.name.endswith(".jsonl"))


def demo(name: str, *, lang: str | None = None) -> Board:
    """A Board on the start of a lesson's lecture, with its script. KeyError, with the names there are, for another."""
    spoken = lang or language()
    if name not in names():
        raise KeyError(say("teach.no_demo", spoken, name=name, names=", ".join(names())))
    text = (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    head, rows = read_lines(text)
    session = Session.loads(json.dumps({**head, "lang": spoken}) + "\n")
    return Board(session, lang=spoken, script=[row for _, row in rows])
