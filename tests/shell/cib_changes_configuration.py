"""Changes of the configuration: values, wrappings, names, constraints, and the sections that few clusters have."""

from __future__ import annotations

import copy
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

from tests.shell.cib_draft import NOW, Draft

__all__ = ["CHANGES"]

META = {
    "target-role": ("Stopped", "Started", "Master", "Slave", "Promoted", "Unpromoted", "started", "bogus", ""),
    "is-managed": ("false", "true", "0", "yes", "off", "bogus"),
    "maintenance": ("true", "false", "1"),
    "priority": ("1", "-5", "INFINITY", "x"),
    "resource-stickiness": ("0", "100", "-1", "INFINITY", "-INFINITY"),
    "migration-threshold": ("0", "1", "3", "INFINITY", "-1", "1000000", "x"),
    "failure-timeout": ("0", "60", "1h", "PT5M", "100000000", "-5", "x"),
    "multiple-active": ("block", "stop_only", "stop_start", "stop_unexpected", "x"),
    "allow-migrate": ("true", "false"),
    "requires": ("nothing", "quorum", "fencing", "unfencing", "x"),
    "critical": ("false", "true"),
    "container": ("nosuch",),
    "interleave": ("true",),
    "ordered": ("true",),
    "notify": ("true",),
    "globally-unique": ("true", "false", "1"),
    "clone-max": ("0", "1", "2", "5", "-1", "x"),
    "clone-node-max": ("0", "1", "2", "9"),
    "promotable": ("true", "false"),
    "promoted-max": ("0", "1", "2"),
    "master-max": ("2",),
    "clone-min": ("1",),
    "foo": ("bar", 'a "b"', "it's", "", "\u00e9", "a\nb"),
}
OPTIONS = {
    "stonith-enabled": ("true", "false"),
    "no-quorum-policy": ("stop", "freeze", "ignore", "demote", "suicide", "x"),
    "maintenance-mode": ("true", "false"),
    "stop-all-resources": ("true", "false"),
    "symmetric-cluster": ("true", "false"),
    "stop-orphan-resources": ("true", "false"),
    "stop-orphan-actions": ("true", "false"),
    "start-failure-is-fatal": ("true", "false"),
    "startup-fencing": ("true", "false"),
    "node-health-strategy": ("none", "migrate-on-red", "only-green", "progressive", "custom", "x"),
    "node-health-base": ("0", "10", "-5"),
    "node-health-red": ("-INFINITY", "-10"),
    "node-health-yellow": ("0", "-1"),
    "placement-strategy": ("default", "utilization", "minimal", "balanced"),
    "have-watchdog": ("true", "false"),
    "stonith-watchdog-timeout": ("0", "10s", "-1"),
    "stonith-timeout": ("60s", "2min"),
    "priority-fencing-delay": ("30s",),
    "concurrent-fencing": ("true", "false"),
    "shutdown-lock": ("true", "false"),
    "shutdown-lock-limit": ("10min", "0"),
    "node-pending-timeout": ("0", "2h", "10"),
    "cluster-name": ("my cluster", "", "\u30af\u30e9\u30b9\u30bf"),
    "cluster-infrastructure": ("corosync", "cman"),
    "dc-version": ("2.1.5-a3f44794f94", "3.0.1"),
    "cluster-recheck-interval": ("60s",),
    "enable-acl": ("true", "false"),
    "foo-option": ("", "x y", 'say "hi"'),
}
NODE_ATTRIBUTES = {
    "standby": ("on", "off", "true", "false", "x"),
    "maintenance": ("true", "false", "on"),
    "terminate": ("true", "false"),
    "#health-disk": ("red", "yellow", "green", "5", "-INFINITY", "x"),
    "#health-cpu": ("red", "yellow", "green"),
    "site": ("a b", "c", ""),
    "score": ("10", "x"),
}
DESCRIPTIONS = ("", "a text", "two  spaces ", 'say "hi"', "it's", "x=y", "\u8aac\u660e", "back\\slash", "#no comment")
AGENTS = (
    ("ocf", "heartbeat", "Dummy"),
    ("ocf", "pacemaker", "Stateful"),
    ("ocf", "pacemaker", "ping"),
    ("ocf", "pacemaker", "remote"),
    ("systemd", "", "httpd"),
    ("lsb", "", "foo"),
    ("service", "", "x@y"),
    ("stonith", "", "fence_xvm"),
    ("ocf", "my-own", "a.b"),
)


