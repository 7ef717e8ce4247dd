"""`pcs resource move`, `move-with-constraint`, `ban` and `clear`: crm_resource does the work."""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Cib, Element
from hasim.cib.values import is_true
from hasim.shell.crm_resource import running_on
from hasim.shell.filehost import CibFile
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import value_of
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.lookup import RESOURCE_TAGS, any_resource, clone_around
from hasim.shell.pcs.lookup import node as find_node
from hasim.shell.pcs.rehearsal import rehearse
from hasim.shell.pcs.resource_wait import wait_for, where
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.words_kinds import not_found

_BAN = "using the clear option or by editing the CIB with an appropriate tool"
_PROMOTED = "when specifying --promoted you must use the promotable clone id"


@command(
    "resource move-with-constraint", "<resource id> [<node>] [lifetime=<lifetime>]", options="-f --promoted --wait"
)
def move_with_constraint(run: Run, words: list[str]) -> None:
    """Move a resource by a constraint that stays: to a node, or away from where it is."""
    id, node, lifetime = _words(words, "move")
    _check_move(run, _found(run, id), node)
    _use(run, "move", id, node, lifetime)
    wait_for(run, id)


@command("resource ban", "<resource id> [<node>] [lifetime=<lifetime>]", options="-f --promoted --wait")
def ban(run: Run, words: list[str]) -> None:
    """Keep a resource off a node, or away from where it is."""
    id, node, lifetime = _words(words, "ban")
    _check_promoted(run, _found(run, id), node)
    _use(run, "ban", id, node, lifetime)
    wait_for(run, id)


@command("resource clear", "<resource id> [<node>]", options="-f --expired --promoted --wait")
def clear(run: Run, words: list[str]) -> None:
    """Take away the constraints that moving and banning made."""
    if not words:
        raise UsageFault("must specify a resource to clear")
    if len(words) > 2:
        raise UsageFault
    _check_promoted(run, _found(run, words[0]))
    options = ["--node", words[1]] if len(words) > 1 else []
    options += ["--promoted"] if "--promoted" in run.options else []
    options += ["--expired"] if "--expired" in run.options else []
    status, text = run.program("crm_resource", "--clear", "--resource", words[0], *options)
    if status:
        raise Failure(f"cannot clear resource '{words[0]}'\n{text.strip()}")
    run.say(text.strip())
    wait_for(run, words[0])


def _words(words: list[str], verb: str) -> tuple[str, str, str]:
    if not words:
        raise UsageFault(f"must specify a resource to {verb}")
    if len(words) > 3:
        raise UsageFault
    node, lifetime = "", ""
    for word in words[1:]:
        if word.startswith("lifetime=") and not lifetime:
            lifetime = word.split("=")[1]
            lifetime = f"P{lifetime}" if lifetime[:1].isdigit() else lifetime
        elif not word.startswith("lifetime=") and not node:
            node = word
        else:
            raise UsageFault
    return words[0], node, lifetime


def _found(run: Run, id: str) -> Element | None:
    """The resource of that id; reported where there is none."""
    found = any_resource(run.cib, id)
    if found is None:
        run.error(not_found(run.cib, id, RESOURCE_TAGS))
    elif found.get("class") == "stonith":
        run.deprecated(
            "Ability of this command to accept stonith device is deprecated and will be removed in a future release."
        )
    return found


def _promotable(run: Run, element: Element) -> Element | None:
    """The promotable clone that a resource is, or is in."""
    clone = element if element.tag in ("clone", "master") else clone_around(run.cib, element)
    if clone is None:
        return None
    return clone if clone.tag == "master" or is_true(value_of(clone, "meta_attributes", "promotable")) else None


def _check_move(run: Run, element: Element | None, node: str = "") -> None:
    if element is None:
        return _check_promoted(run, None, node)
    promotable = _promotable(run, element)
    is_clone = element.tag in ("clone", "master") or clone_around(run.cib, element) is not None
    if element.tag == "bundle":
        run.error("cannot move bundle resources")
    elif is_clone and promotable is None:
        run.error("cannot move cloned resources")
    elif "--promoted" not in run.options and promotable is not None and promotable is not element:
        run.error(f"to move promotable clone resources you must use the promotable clone id ({promotable.id})")
    else:
        return _check_promoted(run, element, node)
    return _check_promoted(run, None, node)


def _check_promoted(run: Run, element: Element | None, node: str = "") -> None:
    """End the run for --promoted of what cannot be promoted, for an unknown node, and for what was reported before."""
    promotable = _promotable(run, element) if element is not None else None
    if element is not None and "--promoted" in run.options and promotable is not element:
        more = f" ({promotable.id})" if promotable is not None else ""
        run.error(_PROMOTED + more)
    if node and find_node(run.cib, node) is None:
        run.error(f"Node '{node}' does not appear to exist in configuration")
    run.check()


