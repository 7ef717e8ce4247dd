"""What processes cost: memory and processor time, for each learner and for the hub itself (Linux)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Cost:
    """Memory in MiB and processor time in seconds of some processes.

    `pss` shares what several processes have mapped among them, `private` counts only what would be free again if they
    ended, `peak` is the largest that was ever resident: what a container with nobody beside it would have needed.
    """

    pss: float = 0.0
    private: float = 0.0
    peak: float = 0.0
    seconds: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.pss + other.pss,
            self.private + other.private,
            self.peak + other.peak,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of each learner's server and kernels, and of the hub with its proxy."""

    servers: dict[str, Cost]
    kernels: dict[str, Cost]
    hub: Cost

    def learner(self, name: str) -> Cost:
        """All that runs for a learner."""
        return self.servers.get(name, Cost()) + self.kernels.get(name, Cost())


def costs(hub: int) -> Costs:
    """The costs now of the hub with that process id and of all that it has started."""
    servers: dict[str, Cost] = {}
    kernels: dict[str, Cost] = {}
    own = cost(psutil.Process(hub))
    for process in psutil.Process(hub).children(recursive=True):
        try:
            name = process.environ().get("JUPYTERHUB_USER", "")
            kernel = any("ipykernel" in word for word in process.cmdline())
            found = cost(process)
        except psutil.NoSuchProcess:
            continue
        if not name:
            own += found
        else:
            place = kernels if kernel else servers
            place[name] = place.get(name, Cost()) + found
    return Costs(servers, kernels, own)


def cost(process: psutil.Process) -> Cost:
    """What one process costs now. psutil.NoSuchProcess where it has ended."""
    memory, times = process.memory_full_info(), process.cpu_times()
    return Cost(memory.pss / MIB, memory.uss / MIB, _peak(process.pid), times.user + times.system)


def _peak(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError as gone:
        raise psutil.NoSuchProcess(pid) from gone
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def busy() -> float:
    """The seconds for which the processors of this machine have worked, for anybody, since it was started."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - times.guest - times.guest_nice


def end(processes: Iterable[psutil.Process]) -> None:
    """End processes that are still there."""
    left = list(processes)
    for process in left:
        try:
            process.terminate()
        except psutil.NoSuchProcess:
            continue
    _, alive = psutil.wait_procs(left, timeout=10)
    for process in alive:
        process.kill()