def meta(draft: Draft) -> None:
    """A meta attribute of a resource is set."""
    owners = [*draft.resources(), *draft.section("resources").findall("template")]
    if owners:
        name = draft.one(*META)
        draft.set_pair(draft.one(*owners), "meta_attributes", name, draft.one(*META[name]))


def defaults(draft: Draft) -> None:
    """Defaults of resources or operations are set, perhaps under a rule."""
    tag = draft.one("rsc_defaults", "rsc_defaults", "op_defaults")
    section = draft.section(tag)
    name = draft.one(*META) if tag == "rsc_defaults" else draft.one("timeout", "on-fail", "enabled", "record-pending")
    value = draft.one(*META[name]) if name in META else draft.one("10s", "ignore", "true", "false")
    if draft.likely(0.5):
        draft.set_pair(section, "meta_attributes", name, value)
        return
    block = draft.add(section, "meta_attributes")
    _rule(draft, block, scored=False, kind=tag)
    draft.add(block, "nvpair", name=name, value=value)


def less(draft: Draft) -> None:
    """A name/value pair, or a whole set, goes."""
    found = [each for each in draft.configuration.iter() if each.tag in ("nvpair", "meta_attributes", "op")]
    if found:
        gone = draft.one(*found)
        parent = draft.parent(gone)
        parent.remove(gone)


def option(draft: Draft) -> None:
    """A cluster option is set."""
    name = draft.one(*OPTIONS)
    section = draft.section("crm_config")
    if section.find("cluster_property_set") is None or draft.likely(0.1):
        draft.add(section, "cluster_property_set")
    block = draft.one(*section.findall("cluster_property_set"))
    pair = next((each for each in block.findall("nvpair") if each.get("name") == name), None)
    if pair is None:
        pair = draft.add(block, "nvpair", name=name, value="")
    pair.set("value", draft.one(*OPTIONS[name]))


def node_attribute(draft: Draft) -> None:
    """A permanent attribute or a utilization of a node is set."""
    for node in draft.some(draft.nodes(), 2):
        name = draft.one(*NODE_ATTRIBUTES)
        draft.set_pair(node, "instance_attributes", name, draft.one(*NODE_ATTRIBUTES[name]))
        if draft.likely(0.3):
            draft.set_pair(node, "utilization", draft.one("cpu", "memory"), draft.one("8", "0", "1024"))


def node(draft: Draft) -> None:
    """A node comes, goes, or is of another type."""
    nodes = draft.nodes()
    what = draft.one("new", "gone", "type", "name")
    if what == "new" or not nodes:
        name = draft.one("nodeX", "a.b.example.org", "x y", "\u00e9", "12")
        draft.add(draft.section("nodes"), "node", uname=name)
    elif what == "gone":
        draft.section("nodes").remove(draft.one(*nodes))
    elif what == "type":
        draft.one(*nodes).set("type", draft.one("member", "normal", "remote"))
    else:
        draft.one(*nodes).set("description", draft.one(*DESCRIPTIONS))


def utilization(draft: Draft) -> None:
    """What a resource uses."""
    primitives = draft.resources("primitive")
    if primitives:
        draft.set_pair(draft.one(*primitives), "utilization", draft.one("cpu", "memory"), draft.one("2", "99"))


