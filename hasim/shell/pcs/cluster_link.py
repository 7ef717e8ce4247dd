"""`pcs cluster link`: add, change and remove the links between nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from hasim.shell.pcs.cluster import need_machine, need_stopped
from hasim.shell.pcs.cluster_config import links_of, push, read_conf
from hasim.shell.pcs.command import command
from hasim.shell.pcs.corosync_checks import check_options, check_pings
from hasim.shell.pcs.corosync_file import (
    LINK_NAMES,
    node_name,
    nodes_of,
    transport_of,
    used_links,
    with_options,
    without_empty,
)
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.words import assignments, groups
from hasim.sim.corosync_conf import Section

_MOST = 8


def _words(words: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The addresses by node, and the options of the link."""
    found = groups(words, ("options",), repeat=False)
    return assignments(found.get("", [[]])[0]), assignments(found.get("options", [[]])[0])


@command(
    "cluster link add",
    "<node>=<address>... [options <option>=<value>...]",
    options="--force --request-timeout --skip-offline",
)
def add(run: Run, words: list[str]) -> None:
    """Add a link: say each node's address on it."""
    if not words:
        raise UsageFault
    need_machine(run)
    addresses, options = _words(words)
    tree = read_conf(run)
    used = used_links(tree)
    if transport_of(tree) != "knet":
        run.error(f"Cluster is using {transport_of(tree)} transport which does not support adding links")
    elif len(used) >= _MOST:
        run.error(
            f"Cannot add 1 link, there would be {_MOST + 1} links defined which is more than allowed number of "
            f"{_MOST} links"
        )
    else:
        _check_new(run, tree, addresses, options, used)
    run.check()
    need_stopped(run, "cluster link add", [node_name(each) for each in nodes_of(tree)])
    number = options.get("linknumber") or next(str(each) for each in range(_MOST) if str(each) not in used)
    changed = _with_addresses(tree, number, addresses)
    if set(options) - {"linknumber"}:
        changed = _with_link(changed, number, {**options, "linknumber": number})
    push(run, without_empty(changed))


def _check_new(
    run: Run, tree: Section, addresses: Mapping[str, str], options: Mapping[str, str], used: list[str]
) -> None:
    names = {node_name(each) for each in nodes_of(tree)}
    for name in sorted(names - set(addresses)):
        run.error(f"1 address must be specified for a node, 0 addresses specified for node '{name}'")
    _check_addresses(run, addresses, names, _addresses(nodes_of(tree)))
    check_options(run, "link", options)
    check_pings(run, options)
    if options.get("linknumber") in used:
        run.error(f"Cannot add link '{options['linknumber']}', it already exists")


def _addresses(nodes: Iterable[Section]) -> set[str]:
    return {value for each in nodes for key, value in each.keys.items() if key.startswith("ring")}


def _check_addresses(run: Run, new: Mapping[str, str], names: set[str], taken: set[str]) -> None:
    for name in sorted(set(new) - names):
        run.error(f"Node '{name}' does not appear to exist in configuration")
    empty = sorted(name for name, address in new.items() if not address)
    if empty:
        run.error(
            f"Empty address set for node{'s' * (len(empty) > 1)} {quoted_list(empty)}, an address cannot be empty"
        )
    again = taken & set(new.values())
    if again:
        plural = len(again) > 1
        run.error(
            f"Node address{'es' * plural} {quoted_list(again)} {'are' if plural else 'is'} already used by existing "
            f"nodes; please, use other address{'es' * plural}"
        )
    doubled = [address for address, count in Counter(new.values()).items() if count > 1 and address]
    if doubled:
        run.error(f"Node addresses must be unique, duplicate addresses: {quoted_list(doubled)}")


def _with_nodes(tree: Section, change: Mapping[str, Mapping[str, str]]) -> Section:
    """The file with options of nodes, by their names."""

    def changed(node: Section) -> Section:
        return with_options(node, change.get(node_name(node), {}))

    lists = tuple(
        replace(each, sections=tuple(changed(one) if one.name == "node" else one for one in each.sections))
        if each.name == "nodelist"
        else each
        for each in tree.sections
    )
    return replace(tree, sections=lists)


