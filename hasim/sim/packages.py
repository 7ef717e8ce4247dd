"""RPM packages and the repositories they come from: what may be installed, what that needs, and what it brings.

Which packages are candidates is read from the machine's own files in /etc/yum.repos.d, with their ``exclude=`` and
``enabled=`` lines, so that editing them has its effect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from configparser import ConfigParser, Error
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from hasim.sim.files import File, FileSystem
from hasim.sim.machine import Machine

REPOS = "/etc/yum.repos.d"
RPM_MARK = "\u00ed\u00ab\u00ee\u00db"
"""An RPM file begins with these four bytes; here the package's full name follows as text."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package and all that installing it does.

    ``programs`` and ``resources`` are paths of executable files, ``files`` maps paths to texts, ``links`` paths to
    targets, ``enabled`` names units that are enabled at once. ``size`` is in bytes.
    """

    name: str
    version: str
    repository: str = "base"
    arch: str = "x86_64"
    size: int = 100_000
    summary: str = ""
    requires: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    directories: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    tmpfiles: tuple[str, ...] = ()
    enabled: tuple[str, ...] = ()
    users: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """name-version-release.arch."""
        return f"{self.name}-{self.version}.{self.arch}"


class NoPackage(LookupError):
    """No repository offers a package of that name (``str()`` is the name)."""


class MissingDependency(LookupError):
    """A package needs another that no repository offers: ``wanting`` needs ``needed``."""

    def __init__(self, wanting: Package, needed: str) -> None:
        super().__init__(needed)
        self.wanting = wanting
        self.needed = needed


@dataclass(frozen=True, slots=True)
class Transaction:
    """What an installation would do: the packages asked for, and those they need, in the order of names."""

    wanted: tuple[Package, ...]
    needed: tuple[Package, ...]

    @property
    def all(self) -> tuple[Package, ...]:
        """Every package, those that others need first."""
        return (*self.needed, *self.wanted)


def version_key(version: str) -> tuple[tuple[int, int | str], ...]:
    """RPM's order of versions, as a sort key: runs of digits count as numbers, which are newer than letters."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return tuple((1, int(part)) if part.isdigit() else (0, part) for part in parts)


@dataclass(frozen=True, slots=True)
class Repository:
    """A section of a file in /etc/yum.repos.d."""

    name: str
    enabled: bool = True
    exclude: tuple[str, ...] = ()

    def offers(self, package: Package) -> bool:
        """Whether the package is in it and not excluded."""
        return package.repository == self.name and not any(fnmatchcase(package.name, each) for each in self.exclude)


def repositories(files: FileSystem) -> list[Repository]:
    """The repositories that the machine's files describe; ValueError with yum's words for an unreadable one."""
    found = []
    for name in files.listdir(REPOS) if files.is_dir(REPOS) else []:
        if name.endswith(".repo"):
            found += _sections(name, files.read(f"{REPOS}/{name}"))
    return found


def _sections(name: str, text: str) -> list[Repository]:
    parser = ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    try:
        parser.read_string(text, name)
    except Error as error:
        first = str(error).splitlines()[0]
        raise ValueError(f"Config error: Error parsing repository file {REPOS}/{name}: {first}") from None
    return [_section(parser, each) for each in parser.sections()]


def _section(parser: ConfigParser, name: str) -> Repository:
    enabled = (parser.get(name, "enabled", fallback="1") or "1").strip().lower() in ("1", "yes", "true", "on")
    exclude = (parser.get(name, "exclude", fallback="") or "").replace(",", " ").split()
    return Repository(name, enabled, tuple(exclude))


def candidates(machine: Machine, catalog: Sequence[Package], name: str) -> list[Package]:
    """The packages of that name (or full name) which an enabled repository offers, newest first."""
    enabled = [each for each in repositories(machine.files) if each.enabled]
    known = (
        package for package in catalog if name in (package.name, f"{package.name}.{package.arch}", package.full_name)
    )
    offered = [package for package in known if any(each.offers(package) for each in enabled)]
    return sorted(offered, key=lambda package: version_key(package.version), reverse=True)


