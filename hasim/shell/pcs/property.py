"""`pcs property`."""

from __future__ import annotations

import re
from collections import Counter

from hasim.cib import Cib, Element
from hasim.cib.duration import read_duration
from hasim.crmsh.properties import PROPERTIES
from hasim.shell.pcs.command import command, older_name
from hasim.shell.pcs.edit import set_with
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import used_ids
from hasim.shell.pcs.messages import invalid_options, invalid_value
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.words import assignments

__all__ = ["change_properties", "configured"]

READ_ONLY = ("cluster-infrastructure", "cluster-name", "dc-version", "have-watchdog", "last-lrm-refresh")
_CHOICES = {
    "no-quorum-policy": ("demote", "freeze", "ignore", "stop", "suicide"),
    "stonith-action": ("off", "poweroff", "reboot"),
    "node-health-strategy": ("custom", "migrate-on-red", "none", "only-green", "progressive"),
    "placement-strategy": ("balanced", "default", "minimal", "utilization"),
}
_BOOLEAN = ("0", "1", "false", "n", "no", "off", "on", "true", "y", "yes")
_TEXT = ("fence-reaction",)
_NUMBER = re.compile(r"[+-]?(\d+|INFINITY)$")
_TIMES = ("s", "min")
_TIME = re.compile(r"\d+(s|sec|m|min|h|hr)?$")


def known_properties() -> list[str]:
    """The properties that can be set, sorted."""
    return sorted(set(PROPERTIES) - set(READ_ONLY))


def _value_problem(name: str, value: str) -> str:
    """What a property takes instead of a value; empty if the value will do. The kind follows from the default."""
    default = PROPERTIES.get(name) or ""
    if name in _TEXT:
        return ""
    if name in _CHOICES:
        return "" if value in _CHOICES[name] else quoted_list(_CHOICES[name])
    if default in ("true", "false"):
        return "" if value.lower() in _BOOLEAN else f"a pacemaker boolean value: {quoted_list(_BOOLEAN)}"
    if default.endswith("%"):
        valid = value[:-1].isdigit() and value.endswith("%")
        return "" if valid else "a non-negative integer followed by '%' (e.g. 0%, 50%, 200%, ...)"
    if default.endswith(_TIMES) or name in (
        "stonith-watchdog-timeout",
        "priority-fencing-delay",
        "shutdown-lock-limit",
    ):
        valid = _TIME.match(value) is not None and read_duration(value) is not None
        return "" if valid else "time interval (e.g. 1, 2s, 3m, 4h, ...)"
    return "" if _NUMBER.match(value) else "an integer or INFINITY or -INFINITY"


@command("property set", "<name>=<value>...", options="--force -f")
def set_properties(run: Run, words: list[str]) -> None:
    """Set cluster properties; an empty value takes one away."""
    if not words:
        raise UsageFault
    change_properties(run, assignments(words))


@command("property unset", "<name>...", options="--force -f")
def unset_properties(run: Run, words: list[str]) -> None:
    """Take cluster properties away."""
    if not words:
        raise UsageFault
    doubled = [name for name, count in Counter(words).items() if count > 1]
    if doubled and not run.force:
        raise UsageFault(f"duplicate argument{'s' * (len(doubled) > 1)}: {quoted_list(doubled)}")
    change_properties(run, dict.fromkeys(words, ""))


def change_properties(run: Run, given: dict[str, str]) -> None:
    """Set properties; an empty value takes one away. The run ends where something is wrong with them."""
    cib = run.cib
    present = cib.crm_config.first("cluster_property_set")
    attributes = present or Element("cluster_property_set", {"id": "cib-bootstrap-options"})
    now = [pair.get("name") or "" for pair in attributes.all("nvpair")]
    _check_removed(run, [name for name, value in given.items() if not value], now, attributes.id)
    _check_names(run, given)
    for name, value in given.items():
        problem = _value_problem(name, value) if value and name in known_properties() else ""
        if problem and name == "stonith-watchdog-timeout":
            run.error(invalid_value(name, value, problem))
        elif problem:
            run.forceable(invalid_value(name, value, problem))
    watchdog = given.get("stonith-watchdog-timeout", "")
    if watchdog and read_duration(watchdog) not in (None, 0):
        run.error("stonith-watchdog-timeout can only be unset or set to 0 while SBD is disabled")
    run.check()
    changed = set_with(attributes, given.items(), used_ids(cib))
    if present is None:
        run.store(cib.with_section(cib.crm_config.with_child(changed)))
    else:
        run.store(cib.edit(present, changed))


def _check_removed(run: Run, removed: list[str], now: list[str], set_id: str) -> None:
    missing = [name for name in removed if name not in now]
    if missing:
        plural = len(missing) > 1
        run.forceable(
            f"Cannot remove propert{'ies' if plural else 'y'} {quoted_list(missing)}, "
            f"{'they are' if plural else 'it is'} not present in property set '{set_id}'"
        )


def _check_names(run: Run, given: dict[str, str]) -> None:
    known = known_properties()
    banned = [name for name in given if name in READ_ONLY]
    unknown = [name for name, value in given.items() if value and name not in known and name not in READ_ONLY]
    if unknown:
        run.forceable(invalid_options(unknown, known, "cluster property"))
    if banned:
        run.error(invalid_options(banned, known, "cluster property"))


def configured(cib: Cib) -> dict[str, str]:
    """The properties that are set, by name."""
    found: dict[str, str] = {}
    for each in cib.crm_config.all("cluster_property_set"):
        for pair in each.all("nvpair"):
            found[pair.get("name") or ""] = pair.get("value") or ""
    return dict(sorted(found.items()))


@command("property config", "[<property> | --all | --defaults]", options="--defaults --all -f", default_of="property")
def config(run: Run, words: list[str]) -> None:
    """Show the properties that are set, one of them, all, or the default values."""
    if len(words) > 1:
        raise UsageFault
    everything, defaults = "--all" in run.options, "--defaults" in run.options
    if everything and defaults:
        raise Failure("you cannot specify both --all and --defaults")
    if (everything or defaults) and words:
        raise Failure("you cannot specify a property when using --all or --defaults")
    usual = {
        name: value or "" for name, value in PROPERTIES.items() if name not in ("dc-version", "cluster-infrastructure")
    }
    shown = usual if everything or defaults else {}
    if not defaults:
        shown = {**shown, **configured(run.cib)}
    if words:
        shown = {name: value for name, value in shown.items() if name == words[0]}
        shown = shown or {name: value for name, value in usual.items() if name == words[0]}
    run.out("\n".join(["Cluster Properties:", *(f" {name}: {value}" for name, value in sorted(shown.items()))]))


older_name("property list|show", "property config")
