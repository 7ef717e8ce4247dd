"""The journal: at every moment a session file from which all finished inputs come back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasim import journal, storage
from hasim.cli import main
from hasim.host import HostStorage
from hasim.journal import Claimed, Course, Journal, Kept
from hasim.session import Session, SessionError


def kept(session: Session) -> Kept:
    done = tuple(step.input for step in session.history)
    return Kept(session.head, Course("", done, tuple(step.input for step in session.future)))


def test_the_file_is_a_session_file_that_play_replays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session, file = Session("bare"), Journal(str(tmp_path / "x.hasim.jsonl"))
    for name in ("node1", "node2"):
        session.run(name, "hostname")
        file.keep(kept(session))
    assert Path(file.path).read_text() == session.dumps()
    assert main(["play", file.path]) == 0
    assert "node2" in capsys.readouterr().out


def test_an_input_is_appended_and_going_back_rewrites(tmp_path: Path) -> None:
    session, file = Session("bare"), Journal(str(tmp_path / "x"))
    seen: list[str] = []

    class Spy(HostStorage):
        def write(self, path: str, text: str) -> None:
            seen.append("write")
            super().write(path, text)

        def append(self, path: str, text: str) -> None:
            seen.append("append")
            super().append(path, text)

    storage.install(Spy())
    try:
        session.watch(lambda: file.keep(kept(session)))
        session.wait(1)
        session.wait(2)
        session.undo()
        session.redo()
        session.undo()
        session.wait(3)
        session.wait(4)
        session.reset()
    finally:
        storage.install(HostStorage())
    assert seen == ["write", "append", "write", "write", "write", "write", "append", "write"]


def test_what_was_taken_back_and_other_branches_come_back_too(tmp_path: Path) -> None:
    session = Session("bare")
    for seconds in (1, 2, 3):
        session.wait(seconds)
    other = session.fork("other")
    other.wait(9)
    session.travel(1)
    file = Journal(str(tmp_path / "x"))
    others = (Course("other", tuple(step.input for step in other.history)),)
    done, undone = (tuple(step.input for step in steps) for steps in (session.history, session.future))
    file.keep(Kept(session.head, Course("main", done, undone), others))
    found = file.read()
    assert found is not None
    assert found.courses == {
        "main": (({"wait": 1},), ({"wait": 2}, {"wait": 3})),
        "other": (({"wait": 1}, {"wait": 2}, {"wait": 3}, {"wait": 9}), ()),
    }
    assert found.head == session.head
    assert found.size == 7
    assert [step.input for step in Session.load(file.path).history] == list(done)


LINES = ['{"hasim": 1, "scenario": "bare"}', '{"wait": 1}', '{"at": "node1", "run": "echo 日本"}', '{"wait": 3}']


@pytest.mark.parametrize("cut", range(len("\n".join(LINES).encode()) + 2))
def test_a_file_cut_anywhere_gives_all_lines_that_are_whole(tmp_path: Path, cut: int) -> None:
    """Also in the middle of a character."""
    data = ("\n".join(LINES) + "\n").encode()[:cut]
    (tmp_path / "x").write_bytes(data)
    found = Journal(str(tmp_path / "x")).read()
    lines = [line for line in LINES if f"{line}".encode() in data]
    if not lines:
        assert found is None
        return
    assert found is not None
    assert list(found.done) == [json.loads(line) for line in lines[1:]]


def test_play_says_that_it_left_a_piece_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.jsonl"
    text = '{"hasim": 1, "scenario": "bare"}\n{"at": "node1", "run": "hostname"}\n{"at": "node1", "run": "echo 日'
    path.write_bytes(text.encode()[:-1])
    assert main(["play", str(path)]) == 0
    said = capsys.readouterr()
    assert "node1" in said.out
    assert "its last line is cut off" in said.err


def test_damage_elsewhere_is_an_error() -> None:
    with pytest.raises(SessionError, match="line 2"):
        journal.find('{"hasim": 1}\n{"wait": \n{"wait": 1}\n')


@pytest.mark.parametrize("extra", [7, [], {"undone": 3}, {"others": [1, {"done": 2}]}])
def test_nonsense_under_kept_is_ignored(extra: object) -> None:
    found = journal.find(json.dumps({"hasim": 1, "kept": extra}) + '\n{"wait": 1}\n')
    assert found is not None
    assert found.done == ({"wait": 1},)


def test_after_an_error_the_whole_file_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    session, file = Session("bare"), Journal(str(folder / "x"))
    session.wait(1)
    with pytest.raises(OSError, match="gone"):
        file.keep(kept(session))
    folder.mkdir()
    session.wait(2)
    file.keep(kept(session))
    assert Session.load(file.path).dumps() == session.dumps()


def test_an_earlier_session_is_set_aside_once(tmp_path: Path) -> None:
    file = Journal(str(tmp_path / "n.c.hasim.jsonl"))
    Path(file.path).write_text("one\n")
    assert [file.set_aside(), file.set_aside()] == [str(tmp_path / "n.c.earlier-1.hasim.jsonl")] * 2
    Path(file.path).write_text("two\n")
    assert file.set_aside() == str(tmp_path / "n.c.earlier-2.hasim.jsonl")
    assert (tmp_path / "n.c.earlier-1.hasim.jsonl").read_text() == "one\n"


def test_who_finds_the_file_changed_writes_nothing_there(tmp_path: Path) -> None:
    one, other = Session("bare"), Session("bare")
    mine, yours = Journal(str(tmp_path / "x.hasim.jsonl")), Journal(str(tmp_path / "x.hasim.jsonl"))
    one.run("node1", "true")
    mine.keep(kept(one))
    other.run("node2", "true")  # as long as the line of the first
    with pytest.raises(Claimed):
        yours.keep(kept(other))
    assert Session.load(mine.path).dumps() == one.dumps()
    assert yours.set_aside() == str(tmp_path / "x.earlier-1.hasim.jsonl")
    yours.keep(kept(other))  # what was there is safe
    one.wait(1)
    with pytest.raises(Claimed):
        mine.keep(kept(one))
    assert Session.load(yours.path).dumps() == other.dumps()
    assert Session.load(mine.elsewhere(kept(one)).path).dumps() == one.dumps()


def test_a_file_that_is_gone_is_written_whole_again(tmp_path: Path) -> None:
    session, file = Session("bare"), Journal(str(tmp_path / "x"))
    session.wait(1)
    file.keep(kept(session))
    Path(file.path).unlink()
    session.wait(2)
    file.keep(kept(session))
    assert Session.load(file.path).dumps() == session.dumps()


def test_the_language_is_no_part_of_the_start() -> None:
    head = {"hasim": 1, "scenario": "bare", "lang": "en"}
    assert journal.same_start(head, {**head, "lang": "ja", "kept": {}})
    assert not journal.same_start(head, {**head, "scenario": "tutorial"})


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["wait", "wait", "undo", "redo", "reset", "travel"]), max_size=12), st.integers(0, 9))
def test_after_any_walk_the_file_says_what_the_session_says(walk: list[str], moment: int) -> None:
    memory: dict[str, str] = {}

    class Memory:
        def read(self, path: str) -> str:
            if path not in memory:
                raise FileNotFoundError(path)
            return memory[path]

        def write(self, path: str, text: str) -> None:
            memory[path] = text

        def append(self, path: str, text: str) -> None:
            memory[path] += text

    session, file = Session("bare"), Journal("x")
    storage.install(Memory())
    try:
        session.watch(lambda: file.keep(kept(session)))
        for number, deed in enumerate(walk):
            if deed == "wait":
                session.wait(number)
            elif deed == "travel":
                session.travel(moment)
            else:
                getattr(session, deed)()
        if memory:
            found = file.read()
            assert found is not None
            assert found.courses[""] == (
                tuple(step.input.to_json() for step in session.history),
                tuple(step.input.to_json() for step in session.future),
            )
        else:
            assert session.dumps() == Session("bare").dumps()
    finally:
        storage.install(HostStorage())
