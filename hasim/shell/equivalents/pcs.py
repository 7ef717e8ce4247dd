"""Changes in pcs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hasim.cib import Cib, Element
from hasim.cib.values import is_true, parse_boolean
from hasim.crmsh.agents import Agent, agent_of
from hasim.shell.equivalents.changes import (
    Change,
    Cleared,
    Created,
    Deleted,
    Kind,
    OperationChange,
    Replaced,
    SectionReplaced,
    Unwrapped,
    ValueChange,
    Wrapped,
)
from hasim.shell.equivalents.language import Command, command
from hasim.shell.equivalents.low_level import LowLevel, implied_by_deletion, moved_or_banned, node_name
from hasim.shell.equivalents.meaning import SET_TAGS, is_plain, says_nothing_new
from hasim.shell.equivalents.pcs_constraints import constraint_words

__all__ = ["Pcs"]

_DEFAULTS = {Kind.RSC_DEFAULT: ["resource", "defaults"], Kind.OP_DEFAULT: ["resource", "op", "defaults"]}
_NODE_VERBS = {("standby", True): "standby", ("standby", False): "unstandby"}
_NODE_VERBS |= {("maintenance", True): "maintenance", ("maintenance", False): "unmaintenance"}
_WRITTEN = {"standby": "on", "maintenance": "on"}
_META_VERBS = {
    ("target-role", "Started"): "enable",
    ("target-role", "Stopped"): "disable",
    ("is-managed", "true"): "manage",
    ("is-managed", "false"): "unmanage",
}


class Pcs:
    """Says changes in pcs."""

    def __init__(self, before: Cib) -> None:
        self.cib = before

    def say_all(self, changes: Sequence[Change]) -> list[Command]:
        """The commands for changes that are made one after the other."""
        said: list[Command] = []
        superfluous = implied_by_deletion(changes)
        for change in changes:
            if change not in superfluous:
                said += self.say(change)
            self.cib = change.applied(self.cib)
        return said

    def say(self, change: Change) -> list[Command]:
        """The commands for one change to the present configuration."""
        match change:
            case ValueChange():
                return [self._value(change)]
            case OperationChange():
                return self._operation(change)
            case Created():
                return self._created(change)
            case Deleted():
                return self._deleted(change)
            case Cleared():
                return [command("pcs", "resource", "clear", change.resource)]
            case Replaced():
                return self._replaced(change)
            case Wrapped():
                return self._wrapped(change.element)
            case Unwrapped():
                return self._unwrapped(change)
            case SectionReplaced():
                return self._section(change)

    def _otherwise(self, change: Change) -> list[Command]:
        """The low-level commands, where pcs has no words."""
        return [Command(each.line, native=False) for each in LowLevel(self.cib).say(change)]

    def _value(self, change: ValueChange) -> Command:
        value = f"{change.name}={change.new or ''}"
        if change.new == "":  # an empty value would be taken for none
            return self._otherwise(change)[0]
        if change.kind is Kind.PROPERTY:
            return _property(change)
        if change.kind in _DEFAULTS:
            return command("pcs", *_DEFAULTS[change.kind], "update", value)
        if change.kind.section == "nodes":
            return self._node_value(change, value)
        return self._resource_value(change, value)

    def _node_value(self, change: ValueChange, value: str) -> Command:
        node = node_name(self.cib, change.owner)
        if change.kind is Kind.NODE_UTILIZATION:
            return command("pcs", "node", "utilization", node, value)
        off = change.new is None or parse_boolean(change.new) is False
        verb = _NODE_VERBS.get((change.name, is_true(change.new)))
        if verb is not None and (off or change.new == _WRITTEN[change.name]):
            return command("pcs", "node", verb, node)
        return command("pcs", "node", "attribute", node, value)

    def _resource_value(self, change: ValueChange, value: str) -> Command:
        resource = self._resource(change.owner)
        stonith = ["stonith"] if resource.get("class") == "stonith" else ["resource"]
        if change.kind is Kind.UTILIZATION:
            return command("pcs", "resource", "utilization", change.owner, value)
        if change.kind is Kind.META:
            verb = self._meta_verb(change)
            if verb:
                return command(
                    "pcs",
                    "stonith" if stonith == ["stonith"] and verb in ("enable", "disable") else "resource",
                    verb,
                    change.owner,
                )
            return command("pcs", *stonith, "meta", change.owner, value)
        if resource.tag != "primitive":
            return self._otherwise(change)[0]
        force = ["--force"] if change.new is not None and not _knows(agent_of(resource), [change.name]) else []
        return command("pcs", *stonith, "update", change.owner, value, *force)

    def _resource(self, id: str) -> Element:
        return next(each for each in self.cib.resources.walk() if each.id == id)

    def _meta_verb(self, change: ValueChange) -> str:
        resource = self._resource(change.owner)
        around = [each for each in self.cib.resources.walk() if resource in each.children]
        if around[0].tag not in ("resources", "group") or LowLevel(self.cib).strays(change):
            return ""
        if change.name == "is-managed" and resource.tag != "primitive":
            return ""  # that would say it of the members
        value = change.new
        default = {"target-role": "Started", "is-managed": "true"}.get(change.name)
        if default is not None and value in (None, default):
            if not says_nothing_new(self.cib, change.owner, change.name, default):
                return ""
            value = default
        return _META_VERBS.get((change.name, value or ""), "")

    def _operation(self, change: OperationChange) -> list[Command]:
        head = ["pcs", "resource", "op"]
        if change.new is None:
            assert change.old is not None
            return [command(*head, "delete", change.old.id)]
        words = _assignments(change.new, without=("id", "name"))
        name = change.new.get("name") or ""
        if change.old is None:
            return [command(*head, "add", change.resource, name, *words, f"id={change.new.id}", "--force")]
        lost = [f"{each}=" for each in change.old.attributes if each not in change.new.attributes]
        stonith = self._resource(change.resource).get("class") == "stonith"
        return [
            command("pcs", "stonith" if stonith else "resource", "update", change.resource, "op", name, *words, *lost)
        ]

    def _created(self, change: Created) -> list[Command]:
        element = change.element
        if change.section == "constraints":
            made = moved_or_banned(self.cib, change)
            if made is not None:
                verb = "move-with-constraint" if made[0] == "move" else "ban"
                if verb != "ban" and self._resource(made[1]).tag in ("clone", "master", "bundle"):
                    return self._otherwise(change)  # pcs does not move these
                return [command("pcs", "resource", verb, made[1], made[2])]
            words = constraint_words(self.cib, element)
            return [command("pcs", "constraint", *words)] if words else self._otherwise(change)
        if change.section == "resources":
            return _resource(element) or self._otherwise(change)
        if change.section == "tags":
            return [command("pcs", "tag", "create", element.id, *(each.id for each in element.children))]
        if change.section == "fencing-topology":
            return [_level("add", element) or self._otherwise(change)[0]]
        return self._otherwise(change)

    def _deleted(self, change: Deleted) -> list[Command]:
        if change.section == "constraints":
            return [command("pcs", "constraint", "delete", change.element.id)]
        if change.section == "tags":
            return [command("pcs", "tag", "delete", change.element.id)]
        if change.section == "fencing-topology":
            return [_level("delete", change.element) or self._otherwise(change)[0]]
        if change.section == "resources" and change.element.tag != "template":
            noun = "stonith" if change.element.get("class") == "stonith" else "resource"
            return [command("pcs", noun, "delete", change.element.id)]
        return self._otherwise(change)

    def _replaced(self, change: Replaced) -> list[Command]:
        created = Created(change.section, change.new)
        if change.section == "constraints":
            said = self._created(created)
            if all(each.native for each in said):
                moved = moved_or_banned(self.cib, created) is not None
                return said if moved else [*self._deleted(Deleted(change.section, change.old)), *said]
        return self._otherwise(change)

    def _wrapped(self, element: Element) -> list[Command]:
        said = _container(element)
        return said or self._otherwise(Wrapped(element))

    def _unwrapped(self, change: Unwrapped) -> list[Command]:
        """pcs puts the members at the end."""
        if not change.at_end and self.cib.resources.children[-1].id != change.element.id:
            return self._otherwise(change)
        verb = "ungroup" if change.element.tag == "group" else "unclone"
        return [command("pcs", "resource", verb, change.element.id)]

    def _section(self, change: SectionReplaced) -> list[Command]:
        known = self.cib.section(change.name).children
        if change.name == "fencing-topology" and change.new is not None and not known:
            said = [_level("add", each) for each in change.new.all("fencing-level")]
            if all(said):
                return [each for each in said if each is not None]
        return self._otherwise(change)


def _property(change: ValueChange) -> Command:
    from hasim.crmsh.properties import PROPERTIES

    if change.new is None:
        return command("pcs", "property", "unset", change.name)
    force = [] if change.name in PROPERTIES else ["--force"]
    return command("pcs", "property", "set", f"{change.name}={change.new}", *force)


def _assignments(element: Element, without: Sequence[str]) -> list[str]:
    return [f"{name}={value}" for name, value in element.attributes.items() if name not in without]


def _values(element: Element, tag: str) -> Mapping[str, str] | None:
    """The values of the plain sets of that tag; None where there is more to them."""
    found: dict[str, str] = {}
    for each in element.all(tag):
        if not is_plain(each):
            return None
        for pair in each.all("nvpair"):
            found[pair.get("name") or ""] = pair.get("value") or ""
    return found if all(found.values()) else None


def _knows(agent: Agent | None, names: Sequence[str]) -> bool:
    return agent is not None and all(name in agent.parameters for name in names)


def _resource(element: Element) -> list[Command] | None:
    """The commands that make a resource, with what is in it; None where pcs has no words for it."""
    if element.tag == "primitive":
        return _primitive(element)
    if element.tag not in ("group", "clone"):
        return None
    said: list[Command] = []
    for child in element.all("primitive", "group"):
        inner = _resource(child)
        if inner is None:
            return None
        said += inner
    own = _container(element)
    return said + own if own is not None else None


def _primitive(element: Element) -> list[Command] | None:
    allowed = {"id", "class", "provider", "type"}
    sets = {tag: _values(element, tag) for tag in SET_TAGS}
    operations = [each for holder in element.all("operations") for each in holder.all("op")]
    plain = not any(each.children for each in operations) and not any(
        each.attributes for each in element.all("operations")
    )
    if set(element.attributes) - allowed or any(values is None for values in sets.values()) or not plain:
        return None
    name = ":".join(text for text in (element.get("class"), element.get("provider"), element.get("type")) if text)
    stonith = element.get("class") == "stonith"
    parameters = sets["instance_attributes"] or {}
    words = (
        ["pcs", "stonith", "create", element.id, element.get("type") or ""]
        if stonith
        else ["pcs", "resource", "create", element.id, name]
    )
    words += [f"{key}={value}" for key, value in parameters.items()]
    for each in operations:
        words += ["op", each.get("name") or "", *_assignments(each, without=("name",))]
    meta = [f"{key}={value}" for key, value in (sets["meta_attributes"] or {}).items()]
    words += ["meta", *meta] if meta else []
    agent = agent_of(element)
    required = [each.name for each in agent.parameters.values() if each.required] if agent is not None else []
    good = _knows(agent, list(parameters)) and all(each in parameters for each in required)
    words += ["--no-default-ops"] if not stonith else []
    said = [command(*words, *([] if good else ["--force"]))]
    return said + list(_afterwards(element, sets["utilization"] or {}, operations))


def _afterwards(element: Element, utilization: Mapping[str, str], operations: Sequence[Element]) -> Iterator[Command]:
    """What creating does not do, or does too much."""
    if not any(each.get("name") == "monitor" for each in operations):
        yield command("pcs", "resource", "op", "delete", element.id, "monitor")
    if utilization:
        pairs = (f"{key}={value}" for key, value in utilization.items())
        yield command("pcs", "resource", "utilization", element.id, *pairs)


def _container(element: Element) -> list[Command] | None:
    """The commands that make a group or clone of resources that are there."""
    meta = _values(element, "meta_attributes")
    extra = [each for each in element.children if each.tag not in ("meta_attributes", "primitive", "group", "#comment")]
    if meta is None or extra or set(element.attributes) - {"id"}:
        return None
    words = [f"{key}={value}" for key, value in meta.items()]
    members = [each.id for each in element.all("primitive", "group")]
    if element.tag == "group":
        said = [command("pcs", "resource", "group", "add", element.id, *members)]
        return said + ([command("pcs", "resource", "meta", element.id, *words)] if words else [])
    if meta.get("promotable") == "true":
        words.remove("promotable=true")
        more = ["meta", *words] if words else []
        return [command("pcs", "resource", "promotable", members[0], element.id, *more, *_forced(element))]
    return [command("pcs", "resource", "clone", members[0], element.id, *(["meta", *words] if words else []))]


def _forced(clone: Element) -> list[str]:
    """An agent that cannot be promoted is taken only by force."""
    agents = [agent_of(each) for each in clone.walk() if each.tag == "primitive"]
    able = all(agent is not None and any(each.name == "promote" for each in agent.actions) for agent in agents)
    return [] if able else ["--force"]


def _level(verb: str, level: Element) -> Command | None:
    target = level.get("target")
    if level.get("target-pattern") is not None:
        target = f"regexp%{level.get('target-pattern')}"
    elif level.get("target-attribute") is not None:
        target = f"attrib%{level.get('target-attribute')}={level.get('target-value')}"
    if target is None:
        return None
    devices = (level.get("devices") or "").split(",")
    if verb == "delete":
        return command(
            "pcs", "stonith", "level", "delete", level.get("index") or "", "target", target, "stonith", *devices
        )
    return command("pcs", "stonith", "level", "add", level.get("index") or "", target, *devices)
