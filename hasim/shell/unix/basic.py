"""Small programs: echo, printf, pwd, test, sleep, seq, env, xargs, date, hostname, whoami, id, uname, which ..."""

from __future__ import annotations

import re

from hasim.shell.language.state import Input, Streams
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, getopt, lines_of, path_of
from hasim.sim.clock import DAYS, MONTHS, date_text, local
from hasim.sim.files import Kind, normal

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
        text, cut, _ = text.partition("\\c")
        text, newline = _unescaped(text), newline and not cut
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
            r"%%|%([-+ 0#]*)(\*|\d*)(?:\.(\*|\d+))?([a-zA-Z])|\\[^%]|\\$|[^%\\]+|%",
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
    """seq [FIRST [STEP]] LAST"""
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
        context.out("".join(f"{n}\n" for n in range(first, last + (1 if step > 0 else -1), step)))
    return 0


@command("env")
def env(context: MachineContext, arguments: list[str]) -> int:
    """env [NAME=VALUE...] [COMMAND...]"""
    words = list(arguments)
    environment = dict(context.environment)
    while words and "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    if words:
        context.environment.update(environment)
        context.shell.variables.update(environment)
        return context.execute(words, context.stdin)
    for name, value in environment.items():
        context.out(f"{name}={value}\n")
    return 0


@command("timeout")
def timeout(context: MachineContext, arguments: list[str]) -> int:
    """timeout SECONDS COMMAND...: every simulated command ends by itself"""
    given = getopt("timeout", arguments, "s:k:", permute=False)
    return context.execute(given.operands[1:], context.stdin) if len(given.operands) > 1 else 125


@command("watch")
def watch(context: MachineContext, arguments: list[str]) -> int:
    """watch [-n SECONDS] COMMAND...: one screen of it"""
    given = getopt("watch", arguments, "n:d", ("interval=",), permute=False)
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
        size = int(given.value("n") or len(items) or 1)
        groups = [items[i : i + size] for i in range(0, len(items), size)] or ([] if "r" in given else [[]])
        runs = [[*words, *group] for group in groups]
    status = 0
    for run in runs:
        status = 123 if context.execute(run, "") else status
    return status


@command("bash", "sh")
def bash(context: MachineContext, arguments: list[str]) -> int:
    """bash -c TEXT [NAME [ARGUMENT...]] | FILE [ARGUMENT...] | -s"""
    from hasim.shell.runner import fresh_state, run_text

    given = getopt("bash", arguments, "c:lexsui", ("login",), status=2, permute=False)
    state = fresh_state(context.node)
    state.variables.update(context.environment)
    state.exported |= set(context.environment)
    state.cwd, state.depth, state.aliases = context.cwd, context.shell.depth + 1, {}
    operands = list(given.operands)
    if "c" in given:
        text, state.name = given.value("c"), operands.pop(0) if operands else "bash"
    elif operands:
        state.name = operands.pop(0)
        try:
            text = context.tree.read(path_of(context, state.name))
        except OSError as error:
            return context.fail(f"bash: {state.name}: {error.strerror}", 127)
    else:
        text, state.name = context.stdin, "bash"
    state.positional = operands
    state.options |= {name for letter, name in (("e", "errexit"), ("x", "xtrace"), ("u", "nounset")) if letter in given}
    stdin = context.stdin if "c" in given or given.operands else ""
    return run_text(context.stage, context.node, text, state, Streams(Input(stdin), {1: context.out, 2: context.err}))


# -- test ----------------------------------------------------------------------------------------------------------


@command("test")
def test(context: MachineContext, arguments: list[str]) -> int:
    """test EXPRESSION; 0 true, 1 false, 2 error"""
    return _test(context, "test", list(arguments))


@command("[")
def bracket(context: MachineContext, arguments: list[str]) -> int:
    """[ EXPRESSION ]"""
    if not arguments or arguments[-1] != "]":
        raise UsageFault("-bash: [: missing `]'", 2)
    return _test(context, "[", list(arguments[:-1]))


def _test(context: MachineContext, name: str, words: list[str]) -> int:
    if not words:
        return 1
    expression = _Expression(context, name, words)
    value = expression.either()
    if expression.words:
        raise UsageFault(f"-bash: {name}: too many arguments", 2)
    return int(not value)


