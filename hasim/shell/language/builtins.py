"""The commands that are part of the shell itself, because they change it."""

from __future__ import annotations

import re

from hasim.shell.language.arithmetic import evaluate
from hasim.shell.language.expansion import ExpansionError
from hasim.shell.language.interpreter import BUILTINS, Interpreter, builtin
from hasim.shell.language.state import FunctionReturn, LoopJump, ShellExit, Streams
from hasim.shell.language.words import Unmodelled
from hasim.sim.files import normal

_OPTIONS = {"e": "errexit", "u": "nounset", "x": "xtrace", "f": "noglob"}
_ALSO_BUILT_IN = frozenset({"echo", "printf", "test", "[", "pwd", "true", "false", "kill"})
"""Programs that bash has built in as well; they behave the same as files."""
_NAME = re.compile(r"[A-Za-z_]\w*")


def _complain(shell: Interpreter, streams: Streams, text: str, status: int = 1) -> int:
    streams.err(f"{shell.state.name}: {text}\n")
    return status


@builtin(":")
def _nothing(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    return 0


@builtin("cd")
def _cd(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    state = shell.state
    target = arguments[1] if len(arguments) > 1 else state.variables.get("HOME", "/root")
    if len(arguments) > 2:
        return _complain(shell, streams, "cd: too many arguments")
    if target == "-":
        if not state.previous:
            return _complain(shell, streams, "cd: OLDPWD not set")
        target = state.previous
        streams.out(target + "\n")
    path = normal(target, state.cwd)
    if not shell.host.tree.is_dir(path):
        reason = "Not a directory" if shell.host.tree.exists(path) else "No such file or directory"
        return _complain(shell, streams, f"cd: {target}: {reason}")
    state.previous, state.cwd = state.cwd, path
    return 0


@builtin("export", "declare", "typeset")
def _export(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    state, status = shell.state, 0
    if any(re.fullmatch(r"-\w*[^xpn\W]\w*", each) for each in arguments[1:]):
        raise Unmodelled(" ".join(arguments[:2]))
    names = [each for each in arguments[1:] if not each.startswith("-")]
    if not names:
        for name in sorted(state.exported & state.variables.keys()):
            streams.out(f'declare -x {name}="{state.variables[name]}"\n')
    for each in names:
        name, equals, value = each.partition("=")
        if not _NAME.fullmatch(name):
            status = _complain(shell, streams, f"{arguments[0]}: `{each}': not a valid identifier")
            continue
        if equals:
            state.variables[name] = value
        if arguments[0] == "export" or "-x" in arguments:
            state.exported.add(name)
    return status


@builtin("local")
def _local(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    if not shell.saved:
        return _complain(shell, streams, "local: can only be used in a function")
    for each in arguments[1:]:
        name, _, value = each.partition("=")
        shell.saved[-1].setdefault(name, shell.state.variables.get(name))
        shell.state.variables[name] = value
    return 0


@builtin("unset")
def _unset(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    for name in arguments[1:]:
        if name == "-f" or name == "-v":
            continue
        if name in shell.state.variables and "-f" not in arguments:
            del shell.state.variables[name]
        else:
            shell.state.functions.pop(name, None)
        shell.state.exported.discard(name)
    return 0


@builtin("set")
def _set(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    state = shell.state
    if len(arguments) == 1:
        for name in sorted(state.variables):
            if _NAME.fullmatch(name):
                streams.out(f"{name}={state.variables[name]}\n")
        return 0
    words = iter(arguments[1:])
    for word in words:
        if word == "--" or not re.match(r"[-+][a-z]", word):
            state.positional = [*([] if word == "--" else [word]), *words]
        elif word in ("-o", "+o"):
            _switch(state.options, word[0], next(words, ""))
        else:
            for letter in word[1:]:
                _switch(state.options, word[0], _OPTIONS.get(letter, letter))
    return 0


def _switch(options: set[str], sign: str, name: str) -> None:
    if sign == "-":
        options.add(name)
    else:
        options.discard(name)


@builtin("exit", "logout")
def _exit(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    if len(arguments) > 1 and not re.fullmatch(r"-?\d+", arguments[1]):
        _complain(shell, streams, f"exit: {arguments[1]}: numeric argument required")
        raise ShellExit(2)
    raise ShellExit(int(arguments[1]) & 255 if len(arguments) > 1 else shell.state.status)


def _count(arguments: list[str], default: int) -> int:
    """The number that follows a builtin's name."""
    if len(arguments) < 2:
        return default
    if not re.fullmatch(r"-?\d+", arguments[1]):
        raise ExpansionError(f"{arguments[0]}: {arguments[1]}: numeric argument required")
    return int(arguments[1])


@builtin("return")
def _return(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    if not shell.saved:
        return _complain(shell, streams, "return: can only `return' from a function or sourced script")
    raise FunctionReturn(_count(arguments, shell.state.status) & 255)


@builtin("break", "continue")
def _jump(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    if not shell.loops:
        only = "only meaningful in a `for', `while', or `until' loop"
        return _complain(shell, streams, f"{arguments[0]}: {only}", 0)
    raise LoopJump(_count(arguments, 1), again=arguments[0] == "continue")


@builtin("shift")
def _shift(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    count = _count(arguments, 1)
    if count > len(shell.state.positional):
        return 1
    del shell.state.positional[:count]
    return 0


@builtin("eval")
def _eval(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    return shell.run_text(" ".join(arguments[1:]), streams)


@builtin("source", ".")
def _source(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    if len(arguments) < 2:
        return _complain(shell, streams, f"{arguments[0]}: filename argument required", 2)
    try:
        text = shell.host.tree.read(normal(arguments[1], shell.state.cwd))
    except OSError as error:
        return _complain(shell, streams, f"{arguments[1]}: {error.strerror}")
    return shell.run_text(text, streams)


@builtin("alias")
def _alias(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    status, aliases = 0, shell.state.aliases
    for each in arguments[1:] or sorted(aliases):
        name, equals, value = each.partition("=")
        if equals:
            aliases[name] = value
        elif name in aliases:
            streams.out(f"alias {name}='{aliases[name]}'\n")
        else:
            status = _complain(shell, streams, f"alias: {name}: not found")
    return status


@builtin("unalias")
def _unalias(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    for name in arguments[1:]:
        if shell.state.aliases.pop(name, None) is None:
            return _complain(shell, streams, f"unalias: {name}: not found")
    return 0


@builtin("read")
def _read(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    names = [each for each in arguments[1:] if not each.startswith("-")] or ["REPLY"]
    line = streams.stdin.line()
    raw = any(each.startswith("-") and "r" in each for each in arguments[1:])
    text = line or "" if raw else re.sub(r"\\(.)", r"\1", line or "")
    fields = _fields(text, shell.state.variables.get("IFS", " \t\n"), len(names))
    for index, name in enumerate(names):
        shell.state.variables[name] = fields[index] if index < len(fields) else ""
    return 1 if line is None else 0


def _fields(text: str, separators: str, count: int) -> list[str]:
    """A line's fields as ``read`` gives them to ``count`` names: the last one gets the rest."""
    blanks = "".join(each for each in separators if each in " \t\n")
    marks = "".join(each for each in separators if each not in " \t\n")
    text = text.strip(blanks)
    if not separators:
        return [text]
    blank = f"[{re.escape(blanks)}]" if blanks else "(?!)"
    between = f"{blank}*[{re.escape(marks)}]{blank}*|{blank}+" if marks else f"{blank}+"
    return re.split(between, text, maxsplit=count - 1) if count > 1 else [text]


@builtin("history")
def _history(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    lines = list(enumerate(shell.state.history, 1))
    count = int(arguments[1]) if len(arguments) > 1 and arguments[1].isdigit() else len(lines)
    for number, line in lines[max(len(lines) - count, 0) :]:
        streams.out(f"{number:5d}  {line}\n")
    return 0


@builtin("type")
def _type(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    status = 0
    if arguments[1:2] == ["-t"]:
        return _kinds(shell, arguments[2:], streams)
    for name in arguments[1:]:
        if name in shell.state.aliases:
            streams.out(f"{name} is aliased to `{shell.state.aliases[name]}'\n")
        elif name in shell.state.functions:
            streams.out(f"{name} is a function\n")
        elif name in BUILTINS or name in _ALSO_BUILT_IN:
            streams.out(f"{name} is a shell builtin\n")
        elif path := shell.find_program(name):
            streams.out(f"{name} is {path}\n")
        else:
            status = _complain(shell, streams, f"type: {name}: not found")
    return status


def _kinds(shell: Interpreter, names: list[str], streams: Streams) -> int:
    """``type -t``: one word for each."""
    status = 0
    for name in names:
        if name in shell.state.aliases:
            streams.out("alias\n")
        elif name in shell.state.functions:
            streams.out("function\n")
        elif name in BUILTINS or name in _ALSO_BUILT_IN:
            streams.out("builtin\n")
        elif shell.find_program(name):
            streams.out("file\n")
        else:
            status = 1
    return status


@builtin("command")
def _command(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    words = arguments[1:]
    if words[:1] == ["-v"] or words[:1] == ["-V"]:
        found = [name if name in BUILTINS else shell.find_program(name) for name in words[1:]]
        for path in filter(None, found):
            streams.out(path + "\n")
        return 0 if found and all(found) else 1
    if not words:
        return 0
    return BUILTINS[words[0]](shell, words, streams) if words[0] in BUILTINS else shell.external(words, streams)


@builtin("exec")
def _exec(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    if len(arguments) > 1:
        raise ShellExit(shell.external(arguments[1:], streams))
    raise Unmodelled("exec without a command")


@builtin("let")
def _let(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    value, variables = 0, shell.state.variables
    for each in arguments[1:]:
        value = evaluate(each, lambda name: variables.get(name, ""), variables.__setitem__)
    return int(value == 0)


@builtin("trap", "readonly", "mapfile", "readarray", "getopts", "select", "coproc")
def _refused(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    raise Unmodelled(f"the shell's {arguments[0]}")


@builtin("umask", "wait", "jobs", "hash", "shopt", "ulimit")
def _ignored(shell: Interpreter, arguments: list[str], streams: Streams) -> int:
    """What has no visible effect on a simulated machine: there are no jobs or limits."""
    if arguments[0] == "umask" and len(arguments) == 1:
        streams.out("0022\n")
    return 0
