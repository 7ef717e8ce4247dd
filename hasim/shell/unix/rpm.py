"""rpm: asking for installed packages, and installing from a file."""

from __future__ import annotations

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, path_of
from hasim.sim import packages, units
from hasim.sim.files import normal
from hasim.sim.packages import Package
from hasim.sim.stock.catalog import catalog

_LONG = (
    "query",
    "all",
    "list",
    "info",
    "install",
    "upgrade",
    "erase",
    "file",
    "nodeps",
    "force",
    "hash",
    "test",
)


@command("rpm")
def rpm(context: MachineContext, arguments: list[str]) -> int:
    """rpm -q|-qa|-ql|-qi|-qc|-qf NAME..., -i|-U|-F [-vh] FILE..., -e NAME..."""
    given = getopt("rpm", arguments, "qalicfUFehpR", _LONG, idle="v verbose")
    if given.has("q", "query"):
        return _query(context, given)
    if given.has("e", "erase"):
        return _erase(context, given)
    if given.has("i", "U", "F", "install", "upgrade"):
        return _install(context, given)
    raise UsageFault("RPM version 4.11.3\nrpm: no arguments given for query or install")


def _installed(context: MachineContext) -> dict[str, Package]:
    held = context.machine.packages
    return {each.name: each for each in catalog(context.machine.dialect) if held.get(each.name) == each.version}


def _query(context: MachineContext, given: Given) -> int:
    installed = _installed(context)
    if given.has("a", "all"):
        chosen = [installed[name] for name in sorted(installed)]
        status = 0
    else:
        chosen, status = _chosen(context, given, installed)
    for package in chosen:
        if given.has("l", "list", "c"):
            paths = [*package.files, *package.links, *package.programs, *package.directories]
            wanted = [path for path in sorted(paths) if "c" not in given or path.startswith("/etc/")]
            context.out("".join(path + "\n" for path in wanted))
        elif "R" in given:
            context.out("".join(f"{need}\n" for need in sorted(package.requires)))
        elif given.has("i", "info"):
            version, _, release = package.version.partition("-")
            context.out(f"Name        : {package.name}\nVersion     : {version}\nRelease     : {release}\n")
            context.out(f"Architecture: {package.arch}\nSummary     : {package.summary}\n")
        else:
            context.out(package.full_name + "\n")
    return status


def _chosen(context: MachineContext, given: Given, installed: dict[str, Package]) -> tuple[list[Package], int]:
    chosen: list[Package] = []
    status = 0
    for name in given.operands:
        if "p" in given:
            found = packages.read_rpm(_text(context, name), catalog(context.machine.dialect))
        elif given.has("f", "file"):
            found = _owner(context, name, installed)
        else:
            found = installed.get(name)
        if found is not None:
            chosen.append(found)
            continue
        status = 1
        if given.has("f", "file"):
            known = context.tree.exists(path_of(context, name))
            reason = (
                f"file {name} is not owned by any package"
                if known
                else f"error: file {name}: No such file or directory"
            )
            context.out(reason + "\n")
        else:
            context.out(f"package {name} is not installed\n")
    return chosen, status


def _owner(context: MachineContext, name: str, installed: dict[str, Package]) -> Package | None:
    path = normal(name, context.cwd)
    real = context.tree.resolve(path) if context.tree.exists(path) else path
    for package in installed.values():
        if {path, real} & {*package.files, *package.programs, *package.links, *package.directories}:
            return package
    return None


def _text(context: MachineContext, name: str) -> str:
    try:
        return context.tree.read(path_of(context, name))
    except OSError as error:
        raise UsageFault(f"error: open of {name} failed: {error.strerror}") from None


def _install(context: MachineContext, given: Given) -> int:
    everything = catalog(context.machine.dialect)
    chosen = []
    for name in given.operands:
        package = packages.read_rpm(_text(context, name), everything)
        if package is None:
            raise UsageFault(f"error: {name}: not an rpm package (or package manifest)")
        if given.has("F") and package.name not in context.machine.packages:
            continue
        if context.machine.packages.get(package.name) == package.version and "force" not in given:
            raise UsageFault(f"\tpackage {package.full_name} is already installed")
        chosen.append(package)
    for package in chosen:
        missing = [need for need in package.requires if need not in context.machine.packages]
        if missing and "nodeps" not in given:
            needs = "".join(f"\t{need} is needed by {package.full_name}\n" for need in missing)
            raise UsageFault(f"error: Failed dependencies:\n{needs.rstrip()}")
    if "test" in given:
        return 0
    marks = "#" * 33 + " [100%]\n"
    if given.has("h", "hash"):
        context.out(f"Preparing...                          {marks}Updating / installing...\n")
    for number, package in enumerate(chosen, 1):
        context.stage.machines[context.node] = packages.add(context.machine, package, context.now)
        if given.has("h", "hash"):
            context.out(f"   {number}:{package.name + '-' + package.version:<32} {marks}")
    units.reload(context.stage, context.node)
    return 0


def _erase(context: MachineContext, given: Given) -> int:
    installed = _installed(context)
    for name in given.operands:
        if name not in installed:
            raise UsageFault(f"error: package {name} is not installed")
        wanting = [each for each in installed.values() if name in each.requires and each.name not in given.operands]
        if wanting and "nodeps" not in given:
            lines = "".join(f"\t{name} is needed by (installed) {each.full_name}\n" for each in wanting)
            raise UsageFault(f"error: Failed dependencies:\n{lines.rstrip()}")
    for name in given.operands:
        context.stage.machines[context.node] = packages.drop(context.machine, installed[name])
    units.reload(context.stage, context.node)
    return 0
