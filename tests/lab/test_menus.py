"""What can be done with what was chosen in the picture."""

import re

import pytest

from hasim.draw import placement, svg
from hasim.draw.picks import Pick, clickable
from hasim.lab import Board
from hasim.lab.menus import offers
from hasim.session import Session
from hasim.text import LANGUAGES
from tests.lab.quiet import Quiet


def keys(board: Board, pick: str) -> list[str]:
    return [offer.key for offer in offers(board, Pick.read(pick))]


def picks(board: Board) -> list[str]:
    return re.findall(r'data-hasim-pick="([^"]+)"', board._html)


def test_a_machine_offers_what_fits_its_state(board: Board) -> None:
    assert keys(board, "node:node1") == ["kill:httpd", "standby", "power-off", "unplug"]
    board.take("node:node1", "standby")
    board.take("node:node1", "unplug")
    assert keys(board, "node:node1") == ["online", "power-off", "plug"]
    board.take("node:node1", "power-off")
    assert keys(board, "node:node1") == ["power-on"]


def test_a_resource_is_killed_moved_with_its_group_and_released(board: Board) -> None:
    assert keys(board, "resource:httpd@node1") == ["why", "kill:httpd", "cleanup", "move:node2", "force:node2"]
    board.take("resource:httpd@node1", "force:node2")
    assert board.session.running()["httpd"] == ["node2"]
    assert "unmove" in keys(board, "resource:httpd@node2")
    board.take("resource:httpd@node2", "unmove")
    assert "unmove" not in keys(board, "resource:httpd@node2")


def test_paths_and_hosts_are_broken_and_mended(board: Board) -> None:
    for pick, broken, mended in (
        ("link:node1|node2", "cut", "heal"),
        ("link:node1|192.168.0.1", "unreachable:node1", "reachable:node1"),
        ("host:192.168.0.1", "host-down", "host-up"),
    ):
        before = board.session.world.network
        board.take(pick, broken)
        assert board.session.world.network != before, pick
        board.take(pick, mended)
        assert board.session.world.network.cuts == before.cuts, pick
        assert board.session.world.network.unreachable == before.unreachable, pick
        assert board.session.world.network.down == before.down, pick


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_in_the_picture_offers_something_that_works(start: Session, lang: str) -> None:
    board = Board(start.fork(""), lang=lang, sink=Quiet())
    found = picks(board)
    assert {Pick.read(pick).kind for pick in found} == {"node", "resource", "host", "link"}
    for pick in found:
        for key in keys(board, pick):
            board.take(pick, key)
            assert board.outcome.error == "", (pick, key)
            board.reset()


def test_what_runs_nowhere_can_be_asked_about(board: Board) -> None:
    board.take("host:192.168.0.1", "host-down")
    assert "resource:httpd" in picks(board)
    assert keys(board, "resource:httpd")[0] == "why"


def test_an_offer_that_is_gone_does_nothing(board: Board) -> None:
    board.take("node:node1", "power-on")
    board.take("resource:nothing@node1", "why")
    assert board.session.history == ()


def test_nonsense_from_the_page_is_shown_as_an_error(board: Board) -> None:
    board._touched({"pick": "nonsense"})
    assert "nonsense" in board.outcome.error


def test_a_pick_reads_as_it_is_written() -> None:
    for text in ("node:node1", "resource:httpd@node1", "resource:httpd", "host:10.0.0.1", "link:a|b"):
        assert str(Pick.read(text)) == text


def test_only_a_page_with_a_script_has_buttons(start: Session) -> None:
    figure = placement(start, "en")
    plain = svg(figure, "alt")
    assert 'role="img"' in plain
    assert 'role="button"' not in plain
    assert 'role="group"' in clickable(plain, figure)
    assert 'aria-label="httpd on node1"' in clickable(plain, figure)
