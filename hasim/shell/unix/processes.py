"""Programs about processes: ps, pidof, pgrep, pkill, kill, killall."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hasim.cib import Dialect
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt
from hasim.sim.clock import local
from hasim.sim.process import SIGNALS, TERM, Process
from hasim.sim.process import kill as send

_NAMES = {number: name for name, number in SIGNALS.items()}


def _processes(context: MachineContext) -> list[Process]:
    return sorted(context.machine.processes.by_pid.values(), key=lambda process: process.pid)


# -- ps ------------------------------------------------------------------------------------------------------------

_HEADINGS = {
    "pid": "  PID", "ppid": " PPID", "user": "USER    ", "comm": "COMMAND", "args": "COMMAND", "cmd": "CMD",
    "etime": "    ELAPSED",
    "etimes": "ELAPSED", "stat": "STAT", "tty": "TT      ", "time": "    TIME", "lstart": "                 STARTED",
}  # fmt: skip


_COMM = 15
"""Letters of a process's name that the kernel keeps."""


@command("ps")
def ps(context: MachineContext, arguments: list[str]) -> int:
    """ps [aux | -ef | -eo LIST | -C NAME | -p LIST]; without options none: the shell's own are not simulated"""
    letters, columns, names, pids = _ps_options(arguments)
    chosen = _processes(context)
    if names:
        chosen = [process for process in chosen if process.name in names]
    elif pids:
        chosen = [process for process in chosen if str(process.pid) in pids]
    elif not set(letters) & set("aexA"):
        chosen = []
    if columns:
        _custom(context, chosen, columns)
    elif "u" in letters:
        _wide(context, chosen)
    elif "f" in letters:
        _full(context, chosen)
    else:
        context.out("  PID TTY          TIME CMD\n")
        for process in chosen:
            context.out(f"{process.pid:5d} ?        00:00:00 {_comm(process)}\n")
    return 0 if chosen or not (names or pids) else 1


def _ps_options(arguments: Sequence[str]) -> tuple[str, list[str], list[str], list[str]]:
    letters = ""
    columns: list[str] = []
    names: list[str] = []
    pids: list[str] = []
    words = list(arguments)
    while words:
        word = words.pop(0)
        match = re.fullmatch(r"-?([^oCp]*)([oCp]?)(.*)", word)
        if word.startswith("--") or match is None or not re.fullmatch("[a-zA-Z]*", match[1]):
            raise UsageFault(f"error: unsupported option: {word}", 1)
        letters += match[1]
        if match[2]:
            value = match[3] or (words.pop(0) if words else "")
            {"o": columns, "C": names, "p": pids}[match[2]].extend(re.split(r"[,\s]+", value))
    return letters, columns, names, pids


def _comm(process: Process) -> str:
    """The name as the kernel keeps it."""
    return process.name[:_COMM]


def _state(process: Process) -> str:
    return "T" if process.stopped else "Ss" if process.parent == 1 else "S"


def _clock(context: MachineContext, process: Process) -> str:
    moment = local(context.stage.start + process.started / 1000, context.stage.timezone)
    return f"{moment:%H:%M}"


def _wide(context: MachineContext, chosen: list[Process]) -> None:
    context.out("USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n")
    for process in chosen:
        head = f"{_user(process):<8} {process.pid:5d}  0.0  0.3 {120000 + process.pid * 4:6d} {6000:5d} ?        "
        context.out(f"{head}{_state(process):<4} {_clock(context, process)}   0:00 {process.command}\n")


def _full(context: MachineContext, chosen: list[Process]) -> None:
    context.out("UID        PID  PPID  C STIME TTY          TIME CMD\n")
    for process in chosen:
        head = f"{_user(process):<8} {process.pid:5d} {process.parent:5d}  0 {_clock(context, process)} ?"
        context.out(f"{head}        00:00:00 {process.command}\n")


def _user(process: Process) -> str:
    """Names of more than eight letters are cut with a plus sign."""
    return process.user if len(process.user) <= 8 else process.user[:7] + "+"


