"""Made-up clusters of any size, of the kinds of things that large clusters have: groups, clones, constraints."""

from __future__ import annotations

from hasim.cib import Cib, Element


def cluster(nodes: int, resources: int) -> Cib:
    """A CIB of so many nodes, and primitives in groups of four: half of them run already, spread over the nodes."""
    cib = Cib.empty()
    groups = [_group(index) for index in range(resources // 4)]
    for section in (
        _options(),
        Element("nodes", {}, tuple(Element("node", {"id": str(n), "uname": f"node{n}"}) for n in range(1, nodes + 1))),
        Element("resources", {}, tuple(groups)),
        Element("constraints", {}, tuple(_constraints(len(groups), nodes))),
    ):
        cib = cib.with_section(section)
    states = tuple(_state(n, nodes, groups) for n in range(1, nodes + 1))
    cib = cib.with_section(Element("status", {}, states))
    return cib.with_root_attributes({"have-quorum": "1", "dc-uuid": "1"})


def _options() -> Element:
    values = {"stonith-enabled": "false", "no-quorum-policy": "ignore"}
    pairs = (
        Element("nvpair", {"id": f"option-{name}", "name": name, "value": value}) for name, value in values.items()
    )
    return Element("crm_config", {}, (Element("cluster_property_set", {"id": "cib-bootstrap-options"}, tuple(pairs)),))


def _group(index: int) -> Element:
    return Element("group", {"id": f"group{index}"}, tuple(_primitive(f"r{index}-{part}") for part in range(4)))


def _primitive(name: str) -> Element:
    monitor = Element("op", {"id": f"{name}-monitor-10s", "name": "monitor", "interval": "10s"})
    agent = {"class": "ocf", "provider": "pacemaker", "type": "Dummy"}
    return Element("primitive", {"id": name, **agent}, (Element("operations", {}, (monitor,)),))


def _constraints(groups: int, nodes: int) -> list[Element]:
    found = []
    for index in range(groups):
        where = {"rsc": f"group{index}", "node": f"node{index % nodes + 1}", "score": "100"}
        found.append(Element("rsc_location", {"id": f"likes{index}", **where}))
        if index % 4 == 1:
            pair = {"rsc": f"group{index}", "with-rsc": f"group{index - 1}", "score": "50"}
            found.append(Element("rsc_colocation", {"id": f"near{index}", **pair}))
            order = {"first": f"group{index - 1}", "then": f"group{index}"}
            found.append(Element("rsc_order", {"id": f"after{index}", **order}))
    return found


def _state(number: int, nodes: int, groups: list[Element]) -> Element:
    """A node that has looked for every resource, and runs its share of the first half of the groups."""
    histories = []
    for index, group in enumerate(groups):
        runs = index < len(groups) // 2 and index % nodes + 1 == number
        histories += [_history(primitive, _RUNNING if runs else _PROBED) for primitive in group.children]
    lrm = Element("lrm", {"id": str(number)}, (Element("lrm_resources", {}, tuple(histories)),))
    membership = {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}
    return Element("node_state", {"id": str(number), "uname": f"node{number}", **membership}, (lrm,))


_PROBED = (("last_0", "monitor", "0", "5", "7"),)
_RUNNING = (("last_0", "start", "0", "10", "0"), ("monitor_10000", "monitor", "10000", "11", "0"))


def _history(primitive: Element, operations: tuple[tuple[str, ...], ...]) -> Element:
    agent = {name: primitive.attributes[name] for name in ("id", "class", "provider", "type")}
    entries = []
    for suffix, task, interval, call, rc in operations:
        key = f"1:1:{rc}:00000000-0000-0000-0000-000000000000"
        named = {"id": f"{primitive.id}_{suffix}", "operation_key": f"{primitive.id}_{task}_{interval}"}
        result = {"call-id": call, "rc-code": rc, "op-status": "0", "interval": interval}
        keys = {"operation": task, "transition-key": key, "transition-magic": f"0:{rc};{key}"}
        digest = {"op-digest": "f2317cad3d54cec5d7d7aa7d0bf35cf8"}
        entries.append(Element("lrm_rsc_op", {**named, **keys, **result, **digest}))
    return Element("lrm_resource", agent, tuple(entries))
