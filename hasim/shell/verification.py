"""What is wrong with a configuration in itself, as crm_verify says it of a CIB without status.

The lines are those that crm_verify of Pacemaker 2.1.5 writes with two -V; the 1.1 generation wrote them in another
form. The status 78 says that the configuration is not valid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hasim.cib import Cib, Dialect, Element
from hasim.shell.grammar import faults
from hasim.shell.schema import problems
from hasim.shell.verification_meta import ROLES, is_time, meta_findings, number_findings

__all__ = ["verify_configuration"]

_TRUE = ("true", "on", "yes", "y", "1")
_FALSE = ("false", "off", "no", "n", "0")
_NO_FENCING = (
    "Resource start-up disabled since no STONITH resources have been defined",
    "Either configure some or disable STONITH with the stonith-enabled option",
    "NOTE: Clusters with shared data need STONITH to ensure data integrity",
)
_NUMBER = re.compile(r"[+-]?\d+")
_SCORE = re.compile(r"[+-]?(\d+|INFINITY)|red|yellow|green", re.I)


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


def _is_boolean(value: str) -> bool:
    return value.lower() in (*_TRUE, *_FALSE)


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


def _is_score(value: str) -> bool:
    return _SCORE.fullmatch(value) is not None


_OPTIONS: dict[str, Callable[[str], bool]] = {
    "no-quorum-policy": _one_of("stop", "freeze", "ignore", "demote", "suicide"),
    "symmetric-cluster": _is_boolean,
    "maintenance-mode": _is_boolean,
    "start-failure-is-fatal": _is_boolean,
    "enable-startup-probes": _is_boolean,
    "shutdown-lock": _is_boolean,
    "shutdown-lock-limit": is_time,
    "stonith-enabled": _is_boolean,
    "stonith-action": _one_of("reboot", "off", "poweroff"),
    "stonith-timeout": is_time,
    "have-watchdog": _is_boolean,
    "concurrent-fencing": _is_boolean,
    "startup-fencing": _is_boolean,
    "priority-fencing-delay": is_time,
    "cluster-delay": is_time,
    "batch-limit": _is_number,
    "migration-limit": _is_number,
    "stop-all-resources": _is_boolean,
    "stop-orphan-resources": _is_boolean,
    "stop-orphan-actions": _is_boolean,
    "remove-after-stop": _is_boolean,
    "pe-error-series-max": _is_number,
    "pe-warn-series-max": _is_number,
    "pe-input-series-max": _is_number,
    "node-health-strategy": _one_of("none", "migrate-on-red", "only-green", "progressive", "custom"),
    "node-health-base": _is_score,
    "node-health-green": _is_score,
    "node-health-yellow": _is_score,
    "node-health-red": _is_score,
    "placement-strategy": _one_of("default", "utilization", "minimal", "balanced"),
}
"""The scheduler's options and what is a value of each, in the order in which they are checked."""


def verify_configuration(cib: Cib, dialect: Dialect) -> tuple[list[str], int]:
    """The lines about a configuration, and crm_verify's exit status: 0 or 78."""
    grammar = faults(cib)
    wrong = [*grammar, *problems(cib, shape=not grammar)]
    if wrong:
        found = [("", "", line) for line in wrong]
        found.append(("main", "error", "CIB did not pass schema validation"))
    else:
        found = list(_findings(cib))
    lines = [_line(*each, dialect) for each in found]
    doubtful = any(function in ("pe__unpack_resource", "unpack_requires") for function, _, _ in found)
    if wrong or any(level == "error" for _, level, _ in found):
        last = "Errors found during check: config not valid"
    elif doubtful:
        last = "Warnings found during check: config may not be valid"
    else:
        return lines, 0
    return [*lines, last if dialect is Dialect.V1_1 else f"crm_verify: {last}"], 78


def _line(function: str, level: str, text: str, dialect: Dialect) -> str:
    if not function:
        return text
    if dialect is Dialect.V1_1:
        return f"{level:>8}: {function}:\t{text}"
    return f"({function}) \t{level}: {text}"


def _findings(cib: Cib) -> Iterator[tuple[str, str, str]]:
    """(function, level, text) of each finding."""
    options = _options(cib)
    yield from _option_findings(options)
    fencing = _switch(options, "stonith-enabled", True)
    policy = options.get("no-quorum-policy", "stop")
    if policy == "suicide" and not fencing:
        yield "unpack_config", "error", "Resetting no-quorum-policy to 'stop' because fencing is disabled"
    if not fencing or not _switch(options, "startup-fencing", True):
        yield "unpack_config", "warning", "Blind faith: not fencing unseen nodes"
    quorate = (cib.root.get("have-quorum") or "0").lower() in _TRUE
    if not quorate and policy != "ignore":
        yield "cluster_status", "warning", "Fencing and resource management disabled due to lack of quorum"
    yield from meta_findings(cib, fencing)
    if fencing and not _can_fence(cib, options):
        for text in _NO_FENCING:
            yield "unpack_resources", "error", text
    yield from _constraint_findings(cib, fencing)


def _options(cib: Cib) -> dict[str, str]:
    """The cluster's properties: of several sets the first that has a value."""
    options: dict[str, str] = {}
    for each in cib.crm_config.all("cluster_property_set"):
        for pair in each.all("nvpair"):
            options.setdefault(pair.get("name") or "", pair.get("value") or "")
    return options


