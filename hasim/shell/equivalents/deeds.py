"""Commands that change no configuration: looking, cleaning up, restarting, fencing, starting and stopping a cluster.

What each is called in the three languages stands in one table; a typed line is found in it whatever the spelling of its
options. Words in braces stand for names.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from hasim.cib import CibError
from hasim.shell.catalogue import tool
from hasim.shell.equivalents.language import Command, Language, command
from hasim.shell.options import UsageError, parse

__all__ = ["ROWS", "same_as"]

Row = tuple[Sequence[str], Sequence[str], Sequence[str]]

ROWS: Sequence[Row] = (
    (["crm status", "crm st"], ["pcs status", "pcs cluster status"], ["crm_mon --one-shot", "crm_mon -1 --inactive"]),
    (["crm status full"], ["pcs status --full"], ["crm_mon --one-shot --inactive --show-node-attributes --failcounts"]),
    (["crm configure show"], ["pcs config", "pcs config show"], ["cibadmin --query --scope configuration"]),
    (["crm configure show xml"], ["pcs cluster cib"], ["cibadmin --query"]),
    (["crm configure verify"], ["pcs cluster verify"], ["crm_verify --live-check"]),
    (["crm configure ptest scores", "crm resource scores"], [], ["crm_simulate --live-check --show-scores"]),
    (["crm resource status", "crm resource list"], ["pcs resource status", "pcs resource"], ["crm_resource --list"]),
    (
        ["crm resource locate {resource}", "crm resource status {resource}"],
        ["pcs resource status {resource}"],
        ["crm_resource --resource {resource} --locate"],
    ),
    (
        ["crm configure show {resource}"],
        ["pcs resource config {resource}"],
        ["crm_resource --resource {resource} --query-xml"],
    ),
    (
        ["crm resource constraints {resource}"],
        ["pcs constraint ref {resource}"],
        ["crm_resource --resource {resource} --constraints"],
    ),
    ([], [], ["crm_resource --resource {resource} --why"]),
    (["crm resource cleanup"], ["pcs resource cleanup"], ["crm_resource --cleanup"]),
    (
        ["crm resource cleanup {resource}"],
        ["pcs resource cleanup {resource}"],
        ["crm_resource --cleanup --resource {resource}"],
    ),
    (
        ["crm resource cleanup {resource} {node}"],
        ["pcs resource cleanup {resource} node={node}"],
        ["crm_resource --cleanup --resource {resource} --node {node}"],
    ),
    (["crm resource refresh"], ["pcs resource refresh"], ["crm_resource --refresh"]),
    (
        ["crm resource refresh {resource}"],
        ["pcs resource refresh {resource}"],
        ["crm_resource --refresh --resource {resource}"],
    ),
    (
        ["crm resource refresh {resource} {node}"],
        ["pcs resource refresh {resource} node={node}"],
        ["crm_resource --refresh --resource {resource} --node {node}"],
    ),
    (
        ["crm resource restart {resource}"],
        ["pcs resource restart {resource}"],
        ["crm_resource --restart --resource {resource}"],
    ),
    ([], ["pcs status wait"], ["crm_resource --wait"]),
    (
        ["crm resource failcount {resource} show {node}"],
        ["pcs resource failcount show {resource} node={node}"],
        ["crm_failcount --query --resource {resource} --node {node}"],
    ),
    (
        ["crm resource failcount {resource} delete {node}"],
        ["pcs resource cleanup {resource} node={node}"],
        ["crm_failcount --delete --resource {resource} --node {node}"],
    ),
    (["crm resource operations"], [], ["crm_resource --list-operations"]),
    (["crm ra info {agent}"], ["pcs resource describe {agent}"], ["crm_resource --show-metadata {agent}"]),
    (["crm node server"], ["pcs status nodes"], ["crm_node --list"]),
    (["crm node fence {node}"], ["pcs stonith fence {node}"], ["stonith_admin --reboot {node}"]),
    (["crm node clearstate {node}"], ["pcs stonith confirm {node}"], ["stonith_admin --confirm {node}"]),
    ([], ["pcs stonith history show {node}"], ["stonith_admin --history {node}"]),
    (["crm cluster start"], ["pcs cluster start"], ["systemctl start pacemaker"]),
    (["crm cluster stop"], ["pcs cluster stop"], ["systemctl stop pacemaker corosync", "systemctl stop pacemaker"]),
    (["crm cluster start --all"], ["pcs cluster start --all"], []),
    (["crm cluster stop --all"], ["pcs cluster stop --all"], []),
    (["crm cluster start {node}"], ["pcs cluster start {node}"], []),
    (["crm cluster stop {node}"], ["pcs cluster stop {node}"], []),
    (["crm cluster enable"], ["pcs cluster enable"], ["systemctl enable corosync pacemaker"]),
    (["crm cluster disable"], ["pcs cluster disable"], ["systemctl disable corosync pacemaker"]),
    (["crm corosync status quorum"], ["pcs quorum status"], ["corosync-quorumtool -s", "corosync-quorumtool"]),
    (["crm corosync status ring", "crm corosync status"], ["pcs status corosync"], ["corosync-cfgtool -s"]),
    (["crm corosync show"], ["pcs cluster corosync"], ["cat /etc/corosync/corosync.conf"]),
    (["crm corosync reload"], ["pcs cluster reload corosync"], ["corosync-cfgtool -R"]),
)
"""What a language says first is what a deed is told as; the others are understood as well."""
_IDLE = frozenset({"quiet", "quieter", "verbose", "force", "sync", "as-html"})
"""Options that do not make it another deed."""
_TOOLS = ("crm_mon", "crm_resource", "crm_failcount", "crm_node", "crm_verify", "cibadmin", "stonith_admin")

Form = tuple[tuple[str, str | None], ...]
"""A line as the pairs of options and values, or of positions and words, that it consists of."""


def same_as(line: str) -> Mapping[Language, list[Command]]:
    """What a command that changes no configuration is called in each language.

    Empty for a line that is not known, or that changes the configuration: of such a change `equivalents` tells. A
    language that has no word for it has an empty list.
    """
    form = _form(line)
    for row in ROWS if form is not None else ():
        for template in (each for spoken in row for each in spoken):
            names = _match(_template(template), form or ())
            if names is not None:
                said = zip(Language, _filled(row, names), strict=True)
                return dict(said)
    return {}


def _filled(row: Row, names: Mapping[str, str]) -> Iterator[list[Command]]:
    for spoken in row:
        lines = [[word.format(**names) for word in each.split()] for each in spoken[:1]]
        yield [command(*words) for words in lines]


@cache
def _template(line: str) -> Form:
    form = _form(line)
    assert form is not None
    return form


def _form(line: str) -> Form | None:
    """The form of a line; None for one that is no single command."""
    try:
        words = shlex.split(line)
    except ValueError:
        return None
    if not words:
        return None
    if words[0] in _TOOLS:
        return _tool_form(words[0], words[1:])
    return tuple((str(index), word) for index, word in enumerate(words))


def _tool_form(name: str, arguments: Sequence[str]) -> Form | None:
    known = tool(name)
    if known is None:
        return None
    options = [replace(option, modelled=True) for option in known.options]  # a line can be read that would be refused
    try:
        parsed = parse(options, arguments)
    except (UsageError, CibError):
        return None
    given = {("node" if option == "host" else option): value for option, value in parsed.given if option not in _IDLE}
    return ("program", name), *sorted(given.items()), *((str(index), word) for index, word in enumerate(parsed.words))


def _match(template: Form, form: Form) -> Mapping[str, str] | None:
    """The names that a line has where the template has words in braces; None where it is another line."""
    if len(template) != len(form):
        return None
    names: dict[str, str] = {}
    for (key, wanted), (other, found) in zip(template, form, strict=True):
        if key != other or (wanted is None) != (found is None):
            return None
        if wanted is None or found is None or wanted == found:
            continue
        head, brace, rest = wanted.partition("{")
        if not brace or not found.startswith(head) or found.startswith("-") or len(found) == len(head):
            return None
        names[rest.rstrip("}")] = found[len(head) :]
    return names
