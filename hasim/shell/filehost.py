"""The host of a program that works on a CIB file instead of a node: a few files in memory and the CIB among them.

The real files are read before and written after by the caller; nothing here touches the host.
"""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Cib, Element
from hasim.shell.context import Launcher, Member, NotConnected

__all__ = ["CibFile", "MemoryFiles", "next_version"]


class MemoryFiles:
    """Files as a mapping from absolute path to text. `changed` names those that were written since."""

    def __init__(self, files: Mapping[str, str] | None = None) -> None:
        self._files = dict(files or {})
        self.changed: set[str] = set()

    def read(self, path: str) -> str:
        """The file's text."""
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    def write(self, path: str, text: str) -> None:
        """Create or overwrite a file."""
        self._files[path] = text
        self.changed.add(path)

    def append(self, path: str, text: str) -> None:
        """Add text to the end of a file."""
        self.write(path, self._files.get(path, "") + text)

    def exists(self, path: str) -> bool:
        """Whether there is a file or a directory of that name."""
        return path in self._files or self.is_dir(path)

    def is_dir(self, path: str) -> bool:
        """A directory is whatever has a file below it."""
        prefix = path.rstrip("/") + "/"
        return any(name.startswith(prefix) for name in self._files)

    def listdir(self, path: str) -> list[str]:
        """The names in a directory, sorted."""
        prefix = path.rstrip("/") + "/"
        found = {name[len(prefix) :].split("/")[0] for name in self._files if name.startswith(prefix)}
        if not found:
            raise FileNotFoundError(path)
        return sorted(found)

    def remove(self, path: str) -> None:
        """Delete a file."""
        if path not in self._files:
            raise FileNotFoundError(path)
        del self._files[path]
        self.changed.add(path)


def next_version(old: Cib, new: Cib) -> Cib:
    """`new` with the version that the CIB manager gives a CIB that replaces `old`; `old` itself if nothing changed.

    A change of the configuration raises epoch and sets num_updates to 0; a change of status alone raises num_updates.
    A version that the change itself raised further is kept.
    """
    if _content(old.root) == _content(new.root):
        return old
    admin_epoch, epoch, num_updates = old.version
    configured = old.root.first("configuration") != new.root.first("configuration")
    raised = (admin_epoch, epoch + 1, 0) if configured else (admin_epoch, epoch, num_updates + 1)
    if new.version > raised:
        return new
    names = ("admin_epoch", "epoch", "num_updates")
    return new.with_root_attributes({name: str(value) for name, value in zip(names, raised, strict=True)})


def _content(root: Element) -> tuple[tuple[tuple[str, str], ...], tuple[Element, ...]]:
    return tuple(root.attributes.items()), root.children


class CibFile:
    """Cluster access for `CIB_file`: the CIB manager's part of the work, done by the program itself.

    `text` is what stands in the file after each change; versions are raised but no writer is noted, as the real
    tools do it. There are no daemons.
    """

    live = False

    def __init__(self, text: str) -> None:
        self._cib = Cib.parse(text)
        self._read = text
        self.changed = False

    @property
    def text(self) -> str:
        """The file's text: as it was read until something changed."""
        return self._cib.text() if self.changed else self._read

    def query(self) -> Cib:
        """The CIB."""
        return self._cib

    def replace(self, cib: Cib, client: str = "cibadmin", user: str = "root") -> None:
        """Store a changed CIB; see ClusterAccess."""
        stored = next_version(self._cib, cib)
        self.changed = self.changed or stored is not self._cib
        self._cib = stored

    def update_attribute(
        self, node: str, name: str, value: str | None, *, delay_ms: int | None = None, update_delay: bool = False
    ) -> None:
        """There is no attribute daemon."""
        raise NotConnected("attrd")

    def update_attribute_delay(self, name: str, delay_ms: int) -> None:
        """There is no attribute daemon."""
        raise NotConnected("attrd")

    def attribute_values(self, name: str) -> dict[str, str]:
        """There is no attribute daemon."""
        raise NotConnected("attrd")

    def refresh_attributes(self) -> None:
        """There is no attribute daemon."""
        raise NotConnected("attrd")

    def clear_failures(
        self, resource: str | None, node: str | None, operation: str | None = None, interval_ms: int | None = None
    ) -> None:
        """There is no attribute daemon."""
        raise NotConnected("attrd")

    def delete_history(self, resource: str, node: str) -> None:
        """There is no controller."""
        raise NotConnected("controld")

    def fail_resource(self, resource: str, node: str) -> None:
        """There is no controller."""
        raise NotConnected("controld")

    def refresh_all(self, node: str | None) -> None:
        """There is no controller."""
        raise NotConnected("controld")

    def replies(self) -> int:
        """There is no controller."""
        raise NotConnected("controld")

    def remove_node(self, name: str) -> None:
        """There is no controller."""
        raise NotConnected("controld")

    def launcher(self) -> Launcher:
        """There is no pacemakerd."""
        raise NotConnected("pacemakerd")

    def designated_controller(self) -> str:
        """There is no controller."""
        raise NotConnected("controld")

    def controller_state(self, node: str) -> str:
        """There is no controller."""
        raise NotConnected("controld")

    def members(self) -> list[Member]:
        """There is no membership layer."""
        raise NotConnected("corosync")

    def quorate(self) -> bool:
        """There is no membership layer."""
        raise NotConnected("corosync")


class NoCluster(CibFile):
    """What a program finds on a host where no cluster runs and no CIB file is named."""

    live = True

    def __init__(self) -> None:
        super().__init__("<cib/>")

    def query(self) -> Cib:
        """Nobody answers."""
        raise NotConnected("pacemakerd", "Connection refused")

    def replace(self, cib: Cib, client: str = "cibadmin", user: str = "root") -> None:
        """Nobody answers."""
        raise NotConnected("pacemakerd", "Connection refused")

    def launcher(self) -> Launcher:
        """Nobody answers."""
        raise NotConnected("pacemakerd", "Connection refused")
