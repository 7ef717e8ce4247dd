"""``crm node``: what is done to nodes from day to day."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Cib, Element
from hasim.crmsh.ids import new_id
from hasim.crmsh.phrases import Setting, pair
from hasim.shell.context import NotConnected
from hasim.shell.crm.attributes import manage_attribute
from hasim.shell.crm.commit import store
from hasim.shell.crm.names import is_our_node, node_id_of, sane
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Level
from hasim.shell.registry import lookup

LEVEL = Level("node", "nodes: standby, online, maintenance, attributes")


@LEVEL.command("show", "[node]", aliases=("list",))
def show(shell: Shell, arguments: list[str]) -> bool:
    """show nodes and their attributes"""
    cib = shell.cib()
    if cib is None:
        return False
    nodes = {node.get("uname") or "": node for node in reversed(cib.nodes.all("node"))}
    states = {state.get("uname") or "": state for state in cib.status.all("node_state")}
    for name in arguments or sorted({*nodes, *states}):
        element = nodes.get(name) or states.get(name)
        if element is not None:
            offline = name in states and states[name].get("crmd") == "offline"
            _print_node(shell, element, offline)
    return True


def _print_node(shell: Shell, element: Element, offline: bool) -> None:
    name, id_ = element.get("uname") or "", element.id
    label = name if name == id_ else f"{name}({id_})"
    shell.console.out(f"{label}: {element.get('type') or 'member'}{'(offline)' if offline else ''}")
    for other, value in element.attributes.items():
        if other not in ("type", "uname", "id"):
            shell.console.out(f"\t{other}: {value}")
    for attributes in element.all("instance_attributes"):
        shell.console.out("\t" + " ".join(pair(each, Setting()) for each in attributes.all("nvpair")))


def _chosen(shell: Shell, arguments: list[str]) -> list[str]:
    """The nodes that are named, all of them, or this one; those that do not answer are left out."""
    everyone = "--all" in arguments
    names = [each for each in arguments if each != "--all"]
    if everyone and names:
        raise CommandError("Should either use --all or specific node(s)")
    if not everyone and not names:
        return [shell.context.node or "localhost"]
    known = _members(shell)
    if not known:
        raise CommandError("Cannot get the node list from cluster")
    for name in names:
        if name not in known:
            raise CommandError(f'Node "{name}" is not a cluster node')
    chosen = known if everyone else names
    for name in chosen:  # as crm does it: the list shrinks while it is walked
        problem = _unreachable(shell, name)
        if problem:
            shell.console.warning(problem)
            chosen.remove(name)
    return chosen


def _members(shell: Shell) -> list[str]:
    try:
        cib = shell.context.cluster.query()
    except NotConnected:
        return []
    served = {
        primitive.id
        for primitive in cib.resources.walk()
        if primitive.tag == "primitive"
        for each in primitive.all("instance_attributes")
        if any(value.get("name") == "server" for value in each.all("nvpair"))
    }
    nodes = cib.nodes.all("node")
    return [
        node.get("uname") or node.id
        for node in nodes
        if node.get("type") != "remote" or node.get("uname") not in served
    ]


def _unreachable(shell: Shell, name: str) -> str:
    """What ping says of a node that does not answer, empty for one that does. From a file no node can be reached."""
    if not shell.context.cluster.live or lookup("ping") is None:
        error = "" if shell.context.cluster.live else f"ping: {name}: Name or service not known"
        return f'host "{name}" is unreachable: {error}' if error else ""
    status, _, error = shell.quietly("ping", "-c", "1", name)
    return f'host "{name}" is unreachable: {error.strip()}' if status else ""


@LEVEL.command("standby", "[args ...]", waits=True)
def standby(shell: Shell, arguments: list[str]) -> bool | None:
    """let no resources run on a node: standby [--all|NODE...] [reboot|forever]"""
    words = list(arguments)
    lifetime = words.pop() if words and words[-1] in ("reboot", "forever") else "forever"
    if shell.old:
        return _standby_old(shell, words, lifetime)
    nodes = _chosen(shell, words)
    if not nodes:
        return None
    if not _store(shell, lambda cib: _with_standby(cib, nodes, lifetime == "reboot")):
        return False
    for name in nodes:
        shell.console.info(f"standby node {name}")
    return None


@LEVEL.command("online", "[args ...]", waits=True)
def online(shell: Shell, arguments: list[str]) -> bool | None:
    """let resources run on a node again: online [--all|NODE...]"""
    if shell.old:
        node = arguments[0] if arguments else shell.context.node
        if not _is_known(shell, node):
            return False
        return shell.program("crm_attribute", "-t", "nodes", "-N", node, "-n", "standby", "-v", "off") == 0
    nodes = _chosen(shell, list(arguments))
    if not nodes:
        return None
    ids = [node_id_of(shell, name) or "None" for name in nodes]
    if not _store(shell, lambda cib: _with_online(cib, ids)):
        return False
    for name in nodes:
        shell.console.info(f"online node {name}")
    return None


def _is_known(shell: Shell, node: str) -> bool:
    if not is_our_node(shell, node):
        shell.console.error(f"{shell.qualified_name}: Not our node: {node}")
        return False
    return True


def _standby_old(shell: Shell, words: list[str], lifetime: str) -> bool:
    node = words[0] if words else shell.context.node
    if not _is_known(shell, node):
        return False
    section = "status" if lifetime == "reboot" else "nodes"
    return shell.program("crm_attribute", "-t", section, "-N", node, "-n", "standby", "-v", "on") == 0


def _store(shell: Shell, change: Callable[[Cib], Cib]) -> bool:
    cib = shell.cib()
    if cib is None:
        return False
    shell.context.cluster.replace(change(cib), client="cibadmin")
    return True


def _with_standby(cib: Cib, nodes: list[str], reboot: bool) -> Cib:
    ids = [node.id for node in cib.nodes.all("node") if node.get("uname") in nodes]
    used = {element.id for element in cib.root.walk() if element.id}
    own, other = ("status", "nodes") if reboot else ("nodes", "status")
    for id_ in ids:
        cib = _edit_sets(cib, other, id_, _without_standby)
        cib = _edit_entry(cib, own, id_, lambda entry: _entry_on_standby(entry, reboot, used))
    return cib


def _entry_on_standby(entry: Element, reboot: bool, used: set[str]) -> Element:
    """A node or node state with the attribute standby set to on."""
    if reboot:
        found = entry.first("transient_attributes")
        holder = found or Element(
            "transient_attributes", {"id": new_id(Element("transient_attributes"), entry.id, used)}
        )
        changed = _entry_on_standby(holder, False, used)
        return _put(entry, found, changed)
    found = entry.first("instance_attributes")
    own = found or Element("instance_attributes", {"id": new_id(Element("instance_attributes"), entry.id, used)})
    return _put(entry, found, _standby_on(own, used))


def _put(parent: Element, old: Element | None, new: Element) -> Element:
    if old is None:
        return parent.with_child(new)
    return parent.with_children([new if child is old else child for child in parent.children])


def _standby_on(attributes: Element, used: set[str]) -> Element:
    for each in attributes.all("nvpair"):
        if each.get("name") == "standby":
            return _put(attributes, each, each.with_attributes({"value": "on"}))
    id_ = new_id(Element("nvpair", {"name": "standby"}), attributes.id, used)
    return attributes.with_child(Element("nvpair", {"id": id_, "name": "standby", "value": "on"}))


def _with_online(cib: Cib, ids: list[str]) -> Cib:
    for id_ in ids:
        for section in ("nodes", "status"):
            cib = _edit_sets(cib, section, id_, _standby_off)
    return cib


def _standby_off(attributes: Element) -> Element:
    return attributes.with_children(
        [
            child.with_attributes({"value": "off"}) if child.get("name") == "standby" else child
            for child in attributes.children
        ]
    )


def _without_standby(attributes: Element) -> Element:
    return attributes.with_children([child for child in attributes.children if child.get("name") != "standby"])


def _edit_entry(cib: Cib, section: str, id_: str, change: Callable[[Element], Element]) -> Cib:
    """The CIB with a changed entry of a node, in its configuration or in the status."""
    tag = "node" if section == "nodes" else "node_state"
    holder = cib.section(section)
    children = [change(child) if child.tag == tag and child.id == id_ else child for child in holder.children]
    return cib.with_section(holder.with_children(children))


def _edit_sets(cib: Cib, section: str, id_: str, change: Callable[[Element], Element]) -> Cib:
    """The CIB with changed sets of attributes of a node."""

    def edit(element: Element) -> Element:
        if element.tag == "instance_attributes":
            return change(element)
        if element.tag in ("node", "node_state", "transient_attributes"):
            return element.with_children([edit(child) for child in element.children])
        return element

    return _edit_entry(cib, section, id_, edit)


@LEVEL.command("maintenance", "[node]", waits=True)
def maintenance(shell: Shell, arguments: list[str]) -> bool:
    """leave a node's resources alone"""
    name = arguments[0] if arguments else shell.context.node
    if not sane(shell, name):
        return False
    draft = shell.draft()
    if draft is None:
        return False
    item = draft.inventory.node(name)
    if item is None:
        shell.console.error("CIB is not valid!")
        shell.console.error(f"Failed to update node attributes for {name}")
        return False
    used = draft.inventory.ids()
    found = item.element.first("instance_attributes")
    own = found or Element("instance_attributes", {"id": f"nodes-{item.element.id}"})
    present = next((each for each in own.all("nvpair") if each.get("name") == "maintenance"), None)
    if present is not None:
        changed = _put(own, present, present.with_attributes({"value": "true"}))
    else:
        id_ = new_id(Element("nvpair", {"name": "maintenance"}), own.id, used)
        changed = own.with_child(Element("nvpair", {"id": id_, "name": "maintenance", "value": "true"}))
    draft.replace(item, _put(item.element, found, changed))
    stored = store(shell, draft)
    shell.forget()
    return stored


