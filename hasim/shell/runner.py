"""Running what a person types on a node: one login shell a node, its state kept in the machine between lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hasim.cib import Unsupported
from hasim.shell import registry
from hasim.shell.context import ClusterAccess
from hasim.shell.durations import start_up
from hasim.shell.filehost import CibFile
from hasim.shell.language import builtins as _builtins  # noqa: F401 (registers the shell's own commands)
from hasim.shell.language.interpreter import Interpreter
from hasim.shell.language.state import NAME, Input, ShellExit, State, Streams
from hasim.shell.language.words import Unmodelled
from hasim.shell.live import LiveAccess
from hasim.shell.machine_context import MachineContext, MachineFiles, MachineGone
from hasim.shell.unix import table as _table  # noqa: F401 (makes the base system's programs known)
from hasim.sim.clock import zone
from hasim.sim.files import FileSystem, normal
from hasim.sim.launch import set_runner
from hasim.sim.machine import LoginShell, Power
from hasim.sim.reach import NoAnswer
from hasim.sim.stage import Stage

REFUSED = 3
"""The exit status of a command that uses something which is not modelled."""
CONNECTION_LOST = 255
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/root/bin"
_ALIASES = {"ll": "ls -l"}
_READS_INPUT = frozenset(
    {
        *(
            "awk",
            "cat",
            "cibadmin",
            "crm",
            "cut",
            "diff",
            "egrep",
            "fgrep",
            "gawk",
            "grep",
            "head",
            "less",
            "more",
            "nl",
        ),
        *("sed", "sh", "bash", "sort", "ssh", "tac", "tail", "tee", "tr", "uniq", "wc", "xargs"),
    }
)
"""Programs that take all of their standard input; others leave it to the next command."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a line wrote to its two streams, and its exit status."""

    stdout: str = ""
    stderr: str = ""
    exit: int = 0


def run_line(stage: Stage, node: str, line: str) -> Result:
    """Run a line as typed into the node's login shell, to its end, while the world goes on."""
    if node not in stage.machines:
        raise ValueError(f"unknown node {node!r}; known are {', '.join(stage.machines)}")
    if stage.machines[node].power is not Power.ON:
        return Result("", f"ssh: connect to host {node} port 22: {NoAnswer.NO_ROUTE}\n", CONNECTION_LOST)
    out: list[str] = []
    err: list[str] = []
    state = _login(stage, node, line)
    status = run_text(stage, node, line, state, Streams(Input(), {1: out.append, 2: err.append}))
    if stage.machines[node].on:
        _remember(stage, node, state, status)
    return Result("".join(out), "".join(err), status)


def run_text(stage: Stage, node: str, text: str, state: State, streams: Streams) -> int:
    """Run text with a shell's state and streams on a machine that is on."""
    shell = Interpreter(MachineHost(stage, node), state)
    try:
        return shell.run_text(text, streams)
    except ShellExit as end:
        return end.status
    except (Unsupported, Unmodelled) as refusal:
        streams.err(f"{_one_line(refusal)}\n")
        return REFUSED
    except MachineGone:
        streams.err(f"Connection to {node} closed by remote host.\nConnection to {node} closed.\n")
        return CONNECTION_LOST


def _one_line(refusal: Exception) -> str:
    text = " ".join(str(refusal).split())
    return text if isinstance(refusal, Unsupported) else f"hasim does not model {text}"


def write_file(stage: Stage, node: str, path: str, text: str) -> None:
    """An editor saved a file: its directory is made where missing. ValueError with one line where that cannot be."""
    if node not in stage.machines:
        raise ValueError(f"unknown node {node!r}; known are {', '.join(stage.machines)}")
    machine = stage.machines[node]
    if not machine.on:
        raise ValueError(f"{node} is off: {path} cannot be written")
    path = normal(path, machine.shell.cwd)
    try:
        stage.machines[node] = machine.with_file(path, text, now=stage.now)
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None


# -- the login shell -----------------------------------------------------------------------------------------------


def fresh_state(node: str) -> State:
    """A shell that root has just logged in to."""
    variables = {
        "HOME": "/root",
        "HOSTNAME": node,
        "LANG": "C",
        "LOGNAME": "root",
        "PATH": PATH,
        "SHELL": "/bin/bash",
        "TERM": "xterm",
        "USER": "root",
        "UID": "0",
        "EUID": "0",
        "BASH_VERSION": "4.2.46(2)-release",
        "PS1": "[\\u@\\h \\W]\\$ ",
    }
    exported = set(variables) - {"UID", "EUID", "BASH_VERSION", "PS1"}
    return State(variables=variables, exported=exported, aliases=dict(_ALIASES))


def _login(stage: Stage, node: str, line: str) -> State:
    kept = stage.machines[node].shell
    state = fresh_state(node)
    if kept.variables:
        state.variables, state.exported = dict(kept.variables), set(kept.exported)
        state.functions, state.aliases = dict(kept.functions), dict(kept.aliases)
        state.options = set(kept.options)
    state.cwd, state.previous, state.status = kept.cwd, kept.previous, kept.status
    state.history = (*kept.history, line) if line.strip() else kept.history
    return state


