"""systemd's unit files: which file counts for a unit, what stands in it, and which units are enabled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from hasim.sim.files import FileSystem, Kind
from hasim.sim.process import SIGNALS

LOCAL = "/etc/systemd/system"
VENDOR = "/usr/lib/systemd/system"
_UNITS = {"": 1000, "ms": 1, "s": 1000, "sec": 1000, "m": 60_000, "min": 60_000, "h": 3_600_000}
_TRUE = frozenset({"1", "yes", "true", "on"})


def full_name(unit: str) -> str:
    """``pacemaker`` -> ``pacemaker.service``; a name with a suffix stays."""
    suffixes = (".service", ".target", ".socket", ".timer", ".mount", ".path", ".slice", ".scope", ".device", ".swap")
    return unit if unit.endswith(suffixes) else unit + ".service"


def time_span(text: str) -> int | None:
    """A time span of systemd.time(7) in ms: seconds without a unit; None for ``infinity`` (0 means that, too)."""
    if text.strip() == "infinity":
        return None
    parts = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]*)", text)
    total = sum(int(float(number) * _UNITS.get(unit, 1000)) for number, unit in parts)
    return total or None


@dataclass(frozen=True, slots=True)
class Command:
    """One Exec line: its words; ``ignore`` for a leading ``-``, which makes a failure count as success."""

    words: tuple[str, ...]
    ignore: bool = False

    @property
    def path(self) -> str:
        """The program's path."""
        return self.words[0]


@dataclass(frozen=True, slots=True)
class UnitFile:
    """A unit as it was read: where from, its text with all drop-ins, and its settings."""

    name: str
    path: str
    text: str
    drop_ins: tuple[str, ...] = ()

    def values(self, section: str, key: str) -> tuple[str, ...]:
        """Every value given for a setting, in order; an empty one clears those before it."""
        return _parse(self.text).get((section, key), ())

    def value(self, section: str, key: str, default: str = "") -> str:
        """The last value given for a setting."""
        found = self.values(section, key)
        return found[-1] if found else default

    def names(self, key: str, section: str = "Unit") -> tuple[str, ...]:
        """A setting that lists units, such as Requires or After."""
        return tuple(name for value in self.values(section, key) for name in value.split())

    @property
    def description(self) -> str:
        """What the unit is, in words; its name without a Description."""
        return self.value("Unit", "Description", self.name)

    @property
    def type(self) -> str:
        """simple, forking, notify, oneshot ..."""
        return self.value("Service", "Type", "simple")

    def commands(self, key: str) -> tuple[Command, ...]:
        """The Exec lines of a kind: ExecStartPre, ExecStart, ExecStop ..."""
        return tuple(_command(value) for value in self.values("Service", key))

    def span(self, key: str, default: int | None) -> int | None:
        """A time setting of the service in ms."""
        given = self.value("Service", key)
        return time_span(given) if given else default

    def flag(self, key: str, default: bool = False) -> bool:
        """A yes/no setting of the service."""
        given = self.value("Service", key)
        return given.lower() in _TRUE if given else default

    @property
    def kill_signal(self) -> int:
        """The signal that asks the service to stop."""
        return SIGNALS.get(self.value("Service", "KillSignal", "SIGTERM").removeprefix("SIG"), 15)

    @property
    def success_statuses(self) -> frozenset[int]:
        """Exit statuses that count as success beside 0."""
        words = " ".join(self.values("Service", "SuccessExitStatus")).split()
        return frozenset(int(word) for word in words if word.isdigit())


def _command(value: str) -> Command:
    prefix = re.match(r"[-@:+!]*", value)
    marks = prefix.group() if prefix else ""
    found = re.findall(r"'[^']*'|\"[^\"]*\"|\S+", value[len(marks) :])
    words = tuple(re.sub(r"^(['\"])(.*)\1$", r"\2", word) for word in found)
    return Command(words or ("",), "-" in marks)


@lru_cache(maxsize=256)
def _parse(text: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    section = ""
    for line in _logical_lines(text):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif "=" in line:
            key, _, value = (part.strip() for part in line.partition("="))
            found[section, key] = (*found.get((section, key), ()), value) if value else ()
    return found


def _logical_lines(text: str) -> Iterator[str]:
    """Lines without comments, those that end in a backslash joined to the next."""
    held = ""
    for line in text.splitlines():
        if line.lstrip().startswith(("#", ";")):
            continue
        held += line.strip()
        if held.endswith("\\"):
            held = held[:-1].rstrip() + " "
        else:
            if held:
                yield held
            held = ""
    if held:
        yield held


def read_unit(files: FileSystem, name: str) -> UnitFile | None:
    """The unit as it stands on the disk now: /etc before /usr/lib, with its drop-ins; None if there is none.

    A masked unit (a link to /dev/null) reads as an empty text with that path.
    """
    for directory in (LOCAL, VENDOR):
        path = f"{directory}/{name}"
        entry = files.find(path, follow=False)
        if entry is None:
            continue
        if entry.kind is Kind.LINK and files.resolve(path) == "/dev/null":
            return UnitFile(name, "/dev/null", "")
        if not files.is_file(path):
            continue
        drop_ins = tuple(_drop_ins(files, name))
        text = "\n".join([files.read(path), *(files.read(each) for each in drop_ins)])
        return UnitFile(name, files.resolve(path), text, drop_ins)
    return None


def _drop_ins(files: FileSystem, name: str) -> Iterator[str]:
    for directory in (VENDOR, LOCAL):
        folder = f"{directory}/{name}.d"
        if files.is_dir(folder):
            yield from (f"{folder}/{each}" for each in files.listdir(folder) if each.endswith(".conf"))


def unit_names(files: FileSystem) -> list[str]:
    """Every unit that has a file, in order of name."""
    found: set[str] = set()
    for directory in (LOCAL, VENDOR):
        if files.is_dir(directory):
            found.update(n for n in files.listdir(directory) if not n.endswith((".wants", ".requires", ".d")))
    return sorted(found)


def enablement_links(unit: UnitFile) -> list[str]:
    """The links that enabling a unit makes; none for a unit without an [Install] section."""
    wanted = [f"{LOCAL}/{target}.wants/{unit.name}" for target in unit.names("WantedBy", "Install")]
    required = [f"{LOCAL}/{target}.requires/{unit.name}" for target in unit.names("RequiredBy", "Install")]
    return wanted + required + [f"{LOCAL}/{alias}" for alias in unit.names("Alias", "Install")]


def enablement(files: FileSystem, unit: UnitFile) -> str:
    """What ``systemctl is-enabled`` prints: enabled, disabled, static or masked."""
    if unit.path == "/dev/null":
        return "masked"
    links = enablement_links(unit)
    if not links:
        return "static"
    return "enabled" if any(files.find(link, follow=False) for link in links) else "disabled"


def wanted_at_boot(files: FileSystem) -> list[str]:
    """The units that the multi-user target pulls in, in order of name."""
    folders = [f"{LOCAL}/multi-user.target.{kind}" for kind in ("requires", "wants")]
    return [name for folder in folders if files.is_dir(folder) for name in files.listdir(folder)]
