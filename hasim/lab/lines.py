"""A cell's text as the command lines that a person would type one after the other."""

import re

from hasim.shell.language.parser import parse
from hasim.shell.language.words import ShellSyntaxError

DOCUMENT = re.compile(r"(?<!<)<<-?\s*(['\"]?)(\w+)\1")
WANTS_MORE = ("unexpected EOF while looking for", "syntax error: unexpected end of file")


def commands(text: str) -> list[str]:
    """The commands in a text; one that goes on over several lines (quotes, loops, here-documents) stays one."""
    found: list[str] = []
    pending: list[str] = []
    for line in text.splitlines():
        if not pending and (not line.strip() or line.lstrip().startswith("#")):
            continue
        pending.append(line)
        if complete("\n".join(pending)):
            found.append("\n".join(pending))
            pending = []
    return [*found, "\n".join(pending)] if pending else found


def complete(command: str) -> bool:
    """Would a shell carry this out, rather than wait for more lines?"""
    if re.search(r"(?<!\\)(\\\\)*\\$", command):
        return False
    document = DOCUMENT.search(command)
    if document and not any(line.strip() == document[2] for line in command.split("\n")[1:]):
        return False
    try:
        parse(command)
    except ShellSyntaxError as error:
        return not str(error).startswith(WANTS_MORE)
    return True
