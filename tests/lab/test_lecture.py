"""A lecture: prepared scenes one after the other, hidden and revealed, taken back, and the keys."""

from pathlib import Path
from typing import Any

import pytest

from hasim.inputs import SessionError
from hasim.lab import Board
from hasim.lab.keys import DIGITS, KEYS, PANEL_KEYS, known
from hasim.lab.lecture import scenes
from hasim.session import Session
from hasim.text import LANGUAGES, say
from tests.lab.quiet import Quiet

KILL = "kill -9 $(cat /var/run/httpd/httpd.pid)"
SCRIPT: list[dict[str, Any]] = [
    {"note": {"en": "Here is a web server.", "ja": "これが Web サーバです。"}},
    {"note": {"en": "It dies.", "ja": "落ちます。"}, "hide": True, "at": "node1", "run": KILL},
    {"settle": True},
    {"note": "node1 loses power.", "fault": "power-off", "node": "node1"},
    {"settle": True},
]


@pytest.fixture
def board(start: Session) -> Board:
    return Board(start.fork(""), sink=Quiet(), script=SCRIPT)


def test_each_next_shows_a_scene_and_back_takes_it_back(board: Board) -> None:
    assert [len(scene.inputs) for scene in board.lecture.scenes] == [0, 2, 2]
    board.lecture.next()
    assert "Here is a web server." in board._html
    assert board.session.history == ()
    board.lecture.next()
    assert "It dies." in board._html
    assert board.lecture.position == 2
    board.lecture.next()
    assert board.session.running()["httpd"] == ["node2"]
    after = board.session.world
    board.lecture.next()
    assert board.outcome.lines == ["(the script is at its end)"]
    assert board.session.world is after
    board.lecture.back()
    assert len(board.session.history) == 2
    assert board.lecture.position == 2
    board.lecture.next()
    assert board.session.world == after


def test_one_undo_takes_a_whole_scene_back_and_the_script_follows(board: Board) -> None:
    for _ in range(3):
        board.lecture.next()
    board.undo()
    assert board.lecture.position == 2
    assert len(board.session.history) == 2
    board.reset()
    assert board.lecture.position == 1


def test_back_takes_back_what_was_done_beside_the_script(board: Board) -> None:
    board.lecture.next()
    board.lecture.next()
    board.hidden = False
    board.standby("node1")
    board.lecture.back()
    assert board.session.history == ()


def test_what_is_hidden_is_told_nowhere(board: Board) -> None:
    board.lecture.next()
    assert "<svg" in board._html
    board.lecture.next()
    assert board.hidden
    for told in ("<svg", "fail-count", "Full List of Resources"):
        assert told not in board._html
    assert "What will happen?" in board._html
    board.drawer.open("events")
    assert board.drawer._place.layout.display == "none"
    board.drawer.open("predict")
    assert board.drawer._place.layout.display is None
    board._script._reveal.click()
    assert not board.hidden
    assert "fail-count=1" in board._html