class _Expression:
    """test's expressions: ``!``, ``( )``, ``-a``, ``-o`` around unary and binary primaries."""

    def __init__(self, context: MachineContext, name: str, words: list[str]) -> None:
        self.context, self.name, self.words = context, name, words

    def either(self) -> bool:
        value = self._both()
        while self.words[:1] == ["-o"]:
            self.words.pop(0)
            value = self._both() or value
        return value

    def _both(self) -> bool:
        value = self._one()
        while self.words[:1] == ["-a"]:
            self.words.pop(0)
            value = self._one() and value
        return value

    def _one(self) -> bool:
        words = self.words
        if len(words) >= 3 and words[1] in (
            "=",
            "==",
            "!=",
            "-eq",
            "-ne",
            "-lt",
            "-le",
            "-gt",
            "-ge",
            "-nt",
            "-ot",
            "<",
            ">",
        ):
            left, operator, right = words[:3]
            del words[:3]
            return self._binary(left, operator, right)
        if words[0] == "!" and len(words) > 1:
            words.pop(0)
            return not self._one()
        if words[0] == "(" and len(words) > 2:
            words.pop(0)
            value = self.either()
            if words[:1] == [")"]:
                words.pop(0)
            return value
        if len(words) >= 2 and re.fullmatch(r"-[a-zA-Z]", words[0]):
            operator, operand = words[:2]
            del words[:2]
            return self._unary(operator, operand)
        return words.pop(0) != ""

    def _unary(self, operator: str, operand: str) -> bool:
        if operator in ("-n", "-z"):
            return (operand != "") == (operator == "-n")
        path = path_of(self.context, operand)
        entry = self.context.tree.find(path, follow=operator not in ("-L", "-h"))
        if operator in ("-L", "-h"):
            return entry is not None and entry.kind is Kind.LINK
        if entry is None:
            return False
        kinds = {"-f": Kind.FILE, "-d": Kind.DIRECTORY, "-c": Kind.DEVICE}
        if operator in kinds:
            return entry.kind is kinds[operator]
        if operator == "-s":
            return entry.size > 0
        if operator == "-x":
            return bool(entry.mode & 0o111)
        if operator in ("-e", "-r", "-w", "-a", "-O", "-G"):
            return True
        if operator in ("-b", "-p", "-S", "-u", "-g", "-k"):
            return False
        raise UsageFault(f"-bash: {self.name}: {operator}: unary operator expected", 2)

    def _binary(self, left: str, operator: str, right: str) -> bool:
        if operator in ("=", "==", "!=", "<", ">"):
            return {"=": left == right, "==": left == right, "!=": left != right, "<": left < right, ">": left > right}[
                operator
            ]
        if operator in ("-nt", "-ot"):
            times = [self.context.tree.find(path_of(self.context, each)) for each in (left, right)]
            first, second = (entry.mtime if entry else -1.0 for entry in times)
            return first > second if operator == "-nt" else first < second
        for each in (left, right):
            if not re.fullmatch(r"\s*[-+]?\d+\s*", each):
                raise UsageFault(f"-bash: {self.name}: {each}: integer expression expected", 2)
        one, two = int(left), int(right)
        results = {"-eq": one == two, "-ne": one != two, "-lt": one < two, "-le": one <= two, "-gt": one > two}
        return {**results, "-ge": one >= two}[operator]


# -- who and when --------------------------------------------------------------------------------------------------


@command("date")
def date(context: MachineContext, arguments: list[str]) -> int:
    """date [-u] [+FORMAT] [-d @SECONDS]"""
    given = getopt("date", arguments, "ud:Rs:I", ("utc", "date=", "iso-8601?", "set="))
    name = "UTC" if given.has("u", "utc") else context.stage.timezone
    wanted = given.value("d") or given.value("date")
    if given.has("s", "set") or (wanted and not re.fullmatch(r"@\d+|now", wanted)):
        raise UsageFault(f"date: hasim does not model this date: {wanted or 'setting the clock'}", 3)
    epoch = float(wanted[1:]) if wanted.startswith("@") else context.now
    form = next((each[1:] for each in given.operands if each.startswith("+")), "")
    if given.has("I", "iso-8601"):
        form = "%Y-%m-%d"
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
    elif arguments and not arguments[0].startswith("-"):
        raise UsageFault("hostname: hasim does not model renaming a node", 3)
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
    minutes = (context.stage.time - context.machine.booted) // 60_000
    up = f"{minutes // 60}:{minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"
    moment = local(context.now, context.stage.timezone)
    context.out(f" {moment:%H:%M:%S} up {up},  1 user,  load average: 0.00, 0.01, 0.05\n")
    return 0


@command("free")
def free(context: MachineContext, arguments: list[str]) -> int:
    """free"""
    context.out("              total        used        free      shared  buff/cache   available\n")
    context.out("Mem:        1014756      178216      617900        6832      218640      686108\n")
    return 0


@command("logger")
def logger(context: MachineContext, arguments: list[str]) -> int:
    """logger [-t TAG] TEXT..."""
    from hasim.sim.log import syslog

    given = getopt("logger", arguments, "t:p:i", ("tag=",))
    tag = given.value("t") or given.value("tag", context.user)
    syslog(context.stage, context.node, tag, " ".join(given.operands) or context.stdin.strip())
    return 0


@command("clear")
def clear(context: MachineContext, arguments: list[str]) -> int:
    """clear: there is no screen to clear"""
    return 0


@command("vi", "vim", "nano")
def editor(context: MachineContext, arguments: list[str]) -> int:
    """An editor needs a screen of its own; the file is saved from a cell or by the shell instead."""
    name = next((each for each in arguments if not each.startswith(("-", "+"))), "FILE")
    return context.fail(
        f"There is no full-screen editor here. Save the whole file with an input that writes it (%%file {name} in a"
        " notebook), or change it with sed -i, echo TEXT >> FILE or cat > FILE <<EOF.",
        3,
    )


@command("man")
def man(context: MachineContext, arguments: list[str]) -> int:
    """man PAGE: the manual pages are not installed"""
    if not arguments:
        return context.fail("What manual page do you want?")
    return context.fail(f"No manual entry for {arguments[-1]}", 16)
