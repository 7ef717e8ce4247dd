"""The report of a class as tables in Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Callable

from benchmarks.hub_cost import Cost, Costs
from benchmarks.hub_course import Options, Report, middle

WAITS = {
    "enter": "from the log-in form to JupyterLab with the lesson",
    "kernel": "kernel, to its first answer",
    "board": "first cell, to the first picture",
    "first": "{cells} cells that build the cluster, without a pause",
    "paced kill": "**a kill, to the changed picture**, at people's pace",
    "paced undo": "its undo",
    "rush kill": "a kill, everybody at the same moment",
    "rush undo": "its undo, everybody at the same moment",
    "rest": "the other cells of the lesson, without a pause",
}
"""What a learner waits for, in the order of the table."""


def table(report: Report, options: Options) -> list[str]:
    """The report in Markdown."""
    courses = (report.alone, report.together)
    lines = ["| seconds, median (95th percentile) | alone | " + f"{options.learners} at once |", "|---|--:|--:|"]
    for way, title in WAITS.items():
        if way in report.together.waits:
            lines.append(
                _row(
                    title.format(cells=_first_cells(report)),
                    *(_spread(course.waits.get(way, [])) for course in courses),
                )
            )
    lines += ["", "| processor seconds of a learner | alone | " + f"{options.learners} at once |", "|---|--:|--:|"]
    for title, part, since in _parts(options):
        lines.append(_row(title, *(f"{course.seconds(part, since):.1f}" for course in courses)))
    each = [course.seconds("rush", "first") / (4 * options.clicks) for course in courses]
    lines.append(_row("a click, mean of kill and undo", *(f"{seconds:.2f}" for seconds in each)))
    lines += ["", *_memory(report, options), "", *_rest(report)]
    return lines


def _first_cells(report: Report) -> int:
    """How many cells the first part has, without the one that makes the Board."""
    learners = report.together.learners or report.alone.learners
    return middle(learners[0]) - 1 if learners else 0


def _parts(options: Options) -> list[tuple[str, str, str]]:
    found = [("the server", "enter", ""), ("kernel, imports and the first picture", "board", "enter")]
    found.append(("the cells that build the cluster", "first", "board"))
    return [*found, ("the other cells", "rest", "rush")] if options.whole else found


def _memory(report: Report, options: Options) -> list[str]:
    last = "rest" if options.whole else "rush"
    lines = [f"| MiB of a learner | alone | {options.learners} at once |", "|---|--:|--:|"]
    kinds: list[tuple[str, str, Callable[[Costs, str], Cost]]] = [
        ("the server", "enter", lambda now, name: now.servers.get(name, Cost())),
        ("the kernel after the first picture", "board", lambda now, name: now.kernels.get(name, Cost())),
        ("the kernel at the end", last, lambda now, name: now.kernels.get(name, Cost())),
        ("**server and kernel at the end**", last, lambda now, name: now.learner(name)),
    ]
    for title, part, of in kinds:
        found = [course.cost(part, of) for course in (report.alone, report.together)]
        lines.append(_row(f"{title}: PSS", *(f"{cost.pss:.0f}" for cost in found)))
    found = [course.cost(last, lambda now, name: now.learner(name)) for course in (report.alone, report.together)]
    lines.append(_row("of it private", *(f"{cost.private:.0f}" for cost in found)))
    lines.append(_row("most that was ever resident, shared files counted", *(f"{cost.peak:.0f}" for cost in found)))
    hub = [course.after[last].hub for course in (report.alone, report.together)]
    lines.append(_row("hub and proxy, for all: PSS", *(f"{cost.pss:.0f}" for cost in hub)))
    return lines


def _rest(report: Report) -> list[str]:
    hub = list(report.together.after.values())[-1].hub
    return [
        f"Failures: {len(report.failures)}. Hub and proxy: {hub.seconds:.0f} processor seconds.",
        f"{report.processors} processors, of which others used {report.others:.1f} meanwhile.",
    ]


def _row(title: str, *cells: str) -> str:
    return f"| {' | '.join((title, *cells))} |"


def _spread(seconds: list[float]) -> str:
    if not seconds:
        return "-"
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    middle = f"{statistics.median(ordered):.2f}"
    return middle if len(ordered) == 1 else f"{middle} ({high:.2f})"
