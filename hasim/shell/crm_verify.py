"""`crm_verify`: is a configuration valid?

Silent where it is. One -V shows the errors, two the warnings too. What the scheduler would warn of because of the
state of the nodes is limited to nodes that are to be fenced, which makes a configuration doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hasim.cib import Cib, CibError, Dialect, parse_xml
from hasim.crmsh.duration import milliseconds
from hasim.scheduler.decide import schedule
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.tool import HELP, PLAIN_FORMAT, VERBOSE, VERSION, Tool, tool_program
from hasim.shell.verification import verify_configuration

__all__ = ["TOOL", "crm_verify", "verify"]

MORE_WORDS = replace(VERBOSE, help="show errors; twice: warnings, too", idle=False)
TOOL = Tool(
    "crm_verify",
    "Checks a configuration.",
    (
        Option("live", "L", "live-check", help="check the running cluster's configuration, or that of CIB_file"),
        Option("file", "x", "xml-file", Takes.VALUE, help="check a file"),
        Option("text", "X", "xml-text", Takes.VALUE, help="check this XML"),
        Option("pipe", "p", "xml-pipe", help="check what comes from standard input"),
        Option("save", "S", "save-xml", Takes.VALUE, help="write what was checked to a file"),
        *(MORE_WORDS, VERSION, HELP, *PLAIN_FORMAT),
    ),
    errors_apart=True,
)


_UNCHECKED = (
    "Schema validation of configuration is disabled (enabling is encouraged and prevents common misconfigurations)"
)


class _Unreadable(Exception):
    """There is no configuration to check: what is said of it, and the exit status."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


@tool_program(TOOL)
def crm_verify(context: Context, parsed: Parsed) -> int:
    """Run crm_verify: 0 for a valid configuration, 78 for any other."""
    try:
        cib = _configuration(context, parsed)
    except NotConnected:
        return context.fail("crm_verify: Live CIB query failed: Transport endpoint is not connected", 102)
    except _Unreadable as problem:
        return context.fail(f"crm_verify: {problem.text}", problem.status)
    if parsed.value("save"):
        context.files.write(context.path(parsed.value("save")), cib.text())
    if cib.root.get("validate-with") is None:
        context.err(f"{_UNCHECKED}\n")
    lines, status = verify(cib, context.dialect, int(context.now))
    _report(context, lines, status, parsed.count("verbose"))
    return status


def _configuration(context: Context, parsed: Parsed) -> Cib:
    if "live" in parsed:
        return context.cluster.query()
    if "pipe" in parsed:
        text = context.stdin
    elif parsed.value("text"):
        text = parsed.value("text")
    elif parsed.value("file"):
        name = parsed.value("file")
        try:
            text = context.files.read(context.path(name))
            parse_xml(text)
        except (OSError, CibError):
            raise _Unreadable(f"Couldn't parse input file: {name}", 1) from None
    else:
        raise _Unreadable("No configuration source specified.  Use --help for usage information.", 1)
    try:
        parse_xml(text)
    except CibError:
        raise _Unreadable(f"Couldn't parse input string: {text}", 1) from None
    try:
        return Cib.parse(text)
    except CibError:
        reason = "This tool can only check complete configurations (i.e. those starting with <cib>)."
        raise _Unreadable(reason, 76) from None


def verify(cib: Cib, dialect: Dialect, now: int = 0) -> tuple[list[str], int]:
    """The lines that crm_verify writes with two -V, the last of them the verdict, and its exit status."""
    lines, status = verify_configuration(cib, dialect)
    if status or cib.root.first("status") is None:
        return lines, status
    twins = [text for text in _twins(cib) for _ in cib.nodes.all("node")]
    if twins:
        verdict = "Errors found during check: config not valid"
        lines += [_line("is_op_dup", "error", text, dialect) for text in twins]
        return [*lines, verdict if dialect is Dialect.V1_1 else f"crm_verify: {verdict}"], 78
    doomed = [action.node for action in schedule(cib, now).graph.actions.values() if action.operation == "stonith"]
    if not doomed:
        return lines, status
    fencer = "pe_fence_node" if dialect is Dialect.V1_1 else "schedule_fencing"
    lines += [_line(fencer, "warning", f"Scheduling node {name} for fencing", dialect) for name in doomed]
    verdict = "Warnings found during check: config may not be valid"
    return [*lines, verdict if dialect is Dialect.V1_1 else f"crm_verify: {verdict}"], 78


def _twins(cib: Cib) -> Iterator[str]:
    """Operations of a primitive that have the name and the interval of one before them."""
    for primitive in (each for each in cib.resources.walk() if each.tag == "primitive"):
        seen: dict[tuple[str | None, int], str] = {}
        for operation in (each for operations in primitive.all("operations") for each in operations.all("op")):
            key = operation.get("name"), milliseconds(operation.get("interval"))
            if key[1] > 0 and key in seen:
                reason = "do not use same name and interval combination more than once per resource"
                yield f"Operation {operation.id} is duplicate of {seen[key]} ({reason})"
            seen.setdefault(key, operation.id)


def _line(function: str, level: str, text: str, dialect: Dialect) -> str:
    if dialect is Dialect.V1_1:
        return f"{level:>8}: {function}:\t{text}"
    return f"({function}) \t{level}: {text}"


def _report(context: Context, lines: list[str], status: int, verbosity: int) -> None:
    findings, verdict = (lines[:-1], lines[-1:]) if status else (lines, [])
    checker = ("element ", "Entity: ", "Relax-NG ")  # what the XML library says is always seen
    shown = [
        line for line in findings if verbosity > 1 or line.startswith(checker) or (verbosity and "warning:" not in line)
    ]
    hint = ["-V may provide more details"] if status and not verbosity else []
    context.err("".join(line + "\n" for line in [*shown, *verdict, *hint]))
