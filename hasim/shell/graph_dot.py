"""The transition graph in the language of Graphviz, as ``crm_simulate -D`` saves it."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.scheduler.action import Action, notify_key, operation_key
from hasim.scheduler.decide import Decision
from hasim.scheduler.flags import IN_GRAPH, NONE, OPTIONAL, PSEUDO, SAME_NODE_OR_TARGET

__all__ = ["transition_dot"]


def transition_dot(decision: Decision, *, all_actions: bool = False) -> str:
    """Actions as nodes, orderings as edges: bold what is carried out, dashed what is not.

    With `all_actions`, also what is not needed.
    """
    inputs = {action.id: set(synapse.inputs) for synapse in decision.graph.synapses for action in synapse.actions}
    lines = [' digraph "g" {']
    shown: set[int] = set()
    for action in reversed(decision.actions):
        style = _style(action, all_actions=all_actions)
        if style is not None:
            shown.add(action.id)
            lines.append(f'"{_name(action)}" [ {style}]')
    for action in reversed(decision.actions):
        lines += _edges(action, inputs.get(action.id, set()), shown, all_actions=all_actions)
    return "\n".join([*lines, "}"]) + "\n"


def _style(action: Action, *, all_actions: bool) -> str | None:
    """How an action is drawn; None where it is left out."""
    font = "orange" if action.flags & PSEUDO else "black"
    if action.flags & IN_GRAPH:
        return _attributes("bold", "green", font)
    if action.resource is not None and not action.resource.managed:
        return _attributes("dashed", "red", "purple") if all_actions else None
    if action.flags & OPTIONAL:
        return _attributes("dashed", "blue", font) if all_actions else None
    return _attributes("dashed", "red", font)


def _attributes(style: str, color: str, font: str) -> str:
    return f'style={style} color="{color}" fontcolor="{font}"'


def _edges(action: Action, inputs: set[int], shown: set[int], *, all_actions: bool) -> Sequence[str]:
    lines = []
    for edge in action.before:
        given = edge.action
        if given.id in inputs:
            style = "bold"
        elif edge.flags == NONE:
            continue
        elif (given.id in shown and action.id in shown and edge.flags != SAME_NODE_OR_TARGET) or all_actions:
            style = "dashed"
        else:
            continue
        lines.append(f'"{_name(given)}" -> "{_name(action)}" [ style = {style}]')
    return lines


def _name(action: Action) -> str:
    base = _base(action)
    if action.node is not None:
        return f"{base} {action.node.name}"
    return base if action.flags & PSEUDO else f"{base} <none>"


def _base(action: Action) -> str:
    resource = action.resource
    if action.task == "stonith":
        return f"stonith '{action.meta.get('stonith_action', '')}'"
    if resource is None:
        return action.task if action.node is not None else action.key
    key = action.key
    if resource.history_name:
        name = resource.history_name
        if action.task in ("notify", "notified"):
            meta = action.meta
            key = notify_key(name, meta.get("notify_key_type", ""), meta.get("notify_key_operation", ""))
        else:
            key = operation_key(name, action.cancel_task or action.task, action.interval)
    return f"Cancel {key}" if action.cancel_task else key
