"""``crm options``: the preferences of crm itself."""

from __future__ import annotations

from hasim.shell.crm.preferences import GIVEN, KNOWN
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Function, Level

LEVEL = Level("options", "preferences of crm itself")

_SHORT = {
    "editor": ("program", "core.editor", "name the editor for `edit`"),
    "pager": ("program", "core.pager", "name the program that shows long texts"),
    "user": ("[crm_user]", "core.user", "name the user who runs the cluster's tools"),
    "output": ("output_type", "color.style", "how to mark output: plain, color, color-always, uppercase"),
    "skill-level": ("level", "core.skill_level", "which commands are open: operator, administrator, expert"),
    "check-frequency": ("freq", "core.check_frequency", "when to check a configuration: always, on-verify, never"),
    "check-mode": ("mode", "core.check_mode", "how to take what a check finds: strict, relaxed"),
    "sort-elements": ("opt", "core.sort_elements", "show objects in order of their names: yes or no"),
    "wait": ("opt", "core.wait", "wait after each command until the cluster is idle: yes or no"),
    "add-quotes": ("opt", "core.add_quotes", "put arguments with blanks in quotes: yes or no"),
    "manage-children": ("option", "core.manage_children", "what to do with attributes of members: ask, never, always"),
}
"""A command for each of the older names: its argument, the preference, and what it is for."""


def _set(shell: Shell, name: str, value: str) -> None:
    problem = shell.preferences.set(name, value)
    if problem:
        raise CommandError(problem)


@LEVEL.command("set", "option value")
def set_option(shell: Shell, arguments: list[str]) -> None:
    """set a preference: set SECTION.NAME VALUE"""
    name, value = arguments
    if name.count(".") != 1:
        raise CommandError(f"Unknown option: {name}")
    _set(shell, name, value)


def _setter(name: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> None:
        _set(shell, name, arguments[0] if arguments else "")

    return run


for _name, (_usage, _preference, _help) in _SHORT.items():
    _aliases = (_name.replace("-", "_"),) if "-" in _name else ()
    LEVEL.command(_name, _usage, aliases=_aliases, help=_help)(_setter(_preference))


@LEVEL.command("colorscheme", "colors")
def colour_scheme(shell: Shell, arguments: list[str]) -> None:
    """name the colours of output; it changes nothing"""


@LEVEL.command("show", "[option]", aliases=("list",))
def show(shell: Shell, arguments: list[str]) -> None:
    """show the preferences that are set, with an argument all whose names begin or end so: show [all|NAME]"""
    preferences = shell.preferences
    if not arguments:
        names = list(preferences.values)
    elif arguments[0] == "all":
        names = list(KNOWN)
    else:
        names = [name for name in KNOWN if name.startswith(arguments[0]) or name.endswith(arguments[0])]
    text = "".join(f"{name} = {preferences.value(name)}\n" for name in names)
    shell.console.page(text)


@LEVEL.command("save")
def save(shell: Shell, arguments: list[str]) -> None:
    """keep the preferences for later runs, which is not done here"""


@LEVEL.command("reset")
def reset(shell: Shell, arguments: list[str]) -> None:
    """forget all preferences that were set"""
    shell.preferences.values = dict(GIVEN)