def parameter(draft: Draft) -> None:
    """A parameter of a resource or of an operation."""
    owners = [*draft.resources("primitive"), *draft.section("resources").iter("op")]
    if owners:
        name = draft.one("name", "host_list", "multiplier", "state", "fake", "envfile", "ip", "is-managed")
        values = ("x", "10.0.0.1 10.0.0.2", "100", "", "a b", 'q"q', "\u00e9", "a'b", "x=1", "a\\b", " lead", "t\tt")
        draft.set_pair(draft.one(*owners), "instance_attributes", name, draft.one(*values))


def operation(draft: Draft) -> None:
    """An operation is configured, or differently."""
    primitives = [*draft.resources("primitive"), *draft.section("resources").findall("template")]
    if not primitives:
        return
    holder = draft.part(draft.one(*primitives), "operations")
    op = draft.add(holder, "op", name=draft.one("monitor", "start", "stop", "promote", "notify", "migrate_to"))
    op.set("interval", draft.one("0", "10s", "5", "1min", "PT10S", "0s", "20000ms"))
    for name in draft.some(("timeout", "on-fail", "role", "enabled", "start-delay", "record-pending", "description")):
        values = {
            "timeout": ("20s", "20"),
            "on-fail": ("ignore", "block", "stop", "restart", "standby", "fence", "demote", "restart-container"),
            "role": ("Started", "Master", "Slave", "Stopped", "Promoted"),
            "description": DESCRIPTIONS,
        }
        op.set(name, draft.one(*values.get(name, ("true", "false", "0"))) if name != "start-delay" else "5s")


def agent(draft: Draft) -> None:
    """A primitive is of another kind."""
    primitives = [each for each in draft.resources("primitive") if each.get("class")]
    if primitives:
        chosen, (standard, provider, kind) = draft.one(*primitives), draft.one(*AGENTS)
        chosen.attrib.pop("provider", None)
        chosen.set("class", standard)
        if provider:
            chosen.set("provider", provider)
        chosen.set("type", kind)


def resource(draft: Draft) -> None:
    """A new primitive."""
    _new_primitive(draft, draft.section("resources"))


def _new_primitive(draft: Draft, parent: ET.Element, id: str = "") -> ET.Element:
    standard, provider, kind = draft.one(*AGENTS)
    attributes = {"id": id or draft.new_id("new"), "class": standard, "type": kind}
    if provider:
        attributes["provider"] = provider
    return ET.SubElement(parent, "primitive", attributes)


def removed(draft: Draft) -> None:
    """A resource goes from the configuration, with what refers to it; its histories stay."""
    tops = list(draft.section("resources"))
    inner = [each for each in draft.resources("primitive") if draft.parent(each).tag == "group"]
    if not tops:
        return
    gone = draft.one(*inner) if inner and draft.likely(0.3) else draft.one(*tops)
    parent = draft.parent(gone)
    if parent.tag == "group" and len(parent.findall("primitive")) == 1:
        return
    parent.remove(gone)
    for each in gone.iter():
        _forget(draft, each.get("id", ""))


def _forget(draft: Draft, id: str) -> None:
    for parent in list(draft.configuration.iter()):
        for child in list(parent):
            named = [child.get(name) for name in ("rsc", "with-rsc", "first", "then", "template")]
            if id in named or (child.tag in ("resource_ref", "obj_ref") and child.get("id") == id):
                if child.get("template") == id:
                    child.attrib.pop("template")
                    child.attrib |= {"class": "ocf", "provider": "heartbeat", "type": "Dummy"}
                else:
                    parent.remove(child)
    for tag, inner in (("resource_set", "resource_ref"), ("tag", "obj_ref")):
        for each in list(draft.configuration.iter(tag)):
            if each.find(inner) is None and not each.get("id-ref"):
                draft.parent(each).remove(each)
    for each in list(draft.section("constraints")):
        if each.tag != "rsc_location" and len(each) == 0 and not ({"rsc", "first"} & set(each.attrib)):
            draft.section("constraints").remove(each)
        if (
            each.tag == "rsc_location"
            and not ({"rsc", "rsc-pattern"} & set(each.attrib))
            and not each.findall(".//resource_ref")
        ):
            draft.section("constraints").remove(each)


