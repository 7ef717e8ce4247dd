"""A picture of the first lesson after the failover, as the README shows it.

python tests/lab/screenshot.py docs/images/lesson.png [en|ja]
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.lab import browser

ROOT = Path(__file__).resolve().parents[2]

RUN_TO = """async (id) => {
  const commands = window.jupyterapp.commands, notebook = window.jupyterapp.shell.currentWidget.content;
  await commands.execute('application:toggle-left-area');
  notebook.activeCellIndex = notebook.widgets.findIndex(cell => cell.model.id === id) + 1;
  await commands.execute('notebook:run-all-above');
}"""
SHOW = """async (id) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const index = notebook.widgets.findIndex(cell => cell.model.id === id);
  notebook.activeCellIndex = index;
  await notebook.scrollToItem(index, 'start');
}"""


def main() -> None:
    """Run the lesson up to the failover and photograph the Board."""
    target = Path(sys.argv[1])
    lang = sys.argv[2] if len(sys.argv) > 2 else "en"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "notebooks", folder / "work")
        seen = browser.page(folder / "chromium", 1280, 1200)
        with browser.lab(folder / "work", folder / "settings") as server, seen as page:
            browser.open_notebook(page, server, f"{lang}/01-failover.ipynb")
            photograph(page, target)


def photograph(page: Any, target: Path) -> None:
    """The Board's cell, from its buttons to the client below the pictures."""
    page.evaluate(RUN_TO, "kill-node1-3")
    page.wait_for_function(browser.READY)
    page.wait_for_timeout(2000)
    page.evaluate(SHOW, "board-again")
    page.wait_for_timeout(1500)
    top = page.locator(".hasim-controls:visible").last.bounding_box()
    page.screenshot(path=target, clip={"x": top["x"] - 10, "y": top["y"] - 2, "width": 1110, "height": 598})


if __name__ == "__main__":
    main()
