"""`pcs cluster config`: what Corosync's configuration file says, and changes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from hasim.shell.pcs.cluster import need_stopped, on_node
from hasim.shell.pcs.command import command
from hasim.shell.pcs.corosync import PATH, conf
from hasim.shell.pcs.corosync_checks import KINDS, check_crypto, check_options
from hasim.shell.pcs.corosync_file import (
    LINK_NAMES,
    node_name,
    nodes_of,
    options_of,
    text_of,
    transport_of,
    with_section_options,
    without_empty,
)
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.text import indented
from hasim.shell.pcs.words import assignments, groups
from hasim.sim.corosync_conf import Section

__all__ = ["links_of", "push", "read_conf"]

_PREFIXES = {"compression": "knet_compression_", "crypto": "crypto_"}
_FIXED = ("ip_version", "netmtu")
"""What a running Corosync does not change."""
_FORMATS = ("text", "cmd", "json")
Options = dict[str, str]


def read_conf(run: Run) -> Section:
    """The file, or the one that --corosync_conf names; the run ends where there is none."""
    if run.on_file and "--corosync_conf" not in run.options:
        raise Failure("Specified option '-f' is not supported in this command")
    name = run.options.get("--corosync_conf", PATH)
    if not run.context.files.exists(run.context.path(name)):
        raise Failure(f"Unable to read Corosync configuration '{name}': No such file or directory: '{name}'")
    found = conf(run)
    assert found is not None
    return found


def _same(kind: str) -> dict[str, str]:
    return {name: name for name in KINDS[kind]}


def _prefixed(kind: str) -> dict[str, str]:
    return {_PREFIXES[kind] + name: name for name in KINDS[kind]}


def _sections(tree: Section) -> dict[str, Options]:
    """The options by the names that pcs has for their groups."""
    knet = transport_of(tree) == "knet"
    return {
        "transport": options_of(tree, "totem", _same("knet transport" if knet else "udp/udpu transport")),
        "compression": options_of(tree, "totem", _prefixed("compression")) if knet else {},
        "crypto": options_of(tree, "totem", _prefixed("crypto")) if knet else {},
        "totem": options_of(tree, "totem", _same("totem")),
        "quorum": options_of(tree, "quorum", _same("quorum")),
    }


def links_of(tree: Section) -> dict[str, Options]:
    """The options of links, by their numbers."""
    knet = transport_of(tree) == "knet"
    names = {theirs: ours for ours, theirs in LINK_NAMES.items()} if knet else _same("udp link")
    found: dict[str, Options] = {}
    for totem in tree.all("totem"):
        for each in totem.all("interface"):
            number = each.keys.get("linknumber", "0")
            options = found.setdefault(number, {})
            options |= {names[key]: value for key, value in each.keys.items() if key in names}
            options |= {"linknumber": number} if knet else {}
            if "broadcast" in options:
                options["broadcast"] = "1"
    return found


def _totem(tree: Section, name: str) -> str:
    return next((each.keys[name] for each in reversed(tree.all("totem")) if name in each.keys), "")


def _addresses(node: Section) -> dict[str, str]:
    return {str(number): node.keys[key] for number in range(8) if (key := f"ring{number}_addr") in node.keys}


@command("cluster config show", "", options="--corosync_conf --output-format", default_of="cluster config")
def show(run: Run, words: list[str]) -> None:
    """Show the options of Corosync, as text, as JSON or as the command that makes such a cluster."""
    if words:
        raise UsageFault
    form = run.options.get("--output-format", "text")
    if form not in _FORMATS:
        known = quoted_list(_FORMATS)
        raise UsageFault(f"Unknown value '{form}' for '--output-format' option. Supported values are: {known}")
    tree = read_conf(run)
    device = next((each for quorum in tree.all("quorum") for each in quorum.all("device")), None)
    if form == "cmd":
        if device is not None:
            run.warn("Quorum device configuration detected but not yet supported by this command.")
        run.out(" \\\n".join(_command_lines(tree)))
    elif form == "json":
        run.out(json.dumps(_as_json(tree, device)))
    else:
        run.out("\n".join(_text_lines(tree, device)))


def _labelled(label: str, options: Mapping[str, str]) -> list[str]:
    return [f"{label}:", *indented(f"{name}: {value}" for name, value in sorted(options.items()))] if options else []


def _text_lines(tree: Section, device: Section | None) -> list[str]:
    lines = [f"Cluster Name: {_totem(tree, 'cluster_name')}"]
    uuid = _totem(tree, "cluster_uuid")
    lines += [f"Cluster UUID: {uuid}"] if uuid else []
    lines += [f"Transport: {transport_of(tree)}", "Nodes:"]
    for node in sorted(nodes_of(tree), key=node_name):
        lines += [f"  {node_name(node)}:"]
        lines += [f"    Link {number} address: {address}" for number, address in _addresses(node).items()]
        lines += [f"    nodeid: {node.keys.get('nodeid')}"]
    links = links_of(tree)
    lines += ["Links:"] if links else []
    for number, options in sorted(links.items()):
        lines += indented(_labelled(f"Link {number}", options))
    parts = _sections(tree)
    for name in ("transport", "compression", "crypto", "totem", "quorum"):
        lines += _labelled(f"{name.capitalize()} Options", parts[name])
    if device is None:
        return lines
    model, generic, heuristics = _device(device)
    lines += [f"Quorum Device: {device.keys.get('model', '')}", *indented(_labelled("Options", generic))]
    return [*lines, *indented(_labelled("Model Options", model)), *indented(_labelled("Heuristics", heuristics))]


def _device(device: Section) -> tuple[Options, Options, Options]:
    """The options of the model, those of any model, and heuristics."""
    generic = {name: value for name, value in device.keys.items() if name != "model"}
    model = device.first(device.keys.get("model", ""))
    return dict(model.keys), generic, dict(device.first("heuristics").keys)


def _command_lines(tree: Section) -> list[str]:
    parts = _sections(tree)
    lines = [f"pcs cluster setup {_totem(tree, 'cluster_name')}"]
    for node in sorted(nodes_of(tree), key=lambda each: each.keys.get("nodeid", "")):
        lines.append(" ".join([f"  {node_name(node)}", *(f"addr={each}" for each in _addresses(node).values())]))
    lines += ["  transport", f"  {transport_of(tree)}", *indented(_words(parts["transport"]))]
    for _, options in sorted(links_of(tree).items()):
        lines += indented(_words(options, "link"))
    for name in ("compression", "crypto"):
        lines += indented(_words(parts[name], name))
    lines += [*_words(parts["totem"], "totem"), *_words(parts["quorum"], "quorum")]
    return lines if _totem(tree, "cluster_uuid") else [*lines, "  --no-cluster-uuid"]


def _words(options: Mapping[str, str], keyword: str = "") -> list[str]:
    pairs = indented(f"{name}={value}" for name, value in sorted(options.items()))
    return indented([*([keyword] if keyword else []), *pairs]) if pairs else []


def _as_json(tree: Section, device: Section | None) -> dict[str, object]:
    parts = _sections(tree)
    told: dict[str, object] | None = None
    if device is not None:
        model, generic, heuristics = _device(device)
        told = {
            "model": device.keys.get("model", ""),
            "model_options": model,
            "generic_options": generic,
            "heuristics_options": heuristics,
        }
    return {
        "cluster_name": _totem(tree, "cluster_name"),
        "cluster_uuid": _totem(tree, "cluster_uuid") or None,
        "transport": transport_of(tree).upper(),
        "totem_options": parts["totem"],
        "transport_options": parts["transport"],
        "compression_options": parts["compression"],
        "crypto_options": parts["crypto"],
        "nodes": [_node(each) for each in nodes_of(tree)],
        "links_options": links_of(tree),
        "quorum_options": parts["quorum"],
        "quorum_device": told,
    }


def _node(node: Section) -> dict[str, object]:
    addresses = [{"addr": each, "link": number, "type": _type(each)} for number, each in _addresses(node).items()]
    return {"name": node_name(node), "nodeid": node.keys.get("nodeid"), "addrs": addresses}


def _type(address: str) -> str:
    return "IPv6" if ":" in address else "IPv4" if address.replace(".", "").isdigit() else "FQDN"


@command(
    "cluster config update",
    "[transport <option>=<value>...] [compression <option>=<value>...] [crypto <option>=<value>...] "
    "[totem <option>=<value>...]",
    options="--corosync_conf",
)
def update(run: Run, words: list[str]) -> None:
    """Change options of Corosync on all nodes; an empty value takes one away."""
    found = groups(words, ("transport", "compression", "crypto", "totem"))
    if "" in found:
        raise UsageFault
    given = {name: assignments([word for each in found.get(name, []) for word in each]) for name in _NAMES}
    tree = read_conf(run)
    _check(run, tree, given)
    run.check()
    need_stopped(run, "cluster config update", [node_name(each) for each in nodes_of(tree)])
    changed = with_section_options(tree, "totem", given["totem"])
    for name in ("transport", "compression", "crypto"):
        prefix = _PREFIXES.get(name, "")
        changed = with_section_options(changed, "totem", {prefix + key: text for key, text in given[name].items()})
    before = dict.fromkeys(_FIXED, "") | _sections(tree)["transport"]
    stopped = any(given["transport"].get(name, before[name]) != before[name] for name in _FIXED)
    push(run, without_empty(changed), stopped=stopped)


_NAMES = ("transport", "compression", "crypto", "totem")


def _check(run: Run, tree: Section, given: Mapping[str, Options]) -> None:
    check_options(run, "totem", given["totem"], empty=True)
    if transport_of(tree) == "knet":
        check_options(run, "knet transport", given["transport"], empty=True)
        check_options(run, "compression", given["compression"], empty=True)
        check_options(run, "crypto", given["crypto"], empty=True)
        crypto = {"cipher": "none", "hash": "none", **_sections(tree)["crypto"], **given["crypto"]}
        check_crypto(run, crypto["cipher"], crypto["hash"])
        return
    check_options(run, "udp/udpu transport", given["transport"], empty=True)
    for name in ("compression", "crypto"):
        if given[name]:
            run.error(f"The udp/udpu transport does not support '{name}' options, use 'knet' transport")


def push(run: Run, tree: Section, *, stopped: bool = False, nodes: Sequence[str] | None = None) -> None:
    """Store a changed file: that of --corosync_conf, or on all nodes, which then read it again."""
    named = run.options.get("--corosync_conf")
    if named is not None:
        run.context.files.write(run.context.path(named), text_of(tree))
        return
    chosen = nodes if nodes is not None else [node_name(each) for each in nodes_of(tree)]
    if stopped:
        _check_stopped(run, chosen)
    run.say("Sending updated corosync.conf to nodes...")
    run.context.files.write("/tmp/pcs-corosync.conf", text_of(tree))
    for name in chosen:
        copy = ("cp", "/tmp/pcs-corosync.conf", PATH) if name == run.context.node else ()
        code, text = run.program(*(copy or ("scp", "/tmp/pcs-corosync.conf", f"{name}:{PATH}")))
        if code:
            run.error(f"{name}: {text.strip()}")
        else:
            run.say(f"{name}: Succeeded")
    run.context.files.remove("/tmp/pcs-corosync.conf")
    run.check()
    if not stopped:
        _reload(run, chosen)


def _check_stopped(run: Run, nodes: Sequence[str]) -> None:
    run.say("Checking corosync is not running on nodes...")
    for name in nodes:
        if on_node(run, name, "systemctl", "is-active", "corosync")[0] == 0:
            run.error(f"{name}: corosync is running")
        else:
            run.say(f"{name}: corosync is not running")
    run.check()


def _reload(run: Run, nodes: Sequence[str]) -> None:
    for name in nodes:
        run.warn(f"{name}: Corosync is not running, therefore reload of the corosync configuration is not possible")
