"""Changes in crm: `crm resource`, `crm node` and statements of `crm configure`."""

from __future__ import annotations

from collections.abc import Set

from hasim.cib import Element
from hasim.crmsh.schema import Schema
from hasim.crmsh.show import Presenter
from hasim.crmsh.words import split_words
from hasim.shell.crm_resource import running_on
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
from hasim.shell.equivalents.low_level import LowLevel, moved_or_banned, node_name
from hasim.shell.equivalents.meaning import says_nothing_new

__all__ = ["Crm"]

_SET_VERBS = {Kind.PARAMETER: "param", Kind.META: "meta", Kind.UTILIZATION: "utilization"}
_DEFAULT_SETS = {Kind.PROPERTY: "cib-bootstrap-options", Kind.RSC_DEFAULT: "rsc-options", Kind.OP_DEFAULT: "op-options"}
_KEYWORDS = {Kind.PROPERTY: "property", Kind.RSC_DEFAULT: "rsc_defaults", Kind.OP_DEFAULT: "op_defaults"}
_META_VERBS = {
    ("target-role", "Started"): "start",
    ("target-role", "Stopped"): "stop",
    ("is-managed", "true"): "manage",
    ("is-managed", "false"): "unmanage",
}
_NODE_VERBS = {("standby", True): "standby", ("standby", False): "online"}
_NODE_VERBS |= {("maintenance", True): "maintenance", ("maintenance", False): "ready"}
_WRITTEN = {"standby": "on", "maintenance": "true"}


