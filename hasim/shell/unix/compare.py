"""diff and cmp."""

from __future__ import annotations

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, inputs, lines_of, path_of, read, whole_number

_CONTEXT = 3


@command("diff")
def diff(context: MachineContext, arguments: list[str]) -> int:
    """diff [-u] [-q] [-b] [-w] [-i] FILE FILE; 0 the same, 1 different, 2 trouble"""
    given = getopt(
        "diff", arguments, "uqbwisU:", ("unified?", "brief", "ignore-case"), idle="a text", refused="B r N", status=2
    )
    if len(given.operands) != 2:
        raise UsageFault("diff: missing operand\ndiff: Try 'diff --help' for more information.", 2)
    first, second = given.operands
    if context.tree.is_dir(path_of(context, second)) and first != "-":
        second = f"{second.rstrip('/')}/{first.rpartition('/')[2]}"
    texts = []
    for name in (first, second):
        try:
            texts.append(context.stdin if name == "-" else read(context, name))
        except OSError as error:
            raise UsageFault(f"diff: {name}: {error.strerror}", 2) from None
    return _compare(context, given, (first, second), texts)


def _compare(context: MachineContext, given: Given, names: tuple[str, str], texts: list[str]) -> int:
    old, new = lines_of(texts[0]), lines_of(texts[1])
    changes = _changes([_key(given, line) for line in old], [_key(given, line) for line in new])
    if not changes:
        if "s" in given:
            context.out(f"Files {names[0]} and {names[1]} are identical\n")
        return 0
    if given.has("q", "brief"):
        context.out(f"Files {names[0]} and {names[1]} differ\n")
    elif given.has("u", "U", "unified"):
        for mark, name in zip(("---", "+++"), names, strict=True):
            entry = context.tree.find(path_of(context, name))
            stamp = context.calendar_time(entry.mtime if entry else context.now)
            context.out(f"{mark} {name}\t{stamp}\n")
        _unified(
            context,
            old,
            new,
            changes,
            whole_number("diff", given.value("U") or str(_CONTEXT), "invalid context length", 2),
        )
    else:
        _normal(context, old, new, changes)
    return 1


def _key(given: Given, line: str) -> str:
    if "w" in given:
        line = "".join(line.split())
    elif "b" in given:
        line = " ".join(line.split())
    return line.lower() if given.has("i", "ignore-case") else line


_Change = tuple[int, int, int, int]
"""Lines first..last (without last) of the old text against lines first..last of the new one."""


def _changes(old: list[str], new: list[str]) -> list[_Change]:
    """The shortest edit, by the longest common subsequence of lines."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            table[i][j] = table[i + 1][j + 1] + 1 if a[i] == b[j] else max(table[i + 1][j], table[i][j + 1])
    found: list[_Change] = []
    i = j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and a[i] == b[j]:
            i, j = i + 1, j + 1
            continue
        start_i, start_j = i, j
        while (i < len(a) or j < len(b)) and not (i < len(a) and j < len(b) and a[i] == b[j]):
            if j >= len(b) or (i < len(a) and table[i + 1][j] >= table[i][j + 1]):
                i += 1
            else:
                j += 1
        found.append((start_i + head, i + head, start_j + head, j + head))
    return found


def _normal(context: MachineContext, old: list[str], new: list[str], changes: list[_Change]) -> None:
    for first, last, start, end in changes:
        letter = "a" if first == last else "d" if start == end else "c"
        left = _range(first, last) if letter != "a" else str(first)
        right = _range(start, end) if letter != "d" else str(start)
        context.out(f"{left}{letter}{right}\n")
        context.out("".join(f"< {line}\n" for line in old[first:last]))
        context.out("---\n" if letter == "c" else "")
        context.out("".join(f"> {line}\n" for line in new[start:end]))


def _range(first: int, last: int) -> str:
    return str(last) if last == first + 1 else f"{first + 1},{last}"


def _unified(context: MachineContext, old: list[str], new: list[str], changes: list[_Change], around: int) -> None:
    groups: list[list[_Change]] = []
    for change in changes:
        if groups and change[0] - groups[-1][-1][1] <= 2 * around:
            groups[-1].append(change)
        else:
            groups.append([change])
    for group in groups:
        first, start = max(group[0][0] - around, 0), max(group[0][2] - around, 0)
        last, end = min(group[-1][1] + around, len(old)), min(group[-1][3] + around, len(new))
        context.out(f"@@ -{_span(first, last)} +{_span(start, end)} @@\n")
        here = first
        for change in group:
            context.out("".join(f" {line}\n" for line in old[here : change[0]]))
            context.out("".join(f"-{line}\n" for line in old[change[0] : change[1]]))
            context.out("".join(f"+{line}\n" for line in new[change[2] : change[3]]))
            here = change[1]
        context.out("".join(f" {line}\n" for line in old[here:last]))


def _span(first: int, last: int) -> str:
    count = last - first
    return f"{first + 1}" if count == 1 else f"{first + (1 if count else 0)},{count}"


@command("cmp")
def cmp(context: MachineContext, arguments: list[str]) -> int:
    """cmp [-s] FILE FILE"""
    given = getopt("cmp", arguments, "s", ("quiet", "silent"), refused="l b", status=2)
    texts, status = inputs(context, "cmp", given.operands[:2])
    if status or len(texts) < 2:
        return 2
    (first, one), (second, two) = texts
    if one == two:
        return 0
    if not given.has("s", "quiet", "silent"):
        same = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), None)
        if same is None:
            context.err(f"cmp: EOF on {first if len(one) < len(two) else second}\n")
        else:
            context.out(f"{first} {second} differ: char {same + 1}, line {one[:same].count(chr(10)) + 1}\n")
    return 1
