"""The command line of `crm`, and where its lines come from."""

from __future__ import annotations

from hasim.cib import Dialect, Unsupported
from hasim.crmsh.words import logical_lines
from hasim.shell.context import Context
from hasim.shell.crm import cib
from hasim.shell.crm.shell import Quit, Shell
from hasim.shell.crm.tree import Level
from hasim.shell.options import Option, Takes, UsageError, parse, refused
from hasim.shell.shadow import shadow_names

OPTIONS = [
    Option("file", "f", "file", Takes.VALUE, "read lines from a file, - for standard input"),
    Option("cib", "c", "cib", Takes.VALUE, "begin with a shadow configuration"),
    Option("display", "D", "display", Takes.VALUE, "how to mark output: plain, color"),
    Option("force", "F", "force", help="do what else would be asked about"),
    Option("no", "n", "no", help="answer no to every question, which is done without --force anyway", idle=True),
    Option("wait", "w", "wait", help="wait after each line until the cluster is idle"),
    Option("opt", "o", "opt", Takes.VALUE, "set a preference: SECTION.NAME=VALUE"),
    Option("help", "h", "help", help="show this help"),
    Option("version", "", "version", help="tell the version"),
    *refused("d", "debug", "H=", "history=", "R", "regression-tests", "scriptdir=", "X="),
]
_VERSIONS = {Dialect.V1_1: "crm 2.1.9-1 (Build unknown)", Dialect.V2_1: "crm 4.4.0", Dialect.V3_0: "crm 4.6.0"}
USAGE = """\
usage: crm [-h|--help] [OPTIONS] [SUBCOMMAND ARGS...]
or crm help SUBCOMMAND

Without a subcommand crm reads lines: from standard input, or from the file that -f names.
`crm help` lists the subcommands.
"""


def run(context: Context, arguments: list[str], root: Level) -> int:
    """Run one command line of crm."""
    options, words = _split(arguments)
    try:
        parsed = parse(OPTIONS, options)
    except UsageError as error:
        return context.fail(f"crm: error: {error}", 2)
    if "version" in parsed:
        context.out(_VERSIONS[context.dialect] + "\n")
        return 0
    shell = Shell(context, root)
    shell.preferences.force = "force" in parsed
    shell.preferences.wait = "wait" in parsed
    inherited = context.environment.get("CIB_shadow", "")
    if inherited in shadow_names(context):
        shell.use_shadow(inherited)
    if "help" in parsed:
        words = ["help", *words]
    problem = _set_preferences(shell, parsed.value("display"), parsed.all("opt"))
    if problem:
        shell.console.error(problem)
        return 1
    try:
        if parsed.value("cib") and not shell.run(f"cib use {parsed.value('cib')}"):
            return 1
        return _run(shell, words, parsed.value("file"))
    except Quit as quit_:
        return 0 if quit_.whole else 1
    finally:
        if shell.shadow_is_temporary:
            cib.leave(shell)


def _set_preferences(shell: Shell, style: str, options: list[str]) -> str:
    """Set what the options say; what is wrong with them, nothing where all is right."""
    if style:
        problem = shell.preferences.set("color.style", style)
        if problem:
            return problem
        if {each.strip() for each in style.split(",")} & {"uppercase", "color-always"}:
            raise Unsupported(f"crm -D {style}")
    for each in options:
        name, *value = each.split("=")
        problem = _unpacked(1 + len(value)) or _unpacked(name.count(".") + 1)
        problem = problem or shell.preferences.set(name, value[0])
        if problem:
            return f"Expected -o <section>.<name>=<value>: {problem}"
    return ""


def _unpacked(found: int) -> str:
    """What is said where two parts were expected."""
    few = f"not enough values to unpack (expected 2, got {found})"
    return "" if found == 2 else few if found < 2 else "too many values to unpack (expected 2)"


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """crm's own options, and the words of the command, which begin with the first word that is no option."""
    index = 0
    valued = [
        spelling for each in OPTIONS if each.takes is Takes.VALUE for spelling in (f"-{each.short}", f"--{each.long}")
    ]
    while index < len(arguments) and arguments[index].startswith("-") and arguments[index] != "-":
        index += 2 if arguments[index] in valued else 1
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
            shell.context.err(USAGE + "\n")
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
