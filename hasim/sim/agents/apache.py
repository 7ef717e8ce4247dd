"""apache: the web server by its pid file, its configuration file and its status page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hasim.cib import Dialect
from hasim.sim import httpd
from hasim.sim.agents.agent import ERROR, NOT_INSTALLED, NOT_RUNNING, OK, Again, Agent, Call, Done, Outcome, agent
from hasim.sim.agents.apache_pid import pid_file
from hasim.sim.machine import Machine
from hasim.sim.process import HUP, KILL, TERM, WINCH, kill
from hasim.sim.reach import NoAnswer, http_get, is_address

BINARY = "/usr/sbin/httpd"
CONFIG = "/etc/httpd/conf/httpd.conf"
HTML_END = "</ *html *>"

MONITOR, FIRST_CHECK, NEXT_CHECK = 80, 150, 1000
"""Ms of a status request; after httpd was started until its first check, and between checks."""
GRACEFUL, FORCED, NOTHING_LEFT, LAST_LOOK = 2100, 1000, 80, 1150
"""Ms until a graceful stop is looked at, and between later looks; of a stop with nothing to do, and of the end of one
with orphans."""
PATIENCE = 10_000
"""Ms that a server is given after TERM; before, a graceful stop has half the operation's timeout."""
SILENT = -1
INVALID = "environment is invalid, resource considered stopped"
"""What the library that the agent is built on makes of a server or a configuration file that is missing."""


