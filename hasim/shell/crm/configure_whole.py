"""``crm configure``: the configuration as a whole: its schema, its picture, what would come of it."""

from __future__ import annotations

from hasim.cib import Unsupported
from hasim.crmsh.checks import reduced
from hasim.crmsh.graph import TemplateMissing, dot
from hasim.crmsh.schema import SCHEMAS, Schema
from hasim.shell.crm.configure import LEVEL
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.simulation import simulation_options
from hasim.shell.crm.tree import CommandError


@LEVEL.command("schema", "[schema_st]")
def schema(shell: Shell, arguments: list[str]) -> bool:
    """tell or change the schema"""
    draft = shell.editable()
    name = draft.cib.root.get("validate-with") or ""
    if not arguments:
        shell.console.out(name)
        return True
    wanted = arguments[0]
    if wanted == name:
        shell.console.info(f"already using schema {name}")
        return True
    if wanted not in SCHEMAS:
        shell.tell_missing_schema(wanted)
        shell.console.error(f"schema {wanted} does not exist")
        return False
    strange = [item for item in draft.inventory.items if not Schema(wanted).knows(item.kind.tag)]
    for item in strange:
        shell.console.error(f"Element '{item.element.tag}' is not supported by the RNG schema {wanted}")
    if strange:
        shell.console.error(f"Schema {wanted} conflicts with current configuration")
    else:
        draft.cib = draft.cib.with_root_attributes({"validate-with": wanted})
    return True


@LEVEL.command("upgrade", "[force]")
def upgrade(shell: Shell, arguments: list[str]) -> bool:
    """bring an old configuration to the newest schema"""
    if arguments and arguments[0] != "force":
        raise CommandError("Expected 'force' or no argument")
    if not arguments and not shell.preferences.force:
        return True
    return shell.program("cibadmin", "--upgrade", "--force") == 0


@LEVEL.command("ptest", "[args ...]", aliases=("simulate",))
def simulate(shell: Shell, arguments: list[str]) -> bool:
    """show what the cluster would do after a commit: simulate [scores] [utilization] [actions] [nograph]"""
    draft = shell.editable()
    chosen = simulation_options(shell, arguments)
    if chosen is None:
        return False
    path = "/tmp/crm-simulate.xml"
    options = ["-x", path, "-S", *chosen]
    shell.context.files.write(path, draft.cib.text())
    status, text, error = shell.quietly("crm_simulate", *options)
    shell.context.files.remove(path)
    if status:
        shell.console.warning(f"Simulation was unsuccessful (RC={status}).")
    if text or error:
        shell.console.out((error + text).strip())
    return True


@LEVEL.command("graph", "[args ...]")
def graph(shell: Shell, arguments: list[str]) -> bool:
    """draw the configuration for Graphviz: graph dot FILE"""
    kind, *file = arguments or ["dot"]
    if kind == "exportsettings":
        raise Unsupported("crm configure graph exportsettings")
    if kind != "dot":
        shell.console.error(f"graph type {kind} is not supported")
        raise CommandError("Failed to create graph")
    if not file:  # it would be shown in a window
        shell.console.error("dotty not found")
        return False
    if len(file) > 1 and file[1] != "dot":
        shell.console.error("dot not found")
        return False
    draft = shell.editable()
    if draft.inventory.items:
        try:
            text = dot(draft.inventory)
        except TemplateMissing:
            raise CommandError("Referenced template not found") from None
        shell.context.files.write(shell.context.path(file[0]), text)
    return True


@LEVEL.command("validate-all", "rsc", aliases=("validate_all",))
def validate_all(shell: Shell, arguments: list[str]) -> bool:
    """let a primitive's agent look at its parameters"""
    name = arguments[0]
    draft = shell.editable()
    item = draft.inventory.find(name)
    if item is None:
        raise CommandError(f"Not found: {name}")
    if item.kind.keyword != "primitive":
        raise CommandError(f"Not a primitive: {name}")
    whole = reduced(draft, item.element)
    if whole is None:
        raise CommandError(f"No resource template {item.element.get('template')} for {name}")
    raise Unsupported("crm configure validate-all", "primitive", name)


@LEVEL.command("rsctest", "[args ...]")
def test_resources(shell: Shell, arguments: list[str]) -> bool:
    """start and stop resources on nodes by hand, to see whether they work"""
    inventory = shell.editable().inventory
    missing = [each for each in arguments if inventory.find(each) is None]
    for each in missing:
        shell.console.error(f"element {each} does not exist")
    if missing:
        return False
    if not arguments:
        shell.console.error("specify at least one resource")
        return False
    raise Unsupported("crm configure rsctest")
