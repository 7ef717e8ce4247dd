"""A world of two bare servers without cluster software, for tests of machines and of the shell."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hasim.shell.runner import Result, run_line
from hasim.sim import Stage, World, start_world


@cache
def bare_world(dialect: str = "1.1") -> World:
    """Two booted servers and a gateway; the time is 2020-05-03 00:00 UTC."""
    return start_world(
        {"scenario": "bare", "dialect": dialect, "timezone": "UTC", "start": "2020-05-03T00:00:00+00:00"}
    )


def stage(dialect: str = "1.1") -> Stage:
    """A workbench with that world."""
    return Stage(bare_world(dialect))


def run(bench: Stage, line: str, node: str = "node1") -> Result:
    """Run a line on a node."""
    return run_line(bench, node, line)


def in_folder(files: dict[str, str]) -> Stage:
    """A workbench where node1's shell stands in an otherwise empty directory with these files."""
    bench = stage()
    machine = bench.machines["node1"]
    machine = replace(machine, files=machine.files.mkdir("/root/work"))
    for name, text in files.items():
        machine = machine.with_file(f"/root/work/{name}", text)
    bench.machines["node1"] = replace(machine, shell=replace(machine.shell, cwd="/root/work"))
    return bench


def output(line: str, files: dict[str, str] | None = None) -> tuple[str, int]:
    """Standard output and exit status of a line in such a directory."""
    result = run(in_folder(files or {}), line)
    return result.stdout, result.exit
