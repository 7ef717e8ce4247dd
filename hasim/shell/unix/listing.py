"""Programs that look at the file system: ls, stat, find, readlink, basename, dirname, md5sum."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from hasim.shell.language import patterns
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, inputs, path_of, whole_number
from hasim.sim.clock import MONTHS, local
from hasim.sim.files import File, Kind, normal

_HALF_YEAR = 15_778_476
_LETTERS = {Kind.FILE: "-", Kind.DIRECTORY: "d", Kind.LINK: "l", Kind.DEVICE: "c"}


def mode_text(entry: File) -> str:
    """``-rw-r--r--`` and its like."""
    bits = "".join(letter if entry.mode >> (8 - place) & 1 else "-" for place, letter in enumerate("rwxrwxrwx"))
    if entry.mode & 0o1000:
        bits = bits[:-1] + ("t" if bits[-1] == "x" else "T")
    return _LETTERS[entry.kind] + bits


def _date(context: MachineContext, mtime: float) -> str:
    """The time of a recent file, the year of another."""
    moment = local(mtime, context.stage.timezone)
    day = f"{MONTHS[moment.month - 1]} {moment.day:2d}"
    recent = context.now - _HALF_YEAR < mtime <= context.now
    return f"{day} {moment:%H:%M}" if recent else f"{day}  {moment.year}"


@command("ls")
def ls(context: MachineContext, arguments: list[str]) -> int:
    """ls [-laAdRtrhFpS] [FILE...]; one name a line, as into a pipe"""
    given = getopt(
        "ls", arguments, "laAdRtrhFpS", ("all", "recursive"), idle="1 color?", refused="i Z n o full-time", status=2
    )
    listing = _Listing(context, given)
    return listing.run(given.operands)


class _Listing:
    def __init__(self, context: MachineContext, given: Given) -> None:
        self.context = context
        self.given = given
        self.long = "l" in given
        self.printed = False

    def run(self, operands: list[str]) -> int:
        """List everything named: first files, then the contents of directories."""
        files, folders, status = [], [], 0
        for operand in sorted(operands) or ["."]:
            entry = self._entry(operand)
            if entry is None:
                self.context.err(
                    f"ls: cannot access '{operand}': No such file or directory\n"
                    if self.context.dialect != "1.1"
                    else f"ls: cannot access {operand}: No such file or directory\n"
                )
                status = 2
            elif entry.kind is Kind.DIRECTORY and "d" not in self.given:
                folders.append(operand)
            else:
                files.append((operand, entry))
        if files:
            self._print(files)
        for folder in folders:
            self._folder(folder, len(operands) > 1 or self.given.has("R", "recursive"))
        return status

    def _entry(self, operand: str) -> File | None:
        path = path_of(self.context, operand)
        follow = not (self.long or "d" in self.given) or operand.endswith("/")
        tree = self.context.tree
        return tree.find(path, follow=follow) or tree.find(path, follow=False)

    def _folder(self, folder: str, heading: bool) -> None:
        tree, path = self.context.tree, path_of(self.context, folder)
        if heading:
            self.context.out(f"{chr(10) if self.printed else ''}{folder}:\n")
        names = [n for n in tree.listdir(path) if self.given.has("a", "A", "all") or not n.startswith(".")]
        entries = [(name, tree.entry(f"{path.rstrip('/')}/{name}", follow=False)) for name in names]
        if self.given.has("a", "all"):
            entries = [(".", tree.entry(path)), ("..", tree.entry(normal(path + "/.."))), *entries]
        if self.long:
            blocks = sum(4 * -(-entry.size // 4096) for _, entry in entries if entry.kind is not Kind.LINK)
            self.context.out(f"total {blocks}\n")
        self._print(entries)
        self.printed = True
        if self.given.has("R", "recursive"):
            for name, entry in entries:
                if entry.kind is Kind.DIRECTORY and name not in (".", ".."):
                    self._folder(f"{folder.rstrip('/')}/{name}", True)

    def _print(self, entries: list[tuple[str, File]]) -> None:
        if "t" in self.given:
            entries = sorted(entries, key=lambda item: -item[1].mtime)
        if "S" in self.given:
            entries = sorted(entries, key=lambda item: -item[1].size)
        if "r" in self.given:
            entries = entries[::-1]
        if self.long:
            self._print_long(entries)
        else:
            for name, entry in entries:
                self.context.out(name + self._mark(entry) + "\n")
        self.printed = True

    def _print_long(self, entries: list[tuple[str, File]]) -> None:
        rows = [(name, entry, self._size(entry)) for name, entry in entries]
        sizes = max((len(size) for _, _, size in rows), default=0)
        links = max((len(str(self._links(entry))) for _, entry in entries), default=1)
        owners = max((len(entry.owner) for _, entry in entries), default=0)
        groups = max((len(entry.group) for _, entry in entries), default=0)
        for name, entry, size in rows:
            arrow = f" -> {entry.target}" if entry.kind is Kind.LINK else self._mark(entry)
            owner = f"{entry.owner:<{owners}} {entry.group:<{groups}}"
            head = f"{mode_text(entry)} {self._links(entry):>{links}} {owner} {size:>{sizes}}"
            self.context.out(f"{head} {_date(self.context, entry.mtime)} {name}{arrow}\n")

    def _links(self, entry: File) -> int:
        return 2 if entry.kind is Kind.DIRECTORY else 1

    def _size(self, entry: File) -> str:
        if "h" not in self.given or entry.size < 1024:
            return str(entry.size)
        size, unit = float(entry.size), 0
        while size >= 1024:
            size, unit = size / 1024, unit + 1
        return f"{size:.1f}{' KMGT'[unit]}" if size < 10 else f"{size:.0f}{' KMGT'[unit]}"

    def _mark(self, entry: File) -> str:
        if "p" in self.given and entry.kind is Kind.DIRECTORY:
            return "/"
        if "F" not in self.given:
            return ""
        if entry.kind is Kind.FILE:
            return "*" if entry.mode & 0o111 else ""
        return {Kind.DIRECTORY: "/", Kind.LINK: "@"}.get(entry.kind, "")


@command("stat")
def stat(context: MachineContext, arguments: list[str]) -> int:
    """stat [-c FORMAT] FILE...; the formats %n %s %a %A %U %G %F %Y"""
    given = getopt("stat", arguments, "Lc:", ("format=",))
    status = 0
    for operand in given.operands:
        entry = context.tree.find(path_of(context, operand), follow="L" in given)
        if entry is None:
            context.err(f"stat: cannot stat '{operand}': No such file or directory\n")
            status = 1
            continue
        kind = {Kind.FILE: "regular file", Kind.DIRECTORY: "directory", Kind.LINK: "symbolic link"}.get(
            entry.kind, "device"
        )
        values = {
            "n": operand, "s": str(entry.size), "a": f"{entry.mode:o}", "A": mode_text(entry), "U": entry.owner,
            "G": entry.group, "F": kind, "Y": str(int(entry.mtime)),
        }  # fmt: skip
        form = given.value("c") or given.value("format")
        form = form or "  File: %n\n  Size: %s\t%F\nAccess: (%a/%A)  Uid: %U  Gid: %G"
        context.out(_formatted(form, values) + "\n")
    return status


def _formatted(form: str, values: dict[str, str]) -> str:
    pieces = form.split("%")
    return pieces[0] + "".join(values.get(piece[:1], f"%{piece[:1]}") + piece[1:] for piece in pieces[1:])


@command("readlink")
def readlink(context: MachineContext, arguments: list[str]) -> int:
    """readlink [-f] FILE..."""
    given = getopt("readlink", arguments, "fe", ("canonicalize",))
    status = 0
    for operand in given.operands:
        path = normal(operand, context.cwd)
        entry = context.tree.find(path, follow=False)
        if given.has("f", "e", "canonicalize"):
            context.out(context.tree.resolve(path) + "\n")
        elif entry is not None and entry.kind is Kind.LINK:
            context.out(entry.target + "\n")
        else:
            status = 1
    return status


@command("basename")
def basename(context: MachineContext, arguments: list[str]) -> int:
    """basename NAME [SUFFIX]"""
    if not arguments:
        raise UsageFault("basename: missing operand\nTry 'basename --help' for more information.")
    name = arguments[0].rstrip("/").rpartition("/")[2] or "/"
    suffix = arguments[1] if len(arguments) > 1 else ""
    context.out((name.removesuffix(suffix) if name != suffix else name) + "\n")
    return 0


@command("dirname")
def dirname(context: MachineContext, arguments: list[str]) -> int:
    """dirname NAME..."""
    for name in arguments:
        head, slash, _ = name.rstrip("/").rpartition("/")
        context.out((head or slash or ("/" if name.startswith("/") else ".")) + "\n")
    return 0


@command("md5sum")
def md5sum(context: MachineContext, arguments: list[str]) -> int:
    """md5sum [FILE...]"""
    texts, status = inputs(context, "md5sum", arguments)
    for name, text in texts:
        context.out(f"{hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()}  {name}\n")
    return status


# -- find ----------------------------------------------------------------------------------------------------------

_Test = Callable[[str, File], bool]


@command("find")
def find(context: MachineContext, arguments: list[str]) -> int:
    """find [PATH...] [-name PATTERN] [-iname PATTERN] [-path PATTERN] [-type f|d|l] [-maxdepth N] [-delete] [-print]"""
    words = list(arguments)
    places = []
    while words and not words[0].startswith(("-", "(", "!")):
        places.append(words.pop(0))
    depth, tests, delete = _conditions(words)
    status = 0
    for place in places or ["."]:
        path = path_of(context, place)
        if not context.tree.exists(path):
            context.err(f"find: '{place}': No such file or directory\n")
            status = 1
            continue
        _found(context, place, context.tree.resolve(normal(path)), depth, tests, delete)
    return status


def _conditions(words: list[str]) -> tuple[int, list[_Test], bool]:
    depth, delete = 10**6, False
    tests: list[_Test] = []
    negate = False
    while words:
        word = words.pop(0)
        if word in ("!", "-not"):
            negate = True
            continue
        if word in ("-print", "-a"):
            continue
        if word == "-delete":
            delete = True
            continue
        if not words or word not in ("-name", "-iname", "-path", "-type", "-maxdepth"):
            raise UsageFault(f"find: hasim does not model '{word}'" if words or word.startswith("-") else "", 3)
        value = words.pop(0)
        if word == "-maxdepth":
            depth = whole_number("find", value, "Expected a positive decimal integer argument to -maxdepth")
        else:
            tests.append(_test(word, value, negate))
        negate = False
    return depth, tests, delete


def _test(word: str, value: str, negate: bool) -> _Test:
    kinds = {"f": Kind.FILE, "d": Kind.DIRECTORY, "l": Kind.LINK, "c": Kind.DEVICE}
    checks: dict[str, _Test] = {
        "-name": lambda path, entry: patterns.matches(value, path.rpartition("/")[2]),
        "-iname": lambda path, entry: patterns.matches(value.lower(), path.rpartition("/")[2].lower()),
        "-path": lambda path, entry: patterns.matches(value, path),
        "-type": lambda path, entry: entry.kind is kinds.get(value),
    }
    check = checks[word]
    return (lambda path, entry: not check(path, entry)) if negate else check


def _found(context: MachineContext, place: str, base: str, depth: int, tests: list[_Test], delete: bool) -> None:
    tree = context.tree
    for each in tree.below(base):
        inside = each[len(base.rstrip("/")) :] if each != base else ""
        shown = (place.rstrip("/") or "/") + inside if place != "/" else each
        if inside.count("/") > depth or not all(test(shown, tree.entries[each]) for test in tests):
            continue
        if not delete:
            context.out(shown + "\n")
        elif context.tree.find(each, follow=False) and each != base:
            context.disk.change(context.tree.remove_tree(each))
