"""The transition graph: what a decision asks the cluster to do, and in which order.

Frozen values. The controller (or the rehearsal of `crm_simulate`) starts a synapse once all its inputs are
confirmed; a settled cluster has a transition without synapses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class PrimitiveReference:
    """The resource that an operation is run for, as its agent and the executor know it."""

    id: str
    agent_class: str
    type: str
    provider: str = ""
    long_id: str = ""
    """The instance (``ping:0``) where `id` is the name in the history (``ping``); else empty."""


@dataclass(frozen=True, slots=True)
class GraphAction:
    """One action of a transition.

    `kind` is the tag in the graph: ``rsc_op`` for the executor, ``pseudo_event`` for a mere milestone and
    ``crm_event`` for the cluster itself (``stonith``, ``do_shutdown``, ``clear_failcount``, ``lrm_delete``).
    Texts are empty where they do not apply.
    """

    id: int
    kind: str
    operation: str
    operation_key: str
    internal_operation_key: str = ""
    node: str = ""
    node_id: str = ""
    router_node: str = ""
    mode: str = ""
    shutdown_lock: str = ""
    """Epoch seconds at which the resource was locked to its node that shuts down."""
    primitive: PrimitiveReference | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Parameters of the agent and ``CRM_meta_...``, sorted by name as in the graph."""
    downed: tuple[str, ...] = ()
    """Ids of the nodes that are down once this action has succeeded."""
    maintenance: tuple[tuple[str, bool], ...] = ()
    """(node id, in maintenance) pairs, for ``maintenance_nodes`` only."""
    reason: str = ""
    """Why the action was decided, in the words of the transition summary; empty if it explains itself."""

    @property
    def interval_ms(self) -> int:
        """The interval of a recurring operation in milliseconds, 0 for a one-off."""
        text = self.attributes.get("CRM_meta_interval", "0")
        return int(text) if text.isdecimal() else 0

    @property
    def timeout_ms(self) -> int:
        """How long the action may take, in milliseconds; 0 where nothing is said."""
        text = self.attributes.get("CRM_meta_timeout", "0")
        return int(text) if text.isdecimal() else 0

    @property
    def target_rc(self) -> int:
        """The exit status that the operation is expected to return."""
        text = self.attributes.get("CRM_meta_op_target_rc", "0")
        return int(text) if text.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Synapse:
    """Actions that may start together once every input is confirmed."""

    id: int
    actions: tuple[GraphAction, ...]
    inputs: tuple[int, ...] = ()
    """Ids of the actions that must be confirmed first, ascending."""
    priority: int = 0


@dataclass(frozen=True)
class Transition:
    """A whole graph. `attributes` are those of its root (``cluster-delay``, ``batch-limit``, ...)."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    synapses: tuple[Synapse, ...] = ()
    absent: tuple[GraphAction, ...] = ()
    """What some synapses wait for although the transition does not have it: those never start."""

    @cached_property
    def actions(self) -> Mapping[int, GraphAction]:
        """Every action by its id, in the order of the synapses."""
        return {action.id: action for synapse in self.synapses for action in synapse.actions}

    def carried_out(self) -> list[GraphAction]:
        """The actions that are started in the end if all succeed; what waits in a circle, or for nothing, is not."""
        waiting, done = list(self.synapses), set[int]()
        found: list[GraphAction] = []
        while ready := [each for each in waiting if done.issuperset(each.inputs)]:
            waiting = [each for each in waiting if not done.issuperset(each.inputs)]
            for synapse in ready:
                found += synapse.actions
                done |= {action.id for action in synapse.actions}
        return found
