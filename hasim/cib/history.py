"""Node states and operation histories, the two record types of the status section, as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hasim.cib.element import Element


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of a resource's history on a node (``lrm_rsc_op``).

    Times are epoch seconds or milliseconds as named; -1 stands for an absent number. What this type does not
    name is kept in `other`: digests, where a migration went.
    """

    id: str
    operation_key: str
    operation: str
    interval_ms: int
    call_id: int
    rc: int
    status: int
    node: str = ""
    exit_reason: str = ""
    last_rc_change: int = -1
    exec_ms: int = -1
    queue_ms: int = -1
    transition_key: str = ""
    transition_magic: str = ""
    other: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_element(cls, element: Element) -> Operation:
        """The entry that an ``lrm_rsc_op`` element holds; unreadable numbers become -1."""
        given = element.attributes
        get = given.get
        return cls(
            id=get("id", ""),
            operation_key=get("operation_key", ""),
            operation=get("operation", ""),
            interval_ms=_number(get("interval")),
            call_id=_number(get("call-id")),
            rc=_number(get("rc-code")),
            status=_number(get("op-status")),
            node=get("on_node", ""),
            exit_reason=get("exit-reason", ""),
            last_rc_change=_number(get("last-rc-change")),
            exec_ms=_number(get("exec-time")),
            queue_ms=_number(get("queue-time")),
            transition_key=get("transition-key", ""),
            transition_magic=get("transition-magic", ""),
            other={name: value for name, value in given.items() if name not in _NAMED},
        )


_NAMED = frozenset(
    {"id", "operation_key", "operation", "interval", "call-id", "rc-code", "op-status", "on_node", "exit-reason"}
    | {"last-rc-change", "exec-time", "queue-time", "transition-key", "transition-magic"}
)


def _number(text: str | None) -> int:
    if not text:
        return -1
    try:
        return int(text)
    except ValueError:
        return -1


@dataclass(frozen=True, slots=True)
class NodeState:
    """What the cluster knows of one node (``node_state``), without its history and attributes."""

    id: str
    uname: str
    in_ccm: str = ""
    crmd: str = ""
    join: str = ""
    expected: str = ""
    other: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_element(cls, element: Element) -> NodeState:
        """The state that a ``node_state`` element holds; absent texts are empty."""
        values = dict(element.attributes)
        named = {name: values.pop(name, "") for name in ("id", "uname", "in_ccm", "crmd", "join", "expected")}
        return cls(**named, other=values)

    def attributes(self) -> dict[str, str]:
        """The attributes of the element, empty ones left out."""
        named = {"id": self.id, "in_ccm": self.in_ccm, "crmd": self.crmd, "uname": self.uname}
        named |= self.other
        named |= {"join": self.join, "expected": self.expected}
        return {name: value for name, value in named.items() if value}
