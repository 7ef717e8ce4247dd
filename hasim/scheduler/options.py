"""Reading the cluster options."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib.document import Cib
from hasim.cib.duration import parse_duration, to_seconds
from hasim.cib.nvset import BOOTSTRAP, name_values
from hasim.cib.rule import RuleContext
from hasim.cib.score import INFINITY, parse_score
from hasim.cib.values import parse_boolean, parse_integer
from hasim.scheduler.cluster import Options

_LEGACY = {"fencing-enabled": "stonith-enabled", "stop-removed-resources": "stop-orphan-resources"}
_QUORUM_POLICIES = {name: name for name in ("stop", "freeze", "ignore", "demote", "fence")} | {"suicide": "fence"}
_PLACEMENTS = ("default", "utilization", "balanced", "minimal")
_HEALTH_STRATEGIES = ("none", "migrate-on-red", "only-green", "progressive", "custom")


def read_options(cib: Cib, context: RuleContext) -> Options:
    """The options of a CIB. What is absent or not a valid value has its default."""
    values = name_values(cib.crm_config, "cluster_property_set", context, first=BOOTSTRAP)

    def text(name: str) -> str | None:
        return values.get(name, values.get(_LEGACY.get(name, name)))

    def flag(name: str, default: bool) -> bool:
        found = parse_boolean(text(name))
        return default if found is None else found

    def choice(name: str, choices: tuple[str, ...]) -> str:
        found = (text(name) or "").lower()
        return found if found in choices else choices[0]

    fencing = flag("fencing-enabled", True)
    colours = _health_colours(values)
    return Options(
        values=values,
        symmetric=flag("symmetric-cluster", True),
        fencing_enabled=fencing,
        have_watchdog=flag("have-watchdog", False),
        startup_fencing=fencing and flag("startup-fencing", True),
        no_quorum_policy=_quorum_policy(cib, text("no-quorum-policy"), fencing),
        maintenance_mode=flag("maintenance-mode", False),
        stop_all_resources=flag("stop-all-resources", False),
        stop_removed_resources=flag("stop-removed-resources", True),
        placement_strategy=choice("placement-strategy", _PLACEMENTS),
        shutdown_lock=flag("shutdown-lock", False),
        shutdown_lock_limit=to_seconds(parse_duration(text("shutdown-lock-limit"))),
        node_pending_timeout=to_seconds(parse_duration(text("node-pending-timeout"))),
        health_strategy=choice("node-health-strategy", _HEALTH_STRATEGIES),
        health_base=parse_score(text("node-health-base")),
        health_green=colours["green"],
        health_yellow=colours["yellow"],
        health_red=colours["red"],
        start_failure_is_fatal=flag("start-failure-is-fatal", True),
        enable_startup_probes=flag("enable-startup-probes", True),
        concurrent_fencing=flag("concurrent-fencing", True),
        fence_remote_without_quorum=flag("fence-remote-without-quorum", False),
        fencing_action=text("fencing-action") or values.get("stonith-action") or "reboot",
    )


def _quorum_policy(cib: Cib, text: str | None, fencing: bool) -> str:
    """Fencing everybody for want of quorum needs fencing, and a cluster that had quorum once."""
    policy = _QUORUM_POLICIES.get((text or "").lower(), "stop")
    if policy == "fence":
        had_quorum = parse_boolean(cib.root.get("have-quorum")) or (parse_integer(cib.root.get("no-quorum-panic")) or 0)
        if not (fencing and had_quorum):
            return "stop"
    return policy


def _health_colours(values: Mapping[str, str]) -> dict[str, int]:
    """What the colours mean as scores under the chosen node-health-strategy."""
    strategy = values.get("node-health-strategy", "none").lower()
    if strategy == "migrate-on-red":
        return {"green": 0, "yellow": 0, "red": -INFINITY}
    if strategy == "only-green":
        return {"green": 0, "yellow": -INFINITY, "red": -INFINITY}
    if strategy not in ("progressive", "custom"):
        return {"green": 0, "yellow": 0, "red": 0}
    return {
        "green": parse_score(values.get("node-health-green")),
        "yellow": parse_score(values.get("node-health-yellow")),
        "red": parse_score(values.get("node-health-red"), -INFINITY),
    }
