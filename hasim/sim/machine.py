"""One simulated server as a frozen value: power, files, processes, units, packages, addresses, its login shell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from hasim.cib import Dialect
from hasim.sim.files import Content, File, FileSystem
from hasim.sim.process import Process, ProcessTable
from hasim.sim.unitfile import UnitFile

COROSYNC_PORT = 5405
"""Where Corosync listens (UDP), unless its file says otherwise."""


def _holds(opened: str, port: int) -> bool:
    """Whether what firewalld opens, as ``5404-5405/udp``, holds the UDP port."""
    ports, slash, protocol = opened.partition("/")
    first, _, last = ports.partition("-")
    return slash == "/" and protocol == "udp" and first.isdecimal() and int(first) <= port <= int(last or first)


class Power(StrEnum):
    """Off, on its way up (no unit has started and nothing answers yet), or on."""

    OFF = "off"
    BOOTING = "booting"
    ON = "on"


class SELinux(StrEnum):
    """SELinux's mode; from Disabled only a reboot leads elsewhere."""

    DISABLED = "Disabled"
    PERMISSIVE = "Permissive"
    ENFORCING = "Enforcing"


@dataclass(frozen=True, slots=True)
class Address:
    """An IPv4 address on an interface. ``permanent`` ones come back at boot."""

    ip: str
    prefix: int = 24
    broadcast: str = ""
    label: str = ""
    permanent: bool = False


@dataclass(frozen=True, slots=True)
class Interface:
    """A network interface and its addresses, oldest first; ``up`` is the administrator's switch, not the cable."""

    name: str
    mac: str
    addresses: tuple[Address, ...] = ()
    up: bool = True


@dataclass(frozen=True, slots=True)
class LoginShell:
    """What lasts from one typed line to the next on a node."""

    cwd: str = "/root"
    previous: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    exported: frozenset[str] = frozenset()
    functions: Mapping[str, Any] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    status: int = 0
    history: tuple[str, ...] = ()
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit as systemd's manager holds it.

    ``active`` is systemd's ActiveState (active, inactive, failed, activating, deactivating), ``sub`` its SubState,
    ``since`` the simulated milliseconds of its last change, ``result`` the last run's (success, exit-code, signal,
    timeout, start-limit). ``main_pid`` stays after the process has ended, for the status display; ``status`` and
    ``signal`` tell how it ended. ``outcome`` is its last job's (done, failed, dependency, canceled, timeout),
    ``timer`` the agenda's number of the time limit or restart under way, ``starts`` the times (ms) of recent starts.
    """

    active: str = "inactive"
    sub: str = "dead"
    main_pid: int = 0
    since: int = 0
    result: str = "success"
    status: int = 0
    signal: int = 0
    outcome: str = "done"
    timer: int = 0
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A queued or running job of systemd for one unit; ``kind`` is start, stop or restart (stop, then start)."""

    kind: str
    running: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """A server. Every change is a new value made with ``dataclasses.replace`` or one of the methods below.

    ``loaded`` holds the unit files as the service manager read them, ``jobs`` its queue, by unit name; ``opened`` what
    firewalld lets in; ``packages`` maps the installed packages' names to version-release. ``booted`` is the time of the
    last boot in ms, ``journal`` systemd's log as journalctl prints it, ``tmpfiles`` the directories below /run that
    packages want at boot.
    """

    name: str
    dialect: Dialect = Dialect.V2_1
    power: Power = Power.ON
    files: FileSystem = field(default_factory=FileSystem)
    processes: ProcessTable = field(default_factory=ProcessTable)
    units: Mapping[str, UnitState] = field(default_factory=dict)
    loaded: Mapping[str, UnitFile] = field(default_factory=dict)
    jobs: Mapping[str, Job] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)
    interfaces: tuple[Interface, ...] = ()
    gateway: str = ""
    opened: frozenset[str] = frozenset({"ssh", "dhcpv6-client"})
    selinux: SELinux = SELinux.DISABLED
    modules: frozenset[str] = frozenset()
    shell: LoginShell = field(default_factory=LoginShell)
    booted: int = 0
    journal: Content = field(default_factory=Content)
    tmpfiles: tuple[str, ...] = ()

    @property
    def on(self) -> bool:
        """Whether the machine runs (a booting one does not yet)."""
        return self.power is Power.ON

    @property
    def firewall(self) -> bool:
        """Whether firewalld runs and keeps Corosync's packets out: neither the service nor the port is open."""
        return self.blocks("high-availability") and not any(_holds(each, COROSYNC_PORT) for each in self.opened)

    def blocks(self, *names: str) -> bool:
        """Whether firewalld runs and lets none of these in: services, or ports as ``80/tcp``."""
        return self.active("firewalld.service") and not self.opened & set(names)

    def active(self, unit: str) -> bool:
        """Whether a unit (full name, as ``pacemaker.service``) is active."""
        state = self.units.get(unit)
        return state is not None and state.active == "active"

    # -- files -------------------------------------------------------------------------------------------------

    def with_file(self, path: str, text: str, *, now: float = 0.0, mode: int = 0o644) -> Machine:
        """With a file's text written, its directory made where missing."""
        directory = path.rpartition("/")[0] or "/"
        files = self.files if self.files.is_dir(directory) else self.files.mkdir(directory, now=now, parents=True)
        return replace(self, files=files.write(path, text, now=now, mode=mode))

    def appended(self, path: str, text: str, *, now: float = 0.0) -> Machine:
        """With text added to a file, such as a log; nothing happens where its directory is missing."""
        directory = path.rpartition("/")[0] or "/"
        return replace(self, files=self.files.append(path, text, now=now)) if self.files.is_dir(directory) else self

    def without_file(self, path: str) -> Machine:
        """Without a file; a missing one is no error."""
        return replace(self, files=self.files.remove(path)) if self.files.find(path, follow=False) else self

    def file(self, path: str) -> File | None:
        """The entry at a path, or None."""
        return self.files.find(path)

    # -- processes ---------------------------------------------------------------------------------------------

    def process(self, pid: int) -> Process | None:
        """The process with that id, or None."""
        return self.processes.by_pid.get(pid)

    # -- addresses ---------------------------------------------------------------------------------------------

    def interface(self, name: str) -> Interface | None:
        """The interface of that name, or None."""
        return next((one for one in self.interfaces if one.name == name), None)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of an interface that is up, in order, without the loopback's."""
        return tuple(a.ip for one in self.interfaces if one.up and one.name != "lo" for a in one.addresses)

    def with_interface(self, interface: Interface) -> Machine:
        """With the interface of that name replaced."""
        return replace(
            self, interfaces=tuple(interface if one.name == interface.name else one for one in self.interfaces)
        )

    def with_address(self, interface: str, address: Address) -> Machine:
        """With one more address on an interface; KeyError without that interface."""
        old = self.interface(interface)
        if old is None:
            raise KeyError(interface)
        return self.with_interface(replace(old, addresses=(*old.addresses, address)))

    def without_address(self, ip: str) -> Machine:
        """Without an address, wherever it is."""
        kept = tuple(replace(one, addresses=tuple(a for a in one.addresses if a.ip != ip)) for one in self.interfaces)
        return replace(self, interfaces=kept)
