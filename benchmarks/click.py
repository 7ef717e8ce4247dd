"""The Board in JupyterLab in a real Chromium: milliseconds from a click to the changed picture, and memory.

python benchmarks/click.py [CLICKS [MORE]]

CLICKS kills (50 by default) are timed, each with its undo, and where the time goes: before the kernel, in it, after it.
After MORE clicks (1000 by default) it says what the page and the kernel have grown by, and the number of widgets. The
kernel's memory is also given for a fresh lesson; it is what the system calls PSS.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.lab import browser

WARM_UP = 4
TRACE = """\
import time

steps = []

def traced(step=board.step):
    def run(*given, **more):
        begin = time.time()
        step(*given, **more)
        steps.append((begin * 1000, time.time() * 1000))
    return run

board.step = traced()
"""
"""Notes when the kernel begins with a step and when it has done it, in milliseconds since the epoch."""
TELL = """\
import gc, json, re
from ipywidgets.widgets import widget
gc.collect()
pss = int(re.search(r'^Pss: *([0-9]+)', open('/proc/self/smaps_rollup').read(), re.M)[1]) / 1024
print('KERNEL', round(pss, 1), len(widget._instances), json.dumps(steps[-2000:]).replace(' ', ''))
steps.clear()
"""
CYCLES = """async ([buttons, times]) => {
  const page = () => document.querySelector('.hasim-board');
  const until = (made) => new Promise((resolve) => {
    const look = () => { const found = made(); if (found) resolve(found); else setTimeout(look, 4); };
    look();
  });
  for (let index = 0; index < times * buttons.length; index++) {
    const name = buttons[index % buttons.length];
    const button = await until(() => document.querySelector(name + ':not([disabled])'));
    const before = page();
    button.click();
    await until(() => page() && page() !== before);
  }
}"""
"""Clicks the buttons in turn, each as soon as the page has followed the one before."""
CHUNK = 50


def main() -> None:
    """Kill httpd where it runs and undo it, again and again."""
    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    more = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser.write_notebook(folder / "work" / "en" / "board.ipynb", browser.BOARD, TRACE, TELL)
        with browser.lab(folder / "work", folder / "settings") as server, browser.page(folder / "chromium") as page:
            browser.open_notebook(page, server, "en/board.ipynb")
            browser.run_all(page)
            page.wait_for_selector(".hasim-placement svg")
            memory, widgets, _ = kernel(page)
            print(f"kernel of a fresh lesson: {memory:.0f} MiB (its share of what is shared), {widgets} widgets")
            time_clicks(page, clicks)
            grow(page, more)


def time_clicks(page: Any, clicks: int) -> None:
    """Time the clicks and print the figures."""
    buttons = [".hasim-kill-node1", ".hasim-undo"] * (WARM_UP + clicks)
    found = [browser.click(page, button, ".hasim-timeline svg") for button in buttons][2 * WARM_UP :]
    steps = kernel(page)[2][2 * WARM_UP :]
    for title, first in (("kill", 0), ("undo", 1)):
        taken = found[first::2]
        report(title, [each["ms"] for each in taken], sum(each["blank"] for each in taken))
        parts(taken, steps[first::2])


def parts(taken: list[dict[str, float]], steps: list[list[float]]) -> None:
    """One line: what of the time is before the kernel, in it, and after it."""
    pairs = list(zip(taken, steps, strict=True))
    before = statistics.median(begin - click["at"] for click, (begin, _) in pairs)
    within = statistics.median(end - begin for _, (begin, end) in pairs)
    after = statistics.median(click["at"] + click["ms"] - end for click, (_, end) in pairs)
    print(f"  medians: to the kernel {before:.0f} ms, in it {within:.0f} ms, from it to the page {after:.0f} ms")


def report(title: str, milliseconds: list[float], blank: float) -> None:
    """One line of figures."""
    ordered = sorted(milliseconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)) - 1)]
    middle = statistics.median(ordered)
    clicks = f"of {len(ordered)} clicks, blank frames {blank:.0f}"
    print(f"{title}: median {middle:.0f} ms, 95th percentile {high:.0f} ms {clicks}")


def grow(page: Any, more: int) -> None:
    """Click many times and print what has grown."""
    before = (*kernel(page)[:2], *heap(page))
    for _ in range(more // (2 * CHUNK)):
        page.evaluate(CYCLES, [[".hasim-kill-node1", ".hasim-undo"], CHUNK])
    after = (*kernel(page)[:2], *heap(page))
    names = ("kernel MiB", "widgets", "page heap MiB", "page elements")
    grown = ", ".join(f"{name} {a:.0f} -> {b:.0f}" for name, a, b in zip(names, before, after, strict=True))
    print(f"after {more} more clicks: {grown}")


def kernel(page: Any) -> tuple[float, int, list[list[float]]]:
    """The kernel's memory in MiB, how many widgets it has, and the steps since it was last asked, by its last cell."""
    page.evaluate("""async () => {
      const notebook = window.jupyterapp.shell.currentWidget.content;
      notebook.activeCellIndex = notebook.widgets.length - 1;
      await window.jupyterapp.commands.execute('notebook:run-cell');
    }""")
    page.wait_for_function(browser.READY)
    page.wait_for_timeout(500)
    _, memory, widgets, steps = page.locator(".jp-OutputArea-output", has_text="KERNEL").last.inner_text().split()
    return float(memory), int(widgets), json.loads(steps)


def heap(page: Any) -> tuple[float, float]:
    """The page's JavaScript heap in MiB after a collection, and how many elements the page has."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("HeapProfiler.collectGarbage")
    used = devtools.send("Runtime.getHeapUsage")["usedSize"] / 2**20
    devtools.detach()
    return used, page.evaluate("() => document.querySelectorAll('*').length")


if __name__ == "__main__":
    main()