@LEVEL.command("ready", "[node]", waits=True)
def ready(shell: Shell, arguments: list[str]) -> bool:
    """look after a node's resources again"""
    name = arguments[0] if arguments else shell.context.node
    if not sane(shell, name):
        return False
    return shell.program("crm_attribute", "-t", "nodes", "-N", name, "-n", "maintenance", "-v", "off") == 0


@LEVEL.command("fence", "node", waits=True)
def fence(shell: Shell, arguments: list[str]) -> bool:
    """have a node fenced"""
    name = arguments[0]
    if not sane(shell, name):
        return False
    question = (
        f"Fencing {name} will shut down the node and migrate any resources that are running on it! "
        f"Do you want to fence {name}?"
    )
    if not shell.preferences.force and not shell.confirm(question):
        return False
    return shell.program("crm_attribute", "-t", "status", "-N", name, "-n", "terminate", "-v", "true") == 0


@LEVEL.command("clearstate", "[node]", waits=True)
def clear_state(shell: Shell, arguments: list[str]) -> bool:
    """forget the state of a node that is down"""
    name = arguments[0] if arguments else shell.context.node
    question = f"Do you really want to drop state for node {name}?"
    if not sane(shell, name) or not (shell.preferences.force or shell.confirm(question)):
        return False
    cib = shell.cib()
    if cib is None:
        return False
    state = next((each for each in cib.status.all("node_state") if each.get("uname") == name), None)
    if state is not None and state.get("crmd") == "online":
        return shell.program("crm_resource", "--cleanup", "--node", name) == 0
    if state is not None and state.get("in_ccm") == "true":
        shell.console.warning(
            f"Node is offline according to Pacemaker, but online according to corosync. First shut down node '{name}'"
        )
        return False
    return shell.program("stonith_admin", "--confirm", name) == 0


