"""A machine's mount table, and what can be mounted. The table lies in /run, so that a boot empties it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hasim.sim.files import File, Kind
from hasim.sim.machine import Machine

TABLE = "/run/mount/utab"
WITHOUT_DEVICE = frozenset({"tmpfs", "nfs", "nfs4", "cifs", "smbfs", "none", "glusterfs", "ceph", "efs"})
"""File system types whose source is no block device of the machine."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system."""

    device: str
    directory: str
    fstype: str
    options: str = "rw"

    @property
    def line(self) -> str:
        """As the table holds it."""
        return f"{self.device} {self.directory} {self.fstype} {self.options}"


def mounts(machine: Machine) -> list[Mount]:
    """What is mounted, oldest first."""
    if not machine.files.is_file(TABLE):
        return []
    rows = (line.split() for line in machine.files.read(TABLE).splitlines())
    return [Mount(*row) for row in rows if len(row) == 4]


def mounted_at(machine: Machine, directory: str) -> Mount | None:
    """The newest mount on a directory; None where nothing is mounted."""
    wanted = directory.rstrip("/") or "/"
    return next((one for one in reversed(mounts(machine)) if one.directory == wanted), None)


def mounted(machine: Machine, mount: Mount, now: float = 0.0) -> Machine:
    """With one more mount."""
    return _with(machine, [*mounts(machine), mount], now)


def unmounted(machine: Machine, directory: str, now: float = 0.0) -> Machine:
    """Without the newest mount on a directory and without what is mounted below it."""
    wanted = directory.rstrip("/") or "/"
    kept = [one for one in mounts(machine) if one.directory != wanted and not one.directory.startswith(wanted + "/")]
    return _with(machine, kept, now)


def _with(machine: Machine, table: list[Mount], now: float) -> Machine:
    return machine.with_file(TABLE, "".join(one.line + "\n" for one in table), now=now)


def is_block_device(machine: Machine, path: str) -> bool:
    """Whether the path is a device of the machine."""
    entry = machine.file(path)
    return entry is not None and entry.kind is Kind.DEVICE


def is_local(device: str, fstype: str) -> bool:
    """Whether the source must be a device of the machine (no network share, label or memory)."""
    return fstype not in WITHOUT_DEVICE and ":" not in device and not device.startswith(("-U", "-L", "UUID=", "LABEL="))


def with_device(machine: Machine, path: str) -> Machine:
    """The machine with a block device, such as a disk that several servers share."""
    folder = path.rpartition("/")[0] or "/"
    files = machine.files if machine.files.is_dir(folder) else machine.files.mkdir(folder, parents=True)
    return replace(machine, files=files.put(path, File(Kind.DEVICE, mode=0o660, group="disk")))
