"""What happened, in the learner's language: the records of a world are told from their names and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hasim.cib.score import score_text
from hasim.sim.world import Record
from hasim.text import say

_Told = tuple[str, Mapping[str, Any]]
"""Which message it is, and what fills it in besides the node and the details of the record."""


def told(record: Record, lang: str = "en") -> str:
    """A record as one sentence: in English the one that it holds, else the same made of its details.

    A kind that has no words yet is told in English.
    """
    find = _KINDS.get(record.kind)
    if lang == "en" or find is None:
        return record.text
    return retold(record, lang)


def retold(record: Record, lang: str) -> str:
    """The sentence made of the details, in any language. KeyError for a kind without words."""
    key, values = _KINDS[record.kind](record, lang)
    return say(f"event.{key}", lang, **{"node": record.node, **record.details, **values})


def kind_text(kind: str, lang: str = "en") -> str:
    """The name of a kind of record; one without words stays as it is."""
    return say(f"kind.{kind}", lang) if kind in _KINDS else kind


def kinds() -> frozenset[str]:
    """The kinds that have words."""
    return frozenset(_KINDS)


def _fault(record: Record, lang: str) -> _Told:
    return f"fault.{record.details['fault']}", {}


def _killed(record: Record, lang: str) -> _Told:
    return ("died" if record.details.get("died") else "killed"), {}


def _panic(record: Record, lang: str) -> _Told:
    return ("panic.fail-fast" if "process" in record.details else "panic.fenced"), {}


def _membership(record: Record, lang: str) -> _Told:
    joined, left = record.details["joined"], record.details["left"]
    values = {"members": ", ".join(record.details["members"]), "names": ", ".join(left or joined)}
    return ("membership.left" if left else "membership.joined"), values


def _quorum(record: Record, lang: str) -> _Told:
    return ("quorum.gained" if record.details["quorate"] else "quorum.lost"), {}


def _lost(record: Record, lang: str) -> _Told:
    return ("node-lost.orderly" if record.details["orderly"] else "node-lost.gone"), {}


def _operation(record: Record, lang: str) -> _Told:
    task = record.details["operation"]
    return "operation", {"task": "probe" if task == "monitor" and not record.details["interval"] else task}


def _fail_count(record: Record, lang: str) -> _Told:
    return ("fail-count.lost" if record.details.get("forgotten") else "fail-count"), {
        "count": score_text(record.details["value"])
    }


def _attribute(record: Record, lang: str) -> _Told:
    return ("attribute.deleted" if record.details["value"] is None else "attribute.set"), {}


def _fenced(record: Record, lang: str) -> _Told:
    by = record.details["delegate"]
    return ("fenced" if by else "fenced.unknown"), {"by": by}


def _transition(record: Record, lang: str) -> _Told:
    actions = "; ".join(" ".join(line.split()) for line in record.details["actions"])
    return ("transition" if actions else "transition.quiet"), {"actions": actions}


def _client(record: Record, lang: str) -> _Told:
    seen = ", ".join(say(f"event.client.{word}", lang) for word in record.details["seen"].split(", "))
    servers = " and ".join(record.details["servers"]) if lang == "en" else "、".join(record.details["servers"])
    return "client", {"seen": seen, "servers": servers or say("event.client.nobody", lang)}


def _pair(record: Record, lang: str) -> _Told:
    return record.kind, {"other": next(name for name in record.details["nodes"] if name != record.node)}


def _plain(record: Record, lang: str) -> _Told:
    return record.kind, {}


_KINDS: Mapping[str, Callable[[Record, str], _Told]] = {
    "fault": _fault,
    "killed": _killed,
    "panic": _panic,
    "watchdog": _plain,
    "membership": _membership,
    "quorum": _quorum,
    "dc": _plain,
    "join": _plain,
    "node-lost": _lost,
    "monitor-failed": _operation,
    "operation": _operation,
    "operation-begin": lambda record, lang: ("operation-begin", {"task": record.details["operation"]}),
    "fail-count": _fail_count,
    "ban": _plain,
    "cleanup": _plain,
    "attribute": _attribute,
    "fencing": _plain,
    "fence-failed": _plain,
    "fenced": _fenced,
    "fencing-failed": _plain,
    "fenced-alive": _plain,
    "transition": _transition,
    "transition-end": lambda record, lang: (f"transition-end.{record.details['end']}", {}),
    "client": _client,
    "double-mount": _pair,
    "split-brain": _pair,
}
