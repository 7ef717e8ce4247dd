"""Where the real tools of 2.1.5 crash, contradict themselves or look at the host, and hasim does not follow.

Every difference is a rule with a name; what it covers is still run, but only what it leaves is compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["DIFFERENCES", "Difference", "Outcome", "accepted"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: exit status, what it wrote, and the CIB after it."""

    status: int
    out: str
    err: str
    cib: object

    def differing(self, other: Outcome) -> set[str]:
        """The parts in which two outcomes are not the same."""
        return {part for part in ("status", "out", "err", "cib") if getattr(self, part) != getattr(other, part)}


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule: for which commands and outcomes of the real tool it holds, and which parts it excuses."""

    name: str
    holds: Callable[[str, Outcome], bool]
    parts: frozenset[str]


def _command(pattern: str) -> Callable[[str, Outcome], bool]:
    return lambda line, real: re.search(pattern, line) is not None


EVERYTHING = frozenset({"status", "out", "err", "cib"})
DIFFERENCES = (
    # The program is killed by a signal once it has done its work, or before it has said anything.
    Difference("cleanup-of-a-file-crashes", lambda line, real: real.status in (-11, 139), frozenset({"status", "err"})),
    # Its own usage text, worded by each project for itself.
    Difference("usage-texts", lambda line, real: "Usage" in real.out + real.err, frozenset({"out", "err"})),
    # It waits for a cluster that is not there, loses the CIB it works on, and cannot write it back.
    Difference("restart-on-a-file", _command("crm_resource --restart -r vip$"), EVERYTHING),
    # "id=(null)" for an id that was given, even where there is nothing of it to delete.
    Difference(
        "id-of-a-pair-is-not-told", _command("crm_resource -p .* -i |crm_attribute .*-D.* -i "), frozenset({"out"})
    ),
    # Text that is no XML is read as far as it goes; hasim refuses it.
    Difference("broken-xml-is-read", _command("-X '<primitive'$"), EVERYTHING),
    # An element that is created on the way changes the configuration, but counts as a change of the status.
    Difference("created-by-modify-is-no-new-epoch", _command("cibadmin -M (-c|--allow-create) "), frozenset({"cib"})),
    # The scheduler's log beside the verdict: hasim tells each finding once, and no failed operations.
    Difference("verify-writes-the-whole-log", _command("crm_verify .*VV"), frozenset({"err"})),
    # The agents and standards that are installed on this host.
    Difference("agents-of-the-host", _command("--list-(standards|agents|ocf)"), frozenset({"out"})),
)


def accepted(line: str, real: Outcome) -> set[str]:
    """The parts of an outcome that a difference excuses."""
    return {part for difference in DIFFERENCES if difference.holds(line, real) for part in difference.parts}
