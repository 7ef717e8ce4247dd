"""The words with which crm's commands ask for a simulation."""

from __future__ import annotations

import re

from hasim.shell.crm.shell import Shell

_VERBOSE = re.compile("v+")


def simulation_options(shell: Shell, words: list[str]) -> list[str] | None:
    """The options of ``crm_simulate`` that `words` stand for; None, and said so, for a word that stands for nothing."""
    known = {"nograph": [], "actions": [], "scores": ["-s"], "utilization": ["-U"]}
    found: list[str] = []
    for word in words:
        if word not in known and not _VERBOSE.fullmatch(word):
            shell.console.error(f"Bad usage: '{shell.command_name} {' '.join(words)}'")
            return None
    for word in ("scores", "utilization"):
        found += known[word] if word in words else []
    return found
