"""What is wrong with the options of a bundle."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hasim.cib import Element
from hasim.shell.pcs.bundle_text import container_of
from hasim.shell.pcs.ids import id_problem
from hasim.shell.pcs.lookup import members
from hasim.shell.pcs.messages import invalid_options, invalid_value, missing_options
from hasim.shell.pcs.run import Run, quoted_list

__all__ = [
    "check_container",
    "check_container_change",
    "check_network",
    "check_ports",
    "check_storage",
    "unsupported",
]

_CONTAINER = ("image", "masters", "network", "options", "promoted-max", "run-command", "replicas", "replicas-per-host")
_NETWORK = ("control-port", "host-interface", "host-netmask", "ip-range-start")
_PORT = ("id", "port", "internal-port", "range")
_STORAGE = ("id", "options", "source-dir", "source-dir-root", "target-dir")
_PORT_HINT = "a port number (1..65535)"
Options = Mapping[str, str]


def unsupported(id: str) -> str:
    """A bundle's containers are of a kind that pcs does not know."""
    return (
        f"Bundle '{id}' uses unsupported container type, therefore it is not possible to set its container options. "
        "Supported container types are: 'docker', 'podman', 'rkt'"
    )


def _within(text: str, low: int, high: int | None = None) -> bool:
    return re.fullmatch(r"[+-]?\d+", text) is not None and int(text) >= low and (high is None or int(text) <= high)


def _check_names(run: Run, given: Options, known: Sequence[str], kind: str) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        run.forceable(invalid_options(unknown, known, kind))


def _check_numbers(run: Run, given: Options, *, empty: bool) -> None:
    for name, low, hint in (
        ("masters", 0, "a non-negative integer"),
        ("promoted-max", 0, "a non-negative integer"),
        ("replicas", 1, "a positive integer"),
        ("replicas-per-host", 1, "a positive integer"),
    ):
        value = given.get(name)
        if value is not None and not (empty and not value) and not _within(value, low):
            run.error(invalid_value(name, value, hint))


def _check_one_of(run: Run, given: Options, names: Sequence[str], kind: str) -> None:
    if all(name in given for name in names):
        run.error(f"Only one of {kind} options {quoted_list(names, ' and ')} can be used")


def _warn_of_masters(run: Run) -> None:
    run.deprecated("container option 'masters' is deprecated and should not be used, use 'promoted-max' instead")


def _check_image(run: Run, given: Options) -> None:
    if given.get("image") == "":
        run.error("image cannot be empty, use image name")


def check_container(run: Run, given: Options) -> None:
    """Report what is wrong with the options of a new bundle's containers."""
    _check_names(run, given, _CONTAINER, "container")
    if "image" not in given:
        run.error(missing_options(["image"], "container"))
    _check_image(run, given)
    _check_numbers_in_order(run, given)
    if "masters" in given:
        _warn_of_masters(run)


def _check_numbers_in_order(run: Run, given: Options) -> None:
    """Masters are spoken of before replicas, and that both are given in between."""
    promoted = {name: value for name, value in given.items() if name in ("masters", "promoted-max")}
    _check_numbers(run, promoted, empty=False)
    _check_one_of(run, given, ("masters", "promoted-max"), "container")
    _check_numbers(run, {name: value for name, value in given.items() if name not in promoted}, empty=False)


def check_container_change(run: Run, bundle: Element, given: Options) -> None:
    """Report what is wrong with other options for a bundle's containers."""
    container = container_of(bundle)
    if container is None:
        run.error(unsupported(bundle.id))
        return
    _check_names(run, {name: value for name, value in given.items() if value}, _CONTAINER, "container")
    _check_image(run, given)
    _check_numbers(run, given, empty=True)
    if given.get("masters") and given.get("promoted-max"):
        _check_one_of(run, given, ("masters", "promoted-max"), "container")
    if given.get("masters"):
        _warn_of_masters(run)
    for one, other in (("masters", "promoted-max"), ("promoted-max", "masters")):
        if given.get(one) and container.get(other) and given.get(other) != "":
            run.error(f"Cannot set container option '{one}' because container option '{other}' is already set")


def check_network(run: Run, given: Options, bundle: Element | None = None) -> None:
    """Report what is wrong with the options of the network, of a new bundle or for one that is there."""
    network = bundle.first("network") if bundle is not None else None
    known = given
    if bundle is not None and network is not None:
        known = {name: value for name, value in given.items() if value}
        _check_reach(run, bundle, network, given)
    _check_names(run, known, _NETWORK, "network")
    port, mask = known.get("control-port"), known.get("host-netmask")
    if port is not None and not _within(port, 1, 65535):
        run.error(invalid_value("control-port", port, _PORT_HINT))
    if mask is not None and not _within(mask, 1, 32):
        run.forceable(invalid_value("host-netmask", mask, "a number of bits of the mask (1..32)"))


def _check_reach(run: Run, bundle: Element, network: Element, given: Options) -> None:
    """The cluster reaches a resource in a bundle by a port or an address."""
    names = ("control-port", "ip-range-start")
    before = [name for name in names if network.get(name)]
    lost = before and all(given.get(name) == "" for name in before)
    gained = any(given.get(name) is not None for name in names if name not in before)
    if members(bundle) and lost and not gained:
        run.forceable(
            f"Resource '{members(bundle)[0].id}' will not be accessible by the cluster inside bundle '{bundle.id}', "
            "at least one of bundle options 'control-port' or 'ip-range-start' has to be specified"
        )


def _check_id(run: Run, given: Options, kind: str, used: set[str]) -> None:
    id = given.get("id")
    if id is None:
        return
    problem = id_problem(id, f"{kind} id")
    if problem:
        run.error(problem)
    elif id in used:
        run.error(f"'{id}' already exists")
    used.add(id)


def _check_some(run: Run, given: Options, names: Sequence[str], kind: str) -> None:
    if not any(name in given for name in names):
        listed = " or ".join(f"'{name}'" for name in sorted(names))
        run.error(f"{kind} option {listed} has to be specified")


def check_ports(run: Run, maps: Sequence[Options], used: set[str]) -> None:
    """Report what is wrong with mappings of ports; `used` grows by their ids."""
    for given in maps:
        _check_names(run, given, _PORT, "port-map")
        _check_id(run, given, "port-map", used)
        if "internal-port" in given and "port" not in given:
            run.error(
                "If port-map option 'internal-port' is specified, port-map option 'port' must be specified as well"
            )
        _check_some(run, given, ("port", "range"), "port-map")
        _check_one_of(run, given, ("port", "range"), "port-map")
        for name in ("port", "internal-port"):
            if name in given and not _within(given[name], 1, 65535):
                run.error(invalid_value(name, given[name], _PORT_HINT))
        if "range" in given and not _is_range(given["range"]):
            run.forceable(invalid_value("range", given["range"], "port-port"))


def _is_range(text: str) -> bool:
    return re.fullmatch(r"[0-9]+-[0-9]+", text) is not None and all(_within(each, 1, 65535) for each in text.split("-"))


def check_storage(run: Run, maps: Sequence[Options], used: set[str]) -> None:
    """Report what is wrong with mappings of storage; `used` grows by their ids."""
    for given in maps:
        _check_names(run, given, _STORAGE, "storage-map")
        _check_id(run, given, "storage-map", used)
        _check_some(run, given, ("source-dir", "source-dir-root"), "storage-map")
        _check_one_of(run, given, ("source-dir", "source-dir-root"), "storage-map")
        if "target-dir" not in given:
            run.error(missing_options(["target-dir"], "storage-map"))
