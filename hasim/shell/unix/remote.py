"""ssh and scp between the machines; root's keys are known everywhere, so nobody asks for a password."""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Dialect
from hasim.shell.language.state import Input, Streams
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, getopt
from hasim.sim.files import FileSystem, Kind, normal
from hasim.sim.reach import SSH, NoAnswer, connect, resolve

_SSH_IDLE = "4 6 A a C K k n q T t v X x Y y B= E= F= I= S= c= e= i= l= m= o="
_SSH_REFUSED = "b= D= f G g J= L= M N O= p= Q= R= s V W= w="
_NO_ROUTE_SECONDS = 3.0


def _reach(context: MachineContext, host: str) -> str:
    """The machine behind ``[user@]host``; UsageFault with ssh's words where it cannot be reached."""
    host = host.rpartition("@")[2]
    address = resolve(context.stage, context.node, host)
    if address is None:
        raise UsageFault(f"ssh: Could not resolve hostname {host}: Name or service not known", 255)
    target = connect(context.stage, context.node, address, SSH)
    if isinstance(target, NoAnswer):
        if target is NoAnswer.NO_ROUTE:
            context.wait(_NO_ROUTE_SECONDS)
        raise UsageFault(f"ssh: connect to host {host} port {SSH}: {target}", 255)
    return target


@command("ssh")
def ssh(context: MachineContext, arguments: list[str]) -> int:
    """ssh [OPTION...] [USER@]HOST COMMAND...: runs it in a shell of its own on that machine"""
    from hasim.shell.runner import fresh_state, run_text

    given = getopt("ssh", arguments, "", idle=_SSH_IDLE, refused=_SSH_REFUSED, status=255, permute=False)
    if not given.operands:
        raise UsageFault("usage: ssh [user@]host [command]", 255)
    host, *words = given.operands
    target = _reach(context, host)
    text = " ".join(words) if words else context.stdin
    if not text.strip():
        return context.fail(f"ssh: a session on {target} is typed at {target} itself; give ssh a command to run", 3)
    state = fresh_state(target)
    state.name, state.depth, state.aliases = "bash", context.shell.depth + 1, {}
    stdin = Input(context.stdin if words else "")
    return run_text(context.stage, target, text, state, Streams(stdin, {1: context.out, 2: context.err}))


@command("scp")
def scp(context: MachineContext, arguments: list[str]) -> int:
    """scp [-rpq] SOURCE... TARGET, each a path or [USER@]HOST:PATH"""
    given = getopt("scp", arguments, "rp", idle="q B C v 3 4 6 O i= o= l= c= F=", refused="P= S=")
    if len(given.operands) < 2:
        raise UsageFault("usage: scp [-346BCpqrv] [[user@]host1:]file1 ... [[user@]host2:]file2")
    *sources, target = given.operands
    try:
        goal_node, goal = _place(context, target)
    except UsageFault as fault:
        raise UsageFault(f"{fault}\nlost connection", 1) from None
    status = 0
    for source in sources:
        try:
            node, path = _place(context, source)
        except UsageFault as fault:
            context.err(f"{fault}\n")
            status = 1
            continue
        status = _copy(context, (node, path, source), (goal_node, goal, target), "r" in given, "p" in given) or status
    return status


def _place(context: MachineContext, operand: str) -> tuple[str, str]:
    """A machine and an absolute path on it; a relative remote path starts at root's home."""
    host, colon, path = operand.partition(":")
    if not colon or "/" in host:
        return context.node, normal(operand, context.cwd)
    return _reach(context, host), normal(path or ".", "/root")


def _copy(
    context: MachineContext, source: tuple[str, str, str], goal: tuple[str, str, str], recursive: bool, keep: bool
) -> int:
    node, path, shown = source
    tree = context.stage.machines[node].files
    entry = tree.find(path)
    local = shown.rpartition(":")[2]
    if entry is None:
        old = context.dialect is Dialect.V1_1
        where = f"{local}" if old else f'stat {"local" if ":" not in shown else "remote"} "{local}"'
        return context.fail(f"{'' if old and ':' not in shown else 'scp: '}{where}: No such file or directory")
    if entry.kind is Kind.DIRECTORY and not recursive:
        return context.fail(
            f"{local}: not a regular file" if context.dialect is Dialect.V1_1 else f"scp: {local}: not a regular file"
        )
    try:
        _put(context, tree, tree.resolve(path), goal[0], goal[1], keep)
    except OSError as error:
        return context.fail(f"scp: {goal[2].rpartition(':')[2]}: {error.strerror}")
    return 0


def _put(context: MachineContext, tree: FileSystem, path: str, node: str, goal: str, keep: bool) -> None:
    machine = context.stage.machines[node]
    files = machine.files
    if files.is_dir(goal):
        goal = f"{goal.rstrip('/')}/{path.rpartition('/')[2]}"
    for each in tree.below(path):
        entry = tree.entries[each]
        mtime = entry.mtime if keep else context.now
        place = goal + each[len(path) :]
        old = files.find(place)
        if entry.kind is Kind.DIRECTORY and old is not None:
            continue
        entry = replace(entry, mtime=mtime) if old is None or keep else replace(old, content=entry.content, mtime=mtime)
        files = files.put(place, entry)
    context.stage.machines[node] = replace(machine, files=files)
