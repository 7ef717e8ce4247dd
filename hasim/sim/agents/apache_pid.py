"""Where Apache's configuration puts the pid file, read as the agent does: leniently, whatever else is wrong in it."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache

from hasim.sim.machine import Machine

_DIRECTIVE = re.compile(r"^\s*(ServerRoot|PidFile|Include(?:Optional)?)\s+\"?([^\"\s]+)", re.IGNORECASE | re.MULTILINE)
DEFAULT_ROOT, DEFAULT_FILE = "/etc/httpd", "run/httpd.pid"
_DEPTH = 4


def pid_file(machine: Machine, config: str) -> str:
    """The absolute path of the pid file, the last directive of that name deciding."""
    return _found(_Read(machine, config))


class _Read:
    """What is read, as a cache's key: a machine's files by identity, for they are asked again with every check."""

    __slots__ = ("config", "machine")

    def __init__(self, machine: Machine, config: str) -> None:
        self.machine, self.config = machine, config

    def __hash__(self) -> int:
        return hash((id(self.machine.files), self.config))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and other.machine.files is self.machine.files and other.config == self.config


@lru_cache(maxsize=32)
def _found(which: _Read) -> str:
    found = {"serverroot": DEFAULT_ROOT, "pidfile": DEFAULT_FILE}
    _read(which.machine, which.config, found, _DEPTH)
    return _absolute(found["pidfile"], found["serverroot"])


def _absolute(path: str, root: str) -> str:
    return path if path.startswith("/") else f"{root.rstrip('/')}/{path}"


def _read(machine: Machine, path: str, found: dict[str, str], depth: int) -> None:
    file = machine.file(path)
    if file is None or depth == 0:
        return
    for match in _DIRECTIVE.finditer(str(file.content)):
        name, value = match[1].lower(), match[2]
        if name in found:
            found[name] = value
        else:
            for one in _matching(machine, _absolute(value, found["serverroot"])):
                _read(machine, one, found, depth - 1)


def _matching(machine: Machine, pattern: str) -> list[str]:
    folder, _, name = pattern.rpartition("/")
    if not machine.files.is_dir(folder):
        return []
    return [f"{folder}/{one}" for one in machine.files.listdir(folder) if fnmatchcase(one, name)]
