"""Milliseconds for one decision on the tutorial's CIB, beside the real program on the same file.

    python benchmarks/decision.py

`schedule()` alone and the whole `hasim crm_simulate` are measured in this process; the real crm_simulate is measured
as a process, and, with its own timings (-P), inside it.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hasim.cib import Cib
from hasim.cli import main as hasim
from hasim.scheduler import schedule
from hasim.session import Session


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """The median of `runs` timed calls, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def quietly(arguments: list[str]) -> None:
    """Run one of hasim's programs without its output."""
    with contextlib.redirect_stdout(io.StringIO()):
        status = hasim(arguments)
    assert status == 0


def real_in_process(program: str, folder: str) -> float:
    """Milliseconds for one decision by the real program's own clock."""
    done = subprocess.run([program, "-P", folder, "-N", "200"], capture_output=True, text=True, check=True)
    seconds = re.search(r"(\d+\.\d+) secs?\b", done.stdout)
    assert seconds, done.stdout
    return 1000 * float(seconds[1]) / 200


def main() -> None:
    """Print the table."""
    session = Session("tutorial")
    session.run("node1", "kill -9 $(cat /etc/httpd/run/httpd.pid)")
    session.settle()
    text = session.cib().text()  # type: ignore[union-attr]
    cib, now = Cib.parse(text), int(session.clock())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tutorial.xml"
        file.write_text(text, encoding="utf-8")
        rows = {
            "hasim: schedule() on the parsed CIB": milliseconds(lambda: schedule(cib, now), 200),
            "hasim: crm_simulate, in this process": milliseconds(
                lambda: quietly(["crm_simulate", "-Sx", str(file)]), 50
            ),
        }
        program = shutil.which("crm_simulate")
        if program:
            command = [program, "-S", "-x", str(file)]
            run = lambda: subprocess.run(command, capture_output=True, check=True)  # noqa: E731
            rows["real: crm_simulate, as a process"] = milliseconds(run, 20)
            rows["real: one decision, by its own clock"] = real_in_process(program, folder)
    peer = rows.get("real: one decision, by its own clock")
    for name, value in rows.items():
        ratio = f"  {value / peer:6.1f} x" if peer else ""
        print(f"{name:<40} {value:8.3f} ms{ratio}")


if __name__ == "__main__":
    main()
