"""Where Apache's configuration puts the pid file, read as the agent does: leniently, whatever else is wrong in it."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from hasim.sim.machine import Machine

_DIRECTIVE = re.compile(r"^\s*(ServerRoot|PidFile|Include(?:Optional)?)\s+\"?([^\"\s]+)", re.IGNORECASE | re.MULTILINE)
DEFAULT_ROOT, DEFAULT_FILE = "/etc/httpd", "run/httpd.pid"
_DEPTH = 4


def pid_file(machine: Machine, config: str) -> str:
    """The absolute path of the pid file, the last directive of that name deciding."""
    found = {"serverroot": DEFAULT_ROOT, "pidfile": DEFAULT_FILE}
    _read(machine, config, found, _DEPTH)
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
