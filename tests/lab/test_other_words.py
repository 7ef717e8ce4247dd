"""The last command in other words: each does the same, and the bar under the buttons shows it."""

import pytest

from hasim.lab import Board
from hasim.lab.other_words import last_command
from hasim.session import Session


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "crm node standby node1",
            (
                ("crm", "crm node standby node1"),
                ("pcs", "pcs node standby node1"),
                ("low", "crm_standby --node node1 --update on"),
            ),
        ),
        (
            "crm_resource -C -r httpd",
            (
                ("crm", "crm resource cleanup httpd"),
                ("pcs", "pcs resource cleanup httpd"),
                ("low", "crm_resource --cleanup --resource httpd"),
            ),
        ),
        ("kill -9 $(pidof httpd)", (("shell", "kill -9 $(pidof httpd)"),)),
    ],
)
def test_whatever_way_it_was_typed_it_is_said_in_all_ways(
    start: Session, line: str, said: tuple[tuple[str, str], ...]
) -> None:
    session = start.fork("")
    session.run("node1", line)
    session.settle()
    assert last_command(session) == said


def test_a_fault_is_said_in_python_and_a_saved_file_not_at_all(start: Session) -> None:
    session = start.fork("")
    assert last_command(session) == ()
    session.run("node1", "hostname")
    session.fault("cut", between=["node1", "node2"])
    assert last_command(session) == (("python", 'session.fault("cut", between=["node1", "node2"])'),)
    session.write("node1", "/root/a", "b")
    assert last_command(session) == ()


def test_the_bar_follows_clicks_and_undo(board: Board) -> None:
    bar = board._said.widget
    assert bar.layout.display == "none"
    board.standby("node1")
    assert [each["text"] for each in bar.lines][:2] == ["crm node standby node1", "pcs node standby node1"]
    assert bar.layout.display is None
    board.undo()
    assert bar.layout.display == "none"
