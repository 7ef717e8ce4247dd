"""``crm history`` of transitions: their events, and the configuration and the status that each began with."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from hasim.cib import Cib, Unsupported
from hasim.crmsh.schema import Schema
from hasim.crmsh.show import Presenter, shown_order
from hasim.shell.context import NotConnected
from hasim.shell.crm.history import LEVEL
from hasim.shell.crm.history_events import Transition
from hasim.shell.crm.history_report import FOLDER, Report, clock, collected, date_of, day, saved_input
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.simulation import simulation_options
from hasim.shell.filehost import CibFile
from hasim.shell.registry import run_program

_HEADER = "Date       Start    End       Filename      Client     User       Origin      Tags"
_RULE = "====       =====    ===       ========      ======     ====       ======      ===="


@LEVEL.command("latest")
def latest(shell: Shell, arguments: list[str]) -> bool:
    """wait until the cluster is idle and show the events of the last transition"""
    if not shell.wait_for_idle():
        return False
    found = _by_index(shell, -1)
    return found is not None and _show_log(shell, found)


def _path(each: Transition) -> str:
    return f"{FOLDER}/{each.dc}/pengine/{each.name}.bz2"


def _by_index(shell: Shell, index: int) -> Transition | None:
    report, events = collected(shell)
    known = report.transitions(events)
    if len(known) >= abs(index):
        return known[index]
    shell.console.error(
        "no transitions found in the source" if index == -1 else f"PE input file for index {index + 1} not found"
    )
    return None


def _chosen(shell: Shell, word: str) -> Transition | None:
    """The transition that a word names: a number, an index from the last one back, or a part of a file's name."""
    report, events = collected(shell)
    known = report.transitions(events)
    if "pe-" in word:
        found = [each for each in known if word in _path(each)]
        missing, many = f"{word}: path not found", f"{word}: path ambiguous"
    elif re.fullmatch(r"[-+]?\d+", word) is None:
        return _by_index(shell, -1)
    elif int(word) <= 0:
        return _by_index(shell, int(word) - 1)
    else:
        found = [each for each in known if each.number == int(word)]
        missing, many = f"PE file {int(word)} not found", f"PE file {int(word)} ambiguous"
    if len(found) != 1:
        shell.console.error(many if found else missing)
        return None
    return found[0]


@LEVEL.command("transitions")
def transitions(shell: Shell, arguments: list[str]) -> None:
    """list transitions"""
    report, events = collected(shell)
    lines = [f"{'Time':<30}  {'Name':<15} {'Node':<15} Tags"]
    for each in report.transitions(events):
        span = f"{date_of(shell, each.start)} - {clock(shell, each.end)}"
        lines.append(f"{span}: {each.name:<15} {each.dc:<15} {' '.join(sorted(each.tags))}")
    shell.console.page("\n".join(lines))


@LEVEL.command("peinputs", "[args ...]")
def inputs(shell: Shell, arguments: list[str]) -> bool:
    """list the scheduler's inputs, with v who changed the configuration: peinputs [NUMBER|FROM:TO]... [v]"""
    report, events = collected(shell)
    known = report.transitions(events)
    words = list(arguments)
    while words and words[-1] == "v":
        words.pop()
    verbose = len(words) < len(arguments)
    lines: list[str] = []
    for span in words or [""]:
        bounds = _bounds(span)
        if bounds is not None and len(bounds) == 2 and bounds[0] > bounds[1]:
            shell.console.error(f"{bounds}: invalid peinputs range")
            return False
        chosen = [each for each in known if bounds is None or bounds[0] <= each.number <= bounds[-1]]
        lines += [_HEADER, _RULE] if verbose else []
        lines += [_in_detail(shell, each) if verbose else _path(each) for each in chosen]
    shell.console.page("\n".join(lines))
    return bool(lines)


def _bounds(span: str) -> list[int] | None:
    try:
        return [int(each) for each in span.split(":")]
    except ValueError:
        return None


def _in_detail(shell: Shell, each: Transition) -> str:
    cib = saved_input(shell, each)
    who = [cib.root.get(f"update-{name}") or f"no-{name}" for name in ("client", "user", "origin")]
    when = f"{day(shell, each.start)} {clock(shell, each.start)} {clock(shell, each.end)}"
    return f"{when}  {each.name:<13} {who[0]:<10} {who[1]:<10} {who[2]}   {' '.join(sorted(each.tags))}"


@LEVEL.command("transition", "[args ...]")
def transition(shell: Shell, arguments: list[str]) -> bool:
    """decide again on an input and show its events: transition [log|tags|save] [NUMBER|INDEX|FILE] [scores]"""
    words = list(arguments)
    verb = words.pop(0) if words and words[0] in ("showdot", "log", "save", "tags") else "show"
    options: list[str] = []
    while verb == "show" and words and re.fullmatch("v+|nograph|scores|actions|utilization", words[-1]):
        options.append(words.pop())
    found = _chosen(shell, words.pop(0)) if words else _by_index(shell, -1)
    if len(words) > (verb == "save"):
        shell.console.error(f"syntax in transition parsing '{' '.join(arguments)}'")
        return False
    if found is None:
        return False
    if verb == "showdot" or "actions" in options:
        raise Unsupported(f"crm history transition {verb if verb != 'show' else 'actions'}")
    if verb == "tags":
        shell.console.out(" ".join(sorted(found.tags)) or "No tags.")
        return True
    if verb == "save":
        return _save(shell, found, words[0] if words else found.name)
    if verb == "log":
        return _show_log(shell, found, whole=True)
    shell.console.info(f"running ptest with {_path(found)}")
    _simulate(shell, saved_input(shell, found), options)
    return _show_log(shell, found)


