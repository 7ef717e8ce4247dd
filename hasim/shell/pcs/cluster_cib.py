"""`pcs cluster cib`, `cib-push` and `cib-upgrade`: the configuration as a file."""

from __future__ import annotations

from hasim.cib import Cib, CibError, Unsupported, parse_xml, write_xml
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.resource_wait import wait_until_idle
from hasim.shell.pcs.run import Run

_SCOPES: tuple[str, ...] = (
    "acls",
    "alerts",
    "configuration",
    "constraints",
    "crm_config",
    "fencing-topology",
    "nodes",
    "op_defaults",
)
_SCOPES += ("resources", "rsc_defaults", "tags")

_OLDER = (
    "Unable to push to the CIB because pushed configuration is older than existing one. If you are sure you want to "
    "push this configuration, try to use --config to replace only configuration part instead of whole CIB. Otherwise "
    "get current configuration by running command 'pcs cluster cib' and update that."
)


def _words(words: list[str], names: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    if len(words) > 2:
        raise UsageFault
    name, options = "", {}
    for word in words:
        key, sign, value = word.partition("=")
        if not sign:
            name = word
        elif key in names:
            options[key] = value
        else:
            raise UsageFault
    return name, options


@command("cluster cib", "[<file>] [scope=<section> | --config]", options="--config -f")
def cib(run: Run, words: list[str]) -> None:
    """Show the CIB, or save it to a file."""
    name, options = _words(words, ("scope",))
    scope = _scope(run, options)
    whole = run.cib
    if scope in ("", "cib"):
        text = whole.text()
    elif scope == "configuration":
        text = write_xml(whole.configuration)
    elif whole.configuration.first(scope) is None:
        raise Failure(f"unable to get cib, scope '{scope}' not present in cib")
    else:
        text = write_xml(whole.section(scope))
    if not name:
        run.context.out(text)
        return
    run.context.files.write(run.context.path(name), text)


def _scope(run: Run, options: dict[str, str]) -> str:
    if "--config" in run.options and "scope" in options:
        raise Failure("Cannot use both scope and --config")
    if "--config" in run.options:
        return "configuration"
    scope = options.get("scope", "")
    if scope and scope not in _SCOPES:
        raise Failure(f"invalid CIB scope '{scope}'")
    return scope


@command("cluster cib-push", "<file> [scope=<section> | diff-against=<file> | --config]", options="--wait --config -f")
def push(run: Run, words: list[str]) -> None:
    """Put the CIB of a file in the place of the one in use; with diff-against only what differs between two files."""
    name, options = _words(words, ("scope", "diff-against"))
    scope = _scope(run, options)
    if "diff-against" in options and scope:
        raise Failure("Cannot use both scope and diff-against")
    if not name:
        raise UsageFault
    new = _read(run, name)
    if "diff-against" in options:
        _push_difference(run, _read(run, options["diff-against"]), new)
    else:
        _push(run, new, scope)
    run.say("CIB updated")
    wait_until_idle(run)


def _read(run: Run, name: str) -> Cib:
    try:
        return Cib(parse_xml(run.context.files.read(run.context.path(name))))
    except OSError as error:
        raise Failure(f"unable to parse new cib: [Errno 2] No such file or directory: '{name}'") from error
    except CibError as error:
        raise Failure(f"unable to parse new cib: {error}") from error


def _push(run: Run, new: Cib, scope: str) -> None:
    now = run.cib
    if not scope:
        if new.version[:2] < now.version[:2]:
            raise Failure(_OLDER)
        run.store(new)
        return
    if not any(each.tag == scope for each in new.root.walk()):
        raise Failure(f"unable to push cib, scope '{scope}' not present in new cib")
    element = new.configuration if scope == "configuration" else new.section(scope)
    run.store(now.with_section(element))


def _push_difference(run: Run, old: Cib, new: Cib) -> None:
    """Take over the sections in which the files differ; one that changed since is refused."""
    now, changed = run.cib, run.cib
    names = dict.fromkeys(each.tag for each in (*old.configuration.children, *new.configuration.children))
    for name in names:
        one, other = old.section(name), new.section(name)
        if one == other:
            continue
        if now.section(name) != one:
            raise Unsupported(f"pcs cluster cib-push: a difference in a section that has changed since ({name})")
        changed = changed.with_section(other)
    if changed is now:
        run.say("The new CIB is the same as the original CIB, nothing to push.")
        return
    run.store(changed)


@command("cluster cib-upgrade", "", options="-f")
def upgrade(run: Run, words: list[str]) -> None:
    """Bring the CIB to the newest schema."""
    if words:
        raise UsageFault
    code, text = run.program("cibadmin", "--upgrade", "--force")
    if code:
        raise Failure(f"unable to upgrade cluster: {text}")
    if text.strip() != "Upgrade unnecessary: Schema is already the latest available":
        run.say("Cluster CIB has been upgraded to latest version")


refused("cluster edit", "edit the CIB in an editor", "-f --config --wait")