def _use(run: Run, verb: str, id: str, node: str, lifetime: str) -> None:
    options = ["--node", node] if node else []
    options += ["--promoted"] if "--promoted" in run.options else []
    options += ["--lifetime", lifetime] if lifetime else []
    status, text = run.program("crm_resource", f"--{verb}", "--resource", id, *options)
    if status:
        if "not moved: active in" in text and "specify a node" in text:
            raise Failure("You must specify a node when moving/banning a stopped resource")
        raise Failure(f"cannot {verb} resource '{id}'\n{text.strip()}")
    said = _as_pcs_says(text)
    if said:
        run.warn(said)
    if verb == "move" and node:
        run.warn(
            f"A move constraint has been created and the resource '{id}' may or may not move depending on other "
            "configuration"
        )


def _as_pcs_says(text: str) -> str:
    """crm_resource's warning in pcs's words."""
    said = text.replace("WARNING: Creating rsc_location constraint", "Creating location constraint")
    lines = [line.replace(f" {_BAN}", "").rstrip() for line in said.split("\n")]
    lines = [f"{line}." if "with a score of" in line and not line.endswith(".") else line for line in lines]
    return "\n".join(line for line in lines if line)


@command("resource move", "<resource id> [<node>]", options="--autodelete --promoted --strict --wait")
def move(run: Run, words: list[str]) -> None:
    """Move a resource, to a node or away from where it is, and take the constraint away once it has moved."""
    if not words:
        raise UsageFault("must specify a resource to move")
    if len(words) > 2:
        raise UsageFault
    if len(words) > 1 and words[1].startswith("lifetime="):
        run.deprecated("Option 'lifetime' has been removed. See 'man pcs' -> Changes in pcs-0.11.")
    if "--autodelete" in run.options:
        run.deprecated(
            "Option '--autodelete' is deprecated. There is no need to use it as its functionality is default now."
        )
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")
    _move(run, words[0], words[1] if len(words) > 1 else "")


def _move(run: Run, id: str, node: str) -> None:
    _check_move(run, _found(run, id), node)
    before = where(run, id)
    if not before:
        raise Failure(f"It is not possible to move resource '{id}' as it is not running at the moment")
    moved = _rehearsed(run, run.cib, "--move", id, node)
    _check_outcome(run, moved, id, node, before)
    run.store(moved)
    run.say(f"Location constraint to move resource '{id}' has been created")
    run.say("Waiting for the cluster to apply configuration changes...")
    run.program("crm_resource", "--wait")
    run.store(_rehearsed(run, run.cib, "--clear", id, node))
    run.say(f"Location constraint created to move resource '{id}' has been removed")
    run.say("Waiting for the cluster to apply configuration changes...")
    run.program("crm_resource", "--wait")
    _tell(run, id, node, before)


def _check_outcome(run: Run, moved: Cib, id: str, node: str, before: list[str]) -> None:
    """Failure, before anything is stored, where the resource would not move or would not stay."""
    played = rehearse(run, moved).after
    there = _where(run, played, id)
    if (node and node not in there) or (not node and there == before):
        raise Failure(
            f"Unable to move resource '{id}' using a location constraint. Current location of the resource may be "
            "affected by some other constraint."
        )
    if _where(run, rehearse(run, _rehearsed(run, played, "--clear", id, node)).after, id) != there:
        raise Failure(
            f"Unable to ensure that moved resource '{id}' will stay on the same node after a constraint used for "
            "moving it is removed."
        )


def _where(run: Run, cib: Cib, id: str) -> list[str]:
    return sorted(running_on(cib, id, int(run.context.now), run.dialect))


def _rehearsed(run: Run, cib: Cib, action: str, id: str, node: str) -> Cib:
    """The CIB as crm_resource would leave it."""
    copy = CibFile(cib.text())
    trial = Run(replace(run.context, cluster=copy), run.options)
    options = ["--node", node] if node else []
    options += ["--promoted"] if "--promoted" in run.options else []
    status, text = trial.program("crm_resource", action, "--resource", id, *options)
    if status:
        verb = "move" if action == "--move" else "clear"
        raise Failure(f"cannot {verb} resource '{id}'\n{text.strip()}")
    return copy.query().with_root_attributes(dict(cib.root.attributes))


def _tell(run: Run, id: str, node: str, before: list[str]) -> None:
    now = where(run, id)
    if not now:
        raise Failure(f"resource '{id}' is not running on any node")
    listed = ", ".join(f"'{each}'" for each in now)
    text = f"resource '{id}' is running on node{'s' * (len(now) > 1)} {listed}"
    if (node and node not in now) or (not node and now == before):
        raise Failure(text)
    run.say(text)