def resolve(machine: Machine, catalog: Sequence[Package], wanted: Sequence[Package]) -> Transaction:
    """These packages and the newest candidates for all that they need; MissingDependency."""
    chosen = {package.name: package for package in wanted}
    queue = list(wanted)
    needed: dict[str, Package] = {}
    while queue:
        package = queue.pop(0)
        for name in package.requires:
            if name in machine.packages or name in chosen:
                continue
            offered = candidates(machine, catalog, name)
            if not offered:
                raise MissingDependency(package, name)
            chosen[name] = needed[name] = offered[0]
            queue.append(offered[0])
    return Transaction(tuple(wanted), tuple(needed[name] for name in sorted(needed)))


# -- installing ----------------------------------------------------------------------------------------------------


def add(machine: Machine, package: Package, now: float = 0.0) -> Machine:
    """The machine with a package's files, links, users and enabled units. Edited settings files are kept."""
    files = machine.files
    for directory in package.directories:
        files = files.mkdir(directory, now=now, parents=True)
    for path, text in package.files.items():
        if not files.exists(path):
            files = _folder(files, path, now).write(path, text, now=now)
    for path in package.programs:
        files = _folder(files, path, now).put(path, File(mode=0o755, mtime=now))
    for path, goal in package.links.items():
        if files.find(path, follow=False) is None:
            files = _folder(files, path, now).link(path, goal, now=now)
    for directory in package.tmpfiles:
        files = files.mkdir(directory, now=now, parents=True)
    for unit in package.enabled:
        link = f"/etc/systemd/system/multi-user.target.wants/{unit}"
        files = _folder(files, link, now).link(link, f"/usr/lib/systemd/system/{unit}", now=now)
    for user in package.users:
        files = files.append("/etc/passwd", user + "\n", now=now)
    packages = {**machine.packages, package.name: package.version}
    return replace(machine, files=files, packages=packages, tmpfiles=(*machine.tmpfiles, *package.tmpfiles))


def _folder(files: FileSystem, path: str, now: float) -> FileSystem:
    folder = path.rpartition("/")[0]
    return files if files.is_dir(folder) else files.mkdir(folder, now=now, parents=True)


def drop(machine: Machine, package: Package) -> Machine:
    """The machine without a package; settings files that were edited stay as .rpmsave."""
    files = machine.files
    for path in (*package.programs, *package.links):
        if files.find(path, follow=False) is not None:
            files = files.remove(path)
    for path, text in package.files.items():
        if files.is_file(path):
            edited = path.startswith("/etc/") and files.read(path) != text
            files = files.rename(path, path + ".rpmsave") if edited else files.remove(path)
    for unit in (path.rpartition("/")[2] for path in package.files if path.startswith("/usr/lib/systemd/system/")):
        link = f"/etc/systemd/system/multi-user.target.wants/{unit}"
        if files.find(link, follow=False) is not None:
            files = files.remove(link)
    packages = {name: version for name, version in machine.packages.items() if name != package.name}
    tmpfiles = tuple(each for each in machine.tmpfiles if each not in package.tmpfiles)
    return replace(machine, files=files, packages=packages, tmpfiles=tmpfiles)


def read_rpm(text: str, catalog: Sequence[Package]) -> Package | None:
    """The package in an RPM file, or None if the file is none."""
    if not text.startswith(RPM_MARK):
        return None
    name = text[len(RPM_MARK) :].strip()
    return next((package for package in catalog if package.full_name == name), None)


def rpm_text(package: Package) -> str:
    """What stands in a package's RPM file."""
    return f"{RPM_MARK}{package.full_name}\n"


def install(machine: Machine, catalog: Sequence[Package], names: Sequence[str], now: float = 0.0) -> Machine:
    """Install packages by name with all they need, as ``yum -y install`` does; NoPackage, MissingDependency."""
    wanted = []
    for name in names:
        offered = candidates(machine, catalog, name)
        if not offered:
            raise NoPackage(name)
        wanted.append(offered[0])
    for package in resolve(machine, catalog, wanted).all:
        machine = add(machine, package, now)
    return machine
