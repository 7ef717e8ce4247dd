"""A machine's logs: files that grow by lines, the journal, and what syslog makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hasim.sim.clock import journal_time, syslog_time

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

MESSAGES = "/var/log/messages"


def append_log(stage: Stage, node: str, path: str, line: str) -> None:
    """One more line in a log file; nothing happens where its directory is missing."""
    stage.machines[node] = stage.machines[node].appended(path, line + "\n", now=stage.now)


def syslog(stage: Stage, node: str, tag: str, text: str, pid: int = 0) -> None:
    """A message of the program ``tag`` to the journal and, where a syslog daemon is installed, to its file."""
    machine = stage.machines[node]
    sender = f"{tag}[{pid}]" if pid else tag
    line = f"{journal_time(stage.now, stage.timezone)} {node} {sender}: {text}\n"
    stage.machines[node] = replace(machine, journal=machine.journal.append(line))
    if "rsyslog" in machine.packages:
        shown = tag if tag == "systemd" else sender
        append_log(stage, node, MESSAGES, f"{syslog_time(stage.now, stage.timezone)} {node} {shown}: {text}")
