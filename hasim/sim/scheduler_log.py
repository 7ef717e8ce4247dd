"""What the scheduler's daemon writes about a decision: what it found wrong, what it wants, where its input is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from hasim.cib import Dialect
from hasim.scheduler.cluster import Cluster, FailedOperation
from hasim.scheduler.decide import Decision
from hasim.scheduler.failcount import fail_count
from hasim.scheduler.roles import MultipleActive
from hasim.scheduler.summary_text import column_widths, summary_lines
from hasim.sim.chronicle import pacemaker_log
from hasim.sim.clock import MONTHS, local
from hasim.sim.oplog import rc_text
from hasim.sim.pacemakerd import child, daemon_name
from hasim.sim.stack import change

if TYPE_CHECKING:
    from hasim.sim.stage import Stage


def log_decision(stage: Stage, dc: str, decision: Decision, end: str) -> None:
    """All lines about a decision, in the order of the real ones; ``end`` tells its number and where its input is."""
    cluster, launcher = decision.cluster, stage.stacks[dc].launcher
    careless = not (cluster.options.fencing_enabled and cluster.options.startup_fencing)
    if careless and launcher and launcher.columns[0] != child(stage, dc, "schedulerd"):
        _write(stage, dc, "unpack_config", "Blind faith: not fencing unseen nodes", "warning")  # once a process
    if cluster.options.no_quorum_policy == "ignore":
        _write(stage, dc, "unpack_config", "On loss of quorum: Ignore")
    elif not cluster.quorate:
        text = "Fencing and resource management disabled due to lack of quorum"
        _write(stage, dc, "cluster_status", text, "warning")
    for failure in cluster.failures:
        _write(stage, dc, "unpack_rsc_op_failure", _failure(stage, failure), "warning")
    for text in _reached(cluster):
        _write(stage, dc, "pcmk__threshold_reached", text, "warning")
    for text in _too_active(cluster):
        _write(stage, dc, "pcmk__primitive_create_actions", text, "error")
    for line in summary_lines(decision.summary, _columns(stage, dc, decision)):
        _write(stage, dc, "log_list_item", f"Actions: {line}")
    _write(stage, dc, "pcmk__log_transition_summary", end)


def _columns(stage: Stage, dc: str, decision: Decision) -> tuple[int, int]:
    """The widths of the columns, which a running scheduler never makes smaller again."""
    launcher, pid = stage.stacks[dc].launcher, child(stage, dc, "schedulerd")
    known = launcher.columns[1:] if launcher and launcher.columns[0] == pid else (5, 5)
    widths = column_widths(decision.summary, known)
    if launcher and (pid, *widths) != launcher.columns:
        change(stage, dc, launcher=replace(launcher, columns=(pid, *widths)))
    return widths


_OLD = {
    "unpack_rsc_op_failure": "unpack_rsc_op_failure",
    "pcmk__threshold_reached": "check_migration_threshold",
    "log_list_item": "LogAction",
    "pcmk__log_transition_summary": "process_pe_message",
}
"""Where the functions of today had other names in 1.1."""


def _write(stage: Stage, dc: str, function: str, text: str, severity: str = "notice") -> None:
    name, pid = daemon_name(stage.dialect, "schedulerd"), child(stage, dc, "schedulerd")
    if stage.dialect is Dialect.V1_1:
        function, text = _OLD.get(function, function), text.replace("Actions:", " *")
    pacemaker_log(stage, dc, name, pid, function, text, severity)


def _failure(stage: Stage, failure: FailedOperation) -> str:
    """One line about a failed operation of the history."""
    element = failure.element
    attributes = element.attributes if element is not None else {}
    moment = local(int(attributes.get("last-rc-change", "0")), stage.timezone)
    when = f"{MONTHS[moment.month - 1]} {moment.day:02d} {moment:%H:%M:%S %Y}"
    rc, reason = attributes.get("rc-code", "1"), attributes.get("exit-reason", "")
    said = rc_text(int(rc)) + (f": {reason}" if reason else "")
    operation, interval = attributes.get("operation", ""), attributes.get("interval", "0")
    operation = "probe" if operation == "monitor" and interval == "0" else operation
    what = f"{operation} of {failure.resource.name} on {failure.node.name}"
    return f"Unexpected result ({said}) was recorded for {what} at {when} | rc={rc} id={attributes.get('id', '')}"


def _reached(cluster: Cluster) -> Iterator[str]:
    """Where failures keep a resource away."""
    for leaf in cluster.leaves():
        for node in cluster.nodes if leaf.migration_threshold > 0 else ():
            count = fail_count(leaf, node).count
            if count >= leaf.migration_threshold:
                why = "due to reaching migration threshold (clean up resource to allow again)"
                end = f"failures={count} migration-threshold={leaf.migration_threshold}"
                yield f"{leaf.name} cannot run on {node.name} {why}| {end}"


def _too_active(cluster: Cluster) -> Iterator[str]:
    """What runs on several nodes that answer, and may not."""
    for leaf in cluster.leaves():
        places = [node for node in leaf.active_on if node.online and not node.unclean]
        if len(places) > 1 and leaf.managed and leaf.multiple_active is MultipleActive.STOP_START:
            if leaf.partial_source is None and leaf.partial_target is None:
                text = f"{leaf.agent_class} resource {leaf.name} might be active on {len(places)} nodes"
                yield f"{text} (attempting recovery)"
