"""Tab and Shift-Tab in a `%%on` cell, through IPython's own completer."""

from __future__ import annotations

from typing import Any

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from hasim.lab import current, tab
from hasim.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    return Session("tutorial")


@pytest.fixture
def shell(session: Session, monkeypatch: pytest.MonkeyPatch) -> InteractiveShell:
    monkeypatch.setattr(current.CURRENT, "session", session)
    shell: Any = InteractiveShell()
    shell.Completer.custom_matchers.append(tab.matcher)
    return shell  # type: ignore[no-any-return]


def offers(shell: Any, cell: str) -> list[str]:
    """What the notebook would offer where the cell holds a bar, the text before the word's beginning left out."""
    cursor = cell.index("|")
    text = cell.replace("|", "", 1)
    with provisionalcompleter():
        return [each.text for each in shell.Completer.completions(text, cursor)]


def test_commands_options_names_and_paths(shell: InteractiveShell) -> None:
    assert offers(shell, "%%on node1\ncrm_mo|") == ["crm_mon"]
    assert "--show-node-attributes" in offers(shell, "%%on node1\ncrm_mon -1 --show|")
    assert offers(shell, "%%on node1\ncrm_resource --move --node no|") == ["node1", "node2"]
    assert offers(shell, "%%on node1\ncrm_resource -r ht| -W") == ["httpd"]
    assert offers(shell, "%%on node1\ncrm resource mov|") == ["move"]
    assert offers(shell, "%%on node1\ncrm node standby no|") == ["node1", "node2"]
    assert offers(shell, "%%on node1\ncat /etc/coros|") == ["/etc/corosync/"]


def test_the_first_line_takes_nodes(shell: InteractiveShell) -> None:
    assert offers(shell, "%%on no|\ncrm_mon -1") == ["node1", "node2"]


def test_python_cells_are_left_alone(shell: InteractiveShell) -> None:
    assert "print" in offers(shell, "prin|")
    assert "httpd" not in offers(shell, "ht|")


def test_help_on_the_word_at_the_cursor(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current.CURRENT, "session", session)
    cell = "%%on node1\ncrm_mon -1 --inactive"
    assert "resources that run nowhere" in tab.inspected(cell, len(cell) - 3)
    assert "--fence-history" in tab.inspected(cell, len("%%on node1\ncrm_"))
    assert "rsc" in tab.inspected("%%on node1\ncrm resource move", len("%%on node1\ncrm resource mo"))
    assert tab.inspected("print(1)", 3) == ""


class Kernel:
    """What of a kernel is asked for help."""

    def do_inspect(self, code: str, cursor_pos: int, detail_level: int = 0) -> dict[str, object]:
        return {"found": False, "asked": code}


def test_the_kernel_gives_that_help_and_else_its_own(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current.CURRENT, "session", session)
    kernel: Any = Kernel()
    tab._help_from(kernel)
    said = kernel.do_inspect("%%on node1\ncrm_mon", 13, 0)
    assert said["found"]
    assert "crm_mon" in said["data"]["text/plain"]
    assert kernel.do_inspect("print", 2)["asked"] == "print"


class BrowserKernel:
    """JupyterLite's kernel answers under another name than ipykernel's."""

    def inspect(self, code: str, cursor_pos: int, detail_level: int) -> dict[str, object]:
        """What it would say."""
        return {"asked": code}


def test_help_in_a_browsers_kernel_and_in_one_that_gives_none(shell: InteractiveShell) -> None:
    kernel = BrowserKernel()
    tab._help_from(kernel)
    assert kernel.inspect("%%on node1\ncrm_mon", 13, 0)["found"]
    assert "print" == kernel.inspect("print", 2, 0)["asked"]
    tab._help_from(object())