def cloned(draft: Draft) -> None:
    """A top-level primitive or group becomes a clone's."""
    tops = [each for each in draft.section("resources") if each.tag in ("primitive", "group")]
    if tops:
        inner = draft.one(*tops)
        clone = ET.Element("clone", {"id": draft.new_id("cl")})
        _wrap(draft, inner, clone)
        for name in draft.some(("globally-unique", "promotable", "clone-max", "clone-node-max", "foo")):
            if draft.likely(0.6):
                draft.set_pair(clone, "meta_attributes", name, draft.one(*META[name]))


def grouped(draft: Draft) -> None:
    """A primitive becomes a group's member, perhaps not the only one."""
    free = [each for each in draft.resources("primitive") if draft.parent(each).tag in ("resources", "clone")]
    if free:
        inner = draft.one(*free)
        group = ET.Element("group", {"id": draft.new_id("gr")})
        _wrap(draft, inner, group)
        for _ in range(draft.one(0, 1, 2)):
            _new_primitive(draft, group)


def _wrap(draft: Draft, inner: ET.Element, outer: ET.Element) -> None:
    parent = draft.parent(inner)
    parent[list(parent).index(inner)] = outer
    outer.append(inner)


def unwrapped(draft: Draft) -> None:
    """What was in a clone or group stands alone; what referred to that goes."""
    outer = [each for each in draft.section("resources") if each.tag in ("clone", "group", "master")]
    if outer:
        chosen = draft.one(*outer)
        section = draft.section("resources")
        section.remove(chosen)
        _forget(draft, chosen.get("id", ""))
        section.extend(each for each in chosen if each.tag in ("primitive", "group"))


def bundle(draft: Draft) -> None:
    """A container bundle, with or without something in it."""
    made = draft.add(draft.section("resources"), "bundle", id=draft.new_id("bun"))
    container = ET.SubElement(made, draft.one("docker", "podman"), {"image": draft.one("pcmk:http", "x")})
    for name, values in (("replicas", ("1", "2", "3")), ("replicas-per-host", ("1", "2")), ("promoted-max", ("1",))):
        if draft.likely(0.5):
            container.set(name, draft.one(*values))
    if draft.likely(0.7):
        network = ET.SubElement(made, "network")
        network.set(draft.one("ip-range-start", "control-port"), "")
        if "control-port" in network.attrib:
            network.set("control-port", "9999")
        else:
            network.set("ip-range-start", draft.one("192.168.122.131", "10.0.0.254"))
        if draft.likely(0.5):
            draft.add(network, "port-mapping", port="80")
    if draft.likely(0.5):
        storage = ET.SubElement(made, "storage")
        draft.add(storage, "storage-mapping", source_dir="/srv", target_dir="/var", options="rw")
    if draft.likely(0.7):
        inner = ET.SubElement(made, "primitive", {"id": draft.new_id("inb"), "class": "ocf"})
        inner.attrib |= {"provider": "pacemaker", "type": draft.one("Dummy", "Stateful")}
    if draft.likely(0.4):
        name = draft.one("target-role", "is-managed", "maintenance", "priority")
        draft.set_pair(made, "meta_attributes", name, draft.one(*META[name]))


def remote(draft: Draft) -> None:
    """A remote node, or a guest node inside a primitive."""
    if draft.likely(0.5):
        made = ET.SubElement(draft.section("resources"), "primitive", {"id": draft.new_id("rem"), "class": "ocf"})
        made.attrib |= {"provider": "pacemaker", "type": "remote"}
        if draft.likely(0.4):
            draft.set_pair(made, "instance_attributes", "server", "10.0.0.9")
    elif primitives := draft.resources("primitive"):
        chosen = draft.one(*primitives)
        draft.set_pair(chosen, "meta_attributes", "remote-node", draft.new_id("guest"))
        if draft.likely(0.3):
            draft.set_pair(chosen, "meta_attributes", "remote-port", "3121")