def test_hidden_menus_and_other_words_tell_nothing(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(board._touch, "menu", lambda pick, *_: opened.append(pick))
    board.hidden = True
    board.pick("node:node1")
    assert opened == ["node:node1"]  # nothing was done since it could be seen
    board.move("httpd", "node2")
    board.pick("node:node1")
    assert opened == ["node:node1"]
    assert board._said.widget.lines == []
    board.hidden = False
    board.pick("node:node2")
    assert opened == ["node:node1", "node:node2"]
    assert board._said.widget.lines


def test_a_kill_of_what_is_not_there_is_told_when_it_may_be_seen(board: Board) -> None:
    board.hidden = True
    board.kill("httpd", "node2")
    absent = say("board.kill.absent", board.lang, resource="httpd", node="node2")
    assert say("board.kill.command", board.lang, resource="httpd", node="node2") in board._html
    assert absent not in board._html
    board.hidden = False
    assert absent in board._html


def test_hidden_buttons_do_not_tell_where_something_runs(board: Board) -> None:
    row = board.controls._rows["node2"]
    assert row._kill.disabled
    board.hidden = True
    board.standby("node1")
    assert row._kill.disabled
    board.hidden = False
    assert not row._kill.disabled


@pytest.mark.parametrize("lang", LANGUAGES)
def test_notes_are_in_the_learners_language_where_there_are_two(start: Session, lang: str) -> None:
    board = Board(start.fork(""), lang=lang, sink=Quiet(), script=SCRIPT)
    board.lecture.next()
    assert {"en": "Here is", "ja": "これが"}[lang] in board._html
    board.drawer.open("teach")
    assert {"en": "It dies.", "ja": "落ちます。"}[lang] in board.drawer.panel("teach")._list.value


def test_a_session_file_without_notes_is_a_script_too(start: Session, tmp_path: Path) -> None:
    session = start.fork("")
    session.run("node1", "crm node standby node1")
    session.settle()
    session.wait(5)
    session.run("node1", "crm node online node1")
    path = tmp_path / "session.jsonl"
    session.save(str(path))
    board = Board(start.fork(""), sink=Quiet(), script=str(path))
    assert [len(scene.inputs) for scene in board.lecture.scenes] == [3, 1]


def test_a_file_can_be_loaded_on_the_board(start: Session) -> None:
    board = Board(start.fork(""), sink=Quiet())
    assert board._script.widget.layout.display == "none"
    board.drawer.open("teach")
    panel = board.drawer.panel("teach")
    head = '{"hasim": 1, "scenario": "tutorial"}\n'
    load(panel, head + '{"note": "hello", "settle": true}\n')
    assert len(board.lecture.scenes) == 1
    assert board._script.widget.layout.display is None
    for text, why in (
        ("nonsense", "not JSON"),
        ('{"hasim": 1, "scenario": "bare"}\n', "scenario"),
        (head + '{"at": "node9", "run": "true"}\n', "node9"),
        (head + '{"note": 3, "settle": true}\n', "note"),
    ):
        load(panel, text)
        assert why in panel._error.value
        assert len(board.lecture.scenes) == 1
    load(panel, head)
    assert panel._error.value == ""


def load(panel: Any, text: str) -> None:
    panel._loaded({"new": ({"name": "script.jsonl", "content": memoryview(text.encode())},)})


def test_a_scene_that_fails_is_shown_as_an_error(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: object) -> None:
        raise RuntimeError("the model stumbled")

    board.lecture.next()
    monkeypatch.setattr(board.session, "input", broken)
    board.lecture.next()
    assert "the model stumbled" in board._html


def test_nonsense_in_a_script_is_named_with_its_line() -> None:
    with pytest.raises(SessionError, match=r"2: .*node7"):
        scenes([{"settle": True}, {"at": "node7", "run": "true"}], ("node1", "node2"))


def test_large_type_is_on_the_page_and_on_the_buttons(board: Board) -> None:
    board.large = True
    assert "hasim-large" in board._html
    assert "hasim-large" in board.widget._dom_classes
    board.large = False
    assert "hasim-large" not in board._html
    assert "hasim-large" not in board.widget._dom_classes


def test_every_key_means_one_thing(board: Board) -> None:
    assert len(known(board)) == len(set(known(board)))
    assert set(PANEL_KEYS.values()) <= set(board.drawer.keys)
    assert all(len(each.keys) for each in KEYS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_works_and_is_listed(start: Session, lang: str) -> None:
    board = Board(start.fork(""), lang=lang, sink=Quiet(), script=SCRIPT)
    board.drawer.open("keys")
    listed = board.drawer.panel("keys").widget.value
    for key in known(board):
        if key in ("p", "l"):
            continue  # they need an event loop
        assert key in DIGITS or f">{key}<" in listed or f"{key} " in listed or f" {key}" in listed
        board._touched({"key": key})
        assert board.outcome.error == "", key


def test_keys_do_what_the_buttons_do(board: Board) -> None:
    board.standby("node1")
    for key, done in (("u", 0), ("r", 2), ("ArrowLeft", 1), ("ArrowRight", 2)):
        board._touched({"key": key})
        assert len(board.session.history) == done
    board._touched({"key": "t"})
    assert board.drawer.opened == "travel"
    board._touched({"key": "t"})
    assert board.drawer.opened == ""
    board._touched({"key": "+"})
    assert board.large
    board._touched({"key": "h"})
    assert board.hidden
