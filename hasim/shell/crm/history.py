"""``crm history``: what happened, from the logs of all nodes and the scheduler's saved inputs."""

from __future__ import annotations

import re

from hasim.cib import Unsupported
from hasim.shell.crm.history_events import Line
from hasim.shell.crm.history_report import Report, collected, date_of, period_end, report_of
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Level
from hasim.shell.unix.moments import moment


def _forget_the_span(shell: Shell) -> bool:
    """The span of time holds until the level is left."""
    if isinstance(shell.report, Report):
        shell.report.look_at_the_last_hour(shell.context.now)
    return True


LEVEL = Level("history", "what happened: events, logs, transitions", when_left=_forget_the_span)
_LAST = 20
"""So many transitions are named by ``info``."""


def _print(shell: Shell, lines: list[Line]) -> None:
    _, report = report_of(shell)
    shell.console.page(report.printed(each for each in lines if report.shows(each)))


# -- what to look at -----------------------------------------------------------------------------------------------


@LEVEL.command("source", "[src]")
def source(shell: Shell, arguments: list[str]) -> None:
    """tell where the report comes from, which is the running cluster: source [live]"""
    if not arguments:
        shell.console.out("Current source: live")
    elif arguments[0] != "live":
        raise Unsupported(f"crm history source {arguments[0]}")


@LEVEL.command("limit", "[from_time] [to_time]", aliases=("timeframe",))
def limit(shell: Shell, arguments: list[str]) -> bool:
    """look at a span of time only, without arguments the last hour: limit [FROM [TO]]"""
    context, report = report_of(shell)
    times = []
    for text in arguments:
        found = moment(text, context.now, context.stage.timezone) if text else None
        if text and found is None:
            raise Unsupported(f"crm history limit with the time '{text}'")
        times.append(found)
    since, until = (*times, None, None)[:2]
    if since is not None and until is not None and since == until:
        shell.console.error(f"{' - '.join(arguments)}: To and from dates cannot be the same")
        return False
    if since is not None and until is not None and until < since:
        since, until = until, since
    report.look_at_the_last_hour(context.now)
    if any(arguments):
        report.since, report.until = since or 0.0, until
    return True


@LEVEL.command("refresh", "[force]")
def refresh(shell: Shell, arguments: list[str]) -> None:
    """collect the logs again"""
    if arguments and arguments[0] not in ("", "force", "--force"):
        raise CommandError(f"Expected 'force' or '--force' (was '{arguments[0]}')")
    collected(shell, again=True)


@LEVEL.command("detail", "detail_lvl")
def detail(shell: Shell, arguments: list[str]) -> None:
    """take more lines for events: detail {0|1}"""
    if arguments[0] not in ("0", "1"):
        raise CommandError(f"Expected '0' or '1' (was '{arguments[0]}')")
    report_of(shell)[1].detail = int(arguments[0])


@LEVEL.command("setnodes", "[args ...]")
def set_nodes(shell: Shell, arguments: list[str]) -> None:
    """look at the logs of some nodes only: setnodes NODE..."""
    report_of(shell)[1].nodes = tuple(arguments)


@LEVEL.command("exclude", "[arg]")
def exclude(shell: Shell, arguments: list[str]) -> bool:
    """leave out lines that match; without an argument list the patterns: exclude [PATTERN|clear]"""
    report, _ = collected(shell)
    if not arguments or not arguments[0]:
        shell.console.out("\n".join(report.excluded))
    elif arguments[0] == "clear":
        report.excluded.clear()
    else:
        try:
            re.compile(arguments[0])
        except re.error as error:
            shell.console.error(f"bad regex {arguments[0]}: {error}")
            return False
        report.excluded.append(arguments[0])
    return True


# -- what there is -------------------------------------------------------------------------------------------------


@LEVEL.command("info")
def info(shell: Shell, arguments: list[str]) -> None:
    """tell what the report is about"""
    report, events = collected(shell)
    context, _ = report_of(shell)
    shown = report.transitions(events)
    names = [f"{each.number}{'*' if each.tags else ''}" for each in shown[-_LAST:]]
    until = report.until if report.until is not None else period_end(events)
    created = context.calendar_time(context.now).split()
    rows = {
        "Source": "live",
        "Created on": " ".join([*created[:-1], "CST", created[-1]]),
        "By": "report -Z -Q -f " + context.calendar_time(report.since),
        "Period": f"{date_of(shell, report.since)} - {date_of(shell, until)}",
        "Nodes": " ".join(events.lines),
        "Groups": " ".join(events.members("group")),
        "Clones": " ".join(events.members("clone", "master")),
        "Resources": " ".join(events.primitives),
        "Transitions": ("... " if len(shown) > _LAST else "") + " ".join(names),
    }
    shell.console.page("\n".join(f"{name}: {value}" for name, value in rows.items()))


@LEVEL.command("events")
def show_events(shell: Shell, arguments: list[str]) -> None:
    """show events of all kinds"""
    _print(shell, collected(shell)[1].all)


@LEVEL.command("resource", "[args ...]")
def resource(shell: Shell, arguments: list[str]) -> None:
    """show what was done with resources: resource [RESOURCE...]"""
    events = collected(shell)[1]
    _print(shell, events.of("resource", events.expanded(arguments)))


@LEVEL.command("node", "[args ...]")
def node(shell: Shell, arguments: list[str]) -> None:
    """show what happened to nodes: node [NODE...]"""
    _print(shell, collected(shell)[1].of("node", arguments))


@LEVEL.command("log", "[args ...]")
def log(shell: Shell, arguments: list[str]) -> None:
    """show the logs of all nodes, also where some are named, as crmsh 4.4.1 does: log"""
    _print(shell, collected(shell)[1].log)


def _refused(shell: Shell, arguments: list[str]) -> None:
    """Not modelled: see the command's definition."""


for _name, _usage, _help in (
    ("graph", "t [args ...]", "draw the configuration at a transition"),
    ("wdiff", "t1 t2 [args ...]", "compare two transitions word by word"),
    ("session", "[subcmd] [name]", "keep what is being looked at"),
):
    LEVEL.command(_name, _usage, help=_help, modelled=False)(_refused)
