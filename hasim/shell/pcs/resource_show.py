"""`pcs resource config` and `status`, and the same of fence devices."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.cib import Element, Unsupported
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.lookup import RESOURCE_TAGS, parent
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.text import resource_lines
from hasim.shell.pcs.words import within

__all__ = ["config_lines", "show_config", "show_status"]

_ORDER = ("primitive", "group", "clone", "bundle")


def config_lines(run: Run, *, stonith: bool) -> list[str]:
    """All resources, or all fence devices."""
    return [line for each in _tops(run.cib.resources, stonith) for line in resource_lines(each)]


def _tops(resources: Element, stonith: bool) -> list[Element]:
    kinds = {"master": "clone"}
    found = [each for each in resources.children if each.tag in RESOURCE_TAGS]
    if stonith:
        return [each for each in resources.walk() if each.get("class") == "stonith"]
    found = [each for each in found if each.get("class") != "stonith"]
    return sorted(found, key=lambda each: _ORDER.index(kinds.get(each.tag, each.tag)))


def show_config(run: Run, ids: Sequence[str], *, stonith: bool) -> None:
    """Show the configuration of these, or of all."""
    if run.options.get("--output-format", "text") != "text":
        raise Unsupported("pcs with --output-format")
    if not ids:
        lines = config_lines(run, stonith=stonith)
        if lines:
            run.out("\n".join(lines))
        return
    everything = [each for each in run.cib.resources.walk() if each.tag in RESOURCE_TAGS]
    if stonith:
        everything = [each for each in everything if each.get("class") == "stonith"]
    else:
        everything = [
            each for each in everything if each.get("class") != "stonith" or parent(run.cib, each) is not None
        ]
    found = {each.id: each for each in everything}
    label = "stonith device" if stonith else "resource"
    for id in dict.fromkeys(ids):
        if id not in found:
            run.warn(f"Unable to find {label} '{id}'")
    chosen = [found[id] for id in dict.fromkeys(ids) if id in found]
    if not chosen:
        raise UsageFault(f"No {label} found")
    kinds = {"master": "clone"}
    chosen.sort(key=lambda each: (_ORDER.index(kinds.get(each.tag, each.tag)), each.id))
    run.out("\n".join(line for each in chosen for line in resource_lines(each)))


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


refused("resource relations", "show what a resource depends on, and what depends on it")
