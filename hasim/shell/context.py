"""What a program sees of the world: its two streams, its node's files, its cluster, and the time.

A program is the same whether it runs on a simulated node or, through `CIB_file`, on a file that lies on the learner's
own machine. The difference is in the `Files` and `ClusterAccess` that its `Context` holds.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from hasim.cib import Cib, Dialect

__all__ = ["ClusterAccess", "Context", "Files", "Launcher", "Member", "NotConnected", "calendar_time", "date_text"]

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class NotConnected(Exception):
    """No answer from a daemon that the program needs.

    `service` is the daemon's role: "pacemakerd", "cib", "attrd", "controld" or "corosync". `reason` is the system's
    text, e.g. "Connection refused" (nothing listens: the cluster is not running on this node) or "Transport endpoint
    is not connected" (the daemon itself is dead or not ready).
    """

    def __init__(self, service: str = "cib", reason: str = "Transport endpoint is not connected") -> None:
        super().__init__(f"{service}: {reason}")
        self.service = service
        self.reason = reason


class Files(Protocol):
    """The files of one node. Paths are absolute; a missing file raises FileNotFoundError, as the host's would."""

    def read(self, path: str) -> str:
        """The file's text."""

    def write(self, path: str, text: str) -> None:
        """Create or overwrite a file."""

    def append(self, path: str, text: str) -> None:
        """Add text to the end of a file, creating it first where it is missing."""

    def exists(self, path: str) -> bool:
        """Whether there is a file or a directory of that name."""

    def is_dir(self, path: str) -> bool:
        """Whether the path names a directory."""

    def listdir(self, path: str) -> list[str]:
        """The names in a directory, sorted."""

    def remove(self, path: str) -> None:
        """Delete a file."""


@dataclass(frozen=True, slots=True)
class Member:
    """A node as the membership layer of the local node knows it. `state` is "member" or "lost"."""

    node_id: int
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Launcher:
    """What pacemakerd answers to a ping.

    `state` is in words, e.g. "Pacemaker is running"; `checked` is the time of its last check, epoch seconds.
    """

    state: str
    checked: float


class ClusterAccess(Protocol):
    """The cluster as a program on one node reaches it. Every method may raise NotConnected.

    A CIB file is not a live cluster: there only `query` and `replace` work.
    """

    @property
    def live(self) -> bool:
        """False on a CIB file."""

    def query(self) -> Cib:
        """The CIB, with its status section."""

    def replace(self, cib: Cib, client: str = "cibadmin", user: str = "root") -> None:
        """Store a changed CIB that was derived from `query()`'s in the same instant.

        The callee maintains the versions (epoch on a configuration change, num_updates on a change of status only)
        and, on a live cluster, cib-last-written and update-origin, -client and -user. Equal content changes nothing.
        """

    def update_attribute(
        self, node: str, name: str, value: str | None, *, delay_ms: int | None = None, update_delay: bool = False
    ) -> None:
        """Give a transient attribute a value through the attribute daemon, None to delete it.

        `value` may be "value++" or "value+=n". `delay_ms` is the dampening: it counts on an attribute's creation, later
        only if `update_delay`. An empty `node` means the local one.
        """

    def update_attribute_delay(self, name: str, delay_ms: int) -> None:
        """Change the dampening of an attribute and nothing else."""

    def attribute_values(self, name: str) -> dict[str, str]:
        """Node name -> value as the attribute daemon holds it now, in name order; {} for an unknown attribute."""

    def refresh_attributes(self) -> None:
        """Have the attribute daemon write all values into the CIB again."""

    def clear_failures(
        self, resource: str | None, node: str | None, operation: str | None = None, interval_ms: int | None = None
    ) -> None:
        """Have the attribute daemon delete the fail-count- and last-failure- attributes that match (None: all)."""

    def delete_history(self, resource: str, node: str) -> None:
        """Ask the controller to forget one resource instance's history on a node. It answers with one reply."""

    def fail_resource(self, resource: str, node: str) -> None:
        """Ask the controller to record a failed "asyncmon" of a resource instance. It answers with one reply."""

    def refresh_all(self, node: str | None) -> None:
        """Ask the controllers of all nodes (or one) to probe everything again; one reply comes."""

    def replies(self) -> int:
        """How many replies of controllers came in since this was last asked."""

    def remove_node(self, name: str) -> None:
        """Have the cluster forget a node that is gone for good."""

    def launcher(self) -> Launcher:
        """What the local pacemakerd says of itself."""

    def designated_controller(self) -> str:
        """The DC's name as the local controller knows it; "" for none."""

    def controller_state(self, node: str) -> str:
        """The state of a node's controller, e.g. "S_IDLE", "S_NOT_DC"."""

    def members(self) -> list[Member]:
        """All nodes that the local node's membership layer has ever seen, by id."""

    def quorate(self) -> bool:
        """Whether the local node's partition has quorum."""


def calendar_time(epoch: float, zone: tzinfo) -> str:
    """A point in time as C's ctime() writes it, without the newline: `Sun May  3 09:46:48 2020`."""
    moment = datetime.fromtimestamp(int(epoch), zone)
    day = f"{_DAYS[moment.weekday()]} {_MONTHS[moment.month - 1]} {moment.day:2d}"
    return f"{day} {moment:%H:%M:%S} {moment.year}"


def date_text(epoch: float, zone: tzinfo) -> str:
    """A point in time as an ISO date: `2026-11-22 10:53:48Z`, away from UTC `2020-05-03 10:53:48 +09:00`."""
    moment = datetime.fromtimestamp(int(epoch), zone)
    offset = moment.strftime("%z")
    ending = "Z" if offset in ("", "+0000") else f" {offset[:3]}:{offset[3:5]}"
    return moment.strftime("%Y-%m-%d %H:%M:%S") + ending


def _no_pause(seconds: float) -> None:
    """Let no time pass: a file's world stands still."""


@dataclass
class Context:
    """One run of one program."""

    out: Callable[[str], None]
    err: Callable[[str], None]
    files: Files
    cluster: ClusterAccess
    clock: Callable[[], float]
    """Epoch seconds."""
    dialect: Dialect = Dialect.V2_1
    pause: Callable[[float], None] = _no_pause
    node: str = ""
    """The local node's name; empty where the program works on a file."""
    stdin: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    cwd: str = "/root"
    timezone: tzinfo = UTC
    user: str = "root"

    @property
    def now(self) -> float:
        """The present time, epoch seconds."""
        return self.clock()

    def wait(self, seconds: float) -> None:
        """Let simulated time pass, while the rest of the world goes on."""
        self.pause(seconds)

    def path(self, name: str) -> str:
        """A file name as typed, made absolute against the working directory."""
        return posixpath.normpath(posixpath.join(self.cwd, name))

    def calendar_time(self, epoch: float) -> str:
        """`epoch` in this node's timezone, as ctime() writes it."""
        return calendar_time(epoch, self.timezone)

    def date_text(self, epoch: float) -> str:
        """`epoch` in this node's timezone, as an ISO date."""
        return date_text(epoch, self.timezone)

    def fail(self, line: str, status: int = 1) -> int:
        """Write one line to standard error and return the exit status, for `return context.fail(...)`."""
        self.err(line + "\n")
        return status

    def quiet(self) -> tuple[Context, list[str], list[str]]:
        """A context like this one that collects what is written: (context, pieces of stdout, pieces of stderr)."""
        out: list[str] = []
        err: list[str] = []
        return replace(self, out=out.append, err=err.append), out, err
