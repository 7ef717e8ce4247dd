"""What the cluster would do with a configuration: crm_simulate plays it on this node."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hasim.cib import Cib, Element, parse_xml
from hasim.shell.filehost import MemoryFiles
from hasim.shell.pcs.run import Run
from hasim.shell.registry import run_program

__all__ = ["Operation", "Rehearsal", "rehearse"]

_WATCHED = ("start", "stop", "promote", "demote", "migrate_from", "migrate_to")


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that would be done to a resource; `name` is that of the instance, `resource` that of the primitive."""

    resource: str
    name: str
    kind: str
    node: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What crm_simulate says, what would be done, and the configuration with its status afterwards."""

    text: str
    operations: tuple[Operation, ...]
    after: Cib


def rehearse(run: Run, cib: Cib) -> Rehearsal:
    """Play a configuration."""
    pieces: list[str] = []
    files = MemoryFiles({"/in.xml": cib.text()})
    context = replace(run.context.quiet()[0], files=files, cwd="/", out=pieces.append, err=pieces.append)
    run_program(context, "crm_simulate", ["-x", "/in.xml", "-S", "-O", "/out.xml", "-G", "/graph.xml"])
    graph, after = parse_xml(files.read("/graph.xml")), Cib.parse(files.read("/out.xml"))
    return Rehearsal("".join(pieces), _operations(graph), after)


def _operations(graph: Element) -> tuple[Operation, ...]:
    found: list[tuple[int, Operation]] = []
    for each in graph.walk():
        kind = (each.get("operation") or "").lower()
        if each.tag == "rsc_op" and kind in _WATCHED:
            number, node = int(each.get("id") or 0), each.get("on_node") or ""
            inside = [(part.id, part.get("long-id") or part.id) for part in each.all("primitive")]
            found += [(number, Operation(id, name, kind, node)) for id, name in inside]
    return tuple(operation for _, operation in sorted(found, key=lambda pair: pair[0]))
