"""Agents of few words: anything (any program as a daemon), MailTo (tells of a takeover), Delay (takes its time)."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.sim.agents.agent import ERROR, NOT_CONFIGURED, NOT_INSTALLED, NOT_RUNNING, OK, Agent, Call, Done, Outcome
from hasim.sim.agents.agent import agent as register
from hasim.sim.log import syslog
from hasim.sim.machine import Machine
from hasim.sim.process import TERM, kill, spawn

QUICK = 60


@register("ocf:heartbeat:anything")
class Anything(Agent):
    """ocf:heartbeat:anything: a program that is put into the background and watched by its process id."""

    parameters: tuple[str, ...] = (
        "binfile", "cmdline_options", "workdir", "pidfile", "logfile", "errlogfile", "user", "monitor_hook",
        "stop_timeout",
    )  # fmt: skip

    def _process(self, machine: Machine, parameters: Mapping[str, str], resource: str) -> int | None:
        path = parameters.get("pidfile") or f"/run/resource-agents/anything_{resource}.pid"
        text = machine.files.read(path).strip() if machine.files.is_file(path) else ""
        pid = int(text) if text.isdecimal() else 0
        return pid if machine.process(pid) is not None else None

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While the process of its pid file lives."""
        return self._process(machine, parameters, parameters.get("#id", "")) is not None

    def _pid(self, call: Call) -> int | None:
        return self._process(call.machine, call.parameters, call.request.resource)

    def monitor(self, call: Call) -> Outcome:
        """Is it there?"""
        return Done(OK if self._pid(call) else NOT_RUNNING, after=QUICK)

    def start(self, call: Call) -> Outcome:
        """Start the program and keep its process id."""
        binary = call.parameters.get("binfile", "")
        if not call.machine.files.is_file(binary):
            return Done(NOT_INSTALLED, f"binfile {binary} does not exist or is not executable", QUICK)
        if self._pid(call) is None:
            command = f"{binary} {call.parameters.get('cmdline_options', '')}".strip()
            user = call.parameters.get("user") or "root"
            pid = spawn(call.stage, call.node, binary.rpartition("/")[2], command, user=user)
            path = call.parameters.get("pidfile") or f"/run/resource-agents/anything_{call.request.resource}.pid"
            call.put(call.machine.with_file(path, f"{pid}\n", now=call.stage.now))
        return Done(OK, after=QUICK)

    def stop(self, call: Call) -> Outcome:
        """TERM; a stopped process stays."""
        pid = self._pid(call)
        if pid is not None:
            kill(call.stage, call.node, pid, TERM)
        return Done(ERROR if self._pid(call) else OK, after=QUICK)


class StateFile(Agent):
    """An agent whose only state is that it was started."""

    def _path(self, resource: str) -> str:
        return f"/run/resource-agents/{type(self).__name__}-{resource}.state"

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While its file is there."""
        return machine.file(self._path(parameters.get("#id", ""))) is not None

    def _is_up(self, call: Call) -> bool:
        return call.machine.file(self._path(call.request.resource)) is not None

    def _set(self, call: Call, up: bool) -> None:
        path = self._path(call.request.resource)
        machine = call.machine
        call.put(machine.with_file(path, "", now=call.stage.now) if up else machine.without_file(path))


@register("ocf:heartbeat:MailTo")
class MailTo(StateFile):
    """ocf:heartbeat:MailTo: a mail whenever it starts or stops. The mail is a line in the system's log."""

    parameters = ("email", "subject")

    def _mail(self, call: Call, word: str) -> None:
        subject = call.parameters.get("subject") or "Resource Group"
        text = f"to=<{call.parameters['email']}>, subject={subject} {word} on {call.node}"
        syslog(call.stage, call.node, "mail", text)

    def monitor(self, call: Call) -> Outcome:
        """Was it started?"""
        return Done(OK if self._is_up(call) else NOT_RUNNING, after=QUICK)

    def start(self, call: Call) -> Outcome:
        """Tell of a takeover."""
        if not call.parameters.get("email"):
            return Done(NOT_CONFIGURED, after=QUICK)
        self._mail(call, "Takeover in progress")
        self._set(call, True)
        return Done(OK, after=QUICK)

    def stop(self, call: Call) -> Outcome:
        """Tell that it goes."""
        if self._is_up(call) and call.parameters.get("email"):
            self._mail(call, "Migrating resource away")
        self._set(call, False)
        return Done(OK, after=QUICK)


@register("ocf:heartbeat:Delay")
class Delay(StateFile):
    """ocf:heartbeat:Delay: every action takes as many seconds as its parameter says."""

    parameters = ("startdelay", "stopdelay", "mondelay")

    def _pause(self, call: Call, name: str) -> int:
        text = call.parameters.get(name) or call.parameters.get("startdelay") or "30"
        return QUICK + (int(text) * 1000 if text.isdecimal() else 0)

    def monitor(self, call: Call) -> Outcome:
        """Was it started?"""
        return Done(OK if self._is_up(call) else NOT_RUNNING, after=self._pause(call, "mondelay"))

    def start(self, call: Call) -> Outcome:
        """Up, after the delay."""
        self._set(call, True)
        return Done(OK, after=self._pause(call, "startdelay"))

    def stop(self, call: Call) -> Outcome:
        """Down, after the delay."""
        self._set(call, False)
        return Done(OK, after=self._pause(call, "stopdelay"))