@agent("ocf:heartbeat:apache")
class Apache(Agent):
    """ocf:heartbeat:apache."""

    parameters = (
        "configfile", "httpd", "port", "statusurl", "testregex", "client", "testurl", "testregex10", "testconffile",
        "testname", "options", "envfiles", "use_ipv6",
    )  # fmt: skip

    def _config(self, parameters: Mapping[str, str]) -> str:
        return parameters.get("configfile", CONFIG)

    def pid(self, machine: Machine, parameters: Mapping[str, str]) -> int:
        """The process that the pid file names, if it lives; else 0."""
        path = self._config(parameters)
        if machine.file(path) is None:
            return 0
        file = machine.file(pid_file(machine, path))
        text = str(file.content).strip() if file else ""
        return int(text) if text.isdecimal() and machine.process(int(text)) is not None else 0

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While the process of the pid file lives; without the file that names it, any server begun with that file."""
        path = self._config(parameters)
        if machine.file(path) is None:
            return any(path in process.command for process in machine.processes.named("httpd"))
        return self.pid(machine, parameters) != 0

    def _invalid(self, call: Call) -> str:
        """What is missing to run it at all, "" for nothing."""
        binary = call.parameters.get("httpd", BINARY)
        if call.machine.file(binary) is None:
            return "apache httpd program not found"
        path = self._config(call.parameters)
        return "" if call.machine.file(path) is not None else f"Configuration file {path} not found!"

    def _state(self, call: Call) -> int:
        """OK, NOT_RUNNING, ERROR for a status page that is not as it should be, SILENT for one that never comes."""
        if not self.pid(call.machine, call.parameters):
            return NOT_RUNNING
        url = call.parameters.get("statusurl", f"http://127.0.0.1:{call.parameters.get('port', '80')}/server-status")
        address, port, page = _split(url)
        answer = http_get(call.stage, call.node, address, port, page)
        pattern = call.parameters.get("testregex", HTML_END)
        if not isinstance(answer, NoAnswer) and answer.status == 0:
            return SILENT
        if isinstance(answer, NoAnswer) or answer.status != 200:
            return ERROR
        return OK if re.search(pattern, answer.body, re.IGNORECASE) else ERROR

    def monitor(self, call: Call) -> Outcome:
        """Is the process there, and does its status page answer?"""
        missing = self._invalid(call)
        if missing:
            return Done(NOT_RUNNING, missing, MONITOR) if call.probe else Done(ERROR, INVALID, MONITOR)
        state = self._state(call)
        if state == SILENT:
            return Again("silent", NEXT_CHECK)
        if state == NOT_RUNNING and self._retries(call):
            return Again(f"retry{call.phase.removeprefix('retry')}x", NEXT_CHECK)
        reason = "Failed to access httpd status page." if state == ERROR and not call.probe else ""
        return Done(state, reason, MONITOR)

    def _retries(self, call: Call) -> bool:
        """A recurring monitor without a pid file tries five times before it believes it (not in 1.1)."""
        if call.probe or call.machine.dialect is Dialect.V1_1 or len(call.phase) >= len("retry") + 5:
            return False
        return call.machine.file(pid_file(call.machine, self._config(call.parameters))) is None

    def start(self, call: Call) -> Outcome:
        """Start it and wait until its status page answers; nothing but the timeout ends the waiting."""
        missing = self._invalid(call)
        if missing:
            return Done(NOT_INSTALLED, INVALID)
        if not call.phase and self.pid(call.machine, call.parameters):
            return Done(OK, after=MONITOR)  # the page of one that runs already is not looked at
        state = self._state(call)
        if state == OK:
            return Done(OK, after=MONITOR)
        if not call.phase:
            httpd.start(call.stage, call.node, self._arguments(call))
            return Again("check", FIRST_CHECK)
        if state in (NOT_RUNNING, SILENT):
            return Again("check", NEXT_CHECK)
        kill(call.stage, call.node, self.pid(call.machine, call.parameters), KILL)
        return Done(ERROR, "Failed to access httpd status page.", FORCED)

    def _arguments(self, call: Call) -> list[str]:
        path = self._config(call.parameters)
        options = call.parameters.get("options", "").split()
        return ["-DSTATUS", *options, "-f", path, "-c", f"PidFile {pid_file(call.machine, path)}"]

    def stop(self, call: Call) -> Outcome:
        """A graceful stop, then a forced one; orphans of a killed parent are ended one way or other."""
        if self._invalid(call):
            return Done(OK)
        pid = self.pid(call.machine, call.parameters)
        if pid and not call.phase:
            kill(call.stage, call.node, pid, WINCH)
            return Again("graceful", GRACEFUL)
        if pid and call.phase == "graceful" and call.elapsed < call.request.timeout // 2:
            return Again("graceful", FORCED)
        if pid and call.phase == "graceful":
            kill(call.stage, call.node, pid, TERM)
            return Again("forced", FORCED)
        if pid:
            patience = call.request.timeout // 2 + PATIENCE
            return Done(ERROR) if call.elapsed >= patience else Again("forced", FORCED)
        return self._end_orphans(call)

    def _end_orphans(self, call: Call) -> Outcome:
        """TERM, HUP and KILL, a second apart, until no server of this configuration is left."""
        orphans = self._orphans(call)
        if not orphans:
            return Done(OK, after=LAST_LOOK if call.phase in _SIGNALS else NOTHING_LEFT)
        phase, signal = _SIGNALS.get(call.phase, ("terminated", TERM))
        for orphan in orphans:
            if orphan in call.machine.processes.by_pid:  # a parent takes its children with it
                kill(call.stage, call.node, orphan, signal)
        return Again(phase, FORCED)

    def _orphans(self, call: Call) -> list[int]:
        """Servers of this configuration file that are left over without their parent."""
        path = self._config(call.parameters)
        named = call.machine.processes.named("httpd")
        return [process.pid for process in named if path in process.command]


_SIGNALS: Mapping[str, tuple[str, int]] = {
    "terminated": ("hung up", HUP),
    "hung up": ("killed", KILL),
    "killed": ("killed", KILL),
}
"""What comes after each phase of ending orphans: the next phase, and its signal."""


def _split(url: str) -> tuple[str, int, str]:
    """A URL's address, port and path; localhost by its number."""
    rest = url.partition("://")[2] or url
    host, _, path = rest.partition("/")
    name, _, port = host.partition(":")
    return name if is_address(name) else "127.0.0.1", int(port) if port.isdecimal() else 80, f"/{path}"
