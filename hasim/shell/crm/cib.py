"""``crm cib``: shadow configurations."""

from __future__ import annotations

import posixpath
import re

from hasim.cib import Cib, CibError, Element, Unsupported
from hasim.shell.context import NotConnected
from hasim.shell.crm import cibstatus
from hasim.shell.crm.columns import in_columns
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Level
from hasim.shell.registry import lookup
from hasim.shell.shadow import shadow_file, shadow_names

LEVEL = Level("cib", "shadow configurations: try out first, commit later")

_BAD = re.compile(r"['`/#*?$\[\];]")
_RESERVED = ("@tmp@", "live")
_OPTIONS = ("force", "--force", "withstatus", "empty")
_FORCE = "  To prevent accidental destruction of the cluster, the --force flag is required in order to proceed.\n"


def _checked(shell: Shell, name: str) -> str:
    """A name that can be a file's. Raises CommandError otherwise."""
    if _BAD.search(name):
        shell.console.error(f"{name}: bad filename")
        raise CommandError(f"Bad filename: {name}")
    return name


@LEVEL.command("new", "[args ...]")
def new(shell: Shell, arguments: list[str]) -> None:
    """copy the configuration to a shadow, and use it: new [SHADOW] [withstatus] [force] [empty]"""
    options = [each for each in arguments if each in _OPTIONS]
    names = [each for each in arguments if each not in _OPTIONS]
    if len(names) > 1:
        raise CommandError("Unexpected argument(s): " + " ".join(names))
    name = _checked(shell, names[0]) if names else _free_name(shell)
    if name in _RESERVED:
        raise CommandError(f"Shadow name '{name}' is not allowed")
    forced = not names or shell.preferences.force or "force" in options or "--force" in options
    if not forced and not _may_create(shell, name, empty="empty" in options):
        return
    cib = _empty(shell) if "empty" in options else shell.cib()
    if cib is None:
        return
    shell.context.files.write(shadow_file(shell.context, name), cib.text())
    shell.console.info(f"{shell.qualified_name}: {name} shadow CIB created")
    use(shell, [name, *(["withstatus"] if "withstatus" in options else [])])
    shell.shadow_is_temporary = not names


def _free_name(shell: Shell) -> str:
    """A name for a shadow that nobody named; the real one's ends with eight letters by chance."""
    number = 1
    while f"crmsh_{number:08}" in shadow_names(shell.context):
        number += 1
    return f"crmsh_{number:08}"


def _may_create(shell: Shell, name: str, *, empty: bool) -> bool:
    """Without force an existing shadow is left alone, and an empty one cannot be made while another is in use."""
    problem = ""
    if empty and shell.shadow and shell.shadow != name:
        problem = f"The supplied shadow instance ({name}) is not the same as the active one ({shell.shadow}).\n{_FORCE}"
    elif name in shadow_names(shell.context):
        problem = f"A shadow instance '{name}' already exists.\n{_FORCE}"
    shell.context.err(problem)
    return not problem


def _empty(shell: Shell) -> Cib:
    name = "pacemaker-3.9"
    sections = [Element(each) for each in ("crm_config", "nodes", "resources", "constraints")]
    root = {"crm_feature_set": "3.16.1", "validate-with": name, "epoch": "1", "num_updates": "0", "admin_epoch": "0"}
    return Cib(Element("cib", root, (Element("configuration", {}, tuple(sections)), Element("status"))))


@LEVEL.command("import", "infile [name]")
def import_file(shell: Shell, arguments: list[str]) -> bool:
    """take a file with a CIB as a shadow, and use it with its status: import FILE [SHADOW]"""
    file, name = arguments[0], arguments[1] if len(arguments) > 1 else ""
    if name:
        _checked(shell, name)
    path = shell.context.path(file)
    if not shell.context.files.exists(path):
        raise CommandError(f"{file}: no such file" if "/" in file else f"no {file} pe input file")
    name = name or posixpath.basename(file).replace(".bz2", "")
    shell.context.files.write(shadow_file(shell.context, name), shell.context.files.read(path))
    return use(shell, [name, "withstatus"]) is not False