def _with_addresses(tree: Section, number: str, addresses: Mapping[str, str]) -> Section:
    return _with_nodes(tree, {name: {f"ring{number}_addr": address} for name, address in addresses.items()})


def _with_link(tree: Section, number: str, options: Mapping[str, str]) -> Section:
    """The file with options of a link, in a section of its own if it has none yet."""
    knet = transport_of(tree) == "knet"
    given = {LINK_NAMES.get(name, name) if knet else name: value for name, value in options.items()}
    if "broadcast" in given:
        given["broadcast"] = "yes" if given["broadcast"] == "1" else ""
    totem = tree.first("totem")
    present = [each for each in totem.all("interface") if each.keys.get("linknumber", "0") == number]
    if present:
        inner = tuple(with_options(each, given) if each is present[-1] else each for each in totem.sections)
    else:
        inner = (*totem.sections, with_options(Section("interface", {"linknumber": number}), given))
    changed = replace(totem, sections=inner)
    return replace(tree, sections=tuple(changed if each is totem else each for each in tree.sections))


@command("cluster link delete|remove", "<link number>...", options="--request-timeout --skip-offline")
def remove(run: Run, words: list[str]) -> None:
    """Remove links; one has to stay."""
    if not words:
        raise UsageFault
    need_machine(run)
    tree = read_conf(run)
    used = set(used_links(tree))
    gone, left, unknown = set(words) & used, used - set(words), set(words) - used
    doubled = {each for each in words if words.count(each) > 1}
    if transport_of(tree) != "knet":
        run.error(f"Cluster is using {transport_of(tree)} transport which does not support removing links")
        run.check()
    if doubled:
        run.error(f"Link numbers must be unique, duplicate link numbers: {quoted_list(doubled)}")
    if not left:
        run.error(
            f"Cannot remove {len(gone)} link{'s' * (len(gone) != 1)}, there would be 0 links defined which is less "
            "than allowed number of 1 link"
        )
    if unknown:
        plural = "s" if len(unknown) > 1 else ""
        run.error(
            f"Cannot remove non-existent link{plural} {quoted_list(unknown)}, existing links: {quoted_list(used)}"
        )
    run.check()
    need_stopped(run, "cluster link remove", [node_name(each) for each in nodes_of(tree)])
    totems = tuple(
        replace(each, sections=tuple(one for one in each.sections if not _is_link(one, gone)))
        if each.name == "totem"
        else each
        for each in tree.sections
    )
    keys = {f"ring{number}_addr": "" for number in gone}
    names = {node_name(each): keys for each in nodes_of(tree)}
    push(run, without_empty(_with_nodes(replace(tree, sections=totems), names)))


def _is_link(section: Section, numbers: set[str]) -> bool:
    return section.name == "interface" and section.keys.get("linknumber", "0") in numbers


@command(
    "cluster link update",
    "<link number> [<node>=<address>...] [options <option>=<value>...]",
    options="--force --request-timeout --skip-offline",
)
def update(run: Run, words: list[str]) -> None:
    """Change addresses and options of a link; the cluster has to be stopped for it."""
    if len(words) < 2:
        raise UsageFault
    need_machine(run)
    number = words[0]
    addresses, options = _words(words[1:])
    tree = read_conf(run)
    used = used_links(tree)
    if number not in used:
        run.error(f"Cannot set options for non-existent link '{number}', existing links: {quoted_list(used)}")
        run.check()
    if options:
        knet = transport_of(tree) == "knet"
        check_options(run, "present link" if knet else "udp link", options, empty=True)
        after = {**links_of(tree).get(number, {}), **options}
        check_pings(run, {name: value for name, value in after.items() if value})
    kept = [
        with_options(each, {f"ring{number}_addr": ""}) if node_name(each) in addresses else each
        for each in nodes_of(tree)
    ]
    _check_addresses(run, addresses, {node_name(each) for each in nodes_of(tree)}, _addresses(kept))
    run.check()
    changed = _with_addresses(tree, number, addresses)
    if options:
        changed = _with_link(changed, number, options)
    push(run, without_empty(changed), stopped=True)