def _remember(stage: Stage, node: str, state: State, status: int) -> None:
    kept = LoginShell(
        cwd=state.cwd,
        previous=state.previous,
        variables=state.variables,
        exported=frozenset(state.exported),
        functions=state.functions,
        aliases=state.aliases,
        options=frozenset(state.options),
        status=status,
        history=state.history,
    )
    stage.machines[node] = replace(stage.machines[node], shell=kept)


# -- the machine under the shell -----------------------------------------------------------------------------------


@dataclass
class MachineHost:
    """A simulated machine as the interpreter needs it."""

    stage: Stage
    node: str

    @property
    def tree(self) -> FileSystem:
        """The machine's files as they are now."""
        return self.stage.machines[self.node].files

    def write(self, path: str, text: str, *, append: bool) -> None:
        """Write to a file; OSError where that cannot be."""
        disk = MachineFiles(self.stage, self.node)
        disk.change(self.tree.write(path, text, now=self.stage.now, append=append))

    def execute(
        self, path: str, arguments: list[str], streams: Streams, environment: Mapping[str, str], state: State
    ) -> int:
        """Run the program at ``path``: a script by the shell, anything else by the registered program."""
        real = self.tree.resolve(path)
        text = self.tree.read(real)
        if text:
            return self._script(text, arguments, streams, environment, state)
        program = registry.lookup(real.rpartition("/")[2])
        if program is None:
            raise Unmodelled(f"the program {path}")
        stdin = streams.stdin.rest() if arguments[0].rpartition("/")[2] in _READS_INPUT else streams.stdin.text
        cluster, file = self._cluster(environment, state)
        context = self._context(streams, stdin, environment, state, cluster)
        if seconds := start_up(arguments[0].rpartition("/")[2]):
            context.wait(seconds)
        status = program(context, arguments[1:])
        context.check_power()
        if file and isinstance(cluster, CibFile) and cluster.changed:
            self.write(file, cluster.text, append=False)
        return status & 255

    def _script(
        self, text: str, arguments: list[str], streams: Streams, environment: Mapping[str, str], state: State
    ) -> int:
        """A file that is text runs in a shell of its own."""
        inner = fresh_state(self.node)
        inner.variables.update(environment)
        inner.exported |= set(environment)
        inner.cwd, inner.name = state.cwd, arguments[0]
        inner.positional, inner.aliases, inner.depth = arguments[1:], {}, state.depth + 1
        if inner.depth > 20:
            raise Unmodelled("scripts nested this deeply")
        try:
            return Interpreter(self, inner).run_text(text, streams)
        except ShellExit as end:
            return end.status

    def _cluster(self, environment: Mapping[str, str], state: State) -> tuple[ClusterAccess, str]:
        """The live cluster, or the file that CIB_file names; and that file's path."""
        if not environment.get("CIB_file"):
            return LiveAccess(self.stage, self.node), ""
        path = normal(environment["CIB_file"], state.cwd)
        if not self.tree.is_file(path):
            return LiveAccess(self.stage, self.node), ""
        return CibFile(self.tree.read(path)), path

    def _context(
        self, streams: Streams, stdin: str, environment: Mapping[str, str], state: State, cluster: ClusterAccess
    ) -> MachineContext:
        stage = self.stage
        disk = MachineFiles(stage, self.node)

        def pause(seconds: float) -> None:
            stage.wait(round(seconds * 1000))
            if not stage.machines[self.node].on:
                raise MachineGone(self.node)

        def execute(words: Sequence[str], text: str) -> int:
            inner = Interpreter(self, state.copy())
            inner.state.depth += 1
            return inner.external(list(words), Streams(Input(text), streams.sinks), dict(context.environment))

        context = MachineContext(
            out=streams.out,
            err=streams.err,
            files=disk,
            cluster=cluster,
            clock=lambda: stage.now,
            dialect=stage.machines[self.node].dialect,
            pause=pause,
            node=self.node,
            stdin=stdin,
            environment=dict(environment),
            cwd=state.cwd,
            timezone=zone(stage.timezone),
            stage=stage,
            disk=disk,
            shell=state,
            execute=execute,
        )
        return context


def _unit_command(stage: Stage, node: str, words: tuple[str, ...], environment: Mapping[str, str]) -> int:
    """A short command of a unit file, such as ExecStartPre: its output goes nowhere."""
    state = fresh_state(node)
    state.cwd, state.name = "/", NAME
    state.variables.update(environment)
    state.exported |= set(environment)
    try:
        return Interpreter(MachineHost(stage, node), state).external(list(words), Streams(Input(), {}))
    except (Unsupported, Unmodelled):
        return REFUSED


set_runner(_unit_command)
