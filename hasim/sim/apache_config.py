"""Apache's configuration as the server reads it: included files, sections, and its words for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from hasim.sim.files import FileSystem, normal
from hasim.sim.stock.apache_directives import CORE, MODULES, SECTIONS

_LOCAL_ONLY = frozenset({"order", "allow", "deny", "require", "satisfy"})
_ORDERS = frozenset({"deny,allow", "allow,deny", "mutual-failure"})
_TRANSPARENT = frozenset({"ifmodule", "ifdefine", "ifversion"})


class ConfigError(Exception):
    """The server does not start with this configuration; ``str()`` is what it prints, without a last newline."""


@dataclass(slots=True)
class Section:
    """A <Directory> or <Location>: its path, the handler set in it, and its access rules in order."""

    kind: str
    path: str
    handler: str = ""
    order: str = ""
    rules: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Configuration:
    """What of a configuration the simulated server uses. Paths are absolute, ``listen`` holds (address, port)."""

    server_root: str = "/etc/httpd"
    document_root: str = "/var/www/html"
    pid_file: str = "/etc/httpd/run/httpd.pid"
    error_log: str = "/etc/httpd/logs/error_log"
    server_name: str = ""
    user: str = "apache"
    start_servers: int = 0
    index: tuple[str, ...] = ("index.html",)
    listen: list[tuple[str, int]] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)
    sections: list[Section] = field(default_factory=list)

    @property
    def workers(self) -> int:
        """How many worker processes the parent starts."""
        return self.start_servers or (5 if "mpm_prefork" in self.modules else 3)

    def absolute(self, path: str) -> str:
        """A path of the configuration: relative ones start at the server root."""
        return normal(path, self.server_root)


@dataclass(slots=True)
class _Place:
    """Where the reader is, for error messages."""

    path: str
    line: int = 0

    def error(self, text: str) -> ConfigError:
        return ConfigError(f"AH00526: Syntax error on line {self.line} of {self.path}:\n{text}")


def parse(files: FileSystem, path: str, extra: Sequence[str] = (), defines: Sequence[str] = ()) -> Configuration:
    """Read a configuration; ``extra`` are directives given after ``-c``, ``defines`` names given after ``-D``."""
    reader = _Reader(files, frozenset(defines))
    if not files.is_file(path):
        raise ConfigError(f"httpd: Could not open configuration file {path}: No such file or directory")
    reader.read(path)
    for line in extra:
        reader.directive(line, _Place("command line", 1), [])
    if not reader.configuration.listen:
        raise ConfigError("no listening sockets available, shutting down\nAH00015: Unable to open logs")
    return reader.configuration


class _Reader:
    def __init__(self, files: FileSystem, defines: frozenset[str]) -> None:
        self.files = files
        self.defines = defines
        self.configuration = Configuration()
        self.depth = 0

    def read(self, path: str) -> None:
        """One file. A section must end in the file where it begins."""
        self.depth += 1
        if self.depth > 20:
            raise ConfigError(f"AH00526: Syntax error: Include nests too deeply at {path}")
        stack: list[tuple[str, Section | None, bool]] = []
        place = _Place(path)
        for place.line, line in _lines(self.files.read(path)):
            if line.startswith("</"):
                self._close(line, stack, place)
            elif line.startswith("<"):
                self._open(line, stack, place)
            elif all(active for _, _, active in stack):
                self.directive(line, place, [section for _, section, _ in stack if section])
        if stack:
            raise place.error(f"<{stack[-1][0]}> was not closed.")
        self.depth -= 1

    def _close(self, line: str, stack: list[tuple[str, Section | None, bool]], place: _Place) -> None:
        name = line[2:].rstrip("> \t")
        if not stack:
            raise place.error(f"</{name}> without matching <{name}> section")
        if stack[-1][0].lower() != name.lower():
            raise place.error(f"Expected </{stack[-1][0]}> but saw </{name}>")
        stack.pop()

    def _open(self, line: str, stack: list[tuple[str, Section | None, bool]], place: _Place) -> None:
        name, *arguments = _words(line[1:].removesuffix(">"))
        kind = name.lower()
        if kind not in SECTIONS:
            raise place.error(
                f"Invalid command '<{name}', perhaps misspelled or defined by a module not included in the server"
                " configuration"
            )
        if not line.endswith(">"):
            raise place.error(f"<{name}> directive missing closing '>'")
        if kind in _TRANSPARENT:
            stack.append((name, None, self._condition(kind, arguments)))
            return
        section = Section(kind, arguments[0] if arguments else "")
        if all(active for _, _, active in stack):
            self.configuration.sections.append(section)
        stack.append((name, section, True))

    def _condition(self, kind: str, arguments: list[str]) -> bool:
        if kind == "ifversion" or not arguments:
            return True
        negated, name = arguments[0].startswith("!"), arguments[0].lstrip("!")
        module = name.removesuffix("_module").removeprefix("mod_").removesuffix(".c")
        held = module in self.configuration.modules if kind == "ifmodule" else name in self.defines
        return held != negated

    def directive(self, line: str, place: _Place, sections: list[Section]) -> None:
        """One directive, in the sections that are open."""
        name, *arguments = _words(line)
        key = name.lower()
        self._check(name, key, arguments, place, sections)
        if key in ("include", "includeoptional"):
            for path in self._included(arguments[0], place, key == "includeoptional"):
                self.read(path)
        elif sections:
            _into_section(sections[-1], key, arguments)
        else:
            self._apply(key, arguments, place)

    def _check(self, name: str, key: str, arguments: list[str], place: _Place, sections: list[Section]) -> None:
        known = CORE.union(*(MODULES.get(module, frozenset()) for module in self.configuration.modules))
        if key not in known:
            raise place.error(
                f"Invalid command '{name}', perhaps misspelled or defined by a module not included in the server"
                " configuration"
            )
        if not arguments:
            raise place.error(f"{name} requires at least one argument")
        if key in _LOCAL_ONLY and not sections:
            raise place.error(f"{key} not allowed here")
        if key == "order" and (len(arguments) != 1 or arguments[0].lower() not in _ORDERS):
            wanted = "'allow,deny', 'deny,allow', or 'mutual-failure'"
            raise place.error(f"order takes one argument, {wanted}")
        if key in ("allow", "deny") and arguments[0].lower() != "from":
            raise place.error("allow and deny must be followed by 'from'")

    def _included(self, pattern: str, place: _Place, optional: bool) -> list[str]:
        path = self.configuration.absolute(pattern)
        folder, _, last = path.rpartition("/")
        if "*" in last or "?" in last:
            names = self.files.listdir(folder) if self.files.is_dir(folder) else []
            return [
                f"{folder}/{name}"
                for name in names
                if fnmatchcase(name, last) and self.files.is_file(f"{folder}/{name}")
            ]
        if self.files.is_file(path):
            return [path]
        if optional:
            return []
        raise place.error(f"Could not open configuration file {path}: No such file or directory")

    def _apply(self, key: str, arguments: list[str], place: _Place) -> None:
        configuration, first = self.configuration, arguments[0]
        if key == "serverroot":
            configuration.server_root = first
        elif key == "documentroot":
            configuration.document_root = configuration.absolute(first)
        elif key == "pidfile":
            configuration.pid_file = configuration.absolute(first)
        elif key == "errorlog":
            configuration.error_log = configuration.absolute(first)
        elif key == "loadmodule":
            configuration.modules.add(first.removesuffix("_module"))
        elif key == "listen":
            configuration.listen.append(_listen(first, place))
        elif key == "servername":
            configuration.server_name = first
        elif key == "user":
            configuration.user = first
        elif key == "startservers" and first.isdigit():
            configuration.start_servers = int(first)
        elif key == "directoryindex":
            configuration.index = tuple(arguments)


def _listen(text: str, place: _Place) -> tuple[str, int]:
    address, _, port = text.rpartition(":")
    if not port.isdigit() or not 1 <= int(port) <= 65535:
        raise place.error("Port must be specified")
    return ("" if address in ("*", "0.0.0.0") else address), int(port)


def _into_section(section: Section, key: str, arguments: list[str]) -> None:
    if key == "sethandler":
        section.handler = arguments[0]
    elif key == "order":
        section.order = arguments[0].lower()
    elif key in ("allow", "deny"):
        section.rules += [(key, source) for source in arguments[1:]]
    elif key == "require":
        section.rules.append((key, " ".join(arguments).lower()))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines without comments and blanks; a line that ends in a backslash goes on in the next."""
    held = ""
    for number, line in enumerate(text.splitlines(), 1):
        held += line.strip()
        if held.endswith("\\"):
            held = held[:-1]
            continue
        if held and not held.startswith("#"):
            yield number, held
        held = ""


