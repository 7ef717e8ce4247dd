"""What every resource agent has in common: its interface, its exit statuses, and the register of agents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from hasim.sim.machine import Machine
    from hasim.sim.stack import Request
    from hasim.sim.stage import Stage

OK, ERROR, UNIMPLEMENTED, NOT_INSTALLED, NOT_CONFIGURED, NOT_RUNNING, PROMOTED = 0, 1, 3, 5, 6, 7, 8
"""Exit statuses of the OCF resource agent API."""


@dataclass(frozen=True, slots=True)
class Done:
    """The action ends with an exit status, so many ms from now; ``reason`` is the exit reason it prints.

    ``status`` is an execution status (op-status): 0 where the agent ran to its end.
    """

    rc: int
    reason: str = ""
    after: int = 50
    status: int = 0


@dataclass(frozen=True, slots=True)
class Again:
    """The action goes on: call it once more in so many ms, in another phase."""

    phase: str
    after: int


Outcome = Done | Again


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an agent. ``phase`` is "" at first, then what the agent asked for; ``begun`` is in ms.

    ``by_hand``: a person has it run, past the cluster.
    """

    stage: Stage
    node: str
    request: Request
    phase: str = ""
    begun: int = 0
    by_hand: bool = False

    @property
    def machine(self) -> Machine:
        """The machine it runs on, as it is now."""
        return self.stage.machines[self.node]

    def put(self, machine: Machine) -> None:
        """Change the machine."""
        self.stage.machines[self.node] = machine

    @property
    def parameters(self) -> Mapping[str, str]:
        """The resource's parameters."""
        return self.request.parameters

    @property
    def probe(self) -> bool:
        """Is it a monitor that only asks how things stand?"""
        return self.request.operation == "monitor" and self.request.interval == 0 and not self.by_hand

    @property
    def elapsed(self) -> int:
        """Ms since the action began."""
        return self.stage.time - self.begun


class Agent:
    """An agent. Subclasses implement the actions they support as methods of a :class:`Call`.

    ``wide`` says that a monitor looks beyond its own machine, ``in_executor`` that the resource is no process of the
    machine's but something that its executor remembers. ``reloadable`` names the parameters that can change
    without a restart; None for an agent without a reload action. ``advised`` are its advised timeouts in seconds.
    """

    wide: ClassVar[bool] = False
    in_executor: ClassVar[bool] = False
    reloadable: ClassVar[frozenset[str] | None] = None
    parameters: tuple[str, ...] = ()

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """Whether the resource truly runs on that machine."""
        raise LookupError(f"{type(self).__name__} cannot tell whether it runs")

    def act(self, call: Call) -> Outcome:
        """Run the action that is asked for; one that the agent lacks is UNIMPLEMENTED."""
        method: Callable[[Call], Outcome] | None = getattr(self, call.request.operation.replace("-", "_"), None)
        return method(call) if method is not None else Done(UNIMPLEMENTED)


_agents: dict[str, Agent] = {}
FENCE_STAND_IN = "stonith:stand-in"


def agent(*names: str) -> Callable[[type[Agent]], type[Agent]]:
    """Register a class under names such as ``ocf:heartbeat:apache``; ``systemd:*`` stands for a whole class."""

    def register(kind: type[Agent]) -> type[Agent]:
        for name in names:
            _agents[name] = kind()
        return kind

    return register


def full_name(agent_class: str, provider: str, type_: str) -> str:
    """A name such as ``ocf:heartbeat:apache`` or ``systemd:httpd``."""
    return f"{agent_class}:{provider}:{type_}" if provider else f"{agent_class}:{type_}"


def registered() -> Mapping[str, Agent]:
    """Every agent by its name, as far as their modules are loaded; ``systemd:*`` stands for a whole class."""
    return dict(_agents)


def find(agent_class: str, provider: str, type_: str, stand_ins: Collection[str] = ()) -> Agent | None:
    """The agent of that name, None for one that is not installed; for a name among ``stand_ins`` its stand-in."""
    name = full_name(agent_class, provider, type_)
    if name in stand_ins:
        return _agents[FENCE_STAND_IN if agent_class == "stonith" else "stand-in"]
    return _agents.get(name) or _agents.get(f"{agent_class}:*")


def is_running(machine: Machine, kind: Agent, parameters: Mapping[str, str]) -> bool:
    """Whether a resource truly runs on a machine: nothing does on one that is off."""
    return machine.on and kind.running(machine, parameters)
