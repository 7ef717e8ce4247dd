"""The command `hasim`: lessons, sessions, and the cluster's tools on a CIB file.

It is, with the lab's launcher, the one place that touches the learner's own machine.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import hasim
from hasim.cib import CibError, Dialect, Unsupported
from hasim.host import HostFiles, learner, read_text, session_files, write_text
from hasim.journal import whole
from hasim.link import is_link, unpack

OK, ERROR, UNIMPLEMENTED, USAGE, DATA, NO_INPUT, FAULT, CANNOT_WRITE, CONFIG = 0, 1, 3, 64, 65, 66, 70, 73, 78

HELP = """\
hasim lab [LESSON] [--lang en|ja] [--cib FILE | --configure FILE]   open the lessons in JupyterLab
hasim report FILE|LINK [-o FILE] [--lang en|ja]                     write an HTML report of a session file
hasim play [--json] FILE|LINK                                       replay a session file, or what a link carries
hasim grade FOLDER [-o FILE]                                        grade the sessions of a class, as CSV
hasim link [--owner O --name N] [--lesson L] [--hub URL]            links that open a lesson with nothing installed
hasim PROGRAM ARGUMENTS                                             run one of the cluster's tools on a CIB file:
                                                                    CIB_file=cib.xml hasim crm_mon -1rAf
hasim --version | --help

Programs: {programs}

