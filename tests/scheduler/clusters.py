"""Small clusters to decide on, written in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hasim.cib import Cib
from hasim.scheduler.assignment import assign_all, prepare
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.unpack import unpack_cluster

NOW = 1_700_000_000
"""Epoch seconds at which these clusters are looked at."""


def nvset(tag: str, id: str, pairs: Mapping[str, object], inner: str = "") -> str:
    """A set of names and values as XML."""
    text = "".join(f'<nvpair id="{id}-{name}" name="{name}" value="{value}"/>' for name, value in pairs.items())
    return f'<{tag} id="{id}">{inner}{text}</{tag}>' if pairs or inner else ""


def primitive(id: str, inner: str = "", agent: str = "ocf:pacemaker:Dummy", **meta: object) -> str:
    """A primitive; meta-attributes are named with underscores."""
    names = agent.split(":")
    provider = f'provider="{names[1]}" ' if len(names) == 3 else ""
    values = {name.replace("_", "-"): value for name, value in meta.items()}
    body = inner + nvset("meta_attributes", f"{id}-meta", values)
    return f'<primitive id="{id}" class="{names[0]}" {provider}type="{names[-1]}">{body}</primitive>'


def collective(tag: str, id: str, *parts: str, **meta: object) -> str:
    """A group or clone of `parts`."""
    values = {name.replace("_", "-"): value for name, value in meta.items()}
    return f'<{tag} id="{id}">{nvset("meta_attributes", f"{id}-meta", values)}{"".join(parts)}</{tag}>'


def operation(resource: str, task: str = "start", rc: int = 0, call: int = 1, **attributes: object) -> str:
    """A history entry; by default one that ended as it should (but rc tells)."""
    expected = attributes.pop("expected", 7 if task == "monitor" and not attributes.get("interval") else 0)
    given = {
        "id": f"{resource}_{task}_{attributes.get('interval', 0)}",
        "operation_key": f"{resource}_{task}_{attributes.get('interval', 0)}",
        "operation": task,
        "interval": 0,
        "call-id": call,
        "rc-code": rc,
        "op-status": 0,
        "last-rc-change": NOW - 1000 + call,
        "transition-key": f"1:1:{expected}:00000000-0000-0000-0000-000000000000",
        "transition-magic": f"0:{rc};1:1:{expected}:00000000-0000-0000-0000-000000000000",
    }
    given |= {name.replace("_", "-"): value for name, value in attributes.items()}
    return "<lrm_rsc_op " + " ".join(f'{name}="{value}"' for name, value in given.items()) + "/>"


def history(resource: str, *operations: str, agent: str = "ocf:pacemaker:Dummy") -> str:
    """What a node recorded of a resource."""
    names = agent.split(":")
    provider = f'provider="{names[1]}" ' if len(names) == 3 else ""
    head = f'<lrm_resource id="{resource}" class="{names[0]}" {provider}type="{names[-1]}">'
    return head + "".join(operations) + "</lrm_resource>"


def cib(
    resources: str = "",
    constraints: str = "",
    options: Mapping[str, object] | None = None,
    nodes: Sequence[str] = ("n1", "n2"),
    running: Mapping[str, str] | None = None,
    histories: Mapping[str, str] | None = None,
    attributes: Mapping[str, Mapping[str, object]] | None = None,
    offline: Sequence[str] = (),
    extra: str = "",
) -> Cib:
    """A cluster without fencing, all of whose nodes (but those `offline`) are members.

    `running`: resource -> node where it was started. `histories`: node -> further ``lrm_resource`` elements.
    `attributes`: node -> its transient attributes. `extra`: further sections of the configuration.
    """
    settings = {"stonith-enabled": "false", **(options or {})}
    states = "".join(
        _state(number, name, name not in offline, running or {}, (histories or {}).get(name, ""), attributes or {})
        for number, name in enumerate(nodes, 1)
    )
    listed = "".join(f'<node id="{number}" uname="{name}"/>' for number, name in enumerate(nodes, 1))
    return Cib.parse(
        '<cib have-quorum="1" dc-uuid="1" crm_feature_set="3.16.2"><configuration>'
        f"<crm_config>{nvset('cluster_property_set', 'cib-bootstrap-options', settings)}</crm_config>"
        f"<nodes>{listed}</nodes><resources>{resources}</resources><constraints>{constraints}</constraints>{extra}"
        f"</configuration><status>{states}</status></cib>"
    )


def _state(
    number: int,
    name: str,
    online: bool,
    running: Mapping[str, str],
    histories: str,
    attributes: Mapping[str, Mapping],  # type: ignore[type-arg]
) -> str:
    started = "".join(history(each, operation(each)) for each, node in running.items() if node == name)
    transient = nvset("instance_attributes", f"status-{number}", attributes.get(name, {}))
    words = ("true", "online", "member") if online else ("false", "offline", "down")
    return (
        f'<node_state id="{number}" uname="{name}" in_ccm="{words[0]}" crmd="{words[1]}" join="{words[2]}" '
        f'expected="{words[2]}"><transient_attributes id="{number}">{transient}</transient_attributes>'
        f'<lrm id="{number}"><lrm_resources>{started}{histories}</lrm_resources></lrm></node_state>'
    )


def placed(document: Cib, now: int = NOW) -> Cluster:
    """The working set after everything was placed, with the causes of all scores."""
    cluster = unpack_cluster(document, now, explain=True)
    prepare(cluster)
    assign_all(cluster)
    return cluster


def nodes_of(cluster: Cluster) -> dict[str, str]:
    """Primitive -> the node it was given ("" for none)."""
    return {leaf.id: leaf.assigned.name if leaf.assigned else "" for leaf in cluster.leaves()}


def last_scores(cluster: Cluster, resource: str, function: str = "pcmk__primitive_assign") -> dict[str, int]:
    """The scores of a resource by node, as last printed by `function`."""
    return {each.node: each.score for each in cluster.records if (each.resource, each.function) == (resource, function)}
