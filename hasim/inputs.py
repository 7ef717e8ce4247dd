"""What is done to a world, one input at a time, and the file format that keeps a session: JSON Lines.

The first line is the head (which world to start from), every further line one input. Keys that an input does not
know are carried along: lessons and recordings put their remarks there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1
KEPT = "kept"
"""The key of a head under which an autosave notes what a list of inputs cannot say (see :mod:`hasim.journal`). It is
about one file at one moment, so a session that is loaded from there does not take it along."""
JOINED = "joined"
"""The remark of an input that was done in one go with the one before it, as the settling after a click."""

NODE_FAULTS = ("power-off", "power-on", "unplug", "plug")
PATH_FAULTS = ("cut", "heal")
REACH_FAULTS = ("unreachable", "reachable")
HOST_FAULTS = ("host-down", "host-up")


class SessionError(ValueError):
    """A session file, or an input, that cannot be understood; the message is one line that says what to mend."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command line, as typed into a node's login shell."""

    at: str
    run: str


@dataclass(frozen=True, slots=True)
class Write:
    """An editor saved a file on a node."""

    at: str
    write: str
    text: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Simulated seconds pass."""

    wait: float


@dataclass(frozen=True, slots=True)
class Settle:
    """Time passes until nothing is under way, at most 600 simulated seconds."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something breaks or is mended: `where` names the node, the two nodes or the host, as the kind asks."""

    fault: str
    where: Mapping[str, Any]


Action = Run | Write | Wait | Settle | Fault


@dataclass(frozen=True, slots=True)
class Input:
    """An action with the remarks that stood beside it."""

    action: Action
    remarks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def joined(self) -> bool:
        """Whether it was done in one go with the input before it: one Undo takes both back."""
        return self.remarks.get(JOINED) is True

    def join(self, joined: bool) -> Input:
        """The same input, done in one go with the one before it, or not."""
        others = {name: value for name, value in self.remarks.items() if name != JOINED}
        return Input(self.action, others | ({JOINED: True} if joined else {}))

    def to_json(self) -> dict[str, Any]:
        """The object that stands for this input in a session file."""
        match self.action:
            case Run(at, run):
                own: dict[str, Any] = {"at": at, "run": run}
            case Write(at, path, text):
                own = {"at": at, "write": path, "text": text}
            case Wait(seconds):
                own = {"wait": seconds}
            case Settle():
                own = {"settle": True}
            case Fault(kind, where):
                own = {"fault": kind, **where}
        return own | dict(self.remarks)


def read_input(data: Any, nodes: Iterable[str]) -> Input:
    """The input that a JSON object stands for. Raises SessionError with the reason where it stands for none."""
    if not isinstance(data, dict):
        raise SessionError('an input is an object such as {"settle": true}')
    used, action = _action(data, tuple(nodes))
    return Input(action, {name: value for name, value in data.items() if name not in used})


def _action(data: dict[str, Any], nodes: tuple[str, ...]) -> tuple[set[str], Action]:
    if "run" in data:
        return {"at", "run"}, Run(_node(data, "at", nodes), _text(data, "run"))
    if "write" in data:
        return {"at", "write", "text"}, Write(_node(data, "at", nodes), _text(data, "write"), _text(data, "text"))
    if "wait" in data:
        return {"wait"}, Wait(_seconds(data["wait"]))
    if data.get("settle") is True:
        return {"settle"}, Settle()
    if "fault" in data:
        return _fault(data, nodes)
    raise SessionError("an input has one of the keys run, write, wait, settle and fault")


def _fault(data: dict[str, Any], nodes: tuple[str, ...]) -> tuple[set[str], Action]:
    kind = data["fault"]
    if kind in NODE_FAULTS:
        where: dict[str, Any] = {"node": _node(data, "node", nodes)}
    elif kind in PATH_FAULTS:
        between = data.get("between")
        if not isinstance(between, list) or len(between) != 2 or any(n not in nodes for n in between):
            raise SessionError(f'fault {kind!r} needs "between" with two of the nodes {", ".join(nodes)}')
        where = {"between": list(between)}
    elif kind in REACH_FAULTS:
        where = {"node": _node(data, "node", nodes), "host": _text(data, "host")}
    elif kind in HOST_FAULTS:
        where = {"host": _text(data, "host")}
    else:
        known = (*NODE_FAULTS, *PATH_FAULTS, *REACH_FAULTS, *HOST_FAULTS)
        raise SessionError(f"unknown fault {kind!r}; known are {', '.join(known)}")
    return {"fault", *where}, Fault(kind, where)


def _node(data: dict[str, Any], key: str, nodes: tuple[str, ...]) -> str:
    name = data.get(key)
    if name not in nodes:
        raise SessionError(f'"{key}" is {name!r}, not one of the nodes {", ".join(nodes)}')
    return str(name)


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise SessionError(f'"{key}" needs a text')
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 10_000_000:
        raise SessionError(f'"wait" is {value!r}, expected a number of seconds from 0 to 10000000')
    return value


def read_lines(text: str) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    """(head, [(line number, object)]) of a session file; inputs are not looked at yet. Raises SessionError."""
    rows: list[tuple[int, Any]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append((number, json.loads(line)))
        except ValueError as error:
            raise SessionError(f"line {number} is not JSON: {error}") from None
        except RecursionError:
            raise SessionError(f"line {number} is nested too deeply") from None
    if not rows or not isinstance(rows[0][1], dict) or "hasim" not in rows[0][1]:
        raise SessionError('not a session file: its first line is no head such as {"hasim": 1, "scenario": "tutorial"}')
    head = rows[0][1]
    if head["hasim"] != FORMAT:
        raise SessionError(f"the session file has format {head['hasim']!r}, this hasim reads {FORMAT}")
    return head, rows[1:]


def write_lines(head: Mapping[str, Any], inputs: Iterable[Input]) -> str:
    """The text of a session file."""
    rows = [dict(head), *(one.to_json() for one in inputs)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
