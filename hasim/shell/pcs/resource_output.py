"""Resources as the commands that would make them, and as JSON (`--output-format`)."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hasim.cib import Element
from hasim.cib.values import is_true
from hasim.shell.pcs.bundle_text import container_of, container_pairs, network_pairs, port_pairs, storage_pairs
from hasim.shell.pcs.lookup import members
from hasim.shell.pcs.roles import newer_role
from hasim.shell.pcs.rule_text import typed
from hasim.shell.pcs.text import indented, operation_pairs, pairs_of

__all__ = ["Chosen", "as_commands", "as_json"]

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The resources that are shown, by their kind."""

    primitives: Sequence[Element]
    groups: Sequence[Element]
    clones: Sequence[Element]
    bundles: Sequence[Element]


def as_json(chosen: Chosen) -> str:
    """All of them as one JSON object."""
    return json.dumps(
        {
            "primitives": [_primitive(each) for each in chosen.primitives],
            "clones": [_clone(each) for each in chosen.clones],
            "groups": [_group(each) for each in chosen.groups],
            "bundles": [_bundle(each) for each in chosen.bundles],
        }
    )


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _boolean(text: str | None) -> bool | None:
    return None if text is None else is_true(text)


def _own(element: Element, *hidden: str) -> Json:
    return {name: value for name, value in element.attributes.items() if name not in ("id", *hidden)}


def _part(element: Element | None) -> Json | None:
    return None if element is None else {"id": element.id, "options": _own(element)}


def _rule(element: Element) -> Json:
    inner = [_rule(each) for each in element.children if each.tag.endswith(("rule", "expression"))]
    return {
        "id": element.id,
        "type": element.tag.upper(),
        "in_effect": "UNKNOWN",
        "options": _own(element),
        "date_spec": _part(element.first("date_spec")),
        "duration": _part(element.first("duration")),
        "expressions": inner,
        "as_string": typed(element),
    }


def _sets(element: Element, tag: str) -> list[Json]:
    found: list[Json] = []
    for each in element.all(tag):
        rule = each.first("rule")
        pairs = sorted(each.all("nvpair"), key=lambda pair: pair.id)
        found.append(
            {
                "id": each.id,
                "options": _own(each),
                "rule": None if rule is None else _rule(rule),
                "nvpairs": [
                    {"id": pair.id, "name": pair.get("name") or "", "value": pair.get("value") or ""} for pair in pairs
                ],
            }
        )
    return found


def _both(element: Element) -> Json:
    return {tag: _sets(element, tag) for tag in ("meta_attributes", "instance_attributes")}


def _primitive(element: Element) -> Json:
    agent = {"standard": element.get("class"), "provider": element.get("provider"), "type": element.get("type")}
    operations = [_operation(each) for holder in element.all("operations") for each in holder.all("op")]
    return {
        "id": element.id,
        "agent_name": agent,
        "description": element.get("description"),
        "operations": operations,
        **_both(element),
        "utilization": _sets(element, "utilization"),
    }


def _operation(element: Element) -> Json:
    role = element.get("role")
    return {
        "id": element.id,
        "name": element.get("name"),
        "interval": element.get("interval"),
        "description": element.get("description"),
        "start_delay": element.get("start-delay"),
        "interval_origin": element.get("interval-origin"),
        "timeout": element.get("timeout"),
        "enabled": _boolean(element.get("enabled")),
        "record_pending": _boolean(element.get("record-pending")),
        "role": None if role is None else newer_role(role),
        "on_fail": element.get("on-fail"),
        **_both(element),
    }


def _clone(element: Element) -> Json:
    inner = members(element)[0].id
    found: Json = {"id": element.id, "description": element.get("description"), "member_id": inner, **_both(element)}
    if element.tag == "master":
        sets = _sets(element, "meta_attributes") or [{"id": "", "options": {}, "rule": None, "nvpairs": []}]
        pairs = sets[0]["nvpairs"]
        assert isinstance(pairs, list)
        pairs.append({"id": "", "name": "promotable", "value": "true"})
        found["meta_attributes"] = sets
    return found


def _group(element: Element) -> Json:
    inner = [each.id for each in members(element)]
    return {"id": element.id, "description": element.get("description"), "member_ids": inner, **_both(element)}


def _bundle(element: Element) -> Json:
    container, network = container_of(element), element.first("network")
    inner = members(element)
    storage = [each for part in element.all("storage") for each in part.all("storage-mapping")]
    return {
        "id": element.id,
        "description": element.get("description"),
        "member_id": inner[0].id if inner else None,
        "container_type": None if container is None else container.tag,
        "container_options": None if container is None else _container(container),
        "network": None if network is None else _network(network),
        "port_mappings": [_port(each) for part in element.all("network") for each in part.all("port-mapping")],
        "storage_mappings": [_storage(each) for each in storage],
        **_both(element),
    }


