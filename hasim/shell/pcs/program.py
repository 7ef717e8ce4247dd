"""The program: which command is meant, and how it ends."""

from __future__ import annotations

import getopt
from dataclasses import replace

from hasim.cib import Unsupported
from hasim.shell.context import Context
from hasim.shell.filehost import CibFile
from hasim.shell.pcs.command import NOT_MODELLED, NOUNS, Command, find
from hasim.shell.pcs.faults import Failure, Stop, UsageFault
from hasim.shell.pcs.help import main_usage, usage
from hasim.shell.pcs.options import negative_numbers, read_options
from hasim.shell.pcs.run import Run
from hasim.shell.registry import program

__all__ = ["pcs"]

VERSION = "0.11.5"


@program("pcs")
def pcs(context: Context, arguments: list[str]) -> int:
    """Run pcs."""
    numbers = negative_numbers(arguments)
    if numbers:
        listed = "', '".join(numbers)
        context.err(
            f"Deprecation Warning: Using '{listed}' without '--' is deprecated, those parameters will be considered "
            "position independent options in future pcs versions\n"
        )
    try:
        options, words = read_options(arguments)
    except getopt.GetoptError as error:
        context.err(f"Error: {error}\n{main_usage()}\n")
        return 1
    except Failure as failure:
        return context.fail(f"Error: {failure}")
    if "--version" in options:
        context.out(VERSION + "\n")
        return 0
    if "--help" in options or "--fullhelp" in options or words[:1] == ["help"]:
        return _help(context, [] if "--fullhelp" in options else words)
    return _on(context, options, words)


def _help(context: Context, words: list[str]) -> int:
    if words and words[0] in NOUNS:
        context.out(usage([word for word in words if word != "help"]) + "\n")
    else:
        context.out(main_usage() + "\n")
    return 0


def _on(context: Context, options: dict[str, str], words: list[str]) -> int:
    """Run a command on the cluster, or on the file that `-f` names."""
    name = options.get("-f")
    if name is None or not words or words[0] not in NOUNS:
        return _command(context, options, words)
    path = context.path(name)
    try:
        text = context.files.read(path)
    except OSError:
        return context.fail(f"Error: Cannot read file '{name}': No such file or directory")
    cluster = CibFile(text)
    status = _command(replace(context, cluster=cluster), options, words)
    if cluster.changed:
        context.files.write(path, cluster.text)
    return status


def _command(context: Context, options: dict[str, str], words: list[str]) -> int:
    if words and words[0] in NOT_MODELLED:
        raise Unsupported(f"pcs {words[0]}")
    command, rest = find(words)
    if command is None:
        text = usage(rest) if rest else main_usage()
        return context.fail(text)
    if rest[:1] == ["help"]:
        return _help(context, list(command.path))
    run = Run(context, options)
    try:
        _only_supported(command, options)
        if "--wait" in options and run.on_file:
            raise Failure("Cannot use '-f' together with '--wait'")
        command.function(run, rest)
    except Failure as failure:
        return context.fail(f"Error: {failure}")
    except UsageFault as fault:
        return _misused(context, command, fault)
    except Stop as stop:
        return stop.status
    return 0


def _only_supported(command: Command, options: dict[str, str]) -> None:
    always = ("--debug", "--request-timeout", "--corosync_conf")
    strange = sorted(name for name in options if name not in (*command.options, *always))
    if strange:
        listed = "', '".join(strange)
        raise Failure(
            f"Specified option{'s' * (len(strange) > 1)} '{listed}' "
            f"{'are' if len(strange) > 1 else 'is'} not supported in this command"
        )


def _misused(context: Context, command: Command, fault: UsageFault) -> int:
    if fault.message:
        context.err(f"Error: {fault.message}\n")
    if fault.hint:
        context.err(f"Hint: {fault.hint}\n")
    if not fault.message or fault.both:
        context.err(usage([word for word in command.path if word != "*"]) + "\n")
    return 1
