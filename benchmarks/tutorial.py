"""Seconds for the whole tutorial, from two bare servers to the last screen, as the first lesson plays it.

    python benchmarks/tutorial.py [SESSION_FILE]

Without a file, the commands of the English lesson are played.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from hasim.host import read_text
from hasim.lab.script import lesson_session
from hasim.session import Session

RUNS = 5


def main() -> None:
    """Play the session a few times and print what each second of it cost."""
    text = read_text(sys.argv[1]) if len(sys.argv) > 1 else lesson_session(Path("notebooks/en/01-failover.ipynb"))
    seconds = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        session = Session.loads(text)
        seconds.append(time.perf_counter() - begin)
    inputs = len(session.history)
    print(f"inputs {inputs}, simulated {session.time / 60:.0f} minutes")
    print(f"seconds: median {statistics.median(seconds):.2f}, best {min(seconds):.2f}, worst {max(seconds):.2f}")
    print(f"milliseconds an input: {1000 * statistics.median(seconds) / inputs:.1f}")


if __name__ == "__main__":
    main()
