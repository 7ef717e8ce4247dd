"""Named values that are set, deleted and shown: ``THING ACTION NAME [VALUE]``."""

from __future__ import annotations

from collections.abc import Collection

from hasim.shell.crm.shell import Shell

__all__ = ["attribute_problem", "bad_usage", "manage_attribute"]


def attribute_problem(words: list[str], known: Collection[str]) -> str:
    """What is wrong with ``THING ACTION NAME [VALUE]``, nothing where nothing is."""
    _, action, _, *values = words
    if action not in known:
        return f"'{action}'"
    if action == "set" and not values:
        return "Missing value argument to set"
    return f"Too many arguments to {action}" if action != "set" and values else ""


def bad_usage(shell: Shell, name: str, words: list[str], problem: str) -> bool:
    """Say what is wrong with a command; False."""
    shell.console.error(f"Bad usage: {problem}, command: '{name} {' '.join(words)}'")
    return False


def manage_attribute(
    shell: Shell, name: str, words: list[str], options: dict[str, list[str]], *, program: str = "crm_resource"
) -> bool:
    """Set, delete or show a named value through one of the tools.

    `words` are what was typed: of what, the action, the name, and for ``set`` the value; they stand for ``{0}``,
    ``{1}`` and ``{2}`` in the tool's options for that action.
    """
    thing, action, attribute, *values = words
    problem = attribute_problem(words, options)
    bad = next((word for word in (thing, attribute, *values) if "'" in word), None)
    if not problem and bad is not None:
        shell.console.error(f"{bad}: bad name")
        problem = f"Expected valid name, got '{bad}'"
    if problem:
        return bad_usage(shell, name, words, problem)
    filled = [each.format(thing, attribute, *values) for each in options[action]]
    return shell.program(program, *filled) == 0
