"""Programs that change the file system: cp, mv, rm, mkdir, rmdir, touch, ln, chmod, chown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from hasim.cib import Dialect
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, path_of
from hasim.sim.files import File, FileSystem, Kind, normal


def _shown(name: str) -> str:
    """A file name in a message, quoted as the tools do in the C locale."""
    return f"'{name}'"


def _targets(context: MachineContext, program: str, given: Given) -> tuple[list[str], str, bool]:
    """The sources, the destination's path, and whether it is a directory to put them into."""
    operands = list(given.operands)
    if given.value("t"):
        return operands, path_of(context, given.value("t")), True
    if not operands:
        raise UsageFault(f"{program}: missing file operand\nTry '{program} --help' for more information.")
    if len(operands) == 1:
        shown = _shown(operands[0])
        raise UsageFault(
            f"{program}: missing destination file operand after {shown}\nTry '{program} --help' for more information."
        )
    target = operands.pop()
    path = path_of(context, target)
    into = context.tree.is_dir(path)
    if len(operands) > 1 and not into:
        reason = " is not a directory"
        if context.dialect != "1.1":
            reason = ": Not a directory" if context.tree.exists(path) else ": No such file or directory"
        raise UsageFault(f"{program}: target {_shown(target)}{reason}")
    if target.endswith("/") and not into and not any(context.tree.is_dir(path_of(context, each)) for each in operands):
        first = _shown(operands[0])
        verb = "create regular file" if program == "cp" else f"move {first} to"
        raise UsageFault(f"{program}: cannot {verb} {_shown(target)}: Not a directory")
    return operands, normal(path), into


@command("cp")
def cp(context: MachineContext, arguments: list[str]) -> int:
    """cp [-aprRfvn] SOURCE... DESTINATION"""
    given = getopt(
        "cp",
        arguments,
        "aprRvnt:",
        ("archive", "recursive", "verbose", "preserve?", "no-clobber"),
        idle="f force",
        refused="i u d b H L P",
    )
    sources, target, into = _targets(context, "cp", given)
    status = 0
    for source in sources:
        goal = f"{target}/{normal(source, '/').rpartition('/')[2]}" if into else target
        try:
            status = _copy(context, given, source, goal, target) or status
        except OSError as error:
            context.err(f"cp: cannot create regular file {_shown(goal)}: {error.strerror}\n")
            status = 1
    return status


def _copy(context: MachineContext, given: Given, source: str, goal: str, target: str) -> int:
    tree, path = context.tree, path_of(context, source)
    found = tree.find(path)
    if found is None:
        context.err(f"cp: cannot stat {_shown(source)}: No such file or directory\n")
        return 1
    if found.kind is Kind.DIRECTORY and not given.has("r", "R", "a", "recursive", "archive"):
        omitted = "-r not specified; omitting directory" if context.dialect != "1.1" else "omitting directory"
        context.err(f"cp: {omitted} {_shown(source)}\n")
        return 1
    real = tree.resolve(path)
    if tree.find(goal) is not None and tree.resolve(goal) == real:
        context.err(f"cp: {_shown(source)} and {_shown(goal)} are the same file\n")
        return 1
    keep = given.has("p", "a", "archive", "preserve")
    if given.has("n", "no-clobber") and tree.exists(goal):
        return 0
    for each in tree.below(real):
        tree = _copy_entry(tree, each, goal + each[len(real) :], keep, context.now)
    context.disk.change(tree)
    if given.has("v", "verbose"):
        context.out(f"{_shown(source)} -> {_shown(goal)}\n")
    return 0


def _copy_entry(tree: FileSystem, source: str, goal: str, keep: bool, now: float) -> FileSystem:
    entry = tree.entries[source]
    old = tree.find(goal)
    if entry.kind is Kind.DIRECTORY and old is not None:
        return tree
    mtime = entry.mtime if keep else now
    if old is not None and old.kind is Kind.FILE and not keep:
        return tree.put(goal, replace(old, content=entry.content, mtime=mtime))
    if old is not None and old.kind is Kind.DEVICE:
        return tree
    return tree.put(goal, replace(entry, mtime=mtime))


