"""Machines as scenarios begin with them: the base system installed and booted, and more packages on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hasim.cib import Dialect
from hasim.sim import packages
from hasim.sim.files import File, FileSystem, Kind
from hasim.sim.machine import Address, Interface, Machine, SELinux, UnitState
from hasim.sim.packages import Package
from hasim.sim.power import with_kernel
from hasim.sim.process import Process
from hasim.sim.stock import settings
from hasim.sim.stock.catalog import CLUSTER_PACKAGES, PCS, REPOSITORY_PACKAGE, catalog, repository_file
from hasim.sim.unitfile import wanted_at_boot

_BOOTED = -3_600_000
_DIRECTORIES = (
    "/boot /dev /etc/sysconfig /etc/selinux /etc/yum.repos.d /etc/systemd/system /home /mnt /opt /proc /root /run /srv"
    " /sys /tmp /usr/bin /usr/sbin /usr/lib /usr/lib64 /usr/share /usr/libexec /usr/lib/systemd/system /var/lib"
    " /var/log /var/spool /var/tmp /var/cache"
)
_LINKS = {"/bin": "usr/bin", "/sbin": "usr/sbin", "/lib": "usr/lib", "/lib64": "usr/lib64", "/var/run": "../run"}
_DEVICES = ("/dev/null", "/dev/zero", "/dev/tty", "/dev/console", "/dev/urandom", "/dev/random")


def bare_server(
    name: str,
    address: str,
    dialect: Dialect,
    *,
    hosts: Mapping[str, str],
    gateway: str = "192.168.0.1",
    interface: str = "ens33",
    prefix: int = 24,
    now: float = 0.0,
) -> Machine:
    """A booted server as the article begins with: Apache installed, firewalld stopped, SELinux disabled, the cluster
    repository's RPM file in /root.

    ``hosts`` maps every machine's name to its address, for /etc/hosts; ``now`` (epoch seconds) dates the files.
    """
    machine = Machine(name, dialect, files=_skeleton(name, hosts, now), selinux=SELinux.DISABLED, gateway=gateway)
    for package in catalog(dialect):
        if package.repository == "base" and package.name not in _optional(dialect):
            machine = packages.add(machine, package, now)
    rpm_name, rpm_text = repository_file(dialect)
    machine = machine.with_file(f"/root/{rpm_name}", rpm_text, now=now)
    return booted(replace(machine, interfaces=_interfaces(name, address, interface, prefix)))


def _optional(dialect: Dialect) -> set[str]:
    """The distribution's packages that are not installed from the start: all of the cluster software."""
    ours = {each.name for each in catalog(dialect) if each.repository == "pacemaker"}
    return ours | {"pcs"}


def _skeleton(name: str, hosts: Mapping[str, str], now: float) -> FileSystem:
    files = FileSystem()
    for path in _DIRECTORIES.split():
        files = files.mkdir(path, now=now, parents=True)
    files = files.chmod("/root", 0o550).chmod("/tmp", 0o1777)
    for path, target in _LINKS.items():
        files = files.link(path, target, now=now)
    for path in _DEVICES:
        files = files.put(path, File(Kind.DEVICE, mode=0o666, mtime=now))
    texts = {
        "/etc/hostname": f"{name}\n",
        "/etc/hosts": "127.0.0.1   localhost\n" + "".join(f"{ip} {host}\n" for host, ip in hosts.items()),
        "/etc/passwd": settings.PASSWD,
        "/etc/group": settings.GROUP,
        "/etc/selinux/config": settings.SELINUX_CONFIG,
        "/root/.bashrc": "# aliases and functions\n",
    }
    for path, text in texts.items():
        files = files.write(path, text, now=now)
    return files


def _interfaces(name: str, address: str, interface: str, prefix: int) -> tuple[Interface, ...]:
    numbers = [int(part) for part in address.split(".")]
    mac = "52:54:" + ":".join(f"{number:02x}" for number in numbers)
    broadcast = ".".join(map(str, _broadcast(numbers, prefix)))
    loopback = Interface("lo", "00:00:00:00:00:00", (Address("127.0.0.1", 8, label="lo", permanent=True),))
    own = Address(address, prefix, broadcast, interface, permanent=True)
    return loopback, Interface(interface, mac, (own,))


def _broadcast(numbers: Sequence[int], prefix: int) -> list[int]:
    value = int.from_bytes(bytes(numbers), "big") | ((1 << (32 - prefix)) - 1)
    return list(value.to_bytes(4, "big"))


def booted(machine: Machine) -> Machine:
    """The machine as it stands an hour after its boot, with the enabled units active, as a boot on a stage leads to."""
    machine = replace(with_kernel(machine), booted=_BOOTED)
    for name in wanted_at_boot(machine.files):
        unit = machine.loaded[name]
        words = unit.commands("ExecStart")[0].words
        stem = words[0].rpartition("/")[2]
        process = Process(machine.processes.next_pid, 1, stem, " ".join(words), started=_BOOTED, unit=name)
        machine = replace(
            machine,
            processes=machine.processes.add(process),
            units={**machine.units, name: UnitState("active", "running", process.pid, since=_BOOTED)},
        )
    return machine


def install(
    machine: Machine, names: Sequence[str] = (REPOSITORY_PACKAGE, *CLUSTER_PACKAGES, PCS), now: float = 0.0
) -> Machine:
    """The machine with packages installed by name: by default the cluster software, from its own repository only.

    pcs, which that repository does not have, is there as well: who learns on the distributions that carry it types it.
    """
    everything = catalog(machine.dialect)
    for name in names:
        if name == REPOSITORY_PACKAGE:
            machine = packages.add(_without_distribution(machine), _find(everything, name), now)
        elif name == PCS:
            machine = packages.add(machine, _find(everything, name), now)
        else:
            machine = packages.install(machine, everything, [name], now)
    return machine


def _find(everything: Sequence[Package], name: str) -> Package:
    return next(each for each in everything if each.name == name)


def _without_distribution(machine: Machine) -> Machine:
    """The machine with the article's exclude lines in the distribution's repositories."""
    path = f"{packages.REPOS}/CentOS-Base.repo"
    text = machine.files.read(path)
    line = "exclude=pacemaker* corosync* resource-agents* crmsh* cluster-glue* libqb* fence-agents* pcs*"
    for section in ("[base]", "[updates]"):
        text = text.replace(f"{section}\n", f"{section}\n{line}\n")
    return machine.with_file(path, text)
