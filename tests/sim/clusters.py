"""Worlds for the tests of the simulation, and short words for what is done to them."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Dialect
from hasim.crmsh.draft import Draft
from hasim.crmsh.load import load
from hasim.shell import runner
from hasim.sim import Stage, World, apply_fault, settle, start_world
from hasim.sim.access import LiveCluster
from hasim.sim.process import kill, running

Deed = Callable[[Stage], object]
PID_FILE = "/etc/httpd/run/httpd.pid"
CONF = "/etc/corosync/corosync.conf"
assert runner, "units run commands, which the shell provides"


def tutorial(dialect: Dialect = Dialect.V2_1, **head: object) -> World:
    """The tutorial's cluster, settled."""
    return start_world({"scenario": "tutorial", "dialect": dialect, **head})


def servers(dialect: Dialect = Dialect.V2_1, **head: object) -> World:
    """A cluster without a configuration."""
    return start_world({"scenario": "two-servers", "dialect": dialect, **head})


def after(world: World, *deeds: Deed, settled: bool = True) -> World:
    """The world after each of these deeds, settled in between."""
    for deed in deeds:
        stage = Stage(world)
        deed(stage)
        if settled:
            assert settle(stage)
        world = stage.freeze()
    return world


def kill_httpd(node: str) -> Deed:
    """Kill the web server's main process."""

    def deed(stage: Stage) -> None:
        kill(stage, node, int(stage.machines[node].files.read(PID_FILE)), 9)

    return deed


def kill_daemon(node: str, name: str) -> Deed:
    """Kill a daemon."""

    def deed(stage: Stage) -> None:
        for pid in running(stage, node, name):
            kill(stage, node, pid, 9)

    return deed


def fault(name: str, **where: object) -> Deed:
    """A fault from outside."""
    return lambda stage: apply_fault(stage, name, where)


def wait(seconds: float) -> Deed:
    """Let time pass."""
    return lambda stage: stage.wait(int(seconds * 1000))


def commit(text: str, node: str = "node1") -> Deed:
    """Commit statements of the configure language in one go."""

    def deed(stage: Stage) -> None:
        access = LiveCluster(stage, node)
        draft = Draft(access.query())
        assert load(draft, text), [message.text for message in draft.messages]
        access.replace(draft.cib)

    return deed


def write(node: str, path: str, edit: Callable[[str], str]) -> Deed:
    """Edit a file."""

    def deed(stage: Stage) -> None:
        machine = stage.machines[node]
        stage.machines[node] = machine.with_file(path, edit(machine.files.read(path)), now=stage.now)

    return deed


def cleanup(resource: str, node: str) -> Deed:
    """What crm_resource --cleanup asks for."""

    def deed(stage: Stage) -> None:
        access = LiveCluster(stage, "node1")
        access.clear_failures(resource, node)
        access.delete_history(resource, node)

    return deed
