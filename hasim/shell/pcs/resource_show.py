"""`pcs resource config` and `status`, and the same of fence devices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hasim.cib import Cib, Element
from hasim.shell.pcs.bundle_text import container_of
from hasim.shell.pcs.command import command
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.lookup import RESOURCE_TAGS, parent
from hasim.shell.pcs.resource_output import Chosen, as_commands, as_json
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.text import resource_lines
from hasim.shell.pcs.words import within

__all__ = ["config_lines", "show_config", "show_status"]

_LABELS = {True: "stonith device", False: "resource"}
_FORMATS = ("text", "cmd", "json")


def config_lines(run: Run, *, stonith: bool) -> list[str]:
    """All resources, or all fence devices."""
    return _lines(_shown(run.cib, stonith), lambda each: stonith or parent(run.cib, each) is None)


def _lines(chosen: Chosen, is_told: Callable[[Element], bool]) -> list[str]:
    everything = (*chosen.primitives, *chosen.groups, *chosen.clones, *chosen.bundles)
    return [line for each in everything if is_told(each) for line in resource_lines(each)]


def _shown(cib: Cib, stonith: bool) -> Chosen:
    """All that is a resource, or all that is a fence device."""
    found = [each for each in cib.resources.walk() if each.tag in RESOURCE_TAGS]
    primitives = [each for each in found if each.tag == "primitive"]
    devices = [each for each in primitives if each.get("class") == "stonith"]
    if stonith:
        return Chosen(devices, (), (), ())
    others = [each for each in primitives if each not in devices or parent(cib, each) is not None]
    clones = [each for tag in ("clone", "master") for each in found if each.tag == tag]
    groups, bundles = ([each for each in found if each.tag == tag] for tag in ("group", "bundle"))
    return Chosen(others, groups, clones, bundles)


def _only(run: Run, chosen: Chosen, ids: Sequence[str], label: str) -> Chosen:
    """Those with these ids, and what is in them, by id."""
    everything = {
        each.id: each for kind in (chosen.primitives, chosen.groups, chosen.clones, chosen.bundles) for each in kind
    }
    for id in dict.fromkeys(ids):
        if id not in everything:
            run.warn(f"Unable to find {label} '{id}'")
    wanted = {inner.id for id in ids if id in everything for inner in everything[id].walk()}
    if not wanted:
        raise UsageFault(f"No {label} found")
    kinds = (chosen.primitives, chosen.groups, chosen.clones, chosen.bundles)
    return Chosen(*(sorted((each for each in kind if each.id in wanted), key=lambda each: each.id) for kind in kinds))


def show_config(run: Run, ids: Sequence[str], *, stonith: bool) -> None:
    """Show the configuration of these, or of all."""
    form = run.options.get("--output-format", "text")
    chosen = _shown(run.cib, stonith)
    for each in chosen.bundles:
        if container_of(each) is None:
            run.warn(
                f"Bundle '{each.id}' uses unsupported container type. Supported container types are: 'docker', "
                "'podman', 'rkt'"
            )
    if ids:
        chosen = _only(run, chosen, ids, _LABELS[stonith])
    if form not in _FORMATS:
        raise UsageFault(
            f"Unknown value '{form}' for '--output-format' option. Supported values are: {quoted_list(_FORMATS)}"
        )
    if form == "cmd":
        for each in chosen.bundles:
            if container_of(each) is None:
                run.warn(
                    f"Bundle resource '{each.id}' uses unsupported container type, therefore pcs is unable to create "
                    "it. The resource will be omitted."
                )
        text = as_commands(chosen)
    elif form == "json":
        text = as_json(chosen)
    else:
        tops = {each.id for each in run.cib.resources.walk() if stonith or parent(run.cib, each) is None}
        text = "\n".join(_lines(chosen, lambda each: each.id in (ids or tops)))
    if text:
        run.out(text)


@command("resource config", "[<resource id>...]", options="-f --output-format")
def config(run: Run, words: list[str]) -> None:
    """Show how resources are configured."""
    show_config(run, words, stonith=False)


@command("resource status", "[<resource or tag id>] [node=<node>]", options="-f --hide-inactive", default_of="resource")
def status(run: Run, words: list[str]) -> None:
    """Show where resources run."""
    show_status(run, words, stonith=False)


def show_status(run: Run, words: list[str], *, stonith: bool) -> None:
    """Show the state of resources or of fence devices, as crm_mon tells it."""
    if len(words) > 2:
        raise UsageFault
    options = ["--one-shot"] + ([] if "--hide-inactive" in run.options else ["--inactive"])
    id = next((word for word in words if "=" not in word), "")
    node = within([word for word in words if word != id], ("node",)).get("node")
    if node == "":
        raise Failure("missing value of 'node' option")
    if id:
        options += ["--include", "none,resources", "--resource", id]
    options += ["--node", node] if node else []
    status, text = run.program("crm_mon", *options)
    if status:
        what = f"status of '{id}'" if id else "cluster status"
        raise Failure(f"unable to get {what} from crm_mon\n{text.rstrip()}")
    _tell(run, text.split("\n"), id, node or "", stonith)


def _tell(run: Run, lines: list[str], id: str, node: str, stonith: bool) -> None:
    nothing = "NO stonith devices configured" if stonith else "NO resources configured"
    header = inside = told = False
    for line in lines:
        if line in ("  * No active resources", "No active resources"):
            return run.out("No active resources")
        if line in ("  * No resources", "No resources"):
            if id and not node:
                raise Failure(f"resource or tag id '{id}' not found")
            return run.out("No active resources" if node else nothing)
        if line in ("Full List of Resources:", "Active Resources:"):
            inside = True
        elif line in ("Full list of resources:", "Active resources:"):
            header = True  # of the 1.1 generation: an empty line comes next
        elif line == "" and header:
            header, inside = False, True
        elif line == "" and inside:
            return None if told else run.out(nothing)
        elif inside and (id or ("stonith:" in line) == stonith):
            told = True
            run.out(line)
    return None


def _replaced(noun: str) -> None:
    def run_it(run: Run, words: list[str]) -> None:
        told = "config" if words or "--full" in run.options else "status"
        instead = "pcs resource group list" if "--groups" in run.options else f"pcs {noun} {told}"
        raise UsageFault(f"This command has been replaced with '{instead}'. See 'man pcs' -> Changes in pcs-0.11.")

    run_it.__doc__ = f"What this once showed, `{noun} status` and `{noun} config` show."
    command(f"{noun} show", "...", options="-f --full --groups --hide-inactive")(run_it)


_replaced("resource")
_replaced("stonith")
