"""Small clusters, and changes of their configuration drawn by chance: the examples for what has equivalents."""

from __future__ import annotations

import random
from collections.abc import Callable

from hasim.cib import Cib, Element, parse_xml
from hasim.shell.nvpairs import delete_pair, find_pairs, set_pair

__all__ = ["BASE", "drawn_change"]


def _primitive(id: str, more: str = "") -> str:
    return (
        f'<primitive id="{id}" class="ocf" provider="pacemaker" type="Dummy">{more}<operations>'
        f'<op id="{id}-monitor-10s" name="monitor" interval="10s" timeout="20s"/></operations></primitive>'
    )


_META = (
    '<meta_attributes id="{0}-meta_attributes">'
    '<nvpair id="{0}-meta_attributes-{1}" name="{1}" value="{2}"/></meta_attributes>'
)

BASE = Cib.parse(
    '<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="3" num_updates="0" admin_epoch="0">'
    '<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">'
    '<nvpair id="cib-bootstrap-options-stonith-enabled" name="stonith-enabled" value="false"/>'
    '<nvpair id="cib-bootstrap-options-no-quorum-policy" name="no-quorum-policy" value="ignore"/>'
    '</cluster_property_set></crm_config><nodes><node id="1" uname="node1"/>'
    '<node id="2" uname="node2"><instance_attributes id="nodes-2">'
    '<nvpair id="nodes-2-standby" name="standby" value="on"/><nvpair id="nodes-2-site" name="site" value="A"/>'
    "</instance_attributes></node></nodes><resources>"
    f"{_primitive('a')}{_primitive('b', _META.format('b', 'target-role', 'Stopped'))}"
    f'<group id="g">{_primitive("c")}{_primitive("d")}</group>'
    f'<clone id="k">{_META.format("k", "interleave", "true")}{_primitive("e")}</clone>'
    f"{_primitive('f')}"
    '</resources><constraints><rsc_location id="l1" rsc="a" node="node1" score="50"/>'
    '<rsc_location id="cli-prefer-g" rsc="g" role="Started" node="node2" score="INFINITY"/>'
    '<rsc_location id="cli-ban-f-on-node1" rsc="f" role="Started" node="node1" score="-INFINITY"/>'
    '<rsc_colocation id="c1" rsc="a" with-rsc="b" score="INFINITY"/>'
    '<rsc_order id="o1" first="b" then="a" kind="Mandatory"/></constraints>'
    '<rsc_defaults><meta_attributes id="rsc-options"><nvpair id="rsc-options-resource-stickiness"'
    ' name="resource-stickiness" value="100"/></meta_attributes></rsc_defaults></configuration><status/></cib>'
)


def _with_value(cib: Cib, holder: Element, tag: str, set_id: str, name: str, value: str | None) -> Cib:
    if value is None:
        found = find_pairs(holder, tag, name)
        return delete_pair(cib, found[0]) if found else cib
    return set_pair(cib, holder, tag, name, value, set_id=set_id)[0]