def _container(element: Element) -> Json:
    return {
        "image": element.get("image"),
        "replicas": _number(element.get("replicas")),
        "replicas_per_host": _number(element.get("replicas-per-host")),
        "promoted_max": _number(element.get("promoted-max") or element.get("masters")),
        "run_command": element.get("run-command"),
        "network": element.get("network"),
        "options": element.get("options"),
    }


def _network(element: Element) -> Json:
    return {
        "ip_range_start": element.get("ip-range-start"),
        "control_port": _number(element.get("control-port")),
        "host_interface": element.get("host-interface"),
        "host_netmask": _number(element.get("host-netmask")),
        "add_host": _boolean(element.get("add-host")),
    }


def _port(element: Element) -> Json:
    return {
        "id": element.id,
        "port": _number(element.get("port")),
        "internal_port": _number(element.get("internal-port")),
        "range": element.get("range"),
    }


def _storage(element: Element) -> Json:
    names = ("source-dir", "source-dir-root", "target-dir", "options")
    return {"id": element.id, **{name.replace("-", "_"): element.get(name) for name in names}}


def as_commands(chosen: Chosen) -> str:
    """The commands that make them, with their lines broken as pcs breaks them."""
    commands: list[list[str]] = []
    inside: set[str] = set()
    for bundle in chosen.bundles:
        if container_of(bundle) is None:
            continue
        commands.append(_bundle_command(bundle))
        for each in members(bundle)[:1]:
            commands += _primitive_commands(each, bundle.id)
            inside.add(each.id)
    for each in chosen.primitives:
        commands += _primitive_commands(each, "") if each.id not in inside else []
    for group in chosen.groups:
        words = ["pcs", "resource", "group", "add", group.id]
        commands.append([_quoted(words), *indented([_quoted(each.id for each in members(group))])])
        meta = _set_words(group, "meta_attributes")
        commands += [[_quoted(["pcs", "resource", "meta", group.id]), *indented(meta)]] if meta else []
    for clone in chosen.clones:
        words = ["pcs", "resource", "clone", members(clone)[0].id, clone.id]
        commands.append([_quoted(words), *indented(_set_words(clone, "meta_attributes", "meta"))])
    return ";\n".join(" \\\n".join(lines) for lines in commands)


def _quoted(words: Iterable[str]) -> str:
    return " ".join(shlex.quote(word) for word in words)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return _quoted(f"{name}={value}" for name, value in pairs)


def _set_words(element: Element, tag: str, keyword: str = "") -> list[str]:
    """The values of the first set of that tag, on one line; none for an empty one."""
    promotable = [("promotable", "true")] if element.tag == "master" and tag == "meta_attributes" else []
    found = element.first(tag)
    pairs = [*(pairs_of(found, by_id=True) if found is not None else []), *promotable]
    return [" ".join([*([keyword] if keyword else []), _pairs(pairs)])] if pairs else []


def _primitive_commands(element: Element, bundle: str) -> list[list[str]]:
    stonith = element.get("class") == "stonith"
    parts = [element.get("class"), element.get("provider"), element.get("type")]
    agent = element.get("type") or "" if stonith else ":".join(part for part in parts if part)
    words = ["pcs", "stonith" if stonith else "resource", "create", "--no-default-ops", "--force", "--"]
    operations = [each for holder in element.all("operations") for each in holder.all("op")]
    lines = _set_words(element, "instance_attributes")
    lines += ["op"] if operations else []
    lines += indented(f"{each.get('name')} {_pairs(operation_pairs(each, with_id=True))}" for each in operations)
    lines += [*_set_words(element, "meta_attributes", "meta"), *([f"bundle {bundle}"] if bundle else [])]
    commands = [[_quoted([*words, element.id, agent]), *indented(lines)]]
    utilization = _set_words(element, "utilization")
    if utilization:
        commands.append([_quoted(["pcs", "resource", "utilization", element.id]), *indented(utilization)])
    return commands


def _bundle_command(element: Element) -> list[str]:
    container = container_of(element)
    assert container is not None
    lines = [_quoted(["container", container.tag]), *indented([_pairs(container_pairs(container))])]
    for network in element.all("network")[:1]:
        pairs = network_pairs(network)
        lines += [f"network {_pairs(pairs)}"] if pairs else []
    ports = [each for part in element.all("network") for each in part.all("port-mapping")]
    storage = [each for part in element.all("storage") for each in part.all("storage-mapping")]
    lines += [f"port-map {_pairs(port_pairs(each))}" for each in ports]
    lines += [f"storage-map {_pairs(storage_pairs(each))}" for each in storage]
    lines += _set_words(element, "meta_attributes", "meta")
    return [_quoted(["pcs", "resource", "bundle", "create", element.id]), *indented(lines)]
