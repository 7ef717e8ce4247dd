"""Words of a command line: names with values, and keywords that begin a group of words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hasim.shell.pcs.faults import UsageFault

__all__ = ["assignments", "groups", "operations", "option_pairs", "split_option", "typed", "within"]


def split_option(word: str, *, allow_empty: bool = True) -> tuple[str, str]:
    """A word `name=value` in two."""
    if "=" not in word:
        raise UsageFault(f"missing value of '{word}' option")
    name, value = word.split("=", 1)
    if not name:
        raise UsageFault(f"missing key in '{word}' option")
    if not value and not allow_empty:
        raise UsageFault(f"value of '{name}' option is empty")
    return name, value


def assignments(words: Sequence[str]) -> dict[str, str]:
    """Words `name=value` as a mapping; a name may be given twice only with the same value."""
    found: dict[str, str] = {}
    for word in words:
        name, value = split_option(word)
        if found.setdefault(name, value) != value:
            raise UsageFault(f"duplicate option '{name}' with different values '{found[name]}' and '{value}'")
    return found


def option_pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """Words `name=value` as pairs; other words are passed over."""
    return [(name, value) for word in words if "=" in word for name, value in [word.split("=", 1)]]


def within(words: Sequence[str], allowed: Collection[str]) -> dict[str, str]:
    """Assignments of which only some names are allowed."""
    found = assignments(words)
    unknown = sorted(set(found) - set(allowed))
    if unknown:
        plural = "s" if len(unknown) > 1 else ""
        listed = "', '".join(unknown)
        raise UsageFault(f"Unknown option{plural} '{listed}'")
    return found


def groups(words: Sequence[str], keywords: Collection[str], *, repeat: bool = True) -> dict[str, list[list[str]]]:
    """The words by the keyword before them, one list for each time that it stands; those before the first under ""."""
    found: dict[str, list[list[str]]] = {}
    current: list[str] | None = None
    for word in words:
        if word in keywords:
            if word in found and not repeat:
                raise UsageFault(f"'{word}' cannot be used more than once")
            current = []
            found.setdefault(word, []).append(current)
            continue
        if current is None:
            current = []
            found[""] = [current]
        current.append(word)
    return found


def operations(found: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """The operations that stand behind the keyword `op`: a name, then assignments; several may stand behind one."""
    described: list[list[str]] = []
    for words in found:
        if not words:
            raise UsageFault("When using 'op' you must specify an operation name and at least one option")
        if "=" in words[0]:
            raise UsageFault("When using 'op' you must specify an operation name after 'op'")
        for word in words:
            if "=" in word:
                described[-1].append(word)
            else:
                described.append([f"name={word}"])
    if any(len(each) < 2 for each in described):
        raise UsageFault("When using 'op' you must specify an operation name and at least one option")
    return [assignments(each) for each in described]


def typed(word: str) -> tuple[str, str]:
    """A resource as ("resource", id), or a pattern `regexp%...` as ("regexp", pattern)."""
    kind, sign, rest = word.partition("%")
    if not sign or not kind:
        return "resource", rest if sign else word
    if kind not in ("resource", "regexp"):
        raise UsageFault(f"'{kind}' is not an allowed type for '{word}', use regexp, resource")
    return kind, rest
