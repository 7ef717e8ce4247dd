"""Where sessions are kept.

Sessions and all below them touch no real file. What reads and writes for them is put here by `hasim.host`, which the
package loads first; a program that wants to keep sessions elsewhere puts its own here.
"""

from __future__ import annotations

from typing import Protocol


class Storage(Protocol):
    """Named texts that outlive the process."""

    def read(self, path: str) -> str:
        """The text at `path`; OSError where it cannot be had."""

    def write(self, path: str, text: str) -> None:
        """Keep `text` at `path`, whole or not at all; OSError where it cannot be kept."""

    def append(self, path: str, text: str) -> None:
        """Add `text` to what is kept at `path`; OSError where that fails. A crash may leave a part of it."""


_current: list[Storage] = []


def install(storage: Storage) -> None:
    """Use `storage` from now on."""
    _current[:] = [storage]


def storage() -> Storage:
    """The storage in use. Raises OSError where none was installed."""
    if not _current:
        raise OSError("no storage is installed here: sessions cannot be saved or loaded")
    return _current[0]
