"""corosync-cfgtool: the state of the local Corosync's links."""

from __future__ import annotations

from hasim.cib import Dialect, Unsupported
from hasim.shell.context import Context
from hasim.shell.machine_context import MachineContext, on_machine
from hasim.shell.registry import program
from hasim.sim.corosync_conf import LOOPBACK, PATH, ConfError, NodeEntry, Section, parse
from hasim.sim.process import TERM, kill
from hasim.sim.stack import Corosync
from hasim.sim.totem import hears

USAGE = "corosync-cfgtool [[-i <interface ip>] [-b] -s] [-n] [-R] [-H] [-h]\n"

BRIEF = {"localhost": "n", "connected": "3", "disconnected": "1"}


@program("corosync-cfgtool")
def corosync_cfgtool(context: Context, arguments: list[str]) -> int:
    """``-s`` local links, ``-n`` the other nodes' (Corosync 3), ``-H`` shut down."""
    return _run(on_machine(context), arguments)


def _run(context: MachineContext, arguments: list[str]) -> int:
    if not arguments or "-h" in arguments:
        context.out(USAGE)
        return 0 if "-h" in arguments else 1
    corosync = context.stage.stacks[context.node].corosync
    if corosync is None or not corosync.ring[1]:
        return context.fail("Could not initialize corosync configuration API error 2")
    if sorted(set(arguments)) == ["-b", "-s"] and context.dialect is not Dialect.V1_1:
        context.out(_links(context, corosync, brief=True))
        return 0
    further = [each for each in arguments[1:] if each != arguments[0]]
    if arguments[0] in ("-b", "-i") or further:
        raise Unsupported(f"corosync-cfgtool {' '.join(arguments)}")
    if arguments[0] == "-s":
        context.out(_old_links(context, corosync) if context.dialect is Dialect.V1_1 else _links(context, corosync))
        return 0
    if arguments[0] == "-n" and context.dialect is not Dialect.V1_1:
        context.out(_nodes(context, corosync))
        return 0
    if arguments[0] == "-H":
        context.out("Shutting down corosync\n")
        kill(context.stage, context.node, corosync.pid, TERM)
        return 0
    if arguments[0] == "-R":
        _refuse_changes(context)
        context.out("Reloading corosync.conf...\nDone\n")
        return 0
    context.err(f"corosync-cfgtool: invalid option -- '{arguments[0].lstrip('-')}'\n{USAGE}")
    return 1


def _refuse_changes(context: MachineContext) -> None:
    """Every Corosync of the ring would read its file again; it is refused where one of them would find changes."""
    for name, stack in context.stage.stacks.items():
        if stack.corosync is not None and _tree(context, name) != stack.corosync.conf.tree:
            raise Unsupported(f"reading a changed corosync.conf (that of {name}) without a restart of Corosync")


def _tree(context: MachineContext, name: str) -> Section | None:
    file = context.stage.machines[name].file(PATH)
    try:
        return None if file is None else parse(str(file.content))
    except ConfError:
        return None


def _own(context: MachineContext) -> str:
    return context.stage.network.addresses[context.node]


def _old_links(context: MachineContext, corosync: Corosync) -> str:
    own = corosync.bound
    faulty = own not in (*context.machine.addresses, LOOPBACK)
    state = f"Marking ringid 0 interface {own} FAULTY" if faulty else "ring 0 active with no faults"
    head = f"Printing ring status.\nLocal node ID {corosync.node_id}\nRING ID 0\n"
    return f"{head}\tid\t= {own}\n\tstatus\t= {state}\n"


def _links(context: MachineContext, corosync: Corosync, *, brief: bool = False) -> str:
    """The link to each node. With transports of one ring, "addr" is (so the real one) the last other node's."""
    knet = corosync.conf.transport == "knet"
    states = _states(context, corosync)
    others = [context.stage.network.addresses[name] for _, name in states if name != context.node]
    head = f"Local node ID {corosync.node_id}, transport {corosync.conf.transport}\n"
    head += f"LINK ID 0 {'udp' if knet else ''}\n\taddr\t= {_own(context) if knet or not others else others[-1]}\n"
    if brief:
        return head + f"\tstatus\t= {''.join(BRIEF[_link_state(context, name)] for _, name in states)}\n"
    lines = ["\tstatus:"]
    lines += [f"\t\tnodeid:{node_id:>11}:\t{_link_state(context, name)}" for node_id, name in states]
    return head + "\n".join(lines) + "\n"


def _states(context: MachineContext, corosync: Corosync) -> list[tuple[int, str]]:
    """The nodes of the nodelist, or without one those that the ring has seen, by their ids."""
    listed = [(entry.node_id, _node_of(context, entry)) for entry in corosync.conf.nodes]
    if any(node_id == 0 for node_id, _ in listed) or not listed:
        return sorted((seen.node_id, name) for name, seen in corosync.seen.items())
    return listed


def _node_of(context: MachineContext, entry: NodeEntry) -> str:
    """The machine that an entry of the nodelist means; its address may be a host name."""
    known = context.stage.network.name_of(entry.address)
    return known or (entry.address if entry.address in context.stage.nodes else entry.name)


def _link_state(context: MachineContext, name: str) -> str:
    if name == context.node:
        return "localhost"
    there = name in context.stage.nodes and hears(context.stage, context.node, name)
    return "connected" if there else "disconnected"


def _nodes(context: MachineContext, corosync: Corosync) -> str:
    text = f"Local node ID {corosync.node_id}, transport {corosync.conf.transport}\n"
    if corosync.conf.transport != "knet":  # the members only
        for node_id, name in _states(context, corosync):
            if name != context.node and _link_state(context, name) == "connected":
                link = f"({context.stage.network.addresses[name]}) enabled connected mtu: 1410"
                text += f"nodeid: {node_id} reachable\n   LINK: 0  {link}\n\n"
        return text
    for entry in corosync.conf.nodes:
        name = _node_of(context, entry)
        address = context.stage.network.addresses.get(name, entry.address)
        if name != context.node:
            state = _link_state(context, name)
            link = f"({_own(context)}->{address}) enabled {state} mtu: 1446"
            reach = "reachable" if state == "connected" else "unreachable"
            text += f"nodeid: {entry.node_id} {reach}\n   LINK: 0 udp {link}\n\n"
    return text