def template(draft: Draft) -> None:
    """A template, and a primitive that takes after it."""
    section = draft.section("resources")
    made = ET.Element(
        "template", {"id": draft.new_id("tmpl"), "class": "ocf", "provider": "pacemaker", "type": "Dummy"}
    )
    section.insert(0, made)
    draft.set_pair(made, "meta_attributes", "target-role", draft.one("Stopped", "Started"))
    if draft.likely(0.5):
        draft.set_pair(made, "instance_attributes", "fake", "x")
    if draft.likely(0.5):
        draft.add(draft.part(made, "operations"), "op", name="monitor", interval="10s")
    primitives = [each for each in draft.resources("primitive") if each.get("class")]
    user = draft.one(*primitives) if primitives and draft.likely(0.5) else _new_primitive(draft, section)
    for name in ("class", "provider", "type"):
        user.attrib.pop(name, None)
    user.set("template", made.get("id", ""))


# constraints


def location(draft: Draft) -> None:
    """A location constraint of one form or another."""
    ids = draft.ids()
    if not ids:
        return
    section = draft.section("constraints")
    made = draft.add(section, "rsc_location", id=draft.new_id(draft.one("loc", "cli-ban", "cli-prefer")))
    form = draft.one("rsc", "rsc", "pattern", "set")
    if form == "rsc":
        made.set("rsc", draft.one(*ids))
    elif form == "pattern":
        made.set("rsc-pattern", draft.one(".*", "^r", "!x.*", "a|b", re.escape(draft.one(*ids)).replace("\\-", "-")))
    else:
        _set(draft, made, ids)
    if draft.likely(0.2):
        made.set("role", draft.one("Promoted", "Master", "Started", "Slave", "Stopped"))
    if draft.likely(0.2):
        made.set("resource-discovery", draft.one("always", "never", "exclusive"))
    if form != "set" and draft.likely(0.5):
        for _ in range(draft.one(1, 1, 2)):
            _rule(draft, made)
    else:
        made.set("node", draft.one(*draft.names(), "nosuch"))
        made.set("score", draft.one("INFINITY", "-INFINITY", "-INFINITY", "-100", "50", "0"))
    if draft.likely(0.3):
        _rule(draft, ET.SubElement(made, "lifetime"), scored=False, kind="lifetime")


def _set(draft: Draft, parent: ET.Element, ids: list[str], **attributes: str) -> None:
    made = draft.add(parent, "resource_set", **attributes)
    for id in draft.some(ids):
        ET.SubElement(made, "resource_ref", {"id": id})
    for name, values in (("sequential", ("true", "false")), ("require-all", ("true", "false"))):
        if parent.tag != "rsc_location" and draft.likely(0.3):
            made.set(name, draft.one(*values))


def _rule(draft: Draft, parent: ET.Element, *, scored: bool = True, kind: str = "") -> None:
    rule = draft.add(parent, "rule")
    if scored:
        if draft.likely(0.15):
            rule.set("score-attribute", draft.one("score", "site"))
        else:
            rule.set("score", draft.one("-INFINITY", "-INFINITY", "-5", "INFINITY", "100"))
        if draft.likely(0.2):
            rule.set("role", draft.one("Promoted", "Master", "Started"))
    elif draft.likely(0.3) and kind == "":
        rule.set("score", "INFINITY")
    if draft.likely(0.5):
        rule.set("boolean-op", draft.one("and", "or"))
    for _ in range(draft.one(1, 1, 2, 3)):
        _expression(draft, rule, kind)
    if draft.likely(0.15):
        inner = draft.add(rule, "rule")
        if scored or draft.likely(0.5):
            inner.set("score", "0")
        inner.set("boolean-op", draft.one("and", "or"))
        _expression(draft, inner, kind)
        _expression(draft, inner, kind)