def _save(shell: Shell, found: Transition, name: str) -> bool:
    shell.console.info(f"transition {_path(found)} saved to shadow {name}")
    path = f"/var/lib/pacemaker/cib/shadow.{name}"
    shell.context.files.write(path, saved_input(shell, found).text())
    return True


def _simulate(shell: Shell, cib: Cib, options: list[str]) -> None:
    chosen = simulation_options(shell, options)
    assert chosen is not None
    context, out, err = shell.context.quiet()
    status = run_program(replace(context, stdin=cib.text()), "crm_simulate", ["-p", "-S", *chosen])
    if status:
        shell.console.warning(f"Simulation was unsuccessful (RC={status}).")
    shell.console.page(("".join(err) + "".join(out)).strip())


def _show_log(shell: Shell, found: Transition, *, whole: bool = False) -> bool:
    """The lines of a transition: its events, or all."""
    report, events = collected(shell)
    span = Report(found.start, found.end, excluded=report.excluded)
    if not whole:
        head = f"Transition {found.dc}:{found.name} ({clock(shell, found.start)} -"
        if found.end is None:
            shell.console.out(f"{head} [unfinished])")
        else:
            counts = ", ".join(f"{number} {name}" for name, number in found.counts.items())
            shell.console.out(f"{head} {clock(shell, found.end)}):")
            shell.console.out(f"\ttotal {sum(found.counts.values())} actions: {counts}")
    lines = events.log if whole else events.all
    shell.console.page(span.printed(line for line in lines if span.shows(line)))
    return True


# -- the configuration and the status then -------------------------------------------------------------------------


def _cib_at(shell: Shell, word: str) -> Cib | None:
    """The CIB of a transition, or with ``live`` the present one; None, and said so, where there is none."""
    if word != "live":
        found = _chosen(shell, word)
        return saved_input(shell, found) if found is not None else None
    try:
        if shell.context.cluster.designated_controller():
            return shell.cib()
    except NotConnected:
        pass
    shell.console.error("cluster not running")
    return None


def _rendered(shell: Shell, word: str, status: bool, *, broken: bool) -> str | None:
    cib = _cib_at(shell, word)
    if cib is None:
        return None
    context, out, _ = shell.context.quiet()
    inner = replace(context, cluster=CibFile(cib.text()))
    if status:
        run_program(inner, "crm_mon", ["-1", "-j"])
        return "".join(out).strip("\n")
    presenter = Presenter(cib.configuration, Schema(cib.root.get("validate-with") or ""))
    return "\n".join(presenter.statement(item, broken=broken) for item in shown_order(presenter.inventory.items))


def _options(shell: Shell, arguments: list[str]) -> bool | None:
    """Whether the status was asked for; None, and said so, where nothing can be shown."""
    if len(shell.stack) > 2 and shell.begun is not None and shell.begun.has_changed:
        shell.console.error("please try again after committing CIB changes")
        return None
    if "html" in arguments:
        raise Unsupported(f"crm history {shell.command_name} html")
    words = list(arguments)
    while words and words[-1] == "status":
        words.pop()
    if words:
        shell.console.error(f"syntax in {shell.command_name} parsing '{' '.join(words)}'")
        return None
    return bool(arguments)


@LEVEL.command("show", "t [args ...]")
def show(shell: Shell, arguments: list[str]) -> bool:
    """show the configuration or the status that a transition began with: show {NUMBER|INDEX|FILE|live} [status]"""
    status = _options(shell, arguments[1:])
    text = None if status is None else _rendered(shell, arguments[0], status, broken=True)
    shell.console.page(text or "")
    return bool(text)


@LEVEL.command("diff", "t1 t2 [args ...]")
def diff(shell: Shell, arguments: list[str]) -> bool:
    """compare what two transitions began with: diff {NUMBER|INDEX|FILE|live} {NUMBER|INDEX|FILE|live} [status]"""
    status = _options(shell, arguments[2:])
    if status is None:
        return False
    texts = [_rendered(shell, word, status, broken=False) for word in arguments[:2]]
    if texts[0] is None or texts[1] is None:
        return False
    if status:
        texts = [_below_the_summary(text) for text in texts if text is not None]
    old, new = ((text or "").split("\n") for text in texts)
    changes = difflib.unified_diff(old, new, arguments[0], arguments[1], n=0, lineterm="")
    shell.console.page("\n".join(changes))
    return True


def _below_the_summary(text: str) -> str:
    return text.partition("\n\n")[2].lstrip("\n")
