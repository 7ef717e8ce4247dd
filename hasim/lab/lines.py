"""A cell's text as the command lines that a person would type one after the other."""

import re
import shlex


def commands(text: str) -> list[str]:
    """The commands in a text; one that goes on over several lines (quotes, backslash, here-document) stays one."""
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
    first, *rest = command.split("\n")
    document = re.search(r"<<-?\s*(['\"]?)(\w+)\1", first)
    if document:
        return any(line.strip() == document[2] for line in rest)
    if re.search(r"(\\|\||&&)\s*$", command):
        return False
    return not _open_quote(command) and command.count("{") - command.count("${") <= command.count("}")


def _open_quote(command: str) -> bool:
    lexer = shlex.shlex(command, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, "#"
    try:
        list(lexer)
    except ValueError:
        return True
    return False
