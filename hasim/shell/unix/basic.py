"""Small programs: echo, printf, pwd, true, false, yes, sleep, seq, and those that run others: env, xargs, bash ..."""

from __future__ import annotations

import re

from hasim.cib import Unsupported
from hasim.shell.language.state import Input, Streams
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, getopt, lines_of, path_of, whole_number

_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "\\": "\\",
    "e": "\x1b",
    '"': '"',
}


def _unescaped(text: str) -> str:
    """C's escapes, as ``echo -e`` and printf read them."""

    def replaced(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] == "x":
            return chr(int(code[1:], 16))
        if code[0] in "01234567":
            return chr(int(code, 8))
        return _ESCAPES.get(code, match[0])

    return re.sub(r"\\(x[0-9a-fA-F]{1,2}|0[0-7]{0,3}|[1-7][0-7]{0,2}|.)", replaced, text)


@command("echo")
def echo(context: MachineContext, arguments: list[str]) -> int:
    """echo [-neE] [TEXT...]"""
    words, newline, escapes = list(arguments), True, False
    while words and re.fullmatch(r"-[neE]+", words[0]):
        letters = words.pop(0)
        newline = newline and "n" not in letters
        escapes = "e" in letters or (escapes and "E" not in letters)
    text = " ".join(words)
    if escapes:
        match = re.match(r"((?:[^\\]|\\[^c])*)\\c", text, re.DOTALL)
        newline = newline and match is None
        text = _unescaped(match[1] if match else text)
    context.out(text + ("\n" if newline else ""))
    return 0


@command("printf")
def printf(context: MachineContext, arguments: list[str]) -> int:
    """printf FORMAT [ARGUMENT...]; the format is used again while arguments are left"""
    if not arguments:
        raise UsageFault("printf: usage: printf [-v var] format [arguments]", 2)
    form, words = arguments[0], list(arguments[1:])
    while True:
        before = len(words)
        text = re.sub(
            r"%%|%([-+ 0#]*)(\*|\d*)(?:\.(\*|\d+))?([a-zA-Z])|\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|[^%])|\\$|[^%\\]+|%",
            lambda m: _conversion(m, words),
            form,
        )
        context.out(text)
        if not words or len(words) == before:
            return 0


def _conversion(match: re.Match[str], words: list[str]) -> str:
    if match[0] == "%%":
        return "%"
    if match[4] is None:
        return _unescaped(match[0])
    width = words.pop(0) if match[2] == "*" and words else match[2]
    value = words.pop(0) if words else ""
    precision = f".{match[3]}" if match[3] else ""
    if match[4] in "sbc":
        value = _unescaped(value) if match[4] == "b" else value[:1] if match[4] == "c" else value
        return f"%{match[1].replace('0', '')}{width}{precision}s" % value
    if match[4] == "q":
        return value if re.fullmatch(r"[\w@%+=:,./-]+", value) else "'" + value.replace("'", "'\\''") + "'"
    number = _number(value)
    if match[4] in "feEgG":
        return f"%{match[1]}{width}{precision}{match[4]}" % number
    letter = {"i": "d", "u": "d"}.get(match[4], match[4])
    return f"%{match[1]}{width}{precision}{letter}" % int(number)


def _number(text: str) -> float:
    if text[:1] in ("'", '"') and len(text) > 1:
        return ord(text[1])
    match = re.match(r"\s*([-+]?(?:0[xX][0-9a-fA-F]+|\d+\.?\d*|\.\d+))", text)
    if match is None:
        return 0
    return int(match[1], 16) if "x" in match[1].lower() else float(match[1])


@command("pwd")
def pwd(context: MachineContext, arguments: list[str]) -> int:
    """pwd [-P]"""
    context.out((context.tree.resolve(context.cwd) if "-P" in arguments else context.cwd) + "\n")
    return 0


@command("true")
def true(context: MachineContext, arguments: list[str]) -> int:
    """Succeed."""
    return 0


@command("false")
def false(context: MachineContext, arguments: list[str]) -> int:
    """Fail."""
    return 1


@command("yes")
def yes(context: MachineContext, arguments: list[str]) -> int:
    """yes [TEXT...]: one screen of it"""
    context.out(f"{' '.join(arguments) or 'y'}\n" * 24)
    return 0


@command("sleep")
def sleep(context: MachineContext, arguments: list[str]) -> int:
    """sleep NUMBER[smhd]...: the world goes on meanwhile"""
    seconds = 0.0
    if not arguments:
        raise UsageFault("sleep: missing operand\nTry 'sleep --help' for more information.")
    for each in arguments:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd]?)", each)
        if match is None:
            raise UsageFault(f"sleep: invalid time interval '{each}'\nTry 'sleep --help' for more information.")
        seconds += float(match[1]) * {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]]
    context.wait(seconds)
    return 0


