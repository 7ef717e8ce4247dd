"""Fence agents: how each of them reaches its hardware, how long it takes, and what it does.

A new one is a subclass of :class:`FenceAgent` and its entry in :data:`FENCE_AGENTS`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from hasim.sim.fencing import hardware
from hasim.sim.reach import SSH, NoAnswer, connect, resolve

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

LOGIN_TIMEOUT = 5
"""Seconds after which an agent gives up a device that does not answer."""
LOGIN, SWITCH = 80, 1000
"""Ms of a conversation with a device; from "off" until the device confirms that the power is gone."""
DEFAULT_RETRIES, PAUSE = 2, 1000
"""How often an action is tried in all, where pcmk_ACTION_retries says nothing; ms before it is tried again."""
UNREACHABLE = "Failed: Unable to connect/login to fencing device"
NO_PLUG = "Failed: Unable to obtain correct plug status or plug is not available"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a device: by the agent on ``node``, with the device's parameters, against ``target``.

    ``plug`` is the name by which the device knows the target.
    """

    stage: Stage
    node: str
    parameters: Mapping[str, str]
    target: str = ""
    plug: str = ""

    def seconds(self, name: str, default: int = 0) -> int:
        """A parameter in seconds, as ms."""
        text = self.parameters.get(name, "")
        return int(text) * 1000 if text.isdecimal() else default * 1000

    def text(self, *names: str) -> str:
        """The first of these parameters that is set: agents know several names for one."""
        return next((self.parameters[name] for name in names if self.parameters.get(name)), "")


@dataclass(frozen=True, slots=True)
class Effect:
    """How a use of a device will go: it takes ``after`` ms and succeeds if ``reason`` is empty."""

    after: int
    reason: str = ""


class FenceAgent:
    """What fence agents have in common.

    ``lists`` says that the device can tell whom it can fence, ``in_two_steps`` that a reboot is an off and an on.
    """

    lists: ClassVar[bool] = True
    in_two_steps: ClassVar[bool] = True

    def problem(self, use: Use) -> str:
        """Why the device cannot be used from that node at all; "" if it can."""
        address = resolve(use.stage, use.node, use.text("ip", "ipaddr")) or ""
        if not self.is_mine(use.stage, address) or not use.stage.network.host_answers(use.node, address):
            return UNREACHABLE
        return ""

    def is_mine(self, stage: Stage, address: str) -> bool:
        """Is the hardware at this address one that the agent understands?"""
        return address == hardware.POWER_SWITCH

    def victim(self, use: Use) -> str:
        """The machine that would lose its power, "" for none."""
        return hardware.outlet(use.stage, use.plug)

    def targets(self, use: Use) -> list[str]:
        """The names that the device lists."""
        numbered = enumerate(use.stage.nodes, 1)
        return [text for number, name in numbered for text in (str(number), name)]

    def monitor(self, use: Use) -> Effect:
        """Ask the device whether it works."""
        wait = use.seconds("login_timeout", LOGIN_TIMEOUT)
        reason = self.problem(use)
        return Effect(wait, reason) if reason else Effect(LOGIN)

    def power(self, use: Use, action: str) -> Effect:
        """Plan an off, on or reboot; :meth:`switch` does it when the time has come."""
        pause = use.seconds("delay")
        reason = self.problem(use)
        if reason:
            return Effect(pause + use.seconds("login_timeout", LOGIN_TIMEOUT), reason)
        if not self.victim(use):
            return Effect(pause + LOGIN, NO_PLUG)
        turns = 2 if action == "reboot" else 1
        return Effect(pause + turns * (SWITCH + use.seconds("power_wait")))

    def switch(self, use: Use, action: str) -> str:
        """Do it; returns why it failed, "" if it did not."""
        reason = self.problem(use)
        victim = self.victim(use)
        if reason or not victim:
            return reason or NO_PLUG
        if action in ("off", "reboot"):
            hardware.cut(use.stage, victim)
        if action in ("on", "reboot"):
            hardware.restore(use.stage, victim)
        return ""


class PowerSwitch(FenceAgent):
    """A power distribution unit that every server's cord is plugged into: its outlets are the servers, by name or
    number."""


class Hypervisor(FenceAgent):
    """A host whose guests the servers are."""

    def is_mine(self, stage: Stage, address: str) -> bool:
        """It is the hypervisor's address."""
        return address == hardware.HYPERVISOR

    def targets(self, use: Use) -> list[str]:
        """The guests."""
        return list(use.stage.nodes)