class Crm(HighLevel):
    """Says changes in crm."""

    NODE_VERBS = _NODE_VERBS
    WRITTEN = _WRITTEN

    def _mentioned(self, ids: Set[str]) -> bool:
        """Whether a constraint or tag is about one of these: crm would let it be about their container."""
        names = ("rsc", "with-rsc", "first", "then")
        parts = [each for section in ("constraints", "tags") for each in self.cib.section(section).walk()]
        return any({each.get(name) for name in names} & ids for each in parts) or any(
            each.tag in ("resource_ref", "obj_ref") and each.id in ids for each in parts
        )

    def _unwrapped(self, change: Unwrapped) -> list[Command]:
        """crm puts the members at the end, and lets no constraint or tag be about what is gone."""
        last = self.cib.resources.children[-1].id == change.element.id
        if self._mentioned({change.element.id}) or not (change.at_end or last):
            return self._otherwise(change)
        return [command("crm", "configure", "delete", change.element.id)]

    def _cleared(self, change: Cleared) -> list[Command]:
        return [command("crm", "resource", "clear", change.resource)]

    def _wrapped(self, change: Wrapped) -> list[Command]:
        members = {child.id for child in change.element.children}
        return self._otherwise(change) if self._mentioned(members) else [self._statement(change.element)]

    def _value(self, change: ValueChange) -> list[Command]:
        if change.kind in _KEYWORDS:
            if change.new is None:
                return self._otherwise(change)
            named = change.set_id not in ("", _DEFAULT_SETS[change.kind])
            words = [f"{change.set_id}:"] if named else []
            return [command("crm", "configure", _KEYWORDS[change.kind], *words, f"{change.name}={change.new}")]
        if change.kind.section == "nodes":
            return [self._node_value(change)]
        return self._resource_value(change)

    def _node_value(self, change: ValueChange) -> Command:
        node = node_name(self.cib, change.owner)
        words = ["delete", change.name] if change.new is None else ["set", change.name, change.new]
        if change.kind is Kind.NODE_UTILIZATION:
            return command("crm", "node", "utilization", node, *words)
        verb = self._node_verb(change)
        if verb is not None:
            return command("crm", "node", verb, node)
        return command("crm", "node", "attribute", node, *words)

    def _resource_value(self, change: ValueChange) -> list[Command]:
        verb = self._meta_verb(change)
        if verb:
            return [command("crm", "resource", verb, change.owner)]
        low = LowLevel(self.cib)
        if low.strays(change) or low.set_name(change):
            return self._otherwise(change)
        words = ["delete", change.name] if change.new is None else ["set", change.name, change.new]
        return [command("crm", "resource", _SET_VERBS[change.kind], change.owner, *words)]

    def _meta_verb(self, change: ValueChange) -> str:
        """The verb that sets a meta-attribute of that resource and of no other; empty for none."""
        if change.kind is not Kind.META:
            return ""
        value = change.new
        if value is None:
            value = META_DEFAULTS.get(change.name)
            if value is None or not says_nothing_new(self.cib, change.owner, change.name, value):
                return ""
        verb = _META_VERBS.get((change.name, value), "")
        return verb if self._is_for_itself(change) else ""

    def _operation(self, change: OperationChange) -> list[Command]:
        old, new = change.old, change.new
        if old is None and new is not None and set(new.attributes) <= {"id", "name", "interval", "timeout"}:
            if new.get("name") == "monitor" and new.get("interval"):
                times = [text for text in (new.get("interval"), new.get("timeout")) if text]
                return [command("crm", "configure", "monitor", change.resource, ":".join(times))]
        if old is None or new is None or not set(old.attributes) <= set(new.attributes):
            return self._otherwise(change)
        changed = {name: text for name, text in new.attributes.items() if old.get(name) != text and name != "id"}
        task, interval = old.get("name") or "", old.get("interval") or ""
        if old.id != f"{change.resource}-{task}-{interval}":
            path = f"{change.resource}.{task}"
            resource = self.resource(change.resource)
            if sum(each.tag == "op" and each.get("name") == task for each in resource.walk()) != 1:
                return self._otherwise(change)
        else:
            path = f"{change.resource}.{task}.{interval}"
        return [command("crm", "configure", "set", f"{path}.{name}", text) for name, text in changed.items()]

    def _created(self, change: Created) -> list[Command]:
        made = moved_or_banned(self.cib, change)
        if made is not None:
            verb, resource, node = made
            there = verb == "move" and node in running_on(self.cib, resource, 0)
            return [command("crm", "resource", verb, resource, node, *(["force"] if there else []))]
        if change.section == "fencing-topology":
            return self._otherwise(change)
        inner = [each for each in reversed(list(change.element.walk())) if each.tag in ("primitive", "group")]
        parts = sorted(inner, key=lambda each: each.tag != "primitive")
        own = [] if change.element in parts else [change.element]
        order = [each for each in change.element.walk() if each in parts and each.tag == "primitive"]
        order += [each for each in parts if each.tag == "group"]
        return [self._statement(each) for each in (*order, *own)]

    def _statement(self, element: Element) -> Command:
        section = _SECTIONS.get(element.tag, "resources")
        holder = Element(section, {}, (element,)) if section != element.tag else element
        configuration = Element("configuration", {}, tuple({"nodes": self.cib.nodes, section: holder}.values()))
        presenter = Presenter(configuration, Schema(self.cib.root.get("validate-with") or ""))
        item = next(
            each for each in presenter.inventory.items if each.element.tag == element.tag and _is(each.id, element)
        )
        text = presenter.statement(item, broken=False)
        if text.startswith("xml "):
            return command("crm", "configure", "xml", text.removeprefix("xml "), native=False)
        return command("crm", "configure", *(word.text for word in split_words(text.split("\n")[-1])))

    def _deleted(self, change: Deleted) -> list[Command]:
        if change.section in ("fencing-topology", "nodes"):
            return self._otherwise(change)
        members = [each.id for each in change.element.walk() if each.tag in ("primitive", "group")]
        return [command("crm", "configure", "delete", *dict.fromkeys((*reversed(members), change.element.id)))]

    def _replaced(self, change: Replaced) -> list[Command]:
        created = Created(change.section, change.new)
        if change.section == "constraints":
            if moved_or_banned(self.cib, created) is not None:
                return self._created(created)
            return [*self._deleted(Deleted(change.section, change.old)), *self._created(created)]
        return self._otherwise(change)

    def _section(self, change: SectionReplaced) -> list[Command]:
        known = self.cib.section(change.name).children
        if change.name == "fencing-topology" and change.new is not None and not known:
            return [self._statement(change.new)]
        return self._otherwise(change)


def _is(id: str, element: Element) -> bool:
    return id == (element.id or "fencing_topology")


_SECTIONS = {
    **dict.fromkeys(("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"), "constraints"),
    "tag": "tags",
    "alert": "alerts",
    "node": "nodes",
    "fencing-topology": "fencing-topology",
    **dict.fromkeys(("acl_role", "acl_target", "acl_group", "acl_user"), "acls"),
}