@command("mv")
def mv(context: MachineContext, arguments: list[str]) -> int:
    """mv [-fvn] SOURCE... DESTINATION"""
    given = getopt("mv", arguments, "vnt:", ("verbose", "no-clobber"), idle="f force", refused="i interactive u b")
    sources, target, into = _targets(context, "mv", given)
    status = 0
    for source in sources:
        goal = f"{target}/{normal(source, context.cwd).rpartition('/')[2]}" if into else target
        if context.tree.find(path_of(context, source), follow=False) is None:
            context.err(f"mv: cannot stat {_shown(source)}: No such file or directory\n")
            status = 1
            continue
        if normal(source, context.cwd) == goal:
            context.err(f"mv: {_shown(source)} and {_shown(goal)} are the same file\n")
            status = 1
            continue
        if given.has("n", "no-clobber") and context.tree.exists(goal):
            continue
        try:
            context.disk.change(context.tree.rename(normal(source, context.cwd), goal))
        except OSError as error:
            shown = f"{_shown(source)} to {_shown(goal)}"
            context.err(f"mv: cannot move {shown}: {error.strerror}\n")
            status = 1
            continue
        if given.has("v", "verbose"):
            renamed = "" if context.dialect is Dialect.V1_1 else "renamed "
            context.out(f"{renamed}{_shown(source)} -> {_shown(goal)}\n")
    return status


@command("rm")
def rm(context: MachineContext, arguments: list[str]) -> int:
    """rm [-rfvi] FILE..."""
    given = getopt(
        "rm", arguments, "rRfvd", ("recursive", "force", "verbose", "dir"), idle="no-preserve-root", refused="i I"
    )
    force = given.has("f", "force")
    if not given.operands and not force:
        raise UsageFault("rm: missing operand\nTry 'rm --help' for more information.")
    status = 0
    for operand in given.operands:
        status = _remove(context, given, operand, force) or status
    return status


def _remove(context: MachineContext, given: Given, operand: str, force: bool) -> int:
    tree, shown = context.tree, _shown(operand)
    path = normal(operand, context.cwd)
    found = tree.find(path, follow=False)
    recursive = given.has("r", "R", "recursive")
    if found is None:
        if not force:
            context.err(f"rm: cannot remove {shown}: No such file or directory\n")
        return int(not force)
    if path == "/":
        context.err(
            "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n"
        )
        return 1
    empty = given.has("d", "dir") and found.kind is Kind.DIRECTORY and not tree.listdir(path)
    if found.kind is Kind.DIRECTORY and not recursive and not empty:
        context.err(f"rm: cannot remove {shown}: Is a directory\n")
        return 1
    context.disk.change(tree.remove_tree(path) if recursive else tree.remove(path))
    if given.has("v", "verbose"):
        context.out(f"removed {'directory ' if found.kind is Kind.DIRECTORY else ''}{shown}\n")
    return 0


def _each(context: MachineContext, operands: list[str], text: str, change: Callable[[str], FileSystem]) -> int:
    """Do something to each path; ``text`` with the name in it begins the message of one that fails."""
    status = 0
    for operand in operands:
        try:
            context.disk.change(change(normal(operand, context.cwd)))
        except OSError as error:
            context.err(f"{text.format(_shown(operand))}: {error.strerror}\n")
            status = 1
    return status


@command("mkdir")
def mkdir(context: MachineContext, arguments: list[str]) -> int:
    """mkdir [-p] [-m MODE] DIRECTORY..."""
    given = getopt("mkdir", arguments, "pvm:", ("parents", "verbose", "mode="))
    if not given.operands:
        raise UsageFault("mkdir: missing operand\nTry 'mkdir --help' for more information.")
    mode = _mode(given.value("m") or given.value("mode") or "755", File(Kind.DIRECTORY, mode=0o755))
    parents = given.has("p", "parents")

    def change(path: str) -> FileSystem:
        tree = context.tree.mkdir(path, now=context.now, mode=mode, parents=parents)
        if given.has("v", "verbose") and not context.tree.exists(path):
            context.out(f"mkdir: created directory {_shown(path)}\n")
        return tree

    return _each(context, given.operands, "mkdir: cannot create directory {}", change)


@command("rmdir")
def rmdir(context: MachineContext, arguments: list[str]) -> int:
    """rmdir DIRECTORY..."""
    given = getopt("rmdir", arguments, "", refused="p v")

    def change(path: str) -> FileSystem:
        if not context.tree.is_dir(path) and context.tree.exists(path):
            raise NotADirectoryError(20, "Not a directory", path)
        return context.tree.remove(path)

    return _each(context, given.operands, "rmdir: failed to remove {}", change)


