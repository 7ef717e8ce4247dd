"""`pcs resource bundle`: containers of one kind, with a resource in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hasim.cib import Cib, Element
from hasim.shell.pcs.bundle_checks import (
    check_container,
    check_container_change,
    check_network,
    check_ports,
    check_storage,
    unsupported,
)
from hasim.shell.pcs.bundle_text import container_of
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import new_set, with_values_first
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, safe_id, used_ids
from hasim.shell.pcs.lookup import members, resource
from hasim.shell.pcs.messages import invalid_value
from hasim.shell.pcs.resource_wait import wait_for
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.words import assignments, groups
from hasim.shell.pcs.words_kinds import not_found

__all__ = ["check_accessible", "find_bundle", "in_bundle"]

_TYPES = ("docker", "podman", "rkt")
_MAPS = ("port-map", "storage-map")
_KEYWORDS = ("meta", "container", "network", *_MAPS)
_ARGUMENTS = (
    "[network <option>=<value>...] [port-map <option>=<value>...]... [storage-map <option>=<value>...]... "
    "[meta <name>=<value>...]"
)
Options = dict[str, str]


@dataclass(slots=True)
class _Wanted:
    """What a bundle is to be: options by their place, and mappings to add and to remove."""

    container: Options = field(default_factory=dict)
    network: Options = field(default_factory=dict)
    meta: Options = field(default_factory=dict)
    ports: list[Options] = field(default_factory=list)
    storage: list[Options] = field(default_factory=list)
    gone_ports: list[str] = field(default_factory=list)
    gone_storage: list[str] = field(default_factory=list)


def _grouped(words: list[str]) -> dict[str, list[list[str]]]:
    found = groups(words, _KEYWORDS)
    if "" in found:
        raise UsageFault
    for keyword in _KEYWORDS:
        lists = found.get(keyword, [])
        if keyword not in _MAPS and lists:
            found[keyword] = lists = [[word for each in lists for word in each]]
        if any(not each for each in lists):
            raise UsageFault(f"No {keyword} options specified")
    return found


def _wanted(found: dict[str, list[list[str]]]) -> _Wanted:
    container, network = (assignments(found.get(keyword, [[]])[0]) for keyword in ("container", "network"))
    ports, storage = ([assignments(each) for each in found.get(keyword, [])] for keyword in _MAPS)
    return _Wanted(container, network, assignments(found.get("meta", [[]])[0]), ports, storage)


@command(
    "resource bundle create",
    f"<bundle id> container <type> <option>=<value>... {_ARGUMENTS}",
    options="--force --disabled --wait -f",
)
def create(run: Run, words: list[str]) -> None:
    """Make a bundle, without a resource in it at first."""
    if not words:
        raise UsageFault
    id, found = words[0], _grouped(words[1:])
    kind = ""
    if "container" in found and "=" not in found["container"][0][0]:
        kind = found["container"][0].pop(0)
    wanted = _wanted(found)
    cib, used = run.cib, used_ids(run.cib)
    problem = id_problem(id, "bundle name") or (f"'{id}' already exists" if id in used else "")
    if problem:
        run.error(problem)
    used.add(id)
    if kind not in _TYPES:
        run.error(invalid_value("container type", kind, quoted_list(_TYPES)))
    else:
        check_container(run, wanted.container)
    check_network(run, wanted.network)
    _check_maps(run, wanted, used)
    run.check()
    bundle = Element("bundle", {"id": id}, (Element(kind).with_attributes(_set(wanted.container)),))
    bundle = _changed(bundle, wanted, used_ids(cib) | {id})
    if wanted.meta:
        bundle = bundle.with_child(new_set("meta_attributes", bundle, wanted.meta.items(), used))
    run.store(_stopped(run, cib.with_section(cib.resources.with_child(bundle)), id))
    _wait(run, id, wanted)


def _check_maps(run: Run, wanted: _Wanted, used: set[str]) -> None:
    check_ports(run, wanted.ports, used)
    check_storage(run, wanted.storage, used)


def _set(options: Mapping[str, str]) -> dict[str, str | None]:
    """Attributes to set; an empty value takes one away."""
    return {name: value or None for name, value in options.items()}


def _changed(bundle: Element, wanted: _Wanted, used: set[str]) -> Element:
    """The bundle with another network and storage."""
    used -= {*wanted.gone_ports, *wanted.gone_storage}
    network = bundle.first("network") or Element("network")
    ports = [each for each in network.all("port-mapping") if each.id not in wanted.gone_ports]
    for options in wanted.ports:
        number = options.get("port") or options.get("range", "")
        wish = safe_id(f"{bundle.id}-port-map-{number}")
        ports.append(_mapping("port-mapping", options, wish, used))
    others = [each for each in network.children if each.tag != "port-mapping"]
    network = network.with_attributes(_set(wanted.network)).with_children((*others, *ports))
    bundle = _with_part(bundle, network)
    storage = bundle.first("storage") or Element("storage")
    kept = [each for each in storage.children if each.id not in wanted.gone_storage]
    for options in wanted.storage:
        kept.append(_mapping("storage-mapping", options, f"{bundle.id}-storage-map", used))
    return _with_part(bundle, storage.with_children(kept))


def _mapping(tag: str, options: Options, wish: str, used: set[str]) -> Element:
    given = {**options} if "id" in options else {**options, "id": free_id(wish, used)}
    used.add(given["id"])
    return Element(tag).with_attributes(_set(given))


def _with_part(bundle: Element, part: Element) -> Element:
    present = bundle.first(part.tag)
    if present is not None:
        return bundle.with_children(part if each is present else each for each in bundle.children)
    return bundle.with_child(part) if part.attributes or part.children else bundle


def _stopped(run: Run, cib: Cib, id: str) -> Cib:
    if "--disabled" not in run.options:
        return cib
    bundle = resource(cib, id, "bundle")
    assert bundle is not None
    return with_values_first(cib, bundle, "meta_attributes", [("target-role", "Stopped")])


def _wait(run: Run, id: str, wanted: _Wanted) -> None:
    wait_for(run, id, running="--disabled" not in run.options and wanted.meta.get("target-role") != "Stopped")


def find_bundle(run: Run, id: str) -> Element:
    """The bundle of that id; the run ends where there is none."""
    found = resource(run.cib, id, "bundle")
    if found is None:
        run.plain_error(not_found(run.cib, id, ("bundle",)))
    return found


@command(
    "resource bundle reset",
    f"<bundle id> [container <option>=<value>...] {_ARGUMENTS}",
    options="--force --disabled --wait -f",
)
def reset(run: Run, words: list[str]) -> None:
    """Give a bundle other options, and forget all that it had before; the resource in it stays."""
    if not words:
        raise UsageFault
    wanted = _wanted(_grouped(words[1:]))
    bundle, cib = find_bundle(run, words[0]), run.cib
    if container_of(bundle) is None:
        run.error(unsupported(bundle.id))
        run.check()
    bare = bundle.with_children(_bare(each) for each in bundle.children)
    used = used_ids(cib.edit(bundle, bare))
    check_container(run, wanted.container)
    check_network(run, wanted.network)
    _check_maps(run, wanted, set(used))
    run.check()
    _replace(run, bundle, bare, wanted, used)
    _wait(run, bundle.id, wanted)


def _bare(part: Element) -> Element:
    kept = {"meta_attributes": ("id",), "network": (), "storage": (), **dict.fromkeys(_TYPES, ("image",))}
    if part.tag not in kept:
        return part
    return Element(part.tag, {name: value for name, value in part.attributes.items() if name in kept[part.tag]})


def _replace(run: Run, bundle: Element, base: Element, wanted: _Wanted, used: set[str]) -> None:
    container = container_of(base)
    if container is not None:
        base = _with_part(base, container.with_attributes(_set(wanted.container)))
    cib = run.cib.edit(bundle, _changed(base, wanted, used))
    if wanted.meta:
        now = resource(cib, bundle.id, "bundle")
        assert now is not None
        cib = with_values_first(cib, now, "meta_attributes", wanted.meta.items())
    run.store(_stopped(run, cib, bundle.id))


@command(
    "resource bundle update",
    "<bundle id> [container <option>=<value>...] [network <option>=<value>...] "
    "[port-map (add <option>=<value>...) | (delete|remove <id>...)]... "
    "[storage-map (add <option>=<value>...) | (delete|remove <id>...)]... [meta <name>=<value>...]",
    options="--force --wait -f",
)
def update(run: Run, words: list[str]) -> None:
    """Change a bundle; an empty value takes an option away."""
    if not words:
        raise UsageFault
    found = _grouped(words[1:])
    ports, gone_ports = _map_changes(found.pop("port-map", []), "port-map")
    storage, gone_storage = _map_changes(found.pop("storage-map", []), "storage-map")
    wanted = _wanted(found)
    wanted.ports, wanted.gone_ports, wanted.storage, wanted.gone_storage = ports, gone_ports, storage, gone_storage
    bundle, used = find_bundle(run, words[0]), used_ids(run.cib)
    if wanted.container:
        check_container_change(run, bundle, wanted.container)
    check_network(run, wanted.network, bundle)
    _check_maps(run, wanted, set(used))
    for tag, label, ids in (
        ("port-mapping", "port-map", gone_ports),
        ("storage-mapping", "storage-map", gone_storage),
    ):
        for id in ids:
            _check_mapping(run, bundle, tag, label, id)
    run.check()
    _replace(run, bundle, bundle, wanted, used)
    wait_for(run, bundle.id)


def _map_changes(found: Sequence[list[str]], name: str) -> tuple[list[Options], list[str]]:
    new: list[Options] = []
    gone: list[str] = []
    for words in found:
        if len(words) > 1 and words[0] == "add":
            new.append(assignments(words[1:]))
        elif len(words) > 1 and words[0] in ("delete", "remove"):
            gone += words[1:]
        else:
            raise UsageFault(
                f"When using '{name}' you must specify either 'add' and options or either of 'delete' or 'remove' and "
                "id(s)"
            )
    return new, gone


def _check_mapping(run: Run, bundle: Element, tag: str, label: str, id: str) -> None:
    everywhere = [each for each in run.cib.configuration.walk() if each.id == id]
    if any(each.tag == tag and each.id == id for each in bundle.walk()):
        return
    if not everywhere:
        run.error(f"there is no {label} '{id}' in the bundle '{bundle.id}'")
    elif everywhere[0].tag == tag:
        run.error(f"{tag} '{id}' exists but does not belong to bundle '{bundle.id}'")
    else:
        run.error(f"'{id}' is not a {label}")


def check_accessible(run: Run, bundle: Element, id: str) -> None:
    """Report a bundle in which the cluster could not reach a resource."""
    network = bundle.first("network")
    if network is None or not (network.get("control-port") or network.get("ip-range-start")):
        run.forceable(
            f"Resource '{id}' will not be accessible by the cluster inside bundle '{bundle.id}', at least one of "
            "bundle options 'control-port' or 'ip-range-start' has to be specified"
        )


def in_bundle(run: Run, cib: Cib, primitive: Element, id: str) -> Cib:
    """The CIB with a new resource in a bundle."""
    bundle = find_bundle(run, id)
    check_accessible(run, bundle, primitive.id)
    run.check()
    if members(bundle):
        run.plain_error(
            f"bundle '{id}' already contains resource '{members(bundle)[0].id}', a bundle may contain at most one "
            "resource"
        )
    return cib.edit(bundle, bundle.with_child(primitive))
