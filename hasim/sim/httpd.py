"""The Apache server as processes: a parent that reads the configuration and writes the pid file, and its workers.

The workers hold the listening sockets together with the parent: when only the parent is killed they go on serving, and
keep the port, until somebody ends them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hasim.sim.apache_config import ConfigError, Configuration, parse
from hasim.sim.clock import DAYS, MONTHS, local
from hasim.sim.launch import Launch, Launched, daemon
from hasim.sim.log import append_log, syslog
from hasim.sim.machine import Machine
from hasim.sim.process import HUP, INT, SIGNALS, TERM, WINCH, Process, finish, spawn
from hasim.sim.stage import on

if TYPE_CHECKING:
    from hasim.sim.stage import Stage
    from hasim.sim.world import Event

PROGRAM = "/usr/sbin/httpd"
CONFIGURATION = "/etc/httpd/conf/httpd.conf"
_GRACEFUL_STOP_MS = 1000
_THREADED_WORKER_STOP_MS = 1500
_RESPAWN_MS = 1000
_USR1 = SIGNALS["USR1"]


@dataclass(frozen=True, slots=True)
class Started:
    """How starting the server went: exit status, what it wrote to standard error, the parent's process id or 0."""

    status: int
    stderr: str = ""
    pid: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """The server's command line as far as it matters here."""

    path: str = CONFIGURATION
    extra: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()


def read_options(arguments: Sequence[str]) -> Options:
    """``-f FILE``, ``-c DIRECTIVE``, ``-D NAME``, each with its value attached or following; others are ignored."""
    given: dict[str, list[str]] = {"-f": [], "-c": [], "-D": []}
    words = iter(arguments)
    for word in words:
        if word[:2] in given:
            given[word[:2]].append(word[2:] or next(words, ""))
    path = given["-f"][-1] if given["-f"] else CONFIGURATION
    path = path if path.startswith("/") else f"/etc/httpd/{path}"
    return Options(path, tuple(given["-c"]), tuple(given["-D"]))


def check(machine: Machine, options: Options) -> Configuration:
    """The configuration as the server would read it; ConfigError with what it prints."""
    return parse(machine.files, options.path, options.extra, options.defines)


def name_warning(machine: Machine, configuration: Configuration) -> str:
    """What the server says on standard error when it has no ServerName."""
    if configuration.server_name:
        return ""
    return (
        "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using"
        f" {machine.name}. Set the 'ServerName' directive globally to suppress this message\n"
    )


def start(stage: Stage, node: str, arguments: Sequence[str], *, unit: str = "", parent: int = 1) -> Started:
    """Start the server as ``httpd ARGUMENTS`` does. With a server on the pid file's process id nothing happens."""
    machine = stage.machines[node]
    try:
        configuration = check(machine, read_options(arguments))
    except ConfigError as error:
        return Started(1, f"{error}\n")
    warning = name_warning(machine, configuration)
    running = server_of(machine, configuration)
    if running is not None:
        return Started(0, f"{warning}httpd (pid {running.pid}) already running\n")
    if trouble := _binding_trouble(machine, configuration):
        return Started(1, warning + trouble)
    command = " ".join([PROGRAM, *arguments])
    data = {"server": configuration}
    pid = spawn(stage, node, "httpd", command, unit=unit, parent=parent, data=data)
    try:
        stage.machines[node] = _write_pid(stage.machines[node], configuration, pid, stage.now)
    except OSError:
        finish(stage, node, pid, 1)
        text = f"AH00099: could not create {configuration.pid_file}\nAH00100: httpd: could not log pid to file"
        return Started(1, f"{warning}{text} {configuration.pid_file}\n")
    for _ in range(configuration.workers):
        _add_worker(stage, node, pid)
    _log(stage, node, configuration, "AH00094: Command line: '" + command + "'")
    return Started(0, warning, pid)


def _write_pid(machine: Machine, configuration: Configuration, pid: int, now: float) -> Machine:
    return replace(machine, files=machine.files.write(configuration.pid_file, f"{pid}\n", now=now))


def server_of(machine: Machine, configuration: Configuration) -> Process | None:
    """The running parent whose id is in the pid file."""
    if not machine.files.is_file(configuration.pid_file):
        return None
    text = machine.files.read(configuration.pid_file).strip()
    process = machine.process(int(text)) if text.isdigit() else None
    return process if process is not None and process.name == "httpd" else None


def _binding_trouble(machine: Machine, configuration: Configuration) -> str:
    end = "no listening sockets available, shutting down\nAH00015: Unable to open logs\n"
    for address, port in configuration.listen:
        if address and address not in (*machine.addresses, "127.0.0.1"):
            reason = "(99)Cannot assign requested address: AH00072: make_sock: could not bind to address"
            return f"{reason} {address}:{port}\n{end}"
        if listeners(machine, address, port, strict=False):
            places = [f"{address}:{port}"] if address else [f"[::]:{port}", f"0.0.0.0:{port}"]
            lines = [
                f"(98)Address already in use: AH00072: make_sock: could not bind to address {each}\n" for each in places
            ]
            return "".join(lines) + end
    return ""


