"""The fencer as a program on one node reaches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hasim.sim.fencing.devices import capable, device_on, device_problem, listed, registered
from hasim.sim.fencing.operation import confirm_manually, request
from hasim.sim.fencing.state import FenceOperation, Fencer, forget_history, operation_of

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

GONE = "Transport endpoint is not connected"


class FencingAccess:
    """The part of a live cluster that is about fencing. Every method raises ``error`` where the fencer is dead."""

    stage: Stage
    node: str
    error: Callable[[str, str], Exception]

    def _fencer(self) -> Fencer:
        fencer = self.stage.stacks[self.node].fencer
        if fencer is None:
            raise self.error("fenced", GONE)
        return fencer

    def fence_devices(self, target: str = "") -> list[str]:
        """The devices that are registered with the local fencer; with ``target``, those of all that can fence it."""
        self._fencer()
        if not target:
            return [device.id for device in registered(self.stage, self.node)]
        return [device.id for device in capable(self.stage, self.node, target)]

    def fence_targets(self, device: str) -> list[str] | None:
        """Whom a device says that it can fence; None for an unknown device or one that cannot be asked."""
        self._fencer()
        known = device_on(self.stage, self.node, device)
        return listed(self.stage, self.node, known) if known is not None else None

    def fence_device_problem(self, device: str) -> str | None:
        """Why a device does not work ("" if it does); None for an unknown one."""
        self._fencer()
        known = device_on(self.stage, self.node, device)
        return device_problem(self.stage, self.node, known) if known is not None else None

    def fence_history(self, target: str = "") -> list[FenceOperation]:
        """The operations (against ``target``): pending ones, then the ended ones, newest first."""
        return self._fencer().history(target)

    def clear_fence_history(self, target: str = "") -> None:
        """Forget what has ended."""
        self._fencer()
        forget_history(self.stage, self.node, target)

    def request_fencing(
        self, target: str, action: str, client: str, *, timeout: int, delay: int = 0, tolerance: int = 0
    ) -> str:
        """Ask for an action (reboot, off or on; times in ms); returns the operation's id."""
        self._fencer()
        options = {"timeout": timeout, "delay": delay, "tolerance": tolerance}
        return request(self.stage, self.node, target, action, client, **options).id

    def fencing(self, number: str) -> FenceOperation | None:
        """An operation as the local fencer knows it."""
        return operation_of(self.stage, self.node, number)

    def confirm_fencing(self, target: str, client: str) -> None:
        """Say on a person's word that a node is down."""
        self._fencer()
        confirm_manually(self.stage, self.node, target, client)
