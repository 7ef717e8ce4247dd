"""The reasons that the scheduler gives for actions, in the learner's language.

The scheduler speaks as Pacemaker does in its logs and in ``crm_simulate``, in a few fixed phrases. They are told at
length, with the phrase itself behind, so that it is recognised there.
"""

from __future__ import annotations

import re

from hasim.text import say

_PHRASES = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("node-availability", "node availability"),
        ("no-quorum", "no quorum"),
        ("quorum-freeze", "quorum freeze"),
        ("multiply-active", "being multiply active"),
        ("definition", "resource definition change"),
        ("required", r"required (?:(?P<resource>\S+) )?(?P<task>\S+)"),
        ("unrunnable", r"unrunnable (?:(?P<resource>\S+) )?(?P<task>\S+)"),
        ("unmigrateable", r"unmigrateable (?:(?P<resource>\S+) )?(?P<task>\S+)"),
        ("colocation", r"colocation with (?P<resource>\S+)"),
        ("expired", "it expired"),
        ("reconnect", "reconnect interval is set"),
        ("parameters", "resource parameters have changed"),
        ("no-membership-quorum", "cluster does not have quorum"),
        ("not-seen", "peer has not been seen by the cluster"),
        ("criteria", "peer failed Pacemaker membership criteria"),
        ("requested", "fencing was requested"),
        ("left", "peer is no longer part of the cluster"),
        ("no-process", "peer process is no longer available"),
        ("unknown-state", "peer was in an unknown state"),
        ("pending", "peer pending timed out on joining the process group"),
        ("unclean", "node is unclean"),
        ("guest-unclean", "guest is unclean"),
        ("connection", "remote connection is unrecoverable"),
        ("ticket", "deadman ticket was lost"),
        ("thought-active", r"(?P<resource>\S+) is thought to be active there"),
        ("remote-active", r"(?P<resource>\S+) is active there \(.*\)"),
        ("failed-there", r"(?P<resource>\S+) failed there"),
    )
)


def phrase(reason: str) -> str:
    """Which of the phrases a reason is; "" where it is none of them."""
    return next((key for key, pattern in _PHRASES if pattern.fullmatch(reason)), "")


def told(reason: str, lang: str) -> str:
    """A reason in words, and in the scheduler's own; one that is not known stays as it is."""
    for key, pattern in _PHRASES:
        found = pattern.fullmatch(reason)
        if found is not None:
            fields = {name: value or "" for name, value in found.groupdict().items()}
            what = " ".join(fields[name] for name in ("resource", "task") if fields.get(name))
            words = say(f"reason.{key}", lang, **fields, what=what)
            return say("reason.both", lang, words=words, reason=reason)
    return reason
