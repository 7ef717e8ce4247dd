"""What the cluster's daemons write into their logs, in the form of each generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.cib import Dialect
from hasim.sim.clock import MONTHS, local
from hasim.sim.log import append_log, syslog

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

PACEMAKER_LOG = "/var/log/pacemaker/pacemaker.log"


def _stamp(stage: Stage, milliseconds: bool = False) -> str:
    moment = local(stage.now, stage.timezone)
    text = f"{MONTHS[moment.month - 1]} {moment.day:02d} {moment:%H:%M:%S}"
    return f"{text}.{stage.time % 1000:03d}" if milliseconds else text


def corosync_log(stage: Stage, node: str, subsystem: str, text: str, severity: str = "notice") -> None:
    """A line of corosync's own log; where its configuration says so, it goes to syslog too."""
    corosync = stage.stacks[node].corosync
    if corosync is None:
        return
    old = stage.dialect is Dialect.V1_1
    sender = f"corosync{severity:<6}" if old else f"corosync {severity:<7}"
    line = f"{_stamp(stage)} [{corosync.pid}] {node} {sender} [{subsystem:<6}] {text}"
    if corosync.conf.logfile:
        append_log(stage, node, corosync.conf.logfile, line)
    if corosync.conf.tree.first("logging").keys.get("to_syslog", "yes") == "yes":
        syslog(stage, node, "corosync", f"[{subsystem:<6}] {text}", corosync.pid)


def pacemaker_log(
    stage: Stage, node: str, daemon: str, pid: int, function: str, text: str, severity: str = "notice"
) -> None:
    """A line of a Pacemaker daemon: in corosync's log in 1.1, in a log of its own later."""
    if stage.dialect is Dialect.V1_1:
        line = f"{_stamp(stage)} [{pid}] {node} {daemon:>10}: {severity:>8}: {function}:\t{text}"
        if logfile := _corosync_logfile(stage, node):
            append_log(stage, node, logfile, line)
    else:
        line = f"{_stamp(stage, True)} {node} {daemon:<20}[{pid}] ({function}) \t{severity}: {text}"
        append_log(stage, node, PACEMAKER_LOG, line)
    if severity != "info":
        syslog(stage, node, daemon, f" {severity}: {text}", pid)


def _corosync_logfile(stage: Stage, node: str) -> str:
    corosync = stage.stacks[node].corosync
    return corosync.conf.logfile if corosync else "/var/log/cluster/corosync.log"
