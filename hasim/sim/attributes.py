"""The attribute daemons: transient node attributes, their dampening, and their way into the CIB.

Daemons that see each other hold the same values. A change of a value with a delay (re)starts the attribute's timer;
when it fires, the values of all nodes are written in one go. Without a delay they are written at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hasim.cib import INFINITY, Cib, Element
from hasim.sim import status
from hasim.sim.chronicle import pacemaker_log
from hasim.sim.cibstore import update_status
from hasim.sim.pacemakerd import daemon_name
from hasim.sim.stack import Attribute, AttributeDaemon, change, peers
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

FAIL_COUNT = "fail-count-"
LAST_FAILURE = "last-failure-"


def daemons(stage: Stage, node: str) -> list[str]:
    """The nodes of the partition where an attribute daemon runs, this one included."""
    return [name for name in peers(stage, node) if stage.stacks[name].attributes is not None]


def value(stage: Stage, node: str, host: str, name: str) -> str | None:
    """The value of ``host`` as the daemon on ``node`` holds it."""
    daemon = stage.stacks[node].attributes
    found = daemon.attributes.get(name) if daemon else None
    return found.values.get(host) if found else None


def expand(text: str, old: str | None) -> str:
    """``value++`` and ``value+=n`` as the daemon computes them from the old value, held within plus or minus INFINITY.

    >>> expand("value++", "2"), expand("value+=5", None), expand("value++", "INFINITY")
    ('3', '5', 'INFINITY')
    """
    if text == "value++":
        step = 1
    elif text.startswith("value+=") and text[7:].lstrip("-").isdecimal():
        step = int(text[7:])
    else:
        return text
    base = {"INFINITY": INFINITY, "+INFINITY": INFINITY, "-INFINITY": -INFINITY}.get(old or "0")
    if base is None:
        base = int(old) if old and old.lstrip("-").isdecimal() else 0
    total = max(-INFINITY, min(INFINITY, base + step))
    return {INFINITY: "INFINITY", -INFINITY: "-INFINITY"}.get(total, str(total))


def update(
    stage: Stage,
    node: str,
    host: str,
    name: str,
    text: str | None,
    *,
    delay: int | None = None,
    set_delay: bool = False,
    cause: str = "cleanup",
) -> None:
    """Through the daemon on ``node``, give an attribute of ``host`` a value, or (None) delete it.

    ``delay`` (ms) is kept when the attribute is new, or with ``set_delay``; changing it alone writes at once.
    ``cause`` is why a fail count is deleted, for the history.
    """
    daemon = stage.stacks[node].attributes
    if daemon is None:
        return
    old = daemon.attributes.get(name)
    current = old or Attribute(delay or 0)
    new_text = None if text is None else expand(text, current.values.get(host))
    redelayed = set_delay and delay is not None and delay != current.delay
    if redelayed and delay is not None:
        current = replace(current, delay=delay)
    if current.values.get(host) == new_text:
        if redelayed:
            _hold(stage, node, name, current)
            write(stage, node, name)
        elif old is None and text is not None:
            _hold(stage, node, name, current)
        return
    _log(stage, node, host, name, current.values.get(host), new_text, current.delay)
    _set(stage, node, host, name, new_text, current, cause)


def _set(stage: Stage, node: str, host: str, name: str, text: str | None, current: Attribute, cause: str) -> None:
    values = {one: kept for one, kept in current.values.items() if one != host}
    if text is not None:
        values[host] = text
    if current.delay == 0:
        _hold(stage, node, name, replace(current, values=values))
        write(stage, node, name, cause)
        return
    stage.cancel(current.timer)
    timer = stage.after(current.delay, "attribute-write", node, name=name)
    _hold(stage, node, name, replace(current, values=values, timer=timer))


def _hold(stage: Stage, node: str, name: str, attribute: Attribute) -> None:
    """Put an attribute into the memory of every daemon of the partition."""
    for one in daemons(stage, node):
        daemon = stage.stacks[one].attributes
        if daemon is not None:
            change(stage, one, attributes=replace(daemon, attributes={**daemon.attributes, name: attribute}))


def _log(stage: Stage, node: str, host: str, name: str, old: str | None, new: str | None, delay: int) -> None:
    wait = f"{delay // 1000}s" if delay else "no"
    text = f"Setting {name}[{host}]: {old or '(unset)'} -> {new or '(unset)'} | from {host} with {wait} write delay"
    for one in daemons(stage, node):
        daemon = stage.stacks[one].attributes
        pid = daemon.pid if daemon else 0
        pacemaker_log(stage, one, daemon_name(stage.dialect, "attrd"), pid, "update_attr_on_host", text)


@on("attribute-write")
def dampened(stage: Stage, event: Event) -> None:
    """The dampening of an attribute is over. The daemon that started it may be gone; another one writes then."""
    if stage.stacks[event.node].attributes is not None:
        write(stage, event.node, event.data["name"])


def write(stage: Stage, node: str, name: str, cause: str = "lost") -> None:
    """Write all values of an attribute into the CIB, and tell "attribute-written" if that changed it."""
    daemon = stage.stacks[node].attributes
    cib = stage.stacks[node].cib
    if daemon is None or cib is None:
        return
    values = daemon.attributes.get(name, Attribute()).values
    hosts: dict[str, str] = {state.get("uname") or "": state.id for state in cib.status.all("node_state")}
    before = _stored(cib.status.all("node_state"), name)
    wanted = {host: values.get(host) for host in hosts}
    if before == wanted:
        return

    def edit(section: Element) -> Element:
        for host, node_id in hosts.items():
            section = status.put_attribute(section, node_id, name, wanted[host])
        return section

    update_status(stage, node, edit)
    changes = {host: text for host, text in wanted.items() if before[host] != text}
    _record(stage, node, name, changes, cause)
    stage.tell("attribute-written", node, name=name)


def _stored(states: list[Element], name: str) -> dict[str, str | None]:
    """The values of an attribute as the CIB has them, by node."""
    found: dict[str, str | None] = {}
    for state in states:
        pairs = state.find("transient_attributes", "instance_attributes")
        children = pairs.children if pairs is not None else ()
        found[state.get("uname") or ""] = next((p.get("value") for p in children if p.get("name") == name), None)
    return found


def _record(stage: Stage, node: str, name: str, changes: Mapping[str, str | None], cause: str) -> None:
    if name.startswith(FAIL_COUNT):
        for host, text in changes.items():
            record_fail_count(stage, node, host, name, "failure" if text is not None else cause)
    elif not name.startswith(LAST_FAILURE):
        for host, text in changes.items():
            said = f"{name} of {host} is now {text}" if text is not None else f"{name} of {host} is deleted"
            stage.record("attribute", host, said, name=name, value=text)


def record_fail_count(stage: Stage, node: str, host: str, name: str, cause: str) -> None:
    """Note the total of a resource's fail counts on a host, after the attribute ``name`` was written or deleted."""
    resource = name.removeprefix(FAIL_COUNT).partition("#")[0]
    cib = stage.stacks[node].cib
    total = fail_count(cib, host, resource) if cib else 0
    text = f"fail count of {resource} on {host} is now {'INFINITY' if total >= INFINITY else total}"
    stage.record("fail-count", host, text, resource=resource, value=total, cause=cause)


