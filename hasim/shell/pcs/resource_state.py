"""`pcs resource enable`, `disable`, `manage`, `unmanage`, `restart`, `cleanup`, `refresh`, `failcount`."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.cib.values import is_true
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import value_of, with_values_first
from hasim.shell.pcs.families import warn_about_stonith
from hasim.shell.pcs.faults import Failure, Stop, UsageFault
from hasim.shell.pcs.lookup import RESOURCE_TAGS, any_resource, clone_around, members, parent
from hasim.shell.pcs.resource_wait import wait_for
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.words import within
from hasim.shell.pcs.words_kinds import not_found

__all__ = ["all_ids", "cleanup", "enable", "failcount", "named", "refresh", "warn_unmanaged", "with_meta"]

_RERUN = "Re-run with '--monitor' to enable them."


def named(run: Run, ids: list[str]) -> list[Element]:
    """The resources of these ids, or in the tags of these ids; what is missing is reported."""
    cib, found = run.cib, []
    for id in ids:
        element = any_resource(cib, id)
        tag = next((each for each in cib.section("tags").all("tag") if each.id == id), None)
        if element is not None:
            found.append(element)
        elif tag is not None:
            inside = (any_resource(cib, each.id) for each in tag.children)
            found += [each for each in inside if each is not None]
        else:
            run.error(not_found(cib, id, (*RESOURCE_TAGS, "tag")))
    return list({each.id: each for each in found}.values())


def all_ids(elements: list[Element]) -> list[str]:
    """Their ids, each once."""
    return list(dict.fromkeys(each.id for each in elements))


def with_meta(cib: Cib, ids: list[str], name: str, value: str) -> Cib:
    """The CIB in which these resources have a meta-attribute; without it for an empty value."""
    for id in ids:
        element = any_resource(cib, id)
        assert element is not None
        cib = with_values_first(cib, element, "meta_attributes", [(name, value)])
    return cib


def warn_unmanaged(run: Run, ids: list[str]) -> None:
    """Warn of resources that the cluster leaves alone."""
    for id in ids:
        element = any_resource(run.cib, id)
        assert element is not None
        if not _is_managed(run.cib, element):
            run.warn(f"'{id}' is unmanaged")


def _is_managed(cib: Cib, element: Element) -> bool:
    if value_of(cib.crm_config, "cluster_property_set", "maintenance-mode") in ("true", "yes", "on", "1", "y"):
        return False
    chain = [element]
    while (outer := parent(cib, chain[-1])) is not None:
        chain.append(outer)
    if any(is_true(value_of(each, "meta_attributes", "maintenance").lower()) for each in (*chain, *element.walk())):
        return False
    said = [text for each in chain if (text := value_of(each, "meta_attributes", "is-managed"))]
    inside = [each for each in element.walk() if each.tag == "primitive" and each is not element]
    if said and not is_true(said[0]):
        return False
    return not any(
        value_of(each, "meta_attributes", "is-managed").lower() in ("false", "no", "off", "0") for each in inside
    )


@command("resource enable", "<resource or tag id>...", options="--wait -f")
def enable_resources(run: Run, words: list[str]) -> None:
    """Let resources be started again."""
    if not words:
        raise UsageFault("You must specify resource(s) to enable")
    warn_about_stonith(run, words, "pcs stonith enable")
    enable(run, words)


def enable(run: Run, words: list[str]) -> None:
    """Let resources or fence devices be started again."""
    if not words:
        raise UsageFault("You must specify resource(s) to enable")
    found = named(run, words)
    ids: list[str] = []
    for each in found:
        around = parent(run.cib, each)
        ids.append(each.id)
        if each.tag in ("clone", "master", "bundle"):
            ids += [inner.id for inner in members(each)[:1]]
        elif around is not None and around.tag in ("clone", "master", "bundle"):
            ids.append(around.id)
    ids = list(dict.fromkeys(ids))
    warn_unmanaged(run, ids)
    run.check()
    run.store(with_meta(run.cib, ids, "target-role", ""))
    for each in found:
        wait_for(run, each.id)


@command("resource unmanage", "<resource or tag id>...", options="-f --monitor")
def unmanage(run: Run, words: list[str]) -> None:
    """Leave resources alone."""
    if not words:
        raise UsageFault("You must specify resource(s) to unmanage")
    warn_about_stonith(run, words)
    found = named(run, words)
    primitives = [inner for each in found for inner in each.walk() if inner.tag == "primitive"]
    run.check()
    bundles = [each for each in found if each.tag == "bundle"]
    cib = with_meta(run.cib, all_ids([*bundles, *primitives]), "is-managed", "false")
    run.store(_with_monitors(cib, all_ids(primitives), "false") if "--monitor" in run.options else cib)


@command("resource manage", "<resource or tag id>...", options="-f --monitor")
def manage(run: Run, words: list[str]) -> None:
    """Look after resources again."""
    if not words:
        raise UsageFault("You must specify resource(s) to manage")
    warn_about_stonith(run, words)
    found = named(run, words)
    chosen: list[Element] = []
    for each in found:
        chosen += [inner for inner in each.walk() if inner.tag in RESOURCE_TAGS]
        outer = parent(run.cib, each)
        while outer is not None:
            chosen.append(outer)
            outer = parent(run.cib, outer)
    ids = all_ids(chosen)
    cib = with_meta(run.cib, ids, "is-managed", "")
    if "--monitor" in run.options:
        cib = _with_monitors(cib, [each.id for each in chosen if each.tag == "primitive"], None)
    for each in sorted(found, key=lambda each: each.id):
        _warn_without_monitors(run, cib, each)
    run.check()
    run.store(cib)


def _with_monitors(cib: Cib, ids: list[str], enabled: str | None) -> Cib:
    for id in ids:
        element = any_resource(cib, id)
        assert element is not None
        for each in [op for op in element.walk() if op.tag == "op" and op.get("name") == "monitor"]:
            cib = cib.edit(each, each.with_attributes({"enabled": enabled}))
    return cib


def _warn_without_monitors(run: Run, cib: Cib, element: Element) -> None:
    for inner in (each for each in element.walk() if each.tag == "primitive"):
        now = any_resource(cib, inner.id)
        assert now is not None
        monitors = [op for op in now.walk() if op.tag == "op" and op.get("name") == "monitor"]
        if monitors and not any(is_true(op.get("enabled", "true")) for op in monitors):
            run.warn(f"Resource '{inner.id}' has no enabled monitor operations. {_RERUN}")


@command("resource restart", "<resource id> [<node>]", options="--wait")
def restart(run: Run, words: list[str]) -> None:
    """Stop a resource, wait, and start it again."""
    if not words:
        raise Failure("You must specify a resource to restart")
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")
    id = words[0]
    warn_about_stonith(run, [id])
    element = any_resource(run.cib, id)
    clone = clone_around(run.cib, element) if element is not None else None
    if clone is not None and element is not None and element.tag in ("primitive", "group"):
        run.warn(f"using {clone.id}... (if a resource is a clone or bundle you must use the clone or bundle name)")
        id = clone.id
    options = ["--node", words[1]] if len(words) > 1 else []
    if options and (element is None or element.tag not in ("clone", "master", "bundle")) and clone is None:
        raise Failure(
            f"can only restart on a specific node for a clone or bundle, clone or bundle '{id}' does not exist"
        )
    if run.options.get("--wait"):
        options += ["--timeout", run.options["--wait"]]
    status, text = run.program("crm_resource", "--restart", "--resource", id, *options)
    if status:
        raise Failure(text.rstrip())
    run.say(f"{id} successfully restarted")


@command(
    "resource cleanup",
    "[<resource id>] [node=<node>] [operation=<operation> [interval=<interval>]]",
    options="--strict",
)
def cleanup(run: Run, words: list[str]) -> None:
    """Forget failed operations, of all resources or of one."""
    id, given = _what(words, ("node", "operation", "interval"))
    options = ["--resource", id] if id else []
    for name in ("node", "operation", "interval"):
        options += [f"--{name}", given[name]] if name in given else []
    _forget(run, "--cleanup", id, options, "Unable to forget failed operations of resource")


@command("resource refresh", "[<resource id>] [node=<node>]", options="--force --full --strict")
def refresh(run: Run, words: list[str]) -> None:
    """Forget the whole history and look anew, of all resources or of one."""
    id, given = _what(words, ("node",))
    options = ["--resource", id] if id else []
    options += ["--node", given["node"]] if "node" in given else []
    _forget(run, "--refresh", id, options, "Unable to delete history of resource")


def _what(words: list[str], names: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    named = bool(words) and "=" not in words[0]
    return (words[0] if named else ""), within(words[1:] if named else words, names)


def _forget(run: Run, action: str, id: str, options: list[str], problem: str) -> None:
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")
    strict = ["--force"] if "--strict" in run.options else []
    status, text = run.program("crm_resource", action, *options, *strict)
    if status:
        what = f": {id}" if id else "s"
        raise Failure(f"{problem}{what}\n{text.strip()}")
    run.say(text.strip())


@command(
    "resource failcount show",
    "[<resource id>] [node=<node>] [operation=<operation> [interval=<interval>]]",
    options="--full -f",
    default_of="resource failcount",
)
def failcount(run: Run, words: list[str]) -> None:
    """Show how often resources failed."""
    from hasim.shell.pcs.failcounts import lines

    id, given = _what(words, ("node", "operation", "interval"))
    if "interval" in given and "operation" not in given:
        raise Failure("If option 'interval' is specified, option 'operation' must be specified as well")
    run.out("\n".join(lines(run.cib, id, given, full="--full" in run.options)))


_FORCED = {"start": "start", "stop": "stop", "promote": "promote", "demote": "demote", "monitor": "check"}


def _debug(name: str) -> None:
    def run_it(run: Run, words: list[str]) -> None:
        _by_hand(run, words, name)

    run_it.__doc__ = f"Run the agent's {name} on this node, past the cluster."
    command(f"resource debug-{name}", "<resource id>", options="--force --full")(run_it)


for _name in _FORCED:
    _debug(_name)


def _by_hand(run: Run, words: list[str], name: str) -> None:
    action = f"debug-{name}"
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")
    if not words:
        raise Failure(f"You must specify a resource to {action}")
    if len(words) > 1:
        raise UsageFault
    id = words[0]
    element = any_resource(run.cib, id)
    if element is None:
        raise Failure(f"unable to find a resource/clone/group/bundle: {id}")
    warn_about_stonith(run, [id])
    inner = ",".join(each.id for each in members(element))
    if element.tag == "bundle":
        raise Failure(f"unable to {action} a bundle" + (f", try the bundle's resource: {inner}" if inner else ""))
    if element.tag == "group":
        raise Failure(f"unable to {action} a group, try one of the group's resource(s) ({inner})")
    if element.tag != "primitive":
        raise Failure(f"unable to {action} a clone, try the clone's resource: {inner}")
    options = ["--verbose"] * 2 * ("--full" in run.options) + ["--force"] * run.force
    status, text = run.program("crm_resource", "-r", id, f"--force-{_FORCED[name]}", *options)
    if "doesn't support stonith resources" in text:
        run.say("Error: stonith devices are not supported")
    else:
        run.out(text.rstrip())
    raise Stop(status)
