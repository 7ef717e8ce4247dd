"""corosync-cmapctl: the keys that a running Corosync holds, its configuration and what it found out."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib import Dialect, Unsupported
from hasim.shell.context import Context
from hasim.shell.machine_context import MachineContext, on_machine
from hasim.shell.registry import program
from hasim.sim.corosync_conf import Section
from hasim.sim.stack import Corosync

_NUMBERS = frozenset(
    {
        "version", "token", "token_coefficient", "consensus", "nodeid", "quorum_votes", "expected_votes", "two_node",
        "wait_for_all", "last_man_standing", "last_man_standing_window", "auto_tie_breaker", "ringnumber", "mcastport",
        "ttl", "votes",
    }
)  # fmt: skip

Row = tuple[str, str, str]
"""A key, its type, and its value as text."""


@program("corosync-cmapctl")
def corosync_cmapctl(context: Context, arguments: list[str]) -> int:
    """All keys, those that begin with a word, or (``-g``) one key."""
    return _run(on_machine(context), arguments)


def _run(context: MachineContext, arguments: list[str]) -> int:
    corosync = context.stage.stacks[context.node].corosync
    if corosync is None or not corosync.ring[1]:
        return context.fail("Failed to initialize the cmap API. Error CS_ERR_LIBRARY")
    strange = next((each for each in arguments if each.startswith("-") and each != "-g"), None)
    if strange is not None:
        raise Unsupported(f"corosync-cmapctl {' '.join(arguments)}")
    rows = sorted(_rows(context, corosync))
    if arguments[:1] == ["-g"] and len(arguments) > 1:
        found = [row for row in rows if row[0] == arguments[1]]
        if not found:
            return context.fail(f"Can't get key {arguments[1]}. Error CS_ERR_NOT_EXIST")
        rows = found
    prefixes = tuple(word for word in arguments if not word.startswith("-") and arguments[0] != "-g")
    for key, kind, value in rows:
        if not prefixes or key.startswith(prefixes):
            context.out(f"{key} ({kind}) = {value}\n")
    return 0


def _rows(context: MachineContext, corosync: Corosync) -> Iterator[Row]:
    yield from _configured(corosync.conf.tree, "")
    conf = corosync.conf
    own = (index for index, entry in enumerate(conf.nodes) if entry.node_id == corosync.node_id)
    if (place := next(own, None)) is not None:
        yield "nodelist.local_node_pos", "u32", str(place)
    yield "runtime.config.totem.token", "u32", str(conf.token)
    yield "runtime.config.totem.consensus", "u32", str(conf.consensus)
    yield "runtime.votequorum.this_node_id", "u32", str(corosync.node_id)
    yield "runtime.votequorum.two_node", "u8", str(int(corosync.two_node))
    yield "runtime.votequorum.ev_barrier", "u32", str(corosync.expected)
    yield from _members(context, corosync)


def _configured(section: Section, prefix: str) -> Iterator[Row]:
    for key, value in section.keys.items():
        yield f"{prefix}{key}", "u32" if key in _NUMBERS and value.isdecimal() else "str", value
    counts: dict[str, int] = {}
    for inner in section.sections:
        number = counts.get(inner.name, 0)
        counts[inner.name] = number + 1
        if inner.name == "interface":
            numbered = f"interface.{inner.keys.get('ringnumber', number)}."
        else:
            numbered = f"node.{number}." if inner.name == "node" else f"{inner.name}."
        yield from _configured(inner, prefix + numbered)


def _members(context: MachineContext, corosync: Corosync) -> Iterator[Row]:
    base = "runtime.totem.pg.mrp.srp.members" if context.dialect is Dialect.V1_1 else "runtime.members"
    for name, seen in corosync.seen.items():
        address = context.stage.network.addresses[name]
        yield f"{base}.{seen.node_id}.config_version", "u64", "0"
        yield f"{base}.{seen.node_id}.ip", "str", f"r(0) ip({address}) "
        yield f"{base}.{seen.node_id}.join_count", "u32", str(seen.join_count)
        yield f"{base}.{seen.node_id}.status", "str", "joined" if seen.joined else "left"