def _expression(draft: Draft, rule: ET.Element, kind: str) -> None:
    choices = ["date", "date"] if kind else ["attribute", "attribute", "attribute", "date"]
    if kind == "rsc_defaults":
        choices += ["rsc", "rsc"]
    if kind == "op_defaults":
        choices += ["rsc", "op"]
    chosen = draft.one(*choices)
    if chosen == "rsc":
        made = draft.add(rule, "rsc_expression", class_="ocf")
        made.set("type", draft.one("Dummy", "Stateful"))
    elif chosen == "op":
        made = draft.add(rule, "op_expression", name=draft.one("monitor", "start"))
        if draft.likely(0.5):
            made.set("interval", "10s")
    elif chosen == "date":
        _date(draft, rule)
    else:
        _attribute(draft, rule)


def _attribute(draft: Draft, rule: ET.Element) -> None:
    name = draft.one("#uname", "#uname", "site", "score", "#kind", "#ra-version", "standby", "#id", "#cluster-name")
    operation = draft.one("eq", "ne", "lt", "gte", "gt", "lte", "defined", "not_defined")
    made = draft.add(rule, "expression", attribute=name, operation=operation)
    if "defined" not in operation:
        values = (*draft.names(), "a b", "10", "5", "cluster", "remote", "", "1.0")
        made.set("value", draft.one(*values))
        if draft.likely(0.3):
            made.set("type", draft.one("string", "number", "integer", "version"))
        if draft.likely(0.1):
            made.set("value-source", draft.one("literal", "param", "meta"))


def _date(draft: Draft, rule: ET.Element) -> None:
    operation = draft.one("gt", "lt", "in_range", "in_range", "date_spec")
    made = draft.add(rule, "date_expression", operation=operation)
    past, future = (
        draft.one("2020-01-01", "2021-02-03 04:05:06Z", "2022-W10-3"),
        draft.one("2040-01-01", "2050-06-07T08:09:10+02:00"),
    )
    if operation == "gt":
        made.set("start", draft.one(past, future))
    elif operation == "lt":
        made.set("end", draft.one(past, future))
    elif operation == "date_spec":
        spec = draft.add(made, "date_spec")
        for name, values in (
            ("hours", ("0-23", "9-17")),
            ("weekdays", ("1-7", "6-7")),
            ("years", ("2020-2099", "2001")),
        ):
            if draft.likely(0.5):
                spec.set(name, draft.one(*values))
    elif draft.likely(0.5):
        made.set("start", past)
        made.set("end", draft.one(past, future))
    else:
        made.set("start", past)
        draft.add(made, "duration", years=draft.one("1", "90"))


def colocation(draft: Draft) -> None:
    """A colocation of two, or of sets."""
    if len(ids := draft.ids()) > 1:
        made = draft.add(draft.section("constraints"), "rsc_colocation")
        if draft.likely(0.5):
            made.attrib |= dict(zip(("rsc", "with-rsc"), draft.random.sample(ids, 2), strict=True))
            if draft.likely(0.3):
                made.set(draft.one("rsc-role", "with-rsc-role"), draft.one("Promoted", "Master", "Started"))
        else:
            for _ in range(draft.one(1, 2)):
                _set(draft, made, ids, **draft.one({}, {}, {"role": "Master"}))
        made.set("score", draft.one("INFINITY", "-INFINITY", "100", "-5"))


def order(draft: Draft) -> None:
    """An order of two, or of sets."""
    if len(ids := draft.ids()) > 1:
        made = draft.add(draft.section("constraints"), "rsc_order")
        if draft.likely(0.5):
            made.attrib |= dict(zip(("first", "then"), draft.random.sample(ids, 2), strict=True))
            if draft.likely(0.3):
                made.set(draft.one("first-action", "then-action"), draft.one("start", "stop", "promote", "demote"))
        else:
            for _ in range(draft.one(1, 2)):
                _set(draft, made, ids, **draft.one({}, {}, {"action": "promote"}))
        if draft.likely(0.6):
            made.set("kind", draft.one("Mandatory", "Optional", "Serialize"))
        if draft.likely(0.3):
            made.set("symmetrical", draft.one("true", "false"))


