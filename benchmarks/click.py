"""Milliseconds from a click on the Board to the changed picture, in JupyterLab in a real Chromium.

python benchmarks/click.py [CLICKS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.lab import browser

WARM_UP = 4


def main() -> None:
    """Kill httpd where it runs and undo it, again and again, and print how long the picture took to change."""
    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser.write_notebook(folder / "work" / "en" / "board.ipynb", browser.BOARD)
        with browser.lab(folder / "work", folder / "settings") as server, browser.page(folder / "chromium") as page:
            browser.open_notebook(page, server, "en/board.ipynb")
            browser.run_all(page)
            page.wait_for_selector(".hasim-placement svg")
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


if __name__ == "__main__":
    main()