class Board(FenceAgent):
    """The management board of one server: whatever the plug's name, it is that server which loses its power."""

    lists = False

    def is_mine(self, stage: Stage, address: str) -> bool:
        """It is the address of some server's board."""
        return bool(hardware.server_with_board(stage.network.addresses, address))

    def victim(self, use: Use) -> str:
        """The server that the board is built into."""
        address = resolve(use.stage, use.node, use.text("ip", "ipaddr")) or ""
        return hardware.server_with_board(use.stage.network.addresses, address)

    def targets(self, use: Use) -> list[str]:
        """The board does not know."""
        return []


class NamedBoard(Board):
    """The older agent for such boards, which is told the name of its server."""

    lists = True

    def targets(self, use: Use) -> list[str]:
        """The name that it was told."""
        return use.parameters.get("hostname", "").split()


class SshReset(FenceAgent):
    """Logs in to the target and has it reset itself: works only while the target does, so it is for tests alone."""

    in_two_steps = False

    def problem(self, use: Use) -> str:
        """There is no device that could fail."""
        return ""

    def targets(self, use: Use) -> list[str]:
        """The hosts that it was told."""
        return use.parameters.get("hostlist", "").replace(",", " ").split()

    def power(self, use: Use, action: str) -> Effect:
        """A target that does not answer cannot be asked."""
        reason = self._refusal(use)
        return Effect(LOGIN_TIMEOUT * 1000, reason) if reason else Effect(SWITCH)

    def _refusal(self, use: Use) -> str:
        address = use.stage.network.addresses.get(use.target, "")
        found = connect(use.stage, use.node, address, SSH) if address else NoAnswer.NO_ROUTE
        return f"ssh: {use.target}: {found}" if isinstance(found, NoAnswer) else ""

    def switch(self, use: Use, action: str) -> str:
        """The target resets itself; it cannot switch itself on."""
        reason = self._refusal(use)
        if not reason and action in ("off", "reboot"):
            hardware.cut(use.stage, use.target)
            if action == "reboot":
                hardware.restore(use.stage, use.target)
        return reason


class Pretence(FenceAgent):
    """Claims to fence and does nothing: the cluster believes it, and the target goes on."""

    def problem(self, use: Use) -> str:
        """There is no device that could fail."""
        return ""

    def targets(self, use: Use) -> list[str]:
        """The hosts that it was told."""
        return use.parameters.get("hostlist", "").replace(",", " ").split()

    def power(self, use: Use, action: str) -> Effect:
        """It only takes a moment."""
        return Effect(LOGIN + use.seconds("delay"))

    def switch(self, use: Use, action: str) -> str:
        """Success without a deed."""
        return ""


class FenceDummy(Pretence):
    """The agent for tests of the cluster itself; its type "fail" fails every time."""

    lists = False

    def power(self, use: Use, action: str) -> Effect:
        """A moment, and with ``random_sleep_range`` its half."""
        pause = use.seconds("random_sleep_range") // 2
        return Effect(LOGIN + pause + use.seconds("delay"), self._refusal(use))

    def switch(self, use: Use, action: str) -> str:
        """Success without a deed, unless it is the kind that fails."""
        return self._refusal(use)

    def _refusal(self, use: Use) -> str:
        return "Failed: Timed out waiting to power OFF" if use.parameters.get("type") == "fail" else ""


class FenceStandIn(FenceAgent):
    """Any fence agent that is not known, or whose hardware is somebody's own: it can fence every node.

    Where it is told an address it needs that to answer, so that a fence device can be broken here too.
    """

    def problem(self, use: Use) -> str:
        """Only its own address, if it has one, may not answer."""
        address = use.text("ip", "ipaddr")
        there = address not in use.stage.network.hosts or use.stage.network.host_answers(use.node, address)
        return "" if there else UNREACHABLE

    def victim(self, use: Use) -> str:
        """The target, however the device calls it."""
        return use.target if use.target in use.stage.nodes else ""

    def targets(self, use: Use) -> list[str]:
        """Every node."""
        return list(use.stage.nodes)


FENCE_AGENTS: Mapping[str, FenceAgent] = {
    "fence_apc": PowerSwitch(),
    "fence_virsh": Hypervisor(),
    "fence_ipmilan": Board(),
    "external/ipmi": NamedBoard(),
    "external/ssh": SshReset(),
    "ssh": SshReset(),
    "null": Pretence(),
    "fence_dummy": FenceDummy(),
}
"""Every fence agent by its name in the configuration (``stonith:NAME``)."""
_STAND_IN = FenceStandIn()


def fence_agent(type_: str, stand_ins: Collection[str] = ()) -> FenceAgent | None:
    """The agent of that name, None for one that is not installed; for ``stonith:NAME`` in ``stand_ins`` a stand-in."""
    return _STAND_IN if f"stonith:{type_}" in stand_ins else FENCE_AGENTS.get(type_)