def _words(line: str) -> list[str]:
    """A directive's words; quotes hold one together."""
    found = re.findall(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|(\S+)", line)
    return [(double or single).replace('\\"', '"') or bare for double, single, bare in found]


def allowed(sections: Sequence[Section], source: str) -> bool:
    """Whether a client at the address ``source`` may have what these sections, in their order, apply to."""
    verdict = True
    for section in sections:
        requires = [value for kind, value in section.rules if kind == "require"]
        if requires:
            verdict = any(_required(value, source) for value in requires)
    return verdict and all(_compatible(section, source) for section in sections if section.order)


def _required(value: str, source: str) -> bool:
    kind, _, rest = value.partition(" ")
    if kind == "not":
        return not _required(rest, source)
    if kind == "all":
        return rest == "granted"
    if kind == "local":
        return source.startswith("127.")
    return kind in ("ip", "host") and any(_from(each, source) for each in rest.split())


def _compatible(section: Section, source: str) -> bool:
    """Order, Allow and Deny of Apache 2.2, which mod_access_compat still knows."""
    permits = any(kind == "allow" and _from(value, source) for kind, value in section.rules)
    forbids = any(kind == "deny" and _from(value, source) for kind, value in section.rules)
    return permits or not forbids if section.order == "deny,allow" else permits and not forbids


def _from(value: str, source: str) -> bool:
    if value.lower() == "all" or value == source:
        return True
    network, _, mask = value.partition("/")
    if mask.isdigit():
        return _number(network) >> (32 - int(mask)) == _number(source) >> (32 - int(mask))
    return source.startswith(value.rstrip(".") + ".") or (value == "localhost" and source.startswith("127."))


def _number(address: str) -> int:
    parts = [int(part) for part in address.split(".") if part.isdigit()]
    return sum(part << shift for part, shift in zip(parts, (24, 16, 8, 0), strict=False))