@LEVEL.command("delete", "name")
def delete(shell: Shell, arguments: list[str]) -> None:
    """delete a shadow"""
    name = _checked(shell, arguments[0])
    if shell.shadow == name:
        raise CommandError(f"{name} shadow CIB is in use")
    _remove(shell, name)
    shell.console.info(f"{shell.qualified_name}: {name} shadow CIB deleted")


def _remove(shell: Shell, name: str) -> None:
    if name in shadow_names(shell.context):
        shell.context.files.remove(shadow_file(shell.context, name))


def _missing(shell: Shell, name: str) -> bool:
    if name in shadow_names(shell.context):
        return False
    shell.context.err(f"Could not access shadow instance '{name}': No such file or directory\n")
    return True


@LEVEL.command("reset", "name")
def reset(shell: Shell, arguments: list[str]) -> None:
    """copy the cluster's configuration to a shadow once more"""
    name = _checked(shell, arguments[0])
    if _missing(shell, name) or not _copy_live(shell, name):
        raise CommandError(f"failed to copy live CIB to {name}")
    shell.console.info(f"{shell.qualified_name}: copied live CIB to {name}")


def _copy_live(shell: Shell, name: str) -> bool:
    try:
        cib = shell.live.query()
    except NotConnected:
        return False
    shell.context.files.write(shadow_file(shell.context, name), cib.text())
    shell.reopen_shadow()
    return True


@LEVEL.command("commit", "[name]", waits=True)
def commit(shell: Shell, arguments: list[str]) -> None:
    """make a shadow the cluster's configuration"""
    name = _checked(shell, arguments[0]) if arguments else shell.shadow
    if not name:
        raise CommandError("There is nothing to commit")
    if _missing(shell, name) or not _commit(shell, name):
        raise CommandError(f"failed to commit the {name} shadow CIB")
    shell.console.info(f"{shell.qualified_name}: committed '{name}' shadow CIB to the cluster")
    if shell.shadow_is_temporary:
        leave(shell)


def _commit(shell: Shell, name: str) -> bool:
    try:
        shadow = Cib.parse(shell.context.files.read(shadow_file(shell.context, name)))
        live = shell.live.query()
    except (CibError, NotConnected):
        return False
    changed = live.with_section(shadow.configuration)
    changed = changed.with_root_attributes({"validate-with": shadow.root.get("validate-with")})
    shell.live.replace(changed, client="crm_shadow")
    return True


@LEVEL.command("diff")
def diff(shell: Shell, arguments: list[str]) -> None:
    """show how the shadow in use differs from the cluster's configuration"""
    if not shell.shadow:
        shell.context.err("No active shadow configuration defined\n")
        return
    if lookup("crm_shadow") is None:
        raise Unsupported("crm cib diff")
    context, out, err = shell.live_context().quiet()
    context.environment = {**context.environment, "CIB_shadow": shell.shadow}
    lookup_shadow = lookup("crm_shadow")
    assert lookup_shadow is not None
    lookup_shadow(context, ["-b", "-d"])
    shell.context.err("".join(err))
    text = "".join(out).rstrip("\n")
    if text:
        shell.console.out(text)


@LEVEL.command("list")
def list_shadows(shell: Shell, arguments: list[str]) -> None:
    """list the shadows"""
    for line in in_columns(shadow_names(shell.context)):
        shell.console.out(line)


@LEVEL.command("use", "[name] [withstatus]")
def use(shell: Shell, arguments: list[str]) -> bool | None:
    """work on a shadow from now on, or on the cluster again: use [SHADOW|live] [withstatus]"""
    name = _checked(shell, arguments[0]) if arguments and arguments[0] else ""
    if name and name != "live" and name not in shadow_names(shell.context):
        raise CommandError(f"{name}: no such shadow CIB")
    if len(arguments) > 1 and arguments[1] != "withstatus":
        raise CommandError(f"Expected 'withstatus', got '{arguments[1]}'")
    if not name or name == "live":
        leave(shell)
    else:
        shell.use_shadow(name)
    if len(arguments) > 1:
        cibstatus.load(shell, [f"shadow:{name}" if name and name != "live" else "live"])
    return True


def leave(shell: Shell) -> None:
    """Work on the cluster again; a shadow without a name of its own is deleted."""
    name = shell.shadow
    shell.use_shadow("")
    if shell.shadow_is_temporary:
        _remove(shell, name)
        shell.shadow_is_temporary = False
