"""A machine's file system as a frozen value: every change returns a new one and shares what did not change.

Errors are the built-in ``OSError`` subclasses with Linux's own error number and wording, so that a program can
print them as the real one does without asking the host's C library.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

_WORDS = {
    errno.ENOENT: "No such file or directory",
    errno.EEXIST: "File exists",
    errno.ENOTDIR: "Not a directory",
    errno.EISDIR: "Is a directory",
    errno.ENOTEMPTY: "Directory not empty",
    errno.ELOOP: "Too many levels of symbolic links",
    errno.EINVAL: "Invalid argument",
    errno.EBUSY: "Device or resource busy",
}
_LINK_LIMIT = 40  # Linux's MAXSYMLINKS


def file_error(number: int, path: str) -> OSError:
    """The ``OSError`` (of the right subclass) for an error number, with Linux's wording."""
    return OSError(number, _WORDS[number], path)


class Kind(StrEnum):
    """What an entry of a directory is."""

    FILE = "file"
    DIRECTORY = "directory"
    LINK = "link"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Content:
    """Text kept in pieces, so that appending to a long log neither copies nor forgets the old text.

    The pieces' sizes fall like the digits of a binary counter: there are about log2(size) of them, and a character is
    copied about that many times in its life.
    """

    pieces: tuple[str, ...] = ()

    def append(self, text: str) -> Content:
        """This content with ``text`` at its end."""
        pieces = list(self.pieces)
        while pieces and len(pieces[-1]) <= len(text):
            text = pieces.pop() + text
        pieces.append(text)
        return Content(tuple(pieces))

    def __str__(self) -> str:
        return "".join(self.pieces)

    def __len__(self) -> int:
        return sum(map(len, self.pieces))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Content) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


@dataclass(frozen=True, slots=True)
class File:
    """One entry: ``mode`` holds the permission bits, ``mtime`` is in seconds since the epoch, ``target`` a link's."""

    kind: Kind = Kind.FILE
    content: Content = Content()
    mode: int = 0o644
    owner: str = "root"
    group: str = "root"
    mtime: float = 0.0
    target: str = ""

    @property
    def size(self) -> int:
        """Bytes, as ``ls -l`` counts them."""
        if self.kind is Kind.DIRECTORY:
            return 4096
        return len(self.target or str(self.content).encode())


def normal(path: str, cwd: str = "/") -> str:
    """``path`` as an absolute path without ``.``, ``..`` and doubled slashes; links are not looked at."""
    parts: list[str] = []
    for part in (path if path.startswith("/") else f"{cwd}/{path}").split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def parent_of(path: str) -> str:
    """The directory that holds a normal path; the root's is the root."""
    return path.rpartition("/")[0] or "/"


_ROOT = {"/": File(Kind.DIRECTORY, mode=0o755)}


