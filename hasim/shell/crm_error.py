"""`crm_error`: what an error number of Pacemaker's functions or tools means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hasim.cib import Element
from hasim.shell.context import Context
from hasim.shell.options import Option, Parsed
from hasim.shell.results import EXITS, LEGACY, RESULTS, SYSTEM
from hasim.shell.tool import HELP, PLAIN_FORMAT, VERBOSE, VERSION, Tool, tool_program

__all__ = ["TOOL", "crm_error"]

TOOL = Tool(
    "crm_error",
    "Says what error numbers mean.",
    (
        *(*PLAIN_FORMAT, VERSION, VERBOSE, HELP),
        Option("name", "n", "name", help="say also the name that the source code uses"),
        Option("list", "l", "list", help="list all numbers"),
        Option("exit", "X", "exit", help="the numbers are exit statuses"),
        Option("rc", "r", "rc", help="the numbers are results of functions"),
    ),
)
_NO_NUMBER = -(2**31)
"""What a word counts as that is no number."""
Meaning = tuple[int, str, str]
"""A number, its name and what it says."""


@tool_program(TOOL)
def crm_error(context: Context, parsed: Parsed) -> int:
    """say what the numbers mean; without any, list all."""
    listing = "list" in parsed or not parsed.words
    found = _all(parsed) if listing else (_meaning(_leading_number(word), parsed) for word in parsed.words)
    for number, name, text in found:
        named = {"name": name} if "name" in parsed else {}
        parsed.content.append(Element("result-code", {"code": str(number), **named, "description": text}))
        if listing:
            context.out(f"{number:5d}: {name:<26}  {text}\n" if named else f"{number:5d}: {text}\n")
        else:
            context.out(f"{name} - {text}\n" if named else f"{text}\n")
    return 0


def _leading_number(word: str) -> int:
    digits = re.match(r"\s*[+-]?\d+", word)
    return int(digits[0]) if digits else 0 if not word else _NO_NUMBER


def _all(parsed: Parsed) -> Iterator[Meaning]:
    if "exit" in parsed:
        table = EXITS
    elif "rc" in parsed:
        table = RESULTS | SYSTEM
    else:
        table = {0: RESULTS[0]} | SYSTEM | LEGACY
    return ((number, *table[number]) for number in sorted(table))


def _meaning(number: int, parsed: Parsed) -> Meaning:
    if "exit" in parsed:
        return (number, *EXITS.get(number, ("CRM_EX_UNKNOWN", "Unknown exit status")))
    if "rc" in parsed:
        table, key = RESULTS | SYSTEM, number
    else:
        table, key = {0: RESULTS[0]} | SYSTEM | LEGACY, abs(number)
    unknown = f"Unknown error {key}" if 0 < key < -_NO_NUMBER else "Error"
    return (number, *table.get(key, ("Unknown", unknown)))
