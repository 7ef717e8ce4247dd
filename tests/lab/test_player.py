"""Playing time: step by step in the event loop, stopped by a second press, by the end, or by any other step."""

import asyncio
import threading

import pytest

from hasim.lab import Board
from hasim.lab.player import Player
from hasim.session import Session
from tests.lab.quiet import Quiet


@pytest.fixture
def board(start: Session) -> Board:
    made = Board(start.fork(""), sink=Quiet())
    for _ in range(2):
        made.kill("httpd", "node1")
    made.travel(0)
    made.player.pace = 0
    return made


async def ended(player: Player, most: int = 2000) -> None:
    for _ in range(most):
        if not player.playing:
            return
        await asyncio.sleep(0)
    raise AssertionError("it does not end")


def test_playing_goes_through_the_recorded_future_and_stops_at_its_end(board: Board) -> None:
    async def watch() -> list[int]:
        seen = []
        board.play()
        assert board.player.playing == "play"
        while board.player.playing:
            await asyncio.sleep(0)
            seen.append(len(board.session.history))
        return seen

    threads = threading.active_count()
    seen = asyncio.run(watch())
    assert sorted(set(seen) | {0}) == [0, 1, 2, 3, 4]
    assert len(board.session.history) == 4
    assert threading.active_count() == threads


def test_live_time_goes_on_in_steps_of_events_until_nothing_happens(board: Board) -> None:
    board.controls._auto.value = False
    board.redo()
    board.session.input({"fault": "power-off", "node": "node2"})

    async def watch() -> None:
        board.live()
        await ended(board.player)

    before = len(board.session.history)
    asyncio.run(watch())
    assert len(board.session.history) > before + 1
    assert board.session.view().nodes["node2"] == "offline"  # type: ignore[union-attr]
    assert "Nothing will happen" in board.outcome.printed


def test_a_second_press_stops_it_and_so_does_any_other_step(board: Board) -> None:
    async def twice() -> None:
        board.player.pace = 60
        board.play()
        await asyncio.sleep(0)
        board.play()
        assert board.player.playing == ""
        board.play()
        await asyncio.sleep(0)
        board.undo()
        assert board.player.playing == ""
        assert len(asyncio.all_tasks()) <= 3
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(twice())


def test_an_error_ends_it(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("the model stumbled")

    monkeypatch.setattr(board.session, "step", broken)
    board.travel(4)

    async def watch() -> None:
        board.live()
        await ended(board.player)

    asyncio.run(watch())
    assert "the model stumbled" in board.outcome.error


def test_the_buttons_stop_what_they_began(board: Board) -> None:
    board.drawer.open("travel")
    panel = board.drawer.panel("travel")

    async def watch() -> None:
        board.player.pace = 60
        panel._play.click()
        assert panel._play.description == "Stop"
        panel._play.click()
        assert panel._play.description == "Play"
        panel._pace.value = 0.2
        assert board.player.pace == 0.2

    asyncio.run(watch())
    assert panel._live.disabled
    board.travel(4)
    assert panel._play.disabled
    assert not panel._live.disabled
