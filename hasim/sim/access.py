"""The live cluster as a program on one node reaches it.

The methods are those of the shell's ClusterAccess; they work on the stage on which the program runs.
"""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Cib
from hasim.sim import attributes, status
from hasim.sim.cibstore import cib_of, update_configuration, update_status
from hasim.sim.cleanup import request_delete, request_failure, request_reprobe
from hasim.sim.controller import dc_of
from hasim.sim.dispatch import clear_counts
from hasim.sim.fencing.access import FencingAccess
from hasim.sim.references import reference_of
from hasim.sim.refusals import refuse_unsimulated
from hasim.sim.stack import change
from hasim.sim.stage import Stage

REFUSED = "Connection refused"
NOT_THERE = "Transport endpoint is not connected"
RUNNING = "Pacemaker is running"
STOPPING = "Pacemaker is shutting down"


class Unreachable(Exception):
    """A daemon does not answer: its role ("pacemakerd", "cib", "attrd", "controld", "corosync"), the system's text."""

    def __init__(self, service: str, reason: str) -> None:
        super().__init__(f"{service}: {reason}")
        self.service = service
        self.reason = reason


class LiveCluster(FencingAccess):
    """The cluster from the point of view of ``node``. Every method raises ``error`` where a daemon is dead."""

    live = True
    error: Callable[[str, str], Exception] = Unreachable
    """What is raised, made of a daemon's role and the system's text."""

    def __init__(self, stage: Stage, node: str) -> None:
        self.stage = stage
        self.node = node

    # -- the CIB manager ---------------------------------------------------------------------------------------

    def _need_cib(self) -> None:
        stack = self.stage.stacks[self.node]
        if stack.launcher is None and stack.cib is None:
            raise self.error("pacemakerd", REFUSED)
        if stack.cib is None:
            raise self.error("cib", NOT_THERE)

    def query(self) -> Cib:
        """The node's copy of the CIB."""
        self._need_cib()
        return cib_of(self.stage, self.node)

    def replace(self, cib: Cib, client: str = "cibadmin", user: str = "root") -> None:
        """Store a changed CIB; versions and the last change are kept by the callee."""
        self._need_cib()
        if cib.configuration is not cib_of(self.stage, self.node).configuration:
            refuse_unsimulated(cib, self.stage.machines[self.node], self.stage.stand_ins)
        update_configuration(self.stage, self.node, cib, client, user)

    # -- the attribute daemon ----------------------------------------------------------------------------------

    def _need_attributes(self) -> None:
        if self.stage.stacks[self.node].attributes is None:
            self._need_cib()
            raise self.error("attrd", NOT_THERE)

    def update_attribute(
        self, node: str, name: str, value: str | None, *, delay_ms: int | None = None, update_delay: bool = False
    ) -> None:
        """Give a transient attribute a value, or (None) delete it."""
        self._need_attributes()
        host = node or self.node
        attributes.update(self.stage, self.node, host, name, value, delay=delay_ms, set_delay=update_delay)

    def update_attribute_delay(self, name: str, delay_ms: int) -> None:
        """Change an attribute's dampening and nothing else."""
        self._need_attributes()
        host, old = self.node, attributes.value(self.stage, self.node, self.node, name)
        attributes.update(self.stage, self.node, host, name, old, delay=delay_ms, set_delay=True)

    def attribute_values(self, name: str) -> dict[str, str]:
        """Node -> value as the attribute daemon holds it."""
        self._need_attributes()
        daemon = self.stage.stacks[self.node].attributes
        found = daemon.attributes.get(name) if daemon else None
        return dict(sorted(found.values.items())) if found else {}

    def refresh_attributes(self) -> None:
        """Write everything into the CIB again."""
        self._need_attributes()
        attributes.write_all(self.stage, self.node)

    def clear_failures(
        self, resource: str | None, node: str | None, operation: str | None = None, interval_ms: int | None = None
    ) -> None:
        """Delete the fail counts and last failures that match; None matches all."""
        self._need_attributes()
        task = f"{operation}_{interval_ms or 0}" if operation else ""
        for host in [node] if node else attributes.daemons(self.stage, self.node):
            clear_counts(self.stage, self.node, host, resource, task)

    # -- the controller ----------------------------------------------------------------------------------------

    def _need_controller(self) -> None:
        controller = self.stage.stacks[self.node].controller
        if controller is None:
            self._need_cib()
            raise self.error("controld", NOT_THERE)

    def delete_history(self, resource: str, node: str) -> None:
        """Ask a node's controller to forget a resource; one reply comes."""
        self._need_controller()
        request_delete(self.stage, self.node, resource, node)

    def fail_resource(self, resource: str, node: str) -> None:
        """Ask a node's controller to record a failure; one reply comes."""
        self._need_controller()
        reference = reference_of(cib_of(self.stage, self.node), resource)
        if reference is not None:
            request_failure(self.stage, self.node, reference, node)

    def refresh_all(self, node: str | None) -> None:
        """Ask the controllers to forget everything; one reply comes."""
        self._need_controller()
        request_reprobe(self.stage, self.node, node)

    def replies(self) -> int:
        """How many replies came since this was last asked."""
        count = self.stage.stacks[self.node].replies
        change(self.stage, self.node, replies=0)
        return count

    def remove_node(self, name: str) -> None:
        """Forget a node that is gone: its state, and its attributes."""
        self._need_controller()
        cib = cib_of(self.stage, self.node)
        state = next((one for one in cib.status.children if one.get("uname") == name), None)
        attributes.forget_host(self.stage, self.node, name)
        if state is not None:
            update_status(self.stage, self.node, lambda section: status.drop_state(section, state.id))

    def designated_controller(self) -> str:
        """The DC as the local controller knows it, "" for none."""
        self._need_controller()
        return dc_of(self.stage, self.node)

    def controller_state(self, node: str) -> str:
        """The state of a node's controller."""
        self._need_controller()
        controller = self.stage.stacks[node].controller if node in self._partition() else None
        if controller is None:
            raise self.error("controld", "No such device or address")
        return controller.state

    # -- the launcher and Corosync -----------------------------------------------------------------------------

    def launcher_state(self) -> str:
        """What pacemakerd answers to a ping."""
        launcher = self.stage.stacks[self.node].launcher
        if launcher is None:
            raise self.error("pacemakerd", REFUSED)
        return STOPPING if launcher.stopping else RUNNING

    def _partition(self) -> list[str]:
        corosync = self.stage.stacks[self.node].corosync
        return list(corosync.members) if corosync else []

    def seen(self) -> list[tuple[int, str, bool]]:
        """(node id, name, is a member) of every node that Corosync has seen, by id."""
        corosync = self.stage.stacks[self.node].corosync
        if corosync is None:
            raise self.error("corosync", REFUSED)
        return sorted((one.node_id, one.name, one.joined) for one in corosync.seen.values())

    def quorate(self) -> bool:
        """Whether the local partition has quorum."""
        corosync = self.stage.stacks[self.node].corosync
        if corosync is None:
            raise self.error("corosync", REFUSED)
        return corosync.quorate
