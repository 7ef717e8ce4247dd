"""A script of prepared scenes for a class: what is said, and the inputs that are then done with one press of Next.

A script has the form of a session file's inputs. An input with a `note` begins a scene, those without one go on with
it; where no input has a note, each one that is no mere waiting begins a scene. A note is a text, or texts by language:

    {"note": {"en": "httpd dies.", "ja": "httpd が落ちます。"}, "hide": true, "at": "node1", "run": "pkill -9 httpd"}
    {"settle": true}

With `hide`, the pictures are hidden until the teacher reveals them, so that the class can say what will happen. A line
with a note alone is a scene in which nothing is done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hasim.inputs import SessionError, Settle, Wait, read_input, read_lines
from hasim.lab.inputs_list import in_words
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

ABOUT = ("note", "hide")
START = ("scenario", "dialect", "nodes", "cib", "configure")
"""What of a session file's head decides whether its inputs fit another session."""

Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A note, the inputs that are done, and whether their outcome is hidden at first."""

    note: str | Mapping[str, str] = ""
    inputs: tuple[Mapping[str, Any], ...] = ()
    hide: bool = False

    def text(self, lang: str) -> str:
        """The note in a language, or in the one that it has."""
        if isinstance(self.note, str):
            return self.note
        return self.note.get(lang) or next(iter(self.note.values()), "")


def scenes(rows: Rows, nodes: Sequence[str]) -> list[Scene]:
    """The scenes of a script. Raises SessionError for an input that cannot be understood, with its number."""
    found: list[Scene] = []
    rows = [dict(row) for row in rows]
    told = any("note" in row for row in rows)
    for number, row in enumerate(rows, 1):
        inputs = _inputs(row, number, nodes)
        waits = bool(inputs) and isinstance(read_input(inputs[0], nodes).action, Wait | Settle)
        if found and ("note" not in row if told else waits):
            found[-1] = Scene(found[-1].note, (*found[-1].inputs, *inputs), found[-1].hide or bool(row.get("hide")))
        else:
            found.append(Scene(_note(row, number), inputs, bool(row.get("hide"))))
    return found


def _inputs(row: Mapping[str, Any], number: int, nodes: Sequence[str]) -> tuple[Mapping[str, Any], ...]:
    given = {key: value for key, value in row.items() if key not in ABOUT}
    if not given and "note" in row:
        return ()
    try:
        read_input(given, nodes)
    except SessionError as error:
        raise SessionError(f"{number}: {error}") from None
    return (given,)


def _note(row: Mapping[str, Any], number: int) -> str | Mapping[str, str]:
    note = row.get("note", "")
    if isinstance(note, str) or (isinstance(note, Mapping) and all(isinstance(each, str) for each in note.values())):
        return note
    raise SessionError(f'{number}: "note" is {note!r}, not a text or texts by language')


class Lecture:
    """The scenes that a Board was given, and how far they have been shown."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self.scenes: list[Scene] = []
        self._shown: list[tuple[int, int]] = []
        """For each scene that was shown, the length of the history before and after it."""

    def load(self, script: Rows | str | Path) -> None:
        """Take another script: rows, or the path of a session file. Raises OSError or SessionError."""
        if isinstance(script, str | Path):
            self.read(Path(script).read_text(encoding="utf-8"))
        else:
            self.scenes, self._shown = scenes(script, self._board.session.nodes), []

    def read(self, text: str) -> None:
        """Take the script in a session file's text. SessionError for none, or one with another beginning."""
        head, rows = read_lines(text)
        own = self._board.session.head
        for key in START:
            default = {"scenario": "tutorial", "dialect": "2.1"}.get(key)
            if head.get(key, default) != own.get(key, default):
                raise SessionError(say("teach.other_start", self._board.lang, part=key))
        self.load([row for _, row in rows])

    @property
    def position(self) -> int:
        """How many scenes were shown; what was taken back since then is none of them."""
        done = len(self._board.session.history)
        while self._shown and self._shown[-1][1] > done:
            self._shown.pop()
        return len(self._shown)

    @property
    def note(self) -> str:
        """What is said to the scene that was shown last; "" before the first."""
        position = self.position
        return self.scenes[position - 1].text(self._board.lang) if position else ""

    def next(self) -> None:
        """Show the next scene: all its inputs are one step for Undo."""
        board, position = self._board, self.position
        if position == len(self.scenes):
            board.step(say("teach.end", board.lang), lambda: None)
            return
        board.step("", lambda: self._do(self.scenes[position]), unit=True)

    def _do(self, scene: Scene) -> None:
        board = self._board
        begin = len(board.session.history)
        if scene.hide:
            board.veil(True)
        for given in scene.inputs:
            before = board.session.world
            step = board.session.input(given)
            board.outcome.lines.append(in_words(step, before, board.lang))
            board.outcome.printed += step.result.stdout + step.result.stderr
        self._shown.append((begin, len(board.session.history)))

    def back(self) -> None:
        """Take the last scene back, and all that was done after it."""
        board, position = self._board, self.position
        if position:
            begin, _ = self._shown.pop()
            board.veil(False)
            board.step(say("teach.back.command", board.lang), lambda: board.session.travel(begin))