def ticket(draft: Draft) -> None:
    """A resource depends on a ticket, whose state may be known."""
    name = draft.one("ticketA", "ticketB", "T1", "\u00e9")
    if ids := draft.ids():
        made = draft.add(draft.section("constraints"), "rsc_ticket", ticket=name)
        if draft.likely(0.7):
            made.set("rsc", draft.one(*ids))
            if draft.likely(0.3):
                made.set("rsc-role", draft.one("Master", "Started", "Slave"))
        else:
            _set(draft, made, ids)
        if draft.likely(0.6):
            made.set("loss-policy", draft.one("stop", "demote", "fence", "freeze"))
    if draft.likely(0.7):
        tickets = draft.part(draft.status, "tickets")
        if not any(each.get("id") == name for each in tickets):
            state = draft.add(tickets, "ticket_state", id=name)
            for key, values in (
                ("granted", ("true", "false")),
                ("standby", ("true", "false")),
                ("last-granted", (str(NOW), "0", "-1", "x")),
                ("owner", ("someone",)),
            ):
                if draft.likely(0.6):
                    state.set(key, draft.one(*values))


# rarer sections


def topology(draft: Draft) -> None:
    """Fencing levels for nodes by name, pattern or attribute."""
    section = draft.section("fencing-topology")
    devices = [each.get("id", "") for each in draft.resources("primitive") if each.get("class") == "stonith"]
    for _ in range(draft.one(1, 2, 3)):
        level = draft.add(section, "fencing-level", index=draft.one("1", "2", "9"))
        level.set("devices", ",".join(draft.some(devices)) if devices else "dev1,dev2")
        form = draft.one("target", "target", "target-pattern", "attribute")
        if form == "attribute":
            level.attrib |= {"target-attribute": "site", "target-value": draft.one("c", "a b")}
        else:
            level.set(form, draft.one(*draft.names()) if form == "target" else "node.*")


def tag(draft: Draft) -> None:
    """A tag for some things that have ids."""
    if ids := [*draft.ids(), *(each.get("id", "") for each in draft.section("constraints"))]:
        made = draft.add(draft.section("tags"), "tag", id=draft.new_id("tag"))
        for id in draft.some(ids):
            ET.SubElement(made, "obj_ref", {"id": id})


def alert(draft: Draft) -> None:
    """An alert with what may belong to one."""
    made = draft.add(draft.section("alerts"), "alert", path=draft.one("/usr/bin/x", "/a b/c"))
    if draft.likely(0.4):
        made.set("description", draft.one(*DESCRIPTIONS))
    if draft.likely(0.4):
        select = ET.SubElement(made, "select")
        ET.SubElement(select, draft.one("select_nodes", "select_fencing", "select_resources"))
    if draft.likely(0.5):
        draft.set_pair(made, "meta_attributes", draft.one("timeout", "timestamp-format"), draft.one("15s", "%H:%M"))
    if draft.likely(0.5):
        draft.set_pair(made, "instance_attributes", "debug", draft.one("false", "a b"))
    for _ in range(draft.one(0, 1, 2)):
        recipient = draft.add(made, "recipient", value=draft.one("/var/log/x", "me@example.org", "a b"))
        if draft.likely(0.4):
            draft.set_pair(recipient, "meta_attributes", "timeout", "15s")


def acl(draft: Draft) -> None:
    """A role with permissions, and who has it."""
    section = draft.section("acls")
    role = draft.add(section, "acl_role", id=draft.new_id("role"))
    if draft.likely(0.2):
        role.set("description", draft.one(*DESCRIPTIONS))
    for _ in range(draft.one(1, 2, 3)):
        permission = draft.add(role, "acl_permission", kind=draft.one("read", "write", "deny"))
        form = draft.one("xpath", "reference", "object-type")
        values = {"xpath": ("/cib", "//nvpair[@name='x']"), "object-type": ("status", "op")}
        values["reference"] = tuple(draft.ids()) or ("x",)
        permission.set(form, draft.one(*values[form]))
        if form == "object-type" and draft.likely(0.4):
            permission.set("attribute", "name")
    for _ in range(draft.one(0, 1, 2)):
        target = draft.add(section, draft.one("acl_target", "acl_target", "acl_group"), id=draft.new_id("who"))
        ET.SubElement(target, "role", {"id": role.get("id", "")})


