"""`pcs resource disable` and `safe-disable`: at once, only if nothing else is affected, or on paper."""

from __future__ import annotations

from collections import Counter

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.families import warn_about_stonith
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.rehearsal import Operation, Rehearsal, rehearse
from hasim.shell.pcs.resource_state import all_ids, named, warn_unmanaged, with_meta
from hasim.shell.pcs.resource_wait import wait_for
from hasim.shell.pcs.run import Run, quoted_list

__all__ = ["disable"]

_NONE = "You must specify resource(s) to disable"


@command("resource disable", "<resource or tag id>...", options="--wait --brief --safe --simulate --no-strict -f")
def disable_resources(run: Run, words: list[str]) -> None:
    """Stop resources and keep them stopped. --safe only if nothing else is affected (with --no-strict: stopped or
    demoted) by that; --simulate only shows what would happen, with --brief what else is affected."""
    if not words:
        raise UsageFault(_NONE)
    warn_about_stonith(run, words, "pcs stonith disable")
    disable(run, words)


def disable(run: Run, words: list[str]) -> None:
    """Stop resources or fence devices and keep them stopped."""
    if not words:
        raise UsageFault(_NONE)
    _check_options(run)
    _disable(run, words, safe=bool({"--safe", "--no-strict"} & set(run.options)))


def _check_options(run: Run) -> None:
    given = set(run.options)
    together = sorted({"-f", "--simulate", "--wait"} & given, key=lambda name: name.strip("-"), reverse=True)
    if len(together) > 1:
        raise UsageFault(f"Only one of {quoted_list(together)} can be used")
    for option, others in (("--simulate", ("-f", "--safe", "--wait")), ("--safe", ("-f",)), ("--no-strict", ("-f",))):
        strange = [name for name in others if name in given]
        if option in given and strange:
            raise UsageFault(f"'{option}' cannot be used with {quoted_list(strange)}")
    if "--brief" in given and not given & {"--simulate", "--safe", "--no-strict"}:
        raise UsageFault("'--brief' cannot be used without '--simulate' or '--safe'")


@command("resource safe-disable", "<resource or tag id>...", options="--brief --force --no-strict --simulate --wait")
def safe_disable(run: Run, words: list[str]) -> None:
    """Stop resources and keep them stopped, if nothing else is affected by that; --force does it all the same."""
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")
    strange = [name for name in ("--no-strict", "--simulate") if name in run.options]
    if run.force and strange:
        raise UsageFault(f"'--force' cannot be used with {quoted_list(strange)}")
    if run.force:
        run.warn("option '--force' is specified therefore checks for disabling resource safely will be skipped")
    if not words:
        raise UsageFault(_NONE)
    warn_about_stonith(run, words, "pcs stonith disable")
    _disable(run, words, safe=not run.force)


def _disable(run: Run, words: list[str], *, safe: bool) -> None:
    found = named(run, words)
    ids = all_ids(found)
    warn_unmanaged(run, ids)
    run.check()
    cib = with_meta(run.cib, ids, "target-role", "Stopped")
    if "--simulate" in run.options:
        return _simulate(run, cib, found)
    if safe:
        played = rehearse(run, cib)
        _check_others(run, played, found)
    run.store(cib)
    for id in words:
        wait_for(run, id, running=False)
    return None


def _affected(run: Run, operations: tuple[Operation, ...], found: list[Element]) -> list[str]:
    """What else something is done to; without strictness only what is left stopped or demoted."""
    inside = {inner.id for each in found for inner in each.walk()}
    others = [each for each in operations if each.resource not in inside]
    if "--no-strict" not in run.options:
        return sorted({each.resource for each in others})
    left: set[str] = set()
    for down, up in (("stop", "start"), ("demote", "promote")):
        count = Counter[str]()
        for each in others:
            count[each.resource] += (each.kind == down) - (each.kind == up)
        left |= {resource for resource, number in count.items() if number > 0}
    return sorted(left)


def _simulate(run: Run, cib: Cib, found: list[Element]) -> None:
    played = rehearse(run, cib)
    if "--brief" not in run.options:
        run.out(played.text)
        return
    others = _affected(run, played.operations, found)
    if others:
        run.out("\n".join(others))


def _check_others(run: Run, played: Rehearsal, found: list[Element]) -> None:
    others, ids = _affected(run, played.operations, found), all_ids(found)
    if not others:
        return
    run.error(
        f"Disabling specified resource{'s' * (len(ids) > 1)} would have an effect on "
        f"{'these resources' if len(others) > 1 else 'this resource'}: {quoted_list(others)}"
    )
    if "--brief" not in run.options:
        run.say(f"\nSimulation result:\n{played.text}")
    run.check()
