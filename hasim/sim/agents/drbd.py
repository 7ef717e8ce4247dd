"""drbd: a replicated device whose Primary may write. Its promotion scores tell where the good data is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hasim.sim import attributes, drbd_state
from hasim.sim.agents.agent import (
    ERROR,
    NOT_CONFIGURED,
    NOT_INSTALLED,
    NOT_RUNNING,
    OK,
    PROMOTED,
    Agent,
    Call,
    Done,
    Outcome,
    agent,
)
from hasim.sim.drbd_state import DOWN, PRIMARY, SECONDARY
from hasim.sim.machine import Machine
from hasim.sim.mounts import mounts, with_device

QUICK, START, PROMOTE = 60, 1100, 120
SCORES = "5 10 1000 10000"
"""adjust_master_score: consistent data only; good data at the peer only; good data, peer unknown; surely good."""


@agent("ocf:linbit:drbd")
class Drbd(Agent):
    """ocf:linbit:drbd."""

    wide = True
    parameters = (
        "drbd_resource", "drbdconf", "adjust_master_score", "stop_outdates_secondary", "ignore_missing_notifications",
        "wfc_timeout",
    )  # fmt: skip

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While its copy is up, in whatever role."""
        return drbd_state.load(machine, parameters.get("drbd_resource", "")).role != DOWN

    def _name(self, call: Call) -> str:
        return call.parameters.get("drbd_resource", "")

    def _copy(self, call: Call) -> drbd_state.Copy:
        return drbd_state.load(call.machine, self._name(call))

    def _lacking(self, call: Call) -> Done | None:
        if not self._name(call):
            return Done(NOT_CONFIGURED, "No resource name specified!", 30)
        if drbd_state.device_of(call.machine, self._name(call)) is None:
            reason = f"DRBD resource {self._name(call)} not found in configuration file /etc/drbd.conf."
            return Done(NOT_RUNNING if call.probe else NOT_INSTALLED, "" if call.probe else reason, 30)
        return None

    def monitor(self, call: Call) -> Outcome:
        """PROMOTED, OK or NOT_RUNNING by the role; each look renews the promotion score."""
        lacking = self._lacking(call)
        if lacking:
            return lacking
        drbd_state.meet(call.stage, call.node, self._name(call))
        role = self._copy(call).role
        if role == DOWN:
            return Done(NOT_RUNNING, after=QUICK)
        self._write_alone(call)
        self._score(call)
        return Done(PROMOTED if role == PRIMARY else OK, after=QUICK)

    def _write_alone(self, call: Call) -> None:
        """A Primary whose peer is gone goes on writing: from then on its data is its own."""
        name = self._name(call)
        if self._copy(call).role == PRIMARY and not drbd_state.connected(call.stage, call.node, name):
            drbd_state.diverge(call.stage, call.node, name)

    def _score(self, call: Call) -> None:
        """What promoting this copy would be worth."""
        copy = self._copy(call)
        consistent, remote, unknown, known = (call.parameters.get("adjust_master_score") or SCORES).split()
        linked = drbd_state.connected(call.stage, call.node, self._name(call))
        if copy.fresh:
            self._set(call, known if copy.role == PRIMARY or linked else unknown)
        else:
            self._set(call, remote if linked else consistent)

    def _set(self, call: Call, score: str | None) -> None:
        attributes.update(call.stage, call.node, call.node, f"master-{call.request.resource}", score)

    def start(self, call: Call) -> Outcome:
        """Bring the copy up as Secondary and meet the peer."""
        lacking = self._lacking(call)
        if lacking:
            return lacking
        if self._copy(call).role == DOWN:
            device = drbd_state.device_of(call.machine, self._name(call))
            if device and not call.machine.files.exists(device):
                call.put(with_device(call.machine, device))
            drbd_state.set_role(call.stage, call.node, self._name(call), SECONDARY)
        drbd_state.meet(call.stage, call.node, self._name(call))
        self._score(call)
        return Done(OK, after=START)

    def promote(self, call: Call) -> Outcome:
        """Become Primary: not beside another Primary, and only on good data."""
        copy, name = self._copy(call), self._name(call)
        if copy.role == DOWN:
            return Done(NOT_RUNNING, after=QUICK)
        linked = drbd_state.connected(call.stage, call.node, name)
        taken = any(drbd_state.load(call.stage.machines[peer], name).role == PRIMARY for peer in linked)
        if copy.role != PRIMARY and (taken or not copy.fresh):
            return Done(ERROR, after=PROMOTE)
        drbd_state.set_role(call.stage, call.node, name, PRIMARY)
        self._score(call)
        return Done(OK, after=PROMOTE)

    def demote(self, call: Call) -> Outcome:
        """Back to Secondary, which a mounted device refuses."""
        if self._copy(call).role == DOWN:
            return Done(NOT_RUNNING, after=QUICK)
        if self._mounted(call):
            return Done(ERROR, after=PROMOTE)
        drbd_state.set_role(call.stage, call.node, self._name(call), SECONDARY)
        self._score(call)
        return Done(OK, after=PROMOTE)

    def _mounted(self, call: Call) -> bool:
        device = drbd_state.device_of(call.machine, self._name(call))
        return any(one.device == device for one in mounts(call.machine))

    def stop(self, call: Call) -> Outcome:
        """Take the copy down; one that leaves a Primary behind knows that it will be outdated."""
        self._set(call, None)
        copy, name = self._copy(call), self._name(call)
        if copy.role == DOWN:
            return Done(OK, after=QUICK)
        if copy.role == PRIMARY and self._mounted(call):
            return Done(ERROR, after=PROMOTE)
        linked = drbd_state.connected(call.stage, call.node, name)
        outdated = any(drbd_state.load(call.stage.machines[peer], name).role == PRIMARY for peer in linked)
        gone = replace(copy, role=DOWN, fresh=copy.fresh and not outdated, alone=False)
        call.put(drbd_state.save(call.machine, name, gone, call.stage.now))
        return Done(OK, after=START)

    def notify(self, call: Call) -> Outcome:
        """Something happened to the peer: look at the score again."""
        if self._copy(call).role != DOWN:
            drbd_state.meet(call.stage, call.node, self._name(call))
            self._score(call)
        return Done(OK, after=40)