@LEVEL.command("delete", "node")
def delete(shell: Shell, arguments: list[str]) -> bool:
    """take a node out of the cluster for good"""
    name = arguments[0]
    if not sane(shell, name):
        return False
    if not is_our_node(shell, name):
        shell.console.error(f"node {name} not found in the CIB")
        return False
    status, text, _ = shell.quietly("crm_node", "-p")
    problem = ""
    if not text:
        problem = f"crm_node -p could not list any nodes (rc={status})"
    elif name in text.split():
        problem = f"according to crm_node, node {name} is still active"
    if problem:
        shell.console.error(problem)
        if not shell.preferences.force:
            return False
        shell.console.info(f"proceeding with node {name} removal")
    shell.program("crm_node", "--force", "-R", name)
    for section, tag in (("nodes", "node"), ("status", "node_state")):
        shell.program("cibadmin", "-D", "-o", section, "-X", f'<{tag} uname="{name}"/>')
    shell.console.info(f"node {name} deleted")
    return True


def _attributes(command: str, what: str, *flags: str) -> None:
    base = [*flags, "-N", "{0}", "-n", "{1}"]
    options = {"set": [*base, "-v", "{2}"], "delete": ["-D", *base], "show": ["-G", *base]}

    def run(shell: Shell, arguments: list[str]) -> bool:
        return manage_attribute(shell, command, arguments, options, program="crm_attribute")

    text = f"set, delete or show {what}: {command} NODE {{set|delete|show}} NAME [VALUE]"
    LEVEL.command(command, "node cmd attr [value]", waits=True, help=text)(run)


_attributes("attribute", "an attribute of a node", "-t", "nodes")
_attributes("utilization", "what a node has to offer", "-z", "-t", "nodes")
_attributes("status-attr", "an attribute that a node keeps until it restarts", "-t", "status")


@LEVEL.command("server", "[nodes ...]")
def server(shell: Shell, arguments: list[str]) -> bool:
    """tell the nodes' names, of remote nodes their addresses"""
    cib = shell.cib()
    if cib is None:
        return False
    for node in cib.nodes.all("node") if not arguments else ():  # crm 4.4.1 finds none of the nodes that are named
        name = node.get("uname") or node.id
        shell.console.out((_address(cib, name) if node.get("type") == "remote" else "") or name)
    return True


def _address(cib: Cib, remote: str) -> str:
    for each in cib.resources.walk():
        if each.tag == "primitive" and each.id == remote:
            pairs = [pair for attributes in each.all("instance_attributes") for pair in attributes.all("nvpair")]
            return next((pair.get("value") or "" for pair in pairs if pair.get("name") == "server"), "")
    return ""
