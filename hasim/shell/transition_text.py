"""The steps of a transition's execution in words, and its summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hasim.scheduler.summary_text import summary_lines
from hasim.sim.rehearsal import Step

__all__ = ["step_lines", "summary_lines"]


def step_lines(steps: Iterable[Step]) -> Iterator[tuple[str, bool]]:
    """What was executed, a line a step: (text, whether it is an item of the list rather than a remark)."""
    for step in steps:
        yield _step(step), True
        if step.failed is not None:
            yield f"Pretending action {step.action.id} failed with rc={step.failed.rc}", False
            for attribute, value, id in step.notes:
                yield f"Injecting attribute {attribute}={value} into /node_state '{id}'", True


def _step(step: Step) -> str:
    action = step.action
    if action.kind == "pseudo_event":
        where = f" on {action.node}" if action.node else ""
        return f"Pseudo action:   {action.operation_key}{where}"
    if action.operation == "stonith":
        return f"Fencing {action.node} ({action.attributes.get('CRM_meta_stonith_action', '')})"
    if action.kind == "crm_event":
        what = f"for {action.primitive.id} " if action.primitive else ""
        return f"Cluster action:  {action.operation} {what}on {action.node}"
    interval = f"={action.interval_ms}" if action.interval_ms and action.operation != "delete" else ""
    return f"Resource action: {step.resource:<15} {action.operation}{interval} on {action.node}"
