"""How fast the simulated world is: idle time, a kill until settled, a long session's memory.

Run from the project's root: ``python benchmarks/world.py``.
"""

from __future__ import annotations

import statistics
import time
import tracemalloc
from collections.abc import Callable

from hasim.sim import Stage, World, running, settle, start_world
from hasim.sim.access import LiveCluster
from hasim.sim.process import kill

DAY = 24 * 3600 * 1000
MANY = "property stonith-enabled=false\n" + "".join(
    f"primitive d{number} ocf:pacemaker:Dummy op monitor interval=10s\n" for number in range(100)
)
PID_FILE = "/etc/httpd/run/httpd.pid"


def timed(work: Callable[[], World]) -> tuple[World, float]:
    """What some work returns, and its milliseconds."""
    start = time.perf_counter()
    world = work()
    return world, (time.perf_counter() - start) * 1000


def idle(world: World) -> World:
    """A day in which nothing happens."""
    stage = Stage(world)
    stage.wait(DAY)
    return stage.freeze()


def killed_httpd(world: World) -> World:
    """The web server's main process is killed, wherever it runs."""
    stage = Stage(world)
    for node in running(world)["httpd"]:
        kill(stage, node, int(stage.machines[node].files.read(PID_FILE)), 9)
    settle(stage)
    return stage.freeze()


def cleaned(world: World) -> World:
    """The failures of the web server are forgotten."""
    stage = Stage(world)
    access = LiveCluster(stage, "node1")
    access.clear_failures("httpd", None)
    for node in stage.nodes:
        access.delete_history("httpd", node)
    settle(stage)
    return stage.freeze()


def crashed_dummy(world: World) -> World:
    """One of a hundred resources loses its state file."""
    stage = Stage(world)
    node = running(world)["d5"][0]
    stage.machines[node] = stage.machines[node].without_file("/run/Dummy-d5.state")
    settle(stage)
    return stage.freeze()


def kills(world: World, deed: Callable[[World], World]) -> str:
    """Median and worst milliseconds of ten kills, each in the same world."""
    times = [timed(lambda: deed(world))[1] for _ in range(10)]
    return f"median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms"


def main() -> None:
    """Print all figures."""
    small = start_world({"scenario": "tutorial"})
    names = [f"n{number}" for number in range(1, 17)]
    large, building = timed(lambda: start_world({"scenario": "two-servers", "nodes": names, "configure": MANY}))
    print(f"start of 16 nodes with 100 resources: {building:.0f} ms")
    for name, world in (("2 nodes", small), ("16 nodes", large)):
        print(f"an idle day of {name}: {timed(lambda world=world: idle(world))[1]:.1f} ms")
    print(f"a kill until settled, 2 nodes: {kills(small, killed_httpd)}")
    print(f"a crash until settled, 16 nodes with 100 resources: {kills(large, crashed_dummy)}")
    tracemalloc.start()
    worlds = [small]
    for number in range(1000):
        worlds.append(cleaned(worlds[-1]) if number % 2 else killed_httpd(worlds[-1]))
    print(f"memory of 1,000 worlds in a row, kills and cleanups: {tracemalloc.get_traced_memory()[0] / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
