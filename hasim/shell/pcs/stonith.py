"""`pcs stonith`: fence devices, and fencing."""

from __future__ import annotations

from hasim.cib import Unsupported
from hasim.crmsh.agents import agent_names
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.families import warn_about_resource
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.metadata import AgentName, known, missing
from hasim.shell.pcs.primitive import make_primitive
from hasim.shell.pcs.resource_create import stopped
from hasim.shell.pcs.resource_delete import delete_resource
from hasim.shell.pcs.resource_disable import disable
from hasim.shell.pcs.resource_show import show_config, show_status
from hasim.shell.pcs.resource_state import cleanup, enable, failcount, refresh
from hasim.shell.pcs.resource_update import add_op, delete_op, set_meta, update_resource
from hasim.shell.pcs.resource_wait import wait_for
from hasim.shell.pcs.run import FORCE, Run
from hasim.shell.pcs.stonith_level import level_lines
from hasim.shell.pcs.text import indented
from hasim.shell.pcs.words import assignments, groups, operations

_KEYWORDS = ("op", "meta", "clone", "promotable", "bundle")


@command(
    "stonith create",
    "<stonith id> <type> [<parameter>=<value>]... [op <action> <option>=<value>...]... [meta <name>=<value>...]",
    options="--before --after --group --force --disabled --no-default-ops --agent-validation --wait -f",
)
def create(run: Run, words: list[str]) -> None:
    """Create a fence device."""
    if "--group" in run.options:
        raise Unsupported("pcs stonith create --group")
    if len(words) < 2:
        raise UsageFault
    id, type_ = words[:2]
    found = groups(words[2:], _KEYWORDS)
    flat = {keyword: [word for each in lists for word in each] for keyword, lists in found.items()}
    meta, parameters = assignments(flat.get("meta", [])), assignments(flat.get("", []))
    described = operations(found.get("op", []))
    if ":" in type_:
        run.error(
            f"Invalid stonith agent name '{type_}'. Agent name cannot contain the ':' character, do not use the "
            "'stonith:' prefix. List of agents can be obtained by using command 'pcs stonith list'."
        )
        run.check()
    agent = known(AgentName("stonith", "", type_))
    if agent.agent is None:
        if not run.force:
            run.error(missing(agent.name) + FORCE)
            run.check()
        run.warn(missing(agent.name))
    defaults = "--no-default-ops" not in run.options
    primitive = make_primitive(run, id, agent, parameters, described, meta, default_operations=defaults, kind="stonith")
    cib = run.cib
    if "--disabled" in run.options:
        primitive = stopped(cib, primitive)
    run.store(cib.with_section(cib.resources.with_child(primitive)))
    wait_for(run, id, running="--disabled" not in run.options)


@command("stonith update", "<stonith id> [<parameter>=<value>]...", options="-f --wait --force --agent-validation")
def update(run: Run, words: list[str]) -> None:
    """Change a fence device; an empty value takes a parameter away."""
    if not words:
        raise UsageFault
    warn_about_resource(run, [words[0]], "pcs resource update")
    update_resource(run, words)


@command("stonith meta", "<stonith id> <name>=<value>...", options="-f --force --wait")
def meta(run: Run, words: list[str]) -> None:
    """Set meta-attributes of a fence device."""
    if not words:
        raise UsageFault
    warn_about_resource(run, [words[0]], "pcs resource meta")
    set_meta(run, words)


@command("stonith delete|remove", "<stonith id>", options="-f --force")
def delete(run: Run, words: list[str]) -> None:
    """Delete a fence device."""
    if len(words) != 1:
        raise UsageFault
    warn_about_resource(run, words, "pcs resource delete")
    delete_resource(run, words[0])


@command("stonith op add", "<stonith id> <action> [<option>=<value>]...", options="-f --force")
def op_add(run: Run, words: list[str]) -> None:
    """Add an operation to a fence device."""
    if not words:
        raise UsageFault
    warn_about_resource(run, [words[0]], "pcs resource op add")
    add_op(run, words)


@command("stonith op delete|remove", "<stonith id> <action> [<option>=<value>]... | <operation id>", options="-f")
def op_delete(run: Run, words: list[str]) -> None:
    """Remove an operation of a fence device."""
    if not words:
        raise UsageFault
    warn_about_resource(run, [words[0]], "pcs resource op delete")
    delete_op(run, words)


