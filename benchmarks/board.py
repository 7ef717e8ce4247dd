"""The Board without a browser: processor time of a click, what it sends to the page, and what a fresh lesson takes.

python benchmarks/board.py [CLICKS]

Beside the milliseconds stands the ratio to a peer that is timed in the same run: matplotlib writing the two pictures of
the same moment as SVG. It says more than the milliseconds, for machines differ and are busy.
"""

from __future__ import annotations

import io
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
from ipywidgets.widgets import widget

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hasim import Session
from hasim.draw import failcount_timeline, placement
from hasim.lab import Board

CLICKS = 20
WARM_UP = 4
FRESH = """\
import re, time
import ipykernel.kernelapp, ipywidgets

def look():
    pss = re.search(r'^Pss: *([0-9]+)', open('/proc/self/smaps_rollup').read(), re.M)
    return int(pss[1]) / 1024, time.process_time()

before = look()
from hasim import Session
from hasim.lab import Board
Board(Session('tutorial'), autosave=False)
after = look()
print(before[0], after[0], 1000 * (after[1] - before[1]))
"""


class Page:
    """What a Board shows itself on; it counts what is sent."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    def show(self, html: str) -> None:
        """Nothing is shown."""

    def update(self, html: str) -> None:
        """A picture is sent."""
        self.sent.append(len(html.encode()))


def main() -> None:
    """All figures."""
    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else CLICKS
    page = Page()
    messages: list[int] = []
    made: Any = widget.Widget
    made._send = lambda self, content, buffers=None: messages.append(len(json.dumps(content)))
    with tempfile.TemporaryDirectory() as folder:
        board = Board(Session("tutorial"), sink=page, autosave=folder)
        peer = middle(lambda: peers(board.session), clicks)
        print(f"peer, two pictures by matplotlib: {peer:.1f} ms")
        for name, act in acts(board).items():
            taken, back = timed(board, act, clicks)
            page.sent.clear()
            messages.clear()
            act()
            told = f"{len(page.sent)} picture of {page.sent[-1] / 1024:.1f} KiB, {len(messages)} other messages"
            board.undo()
            print(f"{name}: {taken:.1f} ms ({taken / peer:.2f} of the peer), undo {back:.1f} ms; {told}")
    fresh()


def acts(board: Board) -> dict[str, Callable[[], Any]]:
    """The clicks."""
    return {
        "kill": lambda: board.kill("httpd", "node1"),
        "standby": lambda: board.standby("node1"),
        "move": lambda: board.move("web", "node2"),
        "power off": lambda: board.power("node1", False),
    }


def timed(board: Board, act: Callable[[], Any], clicks: int) -> tuple[float, float]:
    """The medians of the act and of its undo in milliseconds."""
    taken: list[float] = []
    back: list[float] = []
    for _ in range(WARM_UP + clicks):
        taken.append(once(act))
        back.append(once(board.undo))
    return statistics.median(taken[WARM_UP:]), statistics.median(back[WARM_UP:])


def middle(act: Callable[[], Any], times: int) -> float:
    """The median of several times in milliseconds."""
    return statistics.median([once(act) for _ in range(times)])


def once(act: Callable[[], Any]) -> float:
    """Milliseconds of this process."""
    begin = time.process_time()
    act()
    return (time.process_time() - begin) * 1000


def peers(session: Session) -> None:
    """Both pictures as matplotlib writes them."""
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        for figure in (placement(session), failcount_timeline(session)):
            figure.savefig(io.StringIO(), format="svg")


def fresh() -> None:
    """What a process with a kernel's parts takes more for the first Board."""
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True)
    before, after, taken = map(float, re.findall(r"[\d.]+", done.stdout))
    print(f"fresh lesson: {after:.0f} MiB, {after - before:.0f} of them hasim's with its libraries; {taken:.0f} ms")


if __name__ == "__main__":
    main()
