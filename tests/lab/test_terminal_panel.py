"""The terminal on the Board: history, several lines at once, clearing, and long outputs."""

from typing import Any

import pytest

from hasim.lab import Board
from hasim.lab.panels.terminal import LONGEST, TerminalPanel, columns, history, shortened


@pytest.fixture
def panel(board: Board) -> TerminalPanel:
    board.drawer.open("terminal")
    found: TerminalPanel = board.drawer.panel("terminal")
    return found


def test_each_node_has_its_screen_its_prompt_and_its_history(board: Board, panel: TerminalPanel) -> None:
    for line in ("hostname", "cd /etc; hostname", "hostname"):
        panel.terminal.hear({"run": line})
    assert panel.terminal.history == ["cd /etc; hostname", "hostname"]
    assert panel.terminal.screen == (
        "[root@node1 ~]# hostname\nnode1\n[root@node1 ~]# cd /etc; hostname\nnode1\n[root@node1 etc]# hostname\nnode1"
    )
    assert panel.terminal.prompt == "[root@node1 etc]#"
    panel._node.value = "node2"
    assert (panel.terminal.screen, panel.terminal.prompt, panel.terminal.history) == ("", "[root@node2 ~]#", [])
    board.undo()
    assert history(board.session, "node1") == ("cd /etc; hostname", "hostname")


def test_pasted_lines_run_one_after_the_other_and_are_one_undo(board: Board, panel: TerminalPanel) -> None:
    panel.terminal.hear({"run": "cd /tmp\nfalse\ncat <<EOF\na\nEOF\npwd\n"})
    lines = [step.input.action.run for step in board.session.history if hasattr(step.input.action, "run")]
    assert lines == ["cd /tmp", "false", "cat <<EOF\na\nEOF", "pwd"]
    assert panel.terminal.screen.endswith("[root@node1 tmp]# pwd\n/tmp")
    board.undo()
    assert board.session.history == ()


@pytest.mark.parametrize("text", ["echo 'a", "for i in 1 2; do", "cat <<EOF\na", "ls \\"])
def test_what_is_not_finished_waits_for_more(
    board: Board, panel: TerminalPanel, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(panel.terminal, "send", sent.append)
    panel.terminal.hear({"run": text})
    assert board.session.history == ()
    assert sent == [{"line": text + "\n", "at": len(text) + 1}]


def test_a_cleared_screen_begins_anew_and_the_session_keeps_all(board: Board, panel: TerminalPanel) -> None:
    panel.terminal.hear({"run": "hostname"})
    panel.terminal.hear({"clear": True})
    assert panel.terminal.screen == ""
    assert panel.terminal.history == ["hostname"]
    board.reset()
    panel.terminal.hear({"run": "pwd"})
    assert panel.terminal.screen == "[root@node1 ~]# pwd\n/root"


def test_tab_puts_in_what_is_certain_and_lists_what_is_not(
    panel: TerminalPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(panel.terminal, "send", sent.append)
    panel.terminal.hear({"complete": "crm node stand", "at": 14})
    assert sent == [{"line": "crm node standby ", "at": 17}]
    panel.terminal.hear({"complete": "crm resource ", "at": 13})
    assert "cleanup" in panel.terminal.screen
    panel.terminal.hear({"run": "hostname"})
    assert "cleanup" not in panel.terminal.screen


def test_a_long_output_is_shown_without_its_middle() -> None:
    text = "a" * LONGEST + "b" * LONGEST
    assert shortened("short", "en") == "short"
    assert shortened(text, "en") == "a" * (LONGEST // 2) + f"\n[… {LONGEST} characters …]\n" + "b" * (LONGEST // 2)


def test_offers_stand_in_columns() -> None:
    assert columns(("one", "three", "two"), width=14) == "one    three\ntwo"
