"""Autosave: what was done is in a file at once, and a Board made again offers it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasim.lab import Board
from hasim.lab.keeping import place as autosave_place
from hasim.lab.keeping.autosave import Autosave, _open, kept
from hasim.lab.keeping.place import place
from hasim.lab.ledger import Ledger, Prediction
from hasim.lab.verbs import Verbs
from hasim.session import Session
from hasim.text import LANGUAGES


class Quiet:
    """A sink that shows nothing."""

    def show(self, html: str) -> None:
        pass

    def update(self, html: str) -> None:
        pass


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(autosave_place, "_made", {})
    return str(tmp_path)


def make(folder: str, scenario: str = "bare", lang: str = "en") -> Board:
    """A Board as a new kernel would make it."""
    autosave_place._made.clear()
    return Board(Session(scenario, lang=lang), sink=Quiet(), autosave=folder)


def files(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def bar(board: Board) -> str:
    assert board._bar is not None
    return str(board._bar._text.value)


def test_nothing_is_kept_outside_a_notebook_unless_asked_for(folder: str) -> None:
    assert Board(Session("bare"), sink=Quiet()).autosave is None


def test_each_input_is_in_the_file_at_once_also_one_from_a_cell(folder: str) -> None:
    board = make(folder)
    assert files(folder) == []
    board.session.run("node1", "hostname")
    (name,) = files(folder)
    assert Session.load(f"{folder}/{name}").dumps() == board.session.dumps()
    board.power("node1", False)
    assert Session.load(f"{folder}/{name}").dumps() == board.session.dumps()
    board.undo()
    assert Session.load(f"{folder}/{name}").dumps() == board.session.dumps()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_board_made_again_offers_to_resume(folder: str, lang: str) -> None:
    board = make(folder, lang=lang)
    board.session.wait(1)
    board.session.wait(2)
    board.undo()
    again = make(folder, lang=lang)
    assert again.session.history == ()
    assert {"en": "2 inputs were kept", "ja": "入力 2 件"}[lang] in bar(again)
    assert again._bar is not None
    again._bar._resume()
    assert bar(again) == ""
    assert (len(again.session.history), len(again.session.future)) == (1, 1)
    assert again.session.dumps() == board.session.dumps()
    again.session.wait(3)
    (name,) = files(folder)
    assert Session.load(f"{folder}/{name}").dumps() == again.session.dumps()


def test_all_branches_come_back(folder: str) -> None:
    board = make(folder)
    for seconds in (1, 2, 3):
        board.session.wait(seconds)
    board.travel(1)
    board.fork("other")
    board.session.wait(9)
    board.travel(1)
    board.switch("main")
    again = make(folder)
    assert again._bar is not None
    again._bar._resume()
    assert again.branches.names == ("main", "other")
    for name in ("main", "other"):
        again.switch(name)
        board.switch(name)
        assert again.session.dumps() == board.session.dumps()
        assert [step.input for step in again.session.future] == [step.input for step in board.session.future]
    again.session.wait(5)
    third = make(folder)
    assert third.autosave is not None
    assert third.autosave.offer is not None
    assert third.autosave.offer.shown == "other"


def test_predictions_come_back_too(folder: str) -> None:
    board = make(folder, "tutorial")
    board.ledger.note(Prediction("where", "httpd", "", "node2", 0.0))
    board.session.wait(1)
    board.ledger.reveal(board.session)
    board.ledger.note(Prediction("fail_count", "httpd", "node1", "3", 1.0))
    again = make(folder, "tutorial")
    assert again._bar is not None
    again._bar._resume()
    assert again.ledger.judged == board.ledger.judged != []
    assert again.ledger.waiting == board.ledger.waiting != ()
    again.open(Session("bare"))
    assert (again.ledger.judged, again.ledger.waiting) == ([], ())


def test_nonsense_among_kept_predictions_is_left_out() -> None:
    ledger = Ledger()
    ledger.recall([1, [], ["where", "a"], ["where", "a", "", "n", "late"], ["where", "a", "", "n", 2], None])
    ledger.recall("x")
    assert [each.resource for each in ledger.waiting] == ["a"]


def test_starting_afresh_keeps_the_earlier_session_in_a_file_of_its_own(folder: str) -> None:
    board = make(folder)
    board.session.wait(1)
    again = make(folder)
    assert again._bar is not None
    again._bar._afresh()
    again.session.wait(7)
    first, second = files(folder)
    assert "earlier-1" in second or "earlier-1" in first
    kept = {Path(folder, name).read_text() for name in files(folder)}
    assert kept == {board.session.dumps(), again.session.dumps()}
    assert "earlier-1" in bar(again)


def test_going_on_without_a_choice_is_a_fresh_start_that_loses_nothing(folder: str) -> None:
    board = make(folder)
    board.session.wait(1)
    again = make(folder)
    again.session.wait(2)
    assert {Path(folder, name).read_text() for name in files(folder)} == {board.session.dumps(), again.session.dumps()}


def test_running_all_cells_again_makes_no_second_file(folder: str) -> None:
    board = make(folder)
    for seconds in (1, 2):
        board.session.wait(seconds)
    again = make(folder)
    again.session.wait(1)
    assert again.autosave is not None
    assert again.autosave.offer is not None
    again.session.wait(2)
    again.refresh()
    assert bar(again) == ""
    again.session.wait(3)
    (name,) = files(folder)
    assert Session.load(f"{folder}/{name}").dumps() == again.session.dumps()


def test_another_start_in_the_same_cell_is_offered_and_set_aside(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave_place, "_cell", lambda head: ("cell", "run"))
    board = make(folder)
    board.session.wait(1)
    other = make(folder, "two-servers")
    assert "began differently" in bar(other)
    other.session.wait(2)
    other.refresh()
    assert "earlier-1" in bar(other)
    assert {Path(folder, name).read_text() for name in files(folder)} == {board.session.dumps(), other.session.dumps()}


def test_resuming_a_session_that_began_differently_brings_its_machines(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_place, "_cell", lambda head: ("cell", "run"))
    board = make(folder)
    board.open(Session("two-servers", nodes=["a", "b", "c"]))
    board.power("b", False)
    again = make(folder)
    assert again._bar is not None
    again._bar._resume()
    assert again.session.nodes == ("a", "b", "c")
    assert again.session.history[0].input.to_json() == {"fault": "power-off", "node": "b"}
    again.power("b", True)
    assert again.outcome.error == ""


def test_opening_another_session_keeps_the_present_one_in_a_file_of_its_own(folder: str) -> None:
    board = make(folder)
    board.session.wait(1)
    before = board.session.dumps()
    other = Session("two-servers")
    other.wait(5)
    board.open(other)
    assert {Path(folder, name).read_text() for name in files(folder)} == {before, other.dumps()}
    assert "earlier-1" in bar(board)


@pytest.mark.parametrize("damage", ["nonsense\n", '{"hasim": 1, "scenario": "bare"}\n{"wait": "x"\n{"wait": 1}\n'])
def test_a_file_that_cannot_be_read_is_set_aside(folder: str, damage: str) -> None:
    board = make(folder)
    board.session.wait(1)
    (name,) = files(folder)
    Path(folder, name).write_text(damage)
    again = make(folder)
    assert "cannot be read" in bar(again)
    again.session.wait(2)
    assert damage in {Path(folder, name).read_text() for name in files(folder)}


def test_inputs_that_cannot_be_played_again_are_set_aside(folder: str) -> None:
    board = make(folder)
    board.session.wait(1)
    (name,) = files(folder)
    text = '{"hasim": 1, "scenario": "bare", "lang": "en"}\n{"at": "nobody", "run": "ls"}\n'
    Path(folder, name).write_text(text)
    again = make(folder)
    assert again._bar is not None
    again._bar._resume()
    assert "nobody" in bar(again)
    assert again.session.history == ()
    again.session.wait(2)
    assert text in {Path(folder, name).read_text() for name in files(folder)}


def test_a_torn_last_line_is_left_out_and_told(folder: str) -> None:
    board = make(folder)
    board.session.wait(1)
    (name,) = files(folder)
    with Path(folder, name).open("a") as file:
        file.write('{"at": "node1", "ru')
    again = make(folder)
    assert again._bar is not None
    again._bar._resume()
    assert "was not finished" in bar(again)
    assert again.session.dumps() == board.session.dumps()


def test_a_folder_that_cannot_be_written_is_told_and_the_board_goes_on(folder: str) -> None:
    board = make(f"{folder}/missing")
    board.power("node1", False)
    assert "Autosave is off" in bar(board)
    assert len(board.session.history) == 2


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["run", "wait", "undo", "fork", "resume", "afresh"]))))
def test_kernels_of_one_notebook_lose_nothing_of_each_other(steps: list[tuple[int, str]]) -> None:
    """Whatever each of them does and when, what each one did is whole in some file, and each knows in which."""
    with TemporaryDirectory() as folder:
        path = f"{folder}/notebook.cell.hasim.jsonl"
        kernels = [kernel(path) for _ in range(3)]
        for number, what in steps:
            verbs, autosave = kernels[number]
            match what:
                case "run":
                    verbs.session.run(f"node{number % 2 + 1}", "true")
                case "wait":
                    verbs.session.wait(number + 1)
                case "undo":
                    verbs.undo()
                case "fork":
                    verbs.fork(f"{number} {len(verbs.branches.names)}")
                    autosave.follow()
                case "resume":
                    autosave.resume(lambda done, of: None)
                    autosave.follow()
                case "afresh":
                    autosave.afresh()
        for verbs, autosave in kernels:
            now = kept(verbs.branches, verbs.session.head)
            if autosave.offer is None and now.shown.done:
                assert autosave.stopped == ""
                assert now.text() in [each.read_text() for each in Path(folder).iterdir()]


def kernel(path: str) -> tuple[Verbs, Autosave]:
    """A Board's session and its autosave, as in a kernel that knows nothing of any other."""
    _open.clear()
    verbs = Verbs(Session("bare"), "en")
    return verbs, Autosave(verbs, path, Ledger())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_board_says_that_another_kernel_has_the_file(folder: str, lang: str) -> None:
    board = make(folder, lang=lang)
    _open.clear()
    other = make(folder, lang=lang)
    board.session.wait(1)
    other.session.wait(2)
    other.refresh()
    (name,) = {Path(str(other.autosave and other.autosave.journal.path)).name} - {files(folder)[0]}
    assert name.endswith(".other-1.hasim.jsonl")
    assert name in bar(other)
    assert bar(board) == ""