@dataclass(frozen=True, slots=True)
class FileSystem:
    """Normal absolute path -> entry. Paths given to its methods are absolute; links on the way are followed."""

    entries: Mapping[str, File] = field(default_factory=lambda: _ROOT)

    # -- looking -----------------------------------------------------------------------------------------------

    def resolve(self, path: str, *, follow: bool = True) -> str:
        """The path without links; its last name need not exist. ``follow`` tells whether a last link is followed."""
        return self._walk(path, follow, _LINK_LIMIT)

    def _walk(self, path: str, follow: bool, limit: int) -> str:
        if not limit:
            raise file_error(errno.ELOOP, path)
        names = [name for name in path.split("/") if name not in ("", ".")]
        here = "/"
        for index, name in enumerate(names):
            last = index == len(names) - 1
            if name == "..":
                here = parent_of(here)
                continue
            here = f"{here.rstrip('/')}/{name}"
            entry = self.entries.get(here)
            if entry is None and not last:
                raise file_error(errno.ENOENT, path)
            if entry is not None and entry.kind is Kind.LINK and (follow or not last):
                rest = "/".join(names[index + 1 :])
                base = entry.target if entry.target.startswith("/") else f"{parent_of(here)}/{entry.target}"
                return self._walk(f"{base}/{rest}" if rest else base, follow, limit - 1)
            if entry is not None and not last and entry.kind is not Kind.DIRECTORY:
                raise file_error(errno.ENOTDIR, path)
        return here

    def entry(self, path: str, *, follow: bool = True) -> File:
        """The entry at ``path``; FileNotFoundError without one."""
        found = self.entries.get(self.resolve(path, follow=follow))
        if found is None:
            raise file_error(errno.ENOENT, path)
        if path.endswith("/") and found.kind not in (Kind.DIRECTORY, Kind.LINK):
            raise file_error(errno.ENOTDIR, path)
        return found

    def find(self, path: str, *, follow: bool = True) -> File | None:
        """The entry at ``path``, or None where there is none."""
        try:
            return self.entry(path, follow=follow)
        except OSError:
            return None

    def exists(self, path: str) -> bool:
        """Whether something is there (a dangling link is not)."""
        return self.find(path) is not None

    def is_dir(self, path: str) -> bool:
        """Whether ``path`` is a directory or a link to one."""
        found = self.find(path)
        return found is not None and found.kind is Kind.DIRECTORY

    def is_file(self, path: str) -> bool:
        """Whether ``path`` is a regular file or a link to one."""
        found = self.find(path)
        return found is not None and found.kind is Kind.FILE

    def read(self, path: str) -> str:
        """A file's text; a device reads empty."""
        found = self.entry(path)
        if found.kind is Kind.DIRECTORY:
            raise file_error(errno.EISDIR, path)
        return str(found.content)

    def listdir(self, path: str) -> list[str]:
        """The names in a directory, in code-point order."""
        if self.entry(path).kind is not Kind.DIRECTORY:
            raise file_error(errno.ENOTDIR, path)
        return sorted(name for name in self._names(self.resolve(path)))

    def _names(self, directory: str) -> Iterator[str]:
        start = "/" if directory == "/" else directory + "/"
        for path in self.entries:
            if path.startswith(start) and path != start and "/" not in path[len(start) :]:
                yield path[len(start) :]

    def below(self, path: str) -> list[str]:
        """Every path in the tree under a resolved directory, itself first, in code-point order."""
        start = path.rstrip("/") + "/"
        return [path, *sorted(other for other in self.entries if other.startswith(start) and other != path)]

    # -- changing ----------------------------------------------------------------------------------------------

    def put(self, path: str, entry: File, *, follow: bool = True) -> FileSystem:
        """An entry set at ``path``; its directory must exist."""
        place = self.resolve(path, follow=follow)
        above = self.entries.get(parent_of(place))
        if above is None:
            raise file_error(errno.ENOENT, path)
        if above.kind is not Kind.DIRECTORY:
            raise file_error(errno.ENOTDIR, path)
        return FileSystem({**self.entries, place: entry})

    def write(self, path: str, text: str, *, now: float = 0.0, append: bool = False, mode: int = 0o644) -> FileSystem:
        """A file's text replaced or appended to. A new file gets ``mode``; an old one keeps mode and owner."""
        old = self.find(path)
        if old is not None and old.kind is Kind.DIRECTORY:
            raise file_error(errno.EISDIR, path)
        if old is not None and old.kind is Kind.DEVICE:
            return self
        if path.endswith("/"):
            raise file_error(errno.EISDIR if old is None else errno.ENOTDIR, path)
        old = old or File(mode=mode)
        content = old.content if append else Content()
        return self.put(path, replace(old, content=content.append(text) if text else content, mtime=now))

    def append(self, path: str, text: str, *, now: float = 0.0) -> FileSystem:
        """``text`` added to the end of a file, which is made where it is missing."""
        return self.write(path, text, now=now, append=True)

    def mkdir(self, path: str, *, now: float = 0.0, mode: int = 0o755, parents: bool = False) -> FileSystem:
        """A new directory. With ``parents`` those above it too, and an existing one is no error."""
        if parents:
            return self._make_parents(path, now, mode)
        if self.find(path.rstrip("/") or "/", follow=False) is not None:
            raise file_error(errno.EEXIST, path)
        return self.put(path, File(Kind.DIRECTORY, mode=mode, mtime=now))

    def _make_parents(self, path: str, now: float, mode: int) -> FileSystem:
        files, here = self, ""
        for name in path.strip("/").split("/"):
            here = f"{here}/{name}"
            if not files.is_dir(here):
                files = files.mkdir(here, now=now, mode=mode)
        return files

    def link(self, path: str, target: str, *, now: float = 0.0) -> FileSystem:
        """A symbolic link; FileExistsError where the name is taken."""
        if self.find(path, follow=False) is not None:
            raise file_error(errno.EEXIST, path)
        return self.put(path, File(Kind.LINK, mode=0o777, mtime=now, target=target), follow=False)

    def remove(self, path: str) -> FileSystem:
        """Without a file, link or empty directory."""
        if self.entry(path, follow=False).kind is Kind.DIRECTORY and self.listdir(path):
            raise file_error(errno.ENOTEMPTY, path)
        return self._without([self.resolve(path, follow=False)])

    def remove_tree(self, path: str) -> FileSystem:
        """Without a directory and all below it (or without a file)."""
        self.entry(path, follow=False)
        return self._without(self.below(self.resolve(path, follow=False)))

    def _without(self, paths: list[str]) -> FileSystem:
        if "/" in paths:
            raise file_error(errno.EBUSY, "/")
        gone = frozenset(paths)
        return FileSystem({path: entry for path, entry in self.entries.items() if path not in gone})

    def rename(self, old: str, new: str) -> FileSystem:
        """``old`` and all below it moved to the name ``new`` (not into it); what was there is replaced."""
        self.entry(old, follow=False)
        source, goal = self.resolve(old, follow=False), self.resolve(new, follow=False)
        if source == goal:
            return self
        if goal.startswith(source + "/"):
            raise file_error(errno.EINVAL, new)
        moved = {goal + path[len(source) :]: self.entries[path] for path in self.below(source)}
        kept = self._without(self.below(source))
        if kept.find(goal, follow=False) is not None:
            kept = kept.remove(goal)
        if not kept.is_dir(parent_of(goal)):
            raise file_error(errno.ENOENT, new)
        return FileSystem({**kept.entries, **moved})

    def chmod(self, path: str, mode: int) -> FileSystem:
        """Another set of permission bits."""
        return self.put(path, replace(self.entry(path), mode=mode))
