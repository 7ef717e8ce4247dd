"""The transition graph as XML text, as ``crm_simulate -G`` saves it and the controller reads it."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Element, write_xml
from hasim.scheduler.transition import GraphAction, Synapse, Transition

__all__ = ["transition_xml"]


def transition_xml(transition: Transition) -> str:
    """The whole graph, one element a line."""
    known = {**transition.actions, **{action.id: action for action in transition.absent}}
    synapses = tuple(_synapse(synapse, known) for synapse in transition.synapses)
    return write_xml(Element("transition_graph", transition.attributes, synapses))


def _synapse(synapse: Synapse, known: Mapping[int, GraphAction]) -> Element:
    attributes = {"id": str(synapse.id)}
    if synapse.priority > 0:
        attributes["priority"] = str(synapse.priority)
    actions = Element("action_set", {}, tuple(_action(action) for action in synapse.actions))
    triggers = tuple(
        Element("trigger", {}, (Element(given.kind, _identity(given)),))
        for given in (known[number] for number in synapse.inputs)
    )
    return Element("synapse", attributes, (actions, Element("inputs", {}, triggers)))


def _identity(action: GraphAction) -> dict[str, str]:
    """What an action is known by, as itself and as the input of another."""
    named = {
        "mode": action.mode,
        "id": str(action.id),
        "operation": action.operation,
        "operation_key": action.operation_key,
        "internal_operation_key": action.internal_operation_key,
        "on_node": action.node,
        "on_node_uuid": action.node_id,
        "router_node": action.router_node,
        "shutdown-lock": action.shutdown_lock,
    }
    return {name: value for name, value in named.items() if value}


def _action(action: GraphAction) -> Element:
    children = [_primitive(action)] if action.primitive else []
    plain = {name: value for name, value in action.attributes.items() if not name[:1].isdecimal()}
    numbered = [
        Element("param", {"name": name, "value": value})
        for name, value in action.attributes.items()
        if name[:1].isdecimal()
    ]
    children.append(Element("attributes", plain, tuple(numbered)))
    if action.downed:
        children.append(Element("downed", {}, tuple(Element("node", {"id": id}) for id in action.downed)))
    if action.maintenance:
        nodes = (Element("node", {"id": id, "node_in_maintenance": str(int(on))}) for id, on in action.maintenance)
        children.append(Element("maintenance", {}, tuple(nodes)))
    return Element(action.kind, _identity(action), tuple(children))


def _primitive(action: GraphAction) -> Element:
    reference = action.primitive
    assert reference is not None
    named = {
        "id": reference.id,
        "long-id": reference.long_id,
        "class": reference.agent_class,
        "provider": reference.provider,
        "type": reference.type,
    }
    return Element("primitive", {name: value for name, value in named.items() if value})
