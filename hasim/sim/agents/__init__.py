"""Resource agents: what the executor runs to start, stop and watch a resource.

Adding one takes a module here with a class and its registration::

    @agent("ocf:heartbeat:Thing")
    class Thing(Agent):
        def running(self, machine, parameters):     # the truth, for "where does it run?"
            return machine.file("/run/thing") is not None

        def monitor(self, call):
            return Done(OK if self.running(call.machine, call.parameters) else NOT_RUNNING, after=50)

        def start(self, call):
            call.put(call.machine.with_file("/run/thing", ""))
            return Done(OK, after=200)

        def stop(self, call):
            call.put(call.machine.without_file("/run/thing"))
            return Done(OK, after=100)

Every action returns :class:`Done` (its exit status, after so many ms) or :class:`Again` (call me in this phase later),
never waits, and sees nothing but its :class:`Call`. ``start`` on what runs and ``stop`` on what does not are OK, and a
monitor of something stopped is NOT_RUNNING. Import the module at the end of :mod:`hasim.sim.agents.all`.
"""

from hasim.sim.agents.agent import (
    ERROR,
    NOT_CONFIGURED,
    NOT_INSTALLED,
    NOT_RUNNING,
    OK,
    PROMOTED,
    UNIMPLEMENTED,
    Again,
    Agent,
    Call,
    Done,
    Outcome,
    agent,
    find,
    full_name,
    is_running,
    registered,
)

__all__ = [
    "ERROR",
    "NOT_CONFIGURED",
    "NOT_INSTALLED",
    "NOT_RUNNING",
    "OK",
    "PROMOTED",
    "UNIMPLEMENTED",
    "Again",
    "Agent",
    "Call",
    "Done",
    "Outcome",
    "agent",
    "find",
    "full_name",
    "is_running",
    "registered",
]