@command("touch")
def touch(context: MachineContext, arguments: list[str]) -> int:
    """touch [-c] FILE..."""
    given = getopt("touch", arguments, "ca", idle="m", refused="t= d= r=")
    if not given.operands:
        raise UsageFault("touch: missing file operand\nTry 'touch --help' for more information.")

    def change(path: str) -> FileSystem:
        found = context.tree.find(path)
        if found is None:
            return context.tree if "c" in given else context.tree.write(path, "", now=context.now)
        if "a" in given:  # the time of the last access, which is not kept
            return context.tree
        return context.tree.put(path, replace(found, mtime=context.now))

    return _each(context, given.operands, "touch: cannot touch {}", change)


@command("ln")
def ln(context: MachineContext, arguments: list[str]) -> int:
    """ln [-sfn] TARGET [LINK]; a hard link is a copy here"""
    given = getopt("ln", arguments, "sfnT", ("symbolic", "force", "no-dereference"), refused="v")
    if not given.operands:
        raise UsageFault("ln: missing file operand\nTry 'ln --help' for more information.")
    target = given.operands[0]
    name = given.operands[1] if len(given.operands) > 1 else target.rpartition("/")[2]
    path = normal(name, context.cwd)
    symbolic = given.has("s", "symbolic")
    if context.tree.is_dir(path) and not given.has("n", "no-dereference", "T"):
        path = f"{path}/{target.rstrip('/').rpartition('/')[2]}"
    if given.has("f", "force") and context.tree.find(path, follow=False) is not None:
        context.disk.change(context.tree.remove(path))
    try:
        if symbolic:
            context.disk.change(context.tree.link(path, target, now=context.now))
        elif context.tree.find(path) is not None:
            raise FileExistsError(17, "File exists", path)
        else:
            context.disk.change(context.tree.put(path, context.tree.entry(normal(target, context.cwd))))
    except OSError as error:
        kind = "symbolic" if symbolic else "hard"
        context.err(f"ln: failed to create {kind} link {_shown(name)}: {error.strerror}\n")
        return 1
    return 0


_BITS = {"r": 4, "w": 2, "x": 1}


def _mode(text: str, old: File) -> int:
    """An octal or symbolic mode applied to an old one."""
    if re.fullmatch(r"[0-7]{1,4}", text):
        return int(text, 8)
    mode = old.mode
    for part in text.split(","):
        match = re.fullmatch(r"([ugoa]*)([-+=])([rwxX]*)", part)
        if match is None:
            raise UsageFault(f"invalid mode: '{text}'")
        bits = sum(_BITS.get(letter.lower(), 0) for letter in match[3])
        who = "ugo" if match[1] in ("", "a") else match[1]
        shifted = sum(bits << {"u": 6, "g": 3, "o": 0}[each] for each in who)
        whole = sum(7 << {"u": 6, "g": 3, "o": 0}[each] for each in who)
        mode = {"+": mode | shifted, "-": mode & ~shifted, "=": (mode & ~whole) | shifted}[match[2]]
    return mode


@command("chmod")
def chmod(context: MachineContext, arguments: list[str]) -> int:
    """chmod [-R] MODE FILE..."""
    minus = [each for each in arguments if re.fullmatch(r"-[rwx]+", each)]
    given = getopt("chmod", [each for each in arguments if each not in minus], "R", ("recursive",), refused="v f")
    operands = [*minus, *given.operands]
    if len(operands) < 2:
        raise UsageFault("chmod: missing operand\nTry 'chmod --help' for more information.")

    def change(path: str) -> FileSystem:
        tree = context.tree
        tree.entry(path)
        real = tree.resolve(path)
        for each in tree.below(real) if given.has("R", "recursive") else [real]:
            tree = tree.put(
                each, replace(tree.entries[each], mode=_mode(operands[0], tree.entries[each])), follow=False
            )
        return tree

    return _each(context, operands[1:], "chmod: cannot access {}", change)


@command("chown")
def chown(context: MachineContext, arguments: list[str]) -> int:
    """chown [-R] OWNER[:GROUP] FILE..."""
    given = getopt("chown", arguments, "R", ("recursive",), refused="v f h")
    if len(given.operands) < 2:
        raise UsageFault("chown: missing operand\nTry 'chown --help' for more information.")
    owner, _, group = given.operands[0].replace(".", ":").partition(":")

    def change(path: str) -> FileSystem:
        tree = context.tree
        tree.entry(path)
        real = tree.resolve(path)
        for each in tree.below(real) if given.has("R", "recursive") else [real]:
            old = tree.entries[each]
            tree = tree.put(each, replace(old, owner=owner or old.owner, group=group or old.group), follow=False)
        return tree

    return _each(context, given.operands[1:], "chown: cannot access {}", change)
