"""What is wrong with the meta-attributes of resources, as the scheduler of Pacemaker 2.1.5 says when it reads them.

Each resource reads all of its meta-attributes: its own, its template's, those of what it is in, and the defaults. A
clone is read once itself, and what is in it once for each instance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hasim.cib import Cib, CibError, Element
from hasim.scheduler.unpack_resources import MOST_INSTANCES

__all__ = ["ROLES", "Finding", "is_time", "meta_findings", "number_findings"]

Finding = tuple[str, str, str]
"""The function that says it, the level, the text."""
ROLES = ("stopped", "started", "promoted", "unpromoted", "master", "slave")
_TIME = re.compile(r"\s*\d+\s*(us|usec|ms|msec|s|sec|m|min|h|hr)?|P.*", re.I)
_NUMBER = re.compile(r"[+-]?\d+")
_SCORE = re.compile(r"[+-]?(\d+|INFINITY)|red|yellow|green", re.I)
_COUNTS = ("clone-max", "clone-node-max", "promoted-max", "promoted-node-max")
_READ = ("primitive", "group", "clone", "master")


def is_time(value: str) -> bool:
    """Whether a value is a span of time."""
    return _TIME.fullmatch(value) is not None


def number_findings(value: str) -> Iterator[Finding]:
    """What is said of a text where a number should be."""
    rest = _NUMBER.sub("", value, count=1) if _NUMBER.match(value) else value
    if rest == value:
        yield "scan_ll", "warning", f"Could not parse integer from '{value}' (using 0 instead): No digits found"
    if rest:
        yield "scan_ll", "warning", f"Characters left over after parsing '{value}': '{rest}'"


def meta_findings(cib: Cib, fencing: bool) -> Iterator[Finding]:
    """The findings about all resources, in the order in which they are read; whether fencing is enabled."""
    templates = {each.id: _pairs(each) for each in cib.resources.all("template")}
    return _Reader(templates, _defaults(cib), len(cib.nodes.all("node")), fencing).below(cib.resources, {}, "")


def _pairs(element: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in element.all("meta_attributes"):
        if each.first("rule") is None:
            for pair in each.all("nvpair"):
                found.setdefault(pair.get("name") or "", pair.get("value") or "")
    return found


def _defaults(cib: Cib) -> dict[str, str]:
    return _pairs(cib.section("rsc_defaults"))


class _Reader:
    def __init__(
        self, templates: Mapping[str, Mapping[str, str]], defaults: Mapping[str, str], nodes: int, fencing: bool
    ) -> None:
        self.fencing = fencing
        self.templates = templates
        self.defaults = defaults
        self.nodes = nodes

    def below(self, parent: Element, inherited: Mapping[str, str], instance: str) -> Iterator[Finding]:
        """What is said of the resources in an element; `instance` is what the names of a clone's instances end with."""
        for each in parent.children:
            if each.tag in _READ:
                yield from self._resource(each, inherited, instance)
            elif each.tag == "bundle":
                yield from self.below(each, {}, "")

    def _resource(self, resource: Element, inherited: Mapping[str, str], instance: str) -> Iterator[Finding]:
        template = self.templates.get(resource.get("template") or "", {})
        meta = {**self.defaults, **inherited, **template, **_pairs(resource)}
        meta = {name: value for name, value in meta.items() if value != "#default"}
        yield from _findings(resource.id + instance, meta, self.fencing)
        passed = {**inherited, **template, **_pairs(resource)}
        if resource.tag not in ("clone", "master"):
            yield from self.below(resource, passed, instance)
            return
        for name in _COUNTS:
            if name in meta and not _SCORE.fullmatch(meta[name]):
                yield from number_findings(meta[name])
        count = meta.get("clone-max", "")
        instances = int(count) if count.isdecimal() else self.nodes
        if instances > MOST_INSTANCES:
            raise CibError(f"clone {resource.id}: clone-max is {instances}, more than {MOST_INSTANCES}")
        first = list(self.below(resource, passed, ":0"))
        yield from first
        if first:  # of the others there is as little to say
            for number in range(1, instances):
                yield from self.below(resource, passed, f":{number}")


def _findings(id_: str, meta: Mapping[str, str], fencing: bool) -> Iterator[Finding]:
    yield from _score(meta, "priority")
    multiple = meta.get("multiple-active")
    if multiple is not None and multiple not in ("stop_only", "block", "stop_start", "stop_unexpected"):
        text = f'{multiple} is not a valid value for multiple-active, using default of "stop_start"'
        yield "pe__unpack_resource", "warning", text
    yield from _score(meta, "resource-stickiness")
    yield from _score(meta, "migration-threshold")
    requires = meta.get("requires")
    if requires is not None and requires not in ("nothing", "quorum", "fencing", "unfencing"):
        text = f"Resetting 'requires' for {id_} to 'quorum' because '{requires}' is not valid"
        yield "unpack_requires", "error", text
    elif requires == "fencing" and not fencing:
        yield "unpack_requires", "warning", f"{id_} requires fencing but fencing is disabled"
    timeout = meta.get("failure-timeout")
    if timeout is not None and not is_time(timeout):
        yield "crm_parse_interval_spec", "warning", f"Using 0 instead of '{timeout}'"
    role = meta.get("target-role")
    if role is not None and role.lower() not in (*ROLES, "default"):
        yield "text2role", "error", f"Unknown role: {role}"
        yield "get_target_role", "error", f"Ignoring 'target-role' for {id_} because '{role}' is not valid"


def _score(meta: Mapping[str, str], name: str) -> Iterator[Finding]:
    value = meta.get(name)
    if value is not None and not _SCORE.fullmatch(value):
        yield from number_findings(value)