def _custom(context: MachineContext, chosen: list[Process], columns: list[str]) -> None:
    names = [each.partition("=")[0] for each in columns]
    unknown = [name for name in names if name not in _HEADINGS]
    if unknown:
        raise UsageFault(f'error: unknown user-defined format specifier "{unknown[0]}"')
    titles = [each.partition("=")[2] if "=" in each else _HEADINGS[each] for each in columns]
    if any(titles):
        context.out(" ".join(titles) + "\n")
    for process in chosen:
        context.out(" ".join(_cell(context, process, name) for name in names).rstrip() + "\n")


def _cell(context: MachineContext, process: Process, name: str) -> str:
    seconds = (context.stage.time - process.started) // 1000
    elapsed = f"{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if seconds >= 3600:
        elapsed = f"{seconds // 3600:02d}:{elapsed}"
    values = {
        "pid": f"{process.pid:5d}", "ppid": f"{process.parent:5d}", "user": f"{_user(process):<8}",
        "comm": f"{_comm(process):<15}",
        "args": process.command, "cmd": process.command, "etime": f"{elapsed:>11}", "etimes": f"{seconds:7d}",
        "stat": f"{_state(process):<4}", "tty": "?       ", "time": "00:00:00",
        "lstart": context.calendar_time(context.stage.start + process.started / 1000),
    }  # fmt: skip
    return values[name]


# -- finding -------------------------------------------------------------------------------------------------------


@command("pidof")
def pidof(context: MachineContext, arguments: list[str]) -> int:
    """pidof [-s] NAME...; the newest process first"""
    given = getopt("pidof", arguments, "so:", idle="x c")
    names = {each.rpartition("/")[2] for each in given.operands}
    found = [str(process.pid) for process in reversed(_processes(context)) if process.name in names]
    omitted = {pid for value in given.values("o") for pid in value.split(",")}
    found = [pid for pid in found if pid not in omitted]
    if found:
        context.out(" ".join(found[:1] if "s" in given else found) + "\n")
    return int(not found)


def _matching(context: MachineContext, name: str, given: Given) -> list[Process]:
    if not given.operands and not given.has("u", "P"):
        raise UsageFault(f"{name}: no matching criteria specified\nTry `{name} --help' for more information.", 2)
    try:
        pattern = re.compile(given.operands[0] if given.operands else "")
    except re.error:
        raise UsageFault(f"{name}: invalid regular expression", 2) from None
    wanted = given.operands[0] if given.operands else ""
    if len(wanted) > _COMM and not given.has("f", "full") and context.dialect is not Dialect.V1_1:
        context.err(
            f"{name}: pattern that searches for process name longer than {_COMM} characters will result in zero"
        )
        context.err(f" matches\nTry `{name} -f' option to match against the complete command line.\n")
    found = []
    for process in _processes(context):
        text = process.command if given.has("f", "full") else _comm(process)
        hit = pattern.fullmatch(text) if given.has("x", "exact") else pattern.search(text)
        if bool(hit) == given.has("v") or (given.value("u") and process.user not in given.value("u").split(",")):
            continue
        if given.value("P") and str(process.parent) not in given.value("P").split(","):
            continue
        found.append(process)
    if "n" in given:
        return found[-1:]
    return found[:1] if "o" in given else found


@command("pgrep")
def pgrep(context: MachineContext, arguments: list[str]) -> int:
    """pgrep [-flaxcvno] [-u USER] [-P PID] PATTERN"""
    given = getopt("pgrep", arguments, "flaxcvnou:P:d:", ("full", "exact"), status=2)
    found = _matching(context, "pgrep", given)
    if "c" in given:
        context.out(f"{len(found)}\n")
        return int(not found)
    lines = []
    for process in found:
        text = f" {process.command}" if "a" in given else f" {_comm(process)}" if "l" in given else ""
        lines.append(f"{process.pid}{text}")
    if lines:
        context.out((given.value("d") or "\n").join(lines) + "\n")
    return int(not found)