class Changer:
    """Draws changes. Each method takes a configuration and gives a changed one (or the same, where it does not fit)."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = 0
        self.kinds: list[Callable[[Cib], Cib]] = [
            self.property,
            self.default,
            self.node_attribute,
            self.standby,
            self.meta,
            self.meta,
            self.parameter,
            self.utilization,
            self.operation,
            self.operation,
            self.new_resource,
            self.new_resource,
            self.delete_resource,
            self.group,
            self.clone,
            self.dissolve,
            self.location,
            self.move,
            self.relation,
            self.sets,
            self.delete_constraint,
            self.clear,
            self.tag,
        ]

    def change(self, cib: Cib) -> Cib:
        for _ in range(self.random.randint(1, 3)):
            cib = self.random.choice(self.kinds)(cib)
        return cib

    def new_id(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}{self.number}"

    def resource(self, cib: Cib, *tags: str) -> Element | None:
        wanted = tags or ("primitive", "group", "clone")
        found = [each for each in cib.resources.walk() if each.tag in wanted]
        return self.random.choice(found) if found else None

    def top(self, cib: Cib, *tags: str) -> Element | None:
        found = [each for each in cib.resources.children if not tags or each.tag in tags]
        return self.random.choice(found) if found else None

    def property(self, cib: Cib) -> Cib:
        value = self.random.choice([("batch-limit", "5"), ("maintenance-mode", "true"), ("no-quorum-policy", None)])
        return _with_value(cib, cib.crm_config, "cluster_property_set", "cib-bootstrap-options", *value)

    def default(self, cib: Cib) -> Cib:
        section = self.random.choice(["rsc_defaults", "op_defaults"])
        name = "resource-stickiness" if section == "rsc_defaults" else "timeout"
        value = self.random.choice(["200", "30", None])
        holder = cib.configuration.first(section)
        if holder is None:
            cib = cib.with_section(Element(section))
            holder = cib.section(section)
        set_id = next((each.id for each in holder.children), f"{section}-options")
        return _with_value(cib, holder, "meta_attributes", set_id, name, value)

    def node_attribute(self, cib: Cib) -> Cib:
        node = self.random.choice(cib.nodes.children)
        name, value = self.random.choice([("site", "B"), ("site", None), ("color", "dark red")])
        return _with_value(cib, node, "instance_attributes", f"nodes-{node.id}", name, value)

    def standby(self, cib: Cib) -> Cib:
        node = self.random.choice(cib.nodes.children)
        name, value = self.random.choice([("standby", "on"), ("standby", "off"), ("standby", None)])
        return _with_value(cib, node, "instance_attributes", f"nodes-{node.id}", name, value)

    def meta(self, cib: Cib) -> Cib:
        element = self.resource(cib)
        if element is None:
            return cib
        choices = [("target-role", "Stopped"), ("target-role", "Started"), ("target-role", None)]
        choices += [("is-managed", "false"), ("is-managed", None), ("priority", "7"), ("failure-timeout", "1min")]
        name, value = self.random.choice(choices)
        return _with_value(cib, element, "meta_attributes", f"{element.id}-meta_attributes", name, value)

    def parameter(self, cib: Cib) -> Cib:
        element = self.resource(cib, "primitive")
        value = self.random.choice(["x", "two words", None])
        if element is None:
            return cib
        return _with_value(cib, element, "instance_attributes", f"{element.id}-instance_attributes", "fake", value)

    def utilization(self, cib: Cib) -> Cib:
        element = self.resource(cib, "primitive")
        if element is None:
            return cib
        return _with_value(
            cib, element, "utilization", f"{element.id}-utilization", "cpu", self.random.choice(["1", None])
        )

    def operation(self, cib: Cib) -> Cib:
        element = self.resource(cib, "primitive")
        operations = element.first("operations") if element is not None else None
        if element is None or operations is None or not operations.children:
            return cib
        kind = self.random.choice(["timeout", "add", "start", "delete", "on-fail"])
        first = operations.children[0]
        if kind == "delete":
            return cib.edit(first, None)
        if kind in ("timeout", "on-fail"):
            value = "33s" if kind == "timeout" else "restart"
            return cib.edit(first, first.with_attributes({kind: value}))
        name, interval = ("monitor", "25s") if kind == "add" else ("start", "0s")
        if any((each.get("name"), each.get("interval")) == (name, interval) for each in operations.children):
            return cib
        new = {"id": f"{element.id}-{name}-{interval}", "name": name, "interval": interval, "timeout": "9s"}
        return cib.edit(operations, operations.with_child(Element("op", new)))

    def new_resource(self, cib: Cib) -> Cib:
        id = self.new_id("new")
        more = self.random.choice(
            [
                "",
                _META.format(id, "migration-threshold", "3"),
                f'<instance_attributes id="{id}-i"><nvpair id="{id}-f" name="fake" value="1"/></instance_attributes>',
            ]
        )
        text = _primitive(id, more)
        shape = self.random.choice(["primitive", "primitive", "group", "clone", "bare"])
        if shape == "bare":
            text = f'<primitive id="{id}" class="ocf" provider="pacemaker" type="Dummy"/>'
        if shape == "group":
            text = f'<group id="{id}g">{_META.format(f"{id}g", "priority", "4")}{text}{_primitive(f"{id}x")}</group>'
        if shape == "clone":
            text = f'<clone id="{id}k">{_META.format(f"{id}k", "clone-max", "2")}{text}</clone>'
        return cib.with_section(cib.resources.with_child(parse_xml(text)))

    def delete_resource(self, cib: Cib) -> Cib:
        element = self.top(cib)
        if element is None:
            return cib
        ids = {each.id for each in element.walk()}
        names = ("rsc", "with-rsc", "first", "then")
        kept = [
            each
            for each in cib.constraints.children
            if not any(each.get(name) in ids for name in names)
            and not any(inner.id in ids for inner in each.walk() if inner.tag == "resource_ref")
        ]
        if any(inner.id in ids for inner in cib.section("tags").walk()):
            return cib
        return cib.edit(element, None).with_section(cib.constraints.with_children(kept))

    def group(self, cib: Cib) -> Cib:
        found = [each for each in cib.resources.children if each.tag == "primitive"]
        if len(found) < 2:
            return cib
        chosen = self.random.sample(found, 2)
        group = Element("group", {"id": self.new_id("group")}, tuple(chosen))
        kept = [each for each in cib.resources.children if each not in chosen]
        return cib.with_section(cib.resources.with_children([*kept, group]))

    def clone(self, cib: Cib) -> Cib:
        chosen = self.top(cib, "primitive", "group")
        if chosen is None or any(chosen.id in each.attributes.values() for each in cib.constraints.children):
            return cib
        clone = Element("clone", {"id": self.new_id("clone")}, (chosen,))
        kept = [each for each in cib.resources.children if each is not chosen]
        return cib.with_section(cib.resources.with_children([*kept, clone]))

    def dissolve(self, cib: Cib) -> Cib:
        chosen = self.top(cib, "group", "clone")
        if chosen is None or any(chosen.id in each.attributes.values() for each in cib.constraints.children):
            return cib
        if any(inner.id == chosen.id for part in (cib.constraints, cib.section("tags")) for inner in part.walk()):
            return cib
        children: list[Element] = []
        for each in cib.resources.children:
            children += each.all("primitive", "group") if each is chosen else [each]
        return cib.with_section(cib.resources.with_children(children))

    def _constraint(self, cib: Cib, element: Element) -> Cib:
        return cib.with_section(cib.constraints.with_child(element))

    def location(self, cib: Cib) -> Cib:
        element = self.top(cib)
        score = self.random.choice(["INFINITY", "-INFINITY", "200", "-3"])
        if element is None:
            return cib
        attributes = {"id": self.new_id("loc"), "rsc": element.id, "node": "node1", "score": score}
        return self._constraint(cib, Element("rsc_location", attributes))

    def move(self, cib: Cib) -> Cib:
        element = self.top(cib)
        if element is None:
            return cib
        if self.random.random() < 0.5:
            made = {"id": f"cli-prefer-{element.id}", "score": "INFINITY"}
        else:
            made = {"id": f"cli-ban-{element.id}-on-node2", "score": "-INFINITY"}
        if cib.by_id(made["id"]) is not None:
            return cib
        attributes = {"id": made["id"], "rsc": element.id, "role": "Started", "node": "node2", "score": made["score"]}
        return self._constraint(cib, Element("rsc_location", attributes))

    def relation(self, cib: Cib) -> Cib:
        one, other = self.top(cib), self.top(cib)
        if one is None or other is None or one is other:
            return cib
        if self.random.random() < 0.5:
            score = self.random.choice(["INFINITY", "-INFINITY", "20"])
            attributes = {"id": self.new_id("col"), "rsc": one.id, "with-rsc": other.id, "score": score}
            return self._constraint(cib, Element("rsc_colocation", attributes))
        kind = self.random.choice(["Optional", "Mandatory", "Serialize"])
        attributes = {"id": self.new_id("ord"), "first": one.id, "then": other.id, "kind": kind}
        if kind != "Serialize" and self.random.random() < 0.5:
            attributes["symmetrical"] = "false"
        return self._constraint(cib, Element("rsc_order", attributes))

    def sets(self, cib: Cib) -> Cib:
        ids = [each.id for each in cib.resources.children]
        if len(ids) < 3:
            return cib
        chosen, name = self.random.sample(ids, 3), self.new_id("set")
        members = tuple(Element("resource_ref", {"id": id}) for id in chosen)
        first = Element("resource_set", {"id": f"{name}-0", "sequential": "false"}, members[:2])
        second = Element("resource_set", {"id": f"{name}-1"}, members[2:])
        if self.random.random() < 0.5:
            return self._constraint(cib, Element("rsc_colocation", {"id": name, "score": "INFINITY"}, (first, second)))
        return self._constraint(cib, Element("rsc_order", {"id": name, "kind": "Mandatory"}, (first, second)))

    def delete_constraint(self, cib: Cib) -> Cib:
        if not cib.constraints.children:
            return cib
        return cib.edit(self.random.choice(cib.constraints.children), None)

    def clear(self, cib: Cib) -> Cib:
        made = [each for each in cib.constraints.children if each.id.startswith("cli-")]
        return cib.edit(self.random.choice(made), None) if made else cib

    def tag(self, cib: Cib) -> Cib:
        element = self.top(cib)
        if element is None:
            return cib
        tag = Element("tag", {"id": self.new_id("tag")}, (Element("obj_ref", {"id": element.id}),))
        return cib.with_section(cib.section("tags").with_child(tag))


def drawn_change(seed: int) -> Cib:
    """`BASE` after a few changes drawn by chance."""
    return Changer(seed).change(BASE)