@command("stonith config", "[<stonith id>...]", options="-f --output-format")
def config(run: Run, words: list[str]) -> None:
    """Show how fence devices are configured."""
    as_text = run.options.get("--output-format", "text") == "text"
    if not as_text:
        run.warn("Only 'text' output format is supported for stonith levels")
    show_config(run, words, stonith=True)
    if as_text:
        _show_levels(run)


@command("stonith status", "[<stonith id>] [node=<node>]", options="-f --hide-inactive", default_of="stonith")
def status(run: Run, words: list[str]) -> None:
    """Show where fence devices run."""
    show_status(run, words, stonith=True)
    if not words:
        _show_levels(run)


def _show_levels(run: Run) -> None:
    levels = level_lines(run.cib)
    if levels:
        run.out("\n".join(["", "Fencing Levels:", *indented(levels, 1)]))


@command("stonith enable", "<stonith id>...", options="--wait -f")
def enable_devices(run: Run, words: list[str]) -> None:
    """Let fence devices be started again."""
    warn_about_resource(run, words, "pcs resource enable")
    enable(run, words)


@command("stonith disable", "<stonith id>...", options="--wait -f")
def disable_devices(run: Run, words: list[str]) -> None:
    """Stop fence devices, so that their nodes cannot be fenced by them."""
    warn_about_resource(run, words, "pcs resource disable")
    disable(run, words)


command("stonith cleanup", "[<stonith id>] [node=<node>]", options="--strict")(cleanup)
command("stonith refresh", "[<stonith id>] [node=<node>]", options="--force --full --strict")(refresh)
command("stonith failcount show", "[<stonith id>] [node=<node>]", options="--full -f", default_of="stonith failcount")(
    failcount
)


@command("stonith list", "[<text in the name>]", options="--nodesc")
def list_agents(run: Run, words: list[str]) -> None:
    """List fence agents. Their descriptions are not modelled, only their names are shown."""
    if len(words) > 1:
        raise UsageFault
    names = [name.removeprefix("stonith:") for name in agent_names() if name.startswith("stonith:")]
    chosen = [name for name in names if not words or words[0].lower() in name.lower()]
    if not chosen:
        raise Failure("No stonith agents matching the filter.")
    run.out("\n".join(chosen))


@command("stonith fence", "<node>", options="--off")
def fence(run: Run, words: list[str]) -> None:
    """Have a node fenced: restarted, or with --off switched off."""
    if len(words) != 1:
        raise Failure("must specify one (and only one) node to fence")
    action = "-F" if "--off" in run.options else "-B"
    code, text = run.program("stonith_admin", action, words[0])
    if code:
        raise Failure(f"unable to fence '{words[0]}'\n{text}")
    run.say(f"Node: {words[0]} fenced")


@command("stonith confirm", "<node>", options="--force")
def confirm(run: Run, words: list[str]) -> None:
    """Tell the cluster that a node is off for sure. Nobody can be asked back here, so it has to be forced."""
    if len(words) != 1:
        raise Failure("must specify one (and only one) node to confirm fenced")
    danger = (
        f"If node '{words[0]}' is not powered off or it does have access to shared resources, data corruption and/or "
        "cluster failure may occur"
    )
    if not run.force:
        raise Failure(danger + FORCE)
    run.warn(danger)
    code, text = run.program("stonith_admin", "-C", words[0])
    if code:
        raise Failure(f"unable to confirm fencing of node '{words[0]}'\n{text}")
    run.out(f"Node: {words[0]} confirmed fenced")


@command("stonith history", "[show [<node>]] | cleanup [<node>] | update", options="", default_of=None)
def history(run: Run, words: list[str]) -> None:
    """Show who was fenced, or forget it."""
    verb = words[0] if words else "show"
    node = words[1] if len(words) > 1 else "*"
    if verb not in ("show", "cleanup", "update") or len(words) > 2:
        raise UsageFault
    options = ["--history", node, "--verbose"] if verb == "show" else ["--history", node, "--cleanup"]
    if verb == "update":
        options = ["--history", "*", "--broadcast"]
    code, text = run.program("stonith_admin", *options)
    if code:
        raise Failure(text.strip() or "unable to read the fencing history")
    run.out(text.rstrip("\n"))


refused("stonith describe", "show what a fence agent says of itself", "--full")
refused("stonith sbd enable|disable|config|status", "fencing by a shared disk and a watchdog", "--full")
refused("stonith sbd device setup|message", "the disk of SBD")
refused("stonith sbd watchdog list|test", "the watchdogs of this machine")
refused("stonith update-scsi-devices", "change the devices of a fence device without a restart")
