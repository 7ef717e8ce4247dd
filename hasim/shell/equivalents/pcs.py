"""Changes in pcs."""

from __future__ import annotations

from hasim.cib import Element
from hasim.crmsh.agents import agent_of
from hasim.crmsh.properties import PROPERTIES
from hasim.shell.equivalents.changes import (
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
from hasim.shell.equivalents.high_level import META_DEFAULTS, HighLevel
from hasim.shell.equivalents.language import Command, command
from hasim.shell.equivalents.low_level import moved_or_banned, node_name
from hasim.shell.equivalents.meaning import says_nothing_new
from hasim.shell.equivalents.pcs_constraints import constraint_words
from hasim.shell.equivalents.pcs_resources import assignments, knows, made_container, made_resource, noun_of

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


class Pcs(HighLevel):
    """Says changes in pcs."""

    NODE_VERBS = _NODE_VERBS
    WRITTEN = _WRITTEN

    def _value(self, change: ValueChange) -> list[Command]:
        value = f"{change.name}={change.new or ''}"
        if change.new == "":  # an empty value would be taken for none
            return self._otherwise(change)
        if change.kind is Kind.PROPERTY:
            return [_property(change)]
        if change.kind in _DEFAULTS:
            return [command("pcs", *_DEFAULTS[change.kind], "update", value)]
        if change.kind.section == "nodes":
            return [self._node_value(change, value)]
        return self._resource_value(change, value)

    def _node_value(self, change: ValueChange, value: str) -> Command:
        node = node_name(self.cib, change.owner)
        if change.kind is Kind.NODE_UTILIZATION:
            return command("pcs", "node", "utilization", node, value)
        verb = self._node_verb(change)
        if verb is not None:
            return command("pcs", "node", verb, node)
        return command("pcs", "node", "attribute", node, value)

    def _resource_value(self, change: ValueChange, value: str) -> list[Command]:
        resource = self.resource(change.owner)
        noun = noun_of(resource)
        if change.kind is Kind.UTILIZATION:
            return [command("pcs", "resource", "utilization", change.owner, value)]
        if change.kind is Kind.META:
            verb = self._meta_verb(change)
            if verb:
                return [command("pcs", noun if verb in ("enable", "disable") else "resource", verb, change.owner)]
            return [command("pcs", noun, "meta", change.owner, value)]
        if resource.tag != "primitive":
            return self._otherwise(change)
        force = ["--force"] if change.new is not None and not knows(agent_of(resource), [change.name]) else []
        return [command("pcs", noun, "update", change.owner, value, *force)]

    def _meta_verb(self, change: ValueChange) -> str:
        resource = self.resource(change.owner)
        if not self._is_for_itself(change):
            return ""
        if change.name == "is-managed" and resource.tag != "primitive":
            return ""  # that would say it of the members
        value = change.new
        default = META_DEFAULTS.get(change.name)
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
        words = assignments(change.new, without=("id", "name"))
        name = change.new.get("name") or ""
        if change.old is None:
            return [command(*head, "add", change.resource, name, *words, f"id={change.new.id}", "--force")]
        lost = [f"{each}=" for each in change.old.attributes if each not in change.new.attributes]
        noun = noun_of(self.resource(change.resource))
        return [command("pcs", noun, "update", change.resource, "op", name, *words, *lost)]

    def _created(self, change: Created) -> list[Command]:
        element = change.element
        if change.section == "constraints":
            made = moved_or_banned(self.cib, change)
            if made is not None:
                verb = "move-with-constraint" if made[0] == "move" else "ban"
                if verb != "ban" and self.resource(made[1]).tag in ("clone", "master", "bundle"):
                    return self._otherwise(change)  # pcs does not move these
                return [command("pcs", "resource", verb, made[1], made[2])]
            words = constraint_words(self.cib, element)
            return [command("pcs", "constraint", *words)] if words else self._otherwise(change)
        if change.section == "resources":
            return made_resource(element) or self._otherwise(change)
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
            return [command("pcs", noun_of(change.element), "delete", change.element.id)]
        return self._otherwise(change)

    def _replaced(self, change: Replaced) -> list[Command]:
        created = Created(change.section, change.new)
        if change.section == "constraints":
            said = self._created(created)
            if all(each.native for each in said):
                moved = moved_or_banned(self.cib, created) is not None
                return said if moved else [*self._deleted(Deleted(change.section, change.old)), *said]
        return self._otherwise(change)

    def _cleared(self, change: Cleared) -> list[Command]:
        return [command("pcs", "resource", "clear", change.resource)]

    def _wrapped(self, change: Wrapped) -> list[Command]:
        return made_container(change.element) or self._otherwise(change)

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
    if change.new is None:
        return command("pcs", "property", "unset", change.name)
    force = [] if change.name in PROPERTIES else ["--force"]
    return command("pcs", "property", "set", f"{change.name}={change.new}", *force)


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