def fail_count(cib: Cib, host: str, resource: str) -> int:
    """The sum of a resource's fail counts on a host over all its operations, INFINITY at most."""
    total = 0
    for state in cib.status.all("node_state"):
        pairs = state.find("transient_attributes", "instance_attributes") if state.get("uname") == host else None
        for pair in pairs.children if pairs is not None else ():
            name = pair.get("name") or ""
            if name.partition("#")[0] == FAIL_COUNT + resource:
                text = pair.get("value") or "0"
                total += INFINITY if text == "INFINITY" else int(text) if text.isdecimal() else 0
    return min(total, INFINITY)


def write_all(stage: Stage, node: str) -> None:
    """Write everything that the daemon holds, as after the CIB was replaced or on a refresh."""
    daemon = stage.stacks[node].attributes
    for name in list(daemon.attributes) if daemon else []:
        write(stage, node, name)


def forget_host(stage: Stage, node: str, host: str) -> None:
    """In the partition of ``node``, drop all attributes of a host whose daemon is gone."""
    for one in daemons(stage, node):
        daemon = stage.stacks[one].attributes
        if daemon is None or one == host:
            continue
        kept = {name: _without(attribute, host) for name, attribute in daemon.attributes.items()}
        change(stage, one, attributes=replace(daemon, attributes=kept))


def _without(attribute: Attribute, host: str) -> Attribute:
    if host not in attribute.values:
        return attribute
    return replace(attribute, values={one: text for one, text in attribute.values.items() if one != host})


@on("attrd-started")
def started(stage: Stage, event: Event) -> None:
    """A new daemon learns from the others what they hold, and agents on its node will tell it the rest."""
    merge(stage, event.node)
    stage.rouse(event.node)


def merge(stage: Stage, node: str) -> None:
    """Daemons that see each other (again) share their values; each knows its own node's best."""
    names = daemons(stage, node)
    merged: dict[str, Attribute] = {}
    for one in names:
        daemon = stage.stacks[one].attributes
        for name, attribute in (daemon.attributes if daemon else {}).items():
            known = merged.get(name, Attribute(attribute.delay, {}, attribute.timer))
            own = {host: text for host, text in attribute.values.items() if host == one or host not in names}
            merged[name] = replace(known, values={**known.values, **own})
    for one in names:
        daemon = stage.stacks[one].attributes
        if daemon is not None:
            change(stage, one, attributes=replace(daemon, attributes=merged))


@on("attrd-gone")
def gone(stage: Stage, event: Event) -> None:
    """The other daemons drop what the dead one's node had, in memory and in the CIB."""
    for one in daemons(stage, event.node):
        forget_host(stage, one, event.node)
        write_all(stage, one)
        break


@on("membership")
def membership(stage: Stage, event: Event) -> None:
    """Nodes that left lose their attributes in memory; ones that came back bring theirs."""
    daemon: AttributeDaemon | None = stage.stacks[event.node].attributes
    if daemon is None:
        return
    for host in event.data["left"]:
        forget_host(stage, event.node, host)
    if event.data["joined"]:
        merge(stage, event.node)