def test_two_boards_of_a_kernel_have_two_files(folder: str) -> None:
    first = make(folder)
    second = Board(Session("bare"), sink=Quiet(), autosave=folder)
    first.session.wait(1)
    second.session.wait(2)
    assert len(files(folder)) == 2


class Shell:
    """IPython, as far as it is asked where it is."""

    kernel = object()

    def __init__(self, cell: str | None, run: str, folder: str) -> None:
        self.starting_dir, self._cell, self._run = folder, cell, run
        self.user_ns: dict[str, Any] = {}

    def get_parent(self) -> dict[str, Any]:
        return {"metadata": {"cellId": self._cell} if self._cell else {}, "header": {"msg_id": self._run}}


HEAD = {"hasim": 1, "scenario": "bare"}


def where(monkeypatch: pytest.MonkeyPatch, folder: str, notebook: str, cell: str | None, run: str) -> str | None:
    monkeypatch.setattr(autosave_place, "get_ipython", lambda: Shell(cell, run, folder))
    monkeypatch.setenv("JPY_SESSION_NAME", notebook)
    return place(None, HEAD)


def test_the_file_is_beside_the_notebook_and_named_after_its_cell(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HASIM_AUTOSAVE", raising=False)
    first = where(monkeypatch, folder, "en/01-failover.ipynb", "a", "1")
    assert first is not None
    assert Path(first).parent == Path(folder)
    assert Path(first).name.startswith("01-failover.")
    assert where(monkeypatch, folder, "en/01-failover.ipynb", "a", "2") == first  # the cell is run again
    others = [
        where(monkeypatch, folder, "en/01-failover.ipynb", "a", "2"),  # a second Board in the same cell
        where(monkeypatch, folder, "en/01-failover.ipynb", "b", "3"),
        where(monkeypatch, folder, "en/02-quorum.ipynb", "a", "4"),
    ]
    assert len({first, *others}) == 4
    monkeypatch.setattr(autosave_place, "_made", {})  # the kernel was restarted
    assert where(monkeypatch, folder, "en/01-failover.ipynb", "a", "9") == first


def test_notebooks_of_one_name_do_not_meet_in_a_shared_folder(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HASIM_AUTOSAVE", folder)
    paths = {where(monkeypatch, f"/somewhere/{lang}", f"{lang}/01.ipynb", "a", lang) for lang in LANGUAGES}
    assert len(paths) == 2
    assert {Path(str(path)).parent for path in paths} == {Path(folder)}


@pytest.mark.parametrize("setting", ["off", "0", "No"])
def test_it_can_be_switched_off(folder: str, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("HASIM_AUTOSAVE", setting)
    assert where(monkeypatch, folder, "a.ipynb", "a", "1") is None
    assert place(False, HEAD) is None
    assert place(True, HEAD) is not None


def test_in_voila_nothing_is_kept_unless_asked_for(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HASIM_AUTOSAVE", raising=False)
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    assert where(monkeypatch, folder, "a.ipynb", "a", "1") is None
    monkeypatch.setenv("HASIM_AUTOSAVE", "on")
    assert where(monkeypatch, folder, "a.ipynb", "a", "1") is not None
