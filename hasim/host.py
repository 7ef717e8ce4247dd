"""The learner's own machine: the one place, with the lab's launcher, where real files are read and written."""

from __future__ import annotations

import os
from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024


def read_text(path: str) -> str:
    """The text of a real file of at most 64 MiB; OSError with a clear reason otherwise."""
    file = Path(path)
    if file.is_file() and file.stat().st_size > MAX_BYTES:
        raise OSError(f"{path}: larger than {MAX_BYTES // 2**20} MiB")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise OSError(f"{path}: not a text in UTF-8") from None


def write_text(path: str, text: str) -> None:
    """Write a real file so that a crash leaves either the old or the new text, never half of one."""
    target = Path(path)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


class HostStorage:
    """Sessions as files of the learner's machine."""

    def read(self, path: str) -> str:
        """See :func:`read_text`."""
        return read_text(path)

    def write(self, path: str, text: str) -> None:
        """See :func:`write_text`."""
        write_text(path, text)
