"""The Pictures panel shows the chosen picture of the present, and gives it away as a file."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest

from hasim.draw import PICTURES
from hasim.lab import Board
from hasim.lab.panels.pictures import MOST, PicturesPanel, download
from hasim.session import Session
from hasim.text import LANGUAGES
from tests.lab.quiet import Quiet


@pytest.fixture(params=LANGUAGES)
def board(start: Session, request: pytest.FixtureRequest) -> Board:
    made = Board(start.fork(""), sink=Quiet(), lang=request.param)
    made.drawer.open("pictures")
    return made


def panel(board: Board) -> PicturesPanel:
    found: PicturesPanel = board.drawer.panel("pictures")
    return found


def alt(board: Board) -> str:
    found = re.search(r'aria-label="([^"]*)"', panel(board)._picture.value)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_can_be_chosen_and_has_its_sentence(board: Board, name: str) -> None:
    panel(board).choose(name)
    assert alt(board) == PICTURES[name].sentence(board.session, board.lang)
    assert 'role="img"' in panel(board)._picture.value


def test_an_unknown_picture_is_an_error(board: Board) -> None:
    with pytest.raises(KeyError):
        panel(board).choose("portrait")


def test_the_picture_follows_each_step_and_each_step_back(board: Board) -> None:
    panel(board).choose("scores")
    before = panel(board)._picture.value
    board.standby("node1")
    assert panel(board)._picture.value != before
    board.undo()
    assert panel(board)._picture.value == before


def test_nothing_is_drawn_while_another_panel_is_open(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    board.drawer.open("events")
    monkeypatch.setattr(PicturesPanel, "_svg", lambda self: pytest.fail("drawn"))
    board.standby("node1")


def test_a_transition_of_the_past_can_be_chosen(board: Board) -> None:
    for _ in range(3):
        board.kill("httpd", "node1")
    panel(board).choose("transition")
    number = panel(board)._number
    last, first = number.options[1][1], number.options[-1][1]
    assert number.options[0][1] is None
    assert last > first
    number.value = first
    assert f" {first}" in alt(board)
    assert "node2" not in alt(board)
    board.undo()
    assert all(last != each for _, each in number.options)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_can_be_kept(board: Board, kind: str) -> None:
    panel(board)._keep(kind)
    link = re.search(r'download="([^"]+)" href="data:([^;]+);base64,([^"]+)"', panel(board)._link.value)
    assert link is not None
    assert link[1] == f"hasim-lanes-0s.{kind}"
    data = base64.b64decode(link[3])
    assert data.startswith(b"\x89PNG" if kind == "png" else b"<svg")
    board.standby("node1")
    assert panel(board)._link.value == ""  # it is no longer what is seen


def test_a_large_picture_is_the_same_picture_larger(board: Board) -> None:
    def width() -> float:
        found = re.search(r"max-width:(\d+)px", panel(board)._picture.value)
        assert found is not None
        return float(found[1])

    before, said = width(), alt(board)
    panel(board)._large.value = True
    assert width() > 1.5 * before
    assert alt(board) == said


def test_only_the_last_pictures_are_kept(board: Board) -> None:
    for _ in range(MOST + 5):
        board.session.wait(1)
        board.refresh()
    assert len(panel(board)._drawn) == MOST


def test_a_link_carries_its_data() -> None:
    assert download(b"a<b", 'x"y.png', "image/png") == (
        '<a class="hasim-download" download="x&quot;y.png" href="data:image/png;base64,YTxi">x&quot;y.png</a>'
    )


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("where", ["lab", "voila"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_teacher_shows_every_picture_and_keeps_one(journey: Any, lang: str, where: str) -> None:
    getattr(journey, where)(lang=lang)
    page = journey.page
    journey.board()
    for _ in range(3):
        journey.click(".hasim-kill-node1")
    page.click(".hasim-open-pictures")
    page.wait_for_selector(".hasim-picture svg")
    seen = set()
    for index, name in enumerate(PICTURES):
        before = page.get_attribute(".hasim-picture svg", "aria-label")
        page.select_option(".hasim-picture-choice select", index=index)
        if name not in ("lanes", "node_lanes"):
            page.wait_for_function(
                "(b) => document.querySelector('.hasim-picture svg').getAttribute('aria-label') !== b", arg=before
            )
        page.wait_for_timeout(150)
        seen.add(page.get_attribute(".hasim-picture svg", "aria-label"))
        if where == "lab":
            page.eval_on_selector(".hasim-picture", "e => e.scrollIntoView()")
            journey.photograph(f"picture-{name}")
    assert len(seen) == len(PICTURES) - 1  # both kinds of lanes say the same
    for kind in ("png", "svg"):
        page.click(f"button.hasim-picture-{kind}")
        with page.expect_download() as kept:
            page.click(f".hasim-download[download$='.{kind}']")
        data = kept.value.path().read_bytes()
        assert data.startswith(b"\x89PNG" if kind == "png" else b"<svg")
