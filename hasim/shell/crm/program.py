"""The command line of `crm`, and where its lines come from."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.crmsh.words import logical_lines
from hasim.shell.context import Context
from hasim.shell.crm.shell import Quit, Shell
from hasim.shell.crm.tree import Level
from hasim.shell.options import Option, Takes, UsageError, parse

_OPTIONS = [
    Option("file", "f", "file", Takes.VALUE, "read lines from a file, - for standard input"),
    Option("cib", "c", "cib", Takes.VALUE, "begin with a shadow configuration"),
    Option("display", "D", "display", Takes.VALUE, "how to colour output"),
    Option("force", "F", "force", help="do what else would be asked about"),
    Option("no", "n", "no", help="answer no to every question"),
    Option("wait", "w", "wait", help="wait after each line until the cluster is idle"),
    Option("help", "h", "help", help="show this help"),
    Option("version", "", "version", help="tell the version"),
]
_VERSIONS = {Dialect.V1_1: "crm 2.1.9-1 (Build unknown)", Dialect.V2_1: "crm 4.4.0", Dialect.V3_0: "crm 4.6.0"}


def run(context: Context, arguments: list[str], root: Level) -> int:
    """Run one command line of crm."""
    options, words = _split(arguments)
    try:
        parsed = parse(_OPTIONS, options)
    except UsageError as error:
        return context.fail(f"crm: error: {error}", 2)
    if "version" in parsed:
        context.out(_VERSIONS[context.dialect] + "\n")
        return 0
    shell = Shell(context, root)
    shell.preferences.force = "force" in parsed
    shell.preferences.wait = "wait" in parsed
    if "help" in parsed:
        words = ["help", *words]
    try:
        return _run(shell, words, parsed.value("file"))
    except Quit as quit_:
        return 0 if quit_.whole else 1


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """crm's own options, and the words of the command, which begin with the first word that is no option."""
    index = 0
    while index < len(arguments) and arguments[index].startswith("-") and arguments[index] != "-":
        takes_value = arguments[index] in ("-f", "-c", "-D", "--file", "--cib", "--display")
        index += 2 if takes_value else 1
    return arguments[:index], arguments[index:]


def _run(shell: Shell, words: list[str], file: str) -> int:
    if words:
        line = words[0] if len(words) == 1 and words[0].startswith("conf") else " ".join(map(_protected, words))
        line = "configure" if len(words) == 1 and words[0].startswith("conf") else line
        if not shell.run(line):
            return 1
        if len(shell.stack) == 1:
            return 0
    text = shell.context.stdin
    if file and file != "-":
        try:
            text = shell.context.files.read(shell.context.path(file))
        except OSError:
            shell.console.error(f"[Errno 2] No such file or directory: '{file}'")
            return 2
    return _run_lines(shell, text)


def _protected(word: str) -> str:
    """A word that holds blanks, in quotes that it does not hold."""
    if " " not in word:
        return word
    quote = "'" if '"' in word else '"'
    return word if quote in word else quote + word + quote


def _run_lines(shell: Shell, text: str) -> int:
    results = [shell.run(line) for line in logical_lines(text)]
    return 0 if shell.leave() and all(results) else 1