def _option_findings(options: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, is_valid in _OPTIONS.items():
        value = options.get(name)
        if value is None or is_valid(value):
            continue
        if is_valid is is_time:
            yield "crm_parse_interval_spec", "warning", f"Using 0 instead of '{value}'"
        if is_valid is _is_number:
            yield from number_findings(value)
        text = f"Using default value for cluster option '{name}' because '{value}' is invalid"
        yield "cluster_option_value", "error", text


def _switch(options: dict[str, str], name: str, default: bool) -> bool:
    value = options.get(name, "").lower()
    return value in _TRUE if value in (*_TRUE, *_FALSE) else default


def _can_fence(cib: Cib, options: dict[str, str]) -> bool:
    templates = {each.id: each for each in cib.resources.all("template")}

    def is_device(primitive: Element) -> bool:
        template = templates.get(primitive.get("template") or "")
        return (template or primitive).get("class") == "stonith"

    watchdog = _switch(options, "have-watchdog", False) and options.get("stonith-watchdog-timeout", "0") not in (
        "0",
        "",
    )
    return watchdog or any(each.tag == "primitive" and is_device(each) for each in cib.resources.walk())


_RESOURCES = ("primitive", "group", "clone", "master", "bundle", "template")
_CONSTRAINED = {
    "rsc_location": ("unpack_location_tags", ("rsc",)),
    "rsc_colocation": ("unpack_colocation_tags", ("rsc", "with-rsc")),
    "rsc_order": ("unpack_order_tags", ("first", "then")),
    "rsc_ticket": ("unpack_rsc_ticket_tags", ("rsc",)),
}


_SET_READERS = {"rsc_location": "unpack_location_set", "rsc_order": "unpack_order_set"}


def _unknown_in_sets(constraint: Element, resources: set[str]) -> tuple[Element, str] | None:
    for each in constraint.all("resource_set"):
        for member in each.all("resource_ref"):
            if member.id not in resources:
                return each, member.id
    return None


_COPIED = ("clone", "master", "bundle")


def _found_by_id(parent: Element) -> Iterator[str]:
    """The resources that a constraint can name.

    What is inside a clone or a bundle exists as instances only, which are known by their resource's id no sooner than
    the status tells of them.
    """
    for each in parent.children:
        if each.tag in _RESOURCES:
            yield each.id
        if each.tag not in _COPIED:
            yield from _found_by_id(each)


def _found_by_history(cib: Cib) -> Iterator[str]:
    """The resources inside clones that the status tells of."""
    configured = {each.id for each in cib.resources.walk() if each.tag == "primitive"}
    for history in (each for each in cib.status.walk() if each.tag == "lrm_resource"):
        name = history.id.partition(":")[0]
        if name in configured and history.all("lrm_rsc_op"):
            yield name


def _colocated_sets(constraint: Element, resources: set[str]) -> Iterator[tuple[str, str, str]]:
    """Each set is read by itself if its members stand in a row, and together with the one before it."""
    before: str | None = None
    for each in constraint.all("resource_set"):
        unknown = next((member.id for member in each.all("resource_ref") if member.id not in resources), "")
        if unknown and (each.get("sequential") or "true").lower() in _TRUE:
            yield "unpack_colocation_set", "error", f"{each.id}: No resource found for {unknown}"
        if before is not None and (before or unknown):
            yield "colocate_rsc_sets", "error", f"{constraint.id}: No resource found for {before or unknown}"
        before = unknown


def _location_faults(location: Element) -> Iterator[tuple[str, str, str]]:
    pattern = location.get("rsc-pattern")
    if pattern is not None:
        try:
            re.compile(pattern.removeprefix("!"))
        except re.error:
            text = f"Ignoring constraint '{location.id}' because rsc-pattern has invalid value '{pattern}'"
            yield "unpack_simple_location", "error", text
    for rule in location.all("rule"):
        role = rule.get("role")
        if role and role.lower() not in ROLES:
            yield "text2role", "error", f"Unknown role: {role}"
            yield "generate_location_rule", "error", f"Bad role specified for {rule.id}: {role}"


def _constraint_findings(cib: Cib, fencing: bool) -> Iterator[tuple[str, str, str]]:
    resources = set(_found_by_id(cib.resources)) | set(_found_by_history(cib))
    tags = {each.id: [member.id for member in each.all("obj_ref")] for each in cib.section("tags").all("tag")}
    resources |= tags.keys()
    for constraint in cib.constraints.children:
        if constraint.tag == "rsc_location":
            yield from _location_faults(constraint)
        function, names = _CONSTRAINED.get(constraint.tag, ("", ()))
        found = (constraint.get(name) for name in names)
        unknown = next((each for each in found if each is not None and each not in resources), None)
        lost = next((each for each in tags.get(constraint.get("rsc") or "", ()) if each not in resources), None)
        if lost is not None and constraint.tag == "rsc_location":
            yield "unpack_location_set", "error", f"{constraint.get('rsc')}: No resource found for {lost}"
        in_sets = _unknown_in_sets(constraint, resources)
        if in_sets is not None:
            resource_set, unknown = in_sets
            yield "find_constraint_tag", "warning", f"No template or tag named '{unknown}'"
            reason = f"because '{unknown}' is not a valid resource or tag"
            text = f"Ignoring resource sets for constraint '{constraint.id}' {reason}"
            yield "pcmk__expand_tags_in_sets", "error", text
            function = _SET_READERS.get(constraint.tag, "")
            if function:
                yield function, "error", f"{resource_set.id}: No resource found for {unknown}"
            if constraint.tag == "rsc_colocation":
                yield from _colocated_sets(constraint, resources)
        elif unknown is not None:
            yield "find_constraint_tag", "warning", f"No template or tag named '{unknown}'"
            text = f"Ignoring constraint '{constraint.id}' because '{unknown}' is not a valid resource or tag"
            yield function, "error", text
        elif not fencing and constraint.get("loss-policy") == "fence":
            name = constraint.get("ticket")
            text = f"Resetting 'loss-policy' for ticket '{name}' to 'stop' because fencing is not configured"
            yield "rsc_ticket_new", "error", text
