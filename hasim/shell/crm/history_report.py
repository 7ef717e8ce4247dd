"""What ``crm history`` knows during one run of crm: the span of time it looks at, and the report that it collected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from hasim.cib import Cib, Dialect, Unsupported
from hasim.shell.crm.history_events import Events, Line, Transition, find_events
from hasim.shell.crm.shell import Shell
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.moments import of_log_line
from hasim.sim.clock import local
from hasim.sim.log import MESSAGES

__all__ = ["FOLDER", "Report", "clock", "collected", "date_of", "day", "period_end", "report_of", "saved_input"]

FOLDER = "/var/cache/crm/history-root/live"
_HOUR = 3600
_TAIL = 2048
"""Bytes at a log's end in which its last line is looked for; in a shorter one it is not found."""


@dataclass
class Report:
    """The settings of the level, and what was collected last."""

    since: float
    until: float | None = None
    detail: int = 0
    nodes: tuple[str, ...] = ()
    excluded: list[str] = field(default_factory=list)
    events: Events | None = None

    def look_at_the_last_hour(self, now: float) -> None:
        """The span of time where none is named."""
        self.since, self.until = now - _HOUR, None

    def shows(self, line: Line) -> bool:
        """Whether a line lies in the span of time."""
        return self.since <= line.time and (self.until is None or line.time <= self.until)

    def transitions(self, events: Events) -> list[Transition]:
        """The transitions of that span."""
        return [
            each
            for each in events.transitions
            if not (each.end is not None and each.end < self.since)
            and not (self.until is not None and each.start > self.until)
        ]

    def printed(self, lines: Iterable[Line]) -> str:
        """The text of lines, without those that are excluded."""
        patterns = [re.compile(each) for each in self.excluded]
        return "\n".join(line.text for line in lines if not any(each.search(line.text) for each in patterns))


def report_of(shell: Shell) -> tuple[MachineContext, Report]:
    """The node's own view and the report of this run of crm, not necessarily collected yet."""
    context = shell.live_context()
    if not isinstance(context, MachineContext):
        raise Unsupported("crm history of a file: it is about the logs of running nodes")
    if not isinstance(shell.report, Report):
        shell.report = Report(context.now - _HOUR)
    return context, shell.report


def collected(shell: Shell, *, again: bool = False) -> tuple[Report, Events]:
    """The report, collected from all nodes that answer when it is first needed."""
    context, report = report_of(shell)
    if report.events is None or again:
        shell.console.info("Retrieving information from cluster nodes, please wait...")
        lines = {name: list(_lines(context, name)) for name in _sources(context, report)}
        cib = shell.cib() or Cib.parse("<cib><configuration/></cib>")
        inputs = {name: context.stage.stacks[name].inputs for name in lines}
        report.events = find_events(lines, inputs, cib, context.dialect, report.detail)
    return report, report.events


def _sources(context: MachineContext, report: Report) -> list[str]:
    """The nodes whose logs can be had, by name."""
    network = context.stage.network
    machines = context.stage.machines
    return [
        name
        for name in sorted(report.nodes or context.stage.nodes)
        if name in machines and machines[name].on and (name == context.node or network.joined(context.node, name))
    ]


def _lines(context: MachineContext, name: str) -> Iterator[Line]:
    """A node's log: the syslog of the old generation, later the journal with dates as ISO 8601 writes them."""
    machine, zone = context.stage.machines[name], context.stage.timezone
    old = context.dialect is Dialect.V1_1
    if old and not machine.files.exists(MESSAGES):
        return
    text = machine.files.read(MESSAGES) if old else str(machine.journal)
    place = 0
    for line in text.splitlines():
        when = of_log_line(line, context.now, zone)
        if not old:
            moment = local(when, zone)
            line = f"{moment:%Y-%m-%dT%H:%M:%S%z}{line[15:]}"
            when += _offset(moment)
        yield Line(when, name, place, line)
        place += len(line.encode()) + 1


def _offset(moment: datetime) -> float:
    """crmsh 4.4.1 takes a time with its distance from UTC for that much later than it is."""
    distance = moment.utcoffset()
    return distance.total_seconds() if distance is not None else 0.0


def period_end(events: Events) -> float | None:
    """When the last line of all logs was written; None where one of them is too short to tell."""
    ends = []
    for lines in events.lines.values():
        if not lines or lines[-1].place + len(lines[-1].text.encode()) + 1 < _TAIL:
            return None
        ends.append(lines[-1].time)
    return max(ends, default=None)


def saved_input(shell: Shell, transition: Transition) -> Cib:
    """The CIB on which a transition was decided."""
    context, _ = report_of(shell)
    return context.stage.stacks[transition.dc].inputs[transition.number]


def date_of(shell: Shell, time: float | None) -> str:
    """A date and a time of day; dashes where it is unknown."""
    return "--/--/-- --:--:--" if time is None else f"{day(shell, time)} {clock(shell, time)}"


def day(shell: Shell, time: float) -> str:
    """A date."""
    return f"{datetime.fromtimestamp(time, shell.context.timezone):%Y-%m-%d}"


def clock(shell: Shell, time: float | None) -> str:
    """A time of day; dashes where it is unknown."""
    return "--:--:--" if time is None else f"{datetime.fromtimestamp(time, shell.context.timezone):%H:%M:%S}"
