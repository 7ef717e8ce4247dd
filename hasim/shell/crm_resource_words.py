"""The words of crm_resource's command line that are no options: parameters to use instead of those configured."""

from __future__ import annotations

from hasim.shell.crm_resource_run import USAGE, Run, ToolError
from hasim.shell.hash_order import hash_order
from hasim.shell.options import Parsed

__all__ = ["TAKING_WORDS", "overrides", "refuse_words"]

TAKING_WORDS = (*("validate", "digests", "force-demote", "force-stop", "force-start", "force-promote", "force-check"),)
"""Commands that take such words."""


def refuse_words(parsed: Parsed) -> None:
    """ToolError for words given to a command that takes none."""
    words = parsed.words
    if words:
        listed = "".join(f"[{number} of {len(words)}] {word}\n" for number, word in enumerate(words, 1))
        raise ToolError(f"crm_resource: non-option ARGV-elements:\n{listed}", USAGE)


def overrides(run: Run) -> dict[str, str]:
    """The parameters given, in the order in which the real tool goes through them."""
    found: dict[str, str] = {}
    for word in run.parsed.words:
        name, _, value = word.partition("=")
        if not name or not value:  # the real tool names the first word of the line, whichever is wrong
            raise ToolError(f"crm_resource: Error parsing '{run.parsed.typed[0]}' as a name=value pair", USAGE)
        found[name] = value
    return dict(hash_order(found.items(), lambda pair: pair[0]))