@command("seq")
def seq(context: MachineContext, arguments: list[str]) -> int:
    """seq [-s SEPARATOR] [FIRST [STEP]] LAST"""
    separator = "\n"
    if arguments and arguments[0].startswith("-s"):
        separator, arguments = (
            (arguments[0][2:], arguments[1:]) if len(arguments[0]) > 2 else (arguments[1], arguments[2:])
        )
    try:
        numbers = [int(each) for each in arguments]
    except ValueError:
        raise UsageFault("seq: invalid argument\nTry 'seq --help' for more information.") from None
    if not 1 <= len(numbers) <= 3:
        raise UsageFault("seq: missing operand\nTry 'seq --help' for more information.")
    first = numbers[0] if len(numbers) > 1 else 1
    step = numbers[1] if len(numbers) > 2 else 1
    last = numbers[-1]
    if step:
        found = [str(number) for number in range(first, last + (1 if step > 0 else -1), step)]
        context.out(separator.join(found) + "\n" if found else "")
    return 0


@command("env")
def env(context: MachineContext, arguments: list[str]) -> int:
    """env [NAME=VALUE...] [COMMAND...]"""
    words = list(arguments)
    while words and "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        context.environment[name] = value
    if words:
        return context.execute(words, context.stdin)
    for name, value in context.environment.items():
        context.out(f"{name}={value}\n")
    return 0


@command("sudo")
def sudo(context: MachineContext, arguments: list[str]) -> int:
    """sudo COMMAND...: everybody here is root already"""
    given = getopt("sudo", arguments, "", idle="E H n", permute=False)
    if not given.operands:
        raise UsageFault("usage: sudo [-EHn] command")
    return context.execute(given.operands, context.stdin)


@command("service")
def service(context: MachineContext, arguments: list[str]) -> int:
    """service NAME VERB: the same of systemctl"""
    if len(arguments) != 2:
        raise UsageFault("Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]", 2)
    name, verb = arguments
    context.err(f"Redirecting to /bin/systemctl {verb} {name}.service\n")
    return context.execute(["systemctl", verb, f"{name}.service"], "")


_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


def _seconds(text: str) -> float | None:
    """The seconds that a span like ``90``, ``1.5m`` or ``2h`` means; None for anything else."""
    match = re.fullmatch(r"(\d+(?:\.\d*)?|\.\d+)([smhd]?)", text)
    return float(match[1]) * _UNITS[match[2]] if match else None


@command("timeout")
def timeout(context: MachineContext, arguments: list[str]) -> int:
    """timeout SECONDS COMMAND...: every simulated command ends by itself"""
    given = getopt("timeout", arguments, "", idle="s= signal= k= kill-after=", permute=False)
    if len(given.operands) < 2:
        return 125
    limit = _seconds(given.operands[0])
    if limit is None:
        raise UsageFault(f"timeout: invalid time interval '{given.operands[0]}'", 125)
    begin = context.stage.time
    status = context.execute(given.operands[1:], context.stdin)
    if limit and context.stage.time - begin > limit * 1000:
        raise Unsupported(f"timeout ending a command, which took more than {given.operands[0]} and is done")
    return status


@command("watch")
def watch(context: MachineContext, arguments: list[str]) -> int:
    """watch [-n SECONDS] COMMAND...: one screen of it"""
    given = getopt("watch", arguments, "", idle="n= interval= d differences", permute=False)
    return context.execute(["bash", "-c", " ".join(given.operands)], "")


@command("xargs")
def xargs(context: MachineContext, arguments: list[str]) -> int:
    """xargs [-n NUMBER] [-r] [-I NAME] COMMAND..."""
    given = getopt("xargs", arguments, "n:rI:0t", permute=False)
    words = given.operands or ["echo"]
    if given.value("I"):
        runs = [[word.replace(given.value("I"), line) for word in words] for line in lines_of(context.stdin) if line]
    else:
        items = context.stdin.split("\0" if "0" in given else None)
        size = whole_number("xargs", given.value("n") or str(len(items) or 1), "invalid number for -n option") or 1
        groups = [items[i : i + size] for i in range(0, len(items), size)] or ([] if "r" in given else [[]])
        runs = [[*words, *group] for group in groups]
    status = 0
    for run in runs:
        if "t" in given:
            context.err(" ".join(run) + "\n")
        status = 123 if context.execute(run, "") else status
    return status


@command("bash", "sh")
def bash(context: MachineContext, arguments: list[str]) -> int:
    """bash -c TEXT [NAME [ARGUMENT...]] | FILE [ARGUMENT...] | -s"""
    from hasim.shell.runner import fresh_state, run_text

    given = getopt("bash", arguments, "c:exsu", idle="l login i", status=2, permute=False)
    state = fresh_state(context.node)
    state.variables.update(context.environment)
    state.exported |= set(context.environment)
    state.cwd, state.depth, state.aliases = context.cwd, context.shell.depth + 1, {}
    operands = list(given.operands)
    if "c" in given:
        text, state.name = given.value("c"), operands.pop(0) if operands else "bash"
    elif operands and "s" not in given:
        state.name = operands.pop(0)
        try:
            text = context.tree.read(path_of(context, state.name))
        except OSError as error:
            return context.fail(f"bash: {state.name}: {error.strerror}", 127)
    else:
        text, state.name = context.stdin, "bash"
    state.positional = operands
    state.options |= {name for letter, name in (("e", "errexit"), ("x", "xtrace"), ("u", "nounset")) if letter in given}
    stdin = context.stdin if "c" in given or (given.operands and "s" not in given) else ""
    return run_text(context.stage, context.node, text, state, Streams(Input(stdin), {1: context.out, 2: context.err}))
