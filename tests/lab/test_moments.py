"""Which moments are of interest, and where a jump goes."""

import pytest

from hasim.lab import Board
from hasim.lab.moments import KINDS, Moments, moves
from hasim.session import Session
from tests.lab.quiet import Quiet


@pytest.fixture
def board(start: Session) -> Board:
    made = Board(start.fork(""), sink=Quiet())
    for _ in range(3):
        made.session.wait(20)
        made.kill("httpd", "node1")
    return made


def jumps(board: Board, forth: bool, kind: str = "") -> list[int]:
    found = []
    while (moment := Moments("en").jump(board.session, forth, kind)) is not None:
        board.travel(moment)
        found.append(moment)
    return found


def test_jumps_stop_where_something_happened_and_nowhere_else(board: Board) -> None:
    board.travel(0)
    forth = jumps(board, forth=True)
    for moment, step in enumerate(board.session.history, 1):
        before = board.session.history[moment - 2].world if moment > 1 else board.session.origin
        quiet = not list(moves(before, step.world, "en")) and not any(
            record.kind in kinds for record in step.records for kinds in KINDS.values()
        )
        assert quiet == (moment not in forth), moment
    board.travel(len(board.session.history))
    assert [*jumps(board, forth=False)][::-1] == [each for each in forth if each < 9]


def test_a_jump_may_ask_for_one_kind(board: Board) -> None:
    board.travel(0)
    counts = jumps(board, forth=True, kind="fail-count")
    worlds = [step.world for step in board.session.history]
    assert len(counts) == 3
    for moment in counts:
        assert any(record.kind == "fail-count" for record in worlds[moment - 1].records)
    board.travel(0)
    assert jumps(board, forth=True, kind="fencing") == []


def test_the_log_says_what_a_jump_found(board: Board) -> None:
    board.jump(False, "fail-count")
    board.jump(True, "fail-count")
    assert "(to moment 9 of 9)" in board.outcome.lines or board.outcome.lines == [
        "There is nothing of interest in that direction."
    ]
    board.travel(0)
    board.jump(True, "move")
    assert "a resource moves: httpd: node1 → nowhere" in board.outcome.printed
    board.jump(True, "quorum")
    assert board.outcome.lines == ["There is nothing of interest in that direction."]


def test_the_list_names_what_is_of_interest(board: Board) -> None:
    board.drawer.open("travel")
    assert "● fail count changes" in board.drawer.panel("travel")._list.value
