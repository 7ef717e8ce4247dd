"""Questions about the machine and the time: date, hostname, id, uname, which, uptime, free, logger ..."""

from __future__ import annotations

import re

from hasim.cib import Dialect, Unsupported
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, getopt, lines_of
from hasim.sim.clock import DAYS, MONTHS, date_text, local
from hasim.sim.files import Kind, normal
from hasim.sim.log import syslog


@command("date")
def date(context: MachineContext, arguments: list[str]) -> int:
    """date [-u] [+FORMAT] [-d @SECONDS]"""
    given = getopt("date", arguments, "ud:RI", ("utc", "date=", "iso-8601"), refused="s= set= r=")
    name = "UTC" if given.has("u", "utc") else context.stage.timezone
    wanted = given.value("d") or given.value("date")
    if wanted and not re.fullmatch(r"@\d+|now", wanted):
        raise UsageFault(f"date: hasim does not model this date: {wanted}", 3)
    epoch = float(wanted[1:]) if wanted.startswith("@") else context.now
    form = next((each[1:] for each in given.operands if each.startswith("+")), "")
    if given.has("I", "iso-8601"):
        form = "%Y-%m-%d"
    if "R" in given:
        form = "%a, %d %b %Y %T %z"
    context.out((_strftime(form, epoch, name) if form else date_text(epoch, name)) + "\n")
    return 0


def _strftime(form: str, epoch: float, name: str) -> str:
    moment = local(epoch, name)
    special = {
        "s": str(int(epoch)), "a": DAYS[moment.weekday()],
        "b": MONTHS[moment.month - 1], "h": MONTHS[moment.month - 1],
        "e": f"{moment.day:2d}", "F": f"{moment:%Y-%m-%d}", "T": f"{moment:%H:%M:%S}", "R": f"{moment:%H:%M}",
        "D": f"{moment:%m/%d/%y}", "N": f"{round(epoch % 1 * 1e9):09d}",
        "Z": moment.tzname() or "", "n": "\n", "t": "\t",
        "c": f"{DAYS[moment.weekday()]} {MONTHS[moment.month - 1]} {moment.day:2d} {moment:%H:%M:%S} {moment.year}",
    }  # fmt: skip
    return re.sub(r"%(.)", lambda m: special.get(m[1], "%" if m[1] == "%" else moment.strftime(m[0])), form)


@command("hostname")
def hostname(context: MachineContext, arguments: list[str]) -> int:
    """hostname [-s|-f|-i|-I]"""
    if "-I" in arguments or "-i" in arguments:
        context.out(" ".join(context.machine.addresses) + " \n")
    elif set(arguments) - {"-s", "-f", "--short", "--fqdn", "--long"}:
        raise Unsupported(f"hostname {' '.join(arguments)}")
    else:
        context.out(context.node + "\n")
    return 0


@command("hostnamectl")
def hostnamectl(context: MachineContext, arguments: list[str]) -> int:
    """hostnamectl [status]"""
    if arguments and arguments[0] != "status":
        raise UsageFault("hostnamectl: hasim does not model changing the name of a node", 3)
    context.out(f"   Static hostname: {context.node}\n")
    return 0


@command("timedatectl")
def timedatectl(context: MachineContext, arguments: list[str]) -> int:
    """timedatectl [status]"""
    moment = local(context.now, context.stage.timezone)
    context.out(f"      Local time: {DAYS[moment.weekday()]} {moment:%Y-%m-%d %H:%M:%S} {moment.tzname()}\n")
    context.out(f"       Time zone: {context.stage.timezone} ({moment.tzname()}, {moment:%z})\n")
    return 0


@command("whoami")
def whoami(context: MachineContext, arguments: list[str]) -> int:
    """whoami"""
    context.out(f"{context.user}\n")
    return 0


@command("id")
def identity(context: MachineContext, arguments: list[str]) -> int:
    """id [-u|-g|-un|-gn] [USER]"""
    given = getopt("id", arguments, "ugn")
    name = given.operands[0] if given.operands else context.user
    entry = next(
        (line.split(":") for line in lines_of(context.tree.read("/etc/passwd")) if line.startswith(name + ":")), None
    )
    if entry is None:
        return context.fail(f"id: {name}: no such user")
    if given.has("u", "g"):
        context.out((name if "n" in given else entry[2 if "u" in given else 3]) + "\n")
    else:
        context.out(f"uid={entry[2]}({name}) gid={entry[3]}({name}) groups={entry[3]}({name})\n")
    return 0


