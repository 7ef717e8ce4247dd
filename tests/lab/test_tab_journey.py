"""Tab and Shift-Tab in a `%%on` cell, in JupyterLab itself."""

from typing import Any

import pytest

from tests.lab.browser import BOARD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AT_THE_END = """([source]) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const index = notebook.widgets.findIndex(cell => cell.model.id === 'c1');
  notebook.activeCellIndex = index;
  const cell = notebook.widgets[index];
  cell.model.sharedModel.setSource(source);
  notebook.mode = 'edit';
  const editor = cell.editor;
  editor.focus();
  editor.setCursorPosition(editor.getPositionAt(source.length));
}"""
SOURCE = """t => window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.getSource() === t"""
READY_FOR_TAB = ".jp-Notebook.jp-mod-editMode .jp-Cell.jp-mod-active .jp-mod-completer-enabled"
OFFERED = ".jp-Completer:not(.lm-mod-hidden) .jp-Completer-item .jp-Completer-match"


def press(page: Any, source: str, key: str) -> None:
    """A key where the cell holds this text and the cursor stands behind it."""
    page.evaluate(AT_THE_END, [source])
    page.wait_for_selector(READY_FOR_TAB)
    page.keyboard.press(key)


def taken(page: Any, word: str) -> list[str]:
    """Take the first of what is offered, once that is the word; all that was offered."""
    page.wait_for_function("([s, t]) => document.querySelector(s)?.innerText === t", arg=[OFFERED, word])
    offered = page.locator(OFFERED).all_inner_texts()
    page.keyboard.press("Enter")
    return [str(each) for each in offered]


def test_tab_completes_and_shift_tab_explains(journey: Any) -> None:
    journey.lab(BOARD, "%%on node1\nhostname")
    journey.board()
    page = journey.page
    press(page, "%%on node1\ncrm_mo", "Tab")
    assert taken(page, "crm_mon") == ["crm_mon"]
    page.wait_for_function(SOURCE, arg="%%on node1\ncrm_mon")

    press(page, "%%on node1\ncrm resource m", "Tab")
    page.wait_for_selector(OFFERED)
    journey.photograph("tab")
    page.keyboard.type("o")
    assert taken(page, "move") == ["move"]
    page.wait_for_function(SOURCE, arg="%%on node1\ncrm resource move")

    press(page, "%%on node1\ncrm resource move we", "Tab")
    assert taken(page, "web") == ["web"]
    page.wait_for_function(SOURCE, arg="%%on node1\ncrm resource move web")

    press(page, "%%on node1\ncrm_mon -1 --inactive", "Shift+Tab")
    journey.shows(".jp-Tooltip", "resources that run nowhere")
    journey.photograph("shift-tab")
    page.keyboard.press("Escape")
    page.wait_for_selector(".jp-Tooltip", state="detached")

    press(page, "%%on node1\ncrm_mon -1", "Control+Enter")
    page.wait_for_selector(".jp-Cell.jp-mod-active .jp-OutputArea-output >> text=Cluster Summary")
