"""Filesystem: a mount. The classic victim of a split brain: two machines that write to one disk."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.sim.agents.agent import (
    ERROR,
    NOT_CONFIGURED,
    NOT_INSTALLED,
    NOT_RUNNING,
    OK,
    Agent,
    Call,
    Done,
    Outcome,
    agent,
)
from hasim.sim.drbd_state import writable
from hasim.sim.machine import Machine
from hasim.sim.mounts import Mount, is_block_device, is_local, mounted, mounted_at, mounts, unmounted

START, MONITOR, STOP = 180, 60, 120
CLUSTER_AWARE = frozenset({"gfs2", "ocfs2", "nfs", "nfs4", "cifs", "smbfs", "glusterfs", "ceph", "tmpfs", "none"})
"""File system types that two machines may mount at the same time."""


@agent("ocf:heartbeat:Filesystem")
class Filesystem(Agent):
    """ocf:heartbeat:Filesystem."""

    parameters = (
        "device", "directory", "fstype", "options", "statusfile_prefix", "run_fsck", "fast_stop", "force_clones",
        "force_unmount",
    )  # fmt: skip

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While something is mounted on the directory."""
        return mounted_at(machine, parameters.get("directory", "")) is not None

    def _lacking(self, call: Call) -> Done | None:
        """What every action but the stop of something unmounted asks for first."""
        if not call.parameters.get("device"):
            return Done(NOT_CONFIGURED, "Please set OCF_RESKEY_device to the device to be managed", 30)
        if not call.parameters.get("directory"):
            return Done(NOT_CONFIGURED, "Please specify the directory", 30)
        return None

    def monitor(self, call: Call) -> Outcome:
        """In the mount table, and with OCF_CHECK_LEVEL 10 or 20 the device behind it must still answer."""
        lacking = self._lacking(call)
        if lacking:
            return lacking
        mount = mounted_at(call.machine, call.parameters["directory"])
        if mount is None:
            return Done(NOT_RUNNING, after=MONITOR)
        level = call.parameters.get("OCF_CHECK_LEVEL", "0")
        if level in ("10", "20") and is_local(mount.device, mount.fstype) and not self._answers(call.machine, mount):
            return Done(ERROR, f"Failed to read device {mount.device}", MONITOR)
        return Done(OK, after=MONITOR)

    def _answers(self, machine: Machine, mount: Mount) -> bool:
        return is_block_device(machine, mount.device)

    def start(self, call: Call) -> Outcome:
        """Mount it, if the device and the directory are there and the device may be written."""
        lacking = self._lacking(call)
        if lacking:
            return lacking
        device, directory = call.parameters["device"], call.parameters["directory"].rstrip("/") or "/"
        fstype = call.parameters.get("fstype") or "auto"
        if mounted_at(call.machine, directory):
            return Done(OK, after=START)
        if any(one.directory.startswith(directory + "/") for one in mounts(call.machine)):
            return Done(NOT_CONFIGURED, after=START)
        if is_local(device, fstype) and not is_block_device(call.machine, device):
            return Done(NOT_INSTALLED, f"Couldn't find device [{device}]. Expected /dev/??? to exist", 40)
        if not call.machine.files.is_dir(directory):
            return Done(NOT_INSTALLED, f"Couldn't find directory  [{directory}] to use as a mount point", 40)
        if not writable(call.machine, device):
            return Done(ERROR, f"Couldn't mount device [{device}] as {directory}", START)
        mount = Mount(device, directory, fstype, call.parameters.get("options") or "rw")
        call.put(mounted(call.machine, mount, call.stage.now))
        self._note_sharing(call, mount)
        return Done(OK, after=START)

    def _note_sharing(self, call: Call, mount: Mount) -> None:
        """Two machines on one disk whose file system does not know the other: it is being destroyed."""
        if mount.fstype in CLUSTER_AWARE or not is_local(mount.device, mount.fstype) or "drbd" in mount.device:
            return
        others = [name for name, machine in call.stage.machines.items() if name != call.node and machine.on]
        for name in others:
            if any(one.device == mount.device for one in mounts(call.stage.machines[name])):
                text = f"{mount.device} is mounted on {name} and {call.node} at the same time: its data is destroyed"
                call.stage.record("double-mount", call.node, text, device=mount.device, nodes=[name, call.node])

    def stop(self, call: Call) -> Outcome:
        """Unmount it, and what is mounted below."""
        directory = call.parameters.get("directory", "")
        if mounted_at(call.machine, directory) is not None:
            call.put(unmounted(call.machine, directory, call.stage.now))
        return Done(OK, after=STOP)

    def notify(self, call: Call) -> Outcome:
        """It hears and does nothing."""
        return Done(OK, after=20)