_KERNELS = {"1.1": "3.10.0-1127.el7.x86_64", "2.1": "5.14.0-162.el9.x86_64", "3.0": "6.12.0-55.el10.x86_64"}


@command("uname")
def uname(context: MachineContext, arguments: list[str]) -> int:
    """uname [-snrma]"""
    given = getopt("uname", arguments, "snrvmpioa", ("all",))
    release = _KERNELS[context.dialect]
    values = {
        "s": "Linux",
        "n": context.node,
        "r": release,
        "v": "#1 SMP",
        "m": "x86_64",
        "p": "x86_64",
        "i": "x86_64",
        "o": "GNU/Linux",
    }
    wanted = list(values) if given.has("a", "all") else [each for each in values if each in given] or ["s"]
    context.out(" ".join(values[each] for each in wanted) + "\n")
    return 0


@command("which")
def which(context: MachineContext, arguments: list[str]) -> int:
    """which NAME..."""
    status = 0
    path = context.environment.get("PATH", "")
    for name in arguments:
        places = [name] if "/" in name else [f"{folder}/{name}" for folder in path.split(":")]
        found = next((each for each in places if _executable(context, each)), None)
        if found:
            context.out(found + "\n")
        else:
            context.err(f"/usr/bin/which: no {name} in ({path})\n")
            status = 1
    return status


def _executable(context: MachineContext, path: str) -> bool:
    entry = context.tree.find(normal(path, context.cwd))
    return entry is not None and entry.kind is Kind.FILE and bool(entry.mode & 0o111)


@command("uptime")
def uptime(context: MachineContext, arguments: list[str]) -> int:
    """uptime"""
    if arguments:
        raise Unsupported(f"uptime {' '.join(arguments)}")
    minutes = (context.stage.time - context.machine.booted) // 60_000
    up = f"{minutes // 60}:{minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"
    moment = local(context.now, context.stage.timezone)
    context.out(f" {moment:%H:%M:%S} up {up},  1 user,  load average: 0.00, 0.01, 0.05\n")
    return 0


_MEMORY = {"Mem:": (1014756, 178216, 617900, 6832, 218640, 686108), "Swap:": (2097148, 0, 2097148)}
"""KiB: total, used, free, shared, buffers and cache, available. A simulated machine has no load, so they stay."""
_UNITS = {"b": 1, "k": 2**10, "m": 2**20, "g": 2**30}


@command("free")
def free(context: MachineContext, arguments: list[str]) -> int:
    """free [-b|-k|-m|-g|-h]"""
    given = getopt("free", arguments, "bkmgh", ("bytes", "kibi", "mebi", "gibi", "human"))
    wanted = given.options[-1][0] if given.options else "k"
    heads = ("total", "used", "free", "shared", "buff/cache", "available")
    margin = 7 if context.dialect is Dialect.V1_1 else 8
    context.out(" " * margin + "".join(f"{head:>12}" for head in heads) + "\n")
    for name, values in _MEMORY.items():
        shown = [_amount(value * 1024, wanted[0], context.dialect) for value in values]
        context.out(f"{name:{margin}}" + "".join(f"{text:>12}" for text in shown) + "\n")
    return 0


def _amount(size: int, unit: str, dialect: Dialect) -> str:
    """Bytes in a unit, cut off; for people ("h") in the largest one that leaves a digit before the point."""
    if unit != "h":
        return str(size // _UNITS[unit])
    last = "" if dialect is Dialect.V1_1 else "i"
    for letter in "gmk":
        amount = size / _UNITS[letter]
        if amount >= 1:
            return f"{amount:.1f}{letter.upper()}{last}" if amount < 10 else f"{int(amount)}{letter.upper()}{last}"
    return f"{size}B"


@command("logger")
def logger(context: MachineContext, arguments: list[str]) -> int:
    """logger [-t TAG] TEXT..."""
    given = getopt("logger", arguments, "t:", ("tag=",), idle="p= priority=", refused="i s")
    tag = given.value("t") or given.value("tag", context.user)
    syslog(context.stage, context.node, tag, " ".join(given.operands) or context.stdin.strip())
    return 0
