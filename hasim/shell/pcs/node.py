"""`pcs node`."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import with_values, with_values_first
from hasim.shell.pcs.faults import Failure, Stop, UsageFault
from hasim.shell.pcs.lookup import node as find_node
from hasim.shell.pcs.resource_update import utilization_text
from hasim.shell.pcs.resource_wait import wait_until_idle
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.words import assignments


@command("node standby", "[--all | <node>...]", options="-f --wait --all")
def standby(run: Run, words: list[str]) -> None:
    """Let no resources run on nodes."""
    _switch(run, words, "standby", "on")


@command("node unstandby", "[--all | <node>...]", options="-f --wait --all")
def unstandby(run: Run, words: list[str]) -> None:
    """Let resources run on nodes again."""
    _switch(run, words, "standby", "")


@command("node maintenance", "[--all | <node>...]", options="-f --wait --all")
def maintenance(run: Run, words: list[str]) -> None:
    """Leave the resources on nodes alone."""
    _switch(run, words, "maintenance", "on")


@command("node unmaintenance", "[--all | <node>...]", options="-f --wait --all")
def unmaintenance(run: Run, words: list[str]) -> None:
    """Look after the resources on nodes again."""
    _switch(run, words, "maintenance", "")


def _switch(run: Run, words: list[str], name: str, value: str) -> None:
    everyone = "--all" in run.options
    if words and everyone:
        raise UsageFault("Cannot specify both --all and a list of nodes.")
    cib = run.cib
    if everyone:
        chosen = [each.get("uname") or "" for each in cib.nodes.all("node")]
    elif words:
        chosen = list(dict.fromkeys(words))
    elif run.on_file:
        raise Failure("Node(s) must be specified if -f is used")
    else:
        chosen = [run.context.node]
    for each in chosen:
        if find_node(cib, each) is None:
            run.error(f"Node '{each}' does not appear to exist in configuration")
    run.end_if_failed()
    for each in chosen:
        cib = _with_attribute(cib, each, name, value)
    run.store(cib)
    wait_until_idle(run)


def _with_attribute(cib: Cib, node: str, name: str, value: str) -> Cib:
    element = find_node(cib, node)
    assert element is not None
    if not value and element.first("instance_attributes") is None:
        return cib
    return with_values_first(cib, element, "instance_attributes", [(name, value)], f"nodes-{element.id}")


@command("node attribute", "[[<node>] [--name <name>] | <node> <name>=<value>...]", options="-f --force --name")
def attribute(run: Run, words: list[str]) -> None:
    """Show attributes of nodes, or set them; an empty value takes one away."""
    name = run.options.get("--name", "")
    if name and len(words) > 1:
        raise UsageFault
    if len(words) < 2:
        return _show(run, words[0] if words else "", name)
    for key, value in assignments(words[1:]).items():
        _set(run, words[0], key, value)
    return None


def _show(run: Run, node: str, name: str) -> None:
    lines = ["Node Attributes:"]
    for each in sorted(run.cib.nodes.all("node"), key=lambda each: each.get("uname") or ""):
        pairs = [pair for part in each.all("instance_attributes")[:1] for pair in part.all("nvpair")]
        shown = {pair.get("name") or "": pair.get("value") or "" for pair in pairs if name in ("", pair.get("name"))}
        if shown and node in ("", each.get("uname")):
            lines.append(" ".join([f" {each.get('uname')}:", *(f"{key}={shown[key]}" for key in sorted(shown))]))
    run.out("\n".join(lines))


def _set(run: Run, node: str, name: str, value: str) -> None:
    options = ["-t", "nodes", "--node", node, "--name", name]
    if not value:
        status, _ = run.program("crm_attribute", *options, "--query")
        if status and not run.force:
            run.say(f"Error: attribute: '{name}' doesn't exist for node: '{node}'")
            raise Stop(2)
        status, text = run.program("crm_attribute", *options, "--delete")
    else:
        status, text = run.program("crm_attribute", *options, "--update", value)
    if status:
        raise Failure(f"unable to set attribute {name}\n{text}")


@command("node utilization", "[[<node>] [--name <name>] | <node> <name>=<value>...]", options="-f --name")
def utilization(run: Run, words: list[str]) -> None:
    """Show what nodes offer, or set it."""
    name = run.options.get("--name", "")
    if name and len(words) > 1:
        raise UsageFault
    if len(words) < 2:
        return _show_utilization(run, words[0] if words else "", name)
    pairs = sorted(assignments(words[1:]).items())
    cib = run.cib
    element = find_node(cib, words[0])
    if element is None:
        raise Failure(f"Unable to find a node: {words[0]}")
    for key, value in pairs:
        if value and not value.lstrip("+-").isdigit():
            raise Failure(f"Value of utilization attribute must be integer: '{key}={value}'")
    return run.store(with_values(cib, element, "utilization", pairs, set_id=f"nodes-{element.id}-utilization"))


def _show_utilization(run: Run, node: str, name: str) -> None:
    if node and find_node(run.cib, node) is None:
        raise Failure(f"Unable to find a node: {node}")
    lines = ["Node Utilization:"]
    for each in sorted(run.cib.nodes.all("node"), key=lambda each: each.get("uname") or ""):
        text = utilization_text(_only(each, name))
        if text and node in ("", each.get("uname")):
            lines.append(f" {each.get('uname')}: {text}")
    run.out("\n".join(lines))


def _only(element: Element, name: str) -> Element:
    if not name:
        return element
    return element.with_children(
        each.with_children(pair for pair in each.children if pair.get("name") == name)
        for each in element.all("utilization")
    )
