"""A class on one JupyterHub: learners log in at once, start a server and run lesson 1 through the proxy.

python benchmarks/hub.py [--learners 20] [--clicks 10] [--pace 5] [--first-part] [--proxy COMMAND] [--keep FOLDER]

First one learner alone, then the class. Needs the extra `hub` (`pip install -e ".[hub]"`) and the hub's usual proxy,
`npm install configurable-http-proxy`; --proxy names it where it is not on the PATH. A real hub is started on loopback,
with `binder/hub/jupyterhub_config.py`; it and all that it has started end with this program, and at the latest after
half an hour. Prints tables in Markdown. Linux only: it reads the kernel's own accounts of memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import hub_cost
from benchmarks.hub_course import Course, Options, Report, middle
from benchmarks.hub_learner import Learner
from benchmarks.hub_table import table
from tests.lab.browser import free_port

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 1800
"""Seconds after which everything ends."""
ACCOUNTS = Path("/proc/self/smaps_rollup")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where anything went wrong for a learner."""
    options = _options(argv)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the hub is ended then, too
    if reason := missing(options.proxy):
        print(f"hub: {reason}", file=sys.stderr)
        return 2
    report = measure(options)
    print("\n".join(table(report, options)))
    for failure in report.failures:
        print(f"FAILED {failure}", file=sys.stderr)
    return 1 if report.failures else 0


def _options(argv: Sequence[str] | None) -> Options:
    head = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(description=head, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--learners", type=int, default=20, help="how many are in the class")
    parser.add_argument("--clicks", type=int, default=10, help="kills (each with its undo) of a learner in each way")
    parser.add_argument("--pace", type=float, default=5.0, help="seconds between two clicks of a learner, on average")
    parser.add_argument("--first-part", dest="whole", action="store_false", help="only the lesson's first part")
    parser.add_argument("--proxy", default="configurable-http-proxy", help="the command of the hub's proxy")
    parser.add_argument("--keep", default="", help="a folder for the hub's files and log, which are kept then")
    return Options(**vars(parser.parse_args(argv)))


def missing(proxy: str = "configurable-http-proxy") -> str:
    """What is missing to run this here; "" where nothing is."""
    if not ACCOUNTS.exists():
        return "this needs Linux"
    try:
        import jupyterhub  # noqa: F401
    except ImportError:
        return "jupyterhub is not installed"
    return "" if _which(proxy) else f"the proxy {proxy} is not installed"


def _which(program: str) -> str | None:
    """The program, also from the environment of this Python where that one is not activated."""
    return shutil.which(program) or shutil.which(program, path=str(Path(sys.executable).parent))


def measure(options: Options) -> Report:
    """Run a hub and the learners; what was measured."""
    with tempfile.TemporaryDirectory() as name, hub(Path(options.keep or name), options.proxy) as (address, process):
        return asyncio.run(_measure(address, process, options))


@contextmanager
def hub(place: Path, proxy: str) -> Iterator[tuple[str, int]]:
    """A JupyterHub with its proxy on loopback; its address and its process id. Ends all that it has started."""
    place.mkdir(parents=True, exist_ok=True)
    ports = [str(free_port()) for _ in range(3)]
    names = {"PLACE": str(place), "PORTS": ",".join(ports), "PROXY": _which(proxy) or proxy, "SECONDS": str(LIMIT)}
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "HASIM_"))}
    environment |= {f"HASIM_HUB_{name}": value for name, value in names.items()}
    path = [str(ROOT), *filter(None, [environment.get("PYTHONPATH")])]
    environment["PYTHONPATH"] = os.pathsep.join(path)
    command = [sys.executable, "-m", "jupyterhub", "-f", str(ROOT / "binder" / "hub" / "jupyterhub_config.py")]
    with (place / "hub.log").open("w") as log:
        process = subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{ports[0]}"
        try:
            _wait_for(f"{address}/hub/health", process, place / "hub.log")
            yield address, process.pid
        finally:
            started = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
            hub_cost.end(started)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            if process.poll() is None and httpx.get(url).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError(f"the hub does not answer:\n{log.read_text()[-3000:]}")


async def _measure(address: str, process: int, options: Options) -> Report:
    began, busy, own = time.monotonic(), hub_cost.busy(), _seconds(process)
    async with asyncio.timeout(LIMIT - 60):
        async with _course(address, process, ["alone"]) as alone:
            await _lesson(alone, Options(1, options.clicks, min(1.0, options.pace), options.whole))
            gone = hub_cost.costs(process).learner("alone").seconds
            await alone.together("stop", Learner.stop_server)
        names = [f"learner{number:02}" for number in range(1, options.learners + 1)]
        async with _course(address, process, names) as together:
            await _lesson(together, options)
    others = (hub_cost.busy() - busy - (_seconds(process) + gone - own)) / (time.monotonic() - began)
    return Report(alone, together, max(others, 0.0), len(os.sched_getaffinity(0)))


def _seconds(process: int) -> float:
    """Processor seconds of all that runs of ours: the hub, all servers and kernels, and this program."""
    now = hub_cost.costs(process)
    learners = sum((each.seconds for each in (*now.servers.values(), *now.kernels.values())), 0.0)
    return now.hub.seconds + learners + time.process_time()


@asynccontextmanager
async def _course(address: str, process: int, names: list[str]) -> AsyncIterator[Course]:
    learners = [Learner(address, name) for name in names]
    try:
        yield Course(list(learners), process)
    finally:
        for learner in learners:
            await learner.leave()


async def _lesson(course: Course, options: Options) -> None:
    """All that the learners do, part by part."""
    await course.together("enter", _enter)
    await course.together("kernel", Learner.start_kernel)
    await course.together("board", lambda learner: learner.run_cells(learner.cells[:1]))
    await course.together("first", lambda learner: learner.run_cells(learner.cells[1 : middle(learner)]))
    await course.together("paced", lambda learner: _paced(course, learner, options))
    await _rush(course, options.clicks)
    if options.whole:
        await course.together("rest", lambda learner: learner.run_cells(learner.cells[middle(learner) :]))


async def _enter(learner: Learner) -> None:
    await learner.log_in()
    await learner.start_server()
    await learner.open_lab()


async def _paced(course: Course, learner: Learner, options: Options) -> None:
    """Clicks with pauses, as people make them: each learner has seeded ones, from none to twice the pace."""
    chance = random.Random(learner.name)
    for _ in range(options.clicks):
        for way, mark in (("paced kill", "hasim-kill-node1"), ("paced undo", "hasim-undo")):
            await asyncio.sleep(chance.uniform(0, 2 * options.pace))
            await course.click(learner, way, mark)


async def _rush(course: Course, clicks: int) -> None:
    """Everybody clicks at the same moment."""
    for _ in range(clicks):
        await course.together("rush", lambda learner: course.click(learner, "rush kill", "hasim-kill-node1"))
        await course.together("rush", lambda learner: course.click(learner, "rush undo", "hasim-undo"))


if __name__ == "__main__":
    sys.exit(main())
