"""The Board in JupyterLab in a real Chromium: milliseconds from a click to the changed picture, and memory.

python benchmarks/click.py [CLICKS [MORE]]

CLICKS kills (50 by default) are timed, each with its undo. After MORE clicks (1000 by default) it says what the page
and the kernel have grown by, and the number of widgets. The kernel's memory is also given for a fresh lesson.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.lab import browser

WARM_UP = 4
TELL = """\
import gc, resource
from ipywidgets.widgets import widget
gc.collect()
rss = int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() / 2**20
print('KERNEL', round(rss, 1), len(widget._instances))
"""


def main() -> None:
    """Kill httpd where it runs and undo it, again and again."""
    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    more = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser.write_notebook(folder / "work" / "en" / "board.ipynb", browser.BOARD, TELL)
        with browser.lab(folder / "work", folder / "settings") as server, browser.page(folder / "chromium") as page:
            browser.open_notebook(page, server, "en/board.ipynb")
            browser.run_all(page)
            page.wait_for_selector(".hasim-placement svg")
            fresh = kernel(page)
            print(f"kernel of a fresh lesson: {fresh[0]:.0f} MiB, {fresh[1]:.0f} widgets")
            time_clicks(page, clicks)
            grow(page, more)


def time_clicks(page: Any, clicks: int) -> None:
    """Time the clicks and print the figures."""
    buttons = [".hasim-kill-node1", ".hasim-undo"] * (WARM_UP + clicks)
    found = [browser.click(page, button, ".hasim-timeline svg") for button in buttons][2 * WARM_UP :]
    for title, taken in (("kill", found[0::2]), ("undo", found[1::2])):
        report(title, [each["ms"] for each in taken], sum(each["blank"] for each in taken))


def report(title: str, milliseconds: list[float], blank: float) -> None:
    """One line of figures."""
    ordered = sorted(milliseconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)) - 1)]
    middle = statistics.median(ordered)
    clicks = f"of {len(ordered)} clicks, blank frames {blank:.0f}"
    print(f"{title}: median {middle:.0f} ms, 95th percentile {high:.0f} ms {clicks}")


def grow(page: Any, more: int) -> None:
    """Click many times and print what has grown."""
    before = (*kernel(page), *heap(page))
    for _ in range(more // 2):
        for button in (".hasim-kill-node1", ".hasim-undo"):
            page.wait_for_selector(f"{button}:not([disabled])")
            page.evaluate(browser.CLICK.replace("passed - done > 250", "true"), [button, ".hasim-timeline svg"])
    after = (*kernel(page), *heap(page))
    names = ("kernel MiB", "widgets", "page heap MiB", "page elements")
    grown = ", ".join(f"{name} {a:.0f} -> {b:.0f}" for name, a, b in zip(names, before, after, strict=True))
    print(f"after {more} more clicks: {grown}")


def kernel(page: Any) -> tuple[float, float]:
    """Resident memory of the kernel in MiB, and how many widgets it has; asked by running the last cell again."""
    page.evaluate("""async () => {
      const notebook = window.jupyterapp.shell.currentWidget.content;
      notebook.activeCellIndex = notebook.widgets.length - 1;
      await window.jupyterapp.commands.execute('notebook:run-cell');
    }""")
    page.wait_for_function(browser.READY)
    page.wait_for_timeout(500)
    _, memory, widgets = page.locator(".jp-OutputArea-output", has_text="KERNEL").last.inner_text().split()
    return float(memory), float(widgets)


def heap(page: Any) -> tuple[float, float]:
    """The page's JavaScript heap in MiB after a collection, and how many elements the page has."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("HeapProfiler.collectGarbage")
    used = devtools.send("Runtime.getHeapUsage")["usedSize"] / 2**20
    devtools.detach()
    return used, page.evaluate("() => document.querySelectorAll('*').length")


if __name__ == "__main__":
    main()
