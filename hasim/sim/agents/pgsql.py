"""pgsql: a database server, alone or as primary and standbys, whose promotion scores follow the replication.

Simulated are the server's process, the data's position (how many primaries its timeline has seen), streaming over the
network, and the lock file with which the agent keeps a crashed primary from coming back with data of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from hasim.sim import attributes
from hasim.sim.agents.agent import (
    ERROR,
    NOT_CONFIGURED,
    NOT_INSTALLED,
    NOT_RUNNING,
    OK,
    PROMOTED,
    UNIMPLEMENTED,
    Agent,
    Call,
    Done,
    Outcome,
    agent,
)
from hasim.sim.machine import Machine
from hasim.sim.process import TERM, kill, spawn

QUICK, START, STOP, PROMOTE = 120, 1300, 1200, 1500
DATA, TMP = "/var/lib/pgsql/data", "/var/lib/pgsql/tmp"
POSITION = "hasim_position"
"""The file below the data directory that holds the position."""
BEST, STREAMING, NEVER = "1000", "100", "-INFINITY"


@agent("ocf:heartbeat:pgsql")
class Pgsql(Agent):
    """ocf:heartbeat:pgsql: one server (rep_mode none), or replication (async, sync)."""

    wide = True
    parameters = (
        "pgctl", "start_opt", "ctl_opt", "psql", "pgdata", "pgdba", "pghost", "pgport", "pglibs", "monitor_user",
        "monitor_password", "monitor_sql", "config", "pgdb", "logfile", "socketdir", "stop_escalate", "rep_mode",
        "node_list", "restore_command", "archive_cleanup_command", "recovery_end_command", "master_ip", "repuser",
        "primary_conninfo_opt", "restart_on_promote", "replication_slot_name", "tmpdir", "xlog_check_count",
        "crm_attr_timeout", "stop_escalate_in_slave", "check_wal_receiver",
    )  # fmt: skip

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While the server's process lives."""
        return self._server(machine, parameters) is not None

    def _data(self, parameters: Mapping[str, str]) -> str:
        return parameters.get("pgdata") or DATA

    def _server(self, machine: Machine, parameters: Mapping[str, str]) -> int | None:
        found = (p.pid for p in machine.processes.named("postgres") if p.data.get("pgdata") == self._data(parameters))
        return next(found, None)

    def _replicates(self, call: Call) -> bool:
        return call.parameters.get("rep_mode", "none") in ("async", "sync", "slave")

    def _lock(self, call: Call) -> str:
        return f"{call.parameters.get('tmpdir') or TMP}/PGSQL.lock"

    def _role(self, call: Call, node: str = "") -> str:
        """``primary`` or ``standby``; "" where the server does not run."""
        machine = call.stage.machines[node or call.node]
        pid = self._server(machine, call.parameters) if machine.on else None
        process = machine.process(pid) if pid else None
        return str(process.data["role"]) if process else ""

    def _position(self, call: Call, node: str = "") -> int:
        path = f"{self._data(call.parameters)}/{POSITION}"
        files = call.stage.machines[node or call.node].files
        return int(files.read(path)) if files.is_file(path) else 1

    def _advance(self, call: Call, position: int) -> None:
        if self._position(call) != position:
            path = f"{self._data(call.parameters)}/{POSITION}"
            call.put(call.machine.with_file(path, f"{position}\n", now=call.stage.now))

    def _primary(self, call: Call) -> str:
        """The node with a primary that this one reaches."""
        reachable = (n for n in call.stage.nodes if n != call.node and call.stage.network.joined(call.node, n))
        return next((name for name in reachable if self._role(call, name) == "primary"), "")

    # -- actions ----------------------------------------------------------------------------------------------------

    def monitor(self, call: Call) -> Outcome:
        """By the server's process and role; a standby follows the primary it reaches."""
        role = self._role(call)
        if not role:
            return Done(NOT_RUNNING, after=QUICK)
        if not self._replicates(call):
            return Done(OK, after=QUICK)
        if not call.probe:
            self._judge(call, role)
        return Done(PROMOTED if role == "primary" else OK, after=QUICK)

    def _judge(self, call: Call, role: str) -> None:
        """Set status, data status and promotion score as the replication stands."""
        if role == "primary":
            self._publish(call, "PRI", "LATEST", BEST)
        elif primary := self._primary(call):
            self._advance(call, self._position(call, primary))
            mode = "sync" if call.parameters.get("rep_mode") == "sync" else "async"
            data = "STREAMING|SYNC" if mode == "sync" else "STREAMING|ASYNC"
            self._publish(call, f"HS:{mode}", data, STREAMING)
        elif self._is_best(call):
            self._publish(call, "HS:alone", None, BEST)
        else:
            self._publish(call, "HS:alone", "DISCONNECT", NEVER)

    def _is_best(self, call: Call) -> bool:
        """Without a primary, the standby with the newest data wins; by name among equals."""
        reachable = [n for n in call.stage.nodes if n != call.node and call.stage.network.joined(call.node, n)]
        rivals = [(-self._position(call, n), n) for n in reachable if self._role(call, n) == "standby"]
        return all((-self._position(call), call.node) < rival for rival in rivals)

    def _publish(self, call: Call, status: str, data: str | None, score: str | None) -> None:
        resource = call.request.resource
        attributes.update(call.stage, call.node, call.node, f"{resource}-status", status)
        if data is not None:
            attributes.update(call.stage, call.node, call.node, f"{resource}-data-status", data)
        attributes.update(call.stage, call.node, call.node, f"master-{resource}", score)

    def start(self, call: Call) -> Outcome:
        """Start the server; with replication as a standby, unless the lock of a crashed primary is there."""
        if call.parameters.get("rep_mode", "none") not in ("none", "async", "sync", "slave"):
            return Done(NOT_CONFIGURED, f"Invalid rep_mode : {call.parameters['rep_mode']}", QUICK)
        if self._role(call):
            return Done(OK, after=QUICK)
        if not call.machine.files.is_dir(self._data(call.parameters)):
            return Done(NOT_INSTALLED, f"Directory {self._data(call.parameters)} doesn't exist.", QUICK)
        if self._replicates(call) and call.machine.file(self._lock(call)):
            reason = f"My data may be inconsistent. You have to remove {self._lock(call)} file to force start."
            return Done(ERROR, reason, QUICK)
        self._launch(call, "standby" if self._replicates(call) else "single")
        if self._replicates(call):
            self._judge(call, "standby")
        return Done(OK, after=START)

    def _launch(self, call: Call, role: str) -> None:
        command = f"/usr/bin/postgres -D {self._data(call.parameters)}"
        data = {"pgdata": self._data(call.parameters), "role": role}
        spawn(call.stage, call.node, "postgres", command, user=call.parameters.get("pgdba") or "postgres", data=data)

    def _end(self, call: Call) -> None:
        pid = self._server(call.machine, call.parameters)
        if pid is not None:
            kill(call.stage, call.node, pid, TERM)

    def promote(self, call: Call) -> Outcome:
        """Become primary: leave the lock, and begin a new stretch of the timeline."""
        if not self._replicates(call):
            return Done(UNIMPLEMENTED, after=QUICK)
        if not self._role(call):
            return Done(NOT_RUNNING, after=QUICK)
        if self._role(call) != "primary":
            self._end(call)
            self._launch(call, "primary")
            call.put(call.machine.with_file(self._lock(call), "", now=call.stage.now))
            self._advance(call, self._position(call) + 1)
        self._judge(call, "primary")
        return Done(OK, after=PROMOTE)

    def demote(self, call: Call) -> Outcome:
        """A primary cannot become a standby: it stops, and its orderly end takes the lock away if nobody follows."""
        if not self._replicates(call):
            return Done(UNIMPLEMENTED, after=QUICK)
        return self.stop(call)

    def stop(self, call: Call) -> Outcome:
        """Stop the server. The lock of a primary goes only where no standby may have been left behind."""
        role = self._role(call)
        self._end(call)
        if self._role(call):
            return Done(ERROR, "Can't stop PostgreSQL.", STOP)
        if self._replicates(call):
            if role == "primary" and not self._followed(call):
                call.put(call.machine.without_file(self._lock(call)))
            self._publish(call, "STOP", "DISCONNECT" if role != "primary" else "LATEST", NEVER)
        return Done(OK, after=STOP if role else QUICK)

    def _followed(self, call: Call) -> bool:
        return any(n != call.node and self._role(call, n) == "standby" for n in call.stage.nodes)

    def notify(self, call: Call) -> Outcome:
        """Something happened to the others: look at the score again."""
        if role := self._role(call):
            self._judge(call, role)
        return Done(OK, after=QUICK)