HASIM_DIALECT (1.1, 2.1 or 3.0; default 2.1) says which generation's tools to be.
"""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status.

    3: the input uses something that hasim does not model. 70: a fault of hasim's own; set HASIM_DEBUG to see where.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        return _run(arguments)
    except Unsupported as error:
        return _say(str(error), UNIMPLEMENTED)
    except CibError as error:
        return _say(str(error), CONFIG)
    except BrokenPipeError:  # the reader of a pipe had enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the interpreter flushes it at exit
        return OK
    except Exception as error:
        if os.environ.get("HASIM_DEBUG"):
            traceback.print_exc()
        return _say(f"internal fault: {type(error).__name__}: {error} (this is a bug in hasim)", FAULT)


def _say(line: str, status: int) -> int:
    print(f"hasim: {line}", file=sys.stderr)
    return status


def _run(arguments: list[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if name in ("--help", "-h", "help"):
        return _help()
    if name == "--version":
        print(f"hasim {hasim.__version__}")
        return OK
    commands: dict[str, Callable[[list[str]], int]] = {
        "lab": _lab,
        "play": _play,
        "report": _report,
        "grade": _grade,
        "link": _link,
    }
    if name in commands:
        return commands[name](rest)
    return _program(name, rest)


def _help() -> int:
    from hasim.shell import registry

    programs = [name for name in registry.names() if name.startswith(("crm", "cib", "attrd", "pcs"))]
    print(HELP.format(programs=" ".join(programs)), end="")
    return OK


def _lab(arguments: list[str]) -> int:
    from hasim.lab.launch import main as launch

    return launch(arguments)


def _link(arguments: list[str]) -> int:
    from hasim.lab.links import main as link

    return link(arguments)


def _play(arguments: list[str]) -> int:
    from hasim.session import Session, SessionError

    as_json = "--json" in arguments
    files = [argument for argument in arguments if argument != "--json"]
    if len(files) != 1:
        return _say("usage: hasim play [--json] FILE|LINK", USAGE)
    try:
        session = Session.loads(_session_text(files[0]))
    except OSError as error:
        return _say(f"{files[0]}: {error.strerror or error}", NO_INPUT)
    except (SessionError, ValueError) as error:
        return _say(f"{files[0]}: {error}", DATA)
    if as_json:
        print(json.dumps([step.to_json() for step in session.history], ensure_ascii=False))
        return OK
    for step in session.history:
        _show(step.input.to_json(), step.result.stdout, step.result.stderr)
    return OK


def _report(arguments: list[str]) -> int:
    """The report of a session file, beside it or where -o says, with the progress on standard error."""
    from hasim.session import Session, SessionError
    from hasim.text import LANGUAGES

    options = dict(zip(arguments[1::2], arguments[2::2], strict=False))
    lang = options.get("--lang", "")
    if len(arguments) % 2 != 1 or options.keys() - {"-o", "--lang"} or lang not in ("", *LANGUAGES):
        return _say("usage: hasim report FILE|LINK [-o FILE] [--lang en|ja]", USAGE)
    given = arguments[0]
    try:
        session = Session.loads(_session_text(given), _Progress("plays"))
    except OSError as error:
        return _say(f"{given}: {error.strerror or error}", NO_INPUT)
    except (SessionError, ValueError) as error:
        return _say(f"{given}: {error}", DATA)
    from hasim.report import report

    target = options.get("-o") or ("session.html" if is_link(given) else f"{given.removesuffix('.jsonl')}.html")
    page = report(session, lang or session.lang, progress=_Progress("writes"))
    try:
        write_text(target, page)
    except OSError as error:
        return _say(f"{target}: {error.strerror or error}", CANNOT_WRITE)
    print(target)
    return OK


class _Progress:
    """How far something is, on standard error: a line that is written over on a terminal, some lines elsewhere."""

    def __init__(self, verb: str) -> None:
        self._verb = verb

    def __call__(self, done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\rhasim {self._verb} {done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)
        elif done == of or done % 50 == 0:
            print(f"hasim {self._verb} {done} of {of}", file=sys.stderr, flush=True)


def _session_text(given: str) -> str:
    """The session file that is meant. The piece of a line at the end of an autosave that was cut off is dropped."""
    if is_link(given):
        return unpack(given)
    text = read_text(given, cut=True)
    kept = whole(text)
    if kept != text:
        print(f"hasim: {given}: its last line is cut off and was left out", file=sys.stderr)
    return kept


def _grade(arguments: list[str]) -> int:
    """Every session file in a folder, a learner a file, or a learner a folder of files."""
    from hasim.course.grading import as_csv, grade

    target = arguments[2] if len(arguments) == 3 and arguments[1] == "-o" else ""
    if not arguments or (len(arguments) != 1 and not target):
        return _say("usage: hasim grade FOLDER [-o FILE]", USAGE)
    files = session_files(arguments[0])
    if not files:
        return _say(f"{arguments[0]}: no session files (*.jsonl) there", NO_INPUT)
    grades = []
    for number, path in enumerate(files, 1):
        print(f"\rhasim: {number} of {len(files)} sessions", end="", file=sys.stderr, flush=True)
        grades.append(grade(learner(path, arguments[0]), read_text(path, cut=True)))
    print(file=sys.stderr)
    text = as_csv(grades)
    if not target:
        print(text, end="")
        return OK
    try:
        write_text(target, text)
    except OSError as error:
        return _say(f"{target}: {error.strerror or error}", ERROR)
    return OK


def _show(given: dict[str, object], stdout: str, stderr: str) -> None:
    if "run" in given:
        print(f"[root@{given['at']} ~]# {given['run']}")
        print(stdout + stderr, end="")
    else:
        shown = {name: value for name, value in given.items() if name != "text"}
        print(f"-- {json.dumps(shown, ensure_ascii=False)}")


def _program(name: str, arguments: list[str]) -> int:
    from hasim.shell import registry
    from hasim.shell.context import Context
    from hasim.shell.filehost import CibFile, NoCluster

    program = registry.lookup(name)
    if program is None:
        return _say(f"no such command or program: {name} (hasim --help lists them)", USAGE)
    path = os.environ.get("CIB_file", "")
    try:
        dialect = Dialect.parse(os.environ.get("HASIM_DIALECT", "2.1"))
        cluster = CibFile(read_text(path)) if path else NoCluster()
    except OSError as error:
        return _say(f"{path}: {error.strerror or error}", NO_INPUT)
    except ValueError as error:
        return _say(f"HASIM_DIALECT: {error}", USAGE)
    context = Context(
        out=lambda text: print(text, end=""),
        err=lambda text: print(text, end="", file=sys.stderr),
        files=HostFiles(),
        cluster=cluster,
        clock=time.time,
        dialect=dialect,
        stdin=_standard_input(name, arguments),
        environment=dict(os.environ),
        cwd=os.getcwd(),
        timezone=_zone(),
    )
    status = program(context, arguments)
    if cluster.changed:
        write_text(path, cluster.text)
    return status


def _zone() -> tzinfo:
    """The zone in which this machine tells the time, as the real tools would find it."""
    name = os.environ.get("TZ", "").lstrip(":")
    try:
        if name:
            return ZoneInfo(name)
        with open("/etc/localtime", "rb") as file:
            return ZoneInfo.from_file(file)
    except (OSError, ValueError):
        return datetime.now().astimezone().tzinfo or UTC


def _standard_input(name: str, arguments: list[str]) -> str:
    """Read only where the program asks for it: an open pipe that nobody writes to would hang everything else."""
    wanted = {"-", "-p", "--xml-pipe"} & set(arguments) or (name == "crm" and len(arguments) < 2)
    return "" if not wanted or sys.stdin is None or sys.stdin.isatty() else sys.stdin.read()


if __name__ == "__main__":
    sys.exit(main())
