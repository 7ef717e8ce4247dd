"""`schedule()` beside the real scheduler, by its own in-process timings.

    python benchmarks/scheduler.py [FOLDER]

Three questions: the tutorial's CIB; made-up clusters of 32 nodes with 250 to 2000 resources; and, if a FOLDER of CIBs
is named, all of them together, those left out that hasim refuses. Both sides count processor time, as the real
program's own clock does, so that other work on the machine counts on neither.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from made_up import cluster
from peer import real_milliseconds

from hasim.cib import Cib, Unsupported
from hasim.scheduler import schedule
from hasim.session import Session


def hasim_milliseconds(cib: Cib, now: int, runs: int) -> float:
    """The median of `runs` decisions, after one that is not counted."""
    schedule(cib, now)
    times = []
    for _ in range(runs):
        begin = time.process_time()
        schedule(cib, now)
        times.append(1000 * (time.process_time() - begin))
    return statistics.median(times)


def show(name: str, ours: float, real: float | None) -> None:
    """One row: both times and how they compare."""
    peer = f"{real:10.2f} ms   {ours / real:6.1f} x" if real else "   (no crm_simulate here)"
    print(f"{name:<34} {ours:10.2f} ms {peer}")


def one(name: str, cib: Cib, now: int, runs: int, repeats: int) -> None:
    """Measure one CIB on both sides."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "one.xml").write_text(cib.text(), encoding="utf-8")
        show(name, hasim_milliseconds(cib, now, runs), real_milliseconds(Path(folder), repeats).get("one"))


def whole_folder(folder: Path) -> None:
    """Measure all CIBs of a folder that hasim decides."""
    real = real_milliseconds(folder, 3)
    ours = theirs = 0.0
    count = 0
    for file in sorted(folder.glob("*.xml")):
        cib = Cib.parse(file.read_bytes())
        try:
            ours += hasim_milliseconds(cib, int(time.time()), 3)
        except Unsupported:
            continue
        theirs += real.get(file.stem, 0.0)
        count += 1
    show(f"{count} files of {folder.name}/", ours, theirs or None)


def main() -> None:
    """Print the table."""
    print(f"{'':<34} {'hasim':>13} {'real':>13} {'ratio':>10}")
    session = Session("tutorial")
    session.run("node1", "kill -9 $(cat /etc/httpd/run/httpd.pid)")
    session.settle()
    found = session.cib("node1")
    assert found is not None
    one("tutorial after a kill", found, int(session.clock()), 200, 200)
    for resources in (250, 500, 1000, 2000):
        one(f"32 nodes, {resources} resources", cluster(32, resources), int(time.time()), 1, 1)
    for name in sys.argv[1:]:
        whole_folder(Path(name))


if __name__ == "__main__":
    main()
