"""Requests of tools to controllers: forget a history, record a failure, probe everything again."""

from __future__ import annotations

from hasim.scheduler.transition import PrimitiveReference
from hasim.sim import executor
from hasim.sim.cibstore import cib_of, update_configuration
from hasim.sim.controller import controllers
from hasim.sim.election import put_property
from hasim.sim.executor import COMPLETE, Result
from hasim.sim.oplog import drop
from hasim.sim.stack import Request, change, controller_of
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

REPLY = 40
"""From a request to the controller's reply, in ms."""


def request_delete(stage: Stage, asker: str, resource: str, node: str) -> None:
    """Ask a node's controller to forget a resource's history; the asker gets one reply."""
    stage.after(REPLY // 2, "forget-history", node, resource=resource, asker=asker)


@on("forget-history")
def forget_history(stage: Stage, event: Event) -> None:
    """The controller forgets, and notes the time in a cluster property so that everyone looks again."""
    node, resource = event.node, event.data["resource"]
    if stage.stacks[node].controller is not None and stage.stacks[node].cib is not None:
        executor.forget(stage, node, resource)
        drop(stage, node, resource)
        stage.record("cleanup", node, f"the history of {resource} on {node} is cleaned up", resource=resource)
        cib = cib_of(stage, node)
        section = put_property(cib.crm_config, "last-lrm-refresh", str(int(stage.now)))
        if section is not cib.crm_config:
            update_configuration(stage, node, cib.with_section(section), "crmd", "hacluster")
        else:
            stage.tell("status-written", node)
    stage.after(REPLY // 2, "controller-reply", event.data["asker"])


@on("controller-reply")
def reply(stage: Stage, event: Event) -> None:
    """A reply arrives at the node where the tool runs."""
    change(stage, event.node, replies=stage.stacks[event.node].replies + 1)


def request_failure(stage: Stage, asker: str, reference: PrimitiveReference, node: str) -> None:
    """Ask a node's controller to record a failed ``asyncmon`` of a resource."""
    stage.after(REPLY // 2, "record-failure", node, reference=reference, asker=asker)


@on("record-failure")
def record_failure(stage: Stage, event: Event) -> None:
    """The controller behaves as if an operation had just failed."""
    node, reference = event.node, event.data["reference"]
    controller = stage.stacks[node].controller
    if controller is not None:
        key = f"0:-1:0:{controller.uuid}"
        asked = Request(
            reference.id, reference.agent_class, reference.provider, reference.type, "asyncmon", 0, 0, key, 0
        )
        outcome = Result(asked, 1, COMPLETE, "Simulated failure", stage.time, 0)
        stage.tell("operation-result", node, result=outcome)
    stage.after(REPLY // 2, "controller-reply", event.data["asker"])


def request_reprobe(stage: Stage, asker: str, node: str | None) -> None:
    """Ask all controllers of the partition, or one, to forget everything.

    The asker hears of the first answer only: it does not wait for more.
    """
    chosen = [name for name in controllers(stage, asker) if node in (None, name)]
    first = asker if asker in chosen else next(iter(chosen), "")
    for name in chosen:
        stage.after(REPLY // 2, "forget-all", name, asker=asker if name == first else "")


@on("forget-all")
def forget_all(stage: Stage, event: Event) -> None:
    """The controller forgets every resource."""
    node = event.node
    if stage.stacks[node].controller is not None:
        for resource in list(controller_of(stage, node).history):
            executor.forget(stage, node, resource)
            drop(stage, node, resource)
        stage.tell("status-written", node)
    if event.data["asker"]:
        stage.after(REPLY // 2, "controller-reply", event.data["asker"])
