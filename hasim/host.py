"""The learner's own machine: the one place, with the lab's launcher, where real files are read and written."""

from __future__ import annotations

import codecs
import errno
import os
from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024


def read_text(path: str, *, cut: bool = False) -> str:
    """The text of a real file of at most 64 MiB; OSError with a clear reason otherwise.

    With `cut`, a piece of a character at its end is left out: the process that wrote it was killed.
    """
    try:
        text, _ = codecs.utf_8_decode(read_bytes(path), "strict", not cut)
    except UnicodeDecodeError:
        raise OSError(errno.EILSEQ, "not a text in UTF-8", path) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path: str) -> bytes:
    """The content of a real file of at most 64 MiB; OSError with a clear reason otherwise."""
    file = Path(path)
    if file.is_file() and file.stat().st_size > MAX_BYTES:
        raise OSError(errno.EFBIG, f"larger than {MAX_BYTES // 2**20} MiB", path)
    return file.read_bytes()


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


def session_files(folder: str) -> list[str]:
    """The session files below a real folder, in order; none where there is no such folder."""
    return sorted(str(path) for path in Path(folder).rglob("*.jsonl") if path.is_file())


def learner(path: str, folder: str) -> str:
    """Whose a session file below `folder` is: its first folder's name, or else its own."""
    first, *rest = Path(path).relative_to(folder).parts
    return first if rest else Path(first).stem


def append_text(path: str, text: str) -> None:
    """Add to a real file in one write: a process that is killed leaves all of the text or a piece of its beginning.

    Not forced onto the disk: what the process wrote survives the process, if not a power cut.
    """
    with Path(path).open("ab", buffering=0) as file:
        data = text.encode()
        if file.write(data) != len(data):
            raise OSError(errno.EIO, "only a part could be written", path)


class HostStorage:
    """Sessions as files of the learner's machine."""

    def read(self, path: str) -> str:
        """See :func:`read_text`; a process may have been killed while it wrote."""
        return read_text(path, cut=True)

    def write(self, path: str, text: str) -> None:
        """See :func:`write_text`."""
        write_text(path, text)

    def append(self, path: str, text: str) -> None:
        """See :func:`append_text`."""
        append_text(path, text)


class HostFiles:
    """The learner's own files, for the programs that are run on a CIB file; relative paths count from `folder`."""

    def __init__(self, folder: str | None = None) -> None:
        self._folder = Path(folder or os.getcwd())

    def _path(self, path: str) -> Path:
        return self._folder / path

    def read(self, path: str) -> str:
        """The text of a file."""
        return read_text(str(self._path(path)))

    def write(self, path: str, text: str) -> None:
        """Create or overwrite a file."""
        write_text(str(self._path(path)), text)

    def append(self, path: str, text: str) -> None:
        """Add text to the end of a file."""
        with self._path(path).open("a", encoding="utf-8") as file:
            file.write(text)

    def exists(self, path: str) -> bool:
        """Whether there is a file or a directory of that name."""
        return self._path(path).exists()

    def is_dir(self, path: str) -> bool:
        """Whether the path names a directory."""
        return self._path(path).is_dir()

    def listdir(self, path: str) -> list[str]:
        """The names in a directory, sorted."""
        return sorted(entry.name for entry in self._path(path).iterdir())

    def remove(self, path: str) -> None:
        """Delete a file."""
        self._path(path).unlink()