def listeners(machine: Machine, address: str, port: int, *, strict: bool = True) -> list[Process]:
    """The server processes that hold a port; ``strict`` asks for one that answers at ``address``."""
    found = []
    for process in machine.processes.named("httpd"):
        for at, number in process.data["server"].listen if "server" in process.data else ():
            if number == port and (at in ("", address) or (not strict and not address)):
                found.append(process)
                break
    return found


def _add_worker(stage: Stage, node: str, parent: int) -> None:
    above = stage.machines[node].process(parent)
    if above is not None:
        user = above.data["server"].user
        spawn(stage, node, "httpd", above.command, parent=parent, user=user, data=above.data)


def _log(stage: Stage, node: str, configuration: Configuration, text: str) -> None:
    moment = local(stage.now, stage.timezone)
    day = f"{DAYS[moment.weekday()]} {MONTHS[moment.month - 1]} {moment.day:02d}"
    clock = f"{moment:%H:%M:%S}.{stage.time % 1000:03d}000 {moment.year}"
    append_log(stage, node, configuration.error_log, f"[{day} {clock}] [core:notice] {text}")


@daemon(PROGRAM)
def _as_unit(stage: Stage, node: str, request: Launch) -> Launched:
    started = start(stage, node, request.words[1:], unit=request.unit.name)
    for line in started.stderr.splitlines():
        syslog(stage, node, "httpd", line, started.pid)
    return Launched(started.pid, status=started.status)


# -- signals and endings -------------------------------------------------------------------------------------------


@on("process-signalled")
def _signalled(stage: Stage, event: Event) -> None:
    if event.data["name"] != "httpd":
        return
    node, signal = event.node, event.data["signal"]
    process = stage.machines[node].process(event.data["pid"])
    if process is None or "server" not in process.data:
        finish(stage, node, event.data["pid"], 0)
    elif is_worker(stage.machines[node], process):
        _worker_signalled(stage, node, process, signal)
    elif signal in (TERM, INT):
        _stop_server(stage, node, process.pid)
    elif signal == WINCH:
        stage.after(_GRACEFUL_STOP_MS, "httpd-stop", node, pid=process.pid)
    elif signal in (HUP, _USR1):
        _reread(stage, node, process)


def is_worker(machine: Machine, process: Process) -> bool:
    """A worker's user is the configured one; its parent may be dead and gone."""
    return process.user != "root" or process.parent != 1


def _worker_signalled(stage: Stage, node: str, process: Process, signal: int) -> None:
    if signal not in (TERM, INT, HUP, _USR1, WINCH):
        return
    slow = "mpm_prefork" not in process.data["server"].modules
    stage.after(_THREADED_WORKER_STOP_MS if slow else 0, "httpd-stop", node, pid=process.pid)


@on("httpd-stop")
def _stop_now(stage: Stage, event: Event) -> None:
    process = stage.machines[event.node].process(event.data["pid"])
    if process is None or process.name != "httpd":
        return
    if is_worker(stage.machines[event.node], process):
        finish(stage, event.node, process.pid, 0)
    else:
        _stop_server(stage, event.node, process.pid)


def _stop_server(stage: Stage, node: str, pid: int) -> None:
    """The parent ends its workers, removes the pid file and exits."""
    server = stage.machines[node].processes.by_pid[pid].data["server"]
    if server_of(stage.machines[node], server) is not None:
        stage.machines[node] = stage.machines[node].without_file(server.pid_file)
    workers = stage.machines[node].processes.children(pid)
    finish(stage, node, pid, 0)
    for worker in workers:
        finish(stage, node, worker.pid, 0)


def _reread(stage: Stage, node: str, process: Process) -> None:
    """Restart in place: the configuration is read again, and a broken one ends the server."""
    old: Configuration = process.data["server"]
    arguments = process.command.split()[1:]
    try:
        configuration = check(stage.machines[node], read_options(arguments))
    except ConfigError as error:
        _log(stage, node, old, str(error))
        _stop_server(stage, node, process.pid)
        return
    machine = stage.machines[node]
    renewed = replace(process, data={"server": configuration})
    stage.machines[node] = replace(machine, processes=machine.processes.add(renewed))
    for worker in stage.machines[node].processes.children(process.pid):
        finish(stage, node, worker.pid, 0)


@on("process-ended")
def _ended(stage: Stage, event: Event) -> None:
    """A living parent replaces a worker that ended, about a second later."""
    process: Process = event.data["process"]
    above = stage.machines[event.node].process(process.parent)
    if process.name == "httpd" and above is not None and above.name == "httpd":
        stage.after(_RESPAWN_MS, "httpd-respawn", event.node, pid=above.pid)


@on("httpd-respawn")
def _respawn(stage: Stage, event: Event) -> None:
    _add_worker(stage, event.node, event.data["pid"])
