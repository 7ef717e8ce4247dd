"""A program of the cluster's tools: one definition of its name and options, and the opening that all of them share.

The definition serves parsing, the usage text, completion and the table of all commands. Tools come in three manners:
those built on GLib's option parser, those on the C library's, and shell scripts; each complains in its own way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from hasim.cib import Dialect, Unsupported
from hasim.shell.context import Context
from hasim.shell.options import Option, Parsed, Takes, UsageError, parse, usage
from hasim.shell.registry import Program, program
from hasim.shell.report import report
from hasim.shell.results import exit_text
from hasim.shell.shadow import in_shadow
from hasim.shell.version import version_element, version_text

__all__ = [
    "FORMAT",
    "HELP",
    "PLAIN_FORMAT",
    "QUIET",
    "VERBOSE",
    "VERSION",
    "Manner",
    "Tool",
    "begin",
    "output_to",
    "tool_program",
]

_USAGE = 64
VERSION = Option("version", "$", "version", help="say which version this is")
VERBOSE = Option("verbose", "V", "verbose", help="more words of the real tool's log, which is not here", idle=True)
QUIET = Option("quiet", "q", "quiet", help="fewer words")
HELP = Option("help", "?", "help", help="show this text", more=("help-all",))
FORMAT = (
    Option("output-as", "", "output-as", Takes.VALUE, help="text or xml"),
    Option("output-to", "", "output-to", Takes.VALUE, help="name of a file for the output, - for the screen"),
    Option("text-fancy", "", "text-fancy", help="text in more colours", modelled=False),
)
"""Options that many tools have in common."""
PLAIN_FORMAT = (*FORMAT[:2], replace(FORMAT[2], help="has no effect without lists", modelled=True, idle=True))
"""The same for tools that say everything in plain lines."""


class Manner(Enum):
    """What a tool is built on, which decides how it complains."""

    GLIB = "glib"
    C = "c"
    SCRIPT = "script"


@dataclass(frozen=True, slots=True)
class Tool:
    """One program with all its options."""

    name: str
    summary: str
    options: tuple[Option, ...]
    manner: Manner = Manner.GLIB
    usage_status: int = _USAGE
    unknown_form: tuple[str, int] = ("{name}: Error creating output format {form}: Unknown output format", 1)
    """What it says of a form of output that does not exist, and its exit status."""
    refused_forms: tuple[str, ...] = ()
    """Forms of output that the real tool has and this one refuses."""
    errors_apart: bool = False
    """Whether its errors go to standard error even in formatted output."""

    @property
    def usage(self) -> str:
        """What --help shows."""
        return usage(self.name, self.summary, self.options)

    def spelled(self, dialect: Dialect) -> tuple[Option, ...]:
        """Its options as a generation spells them."""
        if dialect is not Dialect.V1_1:
            return self.options
        return tuple(replace(option, more=option.more + option.old) for option in self.options)


def begin(tool: Tool, context: Context, arguments: list[str]) -> Parsed | int:
    """Read the command line; an exit status if there is nothing more to do."""
    try:
        parsed = parse(tool.spelled(context.dialect), arguments, abbreviate=_abbreviates(tool, context))
    except UsageError as error:
        return _complain(tool, context, error)
    if "help" in parsed:
        context.out(tool.usage)
        return 0
    formatted = parsed.value("output-as") == "xml"
    if "version" in parsed:
        dialect = context.dialect
        content = [version_element(dialect)] if formatted else []
        context.out(report(tool.name, arguments, content, dialect) if formatted else version_text(dialect))
        return 0
    return parsed


def _abbreviates(tool: Tool, context: Context) -> bool:
    """Whether a unique beginning of a long option will do: the C library's parser allows it, GLib's does not."""
    return context.dialect is Dialect.V1_1 or tool.manner is Manner.C


def _complain(tool: Tool, context: Context, error: UsageError) -> int:
    text = str(error)
    if tool.manner is Manner.GLIB:
        return context.fail(f"{tool.name}: {text}", tool.usage_status)
    kind, _, spelling = text.rpartition(" ")
    if kind == "Unknown option":
        long = spelling.startswith("--")
        text = f"unrecognized option '{spelling}'" if long else f"invalid option -- '{spelling.lstrip('-')}'"
    elif kind == "Missing argument for":
        long = spelling.startswith("--")
        what = f"option '{spelling}'" if long else "option"
        text = f"{what} requires an argument" + ("" if long else f" -- '{spelling.lstrip('-')}'")
    if tool.manner is Manner.SCRIPT:
        context.out(tool.usage)
        return context.fail(f"{tool.name}: {text}", tool.usage_status)
    return context.fail(f"{tool.name}: {text}\n{tool.usage}", tool.usage_status)


Body = Callable[[Context, Parsed], int]


def tool_program(tool: Tool, *, shadowed: bool = True) -> Callable[[Body], Program]:
    """Mark a function as what a tool does once its command line is read; the result is the whole program.

    Unless `shadowed` is False, it works on a copy of the configuration while CIB_shadow names one.
    """

    def register(body: Body) -> Program:
        def run(context: Context, arguments: list[str]) -> int:
            parsed = begin(tool, context, arguments)
            if isinstance(parsed, int):
                return parsed
            if not shadowed:
                return _formatted(tool, body, context, parsed, arguments)
            return in_shadow(context, lambda inner: _formatted(tool, body, inner, parsed, arguments))

        run.__doc__ = f"Run {tool.name}: {body.__doc__}"
        program(tool.name)(run)
        return run

    return register


def output_to(context: Context, parsed: Parsed) -> Context:
    """The context with its output going where --output-to says."""
    target = parsed.value("output-to", "-")
    if target == "-":
        return context
    path = context.path(target)
    context.files.write(path, "")
    return replace(context, out=lambda text: context.files.append(path, text))


def _formatted(tool: Tool, body: Body, context: Context, parsed: Parsed, arguments: list[str]) -> int:
    """Run the tool with its output in the form and at the place that were asked for."""
    form = parsed.value("output-as", "text")
    context = output_to(context, parsed)
    if form == "text":
        return body(context, parsed)
    if form in tool.refused_forms:
        raise Unsupported(f"{tool.name} --output-as={form}")
    if form != "xml":
        text, status = tool.unknown_form
        return context.fail(text.format(name=tool.name, form=form), status)
    inner, _, err = context.quiet()
    status = body(inner, parsed)
    errors = [said.removesuffix("\n") for said in err if said.strip()]
    if tool.errors_apart:
        context.err("".join(err))
        errors = []
    context.out(
        report(
            *(tool.name, arguments, parsed.content, context.dialect),
            code=status,
            message=exit_text(status),
            errors=errors,
        )
    )
    return status
