"""yum (and dnf, which takes the same words): packages from the repositories that the machine's files describe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, path_of
from hasim.sim import packages, units
from hasim.sim.packages import MissingDependency, Package, Transaction
from hasim.sim.stock.catalog import catalog

_WIDTH = 80
_SECONDS_A_PACKAGE = 0.5
_LONG = ("assumeyes",)


@command("yum", "dnf")
def yum(context: MachineContext, arguments: list[str]) -> int:
    """yum [-y] install|localinstall|reinstall|remove|list|info|repolist|clean|makecache|update ..."""
    given = getopt(
        "yum",
        arguments,
        "y",
        _LONG,
        idle="C d= nogpgcheck assumeno",
        refused="q quiet v x= version enablerepo= disablerepo= disableexcludes= exclude=",
    )
    verb, *names = given.operands or ["help"]
    action = _VERBS.get(verb)
    if action is None:
        raise UsageFault(f"Loaded plugins: fastestmirror\nNo such command: {verb}. Please use /usr/bin/yum --help")
    context.out("Loaded plugins: fastestmirror\n")
    try:
        return action(context, given, names)
    except ValueError as error:
        context.err(f"{error}\n")
        return 1


# -- installing ----------------------------------------------------------------------------------------------------


def _install(context: MachineContext, given: Given, names: list[str]) -> int:
    if not names:
        raise UsageFault("Error: Need to pass a list of pkgs to install")
    everything = catalog(context.machine.dialect)
    wanted: list[Package] = []
    for name in names:
        wanted += _wanted(context, everything, name)
    if not wanted:
        context.out("Nothing to do\n" if _already(context, names) else "")
        if not _already(context, names):
            context.err("Error: Nothing to do\n")
            return 1
        return 0
    context.out("Resolving Dependencies\n--> Running transaction check\n")
    try:
        transaction = packages.resolve(context.machine, everything, wanted)
    except MissingDependency as missing:
        return _unresolved(context, missing)
    _resolution(context, transaction)
    return _carry_out(context, given, transaction)


def _wanted(context: MachineContext, everything: Sequence[Package], name: str) -> list[Package]:
    """What one argument asks for: an RPM file, or the newest candidate of that name."""
    if name.endswith(".rpm") and context.tree.is_file(path_of(context, name)):
        return _from_file(context, everything, name)
    offered = _candidates(context, everything, name)
    if not offered:
        if name in context.machine.packages:
            version = context.machine.packages[name]
            context.out(f"Package {name}-{version} already installed and latest version\n")
        else:
            context.out(f"No package {name} available.\n")
        return []
    installed = [each for each in offered if context.machine.packages.get(each.name) == each.version]
    for each in installed:
        context.out(f"Package {each.full_name} already installed and latest version\n")
    return [each for each in offered if each not in installed]


def _candidates(context: MachineContext, everything: Sequence[Package], name: str) -> list[Package]:
    """The newest candidate of each package that a name or a pattern fits."""
    names = [name]
    if any(char in name for char in "*?["):
        names = sorted({each.name for each in everything if fnmatchcase(each.name, name)})
    found = (packages.candidates(context.machine, everything, each)[:1] for each in names)
    return [package for each in found for package in each]


def _from_file(context: MachineContext, everything: Sequence[Package], name: str) -> list[Package]:
    package = packages.read_rpm(context.tree.read(path_of(context, name)), everything)
    if package is None:
        context.err(f"Cannot open: {name}. Skipping.\n")
        return []
    context.out(f"Examining {name}: {package.full_name.rpartition('.')[0]}.{package.arch}\n")
    if context.machine.packages.get(package.name) == package.version:
        context.out(f"{name}: does not update installed package.\n")
        return []
    context.out(f"Marking {name} to be installed\n")
    return [package]


def _already(context: MachineContext, names: list[str]) -> bool:
    """Whether there was nothing to do because all is there already."""
    return any(each.name in context.machine.packages for name in names for each in _named(context, name))


def _named(context: MachineContext, name: str) -> list[Package]:
    everything = catalog(context.machine.dialect)
    if name.endswith(".rpm") and context.tree.is_file(path_of(context, name)):
        found = packages.read_rpm(context.tree.read(path_of(context, name)), everything)
        return [found] if found else []
    return [each for each in everything if each.name == name]


def _unresolved(context: MachineContext, missing: MissingDependency) -> int:
    package = missing.wanting
    context.out("--> Finished Dependency Resolution\n")
    context.err(f"Error: Package: {package.full_name} ({package.repository})\n           Requires: {missing.needed}\n")
    context.out(" You could try using --skip-broken to work around the problem\n")
    return 1


def _resolution(context: MachineContext, transaction: Transaction) -> None:
    for package in transaction.wanted:
        context.out(f"---> Package {package.name}.{package.arch} 0:{package.version} will be installed\n")
    for package in transaction.needed:
        context.out(f"--> Processing Dependency: {package.name}\n")
        context.out(f"---> Package {package.name}.{package.arch} 0:{package.version} will be installed\n")
    context.out("--> Finished Dependency Resolution\n\nDependencies Resolved\n\n")


def _source(context: MachineContext, package: Package) -> str:
    return f"/{package.full_name}" if package.repository == "file" else package.repository


def _table(context: MachineContext, title: str, chosen: Sequence[Package]) -> None:
    if not chosen:
        return
    context.out(f"{title}\n")
    for package in chosen:
        size = f"{package.size / 1e6:.1f} M" if package.size >= 1e6 else f"{package.size // 1000} k"
        context.out(
            f" {package.name:<24} {package.arch:<8} {package.version:<20} {_source(context, package):<14} {size:>8}\n"
        )


def _confirmed(context: MachineContext, given: Given) -> bool:
    if given.has("y", "assumeyes"):
        return True
    context.out("Is this ok [y/d/N]: ")
    if context.stdin[:1] in ("y", "Y"):
        return True
    context.out("Exiting on user command\n")
    return False


def _carry_out(context: MachineContext, given: Given, transaction: Transaction) -> int:
    line = "=" * _WIDTH
    head = f" {'Package':<24} {'Arch':<8} {'Version':<20} {'Repository':<14} {'Size':>8}"
    context.out(f"{line}\n{head}\n{line}\n")
    _table(context, "Installing:", transaction.wanted)
    _table(context, "Installing for dependencies:", transaction.needed)
    more = f" (+{len(transaction.needed)} Dependent packages)" if transaction.needed else ""
    plural = "s" if len(transaction.wanted) > 1 else ""
    context.out(f"\nTransaction Summary\n{line}\nInstall  {len(transaction.wanted)} Package{plural}{more}\n\n")
    if not _confirmed(context, given):
        return 1
    context.out("Downloading packages:\nRunning transaction check\nRunning transaction test\n")
    context.out("Transaction test succeeded\nRunning transaction\n")
    _run(context, transaction)
    _summary(context, "Installed:", transaction.wanted)
    _summary(context, "Dependency Installed:", transaction.needed)
    context.out("Complete!\n")
    return 0


def _run(context: MachineContext, transaction: Transaction) -> None:
    total = len(transaction.all)
    for number, package in enumerate(transaction.all, 1):
        context.wait(_SECONDS_A_PACKAGE)
        context.stage.machines[context.node] = packages.add(context.machine, package, context.now)
        _step(context, "Installing", package, number, total)
    units.reload(context.stage, context.node)
    for number, package in enumerate(transaction.all, 1):
        _step(context, "Verifying ", package, number, total)
    context.out("\n")


def _step(context: MachineContext, verb: str, package: Package, number: int, total: int) -> None:
    context.out(f"  {verb} : {package.full_name:<54} {number:>3}/{total} \n")


def _summary(context: MachineContext, title: str, chosen: Sequence[Package]) -> None:
    if chosen:
        context.out(f"{title}\n" + "".join(f"  {p.name}.{p.arch} 0:{p.version}\n" for p in chosen) + "\n")


# -- removing ------------------------------------------------------------------------------------------------------


def _remove(context: MachineContext, given: Given, names: list[str]) -> int:
    installed = {each.name: each for each in _installed(context)}
    chosen = [installed[name] for name in installed if any(fnmatchcase(name, pattern) for pattern in names)]
    for name in names:
        if not any(fnmatchcase(each, name) for each in installed):
            context.out(f"No Match for argument: {name}\n")
    if not chosen:
        context.out("No Packages marked for removal\n")
        return 0
    queue = list(chosen)
    while queue:
        gone = queue.pop()
        for other in installed.values():
            if gone.name in other.requires and other not in chosen:
                chosen.append(other)
                queue.append(other)
    line = "=" * _WIDTH
    context.out(f"Resolving Dependencies\n--> Finished Dependency Resolution\n\nDependencies Resolved\n\n{line}\n")
    _table(context, "Removing:", chosen)
    context.out(f"\nTransaction Summary\n{line}\nRemove  {len(chosen)} Packages\n\n")
    if not _confirmed(context, given):
        return 1
    for number, package in enumerate(chosen, 1):
        context.wait(_SECONDS_A_PACKAGE)
        _stop_units(context, package)
        context.stage.machines[context.node] = packages.drop(context.machine, package)
        _step(context, "Erasing   ", package, number, len(chosen))
    units.reload(context.stage, context.node)
    context.out("\n")
    _summary(context, "Removed:", chosen)
    context.out("Complete!\n")
    return 0


def _stop_units(context: MachineContext, package: Package) -> None:
    for path in package.files:
        name = path.rpartition("/")[2]
        if path.startswith("/usr/lib/systemd/system/") and context.machine.active(name):
            units.stop(context.stage, context.node, name)
            units.finish_jobs(context.stage, context.node, [name])


# -- asking --------------------------------------------------------------------------------------------------------


def _installed(context: MachineContext) -> list[Package]:
    held = context.machine.packages
    return [each for each in catalog(context.machine.dialect) if held.get(each.name) == each.version]


def _row(package: Package, source: str) -> str:
    return f"{package.name + '.' + package.arch:<40} {package.version:<24} {source}\n"


def _list(context: MachineContext, given: Given, names: list[str]) -> int:
    kinds = [name for name in names if name in ("installed", "available", "all")]
    wanted = [name for name in names if name not in kinds]
    installed = _installed(context)
    available = _available(context)

    def fits(package: Package) -> bool:
        return not wanted or any(fnmatchcase(package.name, each) for each in wanted)

    shown = False
    for title, chosen, source in (("Installed Packages", installed, "@"), ("Available Packages", available, "")):
        skip = {"installed": "Available Packages", "available": "Installed Packages"}.get(kinds[0] if kinds else "")
        rows = sorted((each for each in chosen if fits(each)), key=lambda each: each.name)
        if rows and title != skip:
            context.out(title + "\n" + "".join(_row(each, source + each.repository) for each in rows))
            shown = True
    if not shown:
        context.err("Error: No matching Packages to list\n")
    return int(not shown)


def _available(context: MachineContext) -> list[Package]:
    everything = catalog(context.machine.dialect)
    held = context.machine.packages
    names = sorted({each.name for each in everything})
    newest = [each for name in names for each in packages.candidates(context.machine, everything, name)[:1]]
    return [each for each in newest if held.get(each.name) != each.version]


def _info(context: MachineContext, given: Given, names: list[str]) -> int:
    found = [each for each in (*_installed(context), *_available(context)) if each.name in names]
    for package in found:
        version, _, release = package.version.partition("-")
        context.out(f"Name        : {package.name}\nArch        : {package.arch}\nVersion     : {version}\n")
        context.out(f"Release     : {release}\nRepo        : {package.repository}\nSummary     : {package.summary}\n\n")
    if not found:
        context.err("Error: No matching Packages to list\n")
    return int(not found)


def _repolist(context: MachineContext, given: Given, names: list[str]) -> int:
    everything = catalog(context.machine.dialect)
    context.out(f"{'repo id':<30} {'status':>8}\n")
    for repository in packages.repositories(context.tree):
        if repository.enabled:
            context.out(f"{repository.name:<30} {sum(map(repository.offers, everything)):>8}\n")
    return 0


def _check_update(context: MachineContext, given: Given, names: list[str]) -> int:
    newer = [
        each
        for each in _available(context)
        if each.name in context.machine.packages
        and (not names or each.name in names)
        and packages.version_key(each.version) > packages.version_key(context.machine.packages[each.name])
    ]
    if not newer:
        context.out("No packages marked for update\n")
        return 0
    context.out("Resolving Dependencies\n--> Running transaction check\n")
    everything = catalog(context.machine.dialect)
    transaction = packages.resolve(context.machine, everything, newer)
    _resolution(context, transaction)
    return _carry_out(context, given, transaction)


def _nothing(context: MachineContext, given: Given, names: list[str]) -> int:
    """clean and makecache: there is no cache."""
    return 0


_VERBS: dict[str, Callable[[MachineContext, Given, list[str]], int]] = {
    **dict.fromkeys(("install", "localinstall", "reinstall"), _install),
    **dict.fromkeys(("remove", "erase", "autoremove"), _remove),
    "list": _list,
    "info": _info,
    "repolist": _repolist,
    **dict.fromkeys(("update", "upgrade"), _check_update),
    **dict.fromkeys(("clean", "makecache"), _nothing),
}