def _signal_option(arguments: Sequence[str]) -> tuple[list[str], int | None]:
    """The arguments without ``-9``, ``-KILL`` or ``-s KILL``, and that signal (None: unknown one)."""
    words, signal, rest = list(arguments), TERM, []
    while words:
        word = words.pop(0)
        if word in ("-s", "-n", "--signal") and words:
            found = signal_number(words.pop(0))
        elif re.fullmatch(r"-(\d+|(SIG)?[A-Z][A-Z0-9]+)", word):
            found = signal_number(word[1:])
        else:
            rest.append(word)
            continue
        if found is None:
            return rest, None
        signal = found
    return rest, signal


def signal_number(text: str) -> int | None:
    """The number of ``9``, ``KILL`` or ``SIGKILL``; None for an unknown one."""
    if text.isdigit():
        return int(text) if int(text) in _NAMES or text == "0" else None
    return SIGNALS.get(text.upper().removeprefix("SIG"))


@command("pkill")
def pkill(context: MachineContext, arguments: list[str]) -> int:
    """pkill [-SIGNAL] [-fxno] [-u USER] PATTERN"""
    rest, signal = _signal_option(arguments)
    given = getopt("pkill", rest, "fxvnou:P:e", ("full", "exact"), status=2)
    if signal is None:
        raise UsageFault("pkill: unknown signal", 2)
    found = _matching(context, "pkill", given)
    for process in found:
        _deliver(context, process.pid, signal)
        if "e" in given:
            context.out(f"{process.name} killed (pid {process.pid})\n")
    return int(not found)


@command("killall")
def killall(context: MachineContext, arguments: list[str]) -> int:
    """killall [-SIGNAL] [-q] NAME..."""
    rest, signal = _signal_option(arguments)
    given = getopt("killall", rest, "qvw", idle="e")
    status = 0
    for name in given.operands:
        found = [process for process in _processes(context) if process.name == name]
        for process in found:
            number = TERM if signal is None else signal
            _deliver(context, process.pid, number)
            if "v" in given:
                context.err(f"Killed {name}({process.pid}) with signal {number}\n")
        if "w" in given:
            pids = [process.pid for process in found]
            context.let_pass(lambda pids=pids: not any(map(context.machine.process, pids)), _PATIENCE)  # type: ignore[misc]
        if not found:
            status = 1
            if "q" not in given:
                context.err(f"{name}: no process found\n")
    return status


def _deliver(context: MachineContext, pid: int, signal: int) -> bool:
    """Send a signal. Process 1 takes none of them; False: there is no such process."""
    process = context.machine.process(pid)
    if process is None:
        return False
    if pid != 1:
        send(context.stage, context.node, pid, signal)
        context.check_power()
    return True


_PATIENCE = 600.0
"""Seconds for which a ``killall -w`` waits, that would wait for ever."""
_KILL_USAGE = "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]"


@command("kill")
def kill(context: MachineContext, arguments: list[str]) -> int:
    """kill [-SIGNAL] PID...; -l lists the signals"""
    if arguments[:1] == ["-l"]:
        return _list_signals(context, arguments[1:])
    rest, signal = _signal_option(arguments)
    if signal is None:
        wrong = next(each for each in arguments if each.startswith("-"))
        raise UsageFault(f"-bash: kill: {wrong.lstrip('-')}: invalid signal specification")
    pids = [each for each in rest if each != "--"]
    if not pids:
        raise UsageFault(_KILL_USAGE, 2)
    status = 0
    for text in pids:
        if not re.fullmatch(r"-?\d+", text):
            context.err(f"-bash: kill: {text}: arguments must be process or job IDs\n")
            status = 1
        elif not _deliver(context, abs(int(text)), signal):
            context.err(f"-bash: kill: ({text}) - No such process\n")
            status = 1
    return status


def _list_signals(context: MachineContext, wanted: list[str]) -> int:
    if not wanted:
        rows = [f"{number:2d}) SIG{name}" for number, name in sorted(_NAMES.items())]
        context.out("".join("\t".join(rows[i : i + 5]) + "\n" for i in range(0, len(rows), 5)))
        return 0
    for text in wanted:
        number = int(text) & 127 if text.isdigit() else 0
        context.out(f"{_NAMES.get(number, '') if number else SIGNALS.get(text.upper().removeprefix('SIG'), '')}\n")
    return 0