def description(draft: Draft) -> None:
    """Things are described, or two by the same words."""
    kinds = ("primitive", "group", "clone", "bundle", "node", "template")
    owners = [each for each in draft.configuration.iter() if each.tag in kinds]
    text = draft.one(*DESCRIPTIONS)
    for owner in draft.some(owners) if owners else []:
        owner.set("description", text)


def renamed(draft: Draft) -> None:
    """A resource has a name that is rare, wherever it is named."""
    ids = draft.ids()
    if not ids:
        return
    old = draft.one(*ids)
    new = draft.new_id(draft.one("a.b", "_x", "A" * 70, "x-monitor-10s", "r_start_0", "rsc_last_0", "x1"))
    for element in draft.root.iter():
        for name, value in element.attrib.items():
            if value == old and name != "value":
                element.set(name, new)
            elif name == "operation_key" and value.startswith(f"{old}_"):
                element.set(name, new + value[len(old) :])
            elif name == "name" and re.match(rf"(fail-count|last-failure|master)-{re.escape(old)}(?![\w-])", value):
                element.set(name, value.replace(old, new, 1))


def references(draft: Draft) -> None:
    """A set of attributes is another one's, by reference."""
    for kind in draft.some(("meta_attributes", "instance_attributes", "operations")):
        found = [each for each in draft.section("resources").iter(kind) if each.get("id") and not each.get("id-ref")]
        primitives = [each for each in draft.resources("primitive") if each.find(kind) is None]
        if found and primitives:
            made = ET.Element(kind, {"id-ref": draft.one(*found).get("id", "")})
            draft.one(*primitives).insert(0, made)


def ruled(draft: Draft) -> None:
    """A set of attributes holds under a rule only, or has a score."""
    owners = draft.resources("primitive")
    if owners:
        tag = draft.one("meta_attributes", "instance_attributes")
        block = draft.add(ET.Element("nowhere"), tag)
        if draft.likely(0.7):
            _rule(draft, block, scored=False)
        if draft.likely(0.4):
            block.set("score", draft.one("5", "-1", "INFINITY"))
        draft.add(
            block, "nvpair", name=draft.one("target-role", "fake", "is-managed"), value=draft.one("Stopped", "false")
        )
        draft.one(*owners).insert(0, block)


def doubled(draft: Draft) -> None:
    """A resource is there once more, under other ids."""
    tops = [each for each in draft.section("resources") if each.tag in ("primitive", "group", "clone")]
    if tops:
        made = copy.deepcopy(draft.one(*tops))
        for each in made.iter():
            if each.get("id"):
                each.set("id", draft.new_id(f"copy-{each.get('id')}"))
        draft.section("resources").append(made)


def emptied(draft: Draft) -> None:
    """A section is empty, or absent where it may be."""
    name = draft.one("constraints", "crm_config", "rsc_defaults", "op_defaults", "fencing-topology", "tags", "alerts")
    draft.section(name).clear()
    if name not in ("constraints", "crm_config") and draft.likely(0.5):
        draft.configuration.remove(draft.section(name))


CHANGES: tuple[Callable[[Draft], None], ...] = (
    *(meta, meta, meta, meta, defaults, less, less, option, option, option, node_attribute, node_attribute, node),
    *(utilization, parameter, operation, agent, resource, removed, removed, cloned, grouped, unwrapped, bundle, remote),
    *(template, location, location, location, colocation, order, ticket, topology, tag, alert, acl, description),
    *(renamed, renamed, references, ruled, doubled, emptied),
)
