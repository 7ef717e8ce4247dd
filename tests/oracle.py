"""Run `crm_simulate`, the real one and hasim's, and bring what they print into one form.

The real program prints 2.1.5's text and hasim 3.0's, so the labels of score lines are unified and columns, bullets
and the lines about the date are left out. What stays are four lists: summary, actions, revised status and scores.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from hasim.cli import main

_TITLES = {
    "Transition Summary:": "summary",
    "Executing Cluster Transition:": "actions",
    "Revised Cluster Status:": "status",
    "Assignment Scores:": "scores",
    "Current cluster status:": "current",
}

_INACTIVE = re.compile(r"promotion score (on none|\(inactive\)):").search
"""Inactive promotable instances: 2.1.5 prints 0 on none, 3.0 the score that the instance has nowhere."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run of ``crm_simulate`` said, line by line, each line a run of words."""

    current: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    exit: int = 0

    def differences(self, other: Answer) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """The parts that differ, by name: what only this one has, and what only the other has (or both in order)."""
        found = {}
        for part in (field.name for field in fields(self)):
            mine, yours = getattr(self, part), getattr(other, part)
            if part == "exit" and mine != yours:
                found[part] = ((str(mine),), (str(yours),))
            elif mine != yours:
                left = tuple(line for line in mine if line not in yours)
                right = tuple(line for line in yours if line not in mine)
                found[part] = (left, right) if left or right else (mine, yours)
        return found


@dataclass(frozen=True, slots=True)
class Run:
    """One finished program."""

    exit: int
    stdout: str
    stderr: str


def real(program: str, arguments: Sequence[str], **environment: str) -> Run:
    """Run the real `program`; it must come to an end within ten seconds."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    done = subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
        env={**kept, "LC_ALL": "C", "TZ": "UTC", **environment},
    )
    return Run(done.returncode, done.stdout, done.stderr)


def ours(arguments: Sequence[str]) -> Run:
    """Run hasim's program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(list(arguments))
    return Run(status, out.getvalue(), err.getvalue())


@cache
def real_version(program: str) -> str:
    """The generation of the real program, as 2.1.5."""
    found = re.search(r"Pacemaker ([0-9.]+)", real(program, ["--version"]).stdout)
    return found.group(1) if found else ""


def parse(report: str, scores: str) -> Answer:
    """Read the report of ``-S`` and the score lines of ``-sQ``."""
    parts: dict[str, list[str]] = {name: [] for name in _TITLES.values()}
    part: list[str] = []
    for line in report.splitlines():
        if line.rstrip() in _TITLES:
            part = parts[_TITLES[line.rstrip()]]
        elif line.strip() and not line.startswith(("Using the original", "Setting effective")):
            part.append(_line(line))
    parts["scores"] = sorted(_score(line) for line in scores.splitlines() if " score" in line and not _INACTIVE(line))
    parts["summary"].sort()
    return Answer(**{name: tuple(lines) for name, lines in parts.items()})


def _line(line: str) -> str:
    """One line as words. 2.1.5 calls a resource in maintenance unmanaged; nodes in maintenance read alike."""
    words = " ".join(line.replace("* ", " ", 1).split())
    if words.startswith("Node "):
        return words
    words = re.sub(r"\bmaintenance\b(?=[,)])", "unmanaged", words)
    return words.replace("unmanaged, disabled)", "disabled, unmanaged)")


def _score(line: str) -> str:
    line = " ".join(line.split()).removeprefix("* ")
    return line.replace("_allocate:", "_assign:")


def real_answer(program: str, cib: Path) -> Answer | None:
    """What the real program says to a CIB file; None where one of its own assertions ends it."""
    report = real(program, ["-x", str(cib), "-S"])
    scores = real(program, ["-x", str(cib), "-sQ"])
    if "Triggered fatal assertion" in report.stderr:
        return None
    assert report.exit in (0, 1), report.stderr
    assert "Revised Cluster Status" in report.stdout, report.stderr
    return replace(parse(report.stdout, scores.stdout), exit=report.exit)


def our_answer(cib: Path) -> Answer:
    """What hasim says to the same."""
    report, scores = ours(["crm_simulate", "-x", str(cib), "-S"]), ours(["crm_simulate", "-x", str(cib), "-sQ"])
    assert report.exit in (0, 1), report.stderr
    return replace(parse(report.stdout, scores.stdout), exit=report.exit)
