"""Statements of the configure language in a pasted text: without prompts, and without the commands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

KEYWORDS: Final = frozenset(
    {
        "node", "primitive", "group", "clone", "ms", "master", "bundle", "location", "colocation", "collocation",
        "order", "rsc_ticket", "property", "rsc_defaults", "op_defaults", "rsc_template", "tag", "fencing_topology",
        "role", "user", "acl_target", "acl_group", "alert", "xml",
    }
)  # fmt: skip
"""With what a statement begins."""

_PROMPT: Final = re.compile(
    r"""^\s*(
        \[[^\]\s]+\s[^\]]*\][#$]\s*            # [root@node1 ~]#
        | [\w.-]+@[\w.-]+:[^\s#$]*\s*[#$]\s    # root@node1:~#
        | [\w.-]+:[^\s#$]*\s[#$]\s             # node1:~ #
        | crm\([^)]*\)[\w/]*[#>]\s*            # crm(live/node1)configure#
        | [#$]\s+(?=crm\s)                     # # crm configure show
    )""",
    re.VERBOSE,
)
_COMMAND: Final = re.compile(r"^crm(\s+-\S+)*\s+(configure|cfg|conf)\s+", re.ASCII)
_SAID: Final = re.compile(r"^(INFO|WARNING|ERROR|DEBUG):")


@dataclass(frozen=True, slots=True)
class Statements:
    """The lines that are statements or belong to one, and those that were left out."""

    lines: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def statements(text: str) -> Statements:
    """The statements in a text. No lines at all where the text is none of the configure language.

    >>> statements("[root@n1 ~]# crm configure show\\nprimitive a Dummy\\n[root@n1 ~]# ").lines
    ('primitive a Dummy',)
    """
    kept: list[str] = []
    dropped: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        plain = line.rstrip()
        if goes_on:
            plain = re.sub(r"^\s*>\s", "    ", plain)
            kept.append(plain)
        else:
            statement = _statement(plain)
            if statement is not None:
                kept.append(statement)
            elif plain.strip():
                dropped.append(plain.strip())
            plain = statement or ""
        goes_on = plain.endswith("\\")
    begun = sum(1 for line in kept if _first_word(line) in KEYWORDS)
    strange = sum(1 for line in dropped if not _PROMPT.match(line) and not _SAID.match(line))
    if not begun or strange > begun:  # some sentence of a letter may begin with "order", too
        return Statements(())
    return Statements(tuple(kept), tuple(dropped))


def _first_word(line: str) -> str:
    return line.split(None, 1)[0] if line.strip() else ""


def _statement(line: str) -> str | None:
    """The line's statement, "" for an empty line or a comment that may stay, None for something else."""
    bare = _PROMPT.sub("", line, count=1).strip()
    bare = _COMMAND.sub("", bare, count=1)
    if _first_word(bare) in KEYWORDS:
        return bare
    if not line.strip() or line.lstrip().startswith("#"):
        return line.strip() if not _PROMPT.match(line) else None
    return None
