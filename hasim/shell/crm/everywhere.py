"""The commands that every level of crm has: help, ls, cd, up, quit."""

from __future__ import annotations

from hasim.shell.crm.shell import Quit, Shell
from hasim.shell.crm.tree import Command, CommandError, Level

_WIDTH = 16
_COLUMNS = 3


def add_common_commands(level: Level, *, is_root: bool) -> None:
    """Give a level what every level has."""
    level.command("help", "[subject] [subtopic]", aliases=("?", "-h", "--help"))(show_help)
    level.command("ls")(list_names)
    level.command("quit", aliases=("bye", "exit"))(leave)
    level.command("cd", "[optarg]")(change)
    if not is_root:
        level.command("up", aliases=("end", "back"))(climb)


def show_help(shell: Shell, arguments: list[str]) -> None:
    """tell what commands do: help [LEVEL|COMMAND] [COMMAND]"""
    level = shell.level
    for place, word in enumerate(arguments):
        found = level.find(word, old=True) or shell.stack[0].find(word, old=True)
        if found is None and (place or len(arguments) > 1):
            inside = f" in '{level.name}'" if place else ""
            raise CommandError(f"Undocumented topic '{word}'{inside}")
        if found is None:
            raise CommandError(f"No help found for '{word}'! 'overview' lists all help entries")
        if isinstance(found, Command):
            shell.console.page(command_help(level, found))
            return
        level = found
    shell.console.page(level_help(level))


def command_help(level: Level, command: Command) -> str:
    """The help of one command: what it does, how it is typed, what else it is called."""
    what, _, usage = command.help.partition(": ")
    lines = [what[:1].upper() + what[1:], "", "Usage:", f"    {usage or f'{command.name} {command.usage}'.rstrip()}"]
    names = [each for each in command.aliases if not each.startswith("-")]
    if names:
        lines += ["", f"Also called: {', '.join(names)}"]
    if command.waits:
        lines += ["", "With `crm -w` it returns when the cluster is idle again."]
    if not command.modelled:
        lines += ["", "hasim knows this command and does not carry it out."]
    return "\n".join(lines) + "\n"


def level_help(level: Level) -> str:
    """The help of a level: the levels below it, and its commands."""
    title = level.help or level.name
    lines = [title[:1].upper() + title[1:], ""]
    if level.levels:
        lines += ["Levels:", *(f"    {each.name:<{_WIDTH}} {each.help}" for each in level.levels.values()), ""]
    lines.append("Commands:")
    for name in sorted(level.commands):
        command = level.commands[name]
        lines.append(f"    {name:<{_WIDTH}} {command.help.split(': ')[0]}")
    return "\n".join(lines) + "\n"


def list_names(shell: Shell, arguments: list[str]) -> None:
    """list the levels and commands here"""
    here = [".."] if len(shell.stack) > 1 else []
    names = sorted([*here, *shell.level.levels, *shell.level.commands])
    width = max([_WIDTH, *map(len, names)]) + 2
    rows = len(names) // _COLUMNS  # as crm has it, names that do not fill a row make the rows longer
    for row in range(rows):
        shell.console.out("".join(f"{each:<{width}} " for each in names[row::rows]))


def leave(shell: Shell, arguments: list[str]) -> None:
    """leave crm; what was changed is committed"""
    raise Quit(shell.leave())


def climb(shell: Shell, arguments: list[str]) -> bool:
    """go to the level above"""
    return shell.climb()


def change(shell: Shell, arguments: list[str]) -> bool:
    """go to another level: cd .. | cd LEVEL | cd ../LEVEL"""
    for step in (arguments[0] if arguments else "..").split("/"):
        if step == "..":
            if not shell.climb():
                return False
        elif step not in ("", "."):
            found = shell.level.find(step, old=shell.old)
            if not isinstance(found, Level):
                raise CommandError(f"{step} not found in {shell.level.name}")
            shell.enter(found)
            shell.stay()
    return True
